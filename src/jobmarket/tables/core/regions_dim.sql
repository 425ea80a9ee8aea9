/*
about = "The shelf of regions: every country is in exactly one."
key = ["country"]

[columns]
region = "the region's name"
label = "the region's name as shown"
country = "ISO 3166-1 alpha-2"

[[always]]
that = "a country code has two letters"
sql = "regexp_full_match(country, '[A-Z]{2}')"

[[always]]
that = "a region has a label"
sql = "length(label) > 0"

[[always]]
that = "the seven regions"
sql = "region IN ('north-america', 'latin-america', 'europe', 'asia', 'oceania', 'middle-east', 'africa')"
*/
SELECT region, label, unnest(countries) AS country FROM raw_regions ORDER BY region, country
