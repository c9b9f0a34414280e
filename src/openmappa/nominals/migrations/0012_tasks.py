from importlib import import_module
from typing import Any

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

# Who sees and writes each part of a record.
_REGISTER: Any = import_module("openmappa.nominals.migrations.0005_register")
READERS, WRITERS = _REGISTER.READERS, _REGISTER.WRITERS
# The sections of the record that begin here, and the part that each is.
TABLES = {"nominals_youth_lead": "LIFE"}

TASKS = f"""
-- Read with the log; written by the verbs below alone.
call nominals_protect_section('nominals_task', '{{{READERS["LOG"]}}}', '{{}}');
drop trigger corrected on nominals_task;
revoke insert, update on nominals_task from web;
create trigger not_merged_away before insert or update of nominal_id on nominals_task
    for each row execute function nominals_not_merged_away();
"""

TASK_VERBS = """
-- In which area somebody may open a record today to work on it: by a role of theirs that writes in
-- records, named to the person, or covering for who is; null in none. Nobody who speaks for victims:
-- a name to choose from would tell that there is somebody to speak for.
create function nominals_opens_in(of_nominal bigint, who bigint) returns smallint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select a.area_id
    from nominals_access a, agencies_posting p join agencies_user u on u.id = p.user_id
    where a.nominal_id = of_nominal and a.during @> audit_today()
      and u.id = who and u.active and p.during @> audit_today()
      and p.role = any (agencies_roles_who_may('RECORD_WRITE'))
      and agencies_gaps(p, audit_today()) = '{}'
      and (p.area_id = a.area_id
           and exists (select from unnest(nominals_ways_of(p.role, u.agency, true)) as way
                       where (p.area_id * 16 + way)::smallint = any (a.shown_to))
           and (not a.restricted or exists (
               select from nominals_listed l where l.nominal_id = of_nominal and l.user_id = who
                 and l.side = 'let_in' and l.ended_at is null))
        or p.role = any (agencies_roles_who_may('CASELOAD_HOLD')) and exists (
            select from nominals_caseload c
            where c.nominal_id = of_nominal and c.during @> audit_today()
              and (c.as_what = 'partner' or c.area_id = a.area_id)
              and c.user_id in (select nominals_acts_for(who))))
      and not exists (select from nominals_listed l where l.nominal_id = of_nominal
                      and l.user_id = who and l.side = 'shut_out' and l.ended_at is null)
    order by (p.area_id = a.area_id) desc, a.basis, a.area_id
    limit 1
$$;

-- To whom the caller may give something to do about a person: whoever may open the record and serves
-- in an area of the caller's, or is named to the person; with the roles that they hold.
create function nominals_takers(of_nominal bigint)
returns table (id bigint, name text, agency text, roles text[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select u.id, u.name, u.agency, array(
        select p.role from agencies_posting p
        where p.user_id = u.id and p.during @> audit_today() order by p.role)
    from agencies_user u
    where nominals_is_open(of_nominal) and not nominals_barred(of_nominal) and u.active
      and (exists (select from agencies_posting p
                   where p.user_id = u.id and p.during @> audit_today()
                     and p.area_id = any (agencies_scope()))
           or exists (select from nominals_caseload c
                      where c.nominal_id = of_nominal and c.user_id = u.id
                        and c.during @> audit_today()))
      and nominals_opens_in(of_nominal, u.id) is not null
    order by u.name, u.id
$$;

-- Whether a task is the caller's to move, put off or do: the taker's or who covers for them, the
-- giver's, the manager's of the person, or theirs who assign cases.
create function nominals_tasked(t nominals_task) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select nominals_is_open(t.nominal_id) and not nominals_barred(t.nominal_id)
        and not nominals_in_emergency(t.nominal_id)
        and (t.taker_id in (select nominals_acts_for(nominals_caller()))
             or t.entered_by_id = nominals_caller()
             or nominals_manages(t.nominal_id) or nominals_assigns(t.nominal_id))
$$;

-- One that is still to do, held fast, of those that are the caller's.
create function nominals_task_to_do(of_task bigint) returns nominals_task
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t nominals_task;
begin
    select * into t from nominals_task where id = of_task for update;
    if t.id is null or not nominals_tasked(t) then
        raise exception 'this task is not the caller''s' using errcode = 'insufficient_privilege';
    end if;
    if t.done_at is not null then
        raise exception 'somebody has done this meanwhile' using errcode = 'check_violation';
    end if;
    return t;
end $$;

create function nominals_give_task(of_nominal bigint, to_user bigint, to_do text, due date,
    by_statute boolean, by_whom text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    in_area smallint := nominals_opens_in(of_nominal, to_user);
    given bigint;
begin
    if not nominals_is_open(of_nominal) or nominals_opens_in(of_nominal, nominals_caller()) is null
    then
        raise exception 'a task is given by who works on the record'
            using errcode = 'insufficient_privilege';
    end if;
    if in_area is null then
        raise exception 'a task is given to somebody who may open the record'
            using errcode = 'insufficient_privilege';
    end if;
    if due < audit_today() then
        raise exception 'a task is due today or later' using errcode = 'check_violation';
    end if;
    insert into nominals_task (nominal_id, area_id, agency, regime, entered_by, entered_by_id,
        taker_id, what, due_on, first_due_on, statutory)
    select of_nominal, in_area, u.agency,
        case u.agency when 'duty_to_cooperate' then 'uk_gdpr' else 'law_enforcement' end,
        by_whom, u.id, to_user, to_do, due, due, by_statute
    from agencies_user u where u.id = nominals_caller()
    returning id into given;
    return given;
end $$;

-- Whether the caller gives on what rules ask about a person: who manages the person or covers for
-- who does, or assigns cases.
create function nominals_gives_on(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select nominals_is_open(of_nominal) and not nominals_in_emergency(of_nominal)
        and (nominals_manages(of_nominal) or nominals_assigns(of_nominal))
$$;

-- Gives a colleague what a rule asks about a person. Whether a rule asks it, the page that offers it knows: it is law.
create function nominals_give_on(of_nominal bigint, to_user bigint, of_rule text, mark text,
    to_do text, due date, by_statute boolean, reason text, by_whom text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    in_area smallint := nominals_opens_in(of_nominal, to_user);
    given bigint;
begin
    if not nominals_gives_on(of_nominal) then
        raise exception 'what a rule asks is given on by who manages the person, or assigns cases'
            using errcode = 'insufficient_privilege';
    end if;
    if in_area is null then
        raise exception 'a task is given to somebody who may open the record'
            using errcode = 'insufficient_privilege';
    end if;
    if exists (select from nominals_task t where t.nominal_id = of_nominal and t.done_at is null
               and (t.kind, t.concerns) = (of_rule, mark)) then
        raise exception 'somebody gave this to a colleague meanwhile'
            using errcode = 'check_violation';
    end if;
    insert into nominals_task (nominal_id, area_id, agency, regime, entered_by, entered_by_id, kind,
        concerns, taker_id, what, due_on, first_due_on, statutory, moved_at, moved_by, moved_because)
    select of_nominal, in_area, u.agency,
        case u.agency when 'duty_to_cooperate' then 'uk_gdpr' else 'law_enforcement' end,
        by_whom, u.id, of_rule, mark, to_user, to_do, due, due, by_statute, now(), by_whom, reason
    from agencies_user u where u.id = nominals_caller()
    returning id into given;
    return given;
end $$;

-- Takes it back, or gives it back: then it is the manager's again.
create function nominals_take_back(of_task bigint, by_whom text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t nominals_task := nominals_task_to_do(of_task);
begin
    if t.concerns = '' then
        raise exception 'only what a rule asks is taken back' using errcode = 'check_violation';
    end if;
    update nominals_task set done_at = now(), done_by = by_whom, outcome = 'Taken back',
        standing = 'fact'
    where id = of_task;
    return t.nominal_id;
end $$;

create function nominals_do_task(of_task bigint, what_was_done text, said_as text, by_whom text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t nominals_task := nominals_task_to_do(of_task);
begin
    if t.concerns <> '' then
        raise exception 'what a rule asks is done by recording it in the record'
            using errcode = 'check_violation';
    end if;
    update nominals_task set done_at = now(), done_by = by_whom, outcome = what_was_done,
        standing = said_as
    where id = of_task;
    return t.nominal_id;
end $$;

create function nominals_move_task(of_task bigint, to_user bigint, reason text, by_whom text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t nominals_task := nominals_task_to_do(of_task);
    in_area smallint := nominals_opens_in(t.nominal_id, to_user);
begin
    if in_area is null then
        raise exception 'a task is given to somebody who may open the record'
            using errcode = 'insufficient_privilege';
    end if;
    update nominals_task set taker_id = to_user, area_id = in_area, moved_at = now(),
        moved_by = by_whom, moved_because = reason
    where id = of_task;
    return t.nominal_id;
end $$;

create function nominals_put_off_task(of_task bigint, until date, reason text, by_whom text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t nominals_task := nominals_task_to_do(of_task);
begin
    if t.statutory or t.concerns <> '' or t.due_on < audit_today() then
        raise exception 'what is statutory or overdue is not put off: do it, or give it to somebody'
            ' else' using errcode = 'check_violation';
    end if;
    update nominals_task set due_on = until, put_off_on = audit_today(), put_off_from = t.due_on,
        put_off_by = by_whom, put_off_because = reason
    where id = of_task;
    return t.nominal_id;
end $$;

-- Who has a task when its taker may no longer open the record: who manages the person for the same
-- agency, else a supervisor of it where the area is responsible, else of another agency.
create function nominals_task_heir(of_nominal bigint, of_user bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select h.who
    from (
        select c.user_id as who, case when c.agency = f.agency then 1 else 3 end as nth, 0 as place
        from nominals_caseload c, agencies_user f
        where f.id = of_user and c.nominal_id = of_nominal and c.as_what = 'manager'
          and c.during @> audit_today()
        union all
        select u.id, case when u.agency = f.agency then 2 else 4 end,
            array_position('{police_supervisor,probation_supervisor,central_point}', p.role)
        from nominals_access a join agencies_posting p on p.area_id = a.area_id
            join agencies_user u on u.id = p.user_id, agencies_user f
        where f.id = of_user and a.nominal_id = of_nominal and a.basis = 'responsible'
          and a.during @> audit_today() and p.during @> audit_today()
          and p.role = any (agencies_roles_who_may('CASELOAD_ASSIGN'))) h
    where h.who <> of_user and nominals_opens_in(of_nominal, h.who) is not null
    order by h.nth, h.place nulls last, h.who
    limit 1
$$;

-- Passes on what is still to do of those who may no longer open the record: of a user (null: of
-- anybody), about a person (null: about anybody). What nobody who may open it could take keeps its
-- taker, and is tried again every night.
create function nominals_pass_tasks(of_user bigint, of_nominal bigint, reason text) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t nominals_task;
    heir bigint;
    passed int := 0;
begin
    for t in
        select * from nominals_task
        where done_at is null and (of_user is null or taker_id = of_user)
          and (of_nominal is null or nominal_id = of_nominal)
        order by id for update
    loop
        continue when nominals_opens_in(t.nominal_id, t.taker_id) is not null;
        heir := nominals_task_heir(t.nominal_id, t.taker_id);
        continue when heir is null;
        update nominals_task set taker_id = heir, area_id = nominals_opens_in(nominal_id, heir),
            moved_at = now(), moved_by = 'OpenMAPPA', moved_because = reason
        where id = t.id;
        insert into audit_event (operation, verb, nominal_id, reference, area, sentence, parts)
        select audit_current_operation(), 'passed on', t.nominal_id,
            nominals_reference(t.nominal_id), '',
            format('A task passed from %s to %s: %s', f.name, h.name, reason), '{LOG}'
        from agencies_user f, agencies_user h where f.id = t.taker_id and h.id = heir;
        passed := passed + 1;
    end loop;
    return passed;
end $$;

-- With a case goes all that its former manager had still to do about the person.
create function nominals_tasks_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if session_user = 'intake' then  -- a merge, or one taken apart: as it was
        return null;
    end if;
    update nominals_task set taker_id = new.user_id, area_id = new.area_id, moved_at = now(),
        moved_by = new.named_by, moved_because = new.why
    where nominal_id = new.nominal_id and taker_id = new.passed_from_id and done_at is null;
    return null;
end $$;
create trigger tasks_follow after insert on nominals_caseload
    for each row when (new.passed_from_id is not null) execute function nominals_tasks_follow();

-- Whoever stops serving, or loses what clears them, keeps no task of a record that they may not open
-- any more. (By name these come after `cases_passed_on`.)
create function nominals_tasks_of_user_pass() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform nominals_pass_tasks(
        (case when tg_table_name = 'agencies_user' then to_jsonb(old) ->> 'id'
              else to_jsonb(old) ->> 'user_id' end)::bigint,
        null, 'may no longer open the record');
    return null;
end $$;
create trigger tasks_passed_on after update of active on agencies_user
    for each row when (not new.active) execute function nominals_tasks_of_user_pass();
create trigger tasks_passed_on after update on agencies_vetting
    for each row execute function nominals_tasks_of_user_pass();
create trigger tasks_passed_on after update on agencies_training
    for each row execute function nominals_tasks_of_user_pass();
create trigger tasks_passed_on after update or delete on agencies_posting
    for each row execute function nominals_tasks_of_user_pass();

-- The same for one record: a naming ends, it is restricted, somebody is shut out or no longer let in.
-- At the end of the transaction, in which a case may yet pass on or a record be merged.
create function nominals_tasks_of_record_pass() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    changed jsonb := to_jsonb(coalesce(new, old));
begin
    if session_user = 'intake' then  -- as above: the night looks again
        return null;
    end if;
    perform nominals_pass_tasks((changed ->> 'user_id')::bigint, (changed ->> 'nominal_id')::bigint,
        'may no longer open the record');
    return null;
end $$;
create constraint trigger tasks_passed_on after update or delete on nominals_caseload
    deferrable initially deferred
    for each row execute function nominals_tasks_of_record_pass();
create constraint trigger tasks_passed_on after insert or update on nominals_listed
    deferrable initially deferred
    for each row execute function nominals_tasks_of_record_pass();
create constraint trigger tasks_passed_on after insert on nominals_restriction
    deferrable initially deferred
    for each row execute function nominals_tasks_of_record_pass();

-- What the day brings: the worker does it every night.
create function nominals_tasks_pass_on_lapsed() returns int
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    select nominals_pass_tasks(null, null, 'may no longer open the record')
$$;

-- When 18 is reached: on the birthday; on 1 March by who was born on 29 February. As `law.dates`.
create function nominals_of_age(born date) returns date language sql immutable
return case when extract(month from born) = 2 and extract(day from born) = 29
    then make_date(extract(year from born)::int + 18, 3, 1)
    else (born + interval '18 years')::date end;

-- Whoever manages somebody who will be 18 within the days of the setting is given, once, what is to do
-- before that: youth justice first.
create function nominals_tasks_at_18() returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    given int;
begin
    with coming as (
        select n.id, nominals_of_age(n.born_on) as of_age from nominals_nominal n
        where n.died_on is null and n.born_on > audit_today() - interval '19 years'),
    managed as (
        select distinct on (g.id) g.id, g.of_age, c.user_id, c.area_id, c.agency
        from coming g join nominals_caseload c on c.nominal_id = g.id and c.as_what = 'manager'
            and c.during @> audit_today()
        where g.of_age between audit_today() and audit_today()
                + agencies_setting_on('child.transition_days', c.area_id, audit_today())::int
          and not exists (select from nominals_task t where t.nominal_id = g.id and t.kind = 'at_18')
        order by g.id, c.agency = 'duty_to_cooperate' desc, c.agency, c.id)
    insert into nominals_task (nominal_id, area_id, agency, regime, entered_by, entered_by_id, kind,
        taker_id, what, due_on, first_due_on)
    select m.id, m.area_id, m.agency,
        case m.agency when 'duty_to_cooperate' then 'uk_gdpr' else 'law_enforcement' end,
        'OpenMAPPA', 0, 'at_18', m.user_id,
        'Will be 18 on this day: agree with youth justice and children''s services how the person'
        ' moves to adult services, and who leads from then on', m.of_age, m.of_age
    from managed m;
    get diagnostics given = row_count;
    return given;
end $$;
revoke execute on function nominals_tasks_at_18(), nominals_of_age(date) from public;
grant execute on function nominals_tasks_at_18() to worker;

revoke execute on function nominals_opens_in(bigint, bigint), nominals_takers(bigint),
    nominals_tasked(nominals_task), nominals_task_to_do(bigint),
    nominals_give_task(bigint, bigint, text, date, boolean, text),
    nominals_gives_on(bigint), nominals_give_on(bigint, bigint, text, text, text, date, boolean, text, text),
    nominals_take_back(bigint, text),
    nominals_do_task(bigint, text, text, text), nominals_move_task(bigint, bigint, text, text),
    nominals_put_off_task(bigint, date, text, text), nominals_task_heir(bigint, bigint),
    nominals_pass_tasks(bigint, bigint, text), nominals_tasks_follow(),
    nominals_tasks_of_user_pass(), nominals_tasks_of_record_pass(),
    nominals_tasks_pass_on_lapsed() from public;
grant execute on function nominals_takers(bigint), nominals_tasked(nominals_task),
    nominals_give_task(bigint, bigint, text, date, boolean, text),
    nominals_gives_on(bigint), nominals_give_on(bigint, bigint, text, text, text, date, boolean, text, text),
    nominals_take_back(bigint, text),
    nominals_do_task(bigint, text, text, text), nominals_move_task(bigint, bigint, text, text),
    nominals_put_off_task(bigint, date, text, text) to web;
grant execute on function nominals_tasks_pass_on_lapsed() to worker;
"""

