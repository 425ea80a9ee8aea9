/*
about = "Every posting, once: the most recently seen version of each ad, and the group of ads it belongs to."
key = ["posting_id"]

[columns]
posting_id = "source:native_id; the same ad of the same source always has the same id"
source = "where the ad stood; see sources"
collection = "the declaration it was read under: several published sets may hold one source's ads"
native_id = "the source's own id; a keyed hash where the source has no open licence or public API"
url = "link to the ad; NULL where the source has no open licence or public API"
title = "the role as advertised (for community posts the extracted role, never the header line); NULL for closed sources"
employer = "the employer as named; NULL where unknown or where the source has no open licence or public API"
employer_key = "keyed hash of the employer's normalised name: the same employer has the same key in every source"
employer_kind = "startup, enterprise, research, public, agency or unknown"
industry = "the employer's industry: healthcare, finance, retail, autonomous, education, technology, government, manufacturing, media, energy, other or unknown"
date_posted = "the day it was posted; where a set carries no dates, the day its source declares"
first_seen_at = "when it was first seen (UTC)"
last_seen_at = "when it was last seen (UTC)"
language = "ISO 639-1 code of the text; NULL where there is too little of it"
text_chars = "characters of plain text that could be read"
readable = "what there was to read: text, skills (a list of skill tags) or none"
is_ad = "false for chatter: questions, job seekers, comments about the thread"
roles = "the jobs advertised, as names of the shelf of roles (ml-engineer, data-scientist, … other), sorted"
seniority = "intern, entry, mid, senior, lead, manager as advertised"
work_modes = "remote, hybrid, onsite as offered; empty where nothing is said"
countries = "ISO 3166-1 alpha-2 codes of where the job can be done"
regions = "regions of those countries, or named as such; see regions_dim"
employment_type = "schema.org word: FULL_TIME, PART_TIME, CONTRACTOR, TEMPORARY, INTERN; NULL where nothing is said"
duplicate_of = "posting_id of the first appearance of the same ad, NULL if this is it"
duplicate_group = "posting_id of the first appearance; shared by every repost, mirror and copy"
selection = "how the source was selected: none, keyword, role, pay"

[[always]]
that = "an ad is a duplicate of its group's first appearance, or is that itself"
sql = "duplicate_of IS NULL OR duplicate_of = duplicate_group"

[[always]]
that = "an ad is never posted before Hacker News' first thread of the evidence nor in a far future"
sql = "date_posted BETWEEN DATE '2011-01-01' AND DATE '2100-01-01'"

[[always]]
that = "no title, employer or link holds an e-mail address"
sql = "NOT regexp_matches(concat_ws(' ', title, employer, url), '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+[.][A-Za-z]{2,}')"

[[always]]
that = "employer_kind is one of the six"
sql = "employer_kind IN ('startup', 'enterprise', 'research', 'public', 'agency', 'unknown')"

[[always]]
that = "an ad has something to read"
sql = "NOT is_ad OR readable <> 'none'"
*/
SELECT
    f.posting_id, f.source, f.collection, f.native_id, f.url, f.title, f.employer, f.employer_key,
    f.employer_kind, f.industry, f.date_posted, f.first_seen_at, f.last_seen_at, f.language, f.text_chars,
    f.readable, f.is_ad, f.roles, f.seniority, f.work_modes,
    list_sort(list_distinct(list_transform(f.locations, lambda place: place.country))) AS countries,
    f.regions, f.employment_type,
    nullif(d.duplicate_group, f.posting_id) AS duplicate_of,
    d.duplicate_group,
    s.selection
FROM raw_facts AS f
JOIN raw_duplicates AS d USING (posting_id)
JOIN raw_sources AS s ON s.source = f.collection
ORDER BY f.posting_id
