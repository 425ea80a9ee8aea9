/*
about = "One verdict a claim: what the evidence says, how sure, and how much evidence there was."
key = ["claim_id"]

[columns]
claim_id = "the claim; see claims"
verdict = "supported, contradicted, inconclusive, too-little-evidence, not-testable or not-judged-yet"
estimate = "the figure the rule asks for, in unit"
low = "lower end of its 95 % interval; of a rule that counts or votes (no p_value in verdicts) the smallest seen"
high = "upper end of its 95 % interval; of a rule that counts or votes the largest seen"
unit = "what estimate, low and high are"
claimed = "the value or direction claimed"
window_from = "first day of the ads counted"
window_to = "last day of the ads counted"
postings = "ads counted, each group of duplicates once"
employers = "employers among them"
discordant = "paired rules: ads naming only one of the two"
discordant_employers = "employers among those"
largest_employer_share = "share of the largest employer in the ads that decide"
p_value = "two-sided probability of a figure this far from the threshold by chance"
p_adjusted = "the same, after Holm's correction over all testable claims"
robust = "yes: the verdict survives leaving out any one source and every declared variant; no; or single-source"
reason = "the verdict in one plain sentence"
hearing = "how well the extractor hears the fields the rule looks at, on ads it was never tuned on"
decided_at = "the evidence's last day: the same evidence gives the same date"
sql = "a query whose rows are the ads counted"

[[always]]
that = "the verdict is one of six"
sql = "verdict IN ('supported', 'contradicted', 'inconclusive', 'too-little-evidence', 'not-testable', 'not-judged-yet')"

[[always]]
that = "a decided verdict has an interval around its estimate"
sql = "verdict NOT IN ('supported', 'contradicted') OR (low <= estimate + 1e-9 AND estimate <= high + 1e-9)"

[[always]]
that = "a verdict gives its reason"
sql = "length(reason) > 10"

[[always]]
that = "what was judged has an estimate inside its interval, and says whether it is robust"
sql = "verdict NOT IN ('supported', 'contradicted', 'inconclusive') OR (robust IS NOT NULL AND low <= estimate + 1e-9 AND estimate <= high + 1e-9)"

[[always]]
that = "below the minimum it says how far"
sql = "verdict <> 'too-little-evidence' OR regexp_matches(reason, '^Below the minimum: .*([0-9]+ of [0-9]+|at most [0-9]+|no ad speaks|no source)')"

[[always]]
that = "ads that were counted have numbers, a period and a query"
sql = "sql IS NULL OR (postings IS NOT NULL AND employers IS NOT NULL AND window_from IS NOT NULL AND window_to IS NOT NULL)"

[[always]]
that = "a decided verdict that rests on a probability is significant after correction"
sql = "verdict NOT IN ('supported', 'contradicted') OR p_adjusted IS NULL OR p_adjusted <= 0.05"
*/
SELECT claim_id, verdict, estimate, low, high, unit, claimed, window_from, window_to,
       postings, employers, discordant, discordant_employers, largest_employer_share,
       p_value, p_adjusted, robust, reason, hearing, decided_at, sql
FROM raw_verdicts
ORDER BY claim_id
