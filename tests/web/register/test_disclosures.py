"""Disclosures to third parties: what a decision says, who signs it, who is told, who sees it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from django.urls import reverse
from psycopg.errors import CheckViolation, InsufficientPrivilege

from openmappa.agencies.models import User
from openmappa.agencies.permissions import Part
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.law.disclosure import Disclosure as Checklist
from openmappa.law.disclosure import s327a_record
from openmappa.nominals.models import Nominal, SignOff
from openmappa.nominals.register import DISCLOSURES, TELLS, Disclosure, DisclosureRecipient
from openmappa.web.quality import KINDS, looking
from tests.cases.given import known_to_all
from tests.victims.given import given_victim
from tests.web import given_access as given
from tests.web.matrix import POLICE
from tests.web.register.given import RECIPIENTS, TYPED, a_row, area_of, columns, day
from tests.web.register.test_sections import list_of, page, path, text
from tests.web.world import World
from tests.world import administrator, query

KEY = "disclosures"
UNDECIDED = {
    **dict.fromkeys(("decision", "decider", "decider_rank", "authority"), ""),
    **{f"decided_on-{part}": "" for part in ("day", "month", "year")},
}
NOT_TOLD = {
    **dict.fromkeys(("told_at", "told_by"), ""),
    **{f"told_on-{part}": "" for part in ("day", "month", "year")},
}


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Of whom nothing is disclosed yet."""
    yield known_to_all(world)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in (
            "nominals_disclosure_recipient",
            "nominals_disclosure",
            "nominals_sign_off",
            "victims_mention",
            "victims_link",
            "victims_victim",
        ):
            past.execute(f"delete from {table}")
    given.forget(db_home)


def officer() -> User:
    return given.officer("police", agency="police")


def decided(person: Nominal, **typed: str) -> int:
    by = officer()
    return a_row(KEY, person.pk, by, area_of(by), **typed)


def told(person: Nominal, disclosure: int, **typed: str) -> int:
    by = officer()
    return a_row(RECIPIENTS, person.pk, by, area_of(by), disclosure=str(disclosure), **typed)


# What a decision must say


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"asked_to_comment": ""}, "Say whether the person was asked to comment"),
        ({"comment": ""}, "Enter what the person said"),
        ({"asked_to_comment": "no"}, "Enter why the person was not asked to comment"),
        ({"decider": ""}, "Enter who decided"),
        ({"decider_rank": ""}, "Enter the rank or grade of who decided"),
        ({"authority": ""}, "Choose the level of authority"),
        ({"legal_power": ""}, "Choose the legal power"),
        ({"legal_power": "none"}, "Choose the power by which it is told"),
        ({"rights": ""}, "Enter how the rights were balanced"),
        ({"arguments_for": "", "arguments_against": ""}, "Enter what speaks for it, or against"),
        ({"wording": ""}, "Enter the exact words to be told"),
        ({"children": ""}, "Enter what keeps children safe"),
        ({"person_told": ""}, "Say whether the person was told"),
        ({"person_told": "no"}, "Enter why the person was not told"),
        ({"review_on-day": "", "review_on-month": "", "review_on-year": ""}, "is reviewed"),
        (day("review_on", date(2015, 2, 1)), "The review must be after"),
        ({"decision": ""}, "Choose the decision, or leave empty who decided"),
    ],
)
def test_a_decision_says_all_that_it_takes(
    world: World, person: Nominal, without: dict[str, str], said: str
) -> None:
    add = path("register_add", person, KEY)
    content = text(page(world.client(POLICE), add, 422, **{**TYPED[KEY], **without}))
    assert said in content
    assert not Disclosure.objects.using("owner").filter(nominal=person).exists()


def test_a_no_is_recorded_too_and_what_is_only_considered(world: World, person: Nominal) -> None:
    client = world.client(POLICE)
    no = {"decision": "refused", "legal_power": "none", "wording": "", "children": ""}
    for typed in (no | {"person_told": ""}, UNDECIDED | {"question": "Whether to tell a school"}):
        answer = client.post(path("register_add", person, KEY), {**TYPED[KEY], **typed})
        assert answer.status_code == 302
    content = text(page(client, list_of(person, KEY)))
    assert "No: considered and refused: Whether to tell the manager" in content
    assert "Considered, not decided: Whether to tell a school" in content
    assert "Asked: He would rather tell it himself" in content
    # Only what is decided is put before a supervisor.
    assert content.count("Ask a supervisor to sign") == 1


