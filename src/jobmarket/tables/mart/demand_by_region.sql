/*
about = "Which frameworks deep-learning ads name, by region of the world."
key = ["period", "population", "region", "framework"]

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
population = "unselected: sources that carry every ad of theirs; every source: also those collected by keyword, role or pay"
region = "region where the job can be done, unstated where the ad names none; an opening in two regions counts in both"
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
  select posting_id, population, coalesce(r.region, 'unstated') as grouped_by, frameworks
  from ads
  left join lateral (select unnest(regions) as region) as r on true
  cross join unnest(populations(selection)) as t(population)
  where is_dl
)
select * rename (grouped_by as region) from demand_among('members')
