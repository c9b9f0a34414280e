from django.db import migrations

# Which roles are given these rows. Whoever holds none of them in the area sees none.
SECURITY = "array['security_officer']"
EXPORT = "array['security_officer', 'data_protection_officer']"
OFFICER = "array['data_protection_officer']"
APPROVER = "array['data_protection_officer', 'authority_lead']"
REVIEWER = "array['data_protection_officer', 'coordinator', 'deputy_coordinator']"

ME = "(select nullif(current_setting('app.user', true), ''))::bigint"


def as_one_of(roles):
    return f"area_id = any ((select agencies_areas_as({roles}))::int[])"


def in_scope(table):
    return f"""(select true from nominals_access a
        where a.nominal_id = {table}.nominal_id
          and a.area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[])
          and a.during @> (now() at time zone 'Europe/London')::date
        limit 1)"""


def reaches(table, may):
    return f"""exists (select from rights_areas({table}.nominal_id, '{may}'))"""


REACH = """
-- The caller's areas that may see a record today and in which the caller has one of these permissions.
-- Restricted or not: what they give says who looked and what is held, not what the record says; and
-- it matters most where fewest may look. Nobody reaches a record that they are shut out of.
create function rights_areas(of_nominal bigint, may text) returns setof smallint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select a.area_id from nominals_access a
    where a.nominal_id = of_nominal and a.during @> audit_today()
      and may = any (array['AUDIT_EXPORT', 'ACCESS_ANSWER', 'RECORD_ERASE'])
      and a.area_id::int = any (agencies_areas_as(agencies_roles_who_may(may)))
      and not nominals_shut_out(of_nominal)
    order by a.area_id
$$;

-- The same for who knows the reference: the record's id, and the first such area.
create function rights_record(asked text, may text)
returns table (nominal_id bigint, area_id smallint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select n.id, area from nominals_nominal n, rights_areas(n.id, may) as area
    where n.reference = asked limit 1
$$;
revoke execute on function rights_areas(bigint, text), rights_record(text, text) from public;
grant execute on function rights_areas(bigint, text), rights_record(text, text) to web;
"""

