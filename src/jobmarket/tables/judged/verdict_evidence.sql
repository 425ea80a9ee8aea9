/*
about = "The evidence behind each verdict: one row a source and a variant of the rule."
key = ["claim_id", "source", "variant"]

[columns]
claim_id = "the claim; see claims"
source = "the source, or 'all' for the pooled figure"
variant = "the variant of the rule: 'main', or what was changed"
estimate = "the figure, in the verdict's unit"
low = "lower end of its 95 % interval; of a rule that counts or votes (no p_value in verdicts) the smallest seen"
high = "upper end of its 95 % interval; of a rule that counts or votes the largest seen"
postings = "ads counted"
employers = "employers among them"
unit = "what estimate, low and high are; figures told beside the rule may have a unit of their own"
pooled = "the source has a part in the pooled figure"
shortfall = "what it lacks for the minimum evidence; NULL where it meets it"

[[always]]
that = "an interval holds its estimate"
sql = "low IS NULL OR high IS NULL OR (low <= estimate + 1e-9 AND estimate <= high + 1e-9)"

[[always]]
that = "evidence is of a claim"
sql = "claim_id IN (SELECT claim_id FROM claims)"

[[always]]
that = "counts are not negative"
sql = "postings >= 0 AND employers >= 0"
*/
SELECT claim_id, source, variant, estimate, low, high, postings, employers,
       unit::VARCHAR AS unit, pooled, shortfall::VARCHAR AS shortfall
FROM raw_verdict_evidence
ORDER BY claim_id, variant, source
