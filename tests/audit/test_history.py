"""What is written leaves its mark, and nobody who serves can prevent that or change it later."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from django.apps import apps
from django.db import connections
from psycopg.errors import InsufficientPrivilege, RaiseException
from pytest_django import DjangoDbBlocker

from openmappa.audit.history import History
from openmappa.audit.models import DomainEvent
from openmappa.audit.operations import operation
from openmappa.cases import actions as cases
from openmappa.config.postgres import Server
from openmappa.nominals.register import Opening
from openmappa.web.register.sections import SECTIONS
from tests.nominals.given_work import work_with
from tests.web.register.given import a_row, by, stood_for
from tests.world import (
    EDGE,
    Extract,
    area_named,
    as_login,
    counts,
    entered,
    given_extract,
    given_user,
    nominal,
    open_database,
    person,
    query,
    take_in,
)

TRACKED = sorted(
    model.pgh_tracked_model._meta.db_table
    for model in apps.get_models()
    if issubclass(model, History)
)

# A change of one row of each table that leaves it as sound as it was.
CHANGES = {
    "agencies_posting": "role = 'chair'",
    "agencies_setting": "source = source || '.'",
    "agencies_training": "course = course || '.'",
    "agencies_vetting": "sponsor = sponsor || '.'",
    "agencies_user": "name = name || ' '",
    "cases_designation": "reason = reason || '.'",
    "cases_ground": "law_version = law_version || '.'",
    "cases_level": "carried = not carried",
    "cases_reported_level": "imported_at = imported_at - interval '1 day'",
    "cases_reported_responsibility": "imported_at = imported_at - interval '1 day'",
    "cases_responsibility": "during = daterange('1950-01-01', '1950-02-01')",
    "cases_rota": "answered_by = answered_by || '.'",
    "cases_transfer": "reason = reason || '.'",
    "justice_breach": "order_key = order_key || '.'",
    "justice_disposal": "offence = offence || '.'",
    "justice_order": "court = court || '.'",
    "justice_whereabouts": "place = place || '.'",
    "nominals_access": "during = daterange('1950-01-01', '1950-02-01')",
    "nominals_archive": "note = note || '.'",
    "nominals_caseload": "why = why || '.'",
    "nominals_confirmation": "version = version + 1",
    "nominals_contest": "version = version + 1",
    "nominals_cover": "why = why || '.'",
    "nominals_document": "title = title || '.'",
    "nominals_emergency": "reason = reason || '.'",
    "nominals_listed": "why = why || '.'",
    "nominals_message": "text = text || '.'",
    "nominals_photograph": "note = note || '.'",
    "nominals_restriction": "why = why || '.'",
    "nominals_sign_off": "why = why || '.'",
    "nominals_suspicion": "version = version + 1",
    "nominals_task": "what = what || '.'",
    "nominals_address": "town = town || '.'",
    "nominals_finding": "sentence = sentence || '.'",
    "nominals_identifier": "given = given || '.'",
    "nominals_match": "sentence = sentence || '.'",
    "nominals_name": "surname = surname || '.'",
    "nominals_nominal": "surname = surname || '.'",
    "nominals_record": "surname = surname || '.'",
    "statistics_population": "persons = persons + 1",
    "victims_annex": "text = text || '.'",
    "victims_link": "offence = offence || '.'",
    "victims_unit": "telephone = telephone || '1'",
    "victims_victim": "surname = surname || '.'",
    "victims_zone": "wording = wording || '.'",
    "nominals_opening": "reason = reason || '.'",
    **{s.model._meta.db_table: "note = note || '.'" for s in SECTIONS.values()},
}
# A row of each table that no import fills, as whoever owns the tables writes it.
ENTERED = "area_id, entered_by, entered_by_id, version"
BY = "3, 'Kim', 1, 1"
WRITTEN = {
    "victims_victim": f"({ENTERED}, surname, forenames, address, postcode, telephone, email,"
    f" safe_contact, wish) values ({BY}, 'Lark', '', '', '', '', '', '', 'not_asked')",
    "victims_link": f"({ENTERED}, victim_id, nominal_id, relation, offence, ended_because)"
    f" select {BY}, v.id, n.id, 'stranger', '', '' from victims_victim v,"
    " (select min(id) as id from nominals_nominal) n",
    "victims_zone": f"({ENTERED}, victim_id, nominal_id, letter, wording, condition_of, during)"
    f" select {BY}, victim_id, nominal_id, 'A', 'The park', 'licence',"
    " daterange('2015-01-01', null) from victims_link",
    "victims_annex": f"({ENTERED}, nominal_id, text, standing)"
    f" select {BY}, nominal_id, 'Nothing', 'fact' from victims_link",
    "victims_unit": "(area_id, telephone) values (3, '01632 960 001')",
    "cases_rota": "(area_id, agency, number, answered_by, during)"
    " values (3, 'police', '01632 960 001', 'The unit', daterange(null, null))",
    "nominals_cover": "(user_id, covered_by_id, during, why, arranged_by)"
    " select min(id), max(id), daterange(null, null), 'Leave', 'Kim' from agencies_user",
}
KEYS = {"victims_unit": "area_id"}
# Each once, where it comes first.
LEAVES_FIRST = list(
    dict.fromkeys(
        [
            *(f"victims_{t}" for t in ("annex", "zone", "link", "unit", "victim")),
            "justice_order_term",  # before the order that it is of
            *(t for t in TRACKED if t.startswith(("cases", "justice", "statistics"))),
            *(f"agencies_{t}" for t in ("posting", "vetting", "training", "setting")),
            *(
                f"nominals_{t}"
                for t in ("finding", "match", "name", "address", "identifier", "access")
            ),
            "nominals_opening",
            *(f"nominals_{t}" for t in ("archive", "sign_off", "caseload", "cover", "restriction")),
            *(
                f"nominals_{t}"
                for t in ("listed", "emergency", "message", "photograph", "document")
            ),
            *(f"nominals_{t}" for t in ("confirmation", "contest", "suspicion", "task")),
            *(s.model._meta.db_table for s in SECTIONS.values()),
            "nominals_record",
            "nominals_nominal",
            "agencies_user",
        ]
    )
)
LOGINS = ("web", "intake", "count", "worker")


@pytest.fixture(scope="module")
def world(
    db_home: Server, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A row in every tracked table."""
    with open_database(db_home, django_db_blocker):
        extract = Extract(EDGE, tmp_path_factory.mktemp("extract") / "edge")
        extract.add("addresses", "V700001,2014-01-01,,main,1 Any Road,Ely,CB7 4ZZ")
        extract.add("names", "V700001,alias,Other,Name")
        take_in(extract.folder)
        manager = given_user("Cambridgeshire")
        given_user("Cambridgeshire")  # who covers for another
        with entered(manager) as opened:
            cases.register(
                by="Kim",
                area=area_named("Cambridgeshire"),
                surname="New",
                forenames="One",
                born_on=date(1990, 1, 1),
                reason="Released here",
                operation=opened,
            )
        with psycopg.connect(db_home.dsn("owner")) as connection:
            begin(connection)
            for table, row in WRITTEN.items():
                connection.execute(f"insert into {table} {row}")
        for section in SECTIONS:
            a_row(section, nominal("V700001").pk, manager, area_named("Cambridgeshire").pk)
        work_with(nominal("V700001"), manager.pk, area_named("Cambridgeshire").pk)
        with operation(using="owner", actor="a test", purpose="test"):
            who = by(manager, area_named("Cambridgeshire").pk)
            stood_for(nominal("V700001").pk, who)
            Opening.objects.using("owner").create(
                nominal=nominal("V700001"),
                reason="A test",
                **who,
            )
        yield db_home


