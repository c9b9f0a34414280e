import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded

# What becomes of each table that names a person; a test compares this list with the schema.
# `follows`: its rows move and come back; `record`: they follow their agency's record, by foreign
# key; `access` and `derived`: worked out again; `stays`: it tells what was, of the number it was.
PLAN = """
create function nominals_merge_plan() returns table (of_table text, of_column text, how text)
language sql immutable as $$
    select t, coalesce(c, 'nominal_id'), h from (values
        ('nominals_record', null, 'follows'),
        ('nominals_identifier', null, 'record'),
        ('nominals_name', null, 'record'),
        ('nominals_address', null, 'record'),
        ('nominals_match', null, 'record'),
        ('nominals_match', 'other_nominal_id', 'record'),
        ('justice_disposal', null, 'record'),
        ('justice_whereabouts', null, 'record'),
        ('justice_order', null, 'record'),
        ('justice_order_term', null, 'follows'),
        ('justice_breach', null, 'record'),
        ('cases_reported_responsibility', null, 'record'),
        ('cases_reported_level', null, 'record'),
        ('cases_designation', null, 'record'),
        ('cases_responsibility', null, 'derived'),
        ('cases_level', null, 'derived'),
        ('cases_ground', null, 'derived'),
        ('cases_transfer', null, 'follows'),
        ('cases_address_asked', null, 'follows'),
        ('nominals_access', null, 'access'),
        ('nominals_finding', null, 'follows'),
        ('nominals_put_off', null, 'follows'),
        ('nominals_caseload', null, 'follows'),
        ('nominals_restriction', null, 'follows'),
        ('nominals_listed', null, 'follows'),
        ('nominals_emergency', null, 'follows'),
        ('nominals_message', null, 'follows'),
        ('nominals_task', null, 'follows'),
        ('nominals_sign_off', null, 'follows'),
        ('nominals_archive', null, 'follows'),
        ('nominals_opening', null, 'follows'),
        ('nominals_further_name', null, 'follows'),
        ('nominals_further_identifier', null, 'follows'),
        ('nominals_description', null, 'follows'),
        ('nominals_mark', null, 'follows'),
        ('nominals_background', null, 'follows'),
        ('nominals_self_defined', null, 'follows'),
        ('nominals_vehicle', null, 'follows'),
        ('nominals_photograph', null, 'follows'),
        ('nominals_document', null, 'follows'),
        ('nominals_residence', null, 'follows'),
        ('nominals_address_check', null, 'follows'),
        ('nominals_telephone', null, 'follows'),
        ('nominals_email', null, 'follows'),
        ('nominals_online', null, 'follows'),
        ('nominals_finance', null, 'follows'),
        ('nominals_relationship', null, 'follows'),
        ('nominals_relationship', 'other_nominal_id', 'follows'),
        ('nominals_occupation', null, 'follows'),
        ('nominals_youth_lead', null, 'follows'),
        ('nominals_interest', null, 'follows'),
        ('nominals_protective_factor', null, 'follows'),
        ('nominals_programme', null, 'follows'),
        ('nominals_method', null, 'follows'),
        ('nominals_warning_marker', null, 'follows'),
        ('nominals_disclosure', null, 'follows'),
        ('nominals_disclosure_recipient', null, 'follows'),
        ('nominals_activity', null, 'follows'),
        ('nominals_intelligence', null, 'follows'),
        ('nominals_gender', null, 'follows'),
        ('nominals_notification', null, 'follows'),
        ('nominals_detail_change', null, 'follows'),
        ('nominals_journey', null, 'follows'),
        ('nominals_suspicion', null, 'follows'),
        ('nominals_confirmation', null, 'follows'),
        ('nominals_contest', null, 'follows'),
        ('nominals_told', null, 'follows'),
        ('nominals_representation', null, 'follows'),
        ('nominals_complaint', null, 'follows'),
        ('nominals_draft', null, 'follows'),
        ('nominals_withheld', null, 'follows'),
        ('victims_link', null, 'follows'),
        ('victims_zone', null, 'follows'),
        ('victims_annex', null, 'follows'),
        ('victims_mention', null, 'follows'),
        ('rights_access_request', null, 'follows'),
        ('rights_retention_review', null, 'follows'),
        ('rights_audit_export', null, 'stays'),
        ('rights_erasure', null, 'stays'),
        ('statistics_frozen_case', null, 'stays'),
        ('audit_event', null, 'stays'),
        ('audit_access', null, 'stays'),
        ('nominals_merge', null, 'stays'),
        ('nominals_merge', 'other_nominal_id', 'stays'),
        ('nominals_search_birth', null, 'derived'),
        ('nominals_search_fact', null, 'derived'),
        ('nominals_search_hidden', null, 'derived'),
        ('nominals_search_name', null, 'derived')
    ) as plan (t, c, h)
$$;
"""

STANDS_FOR = """
-- The record under which what was written under a number is read today: that into which it was
-- merged. There are no chains: a record that keeps another is not merged away.
create or replace function nominals_stands_for(number bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce((select m.nominal_id from nominals_merge m
                     where m.other_nominal_id = number and m.state in ('merged', 'parting')), number)
$$;

-- All numbers whose past is told with this record's.
create function nominals_numbers_of(of_nominal bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select array_prepend(of_nominal, array(
        select m.other_nominal_id from nominals_merge m
        where m.nominal_id = of_nominal and m.state in ('merged', 'parting')))
$$;
"""