@pytest.mark.parametrize("decision", [code for code in DISCLOSURES if code != "deferred"])
def test_a_decision_and_who_is_told_are_the_record_that_the_law_asks_for(decision: str) -> None:
    """Nothing of s.327A is missing from what the two forms insist on."""
    row, recipient = columns(KEY, decision=decision), columns(RECIPIENTS)
    tells = decision in TELLS
    case = Checklist(
        asked_to_comment=row["asked_to_comment"] == "yes",
        why_not_asked=row["why_not_asked"],
        outcome="disclosed" if tells else "not disclosed",
        reasons=row["arguments_for"] + row["arguments_against"],
        recipient=recipient["name"] if tells else "",
        content=row["wording"] if tells else "",
        decided_on=row["decided_on"],
    )
    assert s327a_record(case) == ()


def test_nobody_is_told_on_no_decision_nor_before_it(world: World, person: Nominal) -> None:
    client = world.client(POLICE)
    add = path("register_add", person, RECIPIENTS)
    refused = decided(person, decision="refused")
    typed = {**TYPED[RECIPIENTS], "disclosure": str(refused)}
    assert "There is no decision to tell" in page(client, add, 422, **typed)
    to_tell = decided(person)
    typed = {**TYPED[RECIPIENTS], "disclosure": str(to_tell)}
    early = {**typed, **day("told_on", date(2015, 2, 1))}
    assert "before it was decided" in page(client, add, 422, **early)
    assert "Why this one needs to know" in page(client, add, 422, **{**typed, "need": ""})
    no_agreement = {f"signed_on-{part}": "" for part in ("day", "month", "year")}
    assert "why there is no agreement" in page(client, add, 422, **{**typed, **no_agreement})
    assert client.post(add, typed).status_code == 302
    content = text(page(client, list_of(person, KEY)))
    needs = "P. Whitlock, employer or organiser of volunteers, told on 9 February 2015: Makes the"
    assert needs in content
    # From then on it stays a decision to tell.
    content = page(
        client,
        path("register_correct", person, KEY, to_tell),
        422,
        **{**TYPED[KEY], "decision": "refused", "version": "1"},
    )
    assert "it cannot become a no" in content
    withdraw = path("register_withdraw", person, KEY, to_tell)
    assert "it stays" in page(client, withdraw, 422, because="A slip", version="1")


def test_the_history_of_the_record_says_when_somebody_was_told(
    world: World, person: Nominal
) -> None:
    told(person, decided(person))
    history = reverse("record_history", args=[person.reference])
    content = text(page(world.client(POLICE), history))
    assert "14:30" in content
    assert "P. Whitlock" in content


def test_who_is_told_belongs_to_a_disclosure_of_the_same_person(
    world: World, person: Nominal
) -> None:
    typed = {**TYPED[RECIPIENTS], "disclosure": "987654321"}
    add = path("register_add", person, RECIPIENTS)
    assert "Choose which disclosure" in page(world.client(POLICE), add, 422, **typed)


# A supervisor's signature


def sign(person: Nominal, row: int) -> str:
    return reverse("disclosure_sign", args=[person.reference, row])


def test_a_supervisor_signs_by_the_one_mechanism_and_the_decision_then_stays(
    world: World, person: Nominal
) -> None:
    client = world.client(POLICE)
    row = decided(person)
    for _ in range(2):  # pressed twice
        assert client.post(sign(person, row)).status_code == 302
    work = SignOff.objects.using("owner").get(kind="disclosure", subject_id=row)
    assert "bakery" not in work.why  # who may sign need not see the part where it waits
    assert "Waits for a signature" in text(page(client, list_of(person, KEY)))
    correct = path("register_correct", person, KEY, row)
    content = page(client, correct, 422, **{**TYPED[KEY], "rights": "Other", "version": "1"})
    assert "It is signed, or waits to be" in content
    answer = world.client("police_supervisor").post(
        reverse("sign_off", args=[work.pk]), {"state": "given", "because": "It is sound"}
    )
    assert answer.status_code == 302
    content = text(page(client, list_of(person, KEY)))
    assert f"Signed: {world.user('police_supervisor').name}" in content
    assert "Ask a supervisor to sign" not in content
    # What came of it goes on being written.
    answer = client.post(correct, {**TYPED[KEY], "outcome": "He left the bakery", "version": "1"})
    assert answer.status_code == 302
    assert "He left the bakery" in page(client, list_of(person, KEY))


