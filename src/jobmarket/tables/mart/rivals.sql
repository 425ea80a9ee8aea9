/*
about = "Ads that name only one of two frameworks, in many groups: which of the two is asked for by itself."
key = ["period", "population", "pair", "dimension", "value"]
may_be_empty = true

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
population = "unselected: sources that carry every ad of theirs; every source: also those collected by keyword, role or pay"
pair = "the two frameworks, first:second"
dimension = "what the group is: all, year, source, region, country, employer_kind, industry or role (ads with a single role)"
value = "the group, as in ads; unstated where the ad tells none"
first = "the framework whose share is given"
second = "the framework it is compared with"
first_only = "openings that name the first and not the second"
second_only = "openings that name the second and not the first"
both = "openings that name both; they do not enter the share"
discordant = "first_only + second_only: the denominator"
first_employers = "distinct employers among first_only"
second_employers = "distinct employers among second_only"
share = "first_only / discordant, 0 to 1; one half is a draw. NULL where nothing is discordant"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "the denominator is the sum of both sides"
sql = "discordant = first_only + second_only"

[[always]]
that = "the share lies inside its bounds"
sql = "share is null or (share_low <= share + 1e-9 and share <= share_high + 1e-9)"
*/
with pairs(first, second) as (
  values ('pytorch', 'tensorflow'), ('pytorch', 'keras'), ('keras', 'pytorch-lightning'), ('tensorflow', 'keras'), ('jax', 'tensorflow')
),
grouped as (
  select ads.*, g.dimension, g.value
  from ads
  cross join lateral (
    select 'all' as dimension, 'all' as value
    union all select 'year', year::varchar
    union all select 'source', source
    union all select 'region', unnest(case when len(regions) > 0 then regions else ['unstated'] end)
    union all select 'country', unnest(case when len(countries) > 0 then countries else ['unstated'] end)
    union all select 'employer_kind', coalesce(employer_kind, 'unknown')
    union all select 'industry', coalesce(industry, 'unknown')
    union all select 'role', roles[1] where len(roles) = 1
  ) as g
  where is_dl
),
openings as (
  select
    period, population, dimension, value,
    coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    words_of(frameworks) as frameworks,
    bool_or(vocabulary is null) as sees_all,
    words_of(vocabulary) as vocabulary
  from grouped
  join spans() on date_posted > after_date
  cross join unnest(populations(selection)) as t(population)
  group by all
),
sides as (
  select openings.*, first, second,
    list_contains(frameworks, first) as has_first, list_contains(frameworks, second) as has_second
  from openings
  -- only where both words can be seen
  join pairs on sees_all or list_has_all(vocabulary, [first, second])
),
counted as (
  select
    period, population, first || ':' || second as pair, dimension, value, first, second,
    count(*) filter (has_first and not has_second) as first_only,
    count(*) filter (has_second and not has_first) as second_only,
    count(*) filter (has_first and has_second) as both,
    count(*) filter (has_first <> has_second) as discordant,
    count(distinct employer) filter (has_first and not has_second) as first_employers,
    count(distinct employer) filter (has_second and not has_first) as second_employers
  from sides
  where has_first or has_second
  group by all
)
select
  *,
  case when discordant > 0 then first_only / discordant end as share,
  wilson_low(first_only, discordant) as share_low,
  wilson_high(first_only, discordant) as share_high
from counted
order by all
