/*
about = "Which frameworks deep-learning ads name, by advertised role: a mention counts for the role of its section, else for the ad's only role."
key = ["period", "population", "role", "framework"]

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
population = "unselected: sources that carry every ad of theirs; every source: also those collected by keyword, role or pay"
role = "role on the shelf of roles"
framework = "name on the shelf of frameworks"
ads = "ads that name the framework, repeats included"
openings = "openings that name it: a duplicate group counts once a period"
employers = "distinct employers among them; an ad without a known employer is one of its own"
dl_openings = "openings that name any deep-learning framework for the role, where the framework can be seen: the denominator"
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
-- the rows of ads that are about deep learning, one for each advertised role
with advertised as (
  select posting_id, selection, unnest(roles) as role, len(roles) = 1 as is_only_role from ads where is_dl
),
-- where one ad advertises several jobs and its sections do not tell, the mention counts for none of them
said as (
  select advertised.posting_id, selection, role, list(distinct term) as frameworks
  from advertised
  join mentions on mentions.posting_id = advertised.posting_id and kind = 'framework'
    and (list_contains(mentions.roles, role) or (is_only_role and len(coalesce(mentions.roles, [])) = 0))
  group by all
),
deep as (select term from frameworks where deep_learning),
members as (
  select posting_id, population, role as grouped_by, frameworks
  from said
  cross join unnest(populations(selection)) as t(population)
  where list_has_any(frameworks, (select list(term) from deep))
)
select * rename (grouped_by as role) from demand_among('members')
