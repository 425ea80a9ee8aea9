/*
about = "Where each job can be done."
key = ["posting_id", "place"]

[columns]
posting_id = "the posting; see postings"
place = "the place as written"
country = "ISO 3166-1 alpha-2"
subdivision = "ISO 3166-2, where the ad or an unmistakable city tells"
city = "the city's English name"
region = "the region's name; see regions_dim"

[[always]]
that = "a place is written"
sql = "length(place) > 0"

[[always]]
that = "a place means a country, a region or at least a city"
sql = "country IS NOT NULL OR region IS NOT NULL OR city IS NOT NULL"

[[always]]
that = "a country's region is the shelf's"
sql = "country IS NULL OR region IS NULL OR EXISTS (SELECT 1 FROM regions_dim AS r WHERE r.region = locations.region AND r.country = locations.country)"
*/
SELECT DISTINCT ON (f.posting_id, l.place)
    f.posting_id, l.place, l.country, l.subdivision, l.city, l.region
FROM raw_facts AS f, unnest(f.locations) AS t(l)
ORDER BY f.posting_id, l.place, l.country, l.subdivision, l.city, l.region
