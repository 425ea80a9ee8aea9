/*
about = "How much of all hiring is for machine learning, year by year, in sources that carry every ad of theirs."
key = ["year", "population", "scope"]
may_be_empty = true

[columns]
year = "calendar year the ad was posted in"
population = "one source by its name, or unselected: all sources that carry every ad of theirs"
scope = "deep-learning: ads that name a deep-learning framework; machine-learning: also ads for the roles of machine learning"
ads = "ads in scope, repeats included"
openings = "openings in scope: a duplicate group counts once a year"
employers = "distinct employers among them; an ad without a known employer is one of its own"
all_openings = "openings of any job: the denominator"
share = "openings / all_openings, 0 to 1"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "no more openings in scope than there are"
sql = "openings <= all_openings"

[[always]]
that = "the share lies inside its bounds"
sql = "share_low <= share + 1e-9 and share <= share_high + 1e-9"
*/
with openings as (
  select
    year, population,
    coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    count(*) as ads,
    bool_or(is_dl) as is_dl,
    bool_or(is_ml) as is_ml
  from ads
  cross join unnest(['unselected', source]) as t(population)
  where selection = 'none'
  group by all
),
counted as (
  select
    year, population, scope,
    coalesce(sum(ads) filter (is_in), 0)::bigint as ads,
    count(*) filter (is_in) as openings,
    count(distinct employer) filter (is_in) as employers,
    count(*) as all_openings
  from openings
  cross join lateral (
    select 'deep-learning' as scope, is_dl as is_in union all select 'machine-learning', is_ml
  ) as s
  group by all
)
select
  *,
  openings / all_openings as share,
  wilson_low(openings, all_openings) as share_low,
  wilson_high(openings, all_openings) as share_high
from counted
order by all
