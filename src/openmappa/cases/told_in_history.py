"""Which tables the history of a record tells of, and to whom: one line for each.

A new table with a history that names a nominal gets its line in `TABLES`, in the words that follow
"added" and "changed" on the page and with the part of the record that it belongs to; or in
`NEVER`, with the reason. A test compares both with the database. From them the function
`cases_record_history` is made anew after every migration, and `cases_changed`, so no other place
knows of tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections

from openmappa.agencies.permissions import Part
from openmappa.agencies.roles import ROLES, DataProtectionOfficer, SecurityOfficer


@dataclass(frozen=True, slots=True)
class Told:
    """What a row of a table is, and which part one must see to be told; None: the record."""

    words: str
    part: Part | None
    column: str = "nominal_id"


TABLES: dict[str, Told] = {
    "nominals_nominal": Told("the person's name, birth and death", Part.IDENTITY, "id"),
    "nominals_record": Told("an agency's record", Part.IDENTITY),
    "nominals_identifier": Told("an identifier", Part.IDENTITY),
    "nominals_name": Told("a name", Part.IDENTITY),
    "nominals_address": Told("an address", Part.CONTACT),
    "nominals_access": Told("which area may see the record", None),
    "nominals_match": Told("a possible match", Part.IDENTITY),
    "nominals_finding": Told("a finding", None),
    "justice_disposal": Told("a conviction or caution", Part.OFFENDING),
    "justice_whereabouts": Told("whereabouts", Part.OFFENDING),
    "justice_order": Told("an order", Part.OFFENDING),
    "justice_breach": Told("a breach", Part.OFFENDING),
    "cases_reported_responsibility": Told("an agency's word on the responsible area", None),
    "cases_reported_level": Told("an agency's word on the level", None),
    "cases_designation": Told("an identification as Category 3", Part.OFFENDING),
    "cases_responsibility": Told("the responsible area", None),
    "cases_level": Told("the level", None),
    "cases_ground": Told("a ground of the category", Part.OFFENDING),
    "cases_transfer": Told("a transfer", None),
    "nominals_further_name": Told("another name", Part.IDENTITY),
    "nominals_further_identifier": Told("another identifier", Part.IDENTITY),
    "nominals_description": Told("a description", Part.IDENTITY),
    "nominals_mark": Told("a mark, scar or tattoo", Part.IDENTITY),
    "nominals_background": Told("a language or nationality", Part.IDENTITY),
    "nominals_self_defined": Told("self-defined ethnicity and disability", Part.IDENTITY),
    "nominals_vehicle": Told("a vehicle", Part.IDENTITY),
    "nominals_photograph": Told("a photograph", Part.IDENTITY),
    "nominals_residence": Told("where they live or stay", Part.CONTACT),
    "nominals_telephone": Told("a telephone number", Part.CONTACT),
    "nominals_email": Told("an e-mail address", Part.CONTACT),
    "nominals_online": Told("an online identity or device", Part.CONTACT),
    "nominals_finance": Told("bank or passport details", Part.FINANCE),
    "nominals_relationship": Told("a relationship", Part.LIFE),
    "nominals_occupation": Told("work, education or volunteering", Part.LIFE),
    "nominals_youth_lead": Told("a youth-justice lead", Part.LIFE),
    "nominals_interest": Told("an interest or place", Part.LIFE),
    "nominals_protective_factor": Told("a protective factor", Part.LIFE),
    "nominals_programme": Told("a programme", Part.OFFENDING),
    "nominals_method": Told("a modus operandi", Part.OFFENDING),
    "nominals_notification": Told("a notification to the police", Part.OFFENDING),
    "nominals_detail_change": Told("a change of details", Part.OFFENDING),
    "nominals_journey": Told("a journey abroad", Part.OFFENDING),
    "nominals_suspicion": Told("a duty suspected of being missed", Part.OFFENDING),
    "nominals_confirmation": Told("who confirms what is worked out", Part.OFFENDING),
    "nominals_contest": Told("what is contested", Part.OFFENDING),
    "nominals_told": Told("what the person was told", Part.LIFE),
    "nominals_representation": Told("what the person wishes a meeting to know", Part.LIFE),
    "nominals_complaint": Told("a complaint of the person", Part.LIFE),
    "justice_order_term": Told("a term of an order or licence", Part.OFFENDING),
    "nominals_warning_marker": Told("a warning marker", Part.MARKERS),
    "nominals_disclosure": Told("a disclosure to third parties", Part.DISCLOSURES),
    "nominals_disclosure_recipient": Told("who is told something", Part.DISCLOSURES),
    "nominals_document": Told("a document", Part.DOCUMENTS),
    "nominals_opening": Told("how the record was opened", None),
    "nominals_archive": Told("the archive", None),
    "nominals_caseload": Told("who works with them", None),
    "nominals_emergency": Told("an emergency access", None),
    "nominals_task": Told("a task", Part.LOG),
    "nominals_sign_off": Told("a sign-off", None),
}
NEVER: dict[str, str] = {
    "nominals_gender": "section 22 of the Gender Recognition Act 2004",
    "nominals_intelligence": "its handling code says who may know of it",
    "nominals_restriction": "to whom a record is restricted",
    "nominals_listed": "who is let in to a restricted record, or kept out",
    "nominals_message": "what was written to the manager is between the two",
    "victims_annex": "the victims' compartment",
    "victims_link": "the victims' compartment",
    "victims_zone": "the victims' compartment",
}
"""Tables of which no history page tells, and why; nor of an operation that wrote in one."""

# Whoever does not see one of these learns nothing of an operation that wrote in it: not what
# happened, nor its reason.
COMPARTMENTS = (
    Part.DISCLOSURES,
    Part.FINANCE,
    Part.INTELLIGENCE,
    Part.SANITISED,
    Part.GENDER_HISTORY,
    Part.VICTIMS,
)
_NOBODY = "-"  # the part of what is in NEVER


def _quoted(texts: list[str]) -> str:
    return "array[" + ", ".join(f"'{text}'" for text in texts) + "]::text[]"


# Whether the caller sees a part (`p`): by one of its roles in an area that may see the record
# (`mine`), or, named to the record from another area, by one there.
# (To who sees a restricted record because they speak for victims, their other roles show nothing.)
_IN_A_ROLE = """(
            exists (select from mine m where m.area_id = any (agencies_areas_as(p.roles)))
            or agencies_areas_as(p.roles) <> '{}' and of_nominal = any (
                (nullif(current_setting('app.let_in', true), ''))::bigint[]))
          and ('victim_liaison' = any (p.roles) or not nominals_barred(of_nominal))"""
# A possible match, and a number that somebody else has too, tell of the other person only to who
# may know of them.
_TOLD_OF_ANOTHER = """(case w.of_table
            when 'nominals_match' then nominals_in_sight((w.new ->> 'other_nominal_id')::bigint)
            when 'nominals_finding' then w.new ->> 'code' <> 'register.shared_number'
                or nominals_another_has_it(of_nominal, w.new ->> 'sentence')
            else true end)"""


def _tables(existing: set[str]) -> list[tuple[str, str, str]]:
    """Those that there are: the table, whose column names the person, the part that it is."""
    told = [(table, of.column, of.part.name if of.part else "") for table, of in TABLES.items()]
    told += [(table, "nominal_id", _NOBODY) for table in NEVER]
    return [one for one in told if f"{one[0]}_history" in existing]


def _written(tables: set[str]) -> str:
    return " union all ".join(
        f"""
        select h.pgh_created_at as at, '{table}' as of_table, '{part}' as part,
            h.pgh_label as verb, h.operation, h.pgh_obj_id as row_id, to_jsonb(h) as new,
            lag(to_jsonb(h)) over (partition by h.pgh_obj_id order by h.pgh_id) as old
        from {table}_history h
        where h.{column} = any ((select numbers from written_under)::bigint[])"""
        for table, column, part in _tables(tables)
    )


def _written_since(tables: set[str]) -> str:
    return " union all ".join(
        f"""
        select h.pgh_created_at as at, '{table}' as of_table, '{part}' as part,
            h.pgh_label as verb, h.operation, h.pgh_obj_id as row_id, to_jsonb(h) as new
        from {table}_history h
        where h.{column} = any ((select numbers from written_under)::bigint[])
          and h.pgh_created_at > since"""
        for table, column, part in _tables(tables)
        if part != _NOBODY
    )


def _who_sees() -> str:
    rows = []
    for part in Part:
        roles = [key for key, role in ROLES.items() if part in role.sees]
        rows.append(f"('{part.name}', {_quoted(roles)})")
    return ", ".join(rows)


def _names_a_victim(words: str) -> str:
    """Whether these words name a victim of the person, and the caller is no part of it."""
    return (
        f"{words} <> '' and not compartments.told and exists (select from victims_link l"
        f" where l.nominal_id = of_nominal and victims_named({words}, l.victim_id, of_nominal))"
    )


def _words_of_a_reason(tables: set[str]) -> str:
    """What somebody said of why they looked; words that name a victim are not told outside."""
    if "victims_link" not in tables:
        return "a.reason"
    return f"case when {_names_a_victim('a.reason')} then '' else a.reason end"


def _words_of_an_operation(words: str, tables: set[str]) -> str:
    """The same of what was done and why; but as long as a row that was written with it says so
    beside it, for victim liaison to judge: a gap would tell.
    """
    if "victims_link" not in tables:
        return words
    return (
        f"case when {_names_a_victim(words)} and not exists ("
        "select from written s join victims_mention m on m.of_table = s.of_table"
        " and m.row_id = s.row_id where s.operation = p.operation and not exists ("
        "select from nominals_withheld h where h.of_table = m.of_table and h.row_id = m.row_id))"
        f" then '' else {words} end"
    )


_SAY_NAMES = "('nominals_nominal', 'nominals_record')"
_OF_EVERY_ROW = (
    "array['pgh_id', 'pgh_created_at', 'pgh_label', 'xid', 'operation', 'imported_at']::text[]"
)


def _borne(row: str, tables: set[str]) -> str:
    """A row of a history; of one that says the person's name, with the one that they bear now."""
    if "nominals_search_hidden" not in tables:
        return row
    return (
        f"case when w.of_table in {_SAY_NAMES} then nominals_as_borne(of_nominal, {row})"
        f" else {row} end"
    )


