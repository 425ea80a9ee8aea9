/*
about = "Every declared source: who publishes it, on what terms, how it was selected and what it holds."
key = ["source"]

[columns]
source = "the declaration's name"
part_of = "the source its postings carry, where several published sets hold one source's ads"
title = "what it is"
publisher = "who publishes it"
homepage = "where"
licence = "licence as stated by the publisher, or that none is stated"
terms = "what may be done with it, in our words"
how_obtained = "how the data came here"
cadence = "how often it may be asked; bulk sets are taken once"
selection = "none (everything), keyword, role or pay: what its selection lets it speak about"
vocabulary = "terms it can see; NULL = every term of the shelves"
postings = "postings held, each once; of a source that several sets hold, all of them"
postings_read = "postings read from its own files, each once, before sets that overlap were merged"
ads = "of which ads"
first_date = "earliest date_posted"
last_date = "latest date_posted"
last_success_at = "when its data were last obtained (UTC)"
changed_at = "when its newest content arrived (UTC)"
is_stale = "true where it had given nothing new for longer than its cadence allows when it was last asked; NULL for sets taken once"
inputs_sha256 = "sha256 over the sorted sha256 of the files it was read from; of a source in several parts, over those digests of its parts"

[[always]]
that = "no more is held than was read, less what stands in another set too (what was forgotten on request is no longer held)"
sql = "postings_read IS NULL OR part_of IS NOT NULL OR postings <= postings_read OR source IN (SELECT part_of FROM sources WHERE part_of IS NOT NULL)"

[[always]]
that = "selection is one of four"
sql = "selection IN ('none', 'keyword', 'role', 'pay')"

[[always]]
that = "every source states its licence, if only that none is stated"
sql = "length(licence) > 0"

[[always]]
that = "nothing arrived after the source was last asked"
sql = "changed_at <= last_success_at"

[[always]]
that = "dates run forwards"
sql = "first_date IS NULL OR first_date <= last_date"
*/
WITH belonging AS (
    SELECT collection AS holder, * FROM postings
    UNION ALL
    SELECT source AS holder, * FROM postings WHERE source <> collection
),
held AS (
    SELECT holder AS source, count(*) AS postings, count(*) FILTER (is_ad) AS ads,
           min(date_posted) AS first_date, max(date_posted) AS last_date
    FROM belonging GROUP BY ALL
)
SELECT s.source, s.part_of, s.title, s.publisher, s.homepage, s.licence, s.terms, s.how_obtained,
       s.cadence, s.selection, s.vocabulary,
       coalesce(h.postings, 0) AS postings, s.postings_read, coalesce(h.ads, 0) AS ads, h.first_date, h.last_date,
       s.last_success_at, s.changed_at, s.is_stale, s.inputs_sha256
FROM raw_sources AS s
LEFT JOIN held AS h USING (source)
ORDER BY s.source
