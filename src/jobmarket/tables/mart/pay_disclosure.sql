/*
about = "How many ads state their pay, year by year and source by source."
key = ["year", "population", "scope"]
may_be_empty = true

[columns]
year = "calendar year the ad was posted in"
population = "one source by its name; unselected: all sources that carry every ad of theirs; every source: all together"
scope = "deep-learning: ads that name a deep-learning framework; machine-learning: also ads for the roles of machine learning; all: every ad"
ads = "ads in scope, repeats included"
openings = "openings in scope: a duplicate group counts once a year"
employers = "distinct employers among them; an ad without a known employer is one of its own"
priced_openings = "openings of which some ad states its pay"
share = "priced_openings / openings, 0 to 1"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "no more openings are priced than there are"
sql = "priced_openings <= openings"

[[always]]
that = "the share lies inside its bounds"
sql = "share_low <= share + 1e-9 and share <= share_high + 1e-9"
*/
with openings as (
  select
    year, population, scope,
    coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    count(*) as ads,
    bool_or(pay_usd is not null) as is_priced
  from ads
  cross join unnest(populations_and(selection, source)) as t(population)
  cross join unnest(case when is_dl then ['all', 'machine-learning', 'deep-learning'] when is_ml then ['all', 'machine-learning'] else ['all'] end) as s(scope)
  -- a source selected by having pay cannot say how often pay is stated
  where selection <> 'pay'
  group by all
),
counted as (
  select
    year, population, scope, sum(ads)::bigint as ads, count(*) as openings,
    count(distinct employer) as employers,
    count(*) filter (is_priced) as priced_openings
  from openings
  group by all
)
select
  *,
  priced_openings / openings as share,
  wilson_low(priced_openings, openings) as share_low,
  wilson_high(priced_openings, openings) as share_high
from counted
order by all
