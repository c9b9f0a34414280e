import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

PROTECTION = """
call nominals_protect('nominals_caseload', index_too => true);
call nominals_protect('nominals_restriction', index_too => true);
call nominals_protect('nominals_listed', index_too => true);
call nominals_protect('nominals_emergency', index_too => true);
call nominals_protect('nominals_message');
call nominals_protect('nominals_sign_off', index_too => true);
call nominals_protect('nominals_archive', index_too => true);
call nominals_protect_history('nominals_caseload_history');
call nominals_protect_history('nominals_restriction_history');
call nominals_protect_history('nominals_listed_history');
call nominals_protect_history('nominals_emergency_history');
call nominals_protect_history('nominals_message_history');
call nominals_protect_history('nominals_sign_off_history');
call nominals_protect_history('nominals_archive_history');
grant select on nominals_caseload, nominals_restriction, nominals_listed, nominals_emergency,
    nominals_message, nominals_sign_off, nominals_archive, nominals_cover to web;

-- Who broke the glass sees that they did; who reviews it need not see the record.
create policy ones_own on nominals_emergency for select to web
    using (user_id = (select nullif(current_setting('app.user', true), ''))::bigint);
create policy to_review on nominals_emergency for select to web using (
    area_id = any ((select agencies_areas_as(agencies_roles_who_may('AUDIT_REVIEW')))::int[])
    or by_area_id = any ((select agencies_areas_as(agencies_roles_who_may('AUDIT_REVIEW')))::int[]));

-- On which lists one stands oneself: the pages ask it, too, before they show a record.
create policy ones_own on nominals_listed for select to web
    using (user_id = (select nullif(current_setting('app.user', true), ''))::bigint);
create policy ones_own on nominals_listed_history for select to web
    using (user_id = (select nullif(current_setting('app.user', true), ''))::bigint);

-- Who wrote a message sees it and its answer, and no more of the record for that.
create policy ones_own on nominals_message for select to web
    using (from_user_id = (select nullif(current_setting('app.user', true), ''))::bigint);
grant update (read_at, read_by, answer, answer_standing, answered_at, answered_by)
    on nominals_message to web;

-- Colleagues may be told who looks after whose work.
alter table nominals_cover enable row level security;
create policy colleagues on nominals_cover for select to web using (true);

-- Work is put before somebody in one's own name, and decided once, by another who may.
create policy in_own_name on nominals_sign_off as restrictive for insert to web with check (
    state = 'asked' and area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[])
    and asked_by_id = (select nullif(current_setting('app.user', true), ''))::bigint);
create policy decided_once on nominals_sign_off as restrictive for update to web
    using (state = 'asked')
    with check (
        decided_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
        and (state = 'withdrawn' or area_id = any (
            (select agencies_areas_as(agencies_roles_who_may('WORK_SIGN_OFF')))::int[])));
grant insert on nominals_sign_off to web;
grant update (state, decided_at, decided_by, decided_by_id, because) on nominals_sign_off to web;

-- Who sees a restricted record because they speak for victims is told nothing of what is put before
-- others about it, and decides nothing.
create policy not_barred on nominals_sign_off as restrictive to web using (
    not nominals_barred(nominal_id));

-- Put away, and opened again, where one may, by the area that is responsible.
create policy by_role on nominals_archive as restrictive for insert to web with check (
    reopened_at is null and not nominals_barred(nominal_id)
    and area_id = any ((select agencies_areas_as(agencies_roles_who_may('RECORD_ARCHIVE')))::int[])
    and (select true from nominals_access a
         where a.nominal_id = nominals_archive.nominal_id and a.area_id = nominals_archive.area_id
           and a.basis = 'responsible' and a.during @> (now() at time zone 'Europe/London')::date
         limit 1)
    and (reason <> 'created_in_error'
         or (select true from nominals_sign_off s
             where s.id = sign_off_id and s.nominal_id = nominals_archive.nominal_id
               and s.kind = 'archive_created_in_error' and s.state = 'given' limit 1)));
create policy reopened_by_role on nominals_archive as restrictive for update to web
    using (reopened_at is null and not nominals_barred(nominal_id)
           and area_id = any ((select agencies_areas_as(agencies_roles_who_may('RECORD_ARCHIVE')))::int[]))
    with check (reopened_at is not null);
grant insert on nominals_archive to web;
grant update (reopened_at, reopened_by, reopened_because) on nominals_archive to web;
"""