PROTECTION = """
-- Whoever sees both records sees what is asked of them; who sees the kept one, what was merged into
-- it. What a merge did row by row, nobody reads but its own functions.
alter table nominals_merge enable row level security;
create policy in_scope on nominals_merge for select to web using (
    (select true from nominals_nominal n where n.id = nominals_merge.nominal_id limit 1)
    and (state in ('merged', 'parting')
         or (select true from nominals_nominal n
             where n.id = nominals_merge.other_nominal_id limit 1)));
create policy asked on nominals_merge for insert to web with check (
    state = 'asked' and answer = ''
    and asked_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
    and area_id = any (
        (select agencies_areas_as(agencies_roles_who_may('MERGE_PROPOSE')))::int[])
    and (select true from nominals_nominal n where n.id = nominals_merge.nominal_id limit 1)
    and (select true from nominals_nominal n where n.id = nominals_merge.other_nominal_id limit 1)
    and not nominals_barred(nominal_id) and not nominals_barred(other_nominal_id));
create policy decided on nominals_merge for update to web
    using (state in ('asked', 'merged')
           and not nominals_barred(nominal_id) and not nominals_barred(other_nominal_id))
    with check (case state
        when 'ended' then true
        when 'approved' then
            approved_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
            and area_id = any (
                (select agencies_areas_as(agencies_roles_who_may('MERGE_APPROVE')))::int[])
        when 'merged' then
            part_asked_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
        when 'parting' then
            part_approved_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
            and area_id = any (
                (select agencies_areas_as(agencies_roles_who_may('MERGE_APPROVE')))::int[])
        else false end);
create policy applied on nominals_merge to intake using (true) with check (true);
create policy counted on nominals_merge for select to count using (true);
grant select on nominals_merge to web, intake, count;
grant insert (nominal_id, other_nominal_id, area_id, why, choices,
    state, asked_at, asked_by, asked_by_id, approved_by, approved_by_id, approved_at, merged_at,
    part_asked_by_id, part_approved_by, part_approved_by_id, part_approved_at, parted_at, answer,
    goes_back) on nominals_merge to web;
grant update (state, approved_by, approved_by_id, approved_at, part_asked_by_id, part_approved_by,
    part_approved_by_id, part_approved_at, goes_back) on nominals_merge to web;
grant update (state, answer, part_approved_by, part_approved_by_id, part_approved_at)
    on nominals_merge to intake;

alter table nominals_merge_row enable row level security;
create policy read_for_linkage on nominals_merge_row for select to intake using (true);
grant select (merge_id, of_table, row_id, how) on nominals_merge_row to intake;

-- A merge is signed by who approves merges, though they may sign nothing else.
drop policy decided_once on nominals_sign_off;
create policy decided_once on nominals_sign_off as restrictive for update to web
    using (state = 'asked')
    with check (
        decided_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
        and (state = 'withdrawn' or area_id = any (
            (select case when kind in ('merge', 'part')
                then agencies_areas_as(agencies_roles_who_may('MERGE_APPROVE'))
                else agencies_areas_as(agencies_roles_who_may('WORK_SIGN_OFF')) end)::int[])));

-- No chains: a record that keeps another, or is to, is not merged away; nor one merged away kept.
create function nominals_merge_no_chain() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.state in ('asked', 'approved', 'merged', 'parting') and exists (
        select from nominals_merge m
        where m.id <> new.id and m.state in ('asked', 'approved', 'merged', 'parting')
          and (m.nominal_id = new.other_nominal_id or m.other_nominal_id = new.nominal_id))
    then
        raise exception 'one of the two records is part of another merge already'
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger no_chain before insert or update on nominals_merge
    for each row execute function nominals_merge_no_chain();

-- Where a merge goes from where it stands: what was merged does not end, but is taken apart. What
-- was said to go back stays as it was asked for while somebody decides on it.
create function nominals_merge_goes_on() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.state <> old.state and (old.state, new.state) not in (
        ('asked', 'approved'), ('asked', 'ended'), ('approved', 'merged'), ('approved', 'ended'),
        ('merged', 'parting'), ('parting', 'merged'), ('parting', 'parted')) then
        raise exception 'a merge that is % does not become %', old.state, new.state
            using errcode = 'check_violation';
    end if;
    if new.goes_back <> old.goes_back and (new.state <> 'merged' or exists (
        select from nominals_sign_off s
        where s.kind = 'part' and s.subject_id = new.id and s.state = 'asked')) then
        raise exception 'what goes back is said by who asks, before anybody decides'
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger goes_on before update of state, goes_back on nominals_merge
    for each row execute function nominals_merge_goes_on();

-- What is merged away is written to no more, by no login and no function.
create function nominals_not_merged_away() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if exists (select from nominals_merge m
               where m.other_nominal_id = new.nominal_id and m.state in ('merged', 'parting')) then
        raise exception 'this record was merged into another: write there'
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
do $$
declare
    t record;
begin
    for t in select distinct p.of_table from nominals_merge_plan() p
             where p.of_table like 'nominals\\_%' and p.how in ('follows', 'access')
               and to_regclass(p.of_table) is not null loop  -- a later one makes its own
        execute format('create trigger not_merged_away before insert or update of nominal_id on %I'
            ' for each row execute function nominals_not_merged_away()', t.of_table);
    end loop;
end $$;
"""