def test_what_is_undecided_or_another_person_s_is_not_signed(world: World, person: Nominal) -> None:
    client = world.client(POLICE)
    assert client.post(sign(person, decided(person, **UNDECIDED))).status_code == 404
    assert client.post(sign(person, 987654321)).status_code == 404


# Who sees it


@pytest.mark.parametrize("role", ["mental_health", "psychologist", "polygraph_examiner"])
def test_roles_that_see_no_disclosures(role: str) -> None:
    assert Part.DISCLOSURES not in ROLES[role].sees | ROLES[role].writes


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_writes_sees(role: str) -> None:
    its = ROLES[role]
    assert its.writes - its.sees <= {Part.VICTIMS}


def test_a_victim_is_put_before_liaison_and_the_writer_is_told_nothing(
    world: World, person: Nominal, db_home: Server
) -> None:
    given_victim(world)
    client = world.client(POLICE)
    row = decided(person)
    typed = {**TYPED[RECIPIENTS], "disclosure": str(row), "name": "Theodora Quillfeather"}
    answer = client.post(path("register_add", person, RECIPIENTS), typed)
    assert answer.status_code == 302
    assert query(
        db_home,
        "select of_table, field from victims_mention"
        " where of_table = 'nominals_disclosure_recipient' order by 2",
    ) == [("nominals_disclosure_recipient", "name")]
    assert "liaison" not in answer.headers["Location"]


# Overdue


def kinds_of(person: Nominal) -> set[str]:
    with given.looking(given.officer("coordinator")) as visitor:
        look = looking(visitor, own=False, of=[person.pk])
        return {
            code
            for code in ("disclosure-overdue", "disclosure-unsigned")
            if Nominal.objects.using("default")
            .filter(pk=person.pk)
            .filter(KINDS[code].lacks(look))
            .exists()
        }


def test_a_review_that_is_overdue_and_a_disclosure_nobody_signed_are_somebody_s_work(
    person: Nominal,
) -> None:
    far = day("review_on", date(2100, 1, 1))
    row = decided(person, **far)
    assert kinds_of(person) == set()
    told(person, row)
    assert kinds_of(person) == {"disclosure-unsigned"}
    late = decided(person, **day("review_on", date(2015, 2, 3)))
    assert kinds_of(person) == {"disclosure-unsigned", "disclosure-overdue"}
    with operation(using="owner", actor="a test", purpose="test"):
        Disclosure.objects.using("owner").filter(pk=late).update(
            during=Period(None, date(2015, 3, 1))
        )
    assert kinds_of(person) == {"disclosure-unsigned"}  # nobody looks after what is closed


# What the database refuses


