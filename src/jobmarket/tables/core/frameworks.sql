/*
about = "The shelf of frameworks, tools and topics: what can be heard in an ad."
key = ["term"]

[columns]
term = "name used in mentions"
label = "name as its makers write it"
kind = "framework, tool or topic"
deep_learning = "counts towards 'DL ad'"

[[always]]
that = "kind is one of three"
sql = "kind IN ('framework', 'tool', 'topic')"

[[always]]
that = "a term has a label"
sql = "length(label) > 0"

[[always]]
that = "only frameworks count as deep-learning frameworks"
sql = "NOT deep_learning OR kind = 'framework'"
*/
SELECT term, label, kind, deep_learning FROM raw_terms ORDER BY term