VERBS = """
-- What must be done first before two records can be one, by code.
create function nominals_merge_obstacles(kept bigint, gone bigint, of_merge bigint default 0)
returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    pair bigint[] := array[kept, gone];
    found text[] := '{}';
begin
    if session_user = 'web' and (not (nominals_in_sight(kept) and nominals_in_sight(gone))
                                 or nominals_barred(kept) or nominals_barred(gone)) then
        raise exception 'there is no such record in sight' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from nominals_merge m
               where m.id <> of_merge and m.state in ('asked', 'approved', 'merged', 'parting')
                 and (m.other_nominal_id = any (pair) or m.nominal_id = gone
                      or m.nominal_id = kept and m.state in ('asked', 'approved', 'parting'))) then
        found := found || 'merging'::text;
    end if;
    if exists (select from nominals_archive a
               where a.nominal_id = any (pair) and a.reopened_at is null) then
        found := found || 'archived'::text;
    end if;
    if exists (select from nominals_emergency e
               where e.nominal_id = any (pair) and e.ends_at > now()) then
        found := found || 'emergency'::text;
    end if;
    if exists (select from nominals_sign_off s
               where s.nominal_id = any (pair) and s.state = 'asked'
                 and not (s.kind in ('merge', 'part') and s.subject_id = of_merge)) then
        found := found || 'sign_off'::text;
    end if;
    if exists (select from nominals_relationship r
               where r.nominal_id = any (pair) and r.other_nominal_id = any (pair)
                 and r.withdrawn_at is null) then
        found := found || 'relationship'::text;
    end if;
    if exists (select from nominals_match m
               where m.decision = 'different' and m.nominal_id = any (pair)
                 and m.other_nominal_id = any (pair) and m.nominal_id <> m.other_nominal_id) then
        found := found || 'different'::text;
    end if;
    if exists (select from cases_transfer t
               where t.nominal_id = any (pair) and t.accepted_at is null
                 and t.withdrawn_at is null) then
        found := found || 'transfer'::text;
    end if;
    if exists (select from rights_erasure e
               where e.nominal_id = any (pair) and e.state in ('asked', 'approved'))
       or exists (select from rights_access_request r
                  where r.nominal_id = any (pair) and r.state = 'gathering') then
        found := found || 'rights'::text;
    end if;
    return found;
end $$;

-- Who would see more than they do: the areas that see one of the two only, or, if either is
-- restricted, the people who are named to one only (an area sees neither by itself then).
create function nominals_merge_gains(kept bigint, gone bigint) returns table (who text, what bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not (nominals_in_sight(kept) and nominals_in_sight(gone))
        or nominals_barred(kept) or nominals_barred(gone) then
        raise exception 'there is no such record in sight' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from nominals_restriction r
                   where r.nominal_id in (kept, gone) and r.lifted_at is null) then
        return query
        select e.name::text,
            case when min(a.nominal_id) = kept then gone else kept end
        from nominals_access a join agencies_area e on e.id = a.area_id
        where a.nominal_id in (kept, gone) and a.during @> audit_today()
        group by e.name having count(distinct a.nominal_id) = 1 order by 1;
    end if;
    return query
    select u.name::text, case when min(n.nominal_id) = kept then gone else kept end
    from (
        select c.nominal_id, c.user_id from nominals_caseload c
        where c.nominal_id in (kept, gone) and c.during @> audit_today()
        union
        select l.nominal_id, l.user_id from nominals_listed l
        where l.nominal_id in (kept, gone) and l.side = 'let_in' and l.ended_at is null) n
    join agencies_user u on u.id = n.user_id
    where not exists (select from nominals_listed l
                      where l.nominal_id in (kept, gone) and l.user_id = u.id
                        and l.side = 'shut_out' and l.ended_at is null)
    group by u.id, u.name having count(distinct n.nominal_id) = 1 order by 1;
end $$;

-- Whether people entered something of this person, or work with them: what does not move with
-- agencies' records alone.
create function nominals_entered_on(of_nominal bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t record;
    found boolean;
begin
    for t in select p.of_table from nominals_merge_plan() p
             where p.how = 'follows' and p.of_column = 'nominal_id'
               and p.of_table not in ('nominals_record', 'nominals_finding', 'cases_transfer') loop
        execute format('select exists (select from %I where nominal_id = $1)', t.of_table)
            into found using of_nominal;
        if found then
            return true;
        end if;
    end loop;
    return false;
end $$;

-- Takes rows out that cannot stand beside others; the merge keeps them whole.
create function nominals_merge_take(number bigint, from_table text, ids bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    execute format('insert into nominals_merge_row (merge_id, of_table, of_column, row_id,'
        ' former_id, how, was) select $1, %L, '''', t.id, t.nominal_id, ''taken'', to_jsonb(t)'
        ' from %I t where t.id = any ($2)', from_table, from_table) using number, ids;
    execute format('delete from %I where id = any ($1)', from_table) using ids;
end $$;

-- Puts what was taken out of one record back into it, unless something stands in its place.
create function nominals_merge_put_back(number bigint, of_nominal bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t record;
begin
    for t in select r.of_table, r.was from nominals_merge_row r
             where r.merge_id = number and r.former_id = of_nominal and (r.how = 'taken'
                 or r.of_table = 'nominals_access' and r.how = 'changed'
                    and not exists (select from nominals_access a where a.id = r.row_id))
             order by r.id loop
        execute format('insert into %I select * from jsonb_populate_record(null::%I, $1)'
            ' on conflict do nothing', t.of_table, t.of_table) using t.was;
    end loop;
end $$;

-- What is worked out of two records is worked out anew: who sees them, and what searches find.
create function nominals_merge_found_again(ids bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update nominals_access set restricted = restricted where nominal_id = any (ids);
    perform nominals_search_refresh(ids, waiting => true);
end $$;

-- Texts that name a victim of the other record, now that they are of one person.
create function nominals_merge_look_back(of_nominal bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    watched record;
    field text;
begin
    for watched in select * from victims_watched loop
        foreach field in array watched.fields loop
            execute format($sql$
                insert into victims_mention
                    (nominal_id, victim_id, of_table, row_id, field, outcome, reason, decided_by)
                select w.nominal_id, l.victim_id, %L, w.id, %L, '', '', ''
                from victims_link l join %I w on w.nominal_id = l.nominal_id
                where l.nominal_id = $1 and l.ended_on is null
                  and coalesce(w.%I::text, '') <> '' and not (%s)
                  and victims_named(w.%I::text, l.victim_id, w.nominal_id)
                  and not exists (select from victims_mention m
                                  where m.victim_id = l.victim_id and m.of_table = %L
                                    and m.row_id = w.id and m.field = %L)
                on conflict do nothing
                $sql$, watched.of_table, field, watched.of_table, field, watched.again, field,
                watched.of_table, field) using of_nominal;
        end loop;
    end loop;
end $$;

-- What the note of moved texts found a second time, though somebody has decided on it.
create function nominals_merge_decided_mentions(since bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from victims_mention n
    where n.id > since and exists (
        select from victims_mention m
        where m.id <= since and (m.victim_id, m.of_table, m.row_id, m.field)
            = (n.victim_id, n.of_table, n.row_id, n.field));
end $$;

-- Make two records one, as one person asked and another decided: every row of one moves, and how it
-- stood is kept. What is derived is worked out by who calls it, who then calls
-- `nominals_merge_settle`.
create function nominals_merge_into(number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    m nominals_merge;
    t record;
    kept bigint;
    gone bigint;
    losing bigint[];
    mentions bigint;
    letters text[];
begin
    select * into m from nominals_merge x where x.id = number for update;
    if m.id is null or m.state <> 'approved' or not exists (
        select from nominals_sign_off s
        where s.kind = 'merge' and s.subject_id = number and s.state = 'given'
          and s.decided_by_id = m.approved_by_id and s.asked_by_id = m.asked_by_id) then
        raise exception 'nothing is merged but what one person asked for and another decided'
            using errcode = 'insufficient_privilege';
    end if;
    kept := m.nominal_id;
    gone := m.other_nominal_id;
    if nominals_merge_obstacles(kept, gone, number) <> '{}' then
        raise exception 'something began meanwhile that must end first'
            using errcode = 'check_violation';
    end if;
    select coalesce(max(id), 0) into mentions from victims_mention;
    alter table nominals_restriction disable trigger followed;
    alter table nominals_record disable trigger restriction_moves;

    -- Access is worked out again; how it was comes back when this is taken apart.
    insert into nominals_merge_row (merge_id, of_table, row_id, former_id, how, was)
    select number, 'nominals_access', a.id, kept, 'changed', to_jsonb(a) from nominals_access a
    where a.nominal_id = kept;
    perform nominals_merge_take(number, 'nominals_access',
        array(select a.id from nominals_access a where a.nominal_id = gone));
    insert into nominals_merge_row (merge_id, of_table, row_id, former_id, how, was)
    select number, 'nominals_nominal', kept, kept, 'changed', to_jsonb(n) - 'reference'
    from nominals_nominal n where n.id = kept;

    -- Of two managers of one agency the chosen one goes on, and of two namings of one person the
    -- kept record's. Who lost comes back when this is taken apart.
    losing := array(
        select k.id from nominals_caseload k
        where k.nominal_id = kept and k.as_what = 'manager' and k.during @> audit_today()
          and m.choices ->> ('manager.' || k.agency) = 'other'
          and exists (select from nominals_caseload g
                      where g.nominal_id = gone and g.as_what = 'manager' and g.agency = k.agency
                        and g.during @> audit_today()));
    perform nominals_merge_take(number, 'nominals_caseload', losing);
    perform nominals_merge_take(number, 'nominals_caseload', array(
        select g.id from nominals_caseload g
        where g.nominal_id = gone and exists (
            select from nominals_caseload k
            where k.nominal_id = kept and k.during && g.during
              and (k.user_id = g.user_id
                   or (k.as_what, g.as_what, k.agency) = ('manager', 'manager', g.agency)))));
    perform nominals_merge_take(number, 'nominals_listed', array(
        select g.id from nominals_listed g join nominals_listed k
            on k.nominal_id = kept and k.ended_at is null
            and (k.user_id, k.side, k.compartment) = (g.user_id, g.side, g.compartment)
        where g.nominal_id = gone and g.ended_at is null));
    perform nominals_merge_take(number, 'nominals_restriction', array(
        select g.id from nominals_restriction g
        where g.nominal_id = gone and g.lifted_at is null and exists (
            select from nominals_restriction k where k.nominal_id = kept and k.lifted_at is null)));
    perform nominals_merge_take(number, 'nominals_draft', array(
        select g.id from nominals_draft g join nominals_draft k
            on k.nominal_id = kept
            and (k.user_id, k.section) = (g.user_id, g.section) and k.row = g.row
        where g.nominal_id = gone));
    perform nominals_merge_take(number, 'nominals_finding', array(
        select g.id from nominals_finding g join nominals_finding k
            on k.nominal_id = kept and (k.area_id, k.code, k.sentence)
            = (g.area_id, g.code, g.sentence)
        where g.nominal_id = gone));
    perform nominals_merge_take(number, 'nominals_task', array(
        select g.id from nominals_task g join nominals_task k
            on k.nominal_id = kept and k.done_at is null and k.concerns <> ''
            and (k.kind, k.concerns) = (g.kind, g.concerns)
        where g.nominal_id = gone and g.done_at is null));
    -- That the two were related, which somebody has withdrawn since.
    perform nominals_merge_take(number, 'nominals_relationship', array(
        select r.id from nominals_relationship r
        where (r.nominal_id, r.other_nominal_id) in ((kept, gone), (gone, kept))));
    perform nominals_merge_take(number, 'victims_link', array(
        select g.id from victims_link g join victims_link k
            on k.nominal_id = kept and k.ended_on is null and k.victim_id = g.victim_id
        where g.nominal_id = gone and g.ended_on is null));

    losing := array(
        select p.id from nominals_photograph p
        where p.current and p.nominal_id
            = case when m.choices ->> 'photograph' = 'other' then kept else gone end
          and exists (select from nominals_photograph o
                      where o.current and o.nominal_id in (kept, gone)
                        and o.nominal_id <> p.nominal_id));
    insert into nominals_merge_row (merge_id, of_table, row_id, former_id, how, was)
    select number, 'nominals_photograph', p.id, p.nominal_id, 'changed', '{"current": true}'
    from nominals_photograph p where p.id = any (losing);
    update nominals_photograph set current = false where id = any (losing);

    -- Zones get the next free letter; of two annexes, one text.
    letters := array(
        select l from (
            select chr(a) as l, a as n from generate_series(65, 90) a
            union all
            select chr(a) || chr(b), a * 100 + b
            from generate_series(65, 90) a, generate_series(65, 90) b) free
        where not exists (select from victims_zone z
                          where z.nominal_id in (kept, gone) and z.letter = free.l)
        order by n);
    insert into nominals_merge_row (merge_id, of_table, row_id, former_id, how, was)
    select number, 'victims_zone', z.id, gone, 'changed', jsonb_build_object('letter', z.letter,
        'became', letters[row_number() over (order by z.id)])
    from victims_zone z
    where z.nominal_id = gone and exists (
        select from victims_zone k where k.nominal_id = kept and k.letter = z.letter);
    update victims_zone z set letter = r.was ->> 'became'
    from nominals_merge_row r
    where r.merge_id = number and r.of_table = 'victims_zone' and r.how = 'changed'
      and r.row_id = z.id;
    insert into nominals_merge_row (merge_id, of_table, row_id, former_id, how, was)
    select number, 'victims_annex', k.id, kept, 'changed', jsonb_build_object('text', k.text,
        'became', k.text || E'\\n\\n' || g.text)
    from victims_annex k join victims_annex g on g.nominal_id = gone
    where k.nominal_id = kept;
    if found then
        perform nominals_merge_take(number, 'victims_annex', array(
            select a.id from victims_annex a where a.nominal_id = gone));
        update victims_annex a set text = r.was ->> 'became'
        from nominals_merge_row r
        where r.merge_id = number and r.of_table = 'victims_annex' and r.how = 'changed'
          and r.row_id = a.id;
    end if;

    for t in select p.of_table, p.of_column from nominals_merge_plan() p where p.how = 'follows'
             order by p.of_table = 'nominals_record', p.of_table loop
        execute format('insert into nominals_merge_row (merge_id, of_table, of_column, row_id,'
            ' former_id, how) select $1, %L, %L, x.id, $2, ''moved'' from %I x where x.%I = $2',
            t.of_table, t.of_column, t.of_table, t.of_column) using number, gone;
        execute format('update %I set %I = $1 where %I = $2', t.of_table, t.of_column, t.of_column)
            using kept, gone;
    end loop;
    update nominals_merge x set state = 'merged', merged_at = now() where x.id = number;

    perform nominals_merge_look_back(kept);
    perform nominals_merge_decided_mentions(mentions);
    insert into nominals_merge_row (merge_id, of_table, row_id, how)
    select number, 'victims_mention', v.id, 'made' from victims_mention v where v.id > mentions;
    perform nominals_merge_found_again(array[kept, gone]);
    set constraints all immediate;
    alter table nominals_restriction enable trigger followed;
    alter table nominals_record enable trigger restriction_moves;
    set constraints all deferred;
end $$;

-- In which tables people say of each row entered since whether it goes back: not in a compartment,
-- of which who decides might not know.
create function nominals_merge_offered() returns text[]
language sql immutable as $$
    select array['nominals_further_name', 'nominals_further_identifier', 'nominals_description',
        'nominals_mark', 'nominals_background', 'nominals_self_defined', 'nominals_vehicle',
        'nominals_residence',
        'nominals_telephone', 'nominals_email', 'nominals_online', 'nominals_relationship',
        'nominals_occupation', 'nominals_youth_lead', 'nominals_interest',
        'nominals_protective_factor', 'nominals_programme', 'nominals_method',
        'nominals_notification',
        'nominals_detail_change', 'nominals_journey', 'nominals_told',
        'nominals_representation', 'nominals_complaint', 'nominals_warning_marker',
        'nominals_disclosure', 'nominals_activity', 'nominals_photograph', 'nominals_document']
$$;

-- Rows entered since, of which two people said that they are the other person's; with what hangs on
-- a row: the checks of an address, the corrections of an entry of the log, who is told by a
-- disclosure and its signatures.
create function nominals_merge_send_back(m nominals_merge) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t record;
    n bigint;
begin
    for t in select c.key as of_table, array(
                 select distinct jsonb_array_elements_text(c.value)::bigint) as ids
             from jsonb_each(m.goes_back) c order by c.key loop
        if t.of_table = any (nominals_merge_offered()) then
            execute format('select count(*) from %I x where x.id = any ($1) and x.nominal_id = $2'
                ' and x.entered_at >= $3', t.of_table) into n
                using t.ids, m.nominal_id, m.merged_at;
        end if;
        if n is distinct from cardinality(t.ids)::bigint then
            raise exception 'a row that was to go back was not entered here since they were merged'
                using errcode = 'check_violation';
        end if;
        update victims_mention set nominal_id = m.other_nominal_id
        where of_table = t.of_table and row_id = any (t.ids) and nominal_id = m.nominal_id;
        update nominals_withheld set nominal_id = m.other_nominal_id
        where of_table = t.of_table and row_id = any (t.ids) and nominal_id = m.nominal_id;
        execute format('update %I set nominal_id = $1 where id = any ($2)', t.of_table)
            using m.other_nominal_id, t.ids;
        n := null;
    end loop;
    update nominals_address_check c set nominal_id = m.other_nominal_id
    from nominals_residence r
    where r.id = c.residence_id and r.nominal_id = m.other_nominal_id
      and c.nominal_id = m.nominal_id;
    update nominals_disclosure_recipient c set nominal_id = m.other_nominal_id
    from nominals_disclosure d
    where d.id = c.disclosure_id and d.nominal_id = m.other_nominal_id
      and c.nominal_id = m.nominal_id;
    update nominals_sign_off s set nominal_id = m.other_nominal_id
    from nominals_disclosure d
    where s.kind = 'disclosure' and d.id = s.subject_id and d.nominal_id = m.other_nominal_id
      and s.nominal_id = m.nominal_id;
    loop
        update nominals_activity a set nominal_id = m.other_nominal_id
        from nominals_activity o
        where o.id = a.corrects_id and o.nominal_id = m.other_nominal_id
          and a.nominal_id = m.nominal_id;
        exit when not found;
    end loop;
end $$;

-- Take a merge apart, as one person asked and another decided: every row that it moved goes back,
-- unless it went elsewhere since. What was entered since stays with the record that was kept, but
-- for what the two said is the other's.
create function nominals_merge_part(number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    m nominals_merge;
    t record;
    kept bigint;
    gone bigint;
    mentions bigint;
begin
    select * into m from nominals_merge x where x.id = number for update;
    if m.id is null or m.state <> 'parting' or not exists (
        select from nominals_sign_off s
        where s.kind = 'part' and s.subject_id = number and s.state = 'given'
          and s.decided_by_id = m.part_approved_by_id and s.asked_by_id = m.part_asked_by_id) then
        raise exception 'nothing is parted but what one person asked for and another decided'
            using errcode = 'insufficient_privilege';
    end if;
    kept := m.nominal_id;
    gone := m.other_nominal_id;
    if exists (select from nominals_merge x
               where x.nominal_id = kept and x.id <> number and x.state in ('merged', 'parting')
                 and x.merged_at > m.merged_at) then
        raise exception 'what was merged later is taken apart first'
            using errcode = 'check_violation';
    end if;
    select coalesce(max(id), 0) into mentions from victims_mention;
    alter table nominals_restriction disable trigger followed;
    alter table nominals_record disable trigger restriction_moves;
    update nominals_merge x set state = 'parted', parted_at = now() where x.id = number;

    delete from nominals_access a using nominals_merge_row r
    where r.merge_id = number and r.of_table = 'nominals_access' and r.how = 'made'
      and r.row_id = a.id;
    delete from victims_mention v using nominals_merge_row r
    where r.merge_id = number and r.of_table = 'victims_mention' and r.how = 'made'
      and r.row_id = v.id and v.outcome = '';
    perform nominals_merge_put_back(number, gone);
    for t in select distinct r.of_table, r.of_column from nominals_merge_row r
             where r.merge_id = number and r.how = 'moved'
             order by r.of_table, r.of_column loop
        execute format('update %I x set %I = r.former_id from nominals_merge_row r'
            ' where r.merge_id = $1 and r.how = ''moved'' and r.of_table = %L'
            ' and r.of_column = %L and r.row_id = x.id and x.%I = $2',
            t.of_table, t.of_column, t.of_table, t.of_column, t.of_column) using number, kept;
    end loop;
    perform nominals_merge_send_back(m);

    update victims_zone z set letter = r.was ->> 'letter'
    from nominals_merge_row r
    where r.merge_id = number and r.of_table = 'victims_zone' and r.how = 'changed'
      and r.row_id = z.id and z.nominal_id = gone;
    update victims_annex a set text = r.was ->> 'text'
    from nominals_merge_row r
    where r.merge_id = number and r.of_table = 'victims_annex' and r.how = 'changed'
      and r.row_id = a.id and a.text = r.was ->> 'became';
    update nominals_photograph p set current = true
    from nominals_merge_row r
    where r.merge_id = number and r.of_table = 'nominals_photograph' and r.how = 'changed'
      and r.row_id = p.id and p.withdrawn_at is null
      and not exists (select from nominals_photograph o
                      where o.nominal_id = p.nominal_id and o.current);
    update nominals_nominal n
    set surname = o.surname, forenames = o.forenames, born_on = o.born_on, sex = o.sex,
        ethnicity = o.ethnicity, died_on = o.died_on
    from nominals_merge_row r, jsonb_populate_record(null::nominals_nominal, r.was) o
    where r.merge_id = number and r.of_table = 'nominals_nominal' and n.id = kept
      and not exists (select from nominals_record c where c.nominal_id = kept)
      -- Somebody may have corrected it by hand since.
      and exists (select from nominals_merge_row c
                  where c.merge_id = number and c.of_table = 'nominals_record'
                    and c.how = 'moved');
    perform nominals_merge_put_back(number, kept);
    -- Who can hold no case by now gets none back.
    update nominals_caseload c set during = daterange(lower(c.during), audit_today())
    from nominals_merge_row r
    where r.merge_id = number and r.of_table = 'nominals_caseload' and r.how = 'taken'
      and r.row_id = c.id and c.during @> audit_today() and lower(c.during) < audit_today()
      and not nominals_can_hold(c.user_id, c.area_id);
    -- Whom the record was closed to since, both stay closed to.
    insert into nominals_restriction (nominal_id, area_id, why, ring, imposed_by)
    select gone, r.area_id, r.why, r.ring, r.imposed_by from nominals_restriction r
    where r.nominal_id = kept and r.lifted_at is null and r.imposed_at > m.merged_at
    on conflict do nothing;
    insert into nominals_listed (nominal_id, user_id, area_id, side, declared, compartment, why,
        listed_by)
    select gone, l.user_id, l.area_id, l.side, l.declared, l.compartment, l.why, l.listed_by
    from nominals_listed l
    where l.nominal_id = kept and l.ended_at is null and l.listed_at > m.merged_at
    on conflict do nothing;

    perform nominals_merge_decided_mentions(mentions);
    perform nominals_merge_found_again(array[kept, gone]);
    set constraints all immediate;
    alter table nominals_restriction enable trigger followed;
    alter table nominals_record enable trigger restriction_moves;
    set constraints all deferred;
end $$;

-- Access after what is derived was worked out: whom a record was opened for by hand, or shown to,
-- goes on seeing it, as a share, from today; taken apart, a record that no agency holds is seen as
-- it was.
create function nominals_merge_settle(number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    m nominals_merge;
    made bigint[];
begin
    select * into m from nominals_merge x where x.id = number;
    if m.state = 'merged' then
        with added as (
            insert into nominals_access (nominal_id, area_id, basis, during)
            select m.nominal_id, s.area_id, 'share', unnest(s.days - coalesce((
                select range_agg(a.during) from nominals_access a
                where a.nominal_id = m.nominal_id and a.area_id = s.area_id), '{}'))
            from (
                select (r.was ->> 'area_id')::smallint as area_id,
                    range_agg((r.was ->> 'during')::daterange * daterange(audit_today(), null))
                        as days
                from nominals_merge_row r
                where r.merge_id = number and r.of_table = 'nominals_access'
                  and r.how in ('taken', 'changed')
                group by 1) s
            returning id)
        select array_agg(id) into made from added;
        insert into nominals_merge_row (merge_id, of_table, row_id, how)
        select number, 'nominals_access', unnest(made), 'made';
    elsif m.state = 'parted' then
        insert into nominals_access
        select a.* from nominals_merge_row r, jsonb_populate_record(null::nominals_access, r.was) a
        where r.merge_id = number and r.of_table = 'nominals_access'
          and r.how in ('taken', 'changed')
          and not exists (select from nominals_record c where c.nominal_id = a.nominal_id)
        on conflict do nothing;
    end if;
end $$;

revoke execute on function nominals_merge_obstacles(bigint, bigint, bigint),
    nominals_merge_gains(bigint, bigint),
    nominals_entered_on(bigint), nominals_merge_take(bigint, text, bigint[]),
    nominals_merge_put_back(bigint, bigint),
    nominals_merge_found_again(bigint[]), nominals_merge_look_back(bigint),
    nominals_merge_decided_mentions(bigint), nominals_merge_into(bigint),
    nominals_merge_part(bigint), nominals_merge_send_back(nominals_merge),
    nominals_merge_settle(bigint), nominals_merge_no_chain(), nominals_merge_goes_on(),
    nominals_not_merged_away(), nominals_numbers_of(bigint) from public;
grant execute on function nominals_merge_obstacles(bigint, bigint, bigint),
    nominals_merge_gains(bigint, bigint) to web;
grant execute on function nominals_merge_into(bigint), nominals_merge_part(bigint),
    nominals_merge_settle(bigint), nominals_entered_on(bigint) to intake;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("nominals", "0008_search"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Merge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "reference",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Func("nominal", function="nominals_reference"),
                            output_field=models.TextField(),
                        ),
                    ),
                    (
                        "other_reference",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Func("other_nominal", function="nominals_reference"),
                            output_field=models.TextField(),
                        ),
                    ),
                    ("why", models.TextField()),
                    ("choices", models.JSONField(default=dict)),
                    ("state", models.TextField(default="asked")),
                    (
                        "asked_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("asked_by", models.TextField()),
                    ("asked_by_id", models.BigIntegerField()),
                    ("approved_by", models.TextField(db_default="", default="")),
                    ("approved_by_id", models.BigIntegerField(null=True)),
                    ("approved_at", models.DateTimeField(null=True)),
                    ("merged_at", models.DateTimeField(null=True)),
                    ("part_asked_by_id", models.BigIntegerField(null=True)),
                    ("part_approved_by", models.TextField(db_default="", default="")),
                    ("part_approved_by_id", models.BigIntegerField(null=True)),
                    ("part_approved_at", models.DateTimeField(null=True)),
                    ("parted_at", models.DateTimeField(null=True)),
                    ("goes_back", models.JSONField(db_default={}, default=dict)),
                    ("answer", models.TextField(db_default="", default="")),
                    (
                        "area",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merges",
                            to="nominals.nominal",
                        ),
                    ),
                    (
                        "other_nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_merge",
                },
            ),
            migrations.CreateModel(
                name="MergeRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("of_table", models.TextField()),
                    ("of_column", models.TextField(db_default="", default="")),
                    ("row_id", models.BigIntegerField()),
                    ("former_id", models.BigIntegerField(null=True)),
                    ("how", models.TextField()),
                    ("was", models.JSONField(null=True)),
                    (
                        "merge",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rows",
                            to="nominals.merge",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_merge_row",
                },
            ),
            migrations.AddIndex(
                model_name="merge",
                index=models.Index(fields=["other_reference"], name="nominals_merge_reference"),
            ),
            migrations.AddConstraint(
                model_name="merge",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("nominal", models.F("other_nominal")), _negated=True),
                        models.Q(("why", ""), _negated=True),
                    ),
                    name="nominals_merge_of_two_and_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="merge",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["asked", "approved", "merged", "parting", "parted", "ended"])
                    ),
                    name="nominals_merge_state_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="merge",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("approved_at", None),
                            ("approved_by", ""),
                            ("approved_by_id", None),
                            ("state__in", ["asked", "ended"]),
                        ),
                        models.Q(
                            ("approved_at__isnull", False),
                            ("approved_by_id__isnull", False),
                            models.Q(("approved_by", ""), _negated=True),
                            models.Q(("approved_by_id", models.F("asked_by_id")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_merge_approved_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="merge",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            models.Q(("state__in", ["parting", "parted"]), _negated=True),
                            ("part_approved_at", None),
                            ("part_approved_by", ""),
                            ("part_approved_by_id", None),
                        ),
                        models.Q(
                            ("part_approved_at__isnull", False),
                            ("part_approved_by_id__isnull", False),
                            ("part_asked_by_id__isnull", False),
                            models.Q(("part_approved_by", ""), _negated=True),
                            models.Q(
                                ("part_approved_by_id", models.F("part_asked_by_id")), _negated=True
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_merge_parted_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="merge",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            models.Q(
                                ("merged_at", None), ("state__in", ["asked", "approved", "ended"])
                            ),
                            models.Q(
                                ("merged_at__isnull", False),
                                ("state__in", ["merged", "parting", "parted"]),
                            ),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(("parted_at__isnull", False), ("state", "parted")),
                            models.Q(
                                models.Q(("state", "parted"), _negated=True), ("parted_at", None)
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="nominals_merge_dated",
                ),
            ),
            migrations.AddConstraint(
                model_name="merge",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state__in", ["asked", "approved", "merged", "parting"])),
                    fields=("other_nominal",),
                    name="nominals_merge_away_once",
                ),
            ),
            migrations.AddIndex(
                model_name="mergerow",
                index=models.Index(fields=["of_table", "row_id"], name="nominals_merge_row_of"),
            ),
            migrations.AddConstraint(
                model_name="mergerow",
                constraint=models.CheckConstraint(
                    condition=models.Q(("how__in", ["moved", "taken", "changed", "made"])),
                    name="nominals_merge_row_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="mergerow",
                constraint=models.UniqueConstraint(
                    fields=("merge", "of_table", "row_id", "of_column", "how"),
                    name="nominals_merge_row_once",
                ),
            ),
            *(
                migrations.RunSQL(sql, migrations.RunSQL.noop)
                for sql in (PLAN, STANDS_FOR, PROTECTION, VERBS)
            ),
        ]
    )