SCOPE = """
-- In which ways people of an area come to see a record there today: the number of the area, and of
-- the way. Each is one condition of `cases.visibility`; a test compares them.
-- 0 it is of the area
-- 1 in records of the police   2 ... and managed by nobody of theirs
-- 3 in records of probation    4 ... and managed by nobody of theirs
-- 5 in records of the prison   6 in custody, or due in    7 ... and managed by nobody of theirs
-- 8 at Level 2 or 3
-- 9 it is of the area, and to who asks a restriction is no bar; no row has it, only settings do
create function nominals_ways(of_nominal bigint, area smallint) returns smallint[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    recorded text[] := array(
        select r.agency from nominals_record r
        where r.nominal_id = of_nominal and r.area_id = area and r.withdrawn_on is null
        union select o.agency from nominals_opening o
        where o.nominal_id = of_nominal and o.area_id = area and o.withdrawn_at is null);
    managed text[] := array(
        select c.agency from nominals_caseload c
        where c.nominal_id = of_nominal and c.area_id = area and c.as_what = 'manager'
          and c.during @> audit_today());
    held boolean := exists (
        select from justice_whereabouts w
        where w.nominal_id = of_nominal and w.withdrawn_on is null
          and w.kind in ('prison', 'yoi', 'secure_hospital', 'immigration_detention')
          and (w.during @> audit_today() or lower(w.during) > audit_today()));
    levelled boolean := exists (
        select from cases_level l
        where l.nominal_id = of_nominal and l.area_id = area and l.during @> audit_today());
begin
    return array(
        select (area * 16 + way)::smallint from (values
            (0, true),
            (1, 'police' = any (recorded)),
            (2, 'police' = any (recorded) and not 'police' = any (managed)),
            (3, 'probation' = any (recorded)),
            (4, 'probation' = any (recorded) and not 'probation' = any (managed)),
            (5, 'prison' = any (recorded)),
            (6, held),
            (7, held and not 'prison' = any (managed)),
            (8, levelled)) as w (way, so)
        where so order by 1);
end $$;

-- Which of them a role sees people in, and which it opens their records in. A role that is not here
-- sees nobody but whom it is named to.
create function nominals_ways_of(role text, agency text, opens boolean) returns int[]
language sql immutable
return case
    when role = 'police' then case when opens then '{2}' else '{1}' end
    when role = 'police_supervisor' then '{1}'
    when role = 'probation' then case when opens then '{4}' else '{3}' end
    when role = 'probation_supervisor' then '{3}'
    when role = 'central_point'
        then case agency when 'police' then '{1}' when 'probation' then '{3}' when 'prison' then '{5}' end
    when role = 'prison' then case when opens then '{7}' else '{6}' end
    when role in ('coordinator', 'deputy_coordinator', 'mappa_administrator')
        then case when opens then '{8}' else '{0}' end
    when role = 'chair' then '{8}'
    -- Who restricts a record cannot know whether there is a victim.
    when role = 'victim_liaison' then '{0,9}'
    when role in ('duty_officer', 'administrator') then '{0}'
    when role in ('data_protection_officer', 'security_officer', 'statistician') and not opens
        then '{0}'
end::int[];

-- For whom somebody acts today: themselves, and whom they cover for.
create function nominals_acts_for(who bigint) returns setof bigint
language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select who
    union all
    select v.user_id from nominals_cover v
    where v.covered_by_id = who and v.during @> audit_today()
$$;

-- The one call that goes upwards in the database: `agencies_enter` calls it when a scope is
-- entered. Sets, for this transaction, in which ways the person sees and opens records (`sees`,
-- `opens`), to whom they are named (on the caseload, covering for somebody who is, or the glass
-- broken: `let_in`), on the lists of which restricted records they stand (`listed`), and from whom
-- they are shut out.
create function nominals_enter(who bigint, areas int[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan  -- every page calls it: planning took four fifths of it
as $$
declare
    verb text;
begin
    foreach verb in array '{sees,opens}'::text[] loop
        perform set_config('app.' || verb, (
            select coalesce(array_agg(distinct p.area_id * 16 + way), '{}')::text
            from agencies_postings() p join agencies_user u on u.id = p.user_id,
                unnest(nominals_ways_of(p.role, u.agency, verb = 'opens')) as way
            where p.area_id = any (areas)), true);
    end loop;
    perform set_config('app.let_in', case when cardinality(areas) = 0 then '{}' else (
        select coalesce(array_agg(named.nominal_id), '{}')::text from (
            select c.nominal_id from nominals_caseload c
            where c.during @> audit_today()
              and c.user_id in (select nominals_acts_for(who))
              -- A partner until their last day; others while their area may see the record.
              and (c.as_what = 'partner' or (
                  select true from nominals_access a
                  where a.nominal_id = c.nominal_id and a.area_id = c.area_id
                    and a.during @> audit_today() limit 1))
            union
            select e.nominal_id from nominals_emergency e
            where e.user_id = who and e.ends_at > now()) named) end, true);
    -- What an emergency opens to somebody of another area, who is not named to the person, is read.
    perform set_config('app.read_only', (
        select coalesce(array_agg(e.nominal_id), '{}')::text from nominals_emergency e
        where e.user_id = who and e.ends_at > now()
          and not exists (
              select from nominals_access a where a.nominal_id = e.nominal_id
                and a.area_id = any (areas) and a.during @> audit_today())
          and not exists (
              select from nominals_caseload c where c.nominal_id = e.nominal_id
                and c.during @> audit_today()
                and c.user_id in (select nominals_acts_for(who)))), true);
    perform set_config('app.listed', (
        select coalesce(array_agg(l.nominal_id), '{}')::text from nominals_listed l
        where l.user_id = who and l.side = 'let_in' and l.ended_at is null), true);
    perform set_config('app.shut_out', (
        select coalesce(array_agg(l.nominal_id), '{}')::text from nominals_listed l
        where l.user_id = who and l.side = 'shut_out' and l.ended_at is null), true);
end $$;
revoke execute on function nominals_enter(bigint, int[]), nominals_acts_for(bigint),
    nominals_ways(bigint, smallint),
    nominals_ways_of(text, text, boolean) from public;

-- Whether the caller has broken the glass of this record, and it has not closed again.
create function nominals_in_emergency(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from nominals_emergency e
        where e.nominal_id = of_nominal and e.ends_at > now()
          and e.user_id = (nullif(current_setting('app.user', true), ''))::bigint)
$$;

-- Who signs in as the caller, as far as the scope says.
create function nominals_caller() returns bigint language sql stable
return (nullif(current_setting('app.user', true), ''))::bigint;

-- Every row of access knows whether the record is restricted, and in which ways it is seen, whoever
-- writes it: an import, a transfer, a share.
create function nominals_mark_restricted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    new.restricted := exists (
        select from nominals_restriction r
        where r.nominal_id = new.nominal_id and r.lifted_at is null);
    new.shown_to := nominals_ways(new.nominal_id, new.area_id);
    return new;
end $$;
create trigger restricted before insert or update on nominals_access
    for each row execute function nominals_mark_restricted();

-- ... and learns it when what the ways go by is written; each night, what a day has changed.
create function nominals_ways_changed(ids bigint[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    update nominals_access a set shown_to = '{}'  -- the trigger works it out
    where a.nominal_id = any (ids)
      and a.shown_to is distinct from nominals_ways(a.nominal_id, a.area_id)
$$;
create function nominals_ways_of_today() returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    update nominals_access a set shown_to = '{}'
    where a.during @> audit_today()
      and a.shown_to is distinct from nominals_ways(a.nominal_id, a.area_id)
$$;
create function nominals_follow_ways() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        perform nominals_ways_changed(array(select nominal_id from written));
    elsif tg_op = 'DELETE' then
        perform nominals_ways_changed(array(select nominal_id from gone));
    else
        perform nominals_ways_changed(
            array(select nominal_id from written union select nominal_id from gone));
    end if;
    return null;
end $$;
create procedure nominals_seen_by_way_of(of_table regclass) language plpgsql as $body$
begin
    execute format('create trigger ways_added after insert on %s referencing new table as written'
        ' for each statement execute function nominals_follow_ways()', of_table);
    execute format('create trigger ways_changed after update on %s referencing new table as written'
        ' old table as gone for each statement execute function nominals_follow_ways()', of_table);
    execute format('create trigger ways_gone after delete on %s referencing old table as gone'
        ' for each statement execute function nominals_follow_ways()', of_table);
end $body$;
revoke execute on function nominals_ways_changed(bigint[]), nominals_ways_of_today(),
    nominals_follow_ways() from public;
revoke execute on procedure nominals_seen_by_way_of(regclass) from public;
grant execute on function nominals_ways_of_today() to worker;
call nominals_seen_by_way_of('nominals_record');
call nominals_seen_by_way_of('nominals_opening');
call nominals_seen_by_way_of('nominals_caseload');

create function nominals_follow_restriction() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update nominals_access set restricted = restricted where nominal_id = new.nominal_id;
    return null;
end $$;
create trigger followed after insert or update on nominals_restriction
    for each row execute function nominals_follow_restriction();

-- Linkage that gives a record to another person takes restriction and lists along: whoever could
-- not see it before it moved cannot afterwards.
create function nominals_restriction_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into nominals_restriction (nominal_id, area_id, why, ring, imposed_by)
    select new.nominal_id, r.area_id, r.why, r.ring, r.imposed_by
    from nominals_restriction r
    where r.nominal_id = old.nominal_id and r.lifted_at is null
    on conflict do nothing;
    insert into nominals_listed (nominal_id, user_id, area_id, side, declared, compartment, why,
        listed_by)
    select new.nominal_id, l.user_id, l.area_id, l.side, l.declared, l.compartment, l.why,
        l.listed_by
    from nominals_listed l
    where l.nominal_id = old.nominal_id and l.ended_at is null
    on conflict do nothing;
    return null;
end $$;
create trigger restriction_moves after update of nominal_id on nominals_record
    for each row when (old.nominal_id is distinct from new.nominal_id)
    execute function nominals_restriction_moves();
"""

