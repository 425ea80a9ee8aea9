/*
about = "Frameworks, tools and topics named in postings, each with the words that prove it."
key = ["posting_id", "term"]

[columns]
posting_id = "the posting; see postings"
term = "the shelf's name of the framework, tool or topic; see frameworks"
kind = "framework, tool or topic"
surface = "the words as written, where they first stand"
roles = "the advertised roles whose section names the term; empty where the ad does not tell"
is_alternative = "the ad accepts another framework in its place (A or B)"

[[always]]
that = "a mention is proven by words"
sql = "length(surface) > 0"

[[always]]
that = "kind is one of three"
sql = "kind IN ('framework', 'tool', 'topic')"

[[always]]
that = "every mention is of a posting"
sql = "posting_id IN (SELECT posting_id FROM postings)"
*/
SELECT f.posting_id, m.term, m.kind, m.surface, m.roles, m.is_alternative
FROM raw_facts AS f, unnest(f.mentions) AS t(m)
ORDER BY f.posting_id, m.term
