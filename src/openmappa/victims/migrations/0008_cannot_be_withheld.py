from django.db import migrations

# Who works with somebody, who sees the record and how it stands: words that people write there may
# name a victim, too. Without such a row a case would be nobody's or a record everybody's, so it cannot
# be withheld; victim liaison is told of it all the same, and of who wrote it.
WATCHED = """
call victims_watch_only('nominals_caseload', '{why, named_by, risk, named_by, due_next, named_by,
    whom_to_ring, named_by}');
call victims_watch_only('nominals_restriction', '{why, imposed_by, ring, imposed_by,
    lifted_because, lifted_by}');
-- Whoever restricts a record lets people in for the reason that stands there.
call victims_watch_only('nominals_listed', '{why, listed_by, ended_because, ended_by}',
    again => $$w.side = 'let_in' and exists (select from nominals_restriction r
        where r.nominal_id = w.nominal_id and r.why = w.why)$$);
call victims_watch_only('nominals_emergency', '{reason, user_name, finding, reviewed_by}');
call victims_watch_only('nominals_archive', '{note, archived_by, reopened_because, reopened_by}');
call victims_watch_only('nominals_sign_off', '{why, asked_by, because, decided_by}');
call victims_watch_only('nominals_opening', '{reason, entered_by, withdrawn_because, withdrawn_by}');
call victims_watch_only('nominals_merge', '{why, asked_by}', '{nominal_id, other_nominal_id}');
call victims_watch_only('nominals_match', '{reason, decided_by}', '{nominal_id, other_nominal_id}');
call victims_watch_only('rights_retention_review', '{reason, decided_by}');
-- What an agency's own record says would come back with its next extract.
call victims_watch_only('cases_designation', '{reason, agency}');
call victims_watch_only('justice_disposal', '{offence, agency}');
"""

# Texts that nobody of victim liaison judges must not wait unseen.
UNSEEN = """
-- Whether somebody who may do this serves in one of these areas today, is not kept from the person,
-- and not away, as far as somebody covers for them.
create function victims_serves(may text, areas smallint[], of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from agencies_posting p
        where p.area_id = any (areas) and p.during @> audit_today()
          and p.role = any (agencies_roles_who_may(may)) and agencies_gaps(p, audit_today()) = '{}'
          and not exists (
              select from nominals_listed l where l.nominal_id = of_nominal
                and l.user_id = p.user_id and l.side = 'shut_out' and l.ended_at is null)
          and not exists (
              select from nominals_cover v
              where v.user_id = p.user_id and v.during @> audit_today()))
$$;

-- Texts that nobody of victim liaison is there to judge, or that have waited for longer than a setting
-- says, by person: to the security officer of the area that is responsible; where none serves, to
-- its data protection officer. How many and since when, and no more: neither text nor victim.
create function victims_unseen()
returns table (reference text, area text, texts int, since date, serves boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with waiting as (
        select m.nominal_id, count(*)::int as texts,
            (min(m.found_at) at time zone 'Europe/London')::date as since
        from victims_mention m where m.outcome = '' group by m.nominal_id),
    among as (
        select w.*, victims_serves('VICTIM_VIEW', array(
                select a.area_id from nominals_access a
                where a.nominal_id = w.nominal_id and a.during @> audit_today()),
                w.nominal_id) as serves,
            (select a.area_id from nominals_access a
             where a.nominal_id = w.nominal_id and a.during @> audit_today()
             order by a.basis <> 'responsible', a.area_id limit 1) as area_id
        from waiting w)
    select nominals_reference(g.nominal_id), e.name, g.texts, g.since, g.serves
    from among g join agencies_area e on e.id = g.area_id
    where (not g.serves or g.since < audit_today()
            - agencies_setting_on('victims.unjudged_days', g.area_id, audit_today())::int)
      and not nominals_shut_out(g.nominal_id)
      and (g.area_id = any (agencies_areas_as(agencies_roles_who_may('AUDIT_REVIEW')))
           or g.area_id = any (agencies_areas_as(agencies_roles_who_may('ACCESS_ANSWER')))
              and not victims_serves('AUDIT_REVIEW', array[g.area_id], g.nominal_id))
    order by g.since, g.nominal_id
$$;
revoke execute on function victims_serves(text, smallint[], bigint), victims_unseen() from public;
grant execute on function victims_unseen() to web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0007_duties"),
        ("nominals", "0014_duties"),
        ("rights", "0002_protection"),
        ("cases", "0002_protection"),
        ("justice", "0003_order_terms"),
    ]

    operations = [
        migrations.RunSQL(WATCHED, migrations.RunSQL.noop),
        migrations.RunSQL(UNSEEN, migrations.RunSQL.noop),
    ]
