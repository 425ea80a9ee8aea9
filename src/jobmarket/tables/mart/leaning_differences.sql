/*
about = "How a group's leaning between two frameworks differs from that of all ads outside the group."
key = ["period", "population", "pair", "dimension", "value"]
may_be_empty = true

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
population = "unselected: sources that carry every ad of theirs; every source: also those collected by keyword, role or pay"
pair = "the two frameworks, first:second"
dimension = "what the group is: region or country (ads that name no place stand on neither side)"
value = "the group, as in ads"
inside_first = "openings of the group that name the first and not the second"
inside_discordant = "openings of the group that name only one of the two"
outside_first = "openings elsewhere that name the first and not the second"
outside_discordant = "openings elsewhere that name only one of the two"
share = "inside_first / inside_discordant, 0 to 1"
share_elsewhere = "outside_first / outside_discordant, 0 to 1"
difference = "share - share_elsewhere, -1 to 1"
difference_low = "lower 95 % bound of the difference (Newcombe's hybrid score method: Statistics in Medicine 17, 1998, method 10)"
difference_high = "upper 95 % bound of the difference"

[[always]]
that = "the difference lies inside its bounds, the bounds inside -1 to 1"
sql = "-1 <= difference_low and difference_low <= difference + 1e-9 and difference <= difference_high + 1e-9 and difference_high <= 1"

[[always]]
that = "something is compared with something"
sql = "inside_discordant > 0 and outside_discordant > 0 and inside_first <= inside_discordant and outside_first <= outside_discordant"
*/
with pairs(first, second) as (values ('pytorch', 'tensorflow'), ('pytorch', 'keras'), ('keras', 'pytorch-lightning')),
openings as (
  select
    period, population, coalesce(duplicate_group, posting_id) as opening,
    words_of(frameworks) as frameworks,
    words_of(regions) as regions,
    words_of(countries) as countries,
    bool_or(vocabulary is null) as sees_all,
    words_of(vocabulary) as vocabulary
  from ads
  join spans() on date_posted > after_date
  cross join unnest(populations(selection)) as t(population)
  where is_dl
  group by all
),
sides as (
  select period, population, first || ':' || second as pair, dimension, groups, list_contains(frameworks, first) as is_first
  from openings
  join pairs on sees_all or list_has_all(vocabulary, [first, second])
  cross join lateral (select 'region' as dimension, regions as groups union all select 'country', countries) as g
  where list_contains(frameworks, first) <> list_contains(frameworks, second) and len(groups) > 0
),
everywhere as (
  select period, population, pair, dimension, count(*) filter (is_first) as all_first, count(*) as all_discordant
  from sides
  group by all
),
inside as (
  select period, population, pair, dimension, value, count(*) filter (is_first) as inside_first, count(*) as inside_discordant
  from sides
  cross join lateral (select unnest(groups) as value) as v
  group by all
),
counted as (
  select
    inside.*, all_first - inside_first as outside_first, all_discordant - inside_discordant as outside_discordant
  from inside
  join everywhere using (period, population, pair, dimension)
  where all_discordant > inside_discordant
),
shares as (
  select
    *, inside_first / inside_discordant as share, outside_first / outside_discordant as share_elsewhere,
    wilson_low(inside_first, inside_discordant) as low_in,
    wilson_high(inside_first, inside_discordant) as high_in,
    wilson_low(outside_first, outside_discordant) as low_out,
    wilson_high(outside_first, outside_discordant) as high_out
  from counted
)
select
  period, population, pair, dimension, value, inside_first, inside_discordant, outside_first, outside_discordant,
  share, share_elsewhere, share - share_elsewhere as difference,
  greatest(-1, share - share_elsewhere - sqrt((share - low_in) ** 2 + (high_out - share_elsewhere) ** 2)) as difference_low,
  least(1, share - share_elsewhere + sqrt((high_in - share) ** 2 + (share_elsewhere - low_out) ** 2)) as difference_high
from shares
order by all
