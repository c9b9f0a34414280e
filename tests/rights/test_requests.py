"""Requests for what is held, over HTTP on the real logins; jobs are called as the worker does."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse

from openmappa.agencies.pages import enter
from openmappa.audit.operations import operation
from openmappa.cases.told_in_history import TABLES
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import restricting, stored
from openmappa.nominals.models import Vocabulary
from openmappa.nominals.register import Draft, GenderHistory
from openmappa.rights import access, answer, erasing, exports
from openmappa.rights.models import AccessRequest, AuditExport, Erasure, Withholding
from openmappa.rights.sources import SOURCES
from openmappa.victims.actions import judge_mention
from openmappa.victims.models import Mention
from tests.cases.given import a_document, a_photograph, known_to_all
from tests.victims.given import given_victim, liaison, write
from tests.web import given_access
from tests.web.matrix import DATA_PROTECTION, POLICE, SECURITY_OFFICER
from tests.web.register.given import a_row, area_of
from tests.web.world import World, send
from tests.world import administrator, area_named, query, run

FORMULA = '=HYPERLINK("http://example.invalid")'


@pytest.fixture(autouse=True)
def nothing_asked(world: World, db_home: Server) -> Iterator[None]:
    """No request and no file, before and after."""
    yield
    with administrator(db_home) as past:
        past.execute("delete from rights_withholding")
        past.execute("delete from rights_access_request")
        past.execute("delete from rights_audit_export")
        past.execute("delete from rights_erasure")
    for path in Path(settings.EXPORTS_FOLDER).iterdir():
        exports.discard(path.name)


def day_fields(name: str, day: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def entered(world: World, client: Client) -> AccessRequest:
    answer = client.post(
        reverse("access_request_new"),
        {
            "kind": "subject_access",
            "reference": known_to_all(world).reference.lower(),
            **day_fields("received", date(2015, 3, 2)),
        },
    )
    assert answer.status_code == 302
    return AccessRequest.objects.using("owner").latest("pk")


def step(client: Client, request: AccessRequest, name: str, **data: str) -> int:
    path = reverse("access_request_step", args=[request.pk, name])
    page = reverse("access_request", args=[request.pk])
    if f'action="{path}"' not in client.get(page).content.decode():
        return client.post(path, data).status_code
    return send(client, path, data, page=page).status_code


def show_identity(client: Client, request: AccessRequest) -> None:
    shown = day_fields("shown", date(2015, 3, 5))
    assert step(client, request, "identity", how="passport", **shown) == 302


def page(client: Client, request: AccessRequest) -> str:
    return client.get(reverse("access_request", args=[request.pk])).content.decode()


def answer_of(client: Client, request: AccessRequest) -> dict[str, str]:
    path = reverse("access_request_file", args=[request.pk, "answer.zip"])
    got = client.get(path)
    assert got.status_code == 200
    with zipfile.ZipFile(io.BytesIO(got.content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_a_request_from_letter_to_answer(world: World) -> None:
    client = world.client(DATA_PROTECTION)
    request = entered(world, client)
    assert "1 April 2015" in page(client, request)  # a month beginning with 2 March
    show_identity(client, request)
    assert "4 April 2015" in page(client, request)
    assert step(client, request, "extend", because="many records") == 302
    assert "4 June 2015" in page(client, request)

    assert step(client, request, "gather") == 302
    access.gather(request.pk)
    html = page(client, request)
    assert "Convictions and cautions" in html
    assert "Who looked at the record" in html

    # Withhold all of one source: what its rows were before, too.
    path = reverse("access_request_source", args=[request.pk, "nominals_identifier"])
    kept = {"verb": "withhold", "exemption": "45_4_b", "reason": "a lead"}
    assert client.post(path, kept).status_code == 302
    assert step(client, request, "release", reviewed="yes") == 302
    access.release(request.pk)
    files = answer_of(client, request)
    held = json.loads(files["what-is-held.json"])
    assert "justice_disposal" in held
    assert "justice_disposal_history" in held
    assert held.keys().isdisjoint(
        {"audit_access", "nominals_match", "nominals_identifier", "nominals_identifier_history"}
    )
    readable = files["what-is-held.html"]
    assert known_to_all(world).surname in readable
    assert "whether anything was left out or not" in readable
    assert "victim" not in readable.lower()
    assert "Information Commissioner" in readable


def test_nothing_is_released_before_identity_was_shown_and_all_was_reviewed(world: World) -> None:
    client = world.client(DATA_PROTECTION)
    request = entered(world, client)
    assert step(client, request, "release", reviewed="yes") == 422  # nothing was gathered
    step(client, request, "gather")
    access.gather(request.pk)
    assert step(client, request, "release", reviewed="yes") == 422
    show_identity(client, request)
    assert step(client, request, "release") == 422
    with pytest.raises(IntegrityError, match="rights_access_request_released_to_who_was_known"):
        AccessRequest.objects.using("owner").filter(pk=request.pk).update(
            state="released",
            identity_shown_on=None,
            identity_how="",
            identity_checked_by="",
        )


def test_a_row_of_a_source_is_withheld_and_listed(world: World) -> None:
    client = world.client(DATA_PROTECTION)
    request = entered(world, client)
    show_identity(client, request)
    step(client, request, "gather")
    access.gather(request.pk)
    gathered = AccessRequest.objects.using("owner").get(pk=request.pk)
    rows = access.held(gathered)["nominals_record"]
    path = reverse("access_request_source", args=[request.pk, "nominals_record"])
    refused = client.post(path, {"verb": "withhold_rows", "exemption": "45_4_e", "reason": "x"})
    assert refused.status_code == 422
    assert "Tick the rows" in refused.content.decode()
    kept = {"verb": "withhold_rows", "row": rows[0].number, "exemption": "45_4_e"}
    assert client.post(path, kept).status_code == 422  # no reason
    assert client.post(path, kept | {"reason": FORMULA}).status_code == 302
    assert Withholding.objects.using("owner").get().row == rows[0].number
    listed = client.get(reverse("access_request_file", args=[request.pk, "redactions.csv"]))
    lines = list(csv.DictReader(io.StringIO(listed.content.decode("utf-8-sig"))))
    (line,) = (line for line in lines if line["Source"] == "Records of the agencies")
    assert (line["Given"], line["Rows decided otherwise"]) == ("given", "1")
    (line,) = (
        line for line in lines if line["Source"] == "Records of the agencies: every state it had"
    )
    assert (line["Given"], line["Rows decided otherwise"]) == ("given", "1")
    (line,) = (line for line in lines if line["Source"] == "Who looked at the record")
    assert line["Exemption"].startswith("DPA 2018 s.45(4)(e)")
    step(client, request, "release", reviewed="yes")
    access.release(request.pk)
    held = json.loads(answer_of(client, request)["what-is-held.json"])
    assert len(held["nominals_record"]) == len(rows) - 1
    assert rows[0].number not in {r["pgh_obj_id"] for r in held["nominals_record_history"]}


def test_a_state_of_a_row_is_given_only_by_itself_where_the_row_is_withheld() -> None:
    row = access.Held("nominals_vehicle", 5, {"id": 5})
    state, another = (
        access.Held("nominals_vehicle_history", 90 + n, {"pgh_obj_id": n}) for n in (5, 6)
    )

    def given(*decisions: tuple[str, int, bool]) -> list[bool]:
        decided = access.Decided(
            Withholding(source=source, row=number, given=yes) for source, number, yes in decisions
        )
        return [decided.gives(one) for one in (row, state, another)]

    past = "nominals_vehicle_history"
    assert given() == [True, True, True]
    assert given(("nominals_vehicle", 5, False)) == [False, False, True]
    assert given(("nominals_vehicle", 0, False)) == [False, False, False]
    assert given((past, 0, False)) == [True, False, False]
    # What somebody decided of the states themselves goes before.
    assert given(("nominals_vehicle", 0, False), (past, 0, True)) == [False, True, True]
    assert given(("nominals_vehicle", 5, False), (past, 0, True)) == [False, False, True]
    assert given(("nominals_vehicle", 5, False), (past, 95, True)) == [False, True, True]
    # What is withheld unless somebody looked stays so of states that nobody looked at.
    report = access.Held("nominals_intelligence_history", 1, {"pgh_obj_id": 1})
    decided = access.Decided([Withholding(source="nominals_intelligence", row=1, given=True)])
    assert not decided.gives(report)


def test_a_decision_of_somebody_else_meanwhile_is_shown_before_another_is_taken(
    world: World,
) -> None:
    client = world.client(DATA_PROTECTION)
    request = gathered(world, client)
    path = reverse("access_request_source", args=[request.pk, "nominals_record"])
    withhold = {"verb": "withhold", "exemption": "45_4_e", "reason": "first", "seen": "0"}
    assert client.post(path, withhold).status_code == 302
    late = client.post(path, {"verb": "give", "reason": "second thoughts", "seen": "0"})
    assert late.status_code == 422
    html = late.content.decode()
    assert "decided about this source after you opened the page" in html
    assert "first" in html  # what stands
    assert "second thoughts" in html  # what was typed
    seen = Withholding.objects.using("owner").get().pk
    assert f'name="seen" value="{seen}"' in html
    again = {"verb": "give", "reason": "second thoughts", "seen": str(seen)}
    assert client.post(path, again).status_code == 302
    assert Withholding.objects.using("owner").get().given


def test_rows_found_wrong_can_be_asked_to_be_erased(world: World) -> None:
    client = world.client(DATA_PROTECTION)
    request = entered(world, client)
    step(client, request, "gather")
    access.gather(request.pk)
    gathered = AccessRequest.objects.using("owner").get(pk=request.pk)
    row = access.held(gathered)["justice_disposal"][0]
    path = reverse("access_request_source", args=[request.pk, "justice_disposal"])
    asked = {"verb": "erase_rows", "row": row.number, "basis": "disregarded", "reason": "letter"}
    assert client.post(path, asked).status_code == 302
    erasure = Erasure.objects.using("owner").get()
    assert (erasure.rows, erasure.whole) == ([["justice_disposal", row.number]], False)


def test_everything_that_names_the_person_is_gathered(world: World, db_home: Server) -> None:
    client = world.client(DATA_PROTECTION)
    request = entered(world, client)
    step(client, request, "gather")
    access.gather(request.pk)
    gathered = AccessRequest.objects.using("owner").get(pk=request.pk)
    held = {source: len(rows) for source, rows in access.held(gathered).items()}
    person = known_to_all(world).pk
    tables = query(
        db_home,
        "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
        " and a.attname ~ '(^|_)nominal_id$'"
        " and c.relname !~ '^(audit|rights)_'"
        " and c.relname !~ '^nominals_(gender|search_hidden)'",
    )
    for table, column in tables:
        ((rows,),) = query(db_home, f"select count(*) from {table} where {column} = %s", person)
        assert held.get(table, 0) >= rows, table
    assert held["nominals_nominal"] == 1
    assert held["nominals_nominal_history"] >= 1


def gathered(world: World, client: Client) -> AccessRequest:
    """One of which all was gathered and identity shown."""
    request = entered(world, client)
    show_identity(client, request)
    step(client, request, "gather")
    access.gather(request.pk)
    return AccessRequest.objects.using("owner").select_related("area").get(pk=request.pk)


def released(client: Client, request: AccessRequest) -> dict[str, bytes]:
    assert step(client, request, "release", reviewed="yes") == 302
    access.release(request.pk)
    got = client.get(reverse("access_request_file", args=[request.pk, "answer.zip"]))
    with zipfile.ZipFile(io.BytesIO(got.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_photographs_are_given_and_documents_looked_at_first(world: World) -> None:
    person, client = known_to_all(world), world.client(DATA_PROTECTION)
    photograph, document = a_photograph(world, person), a_document(world, person)
    request = gathered(world, client)
    source = reverse("access_request_source", args=[request.pk, "nominals_document"])
    file = reverse("access_request_held_file", args=[request.pk, "nominals_document", document.pk])
    assert file in client.get(source).content.decode()
    assert b"where your supervising officer approves" in client.get(file).content
    assert world.client(POLICE).get(file).status_code in {403, 404}
    other = reverse("access_request_held_file", args=[request.pk, "nominals_document", 999_999])
    assert client.get(other).status_code == 404
    files = released(client, request)
    assert files[f"files/photograph-{photograph.pk}.jpg"].startswith(b"\xff\xd8")
    assert not [name for name in files if "document" in name]


def test_a_file_that_is_gone_is_said_to_be(world: World) -> None:
    person, client = known_to_all(world), world.client(DATA_PROTECTION)
    photograph = a_photograph(world, person)
    path = Path(stored.storage().path(photograph.stored_as))
    aside = path.rename(path.with_suffix(".aside"))
    try:
        request = gathered(world, client)
        found = access.file_of(request, "nominals_photograph", photograph.pk)
    finally:
        aside.rename(path)
    assert found is not None
    assert "is gone" in found.read_text(encoding="utf-8")


def test_the_folder_holds_nothing_that_only_others_may_answer_for(
    world: World, db_home: Server
) -> None:
    """Victims, texts that name one, gender history, and what its grading keeps elsewhere."""
    client = world.client(DATA_PROTECTION)
    person = known_to_all(world)
    victim = given_victim(world)
    named = write(person, f"{victim.forenames} {victim.surname} rang.")
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        entered_by = (
            "nominal_id, area_id, agency, regime, entered_by, entered_by_id, version, withdrawn_by,"
            " withdrawn_because, during, class_of_person, standing, source, note,"
            " corrected_because"
        )
        said = (
            "%s, %s, 'police', 'law_enforcement', 'x', 1, 1, '', '', '[2015-01-02,)', 'convicted',"
            " 'fact', '', '', ''"
        )
        by = (person.pk, area_named("Cambridgeshire").pk)
        past.execute(
            f"insert into nominals_gender ({entered_by}, information, former_surname,"
            " former_forenames, named)"
            f" values ({said}, 'Formerly Qwertzuiop', '', '', '{{1}}')",
            by,
        )
        past.execute(
            f"insert into nominals_intelligence ({entered_by}, reported_on, reference, scheme,"
            " source_code, information_code, handling_code, conditions, report, sanitised)"
            f" values ({said}, '2015-01-02', 'Yggdrasil', '3x5x2', '1', 'A', 'C', 'none',"
            " 'Xanthippe said', '')",
            by,
        )
    try:
        request = gathered(world, client)
        text = (access.folder_of(request) / "held.json").read_text(encoding="utf-8")
        held = access.held(request)
        # Even where somebody says to give them.
        for source in ("cases_transfer", "victims_link", "nominals_intelligence"):
            path = reverse("access_request_source", args=[request.pk, source])
            assert client.post(path, {"verb": "give", "reason": ""}).status_code == 302
        answer = json.loads(released(client, request)["what-is-held.json"])
    finally:
        with administrator(db_home) as past:
            past.execute("set session_replication_role = replica")
            past.execute("delete from nominals_gender")
            past.execute("delete from nominals_intelligence where reference = 'Yggdrasil'")
    assert not [
        word
        for word in ("Qwertzuiop", "Yggdrasil", "Xanthippe", victim.surname, victim.address)
        if word in text
    ]
    (row,) = (row for row in held["cases_transfer"] if row.number == named)
    assert row.closed
    assert named not in {row["id"] for row in answer.get("cases_transfer", [])}
    assert answer.keys().isdisjoint({"nominals_gender", "victims_link", "nominals_intelligence"})


def test_what_searches_keep_of_a_row_stays_out_of_the_folder_with_the_row(
    world: World, db_home: Server
) -> None:
    """Of a text or a name that waits for victim liaison, or is withheld; and of gender history."""
    client = world.client(DATA_PROTECTION)
    person, user = known_to_all(world), world.user("police")
    victim = given_victim(world)
    naming = f"A heart, zanzibar, {victim.surname}"
    rows = {
        "nominals_mark": a_row("marks", person.pk, user, area_of(user), description=naming),
        "nominals_further_name": a_row(
            "names", person.pk, user, area_of(user), surname=victim.surname, forenames="Dora"
        ),
    }
    plain = a_row("marks", person.pk, user, area_of(user), description="An anchor, tasmania")
    with administrator(db_home) as past:
        past.execute(
            "insert into nominals_search_hidden values (%s, sha256('Qwertzuiop'))", [person.pk]
        )
    try:
        for withheld in (False, True):
            if withheld:
                with liaison(world) as (visitor, opened):
                    for mention in Mention.objects.using("default").filter(outcome=""):
                        if rows.get(mention.of_table) == mention.row_id:
                            judge_mention(
                                opened, mention, by=visitor, outcome="withheld", reason="Names her"
                            )
            request = gathered(world, client)
            held = access.held(request)
            text = (access.folder_of(request) / "held.json").read_text(encoding="utf-8").lower()
            for word in ("zanzibar", "quillfeath"):
                assert word not in text, (word, withheld)
            copies = [
                row.content
                for row in held["nominals_search_fact"]
                if row.content.get("source") == "nominals_mark"
            ]
            assert plain in {row["source_id"] for row in copies}
            assert "tasmania" in text
            assert "nominals_search_hidden" not in held
            assert any(row.content.get("surname") for row in held["nominals_search_name"])
    finally:
        with administrator(db_home) as past:
            past.execute("delete from nominals_search_hidden where nominal_id = %s", [person.pk])


def test_a_name_kept_apart_for_gender_history_is_not_even_a_row_of_the_folder(
    world: World, db_home: Server
) -> None:
    client = world.client(DATA_PROTECTION)
    person, officer = known_to_all(world), world.user("police")
    area = area_of(officer)
    name, other = (
        a_row("names", person.pk, officer, area, surname=surname)
        for surname in ("Xanthippe", "Marlow")
    )
    with administrator(db_home) as past:
        past.execute(
            "insert into nominals_withheld (nominal_id, of_table, row_id, compartment, withheld_by)"
            " values (%s, 'nominals_further_name', %s, 'gender', '')",
            [person.pk, name],
        )
    try:
        request = gathered(world, client)
        held = access.held(request)
        for source in ("nominals_further_name", "nominals_further_name_history"):
            kept = {row.content.get("pgh_obj_id", row.content["id"]) for row in held[source]}
            assert other in kept, source
            assert name not in kept, source
        assert all(row.content.get("row_id") != name for row in held.get("nominals_withheld", ()))
        text = (access.folder_of(request) / "held.json").read_text(encoding="utf-8").lower()
        assert "xanthippe" not in text
    finally:
        with administrator(db_home) as past:
            past.execute("delete from nominals_withheld where compartment = 'gender'")


def test_the_folder_holds_nothing_of_the_audit_that_tells_of_a_victim(
    world: World, db_home: Server
) -> None:
    """What was done in the compartment, words of it, and copies of a text that waits."""
    given_access.forget(db_home)
    client, person = world.client(DATA_PROTECTION), known_to_all(world)
    victim = given_victim(world)
    said = f"Ask Ms {victim.surname} first"
    row = write(person, said)
    with liaison(world) as (visitor, opened):
        for mention in Mention.objects.using("default").filter(
            of_table="cases_transfer", row_id=row, outcome=""
        ):
            judge_mention(opened, mention, by=visitor, outcome="harmless", reason="Of Xenophon")
    assert (
        world.client("victim_liaison")
        .get(reverse("victims_of", args=[person.reference]))
        .status_code
        == 200
    )
    boss = given_access.officer("coordinator")
    number = given_access.partner(boss, person, given_access.officer("police", given_access.AWAY))
    path = reverse("end_naming", args=[person.reference, number])
    assert world.signed_in(boss).post(path, {"why": said}).status_code == 302
    with given_access.acting(boss) as (visitor, opened):
        restricting.restrict(
            by=visitor.name,
            nominal=person,
            members=[world.user("police").pk],
            why=said,
            ring="",
            operation=opened,
        )
    try:
        request = gathered(world, client)
        text = (access.folder_of(request) / "held.json").read_text(encoding="utf-8")
    finally:
        given_access.forget(db_home)
    told = json.loads(text)["sources"]
    for source in ("nominals_listed", "audit_event", "audit_operation", "audit_access"):
        words = json.dumps(told[source])
        assert victim.surname not in words, source
        for word in ("Xenophon", "A victim was recorded", "the victims", '"victims"'):
            assert word not in words, (source, word)
        assert any("withheld" in one["content"] for one in told[source]), source


def test_of_a_form_that_somebody_began_the_folder_says_that_it_is_there(world: World) -> None:
    person, officer = known_to_all(world), world.user("police")
    victim = given_victim(world)
    with operation(using="owner", actor="a test", purpose="test"):
        Draft.objects.using("owner").create(
            user_id=officer.pk,
            nominal_id=person.pk,
            section="vehicles",
            fields=[["make", f"Seen with {victim.surname}"]],
        )
    request = gathered(world, world.client(DATA_PROTECTION))
    (row,) = access.held(request)["nominals_draft"]
    assert "fields" not in row.content
    assert row.content["section"] == "vehicles"


@pytest.mark.parametrize(
    ("table", "was", "closed"),
    [
        ("victims_annex", {"text": "Xanthippe"}, True),
        ("nominals_gender", {"information": "Xanthippe"}, True),
        ("nominals_intelligence", {"handling_code": "C", "report": "Xanthippe"}, True),
        ("nominals_intelligence", {"handling_code": "P", "report": "Xanthippe"}, False),
        ("justice_order", {"court": "Xanthippe"}, False),
    ],
)
def test_what_a_merge_kept_of_a_row_is_as_closed_as_the_row(
    world: World, db_home: Server, table: str, was: dict[str, str], closed: bool
) -> None:
    row = json.dumps({"id": 5, "of_table": table, "row_id": 3, "was": was})
    ((told,),) = query(
        db_home, "select rights_without_secrets('nominals_merge_row', 5, %s::jsonb)::text", row
    )
    assert ("Xanthippe" in told, access.Held("", 5, json.loads(told)).closed) == (
        not closed,
        closed,
    )


def test_the_name_in_a_published_list_is_not_given_as_it_may_be_a_former_one(
    world: World, db_home: Server
) -> None:
    row = json.dumps({"id": 5, "cell": "T1:L2:C1", "name": "Zebulon Ash"})
    ((told,),) = query(
        db_home, "select rights_without_secrets('statistics_frozen_case', 5, %s::jsonb)", row
    )
    assert told == {"id": 5, "cell": "T1:L2:C1"}


def test_nothing_is_gathered_but_for_a_request_under_way(world: World) -> None:
    client = world.client(DATA_PROTECTION)
    request = entered(world, client)
    access.gather(request.pk)  # nobody asked for it yet
    assert AccessRequest.objects.using("owner").get(pk=request.pk).folder == ""
    with connections["worker"].cursor() as cursor, pytest.raises(Exception, match="under way"):
        cursor.execute("select * from rights_gather(%s)", [request.pk])
    connections["worker"].close()


def test_another_area_and_other_roles_see_no_request(world: World) -> None:
    request = entered(world, world.client(DATA_PROTECTION))
    for role in ("other_area", POLICE, SECURITY_OFFICER):
        with transaction.atomic():
            enter(world.user(role).pk)
            assert not AccessRequest.objects.filter(pk=request.pk).exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reference": "M9999999X"}, "Your area may see no record with this reference"),
        ({"received-day": "31", "received-month": "2"}, "Enter a real date"),
        ({"received-year": "2096"}, "The day must be today or earlier"),
        ({"kind": ""}, "Choose what kind of request it is"),
        ({"asked": "x" * 3000}, "plain text of 2,000 characters or fewer"),
    ],
)
def test_a_form_with_faults_says_so_and_keeps_what_was_typed(
    world: World, changed: dict[str, str], said: str
) -> None:
    typed = {
        "kind": "subject_access",
        "reference": known_to_all(world).reference,
        **day_fields("received", date(2015, 3, 2)),
        "asked": "Everything, please",
    } | changed
    answer = world.client(DATA_PROTECTION).post(reverse("access_request_new"), typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert "There is a problem" in html
    assert typed["asked"] in html


def test_figures_are_answered_in_counts_only(world: World) -> None:
    client = world.client(DATA_PROTECTION)
    answer = client.post(
        reverse("access_request_new"),
        {
            "kind": "information",
            "asked": "How many live in Ely?",
            **day_fields("received", date(2015, 3, 2)),
        },
    )
    assert answer.status_code == 302
    request = AccessRequest.objects.using("owner").latest("pk")
    html = page(client, request)
    assert "30 March 2015" in html  # the twentieth working day
    assert "Counts only" in html
    assert "fewer than 5" in html or "Level" in html
    assert step(client, request, "gather") == 404
    assert step(client, request, "answer", answer="Fewer than 5.") == 302
    assert "Answered" in page(client, request)


# The command


def test_the_command_gathers_all_into_a_folder(world: World, tmp_path: Path) -> None:
    person = known_to_all(world)
    out = tmp_path / "out"
    said = run("subject-access", person.reference, "--out", out, "--received", "2026-01-05")
    assert "Answer by 4 February 2026" in said
    held = json.loads((out / "held.json").read_text(encoding="utf-8"))
    assert {"justice_disposal", "audit_access", "nominals_record_history"} <= set(held["sources"])
    assert "Who looked at the record" in (out / "redactions.csv").read_text(encoding="utf-8")
    with zipfile.ZipFile(out / "draft-answer.zip") as packed:
        assert person.surname in packed.read("what-is-held.html").decode()
    with pytest.raises(CommandError, match="is there already"):
        run("subject-access", person.reference, "--out", out)
    with pytest.raises(CommandError, match="No record has"):
        run("subject-access", "M9999999X", "--out", tmp_path / "none")
    with pytest.raises(CommandError, match="1 January 2100 is still to come"):
        run("subject-access", person.reference, "--out", tmp_path / "x", "--received", "2100-01-01")
    assert not (tmp_path / "x").exists()
    # It waits on the page for review.
    request = AccessRequest.objects.using("owner").latest("pk")
    assert "To review" in page(world.client(DATA_PROTECTION), request)


# Exports of the audit


def asked(world: World, role: str, **more: str) -> AuditExport:
    today = date.today()  # noqa: DTZ011 - readings are of real days
    answer = world.client(role).post(
        reverse("audit_exports"),
        {
            "about": "record",
            "reference": known_to_all(world).reference,
            **day_fields("first", today - timedelta(days=1)),
            **day_fields("last", today),
            "format": "csv",
            "reason": FORMULA,
        }
        | more,
    )
    assert answer.status_code == 302, answer.content.decode()
    return AuditExport.objects.using("owner").latest("pk")


def test_the_audit_tells_nobody_that_there_is_gender_history(world: World) -> None:
    with operation(using="owner", actor="a colleague", purpose="test"):
        GenderHistory.objects.using("owner").create(
            nominal_id=known_to_all(world).pk,
            area_id=area_named("Cambridgeshire").pk,
            agency="police",
            regime="law_enforcement",
            entered_by="a colleague",
            entered_by_id=1,
            during=Period(date(2015, 1, 2), None),
            information="Qwertzuiop",
            named=[1],
        )
    export = asked(world, DATA_PROTECTION)
    exports.write(export.pk)
    told = fetch(world, DATA_PROTECTION, export)
    assert told is not None
    assert b"nominals_" in told  # others are told
    assert b"gender" not in told


def test_what_no_history_tells_is_told_these_officers_in_words() -> None:
    line = (
        "Nadia Holt",
        "insert",
        "nominals_restriction",
        "restrict a record",
        "",
        "",
        "M0000007G",
    )
    told = exports.in_words("written", *line, refused=False)
    assert told == f"Nadia Holt added a row of: {SOURCES['nominals_restriction'].words.lower()}"
    assert exports.in_words("looked", "Kim", "read", "GET person", "", refused=True) == (
        "Kim was refused: GET person"
    )


def fetch(world: World, role: str, export: AuditExport) -> bytes | None:
    got = world.client(role).get(reverse("audit_export_file", args=[export.pk]))
    return got.content if got.status_code == 200 else None


def test_the_audit_of_a_record_without_content_and_without_formulas(world: World) -> None:
    person = known_to_all(world)
    world.client(POLICE).get(reverse("person", args=[person.reference]))
    first = asked(world, SECURITY_OFFICER)
    assert fetch(world, SECURITY_OFFICER, first) is None  # not written yet
    exports.write(first.pk)
    text = (fetch(world, SECURITY_OFFICER, first) or b"").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert ("Sam Oakley", "read") in {(line["Who"], line["Action"]) for line in lines}
    assert "insert" in {line["Action"] for line in lines}
    told = {line["In words"] for line in lines}
    assert any(words.startswith("Sam Oakley opened: ") for words in told)
    assert "An import added a ground of the category" in told
    assert not any(table in words for words in told for table in (*TABLES, *SOURCES))
    assert person.surname not in text
    # Its own asking is in it, with the reason as text.
    assert f"'{FORMULA}" in {line["Reason"] for line in lines}
    assert not any(v.startswith("=") for line in lines for v in line.values())
    # Nobody else fetches it, and who did is in the log.
    assert fetch(world, DATA_PROTECTION, first) is None
    again = asked(world, SECURITY_OFFICER)
    exports.write(again.pk)
    text = (fetch(world, SECURITY_OFFICER, again) or b"").decode("utf-8-sig")
    assert ("Uma Kerr", f"file of audit export {first.pk}") in {
        (line["Who"], line["What"]) for line in csv.DictReader(io.StringIO(text))
    }


def test_the_audit_of_a_user_as_a_spreadsheet_of_texts(world: World) -> None:
    officer = world.user(POLICE)
    world.client(POLICE).get(reverse("people"))
    export = asked(world, DATA_PROTECTION, about="user", user=str(officer.pk), format="ods")
    exports.write(export.pk)
    with zipfile.ZipFile(io.BytesIO(fetch(world, DATA_PROTECTION, export) or b"")) as packed:
        content = packed.read("content.xml").decode()
    assert "a list of people" in content
    assert "formula" not in content
    assert 'value-type="float"' not in content


def test_a_file_ends_with_its_time(world: World, db_home: Server) -> None:
    export = asked(world, SECURITY_OFFICER)
    exports.write(export.pk)
    assert len(list(Path(settings.EXPORTS_FOLDER).iterdir())) == 1
    with administrator(db_home) as past:
        past.execute("update rights_audit_export set expires_at = now() - interval '1 second'")
    assert fetch(world, SECURITY_OFFICER, export) is None
    exports.remove_expired()
    assert list(Path(settings.EXPORTS_FOLDER).iterdir()) == []
    assert AuditExport.objects.using("owner").get(pk=export.pk).state == "expired"


def test_no_audit_of_somebody_of_another_area(world: World) -> None:
    stranger = world.user("other_area")
    today = date.today()  # noqa: DTZ011
    answer = world.client(SECURITY_OFFICER).post(
        reverse("audit_exports"),
        {
            "about": "user",
            "user": str(stranger.pk),
            **day_fields("first", today),
            **day_fields("last", today),
            "format": "csv",
            "reason": "curious",
        },
    )
    assert answer.status_code == 422
    assert "Choose somebody of your area" in answer.content.decode()


# Erasure over HTTP


def test_an_erasure_is_asked_by_one_and_approved_by_another(world: World) -> None:
    officer, lead = world.client(DATA_PROTECTION), world.client("authority_lead")
    answer = officer.post(
        reverse("erasure_new"),
        {
            "reference": known_to_all(world).reference,
            "basis": "court_order",
            "reason": "Order 7 of today",
        },
    )
    assert answer.status_code == 302
    path = answer["Location"]
    own = officer.post(path, {"verb": "approve", "understood": "yes"})
    assert own.status_code == 422
    assert "somebody else decides" in own.content.decode()
    assert lead.post(path, {"verb": "approve"}).status_code == 422
    assert "Order 7 of today" in lead.get(path).content.decode()
    assert lead.post(path, {"verb": "decline"}).status_code == 302
    assert Erasure.objects.using("owner").get().state == "declined"
    erasing.erase(Erasure.objects.using("owner").get().pk)
    assert Erasure.objects.using("owner").get().state == "declined"


AREAS = {6: "Cambridgeshire", 24: "Norfolk"}


def test_an_answer_says_what_is_fact_and_what_opinion() -> None:
    row = access.Held("nominals_document", 1, {"title": "Report", "standing": "opinion"})
    assert row.lines(AREAS) == [("Title", "Report"), ("Fact or opinion", "opinion")]


def test_an_answer_is_in_words_and_in_the_order_of_the_record() -> None:
    content = {
        "id": 7,
        "area_id": 6,
        "kind": "work",
        "during": "[2015-01-02,)",
        "number": "07700 900456",
        "regime": "law_enforcement",
        "source": "Told by his brother",
        "version": 1,
        "standing": "fact",
        "canonical": "07700900456",
        "entered_by": "Sam Oakley",
        "entered_at": "2015-03-12T09:30:00+00:00",
        "class_of_person": "convicted",
        "withdrawn_because": "His brother says he lied",
    }
    assert access.Held("nominals_telephone", 7, content).lines(AREAS) == [
        ("When", "since 2 January 2015"),
        ("Kind", "work"),
        ("Number", "07700 900456"),
        ("Fact or opinion", "fact"),
        ("Of whom it speaks", "convicted or cautioned"),
        ("Area", "Cambridgeshire"),
        ("Held under", "law enforcement (Data Protection Act 2018, Part 3)"),
        ("Entered", "12 March 2015, 09:30"),
    ]
    moved = {"from_area_id": 6, "to_area_id": 24, "arrives_on": "2015-04-01"}
    assert access.Held("cases_transfer", 1, moved).lines(AREAS) == [
        ("From area", "Cambridgeshire"),
        ("To area", "Norfolk"),
        ("Arrives on", "1 April 2015"),
    ]
    assert access.Held("nominals_nominal", 1, {"sex": "M", "ethnicity": "W2"}).lines(AREAS) == [
        ("Sex", "male"),
        ("Ethnicity", "White: Irish"),
    ]


def test_no_code_of_a_vocabulary_is_left_to_the_reader() -> None:
    vocabularies = [
        (model._meta.db_table, check)
        for model in apps.get_models()
        for check in model._meta.constraints
        if isinstance(check, Vocabulary)
    ]
    assert len(vocabularies) > 60
    for table, check in vocabularies:
        for code, words in check.words.items():
            told = [told for _, told in access.Held(table, 1, {check.column: code}).lines(AREAS)]
            assert told in ([words], []), (check.name, code)  # none: it is left out


def test_an_earlier_state_is_read_where_it_says_something_else() -> None:
    row = {"id": 7, "surname": "Ash", "forenames": "Ann", "entered_by": "Sam Oakley"}
    state = row | {"pgh_id": 1, "pgh_obj_id": 7, "pgh_label": "insert", "entered_by": "Jo"}
    past = "nominals_further_name_history"
    assert not answer.stood_otherwise(past, state, row, AREAS)
    assert answer.stood_otherwise(past, state | {"surname": "Ashe"}, row, AREAS)
    assert answer.stood_otherwise(past, state | {"withdrawn_at": "2015-01-02"}, row, AREAS)
    # A history of some columns only says nothing else.
    assert not answer.stood_otherwise(past, {"pgh_obj_id": 7, "surname": "Ash"}, row, AREAS)
