/*
about = "Bands of pay, as written and as yearly US dollars at the ad's date."
key = ["posting_id", "band"]

[columns]
posting_id = "the posting; see postings"
band = "1 for the first band of the ad, 2 for the next, …"
low = "lower end in units of currency a period; NULL for 'up to'"
high = "upper end in units of currency a period; NULL for 'from'"
currency = "ISO 4217 code; NULL where the ad does not tell"
period = "hour, day, week, month or year; NULL where neither words nor magnitude tell"
basis = "stated (in the ad), field (of the source) or estimate (estimate or average by a third party)"
surface = "the words that state it; NULL for a source's field"
yearly_low_usd = "lower end as US dollars a year: 2,080 hours, 260 days, 52 weeks, 12 months; an amount that can only be a year's (shelf currencies, year_from) is one, whatever period is written; NULL where currency or period is unknown or no rate is known"
yearly_high_usd = "upper end as US dollars a year, the same way"
fx_date = "date of the European Central Bank reference rate used"

[[always]]
that = "low is not above high"
sql = "low IS NULL OR high IS NULL OR low <= high"

[[always]]
that = "a band has at least one end"
sql = "low IS NOT NULL OR high IS NOT NULL"

[[always]]
that = "pay is above nothing"
sql = "coalesce(low, high) > 0"

[[always]]
that = "basis is one of three"
sql = "basis IN ('stated', 'field', 'estimate')"
*/
WITH bands AS (
    SELECT f.posting_id, f.date_posted, i AS band, f.salaries[i] AS b
    FROM raw_facts AS f, unnest(range(1, len(f.salaries) + 1)) AS t(i)
),
yearly AS (
    SELECT
        bands.*,
        -- "Mensuel de 45000 Euros" is a board's box ticked wrongly: no month's pay is that high.
        rates.usd * CASE CASE WHEN coalesce(b.low, b.high) >= rates.year_from THEN 'year' ELSE b.period END
            WHEN 'hour' THEN 2080 WHEN 'day' THEN 260 WHEN 'week' THEN 52
            WHEN 'month' THEN 12 WHEN 'year' THEN 1 END AS factor,
        rates.fx_date
    FROM bands
    LEFT JOIN raw_rates AS rates ON rates.currency = b.currency AND rates.date = bands.date_posted
)
SELECT
    posting_id, band::INTEGER AS band, b.low AS low, b.high AS high, b.currency AS currency,
    b.period AS period, b.basis AS basis, b.surface AS surface,
    round(b.low * factor) AS yearly_low_usd, round(b.high * factor) AS yearly_high_usd,
    CASE WHEN factor IS NOT NULL THEN fx_date END AS fx_date
FROM yearly
ORDER BY posting_id, band
