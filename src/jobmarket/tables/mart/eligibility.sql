/*
about = "How many deep-learning ads a person satisfies who knows a given set of frameworks: every non-empty set of PyTorch, TensorFlow, Keras and JAX."
key = ["population", "skill_set"]

[columns]
population = "unselected: sources that carry every ad of theirs; every source: also those collected by keyword, role or pay"
skill_set = "the frameworks the person knows, in the order pytorch, tensorflow, keras, jax, joined by +"
frameworks = "the same as a list"
size = "how many frameworks the person knows"
ads = "deep-learning ads of the last 24 months satisfied, repeats included"
openings = "openings satisfied: all deep-learning frameworks of the ad are known, or the ad accepts alternatives and one of them is known"
employers = "distinct employers among them; an ad without a known employer is one of its own"
dl_openings = "openings of the last 24 months that name any deep-learning framework: the denominator"
dl_employers = "distinct employers among the denominator"
share = "openings / dl_openings, 0 to 1"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "a set has one to four frameworks"
sql = "size between 1 and 4 and size = len(frameworks)"

[[always]]
that = "no more openings are satisfied than there are"
sql = "openings <= dl_openings"

[[always]]
that = "the share lies inside its bounds"
sql = "share_low <= share + 1e-9 and share <= share_high + 1e-9"
*/
with known(framework, place) as (values ('pytorch', 1), ('tensorflow', 2), ('keras', 3), ('jax', 4)),
-- the numbers 1 to 15 as bits: every non-empty set of four
sets as (
  select list(framework order by place) as skills
  from range(1, 16) as subset(bits)
  join known on (bits >> (place - 1)) & 1 = 1
  group by bits
),
deep as (select term from frameworks where deep_learning),
openings as (
  select
    population, coalesce(duplicate_group, posting_id) as opening,
    min(coalesce(employer_key, posting_id)) as employer,
    count(*) as ads,
    -- of repeats the widest wish counts: what any of them asked for
    list_intersect(words_of(frameworks), (select list(term) from deep)) as asked,
    bool_or(accepts_alternatives) as accepts_alternatives
  from ads
  join spans() on period = '24 months' and date_posted > after_date
  cross join unnest(populations(selection)) as t(population)
  where is_dl
  group by all
),
met as (
  select openings.*, skills,
    list_has_all(skills, asked) or (coalesce(accepts_alternatives, false) and list_has_any(skills, asked)) as is_met
  from openings cross join sets
),
counted as (
  select
    population, array_to_string(skills, '+') as skill_set, skills as frameworks, len(skills)::integer as size,
    coalesce(sum(ads) filter (is_met), 0)::bigint as ads,
    count(*) filter (is_met) as openings,
    count(distinct employer) filter (is_met) as employers,
    count(*) as dl_openings,
    count(distinct employer) as dl_employers
  from met
  group by all
)
select
  *,
  openings / dl_openings as share,
  wilson_low(openings, dl_openings) as share_low,
  wilson_high(openings, dl_openings) as share_high
from counted
order by population, size, skill_set