@pytest.fixture
def owner(world: Server) -> Iterator[psycopg.Connection]:
    """The owner of the tables, whose writes are rolled back at the end."""
    with psycopg.connect(world.dsn("owner")) as connection:
        yield connection
        connection.rollback()


def begin(connection: psycopg.Connection) -> str:
    """Open an operation by plain SQL, and answer its id."""
    opened = str(uuid.uuid4())
    connection.execute(
        "insert into audit_operation (id, actor, purpose, reason) values (%s, 'me', 'test', '')",
        [opened],
    )
    connection.execute("select set_config('app.operation', %s, true)", [opened])
    return opened


def history(connection: psycopg.Connection, table: str, of_operation: str) -> Counter[str]:
    """How many rows of each kind an operation left, each with the transaction's own number."""
    found = connection.execute(
        "select pgh_label, xid = pg_current_xact_id()::text::bigint"
        f" from {table}_history where operation = %s",
        [of_operation],
    ).fetchall()
    assert all(own for _, own in found)
    return Counter(label for label, _ in found)


def test_every_tracked_table_is_tried() -> None:
    assert sorted(CHANGES) == TRACKED == sorted(LEAVES_FIRST)


@pytest.mark.parametrize("table", TRACKED)
def test_what_was_added_is_in_the_history(world: Server, table: str) -> None:
    ((rows, added, unexplained),) = query(
        world,
        f"select (select count(*) from {table}),"
        f" (select count(*) from {table}_history where pgh_label = 'insert'),"
        f" (select count(*) from {table}_history h where not exists"
        " (select from audit_operation o where o.id = h.operation and o.xid = h.xid))",
    )
    assert rows > 0
    assert added >= rows
    assert unexplained == 0


