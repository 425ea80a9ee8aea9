/*
about = "Which frameworks ads name, month by month: as a share of deep-learning ads and of all ads."
key = ["month", "population", "framework"]

[columns]
month = "first day of the month the ad was posted in"
population = "one source by its name; unselected: all sources that carry every ad of theirs; every source: all together"
framework = "name on the shelf of frameworks"
ads = "ads that name the framework, repeats included"
openings = "openings that name it: a duplicate group counts once a month"
employers = "distinct employers among them; an ad without a known employer is one of its own"
dl_openings = "openings that name any deep-learning framework, where the framework can be seen"
all_openings = "openings of any job, where the framework can be seen"
share = "openings / dl_openings, 0 to 1; an opening counts only if it is a deep-learning ad. NULL where there is none"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"
share_of_all = "openings / all_openings, 0 to 1; NULL where a source was selected by keyword, role or pay"
share_of_all_low = "lower Wilson 95 % bound of share_of_all"
share_of_all_high = "upper Wilson 95 % bound of share_of_all"

[[always]]
that = "no more openings name a framework than there are"
sql = "openings <= dl_openings and dl_openings <= all_openings"

[[always]]
that = "no more employers than openings, no more openings than ads"
sql = "employers <= openings and openings <= ads"

[[always]]
that = "shares lie inside their bounds"
sql = "share is null or (share_low <= share + 1e-9 and share <= share_high + 1e-9)"
*/
with openings as (
  -- one row an opening and month: an opening advertised in two months counts once in each
  select
    month, population,
    coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    count(*) filter (is_dl) as ads,
    bool_or(is_dl) as is_dl,
    bool_and(selection = 'none') as is_unselected,
    list_distinct(flatten(list(case when is_dl then frameworks else [] end))) as frameworks,
    bool_or(vocabulary is null) as sees_all,
    list_distinct(flatten(list(coalesce(vocabulary, [])))) as vocabulary
  from ads
  cross join unnest(case when selection = 'none' then ['every source', 'unselected', source] else ['every source', source] end) as t(population)
  group by all
),
terms as (select distinct unnest(frameworks) as framework from ads where is_dl),
-- a source that cannot see a word says nothing about it: not absent, unobservable
counted as (
  select
    month, population, framework,
    bool_and(is_unselected) as is_unselected,
    coalesce(sum(ads) filter (list_contains(frameworks, framework)), 0)::bigint as ads,
    count(*) filter (list_contains(frameworks, framework)) as openings,
    count(distinct employer) filter (list_contains(frameworks, framework)) as employers,
    count(*) filter (is_dl) as dl_openings,
    count(*) as all_openings
  from openings
  join terms on sees_all or list_contains(vocabulary, framework)
  group by all
  having count(*) filter (is_dl) > 0
)
select
  month, population, framework, ads, openings, employers, dl_openings, all_openings,
  openings / dl_openings as share,
  greatest(0, ((openings + 3.8414588 / 2) - sqrt(3.8414588 * (openings * (dl_openings - openings) / dl_openings + 3.8414588 / 4))) / (dl_openings + 3.8414588)) as share_low,
  least(1, ((openings + 3.8414588 / 2) + sqrt(3.8414588 * (openings * (dl_openings - openings) / dl_openings + 3.8414588 / 4))) / (dl_openings + 3.8414588)) as share_high,
  case when is_unselected then openings / all_openings end as share_of_all,
  case when is_unselected then greatest(0, ((openings + 3.8414588 / 2) - sqrt(3.8414588 * (openings * (all_openings - openings) / all_openings + 3.8414588 / 4))) / (all_openings + 3.8414588)) end as share_of_all_low,
  case when is_unselected then least(1, ((openings + 3.8414588 / 2) + sqrt(3.8414588 * (openings * (all_openings - openings) / all_openings + 3.8414588 / 4))) / (all_openings + 3.8414588)) end as share_of_all_high
from counted
order by all
