/*
about = "Which frameworks deep-learning ads name, by country."
key = ["period", "population", "country", "framework"]

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
population = "unselected: sources that carry every ad of theirs; every source: also those collected by keyword, role or pay"
country = "ISO 3166-1 alpha-2 code of a country where the job can be done, unstated where the ad names none"
framework = "name on the shelf of frameworks"
ads = "ads that name the framework, repeats included"
openings = "openings that name it: a duplicate group counts once a period"
employers = "distinct employers among them; an ad without a known employer is one of its own"
dl_openings = "openings that name any deep-learning framework, where the framework can be seen: the denominator"
dl_employers = "distinct employers among the denominator"
share = "openings / dl_openings, 0 to 1"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "no more openings name a framework than there are"
sql = "openings <= dl_openings"

[[always]]
that = "no more employers than openings, no more openings than ads"
sql = "employers <= openings and openings <= ads"

[[always]]
that = "the share lies inside its bounds, the bounds inside 0 to 1"
sql = "0 <= share_low and share_low <= share + 1e-9 and share <= share_high + 1e-9 and share_high <= 1"
*/
with edge as (select max(date_posted) as as_of from ads),
spans as (
  select '24 months' as period, as_of - interval 24 month as after_date from edge
  union all select '36 months', as_of - interval 36 month from edge
  union all select 'all years', date '1900-01-01'
),
-- one row an opening: repeats of an ad inside the period count once, with every framework they named
openings as (
  select
    period, population, coalesce(r.country, 'unstated') as country,
    coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    count(*) as ads,
    list_distinct(flatten(list(frameworks))) as frameworks,
    bool_or(vocabulary is null) as sees_all,
    list_distinct(flatten(list(coalesce(vocabulary, [])))) as vocabulary
  from ads
  join spans on date_posted > after_date
  cross join unnest(case when selection = 'none' then ['every source', 'unselected'] else ['every source'] end) as t(population)
  left join lateral (select unnest(countries) as country) as r on true
  where is_dl
  group by all
),
terms as (select distinct unnest(frameworks) as framework from ads where is_dl),
-- a source that cannot see a word says nothing about it: not absent, unobservable
counted as (
  select
    period, population, country, framework,
    coalesce(sum(ads) filter (list_contains(frameworks, framework)), 0)::bigint as ads,
    count(*) filter (list_contains(frameworks, framework)) as openings,
    count(distinct employer) filter (list_contains(frameworks, framework)) as employers,
    count(*) as dl_openings,
    count(distinct employer) as dl_employers
  from openings
  join terms on sees_all or list_contains(vocabulary, framework)
  group by all
)
select
  period, population, country, framework, ads, openings, employers, dl_openings, dl_employers,
  openings / dl_openings as share,
  greatest(0, ((openings + 3.8414588 / 2) - sqrt(3.8414588 * (openings * (dl_openings - openings) / dl_openings + 3.8414588 / 4))) / (dl_openings + 3.8414588)) as share_low,
  least(1, ((openings + 3.8414588 / 2) + sqrt(3.8414588 * (openings * (dl_openings - openings) / dl_openings + 3.8414588 / 4))) / (dl_openings + 3.8414588)) as share_high
from counted
order by all