POLICIES = f"""
-- Unusual reading: the security officer of the area, and whom it is about unless it was referred.
alter table rights_reading_review enable row level security;
create policy of_own_area on rights_reading_review for select to web using (
    {as_one_of(SECURITY)} or (user_id = {ME} and outcome <> 'referred'));
create policy looked_into on rights_reading_review for insert to web with check (
    {as_one_of(SECURITY)} and reviewed_by_id = {ME} and contested = '' and answer = '');
create policy contested on rights_reading_review for update to web
    using (user_id = {ME} and outcome <> 'referred' and contested = '')
    with check (user_id = {ME} and contested <> '');
grant select on rights_reading_review to web;
grant insert (area_id, user_id, reader, measure, first, last, number, outcome, reason, reviewed_by,
    reviewed_by_id, reviewed_at, contested, contested_at, answer, answer_because, answered_by,
    answered_by_id, answered_at) on rights_reading_review to web;
-- What was said against it another security officer of the area decides; who it is, is found here.
create policy answered on rights_reading_review for update to web
    using ({as_one_of(SECURITY)} and contested <> '' and answer = '')
    with check ({as_one_of(SECURITY)} and answered_by_id = {ME});
create function rights_reading_answered() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.answer = '' then
        return new;
    end if;
    if old.contested = '' or (new.contested, new.contested_at)
        is distinct from (old.contested, old.contested_at) then
        raise exception 'an answer is to what was said before'
            using errcode = 'insufficient_privilege';
    end if;
    if nominals_caller() in (old.user_id, old.reviewed_by_id) then
        raise exception 'somebody else than the reader and who looked into it decides'
            using errcode = 'insufficient_privilege';
    end if;
    new.answered_by_id := nominals_caller();
    new.answered_by := (select u.name from agencies_user u where u.id = new.answered_by_id);
    new.answered_at := now();
    return new;
end $$;
revoke execute on function rights_reading_answered() from public;
create trigger answered before update on rights_reading_review
    for each row execute function rights_reading_answered();
grant update (contested, contested_at, answer, answer_because) on rights_reading_review to web;

-- Exports of the audit: whoever asked, and nobody else.
alter table rights_audit_export enable row level security;
create policy own on rights_audit_export for select to web using (asked_by_id = {ME});
create policy asked on rights_audit_export for insert to web with check (
    asked_by_id = {ME} and state = 'waiting' and file = '' and {as_one_of(EXPORT)}
    and (nominal_id is null or {reaches("rights_audit_export", "AUDIT_EXPORT")})
    and (of_user_id is null or exists (
        select from agencies_posting p
        where p.user_id = of_user_id and p.area_id = rights_audit_export.area_id)));
create policy worked_on on rights_audit_export to worker using (true) with check (true);
grant select on rights_audit_export to web, worker;
grant insert (area_id, nominal_id, of_user_id, subject, first, last, format, reason, asked_by,
    asked_by_id, asked_at, state, lines, file, done_at, expires_at) on rights_audit_export to web;
grant update (state, lines, file, done_at, expires_at) on rights_audit_export to worker;

-- Requests of people: the data protection officer of the area.
alter table rights_access_request enable row level security;
create policy of_own_area on rights_access_request to web using ({as_one_of(OFFICER)});
create policy in_own_name on rights_access_request as restrictive for insert to web with check (
    entered_by_id = {ME} and state = 'open'
    and (nominal_id is null or {reaches("rights_access_request", "ACCESS_ANSWER")}));
create policy worked_on on rights_access_request to worker using (true) with check (true);
grant select on rights_access_request to web, worker;
grant insert (kind, area_id, nominal_id, received_on, asked, identity_shown_on, identity_how,
    identity_checked_by, extended_because, state, answer, folder, gathered_at, ended_at, ended_by,
    entered_by, entered_by_id, entered_at) on rights_access_request to web;
grant update (identity_shown_on, identity_how, identity_checked_by, extended_because, state, answer,
    ended_at, ended_by) on rights_access_request to web;
grant update (state, folder, gathered_at, ended_at) on rights_access_request to worker;

alter table rights_withholding enable row level security;
create policy of_own_area on rights_withholding to web using (
    (select true from rights_access_request r where r.id = request_id limit 1));
create policy in_own_name on rights_withholding as restrictive for insert to web with check (
    decided_by_id = {ME});
create policy worked_on on rights_withholding for select to worker using (true);
grant select on rights_withholding to web, worker;
grant insert, delete on rights_withholding to web;
grant usage on sequence rights_withholding_id_seq to web;

-- Erasure: one asks, another decides, and neither says when it is done.
alter table rights_erasure enable row level security;
create policy of_own_area on rights_erasure for select to web using (
    {as_one_of(APPROVER)} or asked_by_id = {ME});
create policy asked on rights_erasure for insert to web with check (
    asked_by_id = {ME} and state = 'asked' and files = '{{}}'
    and ({as_one_of(OFFICER)} and {reaches("rights_erasure", "RECORD_ERASE")}
        or basis = 'retention' and {as_one_of(REVIEWER)} and {in_scope("rights_erasure")}));
create policy decided on rights_erasure for update to web
    using (state = 'asked' and asked_by_id <> {ME} and {as_one_of(APPROVER)})
    with check (state in ('approved', 'declined') and decided_by_id = {ME});
create policy worked_on on rights_erasure for select to worker using (true);
create policy failed on rights_erasure for update to worker
    using (state = 'approved') with check (state = 'failed');
grant select on rights_erasure to web, worker;
grant insert (nominal_id, area_id, basis, reason, whole, rows, asked_by, asked_by_id, asked_at,
    state, decided_by, decided_by_id, decided_at, done_at, removed, remains, files, fault)
    on rights_erasure to web;
grant update (state, decided_by, decided_by_id, decided_at) on rights_erasure to web;
grant update (state, fault) on rights_erasure to worker;

-- How long it is kept: whoever reviews that in the area.
alter table rights_retention_review enable row level security;
create policy of_own_area on rights_retention_review for select to web using (
    {as_one_of(REVIEWER)});
create policy decided on rights_retention_review for insert to web with check (
    decided_by_id = {ME}
    and ({as_one_of(REVIEWER)} and {in_scope("rights_retention_review")}
        or {as_one_of(OFFICER)} and {reaches("rights_retention_review", "RECORD_ERASE")}));
create policy counted on rights_retention_review for select to count using (true);
grant select on rights_retention_review to web, count;
grant insert (nominal_id, area_id, decided_on, decision, reason, decided_by, decided_by_id,
    decided_at) on rights_retention_review to web;

-- Restricted records that the caller answers for as data protection officer and does not see, on a
-- day: what the rule counts from, and whom to ask; nothing else of the record.
create function rights_retained_restricted(on_day date)
returns table (id bigint, reference text, born_on date, area_id smallint, opened date,
    reviewed date, held boolean, restricted_by text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select n.id, n.reference, n.born_on,
        (select min(area) from rights_areas(n.id, 'RECORD_ERASE') area),
        (select min(lower(f.during)) from nominals_access f where f.nominal_id = n.id),
        (select max(r.decided_on) from rights_retention_review r
         where r.nominal_id = n.id and r.decision <> 'erase'),
        coalesce((select r.decision = 'hold' from rights_retention_review r
                  where r.nominal_id = n.id and r.decision in ('hold', 'lift')
                  order by r.id desc limit 1), false),
        s.imposed_by
    from nominals_restriction s join nominals_nominal n on n.id = s.nominal_id
    where s.lifted_at is null and not nominals_in_sight(n.id)
      and exists (select from rights_areas(n.id, 'RECORD_ERASE'))
      and exists (select from nominals_access a
                  where a.nominal_id = n.id and a.during @> on_day)
$$;
revoke execute on function rights_retained_restricted(date) from public;
grant execute on function rights_retained_restricted(date) to web;
"""

