"""Of two who have one form open and both save, the second is told, and what was typed is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory
from django.urls import URLPattern, reverse

from openmappa.agencies.models import Posting, Training, User, Vetting
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import caseload
from openmappa.nominals.models import Caseload, Cover, Listed, Nominal, Task
from openmappa.nominals.register import WarningMarker
from tests.cases.given import a_document, a_photograph
from tests.rights import given as of_rights
from tests.victims.given import given_zone
from tests.web import given_access as given
from tests.web.fairness import given as of_fairness
from tests.web.matrix import ADMINISTRATOR, COORDINATOR, DATA_PROTECTION, POLICE, SECURITY_OFFICER
from tests.web.matrix import VICTIM_LIAISON as LIAISON
from tests.web.register.given import area_of, by
from tests.web.test_matrix import addresses
from tests.web.world import World, bears
from tests.world import day as today

# Each saving adds something beside what others add: nothing of anybody is changed.
ADDS = {
    "access_request_new",
    "audit_exports",
    "contest_new",
    "document_add",
    "import_upload",
    "log_add",
    "message_elsewhere",
    "message_send",
    "photograph_add",
    "record_open",
    "register_add",
    "register_check",
    "task_give",
    "unusual_readings",
    "user_training_add",
    "user_vetting_add",
    "victim_add",
    "victim_contact",
    "victim_zone",
    "visit_record",
}
# Only oneself does this, of oneself.
OWN = {
    "as_on",
    "duty_why",
    "emergency",
    "emergency_elsewhere",
    "enrol",
    "known_to_me",
    "my_reading",
    "need",
    "register_draft",
    "sessions_end",
}
# Pages of one's own account and of signing in.
SIGN_IN = ("account_", "mfa_", "openid_connect_", "second_factor", "socialaccount_")
# Nothing is changed: something is looked for, or worked out.
ASKS = {
    "address_check",
    "duty_search",
    "law_calculator",
    "log",
    "people_search",
    "person_print",
    "quality_file",
    "reconcile_answer",
    "reconcile_file",
    "why_not_counted",
}
# Pressed by a second, it stays as the first left it, and the page to which it leads says so.
STAYS = {"disclosure_sign", "import_cancel"}
# Tried where what it takes is at hand.
ELSEWHERE = {
    "access_request_source": "rights/test_requests.py::test_a_decision_of_somebody_else_meanwhile_"
    "is_shown_before_another_is_taken",
    "annual_report_consent": "publication/test_pages.py::test_what_is_agreed_to_is_what_was_read",
    "annual_report_part": "publication/test_pages.py::test_two_who_edit_at_once_see_both_texts_and_"
    "lose_none",
    "contest": "web/fairness/test_contests.py::test_a_contest_shows_beside_the_state_open_and_"
    "afterwards",
    "freeze": "statistics/test_pages.py::test_figures_that_changed_since_they_were_looked_at_are_"
    "shown_again",
    "match_decide": "web/test_matches.py::test_the_second_of_two_sees_the_firsts_decision",
    "merge": "web/test_merging.py::test_who_is_told_of_a_change_looks_again",
    "merge_decide": "web/test_merging.py::test_who_is_told_of_a_change_looks_again",
    "mention": "victims/test_compartment.py::test_a_text_is_judged_once",
    "register_correct": "web/register/test_sections.py::test_two_corrections_at_a_time_show_both_"
    "and_the_second_chooses",
    "rota": "cases/test_at_a_glance.py::test_of_two_who_set_a_number_the_second_is_shown_the_first",
    "transfer_accept": "web/test_transfers.py::test_what_somebody_accepted_meanwhile_is_a_fault",
    "transfer_decline": "web/test_transfers.py::test_what_somebody_accepted_meanwhile_is_a_fault",
    "transfer_withdraw": "web/test_transfers.py::test_what_somebody_accepted_meanwhile_is_a_fault",
    "user_add": "web/test_accounts.py::test_an_address_that_signs_in_already_is_said_so",
    "victim": "victims/test_compartment.py::test_a_second_correction_of_the_same_version_is_shown_"
    "both",
}


def days(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


MINE, THEIRS = "What the first of us wrote", "And what the second wrote instead"


@dataclass(frozen=True)
class Case:
    """Two who save one form: who, what each types, and what the second is told of the first.

    `told` is the first's name where nothing is said; `page` where the form stands if not at its
    own address.
    """

    who: str | Callable[[World], User]
    args: Callable[[World], Mapping[str, Any]]
    first: Mapping[str, str] | Callable[[World], Mapping[str, str]]
    second: Mapping[str, str] | Callable[[World], Mapping[str, str]]
    told: str = ""
    page: Callable[[World], str] | None = None

    def user(self, world: World) -> User:
        return world.user(self.who) if isinstance(self.who, str) else self.who(world)


def why(name: str = "why", **more: str) -> tuple[dict[str, str], dict[str, str]]:
    return {name: MINE, **more}, {name: THEIRS, **more}


def nothing(world: World) -> dict[str, Any]:
    return {}


def another(world: World, nth: int) -> Nominal:
    """Somebody else whom police and co-ordinator see in full."""
    both = {p.pk for p in world.seen_by(POLICE) if p.sight == "full"} - {world.known().pk}
    found = [p for p in world.seen_by(COORDINATOR) if p.sight == "full" and p.pk in both]
    return found[nth]


def naming(world: World) -> dict[str, Any]:
    number = given.partner(
        world.user(COORDINATOR), world.known(), officer_named(world, "Kit Marsh")
    )
    return {"reference": world.known().reference, "number": number}


def line(world: World) -> dict[str, Any]:
    person, whom = world.known(), officer_named(world, "Pat Loomis")
    given.put_on_list(world.user(COORDINATOR), person, whom, "let_in")
    row = Listed.objects.using("owner").filter(nominal=person, user=whom).latest("pk")
    return {"reference": person.reference, "number": row.pk}


def of(nth: int) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"reference": another(world, nth).reference}


def task(world: World) -> dict[str, Any]:
    row = Task.objects.using("owner").get(pk=world.task())
    row.pk = None  # one of one's own each time
    with operation(using="owner", actor="a test", purpose="test"):
        row.save(using="owner", force_insert=True)
    return {"reference": world.known().reference, "number": row.pk}


def rule(world: World) -> dict[str, Any]:
    one = world.ruled()
    return {"reference": world.known().reference, "of": one.of, "mark": one.mark}


def given_on(world: World) -> dict[str, Any]:
    return {"reference": world.known().reference, "number": world.given_on()}


def to(nth: int, text: str) -> Callable[[World], dict[str, str]]:
    roles = ("police", "probation")
    return lambda world: {"to": str(world.user(roles[nth]).pk), "why": text}


def officer_named(world: World, name: str, **how: str) -> User:
    known = User.objects.using("owner").filter(name=name).first()
    return known or given.officer("police", agency="police", name=name)


def manager(world: World) -> User:
    """An officer who manages two people, of whom one was passed to them by another."""
    user = officer_named(world, "Robin Tate")
    if not Caseload.objects.using("owner").filter(user=user).exists():
        before = officer_named(world, "Pat Loomis")
        coordinator = world.user(COORDINATOR)
        given.name(coordinator, another(world, 4), user)
        number = given.name(coordinator, another(world, 5), before)
        with given.acting(coordinator) as (visitor, opened):
            caseload.name(
                by=visitor.name,
                nominal=another(world, 5),
                user_id=user.pk,
                user_name=user.name,
                as_what="manager",
                until=None,
                why="A test",
                instead_of=number,
                lines=caseload.Lines("Knives", "fact", "A visit", "The hostel"),
                operation=opened,
            )
    return user


def passed(world: World) -> dict[str, Any]:
    found = Caseload.objects.using("owner").filter(user=manager(world), passed_from__isnull=False)
    return {"number": found.latest("pk").pk}


def handed(text: str) -> Callable[[World], dict[str, str]]:
    def typed(world: World) -> dict[str, str]:
        number = (
            Caseload.objects.using("owner")
            .filter(user=manager(world), passed_from=None)
            .latest("pk")
            .pk
        )
        successor = officer_named(world, "Kit Marsh")
        return {
            "to": str(successor.pk),
            "why": "New post",
            f"take-{number}": "yes",
            f"standing-{number}": "fact",
            **{f"{line}-{number}": f"{text}: {line}" for line in ("risk", "due", "ring")},
        }

    return typed


def covering(text: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {
        "by": str(officer_named(world, "Kit Marsh").pk),
        "why": text,
        **days("first", today(20)),
        **days("last", today(25)),
    }


def cover(world: World) -> dict[str, Any]:
    user = manager(world)
    given.cover(user, officer_named(world, "Pat Loomis"))
    return {"number": Cover.objects.using("owner").filter(user=user).latest("pk").pk}


def photograph(world: World) -> dict[str, Any]:
    person = world.known()
    return {"reference": person.reference, "number": a_photograph(world, person).pk}


def not_current(world: World) -> dict[str, Any]:
    person = world.known()
    a_photograph(world, person)
    return {
        "reference": person.reference,
        "number": a_photograph(world, person, current=False).pk,
    }


def document(world: World) -> dict[str, Any]:
    person = world.known()
    return {"reference": person.reference, "number": a_document(world, person).pk}


def marker(world: World) -> dict[str, Any]:
    person, user = world.known(), world.user(POLICE)
    with operation(using="owner", actor=user.name, purpose="test"):
        row = WarningMarker.objects.using("owner").create(
            nominal_id=person.pk,
            kind="weapons",
            reason="A knife in 2014",
            review_on=today(60),
            receivers="All",
            during=Period(today(), None),
            **by(user, area_of(user), user.agency),
        )
    return {"reference": person.reference, "section": "warnings", "row": row.pk}


def duty(world: World) -> dict[str, Any]:
    person, missed = of_fairness.missed(world)
    *_, kind, due, of_mark, _ = of_fairness.address(person, missed).split("/")
    return {"reference": person.reference, "duty": kind, "due": due, "of": of_mark}


def suspicion(world: World) -> dict[str, Any]:
    person = another(world, 2)
    return {"reference": person.reference, "number": of_fairness.a_suspicion(world, person).pk}


def letter(world: World) -> dict[str, Any]:
    person = world.known()
    return {"reference": person.reference, "letter": given_zone(world).letter}


def request(step: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"number": of_rights.a_request(world).pk, "step": step}


def colleague(world: World) -> dict[str, Any]:
    user = officer_named(world, "Sal Quiller")
    with operation(using="owner", actor="a test", purpose="test"):
        User.objects.using("owner").filter(pk=user.pk).update(
            kept_by=area_of_office(world), left_on=None
        )
    return {"number": user.pk}


def first() -> dict[str, str]:
    return {
        "first_day": str(today().day),
        "first_month": str(today().month),
        "first_year": str(today().year),
    }


def last(on: date) -> dict[str, str]:
    return {"last_day": str(on.day), "last_month": str(on.month), "last_year": str(on.year)}


def area_of_office(world: World) -> int:
    posting = Posting.objects.using("owner").filter(user=world.user(ADMINISTRATOR)).latest("pk")
    return int(posting.area_id)


def their_posting(world: World) -> dict[str, Any]:
    found = colleague(world)
    posting = Posting.objects.using("owner").filter(user=found["number"]).latest("pk")
    return found | {"posting": posting.pk}


def to_approve(world: World) -> dict[str, Any]:
    found = colleague(world)
    with operation(using="owner", actor="a test", purpose="test"):
        posting = Posting.objects.using("owner").create(
            user_id=found["number"],
            area_id=area_of_office(world),
            role="security_officer",
            during=Period(today(), None),
            awaits_approval=True,
            given_by=officer_named(world, "Kit Marsh"),
        )
        Authenticator.objects.using("owner").create(
            user_id=found["number"], type=Authenticator.Type.TOTP, data={}
        )
    return found | {"posting": posting.pk}


def cleared(kind: str) -> Callable[[World], dict[str, Any]]:
    table = {"vetting": Vetting, "training": Training}[kind]

    def args(world: World) -> dict[str, Any]:
        found = colleague(world)
        rows = table.objects.using("owner").filter(user=found["number"], withdrawn_on=None)
        return found | {kind: rows.latest("pk").pk}

    return args


CASES = {
    "end_naming": Case(COORDINATOR, naming, *why()),
    "take_off_list": Case(COORDINATOR, line, *why()),
    "put_on_list": Case(
        COORDINATOR,
        of(3),
        lambda world: {"side": "let_in", "user": str(world.user(POLICE).pk), "why": MINE},
        lambda world: {"side": "shut_out", "user": str(world.user(POLICE).pk), "why": THEIRS},
        told="on a list of the record already",
    ),
    "restrict": Case(COORDINATOR, of(3), *why()),
    "archive": Case(COORDINATOR, of(6), *why(reason="deceased")),
    "name_to": Case(
        COORDINATOR,
        of(1),
        lambda world: {"as_what": "manager", "user": str(manager(world).pk), "why": MINE},
        lambda world: {
            "as_what": "manager",
            "user": str(officer_named(world, "Kit Marsh").pk),
            "why": THEIRS,
        },
        told="Somebody else changed this meanwhile",
    ),
    "hand_over": Case(manager, nothing, handed(MINE), handed(THEIRS), told="handed"),
    "cover": Case(manager, nothing, covering(MINE), covering(THEIRS), told=MINE),
    "cover_end": Case(
        manager, cover, {}, {}, told="ended already", page=lambda world: reverse("caseload")
    ),
    "acknowledge": Case(
        manager,
        passed,
        {},
        {},
        told="You have acknowledged this case",
        page=lambda world: reverse("caseload"),
    ),
    "task_done": Case(COORDINATOR, task, *why("outcome", standing="fact")),
    "task_move": Case(COORDINATOR, task, to(0, MINE), to(1, THEIRS), told=MINE),
    "task_put_off": Case(
        COORDINATOR,
        task,
        lambda world: {"why": MINE, **days("until", today(20))},
        lambda world: {"why": THEIRS, **days("until", today(21))},
        told=MINE,
    ),
    "task_give_on": Case(COORDINATOR, rule, to(0, MINE), to(1, THEIRS), told=MINE),
    "task_take_back": Case(COORDINATOR, given_on, {}, {}),
    "message": Case(
        COORDINATOR, lambda world: {"number": world.message()}, *why("answer", standing="fact")
    ),
    "emergency_review": Case(
        SECURITY_OFFICER,
        lambda world: {"number": world.emergency()},
        *why("finding", justified="yes"),
    ),
    "sign_off": Case(
        COORDINATOR,
        lambda world: {"number": world.sign_off()},
        *why("because", state="refused"),
    ),
    "transfer_offer": Case(
        COORDINATOR,
        of(2),
        lambda world: {"area": "25", "why": MINE, **days("arrives", today(30))},
        lambda world: {"area": "6", "why": THEIRS, **days("arrives", today(31))},
        told="offered",
    ),
    "photograph_withdraw": Case(POLICE, photograph, *why("reason")),
    "photograph_current": Case(
        POLICE,
        not_current,
        {},
        {},
        told="the current one already",
        page=lambda world: reverse("photographs", args=[world.known().reference]),
    ),
    "document_withdraw": Case(POLICE, document, *why("reason")),
    "put_off": Case(
        POLICE,
        lambda world: {"reference": another(world, 7).reference, "code": "no-photograph"},
        {"why": MINE, **days("until", date(2015, 4, 20))},
        {"why": THEIRS, **days("until", date(2015, 4, 21))},
    ),
    "register_withdraw": Case(POLICE, marker, *why("because")),
    "suspect": Case(
        POLICE,
        duty,
        of_fairness.FOUND,
        of_fairness.FOUND | {min(of_fairness.FOUND): THEIRS},
    ),
    "suspicion_withdraw": Case(POLICE, suspicion, *why("because")),
    "state_confirm": Case(POLICE, of(2), {}, {}),
    "victim_zone_end": Case(
        LIAISON,
        letter,
        {"last": "31 5 2015"},
        {"last": "30 6 2015"},
        told="31 May 2015",
    ),
    "victims_unit": Case(
        LIAISON,
        nothing,
        {"telephone": "01632 960 881"},
        {"telephone": "01632 960 882"},
        told="01632 960 881",
    ),
    "victims_annex": Case(
        LIAISON,
        lambda world: {"reference": world.known().reference},
        *why("text", standing="fact"),
        told=MINE,
    ),
    "erasure_new": Case(
        DATA_PROTECTION,
        nothing,
        lambda world: {
            "reference": another(world, 3).reference,
            "basis": "court_order",
            "reason": MINE,
        },
        lambda world: {
            "reference": another(world, 3).reference,
            "basis": "court_order",
            "reason": THEIRS,
        },
        told="asked for already",
    ),
    "reading_contest": Case(
        SECURITY_OFFICER, of_rights.a_contest, *why("because", outcome="upheld"), told=MINE
    ),
    "access_request_step": Case(
        DATA_PROTECTION,
        request("identity"),
        {"how": MINE, **days("shown", date(2015, 3, 30))},
        {"how": THEIRS, **days("shown", date(2015, 3, 29))},
        page=lambda world: reverse("access_request", args=[of_rights.a_request(world).pk]),
    ),
    "retention_review": Case(DATA_PROTECTION, of(1), *why("reason", decision="hold")),
    "erasure": Case(
        lambda world: of_rights.given_officer("data_protection_officer", name="Ned Alder"),
        lambda world: {"number": of_rights.an_erasure(world).pk},
        {"verb": "decline"},
        {"verb": "approve", "understood": "yes"},
        told="Ned Alder has decided meanwhile",
    ),
    "user_role_give": Case(
        ADMINISTRATOR,
        colleague,
        lambda world: {"role": "police_supervisor", "area": str(area_of_office(world)), **first()},
        lambda world: {"role": "police_supervisor", "area": str(area_of_office(world)), **first()},
        told="They hold this role in this area at that time already",
    ),
    "user_role_approve": Case(ADMINISTRATOR, to_approve, {}, {}, told="approved it already"),
    "user_role_end": Case(
        ADMINISTRATOR,
        their_posting,
        lambda world: {"when": "later", "reason": MINE, **last(today(40))},
        lambda world: {"when": "later", "reason": THEIRS, **last(today(30))},
        told="Somebody else has changed when it ends",
    ),
    "user_vetting_withdraw": Case(
        ADMINISTRATOR, cleared("vetting"), *why("reason"), told="withdrawn it already"
    ),
    "user_training_withdraw": Case(
        ADMINISTRATOR, cleared("training"), *why("reason"), told="withdrawn it already"
    ),
    "user_standing": Case(
        ADMINISTRATOR,
        colleague,
        {"standing": "suspended", "reason": MINE},
        {"standing": "active", "reason": THEIRS},
        told="suspended",
    ),
    "user_code": Case(ADMINISTRATOR, colleague, {}, {}, told="has been given another code"),
    "user_line_manager": Case(
        ADMINISTRATOR,
        colleague,
        lambda world: {"email": world.user("police_supervisor").email},
        lambda world: {"email": world.user("coordinator").email},
        told="Somebody else has noted",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def nobody_left(world: World, db_home: Server) -> Iterator[None]:
    yield
    given.forget(db_home)


@pytest.mark.parametrize("url", sorted(CASES))
def test_the_second_of_two_is_told_and_keeps_what_they_typed(world: World, url: str) -> None:
    case = CASES[url]
    path = reverse(url, kwargs=dict(case.args(world)))
    mine, theirs = (
        dict(typed(world) if callable(typed) else typed) for typed in (case.first, case.second)
    )
    user = case.user(world)
    one, other = world.signed_in(user), world.signed_in(user)
    page = case.page(world) if case.page else path
    opened = [bears(client, path, page) for client in (one, other)]
    saved = one.post(path, opened[0] | mine)
    assert saved.status_code in (200, 302), unescape(saved.content.decode())[-3000:]
    late = other.post(path, opened[1] | theirs)
    text = unescape(late.content.decode())
    assert late.status_code in (409, 422), (late.status_code, text[-3000:])
    assert (case.told or user.name) in text
    # What was chosen among few is not asked for; what was written is all there.
    for written in theirs.values():
        if " " in written:
            assert written in text, text[-4000:]


def changing() -> Iterator[str]:
    """Every page to which something can be sent."""
    for pattern in addresses():
        request = RequestFactory().post("/")
        request.user, request.session = AnonymousUser(), SessionStore()
        if not str(pattern.name).startswith(SIGN_IN) and not _refuses(pattern, request):
            yield str(pattern.name)


def _refuses(pattern: URLPattern, request: Any) -> bool:
    given_ = dict.fromkeys(pattern.pattern.converters, "0")
    return pattern.callback(request, **given_).status_code == 405


def test_every_form_is_known_here() -> None:
    known = [ADDS, OWN, ASKS, STAYS, set(ELSEWHERE), set(CASES)]
    assert sum(map(len, known)) == len(set.union(*known))  # each once
    assert set(changing()) == set.union(*known)


def test_what_is_tried_elsewhere_is() -> None:
    root = Path(__file__).parents[1]
    for where in ELSEWHERE.values():
        file, _, name = where.partition("::")
        assert re.search(rf"^def {name}\(", (root / file).read_text(), re.MULTILINE), where
