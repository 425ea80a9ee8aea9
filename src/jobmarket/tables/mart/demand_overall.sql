/*
about = "Which frameworks deep-learning ads name, in each source and in all together."
key = ["period", "population", "framework"]

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
population = "one source by its name; unselected: all sources that carry every ad of theirs; every source: all together"
framework = "name on the shelf of frameworks"
ads = "ads that name the framework, repeats included"
openings = "openings that name it: a duplicate group counts once a period"
employers = "distinct employers among them; an ad without a known employer is one of its own"
dl_openings = "openings that name any deep-learning framework, where the framework can be seen: the denominator"
dl_employers = "distinct employers among the denominator"
share = "openings / dl_openings, 0 to 1"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "no more openings name a framework than there are"
sql = "openings <= dl_openings"

[[always]]
that = "no more employers than openings, no more openings than ads"
sql = "employers <= openings and openings <= ads"

[[always]]
that = "the share lies inside its bounds, the bounds inside 0 to 1"
sql = "0 <= share_low and share_low <= share + 1e-9 and share <= share_high + 1e-9 and share_high <= 1"
*/
with members as (
  select posting_id, population, null as grouped_by, frameworks
  from ads
  cross join unnest(populations_and(selection, source)) as t(population)
  where is_dl
)
select * exclude (grouped_by) from demand_among('members')
