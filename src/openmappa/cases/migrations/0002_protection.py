from django.db import migrations

PROTECTION = """
call nominals_protect('cases_reported_responsibility');
call nominals_protect('cases_reported_level');
call nominals_protect('cases_designation');
call nominals_protect('cases_responsibility', index_too => true);
call nominals_protect('cases_level', index_too => true);
call nominals_protect('cases_ground', index_too => true);
call nominals_protect_history('cases_reported_responsibility_history');
call nominals_protect_history('cases_reported_level_history');
call nominals_protect_history('cases_designation_history');
call nominals_protect_history('cases_responsibility_history');
call nominals_protect_history('cases_level_history');
call nominals_protect_history('cases_ground_history');
call nominals_protect_history('cases_transfer_history');
call nominals_follow_record('cases_reported_responsibility');
call nominals_follow_record('cases_reported_level');
call nominals_follow_record('cases_designation');
grant select on cases_reported_responsibility, cases_reported_level, cases_designation,
    cases_responsibility, cases_level, cases_ground to web, intake, count;
grant insert, update on cases_reported_responsibility, cases_reported_level, cases_designation
    to intake;
grant insert, update, delete on cases_responsibility, cases_level, cases_ground to intake;
call nominals_seen_by_way_of('cases_level');

-- A transfer is seen by whoever opens the record, and by those of both its areas who move cases from
-- area to area or answer for it; the area that is asked does not see the record before the arrival.
alter table cases_transfer enable row level security;
create policy in_scope on cases_transfer for select to web using (nominals_is_open(nominal_id));
create policy of_both_areas on cases_transfer for select to web using (
    ((select agencies_areas_as(agencies_roles_who_may('TRANSFER_VIEW')))::int[]
        && array[from_area_id, to_area_id]::int[])
    and not nominals_barred(nominal_id));
create policy taken_in on cases_transfer for select to intake using (true);
grant select on cases_transfer to web, intake;
"""