TABLES = """
-- Every table that holds something of a person, and under which condition a row of it does: driven
-- by the catalogue, so that no table is forgotten. A table that names a nominal; one that hangs by
-- a foreign key on such a row; the history of either; the reasons that were given for what was
-- done.
create function rights_tables() returns table (source text, condition text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
    known jsonb;
    more jsonb;
begin
    select jsonb_object_agg(c.relname, c.conditions) into known from (
        select t.relname, string_agg(format('%I = $1', a.attname), ' or ' order by a.attnum)
            as conditions
        from pg_class t join pg_attribute a on a.attrelid = t.oid and not a.attisdropped
        where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p')
          and a.attnum > 0 and a.attname ~ '(^|_)nominal_id$'
        group by t.relname
    ) c;
    known := known || jsonb_build_object(
        'nominals_nominal', 'id = $1', 'nominals_nominal_history', 'id = $1',
        'audit_operation', 'id in (select operation from audit_event where nominal_id = $1)');
    loop
        select jsonb_object_agg(t.relname, format('%I in (select id from %I where %s)',
                a.attname, p.relname, known ->> p.relname::text)) into more
        from pg_constraint f
        join pg_class p on p.oid = f.confrelid
        join pg_class c on c.oid = f.conrelid
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
        join pg_class t on t.relnamespace = c.relnamespace and t.relkind in ('r', 'p')
            and t.relname in (c.relname, c.relname || '_history')
        where f.contype = 'f' and c.relnamespace = 'public'::regnamespace
          and cardinality(f.conkey) = 1 and p.relname <> 'nominals_nominal'
          and known ? p.relname::text and not known ? t.relname::text;
        exit when more is null;
        known := known || more;
    end loop;
    return query select k.key, k.value from jsonb_each_text(known) k order by 1;
end $$;

-- A row as it may lie in the folder of a request. Of a text that is withheld for a victim's sake,
-- that victim liaison has not judged yet or could not take out, and of all in their compartment (whom
-- of them it is that knows the person, too), nothing but that it is there; of a report that its
-- grading keeps within the agency it came from, not what it says. What is a copy of another row (a
-- merge's, a search's) goes by that row. Null: the row does not come at all.
create function rights_without_secrets(source text, row_id bigint, content jsonb) returns jsonb
language sql stable set search_path = pg_catalog, public, pg_temp as $$
    with row as (
        select case source
                when 'nominals_merge_row' then content ->> 'of_table'
                when 'nominals_search_fact' then content ->> 'source'
                when 'nominals_search_name' then case content ->> 'source'
                    when '1' then 'nominals_record' when '2' then 'nominals_name'
                    when '3' then 'nominals_further_name' else 'nominals_nominal' end
                else regexp_replace(source, '_history$', '') end as of_table,
            case source
                when 'nominals_merge_row' then (content ->> 'row_id')::bigint
                when 'nominals_search_fact' then (content ->> 'source_id')::bigint
                when 'nominals_search_name' then (content ->> 'source_id')::bigint
                else coalesce((content ->> 'pgh_obj_id')::bigint, row_id) end as id,
            case source when 'nominals_merge_row' then content -> 'was'
                        else content end as said
    )
    select case
        -- What is kept apart for gender history: not even that there is a row.
        when row.said ->> 'compartment' = 'gender' and row.of_table = 'nominals_withheld'
            or exists (select from nominals_withheld w
                where w.of_table = row.of_table and w.row_id = row.id and w.compartment = 'gender')
        then null
        -- Of what somebody has half typed nobody has looked whom it names.
        when row.of_table = 'nominals_draft'
        then content - 'fields' || jsonb_build_object('withheld', 'begun, and not yet written')
        when row.of_table ~ '^victims_' or row.of_table in ('nominals_withheld', 'nominals_gender')
            or exists (select from nominals_withheld w
                where w.of_table = row.of_table and w.row_id = row.id)
            or exists (select from victims_mention m
                where m.of_table = row.of_table and m.outcome in ('', 'rung')
                  and m.row_id = row.id)
            or row.of_table = 'nominals_listed' and (row.said ->> 'compartment' <> ''
                -- Who was let in for the reason of a restriction, which waits or waited as that.
                or exists (select from nominals_restriction r join victims_mention m
                    on m.of_table = 'nominals_restriction' and m.row_id = r.id
                        and m.outcome in ('', 'rung')
                    where r.nominal_id = (row.said ->> 'nominal_id')::bigint
                      and r.why = row.said ->> 'why'))
            -- What was done in the compartment, and words of the audit that name a victim.
            or source = 'audit_event' and exists (select from audit_operation o
                where o.id = (content ->> 'operation')::uuid and o.compartment = 'victims')
            or row.of_table ~ '^audit_' and (content ->> 'compartment' = 'victims'
                or exists (select from victims_link l
                    where l.nominal_id = coalesce((content ->> 'nominal_id')::bigint, (
                            select min(e.nominal_id) from audit_event e
                            where e.operation = (content ->> 'id')::uuid))
                      and victims_named(concat_ws(E'\n', content ->> 'sentence',
                          content ->> 'reason'), l.victim_id, l.nominal_id)))
        then jsonb_build_object('id', row_id, 'withheld', 'for others to answer')
        when row.of_table = 'nominals_intelligence' and row.said ->> 'handling_code' in ('4', 'C')
        then content - array['report', 'sanitised', 'conditions', 'note', 'source', 'reference', 'was']
            || jsonb_build_object('withheld', 'for the agency it came from to answer')
        -- A freeze keeps the name borne then.
        when row.of_table = 'statistics_frozen_case' then content - 'name'
        -- The name borne now in place of a former one that the law protects.
        when source ~ '^nominals_(nominal|record)(_history)?$'
        then nominals_as_borne(nominals_stands_for(
            coalesce(content ->> 'nominal_id', content ->> 'id')::bigint), content)
        else content
    end
    from row
$$;

-- All that is held on the person of a request under way, row by row.
create function rights_gather(number bigint)
returns table (source text, row_id bigint, content jsonb)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    of_nominal bigint;
    t record;
begin
    select r.nominal_id into of_nominal from rights_access_request r
    where r.id = number and r.state = 'gathering';
    if of_nominal is null then
        raise exception 'nothing is gathered but for a request under way'
            using errcode = 'insufficient_privilege';
    end if;
    -- Also what was written under a number that was merged into this one. Gender history is for those
    -- who are named in it, and never comes here (Gender Recognition Act 2004, section 22), nor do the
    -- digests by which a search keeps out the names that it gives.
    for t in select x.*, n.of_number from rights_tables() x,
            unnest(nominals_numbers_of(of_nominal)) as n (of_number)
            where x.source !~ '^nominals_(gender(_history)?|search_hidden)$' loop
        return query execute format(
            'select * from (select %L::text, j.id, rights_without_secrets(%L, j.id, j.o)'
            ' from (select coalesce((r.o ->> ''pgh_id'')::bigint,'
            '   case when r.o ->> ''id'' ~ ''^[0-9]+$'' then (r.o ->> ''id'')::bigint end, 0) as id, r.o'
            '  from (select to_jsonb(t) as o from %I t where %s) r) j) g (source, id, said)'
            ' where said is not null order by 2',
            t.source, t.source, t.source, t.condition) using t.of_number;
    end loop;
end $$;

-- The audit of one record, or of one user, for the time that an export asks for: who, when, what,
-- why; and no content of a case.
create function rights_audit_lines(number bigint)
returns table (at timestamptz, stream text, actor text, action text, what text, purpose text,
               reason text, area text, reference text, refused boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    x rights_audit_export;
    first_moment timestamptz;
    end_moment timestamptz;
    t record;
begin
    select * into x from rights_audit_export e where e.id = number and e.state = 'waiting';
    if x.id is null then
        raise exception 'no audit is read but for an export that was asked for'
            using errcode = 'insufficient_privilege';
    end if;
    first_moment := x.first::timestamp at time zone 'Europe/London';
    end_moment := (x.last + 1)::timestamp at time zone 'Europe/London';
    return query
        select a.at, 'looked', a.actor, a.action, a.what, a.reason_code, a.reason, a.area,
            coalesce(n.reference, ''), a.refused
        from audit_access a left join nominals_nominal n on n.id = a.nominal_id
        where (a.nominal_id = any (nominals_numbers_of(x.nominal_id))
               or a.user_id = x.of_user_id)
          and a.at >= first_moment and a.at < end_moment;
    return query
        select e.at, 'happened', o.actor, e.verb, '', o.purpose, o.reason, e.area,
            coalesce(n.reference, e.reference), false
        from audit_event e join audit_operation o on o.id = e.operation
        left join nominals_nominal n on n.id = e.nominal_id
        where (e.nominal_id = any (nominals_numbers_of(x.nominal_id))
               or o.user_id = x.of_user_id)
          and e.at >= first_moment and e.at < end_moment;
    if x.nominal_id is not null then
        -- That something was written of gender history is for those named in it alone.
        for t in select k.*, n.of_number from rights_tables() k,
                unnest(nominals_numbers_of(x.nominal_id)) as n (of_number)
                where k.source like '%\\_history' and k.source <> 'nominals_gender_history' loop
            return query execute format(
                'select h.pgh_created_at, ''written'', o.actor, h.pgh_label, %L, o.purpose,'
                ' o.reason, '''', n.reference, false'
                ' from (select * from %I where %s) h join audit_operation o on o.id = h.operation'
                ' join nominals_nominal n on n.id = $1'
                ' where h.pgh_created_at >= $2 and h.pgh_created_at < $3',
                regexp_replace(t.source, '_history$', ''), t.source, t.condition
            ) using t.of_number, first_moment, end_moment;
        end loop;
    else
        return query
            select o.at, 'written', o.actor, 'operation', '', o.purpose, o.reason, '', '', false
            from audit_operation o
            where o.user_id = x.of_user_id and o.at >= first_moment and o.at < end_moment
              and not exists (select from audit_event e where e.operation = o.id);
    end if;
end $$;

revoke execute on function rights_tables(), rights_without_secrets(text, bigint, jsonb),
    rights_gather(bigint), rights_audit_lines(bigint) from public;
grant execute on function rights_gather(bigint), rights_audit_lines(bigint) to worker;
"""