CASELOAD = """
-- Whether the caller may decide who works with this person: as the one who may assign cases in the
-- area that is responsible. Not where they see the record in an emergency only: what was opened for a
-- day gives no more than that day.
create function nominals_assigns(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select nominals_in_sight(of_nominal) and not nominals_barred(of_nominal)
        and exists (
            select from nominals_access a
            where a.nominal_id = of_nominal and a.basis = 'responsible'
              and a.during @> audit_today()
              and a.area_id::int
                  = any (agencies_areas_as(agencies_roles_who_may('CASELOAD_ASSIGN'))))
        and not nominals_in_emergency(of_nominal)
$$;

-- In which area somebody can hold a case today, one of the caller's first; null in none.
create function nominals_holds_in(who bigint) returns smallint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select p.area_id from agencies_posting p join agencies_user u on u.id = p.user_id
    where u.id = who and p.during @> audit_today() and agencies_gaps(p, audit_today()) = '{}'
      and p.role = any (agencies_roles_who_may('CASELOAD_HOLD'))
    order by (p.area_id::int = any (agencies_scope())) desc, p.area_id
    limit 1
$$;

-- Whether somebody can hold a case in this area today.
create function nominals_can_hold(who bigint, area smallint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from agencies_posting p
        where p.user_id = who and p.area_id = area and p.during @> audit_today()
          and agencies_gaps(p, audit_today()) = '{}'
          and p.role = any (agencies_roles_who_may('CASELOAD_HOLD')))
$$;

-- Ends what runs from today on; what began today is taken out (its history stays).
create function nominals_end_caseload(of_row bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    delete from nominals_caseload where id = of_row and lower(during) >= audit_today();
    update nominals_caseload set during = daterange(lower(during), audit_today())
    where id = of_row and during @> audit_today();
end $$;

-- Whether the caller manages this person today for an agency, or covers for who does.
create function nominals_manages(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from nominals_caseload c
        where c.nominal_id = of_nominal and c.as_what = 'manager' and c.during @> audit_today()
          and c.user_id in (select nominals_acts_for(nominals_caller())))
$$;

-- Names somebody to a person: `instead_of` is the manager's row that the caller saw (0: none), so
-- that of two who name one at a time the second is told. The former manager's case is handed over.
create function nominals_name_to(of_nominal bigint, to_user bigint, capacity text, until date,
    reason text, by_whom text, instead_of bigint, risk text, due_next text, whom_to_ring text,
    standing text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    of_agency text := (select u.agency from agencies_user u where u.id = to_user);
    in_area smallint := nominals_holds_in(to_user);
    mine text := (select u.agency from agencies_user u where u.id = nominals_caller());
    former nominals_caseload;
    named bigint;
begin
    if not nominals_in_sight(of_nominal) or not (nominals_assigns(of_nominal) or nominals_manages(of_nominal)) then
        raise exception 'a case is given by its manager or by who may assign cases'
            using errcode = 'insufficient_privilege';
    end if;
    if capacity <> 'partner' and (in_area is null or not (in_area::int = any (agencies_scope()))
            or not (of_agency = mine or agencies_areas_as('{coordinator,deputy_coordinator}') <> '{}'))
    then
        raise exception 'a case is held by somebody of the agency and area of who gives it'
            using errcode = 'insufficient_privilege';
    end if;
    if in_area is null then
        raise exception 'this person holds no cases' using errcode = 'insufficient_privilege';
    end if;
    -- Of who declared under a victim role no more is told than of anybody who cannot hold the case.
    if exists (select from nominals_listed l where l.nominal_id = of_nominal
               and l.user_id = to_user and l.compartment <> '' and l.ended_at is null) then
        raise exception 'this person holds no cases' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from nominals_listed l where l.nominal_id = of_nominal
               and l.user_id = to_user and l.side = 'shut_out' and l.ended_at is null) then
        raise exception 'this person is shut out of the record' using errcode = 'check_violation';
    end if;
    if until < audit_today() or (until is null and (capacity = 'partner' or not exists (
            select from agencies_posting p where p.user_id = to_user and p.role <> 'inspector'
              and p.during @> audit_today()))) then
        raise exception 'partners and inspectors see a record until a last day, today or later'
            using errcode = 'check_violation';
    end if;
    if capacity = 'manager' then
        select * into former from nominals_caseload c
        where c.nominal_id = of_nominal and c.agency = of_agency and c.as_what = 'manager'
          and c.during @> audit_today()
        for update;
        if coalesce(former.id, 0) <> coalesce(instead_of, 0) then
            raise exception 'somebody else named a manager meanwhile'
                using errcode = 'exclusion_violation';
        end if;
        perform nominals_end_caseload(former.id);
    end if;
    perform nominals_end_caseload(c.id) from nominals_caseload c
    where c.nominal_id = of_nominal and c.user_id = to_user and c.during @> audit_today();
    insert into nominals_caseload (nominal_id, user_id, as_what, area_id, agency, during, why,
        named_by, passed_from_id, risk, due_next, whom_to_ring, standing)
    values (of_nominal, to_user, capacity, in_area, of_agency,
        daterange(audit_today(), until, '[]'), reason, by_whom, former.user_id, risk, due_next,
        whom_to_ring, standing)
    returning id into named;
    return named;
end $$;

-- Ends what a deputy, supervisor or partner was named to; a manager is only ever followed.
create function nominals_end_naming(of_row bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    ending nominals_caseload;
begin
    select * into ending from nominals_caseload c
    where c.id = of_row and c.during @> audit_today() and c.as_what <> 'manager';
    if ending.id is null or not nominals_in_sight(ending.nominal_id)
        or not (nominals_manages(ending.nominal_id)
                or nominals_assigns(ending.nominal_id)) then
        raise exception 'only who gives cases ends what somebody else was named to'
            using errcode = 'insufficient_privilege';
    end if;
    perform nominals_end_caseload(of_row);
    return ending.nominal_id;
end $$;

-- Partners no longer see a record that was put away.
create function nominals_end_partners(of_nominal bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not nominals_in_sight(of_nominal) or nominals_barred(of_nominal) or not exists (
        select from nominals_archive a where a.nominal_id = of_nominal and a.reopened_at is null)
    then
        raise exception 'only a record that was put away closes to its partners'
            using errcode = 'insufficient_privilege';
    end if;
    perform nominals_end_caseload(c.id) from nominals_caseload c
    where c.nominal_id = of_nominal and c.as_what = 'partner' and c.during @> audit_today();
end $$;

create function nominals_acknowledge(of_row bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    whose bigint;
begin
    update nominals_caseload set acknowledged_at = now()
    where id = of_row and user_id = nominals_caller() and passed_from_id is not null
      and acknowledged_at is null and during @> audit_today()
    returning nominal_id into whose;
    if whose is null then
        raise exception 'only who was given a case acknowledges it, once'
            using errcode = 'insufficient_privilege';
    end if;
    return whose;
end $$;

-- Who takes a case when nobody was named: a supervisor of the agency in the area, then its central
-- point, then anybody of the agency who holds cases there, those with the fewest first; never who is
-- shut out of the record.
create function nominals_taker(of_nominal bigint, of_area smallint, of_agency text, not_whom bigint)
returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select u.id from agencies_user u join agencies_posting p on p.user_id = u.id
    where u.id <> not_whom and u.agency = of_agency and p.area_id = of_area
      and p.during @> audit_today() and agencies_gaps(p, audit_today()) = '{}'
      and p.role = any (agencies_roles_who_may('CASELOAD_HOLD')) and p.role <> 'inspector'
      and not exists (select from nominals_listed l where l.nominal_id = of_nominal
                      and l.user_id = u.id and l.side = 'shut_out' and l.ended_at is null)
    order by array_position(
            '{police_supervisor,probation_supervisor,central_point}', p.role) nulls last,
        (select count(*) from nominals_caseload c
         where c.user_id = u.id and c.as_what = 'manager' and c.during @> audit_today()),
        u.id
    limit 1
$$;

-- Gives a case to another manager of the agency, in their area.
create function nominals_pass_to(held nominals_caseload, taker bigint, in_area smallint,
    reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform nominals_end_caseload(held.id);
    perform nominals_end_caseload(c.id) from nominals_caseload c
    where c.nominal_id = held.nominal_id and c.user_id = taker and c.during @> audit_today();
    insert into nominals_caseload (nominal_id, user_id, as_what, area_id, agency, during, why,
        named_by, passed_from_id)
    values (held.nominal_id, taker, 'manager', in_area, held.agency,
        daterange(audit_today(), null), reason, 'OpenMAPPA', held.user_id);
    insert into audit_event (operation, verb, nominal_id, reference, area, sentence)
    select audit_current_operation(), 'passed on', held.nominal_id,
        nominals_reference(held.nominal_id), a.name,
        format('The case passed from %s to %s: %s', f.name, t.name, reason)
    from agencies_user f, agencies_user t, agencies_area a
    where f.id = held.user_id and t.id = taker and a.id = in_area;
end $$;

-- Passes on in this instant all that somebody holds in an area (null: in all), or one record of it;
-- what nobody is there to take keeps its manager, and is listed as a case without one who serves.
create function nominals_pass_on(of_user bigint, of_area smallint, of_nominal bigint, reason text)
returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    held nominals_caseload;
    taker bigint;
    passed int := 0;
begin
    for held in
        select * from nominals_caseload c
        where c.user_id = of_user and c.during @> audit_today()
          and (of_area is null or c.area_id = of_area)
          and (of_nominal is null or c.nominal_id = of_nominal)
        order by c.id for update
    loop
        if held.as_what <> 'manager' then
            perform nominals_end_caseload(held.id);
            continue;
        end if;
        taker := nominals_taker(held.nominal_id, held.area_id, held.agency, of_user);
        continue when taker is null;
        perform nominals_pass_to(held, taker, held.area_id, reason);
        passed := passed + 1;
    end loop;
    return passed;
end $$;

-- Nobody leaves, is suspended or loses vetting or posting with cases in hand: what changes a user
-- or a posting moves them in the same transaction, whoever writes it.
create function nominals_user_stops() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not new.active then
        perform nominals_pass_on(new.id, null, null, case when new.left_on is null
            then 'may not sign in for now' else 'no longer works here' end);
    end if;
    return null;
end $$;
create trigger cases_passed_on after update of active on agencies_user
    for each row execute function nominals_user_stops();

-- Vetting or training that was withdrawn or cut short.
create function nominals_clearance_stops() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform nominals_pass_on(new.user_id, held.area_id, null, 'vetting or training has ended')
    from (select distinct c.area_id from nominals_caseload c
          where c.user_id = new.user_id and c.during @> audit_today()) held
    where not nominals_can_hold(new.user_id, held.area_id);
    return null;
end $$;
create trigger cases_passed_on after update on agencies_vetting
    for each row execute function nominals_clearance_stops();
create trigger cases_passed_on after update on agencies_training
    for each row execute function nominals_clearance_stops();

create function nominals_posting_stops() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not nominals_can_hold(old.user_id, old.area_id) then
        perform nominals_pass_on(old.user_id, old.area_id, null, 'is no longer posted here');
    end if;
    return null;
end $$;
create trigger cases_passed_on after update or delete on agencies_posting
    for each row execute function nominals_posting_stops();

-- The case of a manager whose area no longer sees the person goes to who takes it in the area that
-- is responsible (of one person, or of all).
create function nominals_pass_on_moved(of_nominal bigint) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    held nominals_caseload;
    here smallint;
    taker bigint;
    passed int := 0;
begin
    for held in
        select * from nominals_caseload c
        where c.as_what = 'manager' and c.during @> audit_today()
          and (of_nominal is null or c.nominal_id = of_nominal)
          and not exists (select from nominals_access a where a.nominal_id = c.nominal_id
                          and a.area_id = c.area_id and a.during @> audit_today())
        order by c.id for update
    loop
        select a.area_id into here from nominals_access a
        where a.nominal_id = held.nominal_id and a.basis = 'responsible'
          and a.during @> audit_today();
        taker := nominals_taker(held.nominal_id, here, held.agency, held.user_id);
        continue when taker is null;
        perform nominals_pass_to(held, taker, here, 'responsibility has moved to this area');
        passed := passed + 1;
    end loop;
    return passed;
end $$;

-- The same for vetting and postings that end by themselves, and for people who moved that day: the
-- worker does it every night and whenever it starts.
create function nominals_pass_on_lapsed() returns int
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    select nominals_pass_on_moved(null) + coalesce(sum(nominals_pass_on(held.user_id, held.area_id,
        null, 'vetting or posting has ended')), 0)::int
    from (select distinct c.user_id, c.area_id from nominals_caseload c
          where c.during @> audit_today() and not nominals_can_hold(c.user_id, c.area_id)) held
$$;

-- Cover is arranged for oneself, or by who assigns cases, with somebody of the same agency who holds
-- cases in an area of the caller's.
create function nominals_arrange_cover(of_user bigint, by_user bigint, first date, last date,
    reason text, by_whom text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    arranged bigint;
begin
    if not (of_user = nominals_caller()
            or agencies_areas_as(agencies_roles_who_may('CASELOAD_ASSIGN')) <> '{}')
        or not (nominals_holds_in(of_user)::int = any (agencies_scope()))
        or not coalesce(nominals_holds_in(by_user)::int = any (agencies_scope()), false)
        or (select count(distinct u.agency) from agencies_user u
            where u.id in (of_user, by_user, nominals_caller())) <> 1 then
        raise exception 'cover is arranged between people of one agency and area'
            using errcode = 'insufficient_privilege';
    end if;
    if first < audit_today() or last < first then
        raise exception 'cover begins today or later, and ends then or later'
            using errcode = 'check_violation';
    end if;
    insert into nominals_cover (user_id, covered_by_id, during, why, arranged_by)
    values (of_user, by_user, daterange(first, last, '[]'), reason, by_whom)
    returning id into arranged;
    return arranged;
end $$;

create function nominals_end_cover(of_row bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    ending nominals_cover;
begin
    select * into ending from nominals_cover v
    where v.id = of_row and upper(v.during) > audit_today();
    if ending.id is null or not (ending.user_id = nominals_caller()
            or ending.covered_by_id = nominals_caller()) then
        raise exception 'cover is ended by who is covered or who covers'
            using errcode = 'insufficient_privilege';
    end if;
    delete from nominals_cover where id = of_row and lower(during) >= audit_today();
    update nominals_cover set during = daterange(lower(during), audit_today())
    where id = of_row and lower(during) < audit_today();
end $$;
"""