VERBS = """
-- Nobody holds this newly opened record yet: the area that opened it takes responsibility.
create function cases_take_on(nominal bigint, by_whom text, why text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    taking smallint;
begin
    select a.area_id into taking from nominals_access a
    where a.nominal_id = nominal and a.basis = 'responsible' and a.during @> audit_today()
      and a.area_id = any (agencies_scope());
    if taking is null or exists (select from cases_responsibility r where r.nominal_id = nominal)
    then
        raise exception 'an area can take on only a record that it opened and that nobody holds'
            using errcode = 'insufficient_privilege';
    end if;
    insert into cases_transfer
        (nominal_id, to_area_id, offered_by, reason, accepted_by, accepted_at, effective_on,
         declined_by, declined_because, withdrawn_by, withdrawn_because)
    values (nominal, taking, by_whom, why, by_whom, now(), audit_today(), '', '', '', '');
    insert into cases_responsibility (nominal_id, area_id, during)
    values (nominal, taking, daterange(audit_today(), null));
end $$;

-- The responsible area offers a person to another, which sees them from the day of arrival on.
create function cases_offer_transfer(nominal bigint, area smallint, arrival date, by_whom text,
    why text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    giving smallint;
    offered bigint;
begin
    -- Two who offer at once, or one who offers while another accepts, wait for each other here.
    select r.area_id into giving from cases_responsibility r
    where r.nominal_id = nominal and r.during @> audit_today()
      and r.area_id::int = any (agencies_areas_as(agencies_roles_who_may('CASELOAD_ASSIGN')))
    for update;
    if giving is null or not nominals_is_open(nominal) or nominals_barred(nominal)
        or nominals_in_emergency(nominal) then
        raise exception 'a transfer is offered by who assigns cases in the responsible area, and'
            ' sees the record in full' using errcode = 'insufficient_privilege';
    end if;
    if area = giving then
        raise exception 'a transfer is to another area' using errcode = 'check_violation';
    end if;
    if arrival not between audit_today() and audit_today() + 90 then
        raise exception 'the person arrives today or within 90 days'
            using errcode = 'check_violation';
    end if;
    if exists (select from cases_transfer t where t.nominal_id = nominal
               and t.accepted_at is null and t.withdrawn_at is null) then
        raise exception 'the person is offered to an area already: withdraw that first'
            using errcode = 'check_violation';
    end if;
    if exists (select from cases_transfer t
               where t.nominal_id = nominal and t.effective_on > audit_today()) then
        raise exception 'a transfer was accepted and takes effect on the day of arrival: the other'
            ' area offers the person from then on' using errcode = 'check_violation';
    end if;
    insert into cases_transfer (nominal_id, from_area_id, to_area_id, arrives_on, offered_by,
        reason, accepted_by, declined_by, declined_because, withdrawn_by, withdrawn_because)
    values (nominal, giving, area, arrival, by_whom, why, '', '', '', '', '')
    returning id into offered;
    insert into nominals_access (nominal_id, area_id, basis, during)
    values (nominal, area, 'transfer', daterange(arrival, null));
    return offered;
end $$;

-- An offer that stands, held fast: for who assigns cases in the area that is to answer.
create function cases_standing_transfer(transfer bigint, of_asked boolean) returns cases_transfer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t cases_transfer;
begin
    select * into t from cases_transfer where id = transfer for update;
    if t.id is null or nominals_barred(t.nominal_id)
        or not coalesce((case when of_asked then t.to_area_id else t.from_area_id end)::int = any (
            agencies_areas_as(agencies_roles_who_may('CASELOAD_ASSIGN'))), false)
    then
        raise exception 'a transfer is answered by who assigns cases in the area that was asked, and'
            ' withdrawn by who does in the area that offered it'
            using errcode = 'insufficient_privilege';
    end if;
    if t.accepted_at is not null then
        raise exception 'somebody has accepted this transfer meanwhile'
            using errcode = 'check_violation';
    end if;
    if t.withdrawn_at is not null then
        raise exception 'somebody has withdrawn this transfer meanwhile'
            using errcode = 'check_violation';
    end if;
    return t;
end $$;

-- What the area that is asked saw by the offer ends today.
create function cases_end_sight_by_transfer(nominal bigint) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    delete from nominals_access
    where nominal_id = nominal and basis = 'transfer' and lower(during) >= audit_today();
    update nominals_access set during = daterange(lower(during), audit_today())
    where nominal_id = nominal and basis = 'transfer' and during @> audit_today();
$$;

-- The area that was asked accepts: from today, or the day of arrival if that is later, it is
-- responsible, and sees the record; the other's sight of it ends the day before. One transaction, so
-- nobody falls between. Who accepts names a manager, or the case passes by itself.
create function cases_accept_transfer(transfer bigint, by_whom text, names_manager boolean)
returns cases_transfer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t cases_transfer := cases_standing_transfer(transfer, true);
    moves date := greatest(audit_today(), t.arrives_on);
begin
    perform from cases_responsibility r
    where r.nominal_id = t.nominal_id and r.area_id = t.from_area_id and r.during @> audit_today()
    for update;
    if not found then
        raise exception 'the area that offered this transfer is no longer responsible'
            using errcode = 'check_violation';
    end if;
    update cases_transfer set accepted_by = by_whom, accepted_at = now(), effective_on = moves
    where id = transfer returning * into t;

    delete from cases_responsibility where nominal_id = t.nominal_id and lower(during) >= moves;
    update cases_responsibility set during = daterange(lower(during), moves)
    where nominal_id = t.nominal_id and during @> moves;
    insert into cases_responsibility (nominal_id, area_id, during)
    values (t.nominal_id, t.to_area_id, daterange(moves, null));

    delete from nominals_access
    where nominal_id = t.nominal_id and basis = 'responsible' and lower(during) >= moves;
    update nominals_access set during = daterange(lower(during), moves)
    where nominal_id = t.nominal_id and basis = 'responsible' and during @> moves;
    insert into nominals_access (nominal_id, area_id, basis, during)
    values (t.nominal_id, t.to_area_id, 'responsible', daterange(moves, null));
    perform cases_end_sight_by_transfer(t.nominal_id);

    -- A level that runs that day runs on, until the new area decides; as the derivation has it.
    insert into cases_level (nominal_id, area_id, level, during, carried)
    select t.nominal_id, t.to_area_id, l.level, daterange(moves, least(upper(l.during), (
            select min(lower(d.during)) from cases_level d
            where d.nominal_id = t.nominal_id and d.area_id = t.to_area_id
              and lower(d.during) > moves))), true
    from cases_level l
    where l.nominal_id = t.nominal_id and l.area_id = t.from_area_id
      and l.during @> moves
      and (l.during @> moves - 1 or l.carried)
      and not exists (select from cases_level d
                      where d.nominal_id = t.nominal_id and d.area_id = t.to_area_id
                        and d.during @> moves);
    delete from cases_level
    where nominal_id = t.nominal_id and area_id = t.from_area_id and carried
      and lower(during) >= moves;
    update cases_level set during = daterange(lower(during), moves)
    where nominal_id = t.nominal_id and area_id = t.from_area_id and carried
      and during @> moves;
    if not names_manager then
        perform nominals_pass_on_moved(t.nominal_id);
    end if;
    -- Whoever accepts sees the record while they say who manages it.
    perform set_config('app.let_in', (
        coalesce((nullif(current_setting('app.let_in', true), ''))::bigint[], '{}')
        || t.nominal_id)::text, true);
    return t;
end $$;

-- It declines: the offer stands, and what it sees of the person, until it accepts after all or the
-- other area withdraws.
create function cases_decline_transfer(transfer bigint, by_whom text, why text)
returns cases_transfer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t cases_transfer := cases_standing_transfer(transfer, true);
begin
    if t.declined_at is not null then
        raise exception 'somebody has declined this transfer before'
            using errcode = 'check_violation';
    end if;
    update cases_transfer set declined_by = by_whom, declined_at = now(), declined_because = why
    where id = transfer returning * into t;
    return t;
end $$;

-- The area that offered takes it back.
create function cases_withdraw_transfer(transfer bigint, by_whom text, why text)
returns cases_transfer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t cases_transfer := cases_standing_transfer(transfer, false);
begin
    update cases_transfer set withdrawn_by = by_whom, withdrawn_at = now(), withdrawn_because = why
    where id = transfer returning * into t;
    perform cases_end_sight_by_transfer(t.nominal_id);
    return t;
end $$;

-- What was offered to or by the caller's areas: what stands, or the one of a number as it ended. The
-- reference is told before the person is in sight. `late`: not accepted for over 24 hours since the
-- day of arrival began, or since it was offered. A text that is withheld is empty; the offer shows,
-- since somebody must answer it.
create function cases_transfers(of_transfer bigint)
returns table (id bigint, nominal_id bigint, reference text, from_area text, to_area text,
               from_us boolean, to_us boolean, offered_by text, offered_at timestamptz,
               arrives_on date, reason text, declined_by text, declined_at timestamptz,
               declined_because text, accepted_by text, accepted_at timestamptz, effective_on date,
               withdrawn_by text, withdrawn_at timestamptz, arrived boolean, late boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with mine as materialized (
        select agencies_areas_as(agencies_roles_who_may('TRANSFER_VIEW')) as areas,
            nominals_withheld_from_me('cases_transfer') as withheld
    )
    select t.id, t.nominal_id, nominals_reference(t.nominal_id), f.name, g.name,
        t.from_area_id::int = any (mine.areas), t.to_area_id::int = any (mine.areas),
        t.offered_by, t.offered_at, t.arrives_on,
        case when t.id = any (mine.withheld) then '' else t.reason end,
        t.declined_by, t.declined_at,
        case when t.id = any (mine.withheld) then '' else t.declined_because end,
        t.accepted_by, t.accepted_at, t.effective_on, t.withdrawn_by, t.withdrawn_at,
        t.arrives_on <= audit_today(),
        t.accepted_at is null and t.withdrawn_at is null and now() > interval '24 hours'
            + greatest(t.arrives_on::timestamp at time zone 'Europe/London', t.offered_at)
    from cases_transfer t
    join agencies_area f on f.id = t.from_area_id join agencies_area g on g.id = t.to_area_id
    cross join mine
    where (t.from_area_id::int = any (mine.areas) or t.to_area_id::int = any (mine.areas))
      and case when of_transfer is null then t.accepted_at is null and t.withdrawn_at is null
               else t.id = of_transfer end
      and not nominals_barred(t.nominal_id)
    order by t.arrives_on, t.id
$$;

revoke execute on function cases_take_on(bigint, text, text),
    cases_offer_transfer(bigint, smallint, date, text, text),
    cases_standing_transfer(bigint, boolean), cases_end_sight_by_transfer(bigint),
    cases_accept_transfer(bigint, text, boolean), cases_decline_transfer(bigint, text, text),
    cases_withdraw_transfer(bigint, text, text), cases_transfers(bigint) from public;
grant execute on function cases_take_on(bigint, text, text),
    cases_offer_transfer(bigint, smallint, date, text, text), cases_accept_transfer(bigint, text, boolean),
    cases_decline_transfer(bigint, text, text), cases_withdraw_transfer(bigint, text, text),
    cases_transfers(bigint) to web;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("nominals", "0007_caseload")]

    operations = [
        migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
        migrations.RunSQL(VERBS, migrations.RunSQL.noop),
    ]