READING = """
-- Whether reading about a person on a day was the reader's own work: the person on their caseload or
-- on that of somebody for whom they covered, or with them as a task; at Level 2 or 3, for who answers
-- for meetings of the area; the case of one of the team, for a supervisor of the agency there.
create function rights_own_work(reader bigint, of_agency text, of_roles text[], of_areas int[],
    of_nominal bigint, on_day date) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select exists (
            select from nominals_caseload c
            where c.nominal_id = of_nominal and c.during @> on_day
              and (c.user_id = reader
                   or c.user_id in (select v.user_id from nominals_cover v
                                    where v.covered_by_id = reader and v.during @> on_day)
                   or c.as_what = 'manager' and c.agency = of_agency
                      and c.area_id = any (of_areas)
                      and of_roles && array['police_supervisor', 'probation_supervisor',
                                            'central_point']))
        or exists (
            select from nominals_task t
            where t.nominal_id = of_nominal and t.taker_id = reader
              and (t.entered_at at time zone 'Europe/London')::date <= on_day
              and (t.done_at is null
                   or (t.done_at at time zone 'Europe/London')::date >= on_day))
        or of_roles && array['coordinator', 'deputy_coordinator', 'mappa_administrator', 'chair']
           and exists (
            select from cases_level l
            where l.nominal_id = of_nominal and l.level > 1 and l.area_id = any (of_areas)
              and l.during @> on_day)
$$;

-- Each reading, from one day to another, by somebody posted in an area whose security officer asks,
-- under each measure that it falls under. Times are London's.
create function rights_measured(first_day date, last_day date)
returns table (id bigint, user_id bigint, measure text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with readers as materialized (
        select u.id, lower(regexp_replace(u.name, '^.* ', '')) as surname, u.agency,
            array_agg(p.role) as roles, array_agg(p.area_id::int) as areas
        from agencies_user u join agencies_posting p on p.user_id = u.id
        where p.during && daterange(first_day, last_day, '[]')
        group by u.id
        having array_agg(p.area_id::int) && agencies_areas_as(array['security_officer'])
    ),
    looks as materialized (
        select a.*, (a.at at time zone 'Europe/London') as london, r.surname, r.agency, r.roles,
            r.areas
        from readers r join audit_access a on a.user_id = r.id
        where a.at >= first_day::timestamp at time zone 'Europe/London'
          and a.at < (last_day + 1)::timestamp at time zone 'Europe/London'
    ),
    namesakes as materialized (
        select r.id as user_id, n.id as nominal_id
        from readers r join nominals_nominal n on lower(n.surname) = r.surname
        union
        select r.id, n.nominal_id from readers r join nominals_name n on lower(n.surname) = r.surname
    )
    select l.id, l.user_id, 'volume' from looks l
    join (select d.*, rights_own_work(d.user_id, d.agency, d.roles, d.areas, d.nominal_id, d.day)
              as own
          from (select distinct l.user_id, l.agency, l.roles, l.areas, l.nominal_id,
                    l.london::date as day
                from looks l
                where l.action = 'read' and not l.refused and l.nominal_id is not null) d) o
        on o.user_id = l.user_id and o.nominal_id = l.nominal_id and o.day = l.london::date
    where l.action = 'read' and not l.refused and not o.own
    union all
    select l.id, l.user_id, 'own_surname' from looks l
    join namesakes n on n.user_id = l.user_id and n.nominal_id = l.nominal_id
    where l.action <> 'list'
    union all
    select l.id, l.user_id, 'out_of_hours' from looks l
    where (extract(hour from l.london) < 7 or extract(hour from l.london) >= 19
           or extract(isodow from l.london) >= 6)
      and not (l.roles && array['duty_officer', 'approved_premises'])
    union all
    select l.id, l.user_id, 'out_of_area' from looks l
    where l.nominal_id is not null
      and not exists (select from nominals_access x where x.nominal_id = l.nominal_id
                      and x.area_id = any (l.areas) and x.during @> l.london::date)
    union all
    select l.id, l.user_id, 'not_theirs' from looks l
    where l.action in ('read', 'print', 'export') and not l.refused and l.nominal_id is not null
      and l.agency in ('police', 'probation', 'prison')
      and not exists (select from nominals_record c where c.nominal_id = l.nominal_id
                      and c.agency = l.agency and c.area_id = any (l.areas))
    union all
    select l.id, l.user_id, 'refusals' from looks l where l.refused
    union all
    select l.id, l.user_id, 'addresses' from looks l where l.what = 'a blind address check'
    union all
    select l.id, l.user_id, 'taken_out' from looks l
    where l.action in ('export', 'print') and not l.refused
$$;

-- By person and measure: how many people and how many pages, and how many people they opened in all;
-- of volume and of what was taken out also one's own usual for so many days (of the four such times
-- before; null for who read nothing then), and the median of colleagues with a role in common (null
-- where there is none).
create function rights_unusual_reading(first_day date, last_day date)
returns table (user_id bigint, reader text, area_ids int[], roles text[], measure text,
               people bigint, pages bigint, in_all bigint, usual numeric, colleagues numeric)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with officer as materialized (
        select agencies_areas_as(array['security_officer']) as areas
    ),
    readers as materialized (
        select u.id, u.name, u.agency, array_agg(distinct p.area_id::int) as areas,
            array_agg(distinct p.role) as roles
        from agencies_user u join agencies_posting p on p.user_id = u.id
        where p.during && daterange(first_day, last_day, '[]')
          and p.area_id = any (array(select unnest(areas) from officer))
        group by u.id
    ),
    counted as materialized (
        select m.user_id, m.measure, count(distinct a.nominal_id) as people,
            count(distinct a.at) as pages
        from rights_measured(first_day, last_day) m join audit_access a on a.id = m.id
        group by m.user_id, m.measure
    ),
    opened as materialized (
        select a.user_id, count(distinct a.nominal_id) as people
        from readers r join audit_access a on a.user_id = r.id
        where a.at >= first_day::timestamp at time zone 'Europe/London'
          and a.at < (last_day + 1)::timestamp at time zone 'Europe/London'
          and a.action = 'read' and not a.refused
        group by a.user_id
    ),
    before as materialized (
        select b.user_id, b.measure, sum(b.people) / 4.0 as people from (
            select d.user_id, d.measure, count(distinct d.nominal_id) filter (
                where d.measure <> 'volume' or not rights_own_work(d.user_id, d.agency, d.roles,
                    d.areas, d.nominal_id, d.day)) as people
            from (
                select distinct a.user_id, r.agency, r.roles, r.areas, a.nominal_id,
                    case when a.action = 'read' then 'volume' else 'taken_out' end as measure,
                    (a.at at time zone 'Europe/London')::date as day
                from readers r join audit_access a on a.user_id = r.id
                where a.at >= (first_day - 4 * (last_day - first_day + 1))::timestamp
                        at time zone 'Europe/London'
                  and a.at < first_day::timestamp at time zone 'Europe/London'
                  and a.action in ('read', 'export', 'print') and not a.refused
                  and a.nominal_id is not null
            ) d
            group by d.user_id, d.measure, (first_day - 1 - d.day) / (last_day - first_day + 1)
        ) b group by b.user_id, b.measure
    ),
    beside as materialized (
        select r.id as user_id, m.measure,
            percentile_cont(0.5) within group (order by coalesce(c.people, 0)) as people
        from readers r
        join readers other on other.id <> r.id and other.roles && r.roles
        cross join (values ('volume'), ('taken_out')) as m (measure)
        left join counted c on c.user_id = other.id and c.measure = m.measure
        group by r.id, m.measure
    )
    select r.id, r.name, r.areas, r.roles, c.measure, c.people, c.pages, coalesce(o.people, 0),
        b.people::numeric, s.people::numeric
    from counted c
    join readers r on r.id = c.user_id
    left join opened o on o.user_id = c.user_id
    left join before b on b.user_id = c.user_id and b.measure = c.measure
    left join beside s on s.user_id = c.user_id and s.measure = c.measure
    order by r.name, r.id, c.measure
$$;

-- The pages behind one line of it, newest first: which page, of which records, and no more.
create function rights_readings(of_user bigint, of_measure text, first_day date, last_day date,
                                skip int, take int)
returns table (at timestamptz, action text, what text, refs text[], area text,
               refused boolean, in_all bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select a.at, a.action, a.what,
        coalesce(array_agg(distinct n.reference) filter (where n.id is not null), '{}'),
        a.area, a.refused, count(*) over ()
    from rights_measured(first_day, last_day) m
    join audit_access a on a.id = m.id
    left join nominals_nominal n on n.id = a.nominal_id
    where m.user_id = of_user and m.measure = of_measure
    group by a.at, a.action, a.what, a.area, a.refused
    order by a.at desc, a.what
    limit take offset skip
$$;

revoke execute on function rights_own_work(bigint, text, text[], int[], bigint, date),
    rights_measured(date, date), rights_unusual_reading(date, date),
    rights_readings(bigint, text, date, date, int, int) from public;
grant execute on function rights_unusual_reading(date, date),
    rights_readings(bigint, text, date, date, int, int) to web;
"""