CHILDREN = f"""
call nominals_protect_section(
    'nominals_youth_lead', '{{{READERS["LIFE"]}}}', '{{{WRITERS["LIFE"]}}}');
create trigger not_merged_away before insert or update of nominal_id on nominals_youth_lead
    for each row execute function nominals_not_merged_away();
"""


TOUCHED = """
-- Who outside the caseload opened, searched up, printed or duty-carded the people of the caller, or
-- asked about an address where one of them lives, since a moment, newest first: each once of each
-- person, with the areas for which they looked, their agency and what they said of why: the emergency
-- that they gave as a reason, or what they wrote to the manager, the latest, unless it is withheld
-- from the caller. Reading under a victim role is told to nobody here (D1 of the practitioners' rules: not
-- even that there is somebody to ask about).
create function nominals_touched(since timestamptz)
returns table (nominal_id bigint, at timestamptz, actor text, area text, actions text[],
               times bigint, why text, agency text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with mine as (
        select distinct c.nominal_id, c.area_id, c.agency from nominals_caseload c
        where c.as_what in ('manager', 'deputy') and c.during @> audit_today()
          and c.user_id in (select nominals_acts_for(nominals_caller()))
          and nominals_in_sight(c.nominal_id)),
    touched as (
        select l.nominal_id, max(l.at) as at, max(l.actor) as actor,
            coalesce(string_agg(distinct named.area, ', ' order by named.area), '') as area,
            did.user_id, array_agg(distinct did.action) as actions, count(distinct l.id) as times
        from audit_access l join mine m on m.nominal_id = l.nominal_id
        left join audit_operation o on o.id = l.operation
        -- A command has no user, and is nobody to ring; nor has the check of an address, which is
        -- no reading of the asker's: who asked is known by what they did.
        cross join lateral (
            select coalesce(l.user_id, case when l.what = 'a blind address check' then o.user_id end)
                    as user_id,
                case when l.user_id is null then 'lives'
                     when l.what in ('a blind address check', 'the form of the blind address check')
                         then 'asks'
                     else l.action end as action) did
        left join lateral unnest(string_to_array(l.area, ', ')) as named (area) on true
        where l.at >= since and not l.refused and l.action in ('read', 'search', 'print', 'export')
          and l.compartment = ''
          and did.user_id <> nominals_caller()
          and not exists (
              select from nominals_caseload c
              where c.nominal_id = l.nominal_id and c.during @> audit_today()
                and c.user_id = l.user_id)
          and not exists (
              select from agencies_posting p
              where p.user_id = did.user_id
                and p.during @> (l.at at time zone 'Europe/London')::date
                and p.role = any (agencies_roles_who_may('VICTIM_VIEW')
                    -- who looks for the person's own request, or after readers: not to be told
                    || agencies_roles_who_may('ACCESS_ANSWER')
                    || agencies_roles_who_may('AUDIT_REVIEW')))
          -- Elsewhere is not the next desk: colleagues of the agency in the area of the case, and
          -- its co-ordinators, who know every case; but who was on duty, or broke the glass.
          and (not exists (
                  select from agencies_posting p join agencies_user u on u.id = p.user_id
                  where p.user_id = l.user_id and p.area_id = m.area_id
                    and (u.agency = m.agency
                        or p.role in ('coordinator', 'deputy_coordinator'))
                    and p.during @> (l.at at time zone 'Europe/London')::date)
              or exists (
                  select from agencies_posting p
                  where p.user_id = l.user_id
                    and p.during @> (l.at at time zone 'Europe/London')::date
                    and p.role = any (agencies_roles_who_may('DUTY_CARD_VIEW')))
              or exists (
                  select from nominals_emergency e
                  where e.nominal_id = l.nominal_id and e.user_id = l.user_id
                    and l.at between e.began_at and e.ends_at))
        group by l.nominal_id, did.user_id
        order by max(l.at) desc, l.nominal_id, did.user_id
        limit 100)
    select t.nominal_id, t.at, t.actor, t.area, t.actions, t.times, coalesce((
            select said.words from (
                select e.began_at as at, e.reason as words from nominals_emergency e
                where e.nominal_id = t.nominal_id and e.user_id = t.user_id and e.began_at >= since
                union all
                select m.sent_at,
                    case m.standing when 'opinion' then 'Opinion: ' else '' end || m.text
                from nominals_message m
                where m.nominal_id = t.nominal_id and m.from_user_id = t.user_id
                  and m.sent_at >= since
                  and m.id <> all (nominals_withheld_from_me('nominals_message'))) said
            order by said.at desc limit 1), ''), coalesce(u.agency, '')
    from touched t left join agencies_user u on u.id = t.user_id
    order by t.at desc, t.nominal_id, t.actor
$$;
revoke execute on function nominals_touched(timestamptz) from public;
grant execute on function nominals_touched(timestamptz) to web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("nominals", "0011_fairness"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Task",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("regime", models.TextField(default="law_enforcement")),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    ("kind", models.TextField(db_default="", default="")),
                    ("concerns", models.TextField(db_default="", default="")),
                    ("what", models.TextField()),
                    ("due_on", models.DateField(null=True)),
                    ("first_due_on", models.DateField(null=True)),
                    ("statutory", models.BooleanField(db_default=False)),
                    ("moved_at", models.DateTimeField(null=True)),
                    ("moved_by", models.TextField(db_default="", default="")),
                    ("moved_because", models.TextField(db_default="", default="")),
                    ("put_off_on", models.DateField(null=True)),
                    ("put_off_from", models.DateField(null=True)),
                    ("put_off_by", models.TextField(db_default="", default="")),
                    ("put_off_because", models.TextField(db_default="", default="")),
                    ("done_at", models.DateTimeField(null=True)),
                    ("done_by", models.TextField(db_default="", default="")),
                    ("outcome", models.TextField(db_default="", default="")),
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
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                    (
                        "taker",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("standing", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_task",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="TaskHistory",
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
                    ("agency", models.TextField()),
                    ("regime", models.TextField(default="law_enforcement")),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    ("kind", models.TextField(db_default="", default="")),
                    ("concerns", models.TextField(db_default="", default="")),
                    ("what", models.TextField()),
                    ("due_on", models.DateField(null=True)),
                    ("first_due_on", models.DateField(null=True)),
                    ("statutory", models.BooleanField(db_default=False)),
                    ("moved_at", models.DateTimeField(null=True)),
                    ("moved_by", models.TextField(db_default="", default="")),
                    ("moved_because", models.TextField(db_default="", default="")),
                    ("put_off_on", models.DateField(null=True)),
                    ("put_off_from", models.DateField(null=True)),
                    ("put_off_by", models.TextField(db_default="", default="")),
                    ("put_off_because", models.TextField(db_default="", default="")),
                    ("done_at", models.DateTimeField(null=True)),
                    ("done_by", models.TextField(db_default="", default="")),
                    ("outcome", models.TextField(db_default="", default="")),
                    (
                        "area",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.task",
                        ),
                    ),
                    (
                        "taker",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("standing", models.TextField(db_default="", default="")),
                ],
                options={
                    "db_table": "nominals_task_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="YouthLead",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("regime", models.TextField(default="law_enforcement")),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    ("version", models.IntegerField(default=1)),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdrawn_by", models.TextField(default="")),
                    ("withdrawn_because", models.TextField(default="")),
                    ("corrected_because", models.TextField(default="")),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("class_of_person", models.TextField(default="convicted")),
                    ("standing", models.TextField(default="fact")),
                    ("source", models.TextField(default="")),
                    ("note", models.TextField(default="")),
                    ("name", models.TextField()),
                    ("organisation", models.TextField(default="")),
                    ("telephone", models.TextField(default="")),
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
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_youth_lead",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="YouthLeadHistory",
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
                    ("agency", models.TextField()),
                    ("regime", models.TextField(default="law_enforcement")),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    ("version", models.IntegerField(default=1)),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdrawn_by", models.TextField(default="")),
                    ("withdrawn_because", models.TextField(default="")),
                    ("corrected_because", models.TextField(default="")),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("class_of_person", models.TextField(default="convicted")),
                    ("standing", models.TextField(default="fact")),
                    ("source", models.TextField(default="")),
                    ("note", models.TextField(default="")),
                    ("name", models.TextField()),
                    ("organisation", models.TextField(default="")),
                    ("telephone", models.TextField(default="")),
                    (
                        "area",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.youthlead",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_youth_lead_history",
                    "abstract": False,
                },
            ),
            migrations.AddIndex(
                model_name="task",
                index=models.Index(
                    condition=models.Q(("done_at", None)),
                    fields=["taker", "due_on"],
                    name="nominals_task_to_do",
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("concerns__regex", "."),
                            ("kind__in", ("duty", "order", "lack", "odd")),
                            ("moved_at__isnull", False),
                            ("put_off_on", None),
                        ),
                        models.Q(
                            models.Q(("kind__in", ("duty", "order", "lack", "odd")), _negated=True),
                            ("concerns", ""),
                            ("due_on__isnull", False),
                            ("first_due_on__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_task_of_a_rule",
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.UniqueConstraint(
                    condition=models.Q(
                        ("done_at", None), ("kind__in", ("duty", "order", "lack", "odd"))
                    ),
                    fields=("nominal", "kind", "concerns"),
                    name="nominals_task_given_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_task_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.CheckConstraint(
                    condition=models.Q(("what", ""), _negated=True), name="nominals_task_says_what"
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("moved_at", None), ("moved_because", ""), ("moved_by", "")),
                        models.Q(
                            ("moved_at__isnull", False),
                            models.Q(("moved_by", ""), _negated=True),
                            models.Q(("moved_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_task_moved_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("due_on", models.F("first_due_on")),
                            ("put_off_because", ""),
                            ("put_off_by", ""),
                            ("put_off_from", None),
                            ("put_off_on", None),
                        ),
                        models.Q(
                            ("due_on__gt", models.F("put_off_from")),
                            (
                                "due_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("put_off_on"), "+", models.Value(28)
                                ),
                            ),
                            ("put_off_from__gte", models.F("put_off_on")),
                            ("put_off_on__isnull", False),
                            ("statutory", False),
                            ("put_off_from__gte", models.F("first_due_on")),
                            models.Q(("put_off_by", ""), _negated=True),
                            models.Q(("put_off_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_task_put_off_in_time",
                ),
            ),
            migrations.AddConstraint(
                model_name="task",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("done_at", None), ("done_by", ""), ("outcome", ""), ("standing", "")
                        ),
                        models.Q(
                            ("done_at__isnull", False),
                            ("standing__in", ["fact", "opinion"]),
                            models.Q(("done_by", ""), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_task_done_by_how",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="task",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_task_history" ("agency", "area_id", "concerns", "done_at", "done_by", "due_on", "entered_at", "entered_by", "entered_by_id", "first_due_on", "id", "kind", "moved_at", "moved_because", "moved_by", "nominal_id", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_off_because", "put_off_by", "put_off_from", "put_off_on", "regime", "standing", "statutory", "taker_id", "what") SELECT new_values."agency", new_values."area_id", new_values."concerns", new_values."done_at", new_values."done_by", new_values."due_on", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."first_due_on", new_values."id", new_values."kind", new_values."moved_at", new_values."moved_because", new_values."moved_by", new_values."nominal_id", new_values."outcome", NOW(), \'insert\', new_values."id", new_values."put_off_because", new_values."put_off_by", new_values."put_off_from", new_values."put_off_on", new_values."regime", new_values."standing", new_values."statutory", new_values."taker_id", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9939e4a8a268e95c281ec9d43bd3b3bbffec80bb",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_79fbd",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_task",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="task",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_task_history" ("agency", "area_id", "concerns", "done_at", "done_by", "due_on", "entered_at", "entered_by", "entered_by_id", "first_due_on", "id", "kind", "moved_at", "moved_because", "moved_by", "nominal_id", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_off_because", "put_off_by", "put_off_from", "put_off_on", "regime", "standing", "statutory", "taker_id", "what") SELECT new_values."agency", new_values."area_id", new_values."concerns", new_values."done_at", new_values."done_by", new_values."due_on", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."first_due_on", new_values."id", new_values."kind", new_values."moved_at", new_values."moved_because", new_values."moved_by", new_values."nominal_id", new_values."outcome", NOW(), \'update\', new_values."id", new_values."put_off_because", new_values."put_off_by", new_values."put_off_from", new_values."put_off_on", new_values."regime", new_values."standing", new_values."statutory", new_values."taker_id", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="002cb620f07a83a382760c848e8757c8c124c7a1",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_eb2e4",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_task",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="task",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_task_history" ("agency", "area_id", "concerns", "done_at", "done_by", "due_on", "entered_at", "entered_by", "entered_by_id", "first_due_on", "id", "kind", "moved_at", "moved_because", "moved_by", "nominal_id", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_off_because", "put_off_by", "put_off_from", "put_off_on", "regime", "standing", "statutory", "taker_id", "what") SELECT old_values."agency", old_values."area_id", old_values."concerns", old_values."done_at", old_values."done_by", old_values."due_on", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."first_due_on", old_values."id", old_values."kind", old_values."moved_at", old_values."moved_because", old_values."moved_by", old_values."nominal_id", old_values."outcome", NOW(), \'delete\', old_values."id", old_values."put_off_because", old_values."put_off_by", old_values."put_off_from", old_values."put_off_on", old_values."regime", old_values."standing", old_values."statutory", old_values."taker_id", old_values."what" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="bb116ba7e140910a4b2faabb891438a41e4148da",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_4c942",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_task",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="taskhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6dba3e49fe8a6b7c6ef05b17e458b72c55d30266",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_06ffc",
                        table="nominals_task_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="youthlead",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_youthlead_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="youthlead",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", "")
                        ),
                        models.Q(
                            ("withdrawn_at__isnull", False),
                            models.Q(("withdrawn_by", ""), _negated=True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_youthlead_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="youthlead",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_youthlead_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="youthlead",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_youthlead_standing_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="youthlead",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_youth_lead_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "name", "nominal_id", "note", "organisation", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "telephone", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."name", new_values."nominal_id", new_values."note", new_values."organisation", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."telephone", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="743cba80f2797c5810e8f19141a1d0c6b7388fe0",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a2c32",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_youth_lead",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="youthlead",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_youth_lead_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "name", "nominal_id", "note", "organisation", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "telephone", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."name", new_values."nominal_id", new_values."note", new_values."organisation", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."telephone", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ab91cae0f4c857ce7cc3452f08c544e944daf85a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e2023",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_youth_lead",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="youthlead",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_youth_lead_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "name", "nominal_id", "note", "organisation", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "telephone", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."name", old_values."nominal_id", old_values."note", old_values."organisation", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."telephone", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="0792204eb0e499be8fb929f7775c7b71ac1542bf",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3c1f3",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_youth_lead",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="youthleadhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a6a5724a3bc689313c6bce40d73032513590e9fd",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_48b33",
                        table="nominals_youth_lead_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(TASKS, migrations.RunSQL.noop),
            migrations.RunSQL(TASK_VERBS, migrations.RunSQL.noop),
            migrations.RunSQL(CHILDREN, migrations.RunSQL.noop),
            migrations.RunSQL(TOUCHED, migrations.RunSQL.noop),
        ]
    )
