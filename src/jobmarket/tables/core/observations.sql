/*
about = "Trend figures: downloads, stars, questions, surveys, papers, developers by country, pay baselines."
key = ["series", "term", "date", "region"]

[columns]
series = "what is counted, and by whom"
term = "framework or whatever the series tells apart"
date = "first day of the period the value is for"
region = "ISO 3166-1 alpha-2, a region of regions_dim, or world"
value = "the figure"
unit = "what the figure counts"
source = "where it was published"
level = "stretch between declared level breaks: compare ratios of terms within a date, never values of different levels"

[[always]]
that = "a figure is a number"
sql = "value IS NOT NULL AND NOT isnan(value)"

[[always]]
that = "a figure names its unit"
sql = "length(unit) > 0"

[[always]]
that = "a figure names where it was published"
sql = "length(source) > 0"
*/
SELECT series, term, date, region, value, unit, source, level
FROM raw_observations
ORDER BY series, term, date, region