@pytest.mark.parametrize("table", TRACKED)
def test_plain_sql_leaves_its_mark(owner: psycopg.Connection, table: str) -> None:
    opened, key = begin(owner), KEYS.get(table, "id")
    changed = owner.execute(
        f"update {table} set {CHANGES[table]} where {key} = (select min({key}) from {table})"
    )
    assert changed.rowcount == 1
    assert history(owner, table, opened) == {"update": 1}


def test_what_is_deleted_leaves_its_mark(owner: psycopg.Connection) -> None:
    opened = begin(owner)
    deleted = {table: owner.execute(f"delete from {table}").rowcount for table in LEAVES_FIRST}
    left = {table: history(owner, table, opened) for table in LEAVES_FIRST}
    assert left == {table: {"delete": rows} for table, rows in deleted.items()}


@pytest.mark.parametrize("table", TRACKED)
def test_nothing_is_written_without_an_operation(owner: psycopg.Connection, table: str) -> None:
    key = KEYS.get(table, "id")
    with pytest.raises(InsufficientPrivilege, match="no operation is open"):
        owner.execute(
            f"update {table} set {CHANGES[table]} where {key} = (select min({key}) from {table})"
        )


def test_nobody_writes_under_the_operation_of_another(world: Server) -> None:
    change = "update nominals_record set surname = 'X' where source_key = 'V700001'"
    with psycopg.connect(world.dsn("intake")) as one, psycopg.connect(world.dsn("intake")) as other:
        begun = begin(one)
        other.execute("select set_config('app.operation', %s, true)", [begun])
        with pytest.raises(InsufficientPrivilege, match="no operation is open"):
            other.execute(change)
        other.rollback()
        one.commit()
        for connection in (one, other):
            connection.execute("select set_config('app.operation', %s, true)", [begun])
            with pytest.raises(InsufficientPrivilege, match="no operation is open"):
                connection.execute(change)
            connection.rollback()


def test_an_operation_cannot_be_opened_for_later(world: Server) -> None:
    with psycopg.connect(world.dsn("intake")) as intake, pytest.raises(InsufficientPrivilege):
        intake.execute(
            "insert into audit_operation (id, actor, purpose, reason, xid) values"
            " (gen_random_uuid(), 'x', 'x', '', pg_current_xact_id()::text::bigint + 1)"
        )