ERASE = """
-- Erase what one person asked for and another approved; docs/decisions/0008 says why it is done
-- here and so. The files that go with it, in the storage and below the exports, are named in
-- `files` of the erasure until they are gone.
create function rights_erase(number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    e rights_erasure;
    t record;
    wanted jsonb;
    tables text[];
    one text;
    left_over text[];
    freed text[];
    texts text[];
    pattern text;
    outside text[] := '{}';
    stored text[];
    of_number bigint;
    single text;
    found uuid[];
    operations uuid[] := '{}';
    gone jsonb := '{}';
    still jsonb := '{}';
    n bigint;
begin
    select * into e from rights_erasure r where r.id = number for update;
    if e.id is null or e.state <> 'approved' or e.decided_by_id is null
       or e.decided_by_id = e.asked_by_id then
        raise exception 'nothing is erased but what one person asked for and another approved'
            using errcode = 'insufficient_privilege';
    end if;
    perform pg_advisory_xact_lock(hashtext('openmappa figures'));

    -- Of a whole record, also what was written under numbers that were merged into it, those first.
    -- What may be said of the person in the words of others: full names either way round, numbers.
    foreach of_number in array case when e.whole
            then array(select m from unnest(nominals_numbers_of(e.nominal_id)) m
                       order by m = e.nominal_id)
            else array[e.nominal_id] end loop
    e.nominal_id := of_number;
    select array_agg(distinct regexp_replace(s.text, '([^[:alnum:][:space:]])', '\\\\\\1', 'g'))
    into texts from (
        select unnest(array[forenames || ' ' || surname, surname || ', ' || forenames,
                            surname || ' ' || forenames]) as text
        from (
            select forenames, surname from nominals_nominal where id = e.nominal_id
            union select forenames, surname from nominals_nominal_history where id = e.nominal_id
            union select forenames, surname from nominals_record where nominal_id = e.nominal_id
            union select forenames, surname from nominals_record_history
                where nominal_id = e.nominal_id
            union select forenames, surname from nominals_name where nominal_id = e.nominal_id
            union select forenames, surname from nominals_name_history
                where nominal_id = e.nominal_id
            union select forenames, surname from nominals_further_name
                where nominal_id = e.nominal_id
            union select forenames, surname from nominals_further_name_history
                where nominal_id = e.nominal_id
        ) names where forenames <> '' and surname <> ''
        union select given from nominals_identifier where nominal_id = e.nominal_id
        union select canonical from nominals_identifier where nominal_id = e.nominal_id
        union select given from nominals_identifier_history where nominal_id = e.nominal_id
        union select given from nominals_further_identifier where nominal_id = e.nominal_id
        union select canonical from nominals_further_identifier where nominal_id = e.nominal_id
        union select given from nominals_further_identifier_history
            where nominal_id = e.nominal_id
        union select source_key from nominals_record where nominal_id = e.nominal_id
        union select reference from nominals_nominal where id = e.nominal_id
    ) s where length(s.text) >= 4;
    pattern := '\\m(' || array_to_string(texts, '|') || ')\\M';

    select string_agg(distinct regexp_replace(s.text, '([^[:alnum:][:space:]])', '\\\\\\1', 'g'),
        '|') into single
    from (
        select unnest(array[surname, forenames]) as text from nominals_nominal
        where id = e.nominal_id
        union select unnest(array[surname, forenames]) from nominals_record
        where nominal_id = e.nominal_id
        union select unnest(array[surname, forenames]) from nominals_name
        where nominal_id = e.nominal_id
        union select unnest(array[surname, forenames]) from nominals_further_name
        where nominal_id = e.nominal_id
    ) s where length(s.text) >= 2;
    for t in select k.source, k.condition from rights_tables() k
             where k.source like '%\\_history' loop
        execute format('select array_agg(distinct operation) from %I where %s',
            t.source, t.condition) into found using e.nominal_id;
        operations := operations || found;
    end loop;

    -- What was gathered or answered for the person holds what is erased, even if that is one row.
    select outside || coalesce(array_agg(x.path), '{}') into outside from (
        select file as path from rights_audit_export
        where nominal_id = e.nominal_id and file <> '' and e.whole
        union select folder from rights_access_request
        where nominal_id = e.nominal_id and folder <> ''
    ) x;
    for t in select k.source, k.condition from rights_tables() k
             join pg_attribute a on a.attrelid = k.source::regclass and a.attname = 'stored_as'
             where k.source !~ '_history$' loop
        execute format('select array_agg(stored_as) from %I where (%s)'
            ' and ($2 or id in (select (r ->> 1)::bigint from jsonb_array_elements($3) r'
            ' where r ->> 0 = %L))', t.source, t.condition, t.source)
            into stored using e.nominal_id, e.whole, e.rows;
        outside := outside || coalesce(stored, '{}');
    end loop;

    -- The tombstone stays, and so do the audit (its words change) and the figures that were frozen.
    select array_agg(k.source order by k.source) into tables from rights_tables() k
    where k.source not like 'audit\\_%'
      and k.source not in ('rights_erasure', 'statistics_frozen_case');
    foreach one in array tables || array['statistics_frozen_case'] loop
        execute format('alter table %I disable trigger user', one);
    end loop;

    if e.whole then
        -- What nothing else hangs on goes first.
        left_over := tables;
        while cardinality(left_over) > 0 loop
            select array_agg(l order by l) into freed from unnest(left_over) l
            where not exists (
                select from pg_constraint f
                join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
                where f.contype = 'f' and p.relname = l and c.relname <> l
                  and c.relname = any (left_over));
            freed := coalesce(freed, left_over);
            for t in select k.source, k.condition from rights_tables() k
                     where k.source = any (freed)
                     order by length(k.condition) desc, k.source loop
                execute format('delete from %I where %s', t.source, t.condition)
                    using e.nominal_id;
                get diagnostics n = row_count;
                if n > 0 then gone := gone || jsonb_build_object(t.source, n); end if;
            end loop;
            left_over := array(select unnest(left_over) except select unnest(freed));
        end loop;
        update statistics_frozen_case
        set nominal_id = 0, reference = '', name = '', because = 'Erased by law; the figure stands.',
            facts = '{}'
        where nominal_id = e.nominal_id;
        get diagnostics n = row_count;
        if n > 0 then gone := gone || jsonb_build_object('statistics_frozen_case', n); end if;
    else
        for wanted in select * from jsonb_array_elements(e.rows) loop
            select k.source, k.condition into t from rights_tables() k
            where k.source = wanted ->> 0 and k.source = any (tables)
              and k.source not like '%\\_history' and k.source <> 'nominals_nominal';
            if t.source is null then
                raise exception 'rows of % are not erased one by one', wanted ->> 0
                    using errcode = 'check_violation';
            end if;
            execute format('delete from %I where id = $2 and (%s)', t.source, t.condition)
                using e.nominal_id, (wanted ->> 1)::bigint;
            get diagnostics n = row_count;
            if n <> 1 then
                raise exception 'row % of % is not of this person', wanted ->> 1, t.source
                    using errcode = 'check_violation';
            end if;
            gone := gone || jsonb_build_object(
                t.source, coalesce((gone ->> t.source)::bigint, 0) + 1);
            if to_regclass(t.source || '_history') is not null then
                -- The words of what wrote it go with it.
                execute format(
                    'update audit_event set sentence = ''Erased by law.'', reference = '''''
                    ' where nominal_id = $2 and operation in'
                    ' (select operation from %I where pgh_obj_id = $1)', t.source || '_history')
                    using (wanted ->> 1)::bigint, e.nominal_id;
                execute format('delete from %I where pgh_obj_id = $1', t.source || '_history')
                    using (wanted ->> 1)::bigint;
            end if;
        end loop;
    end if;
    -- Where the folder of a request goes, it is to be gathered again.
    update rights_access_request r
    set folder = '', state = case r.state when 'gathered' then 'open' else r.state end
    where r.nominal_id = e.nominal_id and r.folder <> '';
    set constraints all immediate;
    foreach one in array tables || array['statistics_frozen_case'] loop
        execute format('alter table %I enable trigger user', one);
    end loop;

    -- The search learnt nothing of this: its triggers rested too.
    if not e.whole then
        delete from nominals_search_fact f using jsonb_array_elements(e.rows) r
        where f.source = r ->> 0 and f.source_id = (r ->> 1)::bigint;
        perform nominals_search_refresh(array[e.nominal_id], waiting => true);
    end if;
    delete from nominals_search_word w
    where not exists (select from nominals_search_name n where n.surname = w.word)
      and not exists (select from nominals_search_name n where n.forename = w.word);

    if e.whole then
        -- The reasons of what was done to this record alone go whole; of what was done to others
        -- with it, every name.
        update audit_operation o set reason = 'Erased by law.'
        where o.reason <> ''
          and exists (select from audit_event v
                      where v.operation = o.id and v.nominal_id = e.nominal_id)
          and not exists (select from audit_event v
                          where v.operation = o.id and v.nominal_id <> e.nominal_id);
        update audit_operation o
        set reason = regexp_replace(o.reason, '\\m(' || single || ')\\M', '[erased]', 'gi')
        where o.reason <> '' and o.id = any (operations) and single <> '';
        update audit_event set sentence = 'Erased by law.', reference = ''
        where nominal_id = e.nominal_id;
        update audit_access set what = 'a record since erased by law'
        where nominal_id = e.nominal_id;
        if pattern is not null then
            update audit_operation set reason = regexp_replace(reason, pattern, '[erased]', 'gi')
            where reason ~* pattern;
            update audit_event set sentence = regexp_replace(sentence, pattern, '[erased]', 'gi')
            where sentence ~* pattern;
            update audit_event set reference = '' where reference ~* pattern;
            update audit_access set what = regexp_replace(what, pattern, '[erased]', 'gi')
            where what ~* pattern;
            -- Where a name or number of the person still stands in the words of other records, it
            -- is for people to judge: how many rows of which table.
            for t in
                select c.relname as source, string_agg(format('t.%I::text ~* $1', a.attname),
                    ' or ') as condition
                from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and a.attnum > 0 and a.atttypid in ('text'::regtype, 'jsonb'::regtype,
                    'varchar'::regtype, 'text[]'::regtype)
                  and c.relname !~ '^(auth|django|mfa|account|procrastinate|agencies)_'
                  and c.relname <> 'rights_erasure'
                group by c.relname
            loop
                execute format('select count(*) from %I t where %s', t.source, t.condition)
                    into n using pattern;
                if n > 0 then still := still || jsonb_build_object(t.source, n); end if;
            end loop;
        end if;
    end if;
    end loop;
    update rights_erasure r
    set state = 'done', done_at = now(), reason = '', rows = '[]', removed = gone,
        remains = still, files = outside
    where r.id = number;
end $$;

-- The files of an erasure that is done are gone.
create function rights_files_are_gone(number bigint) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    update rights_erasure set files = '{}' where id = number and state = 'done'
$$;
revoke execute on function rights_erase(bigint), rights_files_are_gone(bigint) from public;
grant execute on function rights_erase(bigint), rights_files_are_gone(bigint) to worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0001_initial"),
        ("agencies", "0002_areas_and_scope"),
        ("audit", "0003_readers"),
        ("cases", "0002_protection"),
        ("nominals", "0012_tasks"),
        ("statistics", "0002_protection"),
        ("victims", "0002_compartment"),
    ]

    operations = [
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        migrations.RunSQL(POLICIES, migrations.RunSQL.noop),
        migrations.RunSQL(TABLES, migrations.RunSQL.noop),
        migrations.RunSQL(READING, migrations.RunSQL.noop),
        migrations.RunSQL(ERASE, migrations.RunSQL.noop),
    ]