def _only_a_former_name(tables: set[str]) -> str:
    """Whether nothing else was changed than a name that the law protects."""
    if "nominals_search_hidden" not in tables:
        return "false"
    return (
        f"(w.of_table in {_SAY_NAMES} and w.old is not null"
        f" and w.new - {_OF_EVERY_ROW} <> w.old - {_OF_EVERY_ROW}"
        f" and nominals_as_borne(of_nominal, w.new) - {_OF_EVERY_ROW}"
        f" = nominals_as_borne(of_nominal, w.old) - {_OF_EVERY_ROW})"
    )


def _told(of: str) -> str:
    """Whether the caller is told of what was done in its compartment."""
    return (
        f"case {of}.compartment when '' then true when 'victims' then compartments.told"
        " else compartments.officer end"
    )


def _function(tables: set[str]) -> str:
    why = _words_of_an_operation("p.reason", tables)
    sentence = _words_of_an_operation("p.what", tables)
    officers = [SecurityOfficer.key, DataProtectionOfficer.key]
    told_of_victims = [
        *(key for key, role in ROLES.items() if Part.VICTIMS in role.sees),
        *officers,
    ]
    return f"""
drop function if exists cases_record_history(bigint, text[], text[], int, int);

-- Who has seen and changed one record, newest first: what happened in words, each row written with
-- what stood there before, and who looked (the same look of one person on one day once). Nothing
-- unless the record is in the caller's scope today; of the parts that are asked for, those that a
-- role of the caller's sees in an area that may see the record. What is left out is left out
-- before anything is counted. What was done in the victims' compartment is told only to who
-- speaks for victims, the security officer and the data protection officer (who learn of every
-- reading); what is withheld, to nobody outside it. What was done for a person's own request, an
-- erasure or a review of how long a record is kept is told to these two officers alone.
create function cases_record_history(
    of_nominal bigint, wanted text[], of_parts text[], skip int, take int)
returns table (at timestamptz, stream text, actor text, purpose text, reason text, verb text,
               what text, refused boolean, area text, times bigint, old jsonb, new jsonb,
               in_all bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with written_under as materialized (select nominals_numbers_of(of_nominal) as numbers),
    mine as (
        select m.area_id from nominals_access m
        where m.nominal_id = of_nominal and m.during @> audit_today()
          and m.area_id = any (agencies_scope())
    ),
    seen as materialized (
        select coalesce(array_agg(p.part), '{{}}') as parts
        from (values {_who_sees()}) as p (part, roles)
        where p.part = any (of_parts)
          and {_IN_A_ROLE}
    ),
    written as materialized ({_written(tables)}),
    closed as (
        select distinct w.operation as id from written w, seen
        where w.part = any ({_quoted([part.name for part in COMPARTMENTS] + [_NOBODY])})
          and w.part <> all (seen.parts)
          -- A merge writes in every part at once, in whichever there are rows.
          and not exists (select from audit_operation o where o.id = w.operation
                          and o.purpose = 'merge')
    ),
    compartments as (
        select cardinality(agencies_areas_as({_quoted(told_of_victims)})) > 0 as told,
            cardinality(agencies_areas_as({_quoted(officers)})) > 0 as officer
    ),
    merged as (
        select w.at, 'row' as stream, o.actor,
            case when c.id is null then o.purpose else '' end as purpose,
            case when c.id is null then o.reason else '' end as reason,
            w.verb, w.of_table as what, false as refused, '' as area, 1::bigint as times,
            {_borne("w.old", tables)} as old, {_borne("w.new", tables)} as new,
            o.id as operation
        from written w join audit_operation o on o.id = w.operation cross join seen
        left join closed c on c.id = w.operation
        cross join compartments
        where 'row' = any (wanted) and (w.part = '' or w.part = any (seen.parts))
          and {_told("o")}
          and w.row_id <> all (nominals_withheld_from_me(w.of_table::name))
          and {_TOLD_OF_ANOTHER} and not {_only_a_former_name(tables)}
        union all
        select e.at, 'event', o.actor, o.purpose, o.reason, e.verb, e.sentence, false, e.area, 1,
            null, null, o.id
        from audit_event e join audit_operation o on o.id = e.operation cross join seen
        cross join compartments
        where e.nominal_id = any ((select numbers from written_under)::bigint[])
          and 'event' = any (wanted) and e.parts <@ seen.parts
          and e.operation not in (select c.id from closed c)
          and {_told("o")}
        union all
        select max(a.at), 'access', a.actor, a.reason_code, {_words_of_a_reason(tables)}, a.action,
            a.what, a.refused, a.area, count(*), null, null, null
        from audit_access a cross join seen cross join compartments
        where a.nominal_id = any ((select numbers from written_under)::bigint[])
          and 'access' = any (wanted)
          and (a.parts <@ seen.parts or compartments.officer)
          and {_told("a")}
        group by a.user_id, a.actor, a.action, a.what, a.refused, a.area, a.reason_code, a.reason,
            compartments.told, (a.at at time zone 'Europe/London')::date
    )
    -- Words are looked at of what is told only.
    select p.at, p.stream, p.actor, p.purpose,
        case p.stream when 'access' then p.reason else {why} end, p.verb,
        case p.stream when 'event' then {sentence} else p.what end, p.refused, p.area, p.times,
        p.old, p.new, p.in_all
    from (
        select m.*, count(*) over () as in_all
        from merged m
        where nominals_is_open(of_nominal)
           or nominals_in_sight(of_nominal)
              and cardinality(agencies_areas_as({_quoted(officers)})) > 0
        order by m.at desc, m.stream, m.what, m.verb, m.actor, (m.new ->> 'pgh_id')::bigint
        limit take offset skip) p
    cross join compartments
    order by p.at desc, p.stream, p.what, p.verb, p.actor, (p.new ->> 'pgh_id')::bigint
$$;
revoke execute on function cases_record_history(bigint, text[], text[], int, int) from public;
grant execute on function cases_record_history(bigint, text[], text[], int, int) to web;

drop function if exists cases_since_last_look(bigint);
drop function if exists cases_changed(bigint, timestamptz);

-- What somebody else changed in one record since a moment, by whom and how often, of the parts that
-- the caller sees; nothing of a record that is not open to them.
create function cases_changed(of_nominal bigint, since timestamptz)
returns table (at timestamptz, actor text, of_table text, verb text, times bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with written_under as materialized (select nominals_numbers_of(of_nominal) as numbers),
    mine as (
        select m.area_id from nominals_access m
        where m.nominal_id = of_nominal and m.during @> audit_today()
          and m.area_id = any (agencies_scope())
    ),
    seen as materialized (
        select coalesce(array_agg(p.part), '{{}}') as parts
        from (values {_who_sees()}) as p (part, roles)
        where {_IN_A_ROLE}
    ),
    written as ({_written_since(tables)})
    select max(w.at), who.did, w.of_table, w.verb, count(*)
    from written w join audit_operation o on o.id = w.operation cross join seen
    -- Whoever imports at the command line is an account of the machine.
    cross join lateral (
        select case when o.purpose = 'import' then 'An import' else o.actor end as did) who
    where o.user_id is distinct from agencies_visitor() and nominals_is_open(of_nominal)
      and (w.part = '' or w.part = any (seen.parts)) and o.compartment = ''
      and w.row_id <> all (nominals_withheld_from_me(w.of_table::name))
      and {_TOLD_OF_ANOTHER}
    group by who.did, w.of_table, w.verb
    order by max(w.at) desc, w.of_table, w.verb, who.did
$$;
revoke execute on function cases_changed(bigint, timestamptz) from public;
grant execute on function cases_changed(bigint, timestamptz) to web;

-- The same since the caller last read the record on a day before today; a caller who never did gets
-- one row without a time.
create function cases_since_last_look(of_nominal bigint)
returns table (looked_at timestamptz, at timestamptz, actor text, of_table text, verb text,
               times bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with looked as (
        -- Of several numbers, the record's own: what changed since then under any is news.
        select coalesce(max(a.at) filter (where a.nominal_id = of_nominal), max(a.at)) as at
        from audit_access a
        where a.nominal_id = any (nominals_numbers_of(of_nominal))
          and a.user_id = agencies_visitor()
          and a.action in ('read', 'print') and not a.refused
          and (a.at at time zone 'Europe/London')::date < audit_today()
    )
    select l.at, t.* from looked l left join lateral cases_changed(of_nominal, l.at) t on true
    where nominals_is_open(of_nominal)
$$;
revoke execute on function cases_since_last_look(bigint) from public;
grant execute on function cases_since_last_look(bigint) to web;
"""


def make(*, using: str, **_: Any) -> None:
    """Make the function of the tables that there are; called after every migration."""
    with connections[using].cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
        if "nominals_access" in tables:
            cursor.execute(_function(tables))
