/*
about = "Which frameworks ads name, year by year: as a share of deep-learning ads and of all ads."
key = ["year", "population", "framework"]

[columns]
year = "calendar year the ad was posted in"
population = "one source by its name; unselected: all sources that carry every ad of theirs; every source: all together"
framework = "name on the shelf of frameworks"
ads = "ads that name the framework, repeats included"
openings = "openings that name it: a duplicate group counts once a year"
employers = "distinct employers among them; an ad without a known employer is one of its own"
dl_openings = "openings that name any deep-learning framework, where the framework can be seen"
all_openings = "openings of any job, where the framework can be seen"
share = "openings / dl_openings, 0 to 1; an opening counts only if it is a deep-learning ad. NULL where there is none"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"
share_of_all = "openings / all_openings, 0 to 1; NULL where a source was selected by keyword, role or pay"
share_of_all_low = "lower Wilson 95 % bound of share_of_all"
share_of_all_high = "upper Wilson 95 % bound of share_of_all"

[[always]]
that = "no more openings name a framework than there are"
sql = "openings <= dl_openings and dl_openings <= all_openings"

[[always]]
that = "no more employers than openings, no more openings than ads"
sql = "employers <= openings and openings <= ads"

[[always]]
that = "shares lie inside their bounds"
sql = "share is null or (share_low <= share + 1e-9 and share <= share_high + 1e-9)"
*/
with members as (
  select posting_id, population, year as stretch
  from ads
  cross join unnest(populations_and(selection, source)) as t(population)
)
select * rename (stretch as year) from demand_over_time('members')
