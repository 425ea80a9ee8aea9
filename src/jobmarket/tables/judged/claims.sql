/*
about = "What the documents claim, in our own words, and the rule each claim is judged by."
key = ["claim_id"]

[columns]
claim_id = "the claim's name"
document = "the documents that make it: A, B, C"
statement = "the claim in our own words"
topic = "section of the ledger"
rule = "the rule it is judged by, fixed before its result was seen"
testable = "whether job ads or trend figures can speak on it"
contradicts = "what the documents say against it elsewhere; NULL where they do not"
sharpened = "where the rule had to be made exact before any result was seen, and why; NULL where it had not"

[[always]]
that = "a claim says something"
sql = "length(statement) > 10"

[[always]]
that = "a claim has a rule, or a reason why it has none"
sql = "length(rule) > 10"

[[always]]
that = "every claim has a verdict"
sql = "claim_id IN (SELECT claim_id FROM verdicts)"
*/
SELECT claim_id, document, statement, topic, rule, testable,
       contradicts::VARCHAR AS contradicts, sharpened::VARCHAR AS sharpened
FROM raw_claims
ORDER BY claim_id
