/*
about = "Trend figures of the frameworks as ratios within one date: levels of different dates may not be comparable, ratios are."
key = ["series", "term", "date", "region"]
may_be_empty = true

[columns]
series = "what is counted, by whom"
term = "framework"
date = "date or first day of the period of the figure"
region = "where it was counted"
value = "the figure as published, in unit"
unit = "unit of value"
source = "source of the figure"
level = "number of the stretch between declared level breaks"
three_value = "sum of the values of pytorch, tensorflow and keras at that date: the denominator"
ratio = "value / three_value; NULL where one of the three is missing at that date"

[[always]]
that = "a ratio needs a positive denominator"
sql = "ratio is null or three_value > 0"

[[always]]
that = "what is one of the three is at most the whole"
sql = "ratio is null or term not in ('pytorch', 'tensorflow', 'keras') or ratio between 0 and 1"
*/
with figures as (
  select series, term, date, region, value, unit, source, level
  from observations
  where term in (select term from frameworks where kind = 'framework')
),
sums as (
  select series, date, region, sum(value) as three_value, count(distinct term) as terms
  from figures
  where term in ('pytorch', 'tensorflow', 'keras')
  group by all
)
select
  series, term, date, region, value, unit, source, level,
  case when terms = 3 then three_value end as three_value,
  case when terms = 3 and three_value > 0 then value / three_value end as ratio
from figures
left join sums using (series, date, region)
order by all
