/*
about = "Runs that published a warehouse; the same input gives the same run_id."
key = ["run_id"]

[columns]
run_id = "digest of what went in: evidence, snapshots' facts, trend figures, shelves and code"
started_at = "when the run started (UTC): the only clock times in the warehouse stand in this table"
finished_at = "when its tables were complete (UTC)"
kind = "what was run"
versions = "JSON: versions of jobmarket and of the libraries that shape results"
counts = "JSON: rows in and out"

[[always]]
that = "a run ends after it starts"
sql = "started_at <= finished_at"

[[always]]
that = "counts are JSON"
sql = "json_valid(counts)"

[[always]]
that = "versions are JSON"
sql = "json_valid(versions)"
*/
SELECT run_id, started_at, finished_at, kind, versions, counts FROM raw_runs ORDER BY started_at, run_id
