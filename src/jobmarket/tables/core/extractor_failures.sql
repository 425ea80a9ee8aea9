/*
about = "What the extractor is known to get wrong, in words: from the score card of the labelled ads."
key = ["place"]
may_be_empty = true

[columns]
place = "order of the card"
failure = "what fails, in one or two sentences"

[[always]]
that = "a failure is described"
sql = "length(failure) > 20"

[[always]]
that = "a failure is told once"
sql = "(SELECT count(*) FROM extractor_failures AS f WHERE f.failure = extractor_failures.failure) = 1"

[[always]]
that = "places count from one"
sql = "place >= 1"
*/
SELECT place, failure FROM raw_failures ORDER BY place