RESTRICTION = """
-- Whether the caller may keep this record's lists.
create function nominals_restricts(of_nominal bigint) returns smallint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select a.area_id from nominals_access a
    where a.nominal_id = of_nominal and a.basis = 'responsible' and a.during @> audit_today()
      and nominals_in_sight(of_nominal) and not nominals_barred(of_nominal)
      and not nominals_in_emergency(of_nominal)
      and a.area_id::int = any (agencies_areas_as(agencies_roles_who_may('RECORD_RESTRICT')))
    order by a.area_id limit 1
$$;

create function nominals_restrict(of_nominal bigint, reason text, to_ring text, by_whom text,
    members bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    in_area smallint := nominals_restricts(of_nominal);
begin
    if in_area is null then
        raise exception 'this record is not restricted by the caller'
            using errcode = 'insufficient_privilege';
    end if;
    insert into nominals_restriction (nominal_id, area_id, why, ring, imposed_by)
    values (of_nominal, in_area, reason, to_ring, by_whom);
    insert into nominals_listed (nominal_id, user_id, area_id, side, why, listed_by)
    select of_nominal, u.id, in_area, 'let_in', reason, by_whom
    from agencies_user u where u.id = any (members || nominals_caller())
    on conflict do nothing;
    perform nominals_enter(nominals_caller(), agencies_scope());
end $$;

create function nominals_list(of_nominal bigint, whom bigint, on_side text, reason text,
    by_whom text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    in_area smallint := nominals_restricts(of_nominal);
begin
    if in_area is null then
        raise exception 'the lists of this record are not kept by the caller'
            using errcode = 'insufficient_privilege';
    end if;
    if exists (select from nominals_listed l where l.nominal_id = of_nominal and l.user_id = whom
               and l.compartment = '' and l.ended_at is null) then
        raise exception 'this person is on a list of the record already: take them off it first'
            using errcode = 'unique_violation';
    end if;
    insert into nominals_listed (nominal_id, user_id, area_id, side, why, listed_by)
    values (of_nominal, whom, in_area, on_side, reason, by_whom);
    if on_side = 'shut_out' then
        perform nominals_pass_on(whom, null, of_nominal, 'is shut out of the record');
    end if;
end $$;

-- Never by oneself, and never the last of those let in who could let in somebody else. What was
-- declared under a victim role is lifted under one.
create function nominals_unlist(of_row bigint, reason text, by_whom text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    ending nominals_listed;
begin
    select * into ending from nominals_listed l where l.id = of_row and l.ended_at is null
    for update;
    if ending.id is null or ending.user_id = nominals_caller()
        or ending.compartment = '' and nominals_restricts(ending.nominal_id) is null
        or ending.compartment <> '' and not (nominals_in_sight(ending.nominal_id)
            and ending.area_id::int
                = any (agencies_areas_as(agencies_roles_who_may('VICTIM_VIEW')))) then
        raise exception 'this line is not ended by the caller'
            using errcode = 'insufficient_privilege';
    end if;
    update nominals_listed set ended_at = now(), ended_by = by_whom, ended_because = reason
    where id = of_row;
    return ending.nominal_id;
end $$;

-- Somebody else has signed that the restriction is lifted: who signed lifts it.
create function nominals_lift_restriction(signed bigint, by_whom text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    s nominals_sign_off;
begin
    select * into s from nominals_sign_off where id = signed;
    update nominals_restriction r
    set lifted_at = now(), lifted_by = by_whom, lifted_because = s.why
    where r.id = s.subject_id and r.nominal_id = s.nominal_id and r.lifted_at is null
      and s.kind = 'lift_restriction' and s.state = 'given'
      and s.decided_by_id = nominals_caller() and nominals_in_sight(s.nominal_id)
      and not nominals_barred(s.nominal_id) and not nominals_in_emergency(s.nominal_id);
    if not found then
        raise exception 'a restriction is lifted on the signature of somebody else'
            using errcode = 'insufficient_privilege';
    end if;
    return s.nominal_id;
end $$;

-- "I know this person": sight of the record ends at once, within this transaction; what one managed
-- passes on, and the manager is told. Not of who declares under a victim role: that such a role is
-- kept from the record tells that there is a victim, so nobody outside learns of it.
create function nominals_declare(of_nominal bigint, how text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    in_area smallint;
    me text := (select u.name from agencies_user u where u.id = nominals_caller());
    within text := (select case o.compartment when 'victims' then o.compartment else '' end
                    from audit_operation o where o.id = audit_current_operation());
begin
    if not nominals_in_sight(of_nominal) then
        raise exception 'there is no such record in sight' using errcode = 'insufficient_privilege';
    end if;
    select a.area_id into in_area from nominals_access a
    where a.nominal_id = of_nominal and a.during @> audit_today()
    order by (a.area_id::int = any (agencies_scope())) desc, a.area_id limit 1;
    update nominals_listed
    set ended_at = now(), ended_by = me, ended_because = 'Declared that they know the person'
    where nominal_id = of_nominal and user_id = nominals_caller() and ended_at is null
      and within = '';
    insert into nominals_listed (nominal_id, user_id, area_id, side, declared, compartment, why,
        listed_by)
    values (of_nominal, nominals_caller(), in_area, 'shut_out', true, within, how, me);
    perform nominals_pass_on(nominals_caller(), null, of_nominal,
        case within when '' then 'knows the person' else 'no longer works with the person' end);
    update nominals_emergency set ends_at = greatest(now(), began_at + interval '1 second')
    where nominal_id = of_nominal and user_id = nominals_caller() and ends_at > now();
    if within = '' then
        insert into nominals_message (nominal_id, from_user_id, from_name, about, text, standing)
        values (of_nominal, nominals_caller(), me, nominals_reference(of_nominal),
            format('%s has declared that they know this person, and no longer sees the record: %s',
                me, how), 'fact');
    end if;
    perform nominals_enter(nominals_caller(), agencies_scope());
end $$;

-- Breaks the glass for the caller alone, for as many hours as the setting of the record's area says;
-- of whom they may not see in full, in their area or in another.
create function nominals_break_glass(of_nominal bigint, why text, to_review_by date)
returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    from_areas int[] := agencies_areas_as(agencies_roles_who_may('GLASS_BREAK'));
    holding smallint := (
        select a.area_id from nominals_access a
        where a.nominal_id = of_nominal and a.during @> audit_today()
        order by a.basis, a.area_id limit 1);
    until timestamptz := now() + agencies_setting_on('glass.hours', holding, audit_today())::int
        * interval '1 hour';
begin
    if from_areas = '{}' or not exists (select from nominals_nominal n where n.id = of_nominal)
        or of_nominal = any (
            coalesce((nullif(current_setting('app.shut_out', true), ''))::bigint[], '{}')) then
        raise exception 'this record is not opened in an emergency by the caller'
            using errcode = 'insufficient_privilege';
    end if;
    if length(btrim(why)) < 20 then
        raise exception 'an emergency has a reason of substance' using errcode = 'check_violation';
    end if;
    insert into nominals_emergency (nominal_id, reference, area_id, user_id, user_name, by_area_id,
        reason, began_at, ends_at, review_by)
    select of_nominal, nominals_reference(of_nominal), holding, u.id, u.name, from_areas[1],
        btrim(why), now(), until, to_review_by
    from agencies_user u where u.id = nominals_caller();
    perform nominals_enter(nominals_caller(), agencies_scope());
    return until;
end $$;

create function nominals_review_emergency(of_row bigint, was_justified boolean, what_was_found text)
returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update nominals_emergency e
    set reviewed_at = now(), reviewed_by = u.name, reviewed_by_id = u.id,
        justified = was_justified, finding = what_was_found
    from agencies_user u
    where e.id = of_row and u.id = nominals_caller() and e.reviewed_at is null
      and e.user_id <> u.id
      and (e.area_id::int = any (agencies_areas_as(agencies_roles_who_may('AUDIT_REVIEW')))
           or e.by_area_id::int = any (agencies_areas_as(agencies_roles_who_may('AUDIT_REVIEW'))));
    if not found then
        raise exception 'an emergency is reviewed once, by a security officer who is not its own'
            using errcode = 'insufficient_privilege';
    end if;
end $$;

-- To the manager of a record, from whoever may write messages, even if they know no more of it than
-- which area holds it: `about` is what they are shown of it.
create function nominals_send_message(of_nominal bigint, words text, standing text, shown_as text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    sent bigint;
begin
    if agencies_areas_as(agencies_roles_who_may('MESSAGE_SEND')) = '{}'
        or not exists (select from nominals_nominal n where n.id = of_nominal)
        or of_nominal = any (
            coalesce((nullif(current_setting('app.shut_out', true), ''))::bigint[], '{}')) then
        raise exception 'there is nobody to write to' using errcode = 'insufficient_privilege';
    end if;
    insert into nominals_message (nominal_id, from_user_id, from_name, about, text, standing)
    select of_nominal, u.id, u.name, shown_as, words, standing
    from agencies_user u where u.id = nominals_caller()
    returning id into sent;
    return sent;
end $$;

"""

