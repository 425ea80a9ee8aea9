/*
about = "Surveys and counters beside a claim, never pooled with ads: one row a claim, series and region, the newest date."
key = ["claim_id", "series", "region"]
may_be_empty = true

[columns]
claim_id = "the claim; see claims"
series = "what was counted, by whom; see observations"
region = "ISO 3166-1 alpha-2 code, or world"
date = "what the figure is for; first day of the period"
first_term = "the framework the claim's estimate speaks for"
first_value = "its figure"
second_term = "the framework it is held against; NULL where the figure is held against the ads' interval"
second_value = "that one's figure"
unit = "what the figures count"
source = "where they were published"
agrees = "whether they lean the way the ads do, or lie in the ads' interval; NULL where the ads decide nothing to hold them against"
says = "the same in words"

[[always]]
that = "figures are of a claim"
sql = "claim_id IN (SELECT claim_id FROM claims)"

[[always]]
that = "a second term has a figure"
sql = "(second_term IS NULL) = (second_value IS NULL)"

[[always]]
that = "the figures are in observations"
sql = "EXISTS (SELECT 1 FROM observations AS o WHERE o.series = verdict_figures.series AND o.term = first_term AND o.region = verdict_figures.region AND o.date = verdict_figures.date AND o.value = first_value)"
*/
SELECT claim_id, series, region, date::DATE AS date, first_term, first_value::DOUBLE AS first_value,
       second_term::VARCHAR AS second_term, second_value::DOUBLE AS second_value, unit, source,
       agrees::BOOLEAN AS agrees, says
FROM raw_verdict_figures
ORDER BY claim_id, series, region