class Past:
    """A connection that answers to nobody's role, and to every constraint and trigger."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def __enter__(self) -> psycopg.Connection[Any]:
        self.connection = psycopg.connect(self.server.administrator_dsn(self.server.database))
        opened = str(uuid.uuid4())
        self.connection.execute(
            "insert into audit_operation (id, actor, purpose, reason) values (%s, 'x', 'x', '')",
            [opened],
        )
        self.connection.execute("select set_config('app.operation', %s, true)", [opened])
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.rollback()
        self.connection.close()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("decided_on = null", "decided_by_why"),
        ("decider = ''", "decided_by_why"),
        ("decider_rank = ''", "decided_by_why"),
        ("authority = ''", "decided_by_why"),
        ("legal_power = ''", "decided_by_why"),
        ("rights = ''", "decided_by_why"),
        ("arguments_for = '', arguments_against = ''", "decided_by_why"),
        ("review_on = null", "decided_by_why"),
        ("decision = 'perhaps'", "decision_known"),
        ("comment = ''", "comment_or_why_not"),
        ("asked_to_comment = ''", "comment_or_why_not"),
        ("asked_to_comment = 'no'", "comment_or_why_not"),
        ("wording = ''", "says_what_is_told"),
        ("children = ''", "says_what_is_told"),
        ("person_told = ''", "says_what_is_told"),
        ("person_told = 'no'", "says_what_is_told"),
        ("legal_power = 'none'", "says_what_is_told"),
        ("question = ''", "says_something"),
    ],
)
def test_the_database_refuses_half_a_decision(
    person: Nominal, db_home: Server, change: str, constraint: str
) -> None:
    row = decided(person)
    with Past(db_home) as past, pytest.raises(CheckViolation, match=constraint):
        past.execute(f"update nominals_disclosure set {change} where id = %s".encode(), [row])


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("need = ''", CheckViolation),
        ("name = ''", CheckViolation),
        ("told_by = ''", CheckViolation),
        ("signed_on = null", CheckViolation),
        ("told_on = null", CheckViolation),
        ("told_on = '2015-02-01'", InsufficientPrivilege),
    ],
)
def test_the_database_refuses_a_recipient_without_need_and_a_telling_without_decision(
    person: Nominal, db_home: Server, change: str, refusal: type[Exception]
) -> None:
    row = told(person, decided(person))
    with Past(db_home) as past, pytest.raises(refusal):
        past.execute(
            f"update nominals_disclosure_recipient set {change} where id = %s".encode(), [row]
        )


@pytest.mark.parametrize("decision", ["", "refused", "not_needed", "deferred"])
def test_the_database_lets_nobody_be_told_on_anything_but_a_decision_to_tell(
    person: Nominal, db_home: Server, decision: str
) -> None:
    typed = UNDECIDED if not decision else {"decision": decision}
    row = told(person, decided(person, **typed), **NOT_TOLD)
    with Past(db_home) as past, pytest.raises(InsufficientPrivilege, match="without a decision"):
        past.execute(
            "update nominals_disclosure_recipient set told_on = '2015-03-01', told_by = 'x'"
            " where id = %s",
            [row],
        )


@pytest.mark.parametrize(
    "change",
    [
        "decision = 'refused'",
        "decided_on = '2015-02-10'",
        "withdrawn_at = now(), withdrawn_by = 'x', withdrawn_because = 'x'",
    ],
)
def test_the_database_keeps_a_decision_on_which_somebody_was_told(
    person: Nominal, db_home: Server, change: str
) -> None:
    row = decided(person)
    recipient = told(person, row)
    with Past(db_home) as past:
        with pytest.raises(InsufficientPrivilege, match="was told"), past.transaction():
            past.execute(f"update nominals_disclosure set {change} where id = %s".encode(), [row])
        # Of somebody who is withheld, as a victim would be, a refusal does not tell.
        past.execute(
            "insert into nominals_withheld (nominal_id, of_table, row_id, compartment, withheld_by)"
            " values (%s, 'nominals_disclosure_recipient', %s, 'victims', 'x')",
            [person.pk, recipient],
        )
        past.execute(f"update nominals_disclosure set {change} where id = %s".encode(), [row])


@pytest.mark.parametrize("column", [c for c in Disclosure.SIGNED if c != "decided_on"])
def test_the_database_keeps_what_is_signed(
    person: Nominal, db_home: Server, column: str, world: World
) -> None:
    row = decided(person)
    assert world.client(POLICE).post(sign(person, row)).status_code == 302
    with Past(db_home) as past:
        past.execute("update nominals_disclosure set outcome = 'x' where id = %s", [row])
        with pytest.raises(InsufficientPrivilege, match="signed, or waits"):
            past.execute(
                f"update nominals_disclosure set {column} = {column} || 'x' where id = %s".encode(),
                [row],
            )


def test_the_database_takes_no_recipient_of_another_person(
    person: Nominal, db_home: Server
) -> None:
    row = decided(person)
    somebody = Nominal.objects.using("owner").exclude(pk=person.pk).first()
    assert somebody is not None
    with pytest.raises(Exception, match="of the same person"):
        told(somebody, row)
    assert not DisclosureRecipient.objects.using("owner").filter(nominal=somebody).exists()


def test_nothing_undecided_is_put_before_a_supervisor(person: Nominal, db_home: Server) -> None:
    row = decided(person, **UNDECIDED)
    with Past(db_home) as past, pytest.raises(InsufficientPrivilege, match="no such decision"):
        past.execute(
            "insert into nominals_sign_off (nominal_id, area_id, kind, subject_id, why, asked_by,"
            " asked_by_id) values (%s, 1, 'disclosure', %s, 'x', 'x', 1)",
            [person.pk, row],
        )


def test_a_warning_marker_says_why_and_who_receives_it(
    person: Nominal, db_home: Server, world: World
) -> None:
    by = officer()
    row = a_row("warnings", person.pk, by, area_of(by))
    content = text(page(world.client(POLICE), reverse("person", args=[person.reference])))
    assert "Why, and who receives them" in content
    for column in ("reason", "receivers"):
        with Past(db_home) as past, pytest.raises(CheckViolation, match="why_and_to_whom"):
            past.execute(
                f"update nominals_warning_marker set {column} = '' where id = %s".encode(), [row]
            )
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_warning_marker where id = %s", [row])