CONCERNED = """
-- Whether the caller has to do with a person today: named to them, or covering for who is; one who
-- says who works with them, in an area that may see the record; or, while nobody of the agency
-- manages them in an area, a practitioner of it there, who sees the record by the role.
create function nominals_concerned(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select nominals_in_sight(of_nominal) and not nominals_barred(of_nominal) and (exists (
        select from nominals_caseload c
        where c.nominal_id = of_nominal and c.during @> audit_today()
          and c.user_id in (select nominals_acts_for(nominals_caller())))
    or exists (
        select from nominals_access a
        where a.nominal_id = of_nominal and a.during @> audit_today()
          and (a.area_id = any (agencies_areas_as(agencies_roles_who_may('CASELOAD_ASSIGN')))
               or (a.area_id = any (agencies_areas_as('{police,probation,prison}'))
                   and not exists (
                       select from nominals_caseload c
                       where c.nominal_id = of_nominal and c.area_id = a.area_id
                         and c.as_what = 'manager' and c.during @> audit_today()
                         and c.agency = (select u.agency from agencies_user u
                                         where u.id = nominals_caller()))))))
$$;

-- Whether messages about a person are the caller's to answer: as manager or deputy, or covering for
-- one; while nobody manages them, as who assigns cases in an area that may see the record.
create function nominals_answers(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select nominals_in_sight(of_nominal) and not nominals_barred(of_nominal) and (exists (
        select from nominals_caseload c
        where c.nominal_id = of_nominal and c.during @> audit_today()
          and c.as_what in ('manager', 'deputy')
          and c.user_id in (select nominals_acts_for(nominals_caller())))
    or (not exists (
            select from nominals_caseload c
            where c.nominal_id = of_nominal and c.as_what = 'manager'
              and c.during @> audit_today())
        and exists (
            select from nominals_access a
            where a.nominal_id = of_nominal and a.during @> audit_today()
              and a.area_id
                  = any (agencies_areas_as(agencies_roles_who_may('CASELOAD_ASSIGN'))))))
$$;

create policy to_whom on nominals_message as restrictive for select to web using (
    from_user_id = (select nullif(current_setting('app.user', true), ''))::bigint
    or nominals_answers(nominal_id));
create policy answered on nominals_message as restrictive for update to web using (
    from_user_id <> (select nullif(current_setting('app.user', true), ''))::bigint
    and nominals_answers(nominal_id));
-- What was declared under a victim role: to such roles, and to the two officers who may know.
create policy concerned on nominals_listed as restrictive for select to web using (
    user_id = (select nullif(current_setting('app.user', true), ''))::bigint
    or compartment = '' and nominals_concerned(nominal_id)
    or compartment <> '' and area_id = any ((select agencies_areas_as(
        agencies_roles_who_may('VICTIM_VIEW') || agencies_roles_who_may('AUDIT_REVIEW')
        || agencies_roles_who_may('ACCESS_ANSWER')))::int[]));
-- A restriction that runs, whoever it lets see the record; not victim liaison, who sees it all the
-- same, and of the restriction only that there is one (`nominals_access.restricted`).
create policy concerned on nominals_restriction as restrictive for select to web using (
    (lifted_at is null or nominals_concerned(nominal_id)) and not nominals_barred(nominal_id));
create policy concerned on nominals_emergency as restrictive for select to web using (
    user_id = (select nullif(current_setting('app.user', true), ''))::bigint
    or area_id = any ((select agencies_areas_as(agencies_roles_who_may('AUDIT_REVIEW')))::int[])
    or by_area_id = any ((select agencies_areas_as(agencies_roles_who_may('AUDIT_REVIEW')))::int[])
    or nominals_concerned(nominal_id));

-- What any of these was before is seen only with what it is now.
create policy with_its_row on nominals_message_history as restrictive for select to web using (
    (select true from nominals_message m where m.id = pgh_obj_id limit 1));
create policy with_its_row on nominals_listed_history as restrictive for select to web using (
    (select true from nominals_listed l where l.id = pgh_obj_id limit 1));
create policy with_its_row on nominals_restriction_history as restrictive for select to web using (
    (select true from nominals_restriction r where r.id = pgh_obj_id limit 1));
create policy with_its_row on nominals_emergency_history as restrictive for select to web using (
    (select true from nominals_emergency e where e.id = pgh_obj_id limit 1));
"""

