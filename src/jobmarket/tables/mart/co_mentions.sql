/*
about = "Of the deep-learning ads that name one framework, how many name another as well."
key = ["period", "framework", "other"]
may_be_empty = true

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
framework = "the framework the ads name"
other = "the second framework looked for in those ads"
ads = "ads that name both, repeats included"
openings = "openings that name both: a duplicate group counts once a period"
employers = "distinct employers among them; an ad without a known employer is one of its own"
framework_openings = "openings that name the framework, in sources that can see both: the denominator"
share = "openings / framework_openings, 0 to 1"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "a framework is not its own companion"
sql = "framework <> other"

[[always]]
that = "no more openings name both than name one"
sql = "openings <= framework_openings"

[[always]]
that = "the share lies inside its bounds"
sql = "share_low <= share + 1e-9 and share <= share_high + 1e-9"
*/
with openings as (
  select
    period, coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    count(*) as ads,
    words_of(frameworks) as frameworks,
    bool_or(vocabulary is null) as sees_all,
    words_of(vocabulary) as vocabulary
  from ads
  join spans() on date_posted > after_date
  where is_dl
  group by all
),
counted as (
  select
    period, a.framework, b.framework as other,
    coalesce(sum(ads) filter (list_contains(frameworks, b.framework)), 0)::bigint as ads,
    count(*) filter (list_contains(frameworks, b.framework)) as openings,
    count(distinct employer) filter (list_contains(frameworks, b.framework)) as employers,
    count(*) as framework_openings
  from openings
  join frameworks_named() as a on list_contains(frameworks, a.framework)
  join frameworks_named() as b on b.framework <> a.framework and (sees_all or list_contains(vocabulary, b.framework))
  group by all
)
select
  *,
  openings / framework_openings as share,
  wilson_low(openings, framework_openings) as share_low,
  wilson_high(openings, framework_openings) as share_high
from counted
order by all
