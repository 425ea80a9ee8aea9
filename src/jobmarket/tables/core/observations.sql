/*
about = "Trend figures: downloads, stars, questions, surveys, papers, developers by country, pay baselines. Where a shipped and a gathered figure are of the same thing the later obtained counts; shipped figures count as the earliest."
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
that = "a series has one unit, unless it is a collection of single published figures"
sql = "series LIKE 'published-%' OR series IN (SELECT series FROM observations GROUP BY series HAVING count(DISTINCT unit) = 1)"

[[always]]
that = "a later figure of a series is on the same level or a later one"
sql = "series NOT IN (SELECT a.series FROM (SELECT series, level, max(date) AS last FROM observations GROUP BY ALL) AS a JOIN (SELECT series, level, min(date) AS first FROM observations GROUP BY ALL) AS b ON a.series = b.series AND a.level < b.level AND a.last >= b.first)"

[[always]]
that = "a figure names its unit"
sql = "length(unit) > 0"

[[always]]
that = "a figure names where it was published"
sql = "length(source) > 0"
*/
SELECT series, term, date, region, value, unit, source, level
FROM raw_observations
QUALIFY row_number() OVER (
    PARTITION BY series, term, date, region ORDER BY obtained_at DESC NULLS LAST, source
) = 1
ORDER BY series, term, date, region
