/*
about = "How many readable ads each source has, month by month."
key = ["source", "month"]

[columns]
source = "name of the source"
month = "first day of the month the ads were posted in"
selection = "how the source was selected: none, keyword, role or pay; mixed where its collections differ"
ads = "readable ads, repeats included"
openings = "openings: a duplicate group counts once a month"
employers = "distinct employers; an ad without a known employer is one of its own"
dl_openings = "openings that name a deep-learning framework"
ml_openings = "openings for machine learning: a deep-learning framework or a role of machine learning"

[[always]]
that = "counts nest"
sql = "dl_openings <= openings and ml_openings <= openings and employers <= openings and openings <= ads"
*/
with openings as (
  select
    source, month, coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    min(selection) as selection, max(selection) as other_selection,
    count(*) as ads, bool_or(is_dl) as is_dl, bool_or(is_ml) as is_ml
  from ads
  group by all
)
select
  source, month,
  case when min(selection) = max(other_selection) then min(selection) else 'mixed' end as selection,
  sum(ads)::bigint as ads, count(*) as openings, count(distinct employer) as employers,
  count(*) filter (is_dl) as dl_openings, count(*) filter (is_ml) as ml_openings
from openings
group by all
order by all
