/*
about = "How many openings name each framework, year by year, as counts and as an index of a stated base year."
key = ["year", "population", "framework"]
may_be_empty = true

[columns]
year = "calendar year the ad was posted in"
population = "one source by its name; unselected: all sources that carry every ad of theirs; every source: all together"
framework = "name on the shelf of frameworks"
openings = "openings that name it: a duplicate group counts once a year"
base_year = "the first year in which at least ten openings of the population name each of PyTorch, TensorFlow and Keras; NULL where there is none"
base_openings = "openings that name the framework in the base year; NULL where they are fewer than ten"
index_value = "100 * openings / base_openings: 100 in the base year; NULL without a base"
index_low = "lower 95 % bound of index_value: exp of the log ratio of two Poisson counts (Katz), openings taken as independent; NULL in the base year"
index_high = "upper 95 % bound of index_value"

[[always]]
that = "the index is 100 in the base year"
sql = "year <> base_year or index_value is null or index_value = 100"

[[always]]
that = "a base is ten openings or more"
sql = "base_openings is null or base_openings >= 10"

[[always]]
that = "the index lies inside its bounds"
sql = "index_low is null or (index_low <= index_value and index_value <= index_high)"
*/
with based as (
  select population, min(year) as base_year
  from (
    select population, year
    from demand_yearly
    where framework in ('pytorch', 'tensorflow', 'keras') and openings >= 10
    group by all
    having count(*) = 3
  )
  group by all
),
counted as (
  select d.year, d.population, d.framework, d.openings, b.base_year, base.openings as base_openings
  from demand_yearly as d
  left join based as b using (population)
  left join demand_yearly as base
    on base.population = d.population and base.framework = d.framework and base.year = b.base_year and base.openings >= 10
)
select
  year, population, framework, openings, base_year, base_openings,
  100.0 * openings / base_openings as index_value,
  case when year <> base_year and openings > 0
    then 100.0 * openings / base_openings * exp(-1.959964 * sqrt(1 / openings + 1 / base_openings)) end as index_low,
  case when year <> base_year and openings > 0
    then 100.0 * openings / base_openings * exp(1.959964 * sqrt(1 / openings + 1 / base_openings)) end as index_high
from counted
order by all
