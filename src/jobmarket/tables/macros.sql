-- What several tables of the mart say alike, each said once.  Temporary: no reader of the warehouse needs them.

-- Bounds of a share of independent trials at 95 % (Wilson 1927); NULL where there is no trial.
create or replace temp macro wilson_low(hits, trials) as
  case when trials > 0 then greatest(0, ((hits + 3.8414588 / 2) - sqrt(3.8414588 * (hits * (trials - hits) / trials + 3.8414588 / 4))) / (trials + 3.8414588)) end;
create or replace temp macro wilson_high(hits, trials) as
  case when trials > 0 then least(1, ((hits + 3.8414588 / 2) + sqrt(3.8414588 * (hits * (trials - hits) / trials + 3.8414588 / 4))) / (trials + 3.8414588)) end;

-- The populations that the ads of a source count in, by how the source selects them; and the source by itself.
create or replace temp macro populations(selection) as
  case when selection = 'none' then ['every source', 'unselected'] else ['every source'] end;
create or replace temp macro populations_and(selection, source) as list_append(populations(selection), source);

-- Every word of lists of words, once.
create or replace temp macro words_of(lists) as list_distinct(flatten(list(coalesce(lists, []))));

-- How far back from the latest ad a table looks.
create or replace temp macro spans() as table
  with edge as (select max(date_posted) as as_of from ads)
  select '24 months' as period, as_of - interval 24 month as after_date from edge
  union all select '36 months', as_of - interval 36 month from edge
  union all select 'all years', date '1900-01-01';

create or replace temp macro frameworks_named() as table
  select distinct unnest(frameworks) as framework from ads where is_dl;

-- Demand for each framework among the deep-learning openings of each group.
-- `members`: the name of a relation with a row for each ad, population and group it counts in: posting_id, population,
-- grouped_by, frameworks (those the ad names for that group).
create or replace temp macro demand_among(members) as table
  -- one row an opening: repeats of an ad inside the period count once, with every framework they named
  with openings as (
    select
      period, population, grouped_by, coalesce(duplicate_group, posting_id) as opening,
      min(coalesce(employer_key, posting_id)) as employer,
      count(*) as ads,
      words_of(member.frameworks) as frameworks,
      bool_or(vocabulary is null) as sees_all,
      words_of(vocabulary) as vocabulary
    from query_table(members) as member
    join ads using (posting_id)
    join spans() on date_posted > after_date
    group by period, population, grouped_by, coalesce(duplicate_group, posting_id)
  ),
  -- a source that cannot see a word says nothing about it: not absent, unobservable
  counted as (
    select
      period, population, grouped_by, framework,
      coalesce(sum(ads) filter (list_contains(frameworks, framework)), 0)::bigint as ads,
      count(*) filter (list_contains(frameworks, framework)) as openings,
      count(distinct employer) filter (list_contains(frameworks, framework)) as employers,
      count(*) as dl_openings,
      count(distinct employer) as dl_employers
    from openings
    join frameworks_named() on sees_all or list_contains(vocabulary, framework)
    group by all
  )
  select
    *,
    openings / dl_openings as share,
    wilson_low(openings, dl_openings) as share_low,
    wilson_high(openings, dl_openings) as share_high
  from counted
  order by all;

-- Demand for each framework in each stretch of time, also as a share of the openings of any job.
-- `members`: the name of a relation with a row for each ad, population and stretch: posting_id, population, stretch.
create or replace temp macro demand_over_time(members) as table
  -- one row an opening and stretch: an opening advertised in two of them counts once in each
  with openings as (
    select
      stretch, population, coalesce(duplicate_group, posting_id) as opening,
      min(coalesce(employer_key, posting_id)) as employer,
      count(*) filter (is_dl) as ads,
      bool_or(is_dl) as is_dl,
      bool_and(selection = 'none') as is_unselected,
      words_of(case when is_dl then frameworks end) as frameworks,
      bool_or(vocabulary is null) as sees_all,
      words_of(vocabulary) as vocabulary
    from query_table(members)
    join ads using (posting_id)
    group by stretch, population, coalesce(duplicate_group, posting_id)
  ),
  -- a source that cannot see a word says nothing about it: not absent, unobservable
  counted as (
    select
      stretch, population, framework,
      bool_and(is_unselected) as is_unselected,
      coalesce(sum(ads) filter (list_contains(frameworks, framework)), 0)::bigint as ads,
      count(*) filter (list_contains(frameworks, framework)) as openings,
      count(distinct employer) filter (list_contains(frameworks, framework)) as employers,
      count(*) filter (is_dl) as dl_openings,
      count(*) as all_openings
    from openings
    join frameworks_named() on sees_all or list_contains(vocabulary, framework)
    group by all
    having count(*) filter (is_dl) > 0
  )
  select
    stretch, population, framework, ads, openings, employers, dl_openings, all_openings,
    openings / dl_openings as share,
    wilson_low(openings, dl_openings) as share_low,
    wilson_high(openings, dl_openings) as share_high,
    case when is_unselected then openings / all_openings end as share_of_all,
    case when is_unselected then wilson_low(openings, all_openings) end as share_of_all_low,
    case when is_unselected then wilson_high(openings, all_openings) end as share_of_all_high
  from counted
  order by all;
