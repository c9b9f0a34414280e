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

-- Both areas of a transfer see it; the one that is asked does not see the record before it accepts.
alter table cases_transfer enable row level security;
create policy in_scope on cases_transfer for select to web using (
    (from_area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[])
     or to_area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[]))
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
        (nominal_id, to_area_id, offered_by, reason, accepted_by, accepted_at, effective_on)
    values (nominal, taking, by_whom, why, by_whom, now(), audit_today());
    insert into cases_responsibility (nominal_id, area_id, during)
    values (nominal, taking, daterange(audit_today(), null));
end $$;

-- The responsible area offers a person to another.
create function cases_offer_transfer(nominal bigint, area smallint, by_whom text, why text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    giving smallint;
    offered bigint;
begin
    select r.area_id into giving from cases_responsibility r
    where r.nominal_id = nominal and r.during @> audit_today()
      and r.area_id = any (agencies_scope());
    if giving is null or nominals_barred(nominal) then
        raise exception 'only the responsible area can offer a transfer'
            using errcode = 'insufficient_privilege';
    end if;
    insert into cases_transfer (nominal_id, from_area_id, to_area_id, offered_by, reason,
                                accepted_by)
    values (nominal, giving, area, by_whom, why, '')
    returning id into offered;
    return offered;
end $$;

-- The area that was asked accepts: from today it is responsible, and sees the record; the other's
-- sight of it ended yesterday. One transaction, so nobody falls between.
create function cases_accept_transfer(transfer bigint, by_whom text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    t cases_transfer;
begin
    select * into t from cases_transfer where id = transfer for update;
    if t.id is null or not (t.to_area_id::int = any (agencies_scope()))
        or nominals_barred(t.nominal_id)
    then
        raise exception 'only the area that was asked can accept a transfer'
            using errcode = 'insufficient_privilege';
    end if;
    if t.accepted_at is not null then
        raise exception 'this transfer was accepted before' using errcode = 'check_violation';
    end if;
    if not exists (select from cases_responsibility r where r.nominal_id = t.nominal_id
                   and r.area_id = t.from_area_id and r.during @> audit_today()) then
        raise exception 'the area that offered this transfer is no longer responsible'
            using errcode = 'check_violation';
    end if;
    update cases_transfer
    set accepted_by = by_whom, accepted_at = now(), effective_on = audit_today()
    where id = transfer;

    delete from cases_responsibility
    where nominal_id = t.nominal_id and lower(during) >= audit_today();
    update cases_responsibility set during = daterange(lower(during), audit_today())
    where nominal_id = t.nominal_id and during @> audit_today();
    insert into cases_responsibility (nominal_id, area_id, during)
    values (t.nominal_id, t.to_area_id, daterange(audit_today(), null));

    delete from nominals_access
    where nominal_id = t.nominal_id and basis = 'responsible' and lower(during) >= audit_today();
    update nominals_access set during = daterange(lower(during), audit_today())
    where nominal_id = t.nominal_id and basis = 'responsible' and during @> audit_today();
    insert into nominals_access (nominal_id, area_id, basis, during)
    values (t.nominal_id, t.to_area_id, 'responsible', daterange(audit_today(), null));

    -- A level that runs today runs on, until the new area decides; as the derivation has it.
    insert into cases_level (nominal_id, area_id, level, during, carried)
    select t.nominal_id, t.to_area_id, l.level, daterange(audit_today(), least(upper(l.during), (
            select min(lower(d.during)) from cases_level d
            where d.nominal_id = t.nominal_id and d.area_id = t.to_area_id
              and lower(d.during) > audit_today()))), true
    from cases_level l
    where l.nominal_id = t.nominal_id and l.area_id = t.from_area_id
      and l.during @> audit_today()
      and (l.during @> audit_today() - 1 or l.carried)
      and not exists (select from cases_level d
                      where d.nominal_id = t.nominal_id and d.area_id = t.to_area_id
                        and d.during @> audit_today());
    delete from cases_level
    where nominal_id = t.nominal_id and area_id = t.from_area_id and carried
      and lower(during) >= audit_today();
    update cases_level set during = daterange(lower(during), audit_today())
    where nominal_id = t.nominal_id and area_id = t.from_area_id and carried
      and during @> audit_today();
    return t.nominal_id;
end $$;

revoke execute on function cases_take_on(bigint, text, text) from public;
revoke execute on function cases_offer_transfer(bigint, smallint, text, text) from public;
revoke execute on function cases_accept_transfer(bigint, text) from public;
grant execute on function cases_take_on(bigint, text, text),
    cases_offer_transfer(bigint, smallint, text, text), cases_accept_transfer(bigint, text) to web;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("nominals", "0007_caseload")]

    operations = [
        migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
        migrations.RunSQL(VERBS, migrations.RunSQL.noop),
    ]