@pytest.mark.parametrize("table", ["audit_operation", "nominals_record_history"])
def test_a_table_of_ones_own_does_not_stand_in_for_the_audit(world: Server, table: str) -> None:
    """The import may make temporary tables, which come first in the search path."""
    with psycopg.connect(world.dsn("intake")) as intake:
        if table == "audit_operation":
            intake.execute(
                "create temp table audit_operation as select gen_random_uuid() as id,"
                " pg_current_xact_id()::text::bigint as xid"
            )
            intake.execute(
                "select set_config('app.operation', id::text, true) from pg_temp.audit_operation"
            )
            with pytest.raises(InsufficientPrivilege, match="no operation is open"):
                intake.execute("update nominals_record set surname = 'X'")
        else:
            begin(intake)
            intake.execute(f"create temp table {table} (like public.{table} including defaults)")
            intake.execute("update nominals_record set surname = 'X' where source_key = 'V700001'")
            aside = intake.execute(f"select count(*) from pg_temp.{table}").fetchone()
            kept = intake.execute(
                f"select count(*) from public.{table} where surname = 'X'"
            ).fetchone()
            assert (aside, kept) == ((0,), (1,))
        intake.rollback()


SETTINGS = (
    "set pgtrigger.ignore = '{public.nominals_record:update_update,public.nominals_record}'",
    "select set_config('pgtrigger.ignore', '{*}', false)",
    "set pghistory.context_id = '00000000-0000-0000-0000-000000000000'",
    'set pghistory.context_metadata = \'{"user": "somebody else"}\'',
    "set search_path = pg_temp, public",
)


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_setting_turns_history_off(world: Server, setting: str) -> None:
    with psycopg.connect(world.dsn("intake")) as intake:
        intake.execute(setting)
        opened = begin(intake)
        intake.execute("update nominals_record set surname = 'X' where source_key = 'V700001'")
        assert history(intake, "nominals_record", opened) == {"update": 1}
        intake.rollback()


def test_a_person_at_a_screen_cannot_turn_history_off(world: Server) -> None:
    manager = given_user("Cambridgeshire")
    with entered(manager) as opened:
        with connections["web"].cursor() as cursor:
            cursor.execute("set local pgtrigger.ignore = '{public.nominals_nominal}'")
        new = cases.register(
            by="Kim",
            area=area_named("Cambridgeshire"),
            surname="Quiet",
            forenames="",
            born_on=None,
            reason="Moved here",
            operation=opened,
        )
    ((written,),) = query(
        world,
        "select count(*) from nominals_nominal_history where pgh_obj_id = %s and operation = %s",
        new.pk,
        opened.id,
    )
    assert written == 1


REFUSED = (
    "set session_replication_role = replica",
    "alter table nominals_record disable trigger all",
    "alter table nominals_record disable row level security",
    "drop trigger {trigger} on nominals_record",
    "drop function {trigger}() cascade",
    "drop table audit_event",
    "truncate audit_event",
    "truncate nominals_record_history",
    "create or replace function public._pgtrigger_should_ignore(trigger_name name)"
    " returns boolean as $$ begin return true; end $$ language plpgsql",
    "alter function audit_current_operation() security invoker",
    "create function public.mine() returns int language sql return 1",
    "set role owner",
    "set session authorization owner",
    "grant owner to current_user",
    "update audit_operation set actor = 'somebody else'",
    "delete from audit_operation",
    "update audit_event set sentence = ''",
    "delete from audit_event",
    "update audit_access set actor = 'somebody else'",
    "delete from audit_access",
    "select * from audit_operation",
    "select * from audit_event",
    "select * from audit_access",
    "copy audit_access to stdout",
    "insert into audit_event (at, operation, verb, reference, area, sentence)"
    " values ('2000-01-01', gen_random_uuid(), 'x', '', '', 'x')",
    "insert into audit_access (at, actor, action, what, area, refused)"
    " values ('2000-01-01', 'x', 'read', 'x', '', false)",
    *(
        statement
        for table in TRACKED
        for statement in (
            f"update {table}_history set pgh_label = 'update'",
            f"delete from {table}_history",
            f"truncate {table}",
        )
    ),
)


