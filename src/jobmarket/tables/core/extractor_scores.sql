/*
about = "How well the extractor hears, against ads labelled by reading: one row a field and group of ads."
key = ["grouping", "part", "field"]
may_be_empty = true

[columns]
grouping = "how the labelled ads are grouped: all, half (tune or never-tune), source, language; whole: share of ads in which the whole field is the same, for two readers and for the extractor; overlap: pairs of ads told by the share of text in common alone"
part = "the group"
field = "what is extracted; see measurement of fields"
ads = "labelled ads in the group"
labelled = "things a reader found in them"
found = "things the extractor found in them"
right_count = "things both found"
precision = "share of found things that are right"
precision_low = "lower end of its 95 % interval, clustered by ad"
precision_high = "upper end"
recall = "share of labelled things that were found"
recall_low = "lower end of its 95 % interval, clustered by ad"
recall_high = "upper end"
score = "F1; for fields with one value an ad, the share of ads that get it right"
score_low = "lower end of its 95 % interval"
score_high = "upper end"
target = "the least that is aimed at, as words; NULL where nothing is"
is_reached = "whether every part of the target is met; NULL where there is none"

[[always]]
that = "scores are shares"
sql = "score BETWEEN 0 AND 1"

[[always]]
that = "nothing is right that was not found"
sql = "right_count <= found AND right_count <= labelled"

[[always]]
that = "an interval holds its score"
sql = "score_low <= score + 1e-4 AND score <= score_high + 1e-4"
*/
SELECT grouping, part, field, ads, labelled, found, right_count,
       precision, precision_low, precision_high, recall, recall_low, recall_high,
       score, score_low, score_high, target, is_reached
FROM raw_scores
ORDER BY grouping, part, field