# What each login may call; all else has the owner's power and nobody may.
CALLED_BY_WEB = (
    "nominals_holds_in(bigint)",
    "nominals_name_to(bigint, bigint, text, date, text, text, bigint, text, text, text, text)",
    "nominals_end_naming(bigint)",
    "nominals_end_partners(bigint)",
    "nominals_acknowledge(bigint)",
    "nominals_arrange_cover(bigint, bigint, date, date, text, text)",
    "nominals_end_cover(bigint)",
    "nominals_restrict(bigint, text, text, text, bigint[])",
    "nominals_list(bigint, bigint, text, text, text)",
    "nominals_unlist(bigint, text, text)",
    "nominals_lift_restriction(bigint, text)",
    "nominals_declare(bigint, text)",
    "nominals_break_glass(bigint, text, date)",
    "nominals_review_emergency(bigint, boolean, text)",
    "nominals_send_message(bigint, text, text, text)",
    "nominals_concerned(bigint)",
    "nominals_answers(bigint)",
)
CALLED_BY_NONE = (
    "nominals_mark_restricted()",
    "nominals_follow_restriction()",
    "nominals_restriction_moves()",
    "nominals_end_caseload(bigint)",
    "nominals_manages(bigint)",
    "nominals_taker(bigint, smallint, text, bigint)",
    "nominals_pass_on(bigint, smallint, bigint, text)",
    "nominals_pass_on_moved(bigint)",
    "nominals_pass_to(nominals_caseload, bigint, smallint, text)",
    "nominals_user_stops()",
    "nominals_clearance_stops()",
    "nominals_can_hold(bigint, smallint)",
    "nominals_posting_stops()",
    "nominals_restricts(bigint)",
    "nominals_assigns(bigint)",
    "nominals_in_emergency(bigint)",
)
GRANTS = f"""
revoke execute on function {", ".join((*CALLED_BY_WEB, *CALLED_BY_NONE))},
    nominals_pass_on_lapsed() from public;
grant execute on function {", ".join(CALLED_BY_WEB)} to web;
grant execute on function nominals_pass_on_lapsed() to worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("nominals", "0006_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Archive",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("reason", models.TextField()),
                    ("note", models.TextField(db_default="", default="")),
                    (
                        "archived_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("archived_by", models.TextField()),
                    ("reopened_at", models.DateTimeField(null=True)),
                    ("reopened_by", models.TextField(db_default="", default="")),
                    ("reopened_because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_archive",
                },
            ),
            migrations.CreateModel(
                name="ArchiveHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("reason", models.TextField()),
                    ("note", models.TextField(db_default="", default="")),
                    (
                        "archived_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("archived_by", models.TextField()),
                    ("reopened_at", models.DateTimeField(null=True)),
                    ("reopened_by", models.TextField(db_default="", default="")),
                    ("reopened_because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_archive_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Caseload",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("as_what", models.TextField()),
                    ("agency", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("why", models.TextField()),
                    (
                        "named_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("named_by", models.TextField()),
                    ("risk", models.TextField(db_default="", default="")),
                    ("due_next", models.TextField(db_default="", default="")),
                    ("whom_to_ring", models.TextField(db_default="", default="")),
                    ("acknowledged_at", models.DateTimeField(null=True)),
                    ("standing", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_caseload",
                },
            ),
            migrations.CreateModel(
                name="CaseloadHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("as_what", models.TextField()),
                    ("agency", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("why", models.TextField()),
                    (
                        "named_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("named_by", models.TextField()),
                    ("risk", models.TextField(db_default="", default="")),
                    ("due_next", models.TextField(db_default="", default="")),
                    ("whom_to_ring", models.TextField(db_default="", default="")),
                    ("acknowledged_at", models.DateTimeField(null=True)),
                    ("standing", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_caseload_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Cover",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("why", models.TextField()),
                    (
                        "arranged_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("arranged_by", models.TextField()),
                ],
                options={
                    "db_table": "nominals_cover",
                },
            ),
            migrations.CreateModel(
                name="CoverHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("why", models.TextField()),
                    (
                        "arranged_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("arranged_by", models.TextField()),
                ],
                options={
                    "db_table": "nominals_cover_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Emergency",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("reference", models.TextField()),
                    ("user_name", models.TextField()),
                    ("reason", models.TextField()),
                    (
                        "began_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("ends_at", models.DateTimeField()),
                    ("review_by", models.DateField()),
                    ("reviewed_at", models.DateTimeField(null=True)),
                    ("reviewed_by", models.TextField(db_default="", default="")),
                    ("reviewed_by_id", models.BigIntegerField(null=True)),
                    ("justified", models.BooleanField(null=True)),
                    ("finding", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_emergency",
                },
            ),
            migrations.CreateModel(
                name="EmergencyHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("reference", models.TextField()),
                    ("user_name", models.TextField()),
                    ("reason", models.TextField()),
                    (
                        "began_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("ends_at", models.DateTimeField()),
                    ("review_by", models.DateField()),
                    ("reviewed_at", models.DateTimeField(null=True)),
                    ("reviewed_by", models.TextField(db_default="", default="")),
                    ("reviewed_by_id", models.BigIntegerField(null=True)),
                    ("justified", models.BooleanField(null=True)),
                    ("finding", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_emergency_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Listed",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("side", models.TextField()),
                    ("declared", models.BooleanField(db_default=False)),
                    ("compartment", models.TextField(db_default="")),
                    ("why", models.TextField()),
                    (
                        "listed_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("listed_by", models.TextField()),
                    ("ended_at", models.DateTimeField(null=True)),
                    ("ended_by", models.TextField(db_default="", default="")),
                    ("ended_because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_listed",
                },
            ),
            migrations.CreateModel(
                name="ListedHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("side", models.TextField()),
                    ("declared", models.BooleanField(db_default=False)),
                    ("compartment", models.TextField(db_default="")),
                    ("why", models.TextField()),
                    (
                        "listed_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("listed_by", models.TextField()),
                    ("ended_at", models.DateTimeField(null=True)),
                    ("ended_by", models.TextField(db_default="", default="")),
                    ("ended_because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_listed_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("from_name", models.TextField()),
                    ("about", models.TextField()),
                    ("text", models.TextField()),
                    (
                        "sent_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("read_at", models.DateTimeField(null=True)),
                    ("read_by", models.TextField(db_default="", default="")),
                    ("answer", models.TextField(db_default="", default="")),
                    ("answered_at", models.DateTimeField(null=True)),
                    ("answered_by", models.TextField(db_default="", default="")),
                    ("answer_standing", models.TextField(db_default="", default="")),
                    ("standing", models.TextField(default="fact")),
                ],
                options={
                    "db_table": "nominals_message",
                },
            ),
            migrations.CreateModel(
                name="MessageHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("from_name", models.TextField()),
                    ("about", models.TextField()),
                    ("text", models.TextField()),
                    (
                        "sent_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("read_at", models.DateTimeField(null=True)),
                    ("read_by", models.TextField(db_default="", default="")),
                    ("answer", models.TextField(db_default="", default="")),
                    ("answered_at", models.DateTimeField(null=True)),
                    ("answered_by", models.TextField(db_default="", default="")),
                    ("answer_standing", models.TextField(db_default="", default="")),
                    ("standing", models.TextField(default="fact")),
                ],
                options={
                    "db_table": "nominals_message_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Restriction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("why", models.TextField()),
                    ("ring", models.TextField(db_default="", default="")),
                    (
                        "imposed_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("imposed_by", models.TextField()),
                    ("lifted_at", models.DateTimeField(null=True)),
                    ("lifted_by", models.TextField(db_default="", default="")),
                    ("lifted_because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_restriction",
                },
            ),
            migrations.CreateModel(
                name="RestrictionHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("why", models.TextField()),
                    ("ring", models.TextField(db_default="", default="")),
                    (
                        "imposed_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("imposed_by", models.TextField()),
                    ("lifted_at", models.DateTimeField(null=True)),
                    ("lifted_by", models.TextField(db_default="", default="")),
                    ("lifted_because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_restriction_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SignOff",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("kind", models.TextField()),
                    ("subject_id", models.BigIntegerField()),
                    ("why", models.TextField()),
                    ("state", models.TextField(db_default="asked", default="asked")),
                    (
                        "asked_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("asked_by", models.TextField()),
                    ("asked_by_id", models.BigIntegerField()),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("decided_by", models.TextField(db_default="", default="")),
                    ("decided_by_id", models.BigIntegerField(null=True)),
                    ("because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_sign_off",
                },
            ),
            migrations.CreateModel(
                name="SignOffHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("kind", models.TextField()),
                    ("subject_id", models.BigIntegerField()),
                    ("why", models.TextField()),
                    ("state", models.TextField(db_default="asked", default="asked")),
                    (
                        "asked_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("asked_by", models.TextField()),
                    ("asked_by_id", models.BigIntegerField()),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("decided_by", models.TextField(db_default="", default="")),
                    ("decided_by_id", models.BigIntegerField(null=True)),
                    ("because", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_sign_off_history",
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="archive",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="archive",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="archived",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="archivehistory",
                name="area",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="archivehistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="archivehistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.archive",
                ),
            ),
            migrations.AddField(
                model_name="caseload",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="caseload",
                name="nominal",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="caseload",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="caseload",
                name="passed_from",
                field=models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="caseload",
                name="user",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="caseloadhistory",
                name="area",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="caseloadhistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="caseloadhistory",
                name="passed_from",
                field=models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="caseloadhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.caseload",
                ),
            ),
            migrations.AddField(
                model_name="caseloadhistory",
                name="user",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="cover",
                name="covered_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="cover",
                name="user",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="coverhistory",
                name="covered_by",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="coverhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.cover",
                ),
            ),
            migrations.AddField(
                model_name="coverhistory",
                name="user",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="emergency",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="emergency",
                name="by_area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="emergency",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="emergencies",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="emergency",
                name="user",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="emergencyhistory",
                name="area",
                field=models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="emergencyhistory",
                name="by_area",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="emergencyhistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="emergencyhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.emergency",
                ),
            ),
            migrations.AddField(
                model_name="emergencyhistory",
                name="user",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="listed",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="listed",
                name="nominal",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="listed",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="listed",
                name="user",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="listedhistory",
                name="area",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="listedhistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="listedhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.listed",
                ),
            ),
            migrations.AddField(
                model_name="listedhistory",
                name="user",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="message",
                name="from_user",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="message",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="messages",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="messagehistory",
                name="from_user",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="messagehistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="messagehistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.message",
                ),
            ),
            migrations.AddField(
                model_name="restriction",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="restriction",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="restrictions",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="restrictionhistory",
                name="area",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="restrictionhistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="restrictionhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.restriction",
                ),
            ),
            migrations.AddField(
                model_name="signoff",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="signoff",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="archivehistory",
                name="sign_off",
                field=models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.signoff",
                ),
            ),
            migrations.AddField(
                model_name="archive",
                name="sign_off",
                field=models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.signoff",
                ),
            ),
            migrations.AddField(
                model_name="signoffhistory",
                name="area",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="signoffhistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="signoffhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.signoff",
                ),
            ),
            migrations.AddIndex(
                model_name="caseload",
                index=models.Index(fields=["nominal", "agency"], name="nominals_caseload_of"),
            ),
            migrations.AddConstraint(
                model_name="caseload",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("risk", ""), ("standing", "")),
                        models.Q(
                            models.Q(("risk", ""), _negated=True),
                            ("standing__in", ["fact", "opinion"]),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_caseload_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseload",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("as_what__in", ["manager", "deputy", "supervisor", "partner"])
                    ),
                    name="nominals_caseload_as_what_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseload",
                constraint=models.CheckConstraint(
                    condition=models.Q(("why", ""), _negated=True),
                    name="nominals_caseload_says_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseload",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("acknowledged_at", None), ("passed_from__isnull", False), _connector="OR"
                    ),
                    name="nominals_caseload_acknowledges_what_was_passed",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseload",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=models.Q(("as_what", "manager")),
                    expressions=[("nominal", "="), ("agency", "="), ("during", "&&")],
                    name="nominals_caseload_one_manager",
                ),
            ),
            migrations.AddConstraint(
                model_name="caseload",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("nominal", "="), ("user", "="), ("during", "&&")],
                    name="nominals_caseload_once",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caseload",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_caseload_history" ("acknowledged_at", "agency", "area_id", "as_what", "due_next", "during", "id", "named_at", "named_by", "nominal_id", "passed_from_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk", "standing", "user_id", "whom_to_ring", "why") SELECT new_values."acknowledged_at", new_values."agency", new_values."area_id", new_values."as_what", new_values."due_next", new_values."during", new_values."id", new_values."named_at", new_values."named_by", new_values."nominal_id", new_values."passed_from_id", NOW(), \'insert\', new_values."id", new_values."risk", new_values."standing", new_values."user_id", new_values."whom_to_ring", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6c0b713b6702d3ab31938bc7d3edadfceead4b9a",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_826d0",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_caseload",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caseload",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_caseload_history" ("acknowledged_at", "agency", "area_id", "as_what", "due_next", "during", "id", "named_at", "named_by", "nominal_id", "passed_from_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk", "standing", "user_id", "whom_to_ring", "why") SELECT new_values."acknowledged_at", new_values."agency", new_values."area_id", new_values."as_what", new_values."due_next", new_values."during", new_values."id", new_values."named_at", new_values."named_by", new_values."nominal_id", new_values."passed_from_id", NOW(), \'update\', new_values."id", new_values."risk", new_values."standing", new_values."user_id", new_values."whom_to_ring", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ffdcce7190d3ca1c66d437beec5ec099359ff7f2",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_aca50",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_caseload",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caseload",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_caseload_history" ("acknowledged_at", "agency", "area_id", "as_what", "due_next", "during", "id", "named_at", "named_by", "nominal_id", "passed_from_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk", "standing", "user_id", "whom_to_ring", "why") SELECT old_values."acknowledged_at", old_values."agency", old_values."area_id", old_values."as_what", old_values."due_next", old_values."during", old_values."id", old_values."named_at", old_values."named_by", old_values."nominal_id", old_values."passed_from_id", NOW(), \'delete\', old_values."id", old_values."risk", old_values."standing", old_values."user_id", old_values."whom_to_ring", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="c0a0176d4df95d3fc3594c8a497717a565feb581",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d690d",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_caseload",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="caseloadhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="110f41eba7b3476f54cfa5859769027ff7415301",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_74787",
                        table="nominals_caseload_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="cover",
                constraint=models.CheckConstraint(
                    condition=models.Q(("user", models.F("covered_by")), _negated=True),
                    name="nominals_cover_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="cover",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("user", "="), ("covered_by", "="), ("during", "&&")],
                    name="nominals_cover_once",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="cover",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_cover_history" ("arranged_at", "arranged_by", "covered_by_id", "during", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "why") SELECT new_values."arranged_at", new_values."arranged_by", new_values."covered_by_id", new_values."during", new_values."id", NOW(), \'insert\', new_values."id", new_values."user_id", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ed494e5d3d2b8a1574466ae042bfaa9451f319ac",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_99b4c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_cover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="cover",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_cover_history" ("arranged_at", "arranged_by", "covered_by_id", "during", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "why") SELECT new_values."arranged_at", new_values."arranged_by", new_values."covered_by_id", new_values."during", new_values."id", NOW(), \'update\', new_values."id", new_values."user_id", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c06eb5f73afdfba65e871b899f310c0900d90270",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_d7ae7",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_cover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="cover",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_cover_history" ("arranged_at", "arranged_by", "covered_by_id", "during", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "why") SELECT old_values."arranged_at", old_values."arranged_by", old_values."covered_by_id", old_values."during", old_values."id", NOW(), \'delete\', old_values."id", old_values."user_id", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="d6db8d14b5afa55775f3a57bd8b0a83ee43927f2",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_36d2a",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_cover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="coverhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6952baa5f2880290070ece9712717c92674ed466",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3ff80",
                        table="nominals_cover_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="emergency",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("ends_at__gt", models.F("began_at")),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    name="nominals_emergency_ends",
                ),
            ),
            migrations.AddConstraint(
                model_name="emergency",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("finding", ""),
                            ("justified", None),
                            ("reviewed_at", None),
                            ("reviewed_by", ""),
                            ("reviewed_by_id", None),
                        ),
                        models.Q(
                            ("reviewed_at__isnull", False),
                            ("justified__isnull", False),
                            ("reviewed_by_id__isnull", False),
                            models.Q(("reviewed_by_id", models.F("user_id")), _negated=True),
                            models.Q(("reviewed_by", ""), _negated=True),
                            models.Q(("finding", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_emergency_reviewed_by_another",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="emergency",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_emergency_history" ("area_id", "began_at", "by_area_id", "ends_at", "finding", "id", "justified", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "review_by", "reviewed_at", "reviewed_by", "reviewed_by_id", "user_id", "user_name") SELECT new_values."area_id", new_values."began_at", new_values."by_area_id", new_values."ends_at", new_values."finding", new_values."id", new_values."justified", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."reason", new_values."reference", new_values."review_by", new_values."reviewed_at", new_values."reviewed_by", new_values."reviewed_by_id", new_values."user_id", new_values."user_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b81cc274a391f5a1dbd3ea1bf9ef78a5d22bf86a",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_94289",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_emergency",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="emergency",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_emergency_history" ("area_id", "began_at", "by_area_id", "ends_at", "finding", "id", "justified", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "review_by", "reviewed_at", "reviewed_by", "reviewed_by_id", "user_id", "user_name") SELECT new_values."area_id", new_values."began_at", new_values."by_area_id", new_values."ends_at", new_values."finding", new_values."id", new_values."justified", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."reason", new_values."reference", new_values."review_by", new_values."reviewed_at", new_values."reviewed_by", new_values."reviewed_by_id", new_values."user_id", new_values."user_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="50e325bbfd282c32a319c69c7f3f2fa0d92b76b4",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0fe3b",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_emergency",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="emergency",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_emergency_history" ("area_id", "began_at", "by_area_id", "ends_at", "finding", "id", "justified", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "review_by", "reviewed_at", "reviewed_by", "reviewed_by_id", "user_id", "user_name") SELECT old_values."area_id", old_values."began_at", old_values."by_area_id", old_values."ends_at", old_values."finding", old_values."id", old_values."justified", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."reason", old_values."reference", old_values."review_by", old_values."reviewed_at", old_values."reviewed_by", old_values."reviewed_by_id", old_values."user_id", old_values."user_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="f12d08e75c172bd26063307983cf9328075d1fe2",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_327ea",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_emergency",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="emergencyhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e9af1fb10bcafd2cbfa661561860efb76e900a35",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_14d03",
                        table="nominals_emergency_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="listed",
                constraint=models.CheckConstraint(
                    condition=models.Q(("side__in", ["let_in", "shut_out"])),
                    name="nominals_listed_side_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="listed",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("why", ""), _negated=True),
                        models.Q(("declared", False), ("side", "shut_out"), _connector="OR"),
                    ),
                    name="nominals_listed_says_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="listed",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("ended_at", None)),
                    fields=("nominal", "user", "side", "compartment"),
                    name="nominals_listed_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="listed",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended_at", None), ("ended_because", ""), ("ended_by", "")),
                        models.Q(
                            ("ended_at__isnull", False),
                            models.Q(("ended_by", ""), _negated=True),
                            models.Q(("ended_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_listed_ended_by_because",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="listed",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_listed_history" ("area_id", "compartment", "declared", "ended_at", "ended_because", "ended_by", "id", "listed_at", "listed_by", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "user_id", "why") SELECT new_values."area_id", new_values."compartment", new_values."declared", new_values."ended_at", new_values."ended_because", new_values."ended_by", new_values."id", new_values."listed_at", new_values."listed_by", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."side", new_values."user_id", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="55a860b4145d03aa77d4dcc567da4295cb04ec4b",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_74bf9",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_listed",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="listed",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_listed_history" ("area_id", "compartment", "declared", "ended_at", "ended_because", "ended_by", "id", "listed_at", "listed_by", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "user_id", "why") SELECT new_values."area_id", new_values."compartment", new_values."declared", new_values."ended_at", new_values."ended_because", new_values."ended_by", new_values."id", new_values."listed_at", new_values."listed_by", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."side", new_values."user_id", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c4fea44958158383a861194c9a4eb15370e8f6e3",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f6b20",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_listed",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="listed",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_listed_history" ("area_id", "compartment", "declared", "ended_at", "ended_because", "ended_by", "id", "listed_at", "listed_by", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "user_id", "why") SELECT old_values."area_id", old_values."compartment", old_values."declared", old_values."ended_at", old_values."ended_because", old_values."ended_by", old_values."id", old_values."listed_at", old_values."listed_by", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."side", old_values."user_id", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="5cc3e56bd749321517b294e5a6438dbe446526a2",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3df5b",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_listed",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="listedhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="21f056f282a386bc238c9be91f0cca5140996d0d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d20a8",
                        table="nominals_listed_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="message",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_message_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="message",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("text", ""), _negated=True),
                        models.Q(
                            models.Q(("read_at", None), ("read_by", "")),
                            models.Q(
                                ("read_at__isnull", False), models.Q(("read_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answer_standing", ""),
                                ("answered_at", None),
                                ("answered_by", ""),
                            ),
                            models.Q(
                                ("answer_standing__in", ["fact", "opinion"]),
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="nominals_message_read_and_answered_by",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="message",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_message_history" ("about", "answer", "answer_standing", "answered_at", "answered_by", "from_name", "from_user_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by", "sent_at", "standing", "text") SELECT new_values."about", new_values."answer", new_values."answer_standing", new_values."answered_at", new_values."answered_by", new_values."from_name", new_values."from_user_id", new_values."id", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."read_at", new_values."read_by", new_values."sent_at", new_values."standing", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e380fbd4a50093f0a31e973a593e0ce58efcc893",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ff0fe",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_message",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="message",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_message_history" ("about", "answer", "answer_standing", "answered_at", "answered_by", "from_name", "from_user_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by", "sent_at", "standing", "text") SELECT new_values."about", new_values."answer", new_values."answer_standing", new_values."answered_at", new_values."answered_by", new_values."from_name", new_values."from_user_id", new_values."id", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."read_at", new_values."read_by", new_values."sent_at", new_values."standing", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e873ed07a3945185e5fa36e42be676934ce44f06",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6877d",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_message",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="message",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_message_history" ("about", "answer", "answer_standing", "answered_at", "answered_by", "from_name", "from_user_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by", "sent_at", "standing", "text") SELECT old_values."about", old_values."answer", old_values."answer_standing", old_values."answered_at", old_values."answered_by", old_values."from_name", old_values."from_user_id", old_values."id", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."read_at", old_values."read_by", old_values."sent_at", old_values."standing", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="f4d452e2603639b6b3002edc2fe25721de234503",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b8396",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_message",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="messagehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8700755565614d35d9ded6335b401d2637892e02",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c8e73",
                        table="nominals_message_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="restriction",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("lifted_at", None)),
                    fields=("nominal",),
                    name="nominals_restriction_one_runs",
                ),
            ),
            migrations.AddConstraint(
                model_name="restriction",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("lifted_at", None), ("lifted_because", ""), ("lifted_by", "")),
                        models.Q(
                            ("lifted_at__isnull", False),
                            models.Q(("lifted_by", ""), _negated=True),
                            models.Q(("lifted_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_restriction_lifted_by_because",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restriction",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_restriction_history" ("area_id", "id", "imposed_at", "imposed_by", "lifted_at", "lifted_because", "lifted_by", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ring", "why") SELECT new_values."area_id", new_values."id", new_values."imposed_at", new_values."imposed_by", new_values."lifted_at", new_values."lifted_because", new_values."lifted_by", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."ring", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7576c2ee4a631bff7c84eef3e6ff8aaf95197958",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_388c5",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_restriction",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restriction",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_restriction_history" ("area_id", "id", "imposed_at", "imposed_by", "lifted_at", "lifted_because", "lifted_by", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ring", "why") SELECT new_values."area_id", new_values."id", new_values."imposed_at", new_values."imposed_by", new_values."lifted_at", new_values."lifted_because", new_values."lifted_by", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."ring", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="13ec8bd11ba1cbb005a11e712cecb6a4bb2d861a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f010d",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_restriction",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restriction",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_restriction_history" ("area_id", "id", "imposed_at", "imposed_by", "lifted_at", "lifted_because", "lifted_by", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ring", "why") SELECT old_values."area_id", old_values."id", old_values."imposed_at", old_values."imposed_by", old_values."lifted_at", old_values."lifted_because", old_values."lifted_by", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."ring", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="a8117fd986ce580e8db78522404e65bc02af05ed",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_491f5",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_restriction",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="restrictionhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7442b693bea58f4c3e3613a4764f8499ee0de06f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0db84",
                        table="nominals_restriction_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="signoff",
                index=models.Index(fields=["subject_id", "kind"], name="nominals_sign_off_subject"),
            ),
            migrations.AddConstraint(
                model_name="signoff",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("because", ""),
                            ("decided_at", None),
                            ("decided_by", ""),
                            ("decided_by_id", None),
                            ("state", "asked"),
                        ),
                        models.Q(
                            ("decided_at__isnull", False),
                            ("decided_by_id__isnull", False),
                            models.Q(("decided_by", ""), _negated=True),
                            models.Q(("because", ""), _negated=True),
                            models.Q(
                                models.Q(
                                    ("state__in", ["given", "refused"]),
                                    models.Q(
                                        ("decided_by_id", models.F("asked_by_id")), _negated=True
                                    ),
                                ),
                                models.Q(
                                    ("decided_by_id", models.F("asked_by_id")),
                                    ("state", "withdrawn"),
                                ),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_sign_off_decided_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="signoff",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "asked")),
                    fields=("kind", "subject_id"),
                    name="nominals_sign_off_asked_once",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="signoff",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_sign_off_history" ("area_id", "asked_at", "asked_by", "asked_by_id", "because", "decided_at", "decided_by", "decided_by_id", "id", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "subject_id", "why") SELECT new_values."area_id", new_values."asked_at", new_values."asked_by", new_values."asked_by_id", new_values."because", new_values."decided_at", new_values."decided_by", new_values."decided_by_id", new_values."id", new_values."kind", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."state", new_values."subject_id", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="dc2497a5160aec3b062313e70408d7340ee4db5b",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0e269",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_sign_off",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="signoff",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_sign_off_history" ("area_id", "asked_at", "asked_by", "asked_by_id", "because", "decided_at", "decided_by", "decided_by_id", "id", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "subject_id", "why") SELECT new_values."area_id", new_values."asked_at", new_values."asked_by", new_values."asked_by_id", new_values."because", new_values."decided_at", new_values."decided_by", new_values."decided_by_id", new_values."id", new_values."kind", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."state", new_values."subject_id", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3a4e0a30d51daf77547844402e6b9e8a1b4a2544",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_2a2df",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_sign_off",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="signoff",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_sign_off_history" ("area_id", "asked_at", "asked_by", "asked_by_id", "because", "decided_at", "decided_by", "decided_by_id", "id", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "subject_id", "why") SELECT old_values."area_id", old_values."asked_at", old_values."asked_by", old_values."asked_by_id", old_values."because", old_values."decided_at", old_values."decided_by", old_values."decided_by_id", old_values."id", old_values."kind", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."state", old_values."subject_id", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="86be6f3358b0c0b8badbf5927e97c9b883a83aef",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b7dbd",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_sign_off",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="archivehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b5082eb0f23d2be6f83db5bb23548318bede758b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_f5f51",
                        table="nominals_archive_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="archive",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "reason__in",
                            [
                                "registration_expired",
                                "licence_ended",
                                "discharged",
                                "order_discharged",
                                "category_3_ended",
                                "transferred_out",
                                "deported",
                                "deceased",
                                "removed_on_appeal",
                                "created_in_error",
                            ],
                        )
                    ),
                    name="nominals_archive_reason_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="archive",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("reason", "created_in_error"), _negated=True),
                        ("sign_off__isnull", False),
                        _connector="OR",
                    ),
                    name="nominals_archive_error_signed_off",
                ),
            ),
            migrations.AddConstraint(
                model_name="archive",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("reopened_at", None)),
                    fields=("nominal",),
                    name="nominals_archive_one_runs",
                ),
            ),
            migrations.AddConstraint(
                model_name="archive",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("reopened_at", None), ("reopened_because", ""), ("reopened_by", "")
                        ),
                        models.Q(
                            ("reopened_at__isnull", False),
                            models.Q(("reopened_by", ""), _negated=True),
                            models.Q(("reopened_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_archive_reopened_by_because",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="archive",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_archive_history" ("archived_at", "archived_by", "area_id", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_because", "reopened_by", "sign_off_id") SELECT new_values."archived_at", new_values."archived_by", new_values."area_id", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."reason", new_values."reopened_at", new_values."reopened_because", new_values."reopened_by", new_values."sign_off_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="f9e41a2f209e14e4698ab945b4d99dfcac7e5319",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6ffe9",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_archive",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="archive",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_archive_history" ("archived_at", "archived_by", "area_id", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_because", "reopened_by", "sign_off_id") SELECT new_values."archived_at", new_values."archived_by", new_values."area_id", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."reason", new_values."reopened_at", new_values."reopened_because", new_values."reopened_by", new_values."sign_off_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="03001d71f9b306e6d7d8c70a603cea6f64dde063",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_04ab3",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_archive",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="archive",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_archive_history" ("archived_at", "archived_by", "area_id", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_because", "reopened_by", "sign_off_id") SELECT old_values."archived_at", old_values."archived_by", old_values."area_id", old_values."id", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."reason", old_values."reopened_at", old_values."reopened_because", old_values."reopened_by", old_values."sign_off_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="13cb0d6748978cfa0f0828245301ce3ad121aa13",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_fea2f",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_archive",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="signoffhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="afa2564ea277cf83d0f62fe121753d57c7ead947",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_dadc1",
                        table="nominals_sign_off_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
            migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
            migrations.RunSQL(CASELOAD, migrations.RunSQL.noop),
            migrations.RunSQL(RESTRICTION, migrations.RunSQL.noop),
            migrations.RunSQL(CONCERNED, migrations.RunSQL.noop),
            migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        ]
    )
