"""Lawful erasure: two people, nothing left of the person, everybody else untouched."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import ProgrammingError, connections, transaction
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege, RaiseException

from openmappa.agencies.models import User
from openmappa.agencies.pages import enter
from openmappa.audit.operations import begin, log_access, operation
from openmappa.config import schema
from openmappa.config.postgres import Server
from openmappa.nominals import merging, stored
from openmappa.nominals.models import Merge, Nominal, Photograph, SignOff
from openmappa.rights import access, erasing, exports, retention
from openmappa.rights.jobs import take_up_what_was_left
from openmappa.rights.models import AccessRequest, Erasure
from tests.nominals.given_files import jpeg
from tests.rights.given import area_of, given_officer
from tests.world import (
    administrator,
    area_named,
    as_login,
    day,
    for_life,
    given_extract,
    nominal,
    query,
    run,
    take_in,
)

# None of these is anywhere else in the database.
MARKERS = ("Qwertzuiop", "Xanthippe", "Yggdrasil", "Zzyzx", "95/861702C", "1995/0861702C", "VQ7707")
ASKS, DECIDES = "data_protection_officer", "authority_lead"


@pytest.fixture
def world(database: Server, tmp_path: Path) -> Server:
    """Two people, of whom one is to be forgotten, with every kind of trace that there is."""
    take_in(
        given_extract(
            tmp_path / "extract",
            people=[
                "VQ7707,police,Qwertzuiop,Xanthippe,1980-02-21,F,W1,95/861702C,,,,",
                "V2,police,Ash,Ann,1981-03-03,F,W1,,,,,",
                "E9,probation,Qwertzuiop,Xanthippe,1980-02-21,F,W1,95/861702C,,,,",
            ],
            names=["VQ7707,alias,Yggdrasil,Xanthippe"],
            addresses=["VQ7707,2014-01-01,,main,1 Zzyzx Road,Zzyzx,CB1 1AA"],
            disposals=[for_life("VQ7707"), for_life("V2")],
            responsibility=["VQ7707,Cambridgeshire,2013-03-01,", "V2,Cambridgeshire,2013-03-01,"],
            levels=["VQ7707,Cambridgeshire,2,2013-03-01,", "V2,Cambridgeshire,2,2013-03-01,"],
        )
    )
    return database


def officers() -> tuple[User, User]:
    return given_officer(ASKS, name="Ida Frome"), given_officer(DECIDES, name="Carl Vane")


def approved(asks: User, decides: User, **more: object) -> Erasure:
    person = nominal("VQ7707")
    with transaction.atomic():
        visitor = enter(asks.pk)
        asked = erasing.ask(
            visitor,
            nominal_id=person.pk,
            area=area_of(visitor),
            basis="mistaken_identity",
            reason="Xanthippe Qwertzuiop is somebody else",
            **more,  # type: ignore[arg-type]
        )
    with transaction.atomic():
        visitor = enter(decides.pk)
        found = Erasure.objects.select_related("area").get(pk=asked.pk)
        assert erasing.decide(visitor, found, approve=True)
    return asked


def dump(server: Server) -> dict[str, str]:
    """All text of the whole database, by table."""
    with administrator(server) as looking:
        tables = {*schema.tables(looking), *schema.REFERENCE_TABLES}
        return {
            table: "\n".join(
                row for (row,) in looking.execute(f"select t::text from {table} t").fetchall()
            )
            for table in sorted(tables)
        }


def found_in(server: Server) -> dict[str, set[str]]:
    return {
        table: there
        for table, text in dump(server).items()
        if (there := {m for m in MARKERS if re.search(re.escape(m), text, re.IGNORECASE)})
    }


def leave_traces(asks: User) -> None:
    """Figures that count the person, words of the audit that name them, files made of them."""
    run("freeze", "--area", "Cambridgeshire", "--year", "2014-15")
    person = nominal("VQ7707")
    with transaction.atomic():
        visitor = enter(asks.pk)
        begin(
            using="default", actor="Ida Frome", purpose="test", reason="Qwertzuiop, Xanthippe rang"
        ).record(
            "rang",
            "Xanthippe Qwertzuiop rang.",
            nominal_id=person.pk,
            reference=person.reference,
        )
        log_access(
            using="default",
            actor="Ida Frome",
            action="read",
            what="letter of XANTHIPPE QWERTZUIOP, 95/861702C",
        )
        here = Nominal.objects.get(pk=person.pk)
        retention.decide(
            visitor,
            here.pk,
            area=area_of(visitor),
            decision="keep",
            reason="Qwertzuiop was looked at",
        )
        export = exports.ask(
            visitor,
            area_id=area_of(visitor)[0],
            of_record=(here.pk, str(here.reference)),
            of_user=None,
            days=(day(-1), day()),
            form="ods",
            reason="Xanthippe complains",
        )
        request = access.open_request(
            visitor,
            kind="subject_access",
            area=area_of(visitor),
            nominal_id=here.pk,
            received_on=date(2026, 1, 5),
            asked="Qwertzuiop asks",
        )
    with transaction.atomic():
        visitor = enter(asks.pk)
        access.step(
            visitor,
            type(request).objects.select_related("area").get(pk=request.pk),
            "had everything gathered",
            state="gathering",
        )
    exports.write(export.pk)
    access.gather(request.pk)


def a_photograph() -> Photograph:
    """One of the person who is to be forgotten, in the storage."""
    name, sha256 = stored.keep(jpeg())
    with operation(using="owner", actor="a test", purpose="test"):
        return Photograph.objects.using("owner").create(
            nominal=nominal("VQ7707"),
            area_id=area_named("Cambridgeshire").pk,
            agency="police",
            regime="law_enforcement",
            entered_by="Ida Frome",
            entered_by_id=1,
            stored_as=name,
            sha256=sha256,
            content_type="image/jpeg",
            size=1,
            taken_on=date(2014, 3, 27),
            angle="front",
            source="custody",
            small=b"small",
        )


def test_nothing_of_the_person_remains_anywhere(world: Server) -> None:
    asks, decides = officers()
    leave_traces(asks)
    a_photograph()
    before = found_in(world)
    other_before = query(world, "select count(*) from justice_disposal_history")
    assert {"nominals_record", "nominals_name_history", "statistics_frozen_case"} <= set(before)
    assert {"audit_event", "audit_access", "audit_operation"} <= set(before)
    assert len(list(Path(settings.EXPORTS_FOLDER).iterdir())) == 2
    assert len(list(stored.names())) == 1
    figures = query(world, "select figures from statistics_freeze")
    cells = query(world, "select freeze_id, cell from statistics_frozen_case order by 1, 2")

    asked = approved(asks, decides)
    erasing.erase(asked.pk)

    done = Erasure.objects.using("owner").get(pk=asked.pk)
    assert (done.state, done.fault, done.reason, done.remains) == ("done", "", "", {})
    assert done.files == []
    assert query(world, "select surname from nominals_nominal") == [("Ash",)]
    left = found_in(world)
    assert left == {}
    assert list(stored.names()) == []
    assert list(Path(settings.EXPORTS_FOLDER).iterdir()) == []
    # The figure stands, and so does the number of people behind each cell.
    assert query(world, "select figures from statistics_freeze") == figures
    assert cells == query(world, "select freeze_id, cell from statistics_frozen_case order by 1, 2")
    assert other_before[0][0] > query(world, "select count(*) from justice_disposal_history")[0][0]
    assert query(world, "select count(*) from justice_disposal")[0][0] == 1
    assert nominal("V2").surname == "Ash"


def test_files_that_could_not_be_removed_are_removed_later(world: Server) -> None:
    name = a_photograph().stored_as
    asked = approved(*officers())
    # A folder that is not empty stands where the file was.
    path = Path(stored.storage().path(name))
    path.rename(path.with_suffix(".aside"))
    (path / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="not empty"):
        erasing.erase(asked.pk)
    done = Erasure.objects.using("owner").get(pk=asked.pk)
    assert (done.state, done.files) == ("done", [name])
    (path / "in the way").rmdir()
    path.rmdir()
    path.with_suffix(".aside").rename(path)
    take_up_what_was_left()
    assert list(stored.names()) == []
    assert erasing.left_over() == []


def test_one_photograph_is_erased_with_its_file_and_what_was_gathered(world: Server) -> None:
    asks, decides = officers()
    leave_traces(asks)  # a request is gathered
    kept, wrong = a_photograph(), a_photograph()
    asked = approved(asks, decides, rows=[("nominals_photograph", wrong.pk)])
    erasing.erase(asked.pk)
    assert list(stored.names()) == [kept.stored_as]
    request = AccessRequest.objects.using("owner").get()
    assert (request.state, request.folder) == ("open", "")
    assert {path.suffix for path in Path(settings.EXPORTS_FOLDER).iterdir()} == {".ods"}


def test_triggers_are_on_again_afterwards(world: Server) -> None:
    asked = approved(*officers())
    erasing.erase(asked.pk)
    off = query(
        world,
        "select tgrelid::regclass, tgname from pg_trigger where tgenabled <> 'O'",
    )
    assert off == []
    with (
        operation(using="intake", actor="a test", purpose="test"),
        connections["intake"].cursor() as cursor,
    ):
        cursor.execute("update nominals_nominal set sex = 'M'")
    assert query(world, "select count(*) from nominals_nominal_history where sex = 'M'") == [(1,)]


def test_one_person_alone_cannot_erase(world: Server) -> None:
    asks, _ = officers()
    person = nominal("VQ7707")
    with transaction.atomic():
        visitor = enter(asks.pk)
        asked = erasing.ask(
            visitor,
            nominal_id=person.pk,
            area=area_of(visitor),
            basis="court_order",
            reason="an order",
        )
        found = Erasure.objects.select_related("area").get(pk=asked.pk)
        assert not erasing.decide(visitor, found, approve=True)
    # Nor past the program: the policy hides it from who asked, and the table refuses it.
    with transaction.atomic(), connections["web"].cursor() as cursor:
        cursor.execute("select agencies_enter(%s)", [asks.pk])
        cursor.execute(
            "update rights_erasure set state = 'approved', decided_by = 'x', decided_by_id = %s,"
            " decided_at = now() where id = %s",
            [asks.pk, asked.pk],
        )
        assert cursor.rowcount == 0
    with administrator(world) as past, pytest.raises(Exception, match="rights_erasure_by_two"):
        past.execute(
            "update rights_erasure set state = 'approved', decided_by = 'x',"
            " decided_by_id = asked_by_id"
        )
    erasing.erase(asked.pk)
    with as_login(world, "worker") as worker, pytest.raises(InsufficientPrivilege):
        worker.execute("select rights_erase(%s)", [asked.pk])
    assert Nominal.objects.using("count").filter(pk=person.pk).exists()


def asks_for_qwertzuiop(user: User) -> None:
    with transaction.atomic():
        visitor = enter(user.pk)
        erasing.ask(
            visitor,
            nominal_id=nominal("VQ7707").pk,
            area=area_of(visitor),
            basis="court_order",
            reason="an order",
        )


@pytest.mark.parametrize("role", ["police", "coordinator", "security_officer", "administrator"])
def test_who_may_not_ask_is_refused_by_the_database(world: Server, role: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        asks_for_qwertzuiop(given_officer(role, name="Odd One"))


def test_an_area_cannot_erase_what_it_does_not_see(world: Server) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        asks_for_qwertzuiop(given_officer(ASKS, name="Nell Firth", area="Norfolk"))


def test_named_rows_go_with_their_history_and_the_rest_stays(world: Server) -> None:
    person = nominal("VQ7707")
    ((row,),) = query(world, "select id from nominals_name")
    asked = approved(*officers(), rows=[("nominals_name", row)])
    erasing.erase(asked.pk)
    done = Erasure.objects.using("owner").get(pk=asked.pk)
    assert (done.state, done.fault, done.removed) == ("done", "", {"nominals_name": 1})
    assert "Yggdrasil" not in "\n".join(dump(world).values())
    assert nominal("VQ7707").pk == person.pk
    assert query(world, "select count(*) from justice_disposal")[0][0] == 2


@pytest.mark.parametrize(
    "source", ["audit_access", "nominals_nominal", "nominals_name_history", "agencies_user", "x"]
)
def test_rows_of_other_tables_are_not_erased_one_by_one(world: Server, source: str) -> None:
    asked = approved(*officers(), rows=[(source, 1)])
    erasing.erase(asked.pk)
    failed = Erasure.objects.using("owner").get(pk=asked.pk)
    assert failed.state == "failed"
    assert "not erased one by one" in failed.fault


def test_rows_of_somebody_else_are_not_erased(world: Server) -> None:
    other = nominal("V2").pk
    ((row,),) = query(world, "select id from justice_disposal where nominal_id = %s", other)
    asked = approved(*officers(), rows=[("justice_disposal", row)])
    erasing.erase(asked.pk)
    failed = Erasure.objects.using("owner").get(pk=asked.pk)
    assert failed.state == "failed"
    assert "not of this person" in failed.fault
    assert query(world, "select count(*) from justice_disposal")[0][0] == 2


def test_a_name_in_the_words_of_somebody_elses_record_is_counted_for_people_to_judge(
    world: Server,
) -> None:
    asks, decides = officers()
    with transaction.atomic():
        visitor = enter(asks.pk)
        retention.decide(
            visitor,
            nominal("V2").pk,
            area=area_of(visitor),
            decision="keep",
            reason="Lives with Xanthippe Qwertzuiop.",
        )
    asked = approved(asks, decides)
    erasing.erase(asked.pk)
    done = Erasure.objects.using("owner").get(pk=asked.pk)
    assert done.remains == {"rights_retention_review": 1}


def test_nobody_but_the_function_can_touch_history(world: Server) -> None:
    for login in ("web", "worker", "intake", "count"):
        with as_login(world, login) as connection:
            for statement in (
                "delete from nominals_name_history",
                "alter table nominals_name disable trigger user",
                "select rights_tables()",
                "update audit_event set sentence = ''",
            ):
                with pytest.raises((InsufficientPrivilege, RaiseException)):
                    connection.execute(statement)


def test_what_was_merged_into_the_record_goes_with_it(world: Server) -> None:
    """Also what was written under the number that it had."""
    asks, decides = officers()
    gone, kept = nominal("V2"), nominal("VQ7707")
    with operation(using="owner", actor="a test", purpose="test"):
        merge = Merge.objects.using("owner").create(
            nominal_id=kept.pk,
            other_nominal_id=gone.pk,
            area_id=area_named("Cambridgeshire").pk,
            why="x",
            state="approved",
            asked_by="K",
            asked_by_id=asks.pk,
            approved_by="L",
            approved_by_id=decides.pk,
            approved_at=timezone.now(),
        )
        SignOff.objects.using("owner").create(
            nominal_id=kept.pk,
            area_id=merge.area_id,
            kind="merge",
            subject_id=merge.pk,
            why="x",
            asked_by="K",
            asked_by_id=asks.pk,
            state="given",
            decided_by="L",
            decided_by_id=decides.pk,
            decided_at=timezone.now(),
            because="x",
        )
    merging.apply(merge.pk)
    asked = approved(asks, decides)
    erasing.erase(asked.pk)
    assert found_in(world) == {}
    assert not {t for t, text in dump(world).items() if str(gone.reference) in text}