@pytest.mark.parametrize("login", LOGINS)
def test_history_and_audit_cannot_be_changed_or_read(world: Server, login: str) -> None:
    ((trigger,),) = query(
        world,
        "select tgname from pg_trigger where tgrelid = 'nominals_record'::regclass"
        " and tgname like 'pgtrigger_update%%'",
    )
    with as_login(world, login) as connection:
        for text in REFUSED:
            statement = text.replace("{trigger}", trigger)
            with pytest.raises(psycopg.Error) as refused:
                connection.execute(statement)
            assert isinstance(
                refused.value, (InsufficientPrivilege, psycopg.errors.InvalidGrantOperation)
            ), (statement, refused.value)


@pytest.mark.parametrize("table", TRACKED)
def test_history_cannot_be_invented(world: Server, table: str) -> None:
    for login in LOGINS:
        with psycopg.connect(world.dsn(login)) as connection:
            if login != "worker":
                begin(connection)
            with pytest.raises(InsufficientPrivilege, match="permission denied"):
                connection.execute(
                    f"insert into {table}_history (pgh_created_at, pgh_label)"
                    " values ('2001-01-01', 'insert')"
                )
            connection.rollback()


@pytest.mark.parametrize("table", TRACKED)
def test_not_even_the_owner_changes_history(owner: psycopg.Connection, table: str) -> None:
    begin(owner)
    for statement in (
        f"update {table}_history set pgh_label = 'x'",
        f"delete from {table}_history",
    ):
        with pytest.raises(RaiseException, match=r"Cannot (update|delete)"), owner.transaction():
            owner.execute(statement)


def test_an_event_bears_the_operation_that_wrote_it(world: Server) -> None:
    with psycopg.connect(world.dsn("intake")) as intake:
        begin(intake)
        with pytest.raises(InsufficientPrivilege, match="row-level security policy"):
            intake.execute(
                "insert into audit_event (operation, verb, reference, area, sentence)"
                " values (gen_random_uuid(), 'imported', '', '', 'Somebody else did it.')"
            )
        intake.rollback()


@pytest.mark.parametrize("table", ["audit_operation", "audit_event", "nominals_record_history"])
def test_a_write_that_cannot_be_audited_is_undone(world: Server, tmp_path, table: str) -> None:
    folder = given_extract(tmp_path / "x", area="Norfolk", people=[person("V1"), person("E2")])
    before = counts(world)
    with psycopg.connect(world.dsn("owner"), autocommit=True) as owner:
        owner.execute(f"alter table {table} add constraint broken check (false) not valid")
        try:
            with pytest.raises(Exception, match="broken"):
                take_in(folder)
        finally:
            owner.execute(f"alter table {table} drop constraint broken")
    assert counts(world) == before


def test_an_event_names_what_was_done_and_by_whom(world: Server) -> None:
    found = query(
        world,
        "select e.verb, e.sentence, o.actor, o.purpose from audit_event e"
        " join audit_operation o on o.id = e.operation where o.purpose = 'import'",
    )
    assert ("imported", "a test", "import") in {(verb, by, why) for verb, _, by, why in found}
    assert any("124 records of 61 people" in sentence for _, sentence, _, _ in found)
    with operation(using="intake", actor="a test", purpose="test") as opened:
        opened.record_all([DomainEvent(verb="said", sentence="Something.", nominal_id=1)])
    ((by_id,),) = query(world, "select count(*) from audit_event where operation = %s", opened.id)
    assert by_id == 1
    assert nominal("V700001").reference
