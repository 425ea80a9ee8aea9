/*
about = "Every country that a deep-learning ad names, with the ads there that name only one of PyTorch and TensorFlow."
key = ["period", "population", "country"]
may_be_empty = true

[columns]
period = "how far back from the latest ad: 24 months, 36 months or all years"
population = "unselected: sources that carry every ad of theirs; every source: also those collected by keyword, role or pay"
country = "ISO 3166-1 alpha-2 code of a country where the job can be done"
openings = "deep-learning openings there, in sources that can see both words: a duplicate group counts once a period"
employers = "distinct employers among them; an ad without a known employer is one of its own"
pytorch_only = "openings that name PyTorch and not TensorFlow"
tensorflow_only = "openings that name TensorFlow and not PyTorch"
both = "openings that name both"
neither = "openings that name neither, but another deep-learning framework"
discordant = "pytorch_only + tensorflow_only: the denominator of the share"
share = "pytorch_only / discordant, 0 to 1; one half is a draw. NULL where nothing is discordant"
share_low = "lower Wilson 95 % bound of share, openings taken as independent"
share_high = "upper Wilson 95 % bound of share, openings taken as independent"

[[always]]
that = "every opening names one, the other, both or neither"
sql = 'openings = pytorch_only + tensorflow_only + "both" + neither and discordant = pytorch_only + tensorflow_only'

[[always]]
that = "the share lies inside its bounds"
sql = "share is null or (share_low <= share + 1e-9 and share <= share_high + 1e-9)"
*/
with openings as (
  select
    period, population, r.country,
    min(coalesce(employer_key, posting_id)) as employer,
    list_contains(flatten(list(frameworks)), 'pytorch') as has_pytorch,
    list_contains(flatten(list(frameworks)), 'tensorflow') as has_tensorflow,
    bool_or(vocabulary is null) as sees_all,
    words_of(vocabulary) as vocabulary
  from ads
  join spans() on date_posted > after_date
  cross join unnest(populations(selection)) as t(population)
  cross join lateral (select unnest(countries) as country) as r
  where is_dl
  group by period, population, r.country, coalesce(duplicate_group, posting_id)
),
counted as (
  select
    period, population, country,
    count(*) as openings, count(distinct employer) as employers,
    count(*) filter (has_pytorch and not has_tensorflow) as pytorch_only,
    count(*) filter (has_tensorflow and not has_pytorch) as tensorflow_only,
    count(*) filter (has_pytorch and has_tensorflow) as both,
    count(*) filter (not has_pytorch and not has_tensorflow) as neither,
    count(*) filter (has_pytorch <> has_tensorflow) as discordant
  from openings
  where sees_all or list_has_all(vocabulary, ['pytorch', 'tensorflow'])
  group by all
)
select
  *,
  case when discordant > 0 then pytorch_only / discordant end as share,
  wilson_low(pytorch_only, discordant) as share_low,
  wilson_high(pytorch_only, discordant) as share_high
from counted
order by all
