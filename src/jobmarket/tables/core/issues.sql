/*
about = "What a reader of the results should know about the input: records left out, corrections, notes."
key = ["issue_id"]
may_be_empty = true

[columns]
issue_id = "number, in the order of source, snapshot and record"
source = "the source; see sources"
snapshot = "the file or answer it concerns"
record = "the record in it, where it is about one"
severity = "note, correction, warning (a record left out) or error (a whole snapshot left out)"
what = "what was seen, and what was done about it"
seen_at = "when the input was obtained (UTC)"

[[always]]
that = "an issue says what"
sql = "length(what) > 0"

[[always]]
that = "severity is one of four"
sql = "severity IN ('note', 'correction', 'warning', 'error')"

[[always]]
that = "an issue is of a declared source"
sql = "source IN (SELECT source FROM sources)"
*/
SELECT row_number() OVER (ORDER BY source, snapshot, record, what)::INTEGER AS issue_id,
       source, snapshot, record, severity, what, seen_at
FROM raw_issues
ORDER BY issue_id
