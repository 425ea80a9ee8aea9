/*
about = "What was decided when: survives rebuilds. For one day of evidence the latest run counts."
key = ["claim_id", "decided_at"]

[columns]
claim_id = "the claim; see claims"
decided_at = "last day of the evidence it was decided on"
verdict = "what was decided"
estimate = "the figure it was decided on"
run_id = "the run that decided; see runs"
why = "where the verdict is not what it was: what it was, and what differs since; else NULL"

[[always]]
that = "a decision names its run"
sql = "length(run_id) > 0"

[[always]]
that = "today's verdict is in the history"
sql = "EXISTS (SELECT 1 FROM verdicts AS v WHERE v.claim_id = verdict_history.claim_id) OR verdict IS NOT NULL"

[[always]]
that = "a decision has a day"
sql = "decided_at IS NOT NULL"
*/
SELECT claim_id, decided_at, verdict, estimate, run_id, why::VARCHAR AS why
FROM raw_verdict_history
ORDER BY claim_id, decided_at
