/*
about = "Postings that are ads and could be read, with what they name: the one table that claims and charts are drawn from. Reposts are in it; count duplicate_group to count an ad once."
key = ["posting_id"]

[columns]
posting_id = "the posting; see postings"
source = "where the ad stood"
collection = "the declaration it was read under"
employer_key = "keyed hash of the employer; NULL where unknown"
employer_kind = "startup, enterprise, research, public, agency or unknown"
industry = "the employer's industry"
date_posted = "the day it was posted"
month = "first day of that month"
year = "that year"
duplicate_group = "shared by every appearance of the same ad"
selection = "how the source was selected: none, keyword, role, pay"
vocabulary = "terms its source can see; NULL = all"
readable = "text or skills"
text_chars = "characters of plain text"
language = "ISO 639-1 code"
title = "the role as advertised; NULL for closed sources"
frameworks = "frameworks named, sorted"
tools = "tools named, sorted"
topics = "topics named, sorted"
is_dl = "names at least one deep-learning framework"
is_ml = "is_dl, or advertises one of the machine-learning roles"
accepts_alternatives = "accepts one framework in place of another"
roles = "the jobs advertised"
seniority = "as advertised"
work_modes = "as offered"
countries = "where the job can be done"
regions = "where the job can be done"
employment_type = "schema.org word"
pay_usd = "yearly middle of the first band with a known yearly US-dollar value (of a band with one end that end), within 5,000 to 2,000,000; pay stated in the ad or in a source's field, never an estimate"
pay_basis = "stated or field"

[[always]]
that = "a deep-learning ad is a machine-learning ad"
sql = "NOT is_dl OR is_ml"

[[always]]
that = "an ad has a day"
sql = "date_posted IS NOT NULL"

[[always]]
that = "a deep-learning ad names a framework"
sql = "NOT is_dl OR len(frameworks) > 0"

[[always]]
that = "pay is within what a year of work can cost, if it is given"
sql = "pay_usd IS NULL OR pay_usd BETWEEN 1000 AND 5000000"
*/
WITH named AS (
    SELECT
        m.posting_id,
        list_sort(list(m.term) FILTER (m.kind = 'framework')) AS frameworks,
        list_sort(list(m.term) FILTER (m.kind = 'tool')) AS tools,
        list_sort(list(m.term) FILTER (m.kind = 'topic')) AS topics,
        bool_or(f.deep_learning) AS is_dl,
        bool_or(m.is_alternative AND f.deep_learning) AS accepts_alternatives
    FROM mentions AS m JOIN frameworks AS f USING (term)
    GROUP BY m.posting_id
),
priced AS (
    SELECT posting_id, (yearly_low_usd + yearly_high_usd) / 2 AS pay_usd, basis AS pay_basis
    FROM (
        SELECT posting_id, band, basis,
               coalesce(yearly_low_usd, yearly_high_usd) AS yearly_low_usd,
               coalesce(yearly_high_usd, yearly_low_usd) AS yearly_high_usd
        FROM salaries WHERE basis <> 'estimate'
    )
    -- Outside this band a figure is a reading error or a typing error, not pay.
    WHERE (yearly_low_usd + yearly_high_usd) / 2 BETWEEN 5000 AND 2000000
    QUALIFY row_number() OVER (PARTITION BY posting_id ORDER BY band) = 1
),
learning AS (SELECT list(role) AS roles FROM raw_roles WHERE machine_learning)
SELECT
    p.posting_id, p.source, p.collection, p.employer_key, p.employer_kind, p.industry,
    p.date_posted, date_trunc('month', p.date_posted)::DATE AS month, year(p.date_posted)::INTEGER AS year,
    p.duplicate_group, p.selection, s.vocabulary, p.readable, p.text_chars, p.language, p.title,
    coalesce(n.frameworks, []) AS frameworks,
    coalesce(n.tools, []) AS tools,
    coalesce(n.topics, []) AS topics,
    coalesce(n.is_dl, false) AS is_dl,
    coalesce(n.is_dl, false) OR list_has_any(p.roles, learning.roles) AS is_ml,
    coalesce(n.accepts_alternatives, false) AS accepts_alternatives,
    p.roles, p.seniority, p.work_modes, p.countries, p.regions, p.employment_type,
    priced.pay_usd, priced.pay_basis
FROM postings AS p
CROSS JOIN learning
JOIN raw_sources AS s ON s.source = p.collection
LEFT JOIN named AS n USING (posting_id)
LEFT JOIN priced USING (posting_id)
WHERE p.is_ad AND p.readable <> 'none'
ORDER BY p.posting_id
