"""Of what a visitor may not know, nothing shows anywhere: not even that there is something.

Everything that a role can ask is asked twice: before anything hidden is on the record, and with all
of it there (`tests/web/hidden.py` says what). The answers must be the same, letter by letter and
query by query, errors and exports included. Figures count people whom the asker may not see, as
they must: of these only the names may not matter. To who may know, each of it shows.

A further kind of what is hidden is one entry at the end of `tests/web/hidden.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from openmappa.agencies.pages import enter
from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES
from openmappa.config.postgres import Server
from openmappa.nominals.fairness import Contest, Suspicion
from openmappa.nominals.models import (
    Caseload,
    Document,
    Listed,
    Match,
    Merge,
    Message,
    Nominal,
    Photograph,
    SignOff,
)
from openmappa.nominals.register import Residence
from openmappa.web.quality import KINDS as LACKING
from openmappa.web.register.sections import GENDER
from tests.victims.given import as_told
from tests.web.hidden import (
    ASKING,
    EARLY,
    FORMER,
    FROM_EVERYBODY,
    INFORMATION,
    LATE,
    REPORT,
    VICTIM,
    ZONE,
    Hidden,
    prepare,
)
from tests.web.matrix import COORDINATOR, OTHER_AREA, POLICE, VICTIM_LIAISON, rows
from tests.web.register.given import area_of, day
from tests.web.test_matrix import addresses
from tests.web.world import WHY, World

# Pages of one's own account, of other accounts, and of what is typed in alone.
ASKS_NOTHING = re.compile(
    "account_|mfa_|second_factor|sessions_end|signed_in|openid|socialaccount|enrol|user|need$|kept|as_on"
    "|help|accessibility|law_calculator|rota|import"
)
COUNTING = re.compile("statistics|figure|freeze|charts|annual_report|why_not|^fairness$")
# Made of the same figures as another, and slow.
SAME_FIGURES = {"pdf", "ods"}
# What a POST only asks; of others only those that are refused with 422 are sent.
ASKED_BY_POST = {
    *("people_search", "duty_search", "log", "reconcile_answer", "reconcile_file"),
    *("match_decide", "why_not_counted"),
}
NOTED_ONCE = {"message"}  # who reads it first
# Tokens, words that are signed with the time, and the hour.
PASSES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|/elsewhere/[^/]+/|\b\d\d:\d\d\b')
# What everybody who sees the person may know of a zone, and nothing else of it.
ALLOWED = as_told(ZONE)
NOBODY = 10**9
NEW = {
    **day("born_on", date(1971, 5, 6)),
    "agency": "police",
    "reason": "Released here from another country",
}

Asked = tuple[str, str, tuple[tuple[str, Any], ...], tuple[tuple[str, Any], ...]]


@dataclass(frozen=True)
class Answer:
    """What came back, without what differs each time."""

    status: int
    text: str
    queries: int


def asked(method: str, url: str, args: Any = None, data: Any = None) -> Asked:
    return method, url, tuple((args or {}).items()), tuple((data or {}).items())


def ask(world: World, role: str, what: Asked) -> Answer:
    method, url, args, data = what
    connections["default"].queries_log.clear()
    with CaptureQueriesContext(connections["default"]) as captured:
        response = world.ask(role, method, reverse(url, kwargs=dict(args)), dict(data))
    text = response.content.decode("utf-8", "replace")
    return Answer(response.status_code, ALLOWED.sub("", PASSES.sub("", text)), len(captured))


def may_ask(role: str, pattern: URLPattern) -> bool:
    """Whether it is for the record to say what the role is answered, not for its permissions."""
    needs, _ = pattern.callback.page
    return needs is None or needs in ROLES[COORDINATOR if role == OTHER_AREA else role].permissions


PATTERNS = {
    str(pattern.name): pattern
    for pattern in addresses()
    if pattern.callback.page[0] not in (Permission.VICTIM_VIEW, Permission.VICTIM_WRITE)
}
"""Every page outside the compartment."""
OF_ONE_PERSON = [
    name for name, pattern in PATTERNS.items() if "reference" in pattern.pattern.converters
]
# Of pages of one row of a person: whose number stands in the address.
NUMBERED: dict[str, Any] = {
    "contest": Contest,
    "suspicion_withdraw": Suspicion,
    "photograph_image": Photograph,
    "photograph_current": Photograph,
    "photograph_withdraw": Photograph,
    "document_file": Document,
    "document_withdraw": Document,
    "register_check": Residence,
    "register_correct": Residence,
    "register_withdraw": Residence,
    "register_history": Residence,
    "register_draft": Residence,
    "end_naming": Caseload,
    "take_off_list": Listed,
}
BY_NUMBER: dict[str, Any] = {"message": Message, "sign_off": SignOff, "match": Match}


# What is asked


def pages(world: World) -> list[tuple[Any, Asked]]:
    """Every page that could tell something, of the matrix."""
    found = []
    for row in [row for row in rows() if row.url in PATTERNS]:
        reads = row.method == "GET" or row.url in ASKED_BY_POST
        if ASKS_NOTHING.match(row.url) or not (reads or 422 in map(row.expected, ASKING)):
            continue
        args, data = dict(row.args(world)), dict(row.data(world))
        if args.get("form") not in SAME_FIGURES and row.url != "figures_spreadsheet":
            found.append((row, asked(row.method.lower(), row.url, args, data)))
    return found


def questions(hidden: Hidden, role: str, every: list[tuple[Any, Asked]]) -> list[Asked]:
    """The pages that the role has, and whatever one could try to find out more."""
    tries = [
        what
        for row, what in every
        if row.expected(role) in ((200, 404) if row.url in ASKED_BY_POST else (422,))
        or (row.method == "GET" and row.expected(role) in (200, 404))
    ]
    known = {"reference": hidden.known.reference}
    if role == COORDINATOR:
        tries += [asked("post", "quality_file", {"code": code}, WHY) for code in LACKING]
    tries.append(asked("get", "register_section", {**known, "section": GENDER}))
    for person in hidden.people.values():
        tries += about(person, hidden)
    surname, born = hidden.known.surname, hidden.known.born_on
    tries.append(asked("post", "people_search", {}, {"q": f"{FORMER} {surname}"}))
    tries.append(asked("post", "reconcile_answer", {}, {"list": f"{surname}, {FORMER}, {born}"}))
    return [what for what in dict.fromkeys(tries) if may_ask(role, PATTERNS[what[1]])]


def about(person: Nominal, hidden: Hidden) -> list[Asked]:
    """What somebody could type who knows of the person."""
    reference, full = str(person.reference), f"{person.forenames} {person.surname}"
    numbers = hidden.numbers[person.pk]
    tries = [asked("post", "people_search", {}, {"q": text}) for text in (reference, full)]
    tries += [
        asked("post", "people_search", {}, {"q": person.surname[:3], "level": level})
        for level in ("", "2")
    ]
    tries += [asked("post", "people_search", {}, {"q": number, **WHY}) for number in numbers]
    tries += [asked("post", "duty_search", {}, {"q": text}) for text in (reference, full, *numbers)]
    born = f"{person.born_on:%d/%m/%Y}" if person.born_on else ""
    mine = "\n".join([reference, f"{person.surname}, {person.forenames}, {born}", *numbers])
    tries += [
        asked("post", url, {}, {"list": mine, **WHY})
        for url in ("reconcile_answer", "reconcile_file")
    ]
    known = {"reference": hidden.known.reference}
    # Of these forms a field is missing, so that nothing is written.
    typed = {"reference": reference}
    tries += [
        asked("post", "audit_exports", {}, {**typed, "about": "record", "format": "csv"}),
        asked("post", "access_request_new", {}, typed),
        asked("post", "erasure_new", {}, typed),
        asked("post", "merge", known, {"with": reference}),
        asked("post", "register_add", {**known, "section": "relationships"}, typed),
    ]
    return tries


# What was answered


@dataclass
class Heard:
    """The answers to each role, before and after; and of whom."""

    hidden: Hidden
    before: dict[str, dict[Asked, Answer]]
    after: dict[str, dict[Asked, Answer]]


def answers(hidden: Hidden, role: str, tries: list[Asked]) -> dict[Asked, Answer]:
    with hidden.leaving_no_trace():
        return {what: ask(hidden.world, role, what) for what in tries}


@pytest.fixture(scope="module")
def heard(world: World, db_home: Server) -> Iterator[Heard]:
    # Else a session is written now and then.
    with override_settings(SESSION_NOTED_EVERY_SECONDS=3600):
        every = pages(world)
        for what in (what for _, what in every if what[1] in NOTED_ONCE):
            ask(world, COORDINATOR, what)
        with prepare(world, db_home) as hidden:
            before: dict[str, dict[Asked, Answer]] = {}
            after: dict[str, dict[Asked, Answer]] = {}
            asks = {role: questions(hidden, role, every) for role in ASKING}

            def listen(role: str, into: dict[str, dict[Asked, Answer]]) -> None:
                into[role] = answers(hidden, role, asks[role])

            for role in ASKING:
                world.ask(role, "get", reverse("home"))  # what is kept for a while
                if not any(role in kind.known_to for kind in EARLY):
                    listen(role, before)
            for kind in EARLY:
                kind.put(hidden)
                for role in kind.known_to:
                    listen(role, before)
            for kind in FROM_EVERYBODY:
                kind.put(hidden)
            for kind in LATE:
                for role in kind.known_to:
                    listen(role, after)
                kind.put(hidden)
            for role in set(ASKING) - set(after):
                listen(role, after)
            yield Heard(hidden, before, after)


@pytest.mark.parametrize("role", ASKING)
def test_nothing_that_is_hidden_leaks(heard: Heard, role: str) -> None:
    before, after = heard.before[role], heard.after[role]
    told = {what for what in before if before[what] != after[what]}
    hidden = heard.hidden
    away = hidden.people["shut out" if role == OTHER_AREA else "another area's"]
    barred = hidden.people["restricted"]
    exact = {*hidden.numbers[away.pk], *hidden.numbers[barred.pk], str(barred.reference)}

    def pointed(what: Asked) -> bool:
        """What is exact is answered with whom to ring, and nothing else; it is meant to be."""
        typed = dict(what[3]).get("q")
        at_the_door = what[1] == "duty_search" and typed == f"{barred.forenames} {barred.surname}"
        return at_the_door or (what[1] in ("people_search", "duty_search") and typed in exact)

    leaks = [w for w in told if not pointed(w) and not COUNTING.search(w[1])]
    assert not leaks, "\n".join(difference(what, before[what], after[what]) for what in leaks)
    for what in filter(pointed, told):
        # Without what was typed, which the page shows again.
        assert not names(hidden, after[what].text.replace(str(dict(what[3])["q"]), "")), what


def difference(what: object, was: Answer, now: Answer) -> str:
    lines = unified_diff(was.text.splitlines(), now.text.splitlines(), n=0, lineterm="")
    return "\n".join(
        [
            f"{what}: {was.status}, {was.queries} queries, then {now.status}, {now.queries}",
            *list(lines)[2:12],
        ]
    )


@pytest.mark.parametrize("role", ASKING)
def test_a_hidden_person_has_no_page_and_no_row(heard: Heard, role: str) -> None:
    """Asked for by reference or number, what is hidden is answered as what never was."""
    hidden = heard.hidden
    people = unknown_to(hidden, role)
    nobody = Nominal(pk=NOBODY, reference="M9999999Z")
    wrong = []

    def same(name: str, method: str, *of: Nominal) -> None:
        expected = plain(hidden, role, name, method, nobody)
        for person in of:
            found = plain(hidden, role, name, method, person)
            if found != expected:
                wrong.append(difference((role, method, name), expected, found))

    with hidden.leaving_no_trace():
        may = [name for name in (*OF_ONE_PERSON, *BY_NUMBER) if may_ask(role, PATTERNS[name])]
        for at, name in enumerate(may):
            # All of them stop at the same door: of each page two are asked for, by turns.
            turn = list(people.values())[at % len(people)]
            same(name, "get", people.get("restricted", people["half a pair"]), turn)
            same(name, "post", turn)
        for name in NUMBERED.keys() & set(may):
            # The number of another's row, under the reference of whom everybody sees.
            expected = plain(hidden, role, name, "get", nobody, under=hidden.known)
            of = people.get("restricted", people["half a pair"])
            found = plain(hidden, role, name, "get", of, under=hidden.known)
            if found != expected:
                wrong.append(difference((role, "get", name, "another's row"), expected, found))
    assert not wrong, "\n".join(wrong)


def plain(
    hidden: Hidden, role: str, name: str, method: str, of: Nominal, *, under: Nominal | None = None
) -> Answer:
    """What a page of this person, or of a row of theirs, answers, without what was asked for."""
    converters, args = PATTERNS[name].pattern.converters, {}
    if "reference" in converters:
        args["reference"] = str((under or of).reference)
    if "section" in converters:
        args["section"] = "addresses"
    if "code" in converters:
        args["code"] = "no-photograph"
    if "duty" in converters:
        args |= {"duty": "initial-notification", "due": "2015-03-01", "of": "0"}
    if "mark" in converters:
        args |= {"of": "duty", "mark": "0"}
    if "of_what" in converters:
        args |= {"of_what": "category", "subject": 0}
    if part := {"row", "number"} & set(converters):
        model = NUMBERED.get(name) or BY_NUMBER.get(name) or Merge
        column = "other_nominal" if name == "match" else "nominal"
        rows_of = model._default_manager.using("owner").filter(**{column: of.pk})
        args[part.pop()] = rows_of.order_by("pk").values_list("pk", flat=True).first() or NOBODY
    answer = ask(hidden.world, role, asked(method, name, args))
    text = answer.text
    for value in args.values():
        text = text.replace(f"/{value}/", "//").replace(f"{value}</", "</")
    return Answer(answer.status, text, answer.queries)


# Figures


@pytest.mark.parametrize("role", ASKING)
def test_figures_count_people_and_do_not_say_who_they_are(heard: Heard, role: str) -> None:
    hidden, after = heard.hidden, heard.after[role]
    counting = [what for what in after if COUNTING.search(what[1])]
    with hidden.under_other_names(unknown_to(hidden, role).values()):
        again = answers(hidden, role, counting)
    said = [
        difference(what, after[what], again[what]) for what in again if after[what] != again[what]
    ]
    assert not said, "\n".join(said)


# To who may know, it shows


def read(world: World, role: str, name: str, **args: str) -> str:
    answer = world.ask(role, "get", reverse(name, kwargs=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_to_who_may_know_it_shows(heard: Heard) -> None:
    hidden, world = heard.hidden, heard.hidden.world
    known = {"reference": str(hidden.known.reference)}
    assert REPORT in read(world, POLICE, "intelligence", **known)
    assert VICTIM in read(world, VICTIM_LIAISON, "victims_of", **known)
    assert ZONE in read(world, COORDINATOR, "person", **known)
    client = world.signed_in(hidden.writer)
    path = reverse("register_section", kwargs={**known, "section": GENDER})
    assert INFORMATION in client.get(path).content.decode()
    assert (
        hidden.people["shut out"].surname.upper()
        in client.get(
            reverse("person", args=[hidden.people["shut out"].reference])
        ).content.decode()
    )


def test_what_the_database_refuses_says_no_more_of_a_hidden_person_than_of_none(
    heard: Heard,
) -> None:
    hidden = heard.hidden
    nobody = refusal(hidden.world, NOBODY)
    for name, person in hidden.people.items():
        assert refusal(hidden.world, person.pk) == nobody, name


def refusal(world: World, number: int) -> list[str]:
    """What the login of the site is told when it tries to write about a nominal it may not see."""
    told = []
    for statement in (
        "select nominals_share(%s, 1::smallint, '2099-01-01')",
        "select cases_take_on(%s, 'x', 'x')",
        "insert into nominals_nominal (id, surname, forenames, sex, ethnicity)"
        " values (%s, 'x', 'x', '', '')",
        "insert into nominals_asked_decision (match_id, decision, reason, seen, user_id, asked_by,"
        " state, answer) select %s, 'same', 'x', '', 1, 'x', 'waiting', ''",
        "select count(*) from cases_record_history(%s, array['row', 'event', 'access'],"
        " array['identity'], 0, 9)",
        "update nominals_nominal set surname = 'x' where id = %s",
    ):
        try:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                enter(world.user(COORDINATOR).pk)
                cursor.execute(statement, [number])
                told.append(str(cursor.fetchall() if cursor.description else cursor.rowcount))
        except DatabaseError as error:
            told.append(str(error).replace(str(number), "N"))
    return told


# At the end, as they write


def test_opening_a_record_of_a_hidden_person_finds_nobody(heard: Heard) -> None:
    """Whoever types all that is known of them opens a second record, as of anybody else."""
    hidden = heard.hidden
    for name, person in hidden.people.items():
        typed = {
            **NEW,
            "surname": person.surname,
            "forenames": person.forenames,
            **(day("born_on", person.born_on) if person.born_on else {}),
            "area": str(area_of(hidden.writer)),
        }
        assert opens(hidden, typed), name


def test_opening_a_record_under_a_former_name_finds_nobody(heard: Heard) -> None:
    """Nor is the birth alone somebody's, so that who tries learns nothing of the name."""
    hidden = heard.hidden
    known = {**NEW, "surname": hidden.known.surname, "area": str(area_of(hidden.writer))}
    assert hidden.known.born_on
    known |= day("born_on", hidden.known.born_on)
    assert not opens(hidden, {**known, "forenames": hidden.known.forenames})
    assert opens(hidden, {**known, "forenames": FORMER})


def opens(hidden: Hidden, typed: dict[str, str]) -> bool:
    """Whether a record is opened of who is typed in; else somebody is shown first."""
    answer = hidden.world.ask(COORDINATOR, "post", reverse("record_open"), typed)
    assert answer.status_code in (200, 302)
    return answer.status_code == 302


def unknown_to(hidden: Hidden, role: str) -> dict[str, Nominal]:
    known = {kind.name for kind in EARLY if role in kind.known_to}
    return {name: person for name, person in hidden.people.items() if name not in known}


def names(hidden: Hidden, text: str) -> list[str]:
    """Which of the hidden people a page names."""
    return [
        name
        for name, person in hidden.people.items()
        if str(person.reference) in text or f"{person.surname.upper()}, {person.forenames}" in text
    ]
