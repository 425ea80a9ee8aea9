/*
about = "Deep-learning openings by everything the explorer filters on; any choice is a sum over these rows."
key = ["source", "year", "regions", "roles", "frameworks"]
may_be_empty = true

[columns]
source = "where the openings were advertised"
year = "year of the ads; an opening with all its repeats counts once a year and source"
regions = "regions where the jobs can be done, sorted; empty where the ads name none"
roles = "roles advertised, sorted; empty where the ads name none"
frameworks = "every framework named, sorted; at least one is a deep-learning framework"
vocabulary = "frameworks the source can see; NULL where it can see all"
openings = "openings with exactly these"

[[always]]
that = "rows count something"
sql = "openings > 0 AND len(frameworks) > 0"

[[always]]
that = "a source that cannot see a word does not name it"
sql = "vocabulary IS NULL OR list_has_all(vocabulary, frameworks)"

[[always]]
that = "a year is one of the ads'"
sql = "year BETWEEN (SELECT min(year) FROM ads) AND (SELECT max(year) FROM ads)"
*/
with openings as (
  select
    source, year,
    list_sort(words_of(regions)) as regions,
    list_sort(words_of(roles)) as roles,
    list_sort(words_of(frameworks)) as frameworks,
    any_value(vocabulary) as vocabulary
  from ads
  where is_dl
  group by source, year, coalesce(duplicate_group, posting_id)
)
select source, year, regions, roles, frameworks, any_value(vocabulary) as vocabulary, count(*) as openings
from openings
group by source, year, regions, roles, frameworks
order by source, year, regions, roles, frameworks
