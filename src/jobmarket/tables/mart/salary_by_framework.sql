/*
about = "Stated yearly pay in US dollars by framework, role and country: quantiles of the midpoints of the advertised bands. Estimates by third parties are left out."
key = ["period", "framework", "role", "country"]
may_be_empty = true

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
framework = "framework the ads name; any: deep-learning ads of whatever framework"
role = "advertised role (ads with a single role); any: all roles"
country = "ISO 3166-1 alpha-2 code of a country where the job can be done; any: all countries"
ads = "priced ads, repeats included"
openings = "priced openings: a duplicate group counts once, with the median of its repeats"
employers = "distinct employers among them; an ad without a known employer is one of its own"
p10_usd = "tenth percentile of the yearly midpoints, US dollars at the date of the ad"
p25_usd = "lower quartile, US dollars a year"
median_usd = "median, US dollars a year"
p75_usd = "upper quartile, US dollars a year"
p90_usd = "ninetieth percentile, US dollars a year"
median_low_usd = "lower 95 % bound of the median by order statistics (binomial, normal approximation); NULL under 8 openings"
median_high_usd = "upper 95 % bound of the median by order statistics; NULL under 8 openings"

[[always]]
that = "quantiles rise"
sql = "p10_usd <= p25_usd and p25_usd <= median_usd and median_usd <= p75_usd and p75_usd <= p90_usd"

[[always]]
that = "the median lies inside its bounds"
sql = "median_low_usd is null or (median_low_usd <= median_usd and median_usd <= median_high_usd)"

[[always]]
that = "no more employers than openings, no more openings than ads"
sql = "employers <= openings and openings <= ads"
*/
with grouped as (
  select posting_id, duplicate_group, employer_key, date_posted, pay_usd, f.framework, r.role, c.country
  from ads
  cross join lateral (select unnest(list_append(frameworks, 'any')) as framework) as f
  cross join lateral (select 'any' as role union all select roles[1] where len(roles) = 1) as r
  cross join lateral (select unnest(list_append(coalesce(countries, []), 'any')) as country) as c
  where is_dl and pay_usd > 0
),
openings as (
  select
    period, framework, role, country,
    coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    count(*) as ads,
    median(pay_usd) as pay_usd
  from grouped
  join spans() on date_posted > after_date
  group by all
),
counted as (
  select
    period, framework, role, country,
    sum(ads)::bigint as ads, count(*) as openings, count(distinct employer) as employers,
    list_sort(list(pay_usd)) as sorted,
    quantile_cont(pay_usd, [0.1, 0.25, 0.5, 0.75, 0.9]) as quantiles
  from openings
  group by all
)
select
  period, framework, role, country, ads, openings, employers,
  quantiles[1] as p10_usd, quantiles[2] as p25_usd, quantiles[3] as median_usd,
  quantiles[4] as p75_usd, quantiles[5] as p90_usd,
  case when openings >= 8 then sorted[greatest(1, floor((openings - 1.959964 * sqrt(openings)) / 2))::bigint] end as median_low_usd,
  case when openings >= 8 then sorted[least(openings, ceil((openings + 1.959964 * sqrt(openings)) / 2) + 1)::bigint] end as median_high_usd
from counted
order by period, framework, role, country
