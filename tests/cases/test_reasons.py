"""Why somebody printed or took out a record: asked, kept in the audit, told in the history."""

from __future__ import annotations

from html import unescape

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse

from openmappa.agencies.pages import enter
from openmappa.audit.operations import log_access
from openmappa.audit.reasons import ASKED, REASONS, Reason
from openmappa.config.postgres import Server
from tests.cases.given import known_to_all
from tests.victims.given import given_victim
from tests.web.matrix import POLICE, PROBATION, VICTIM_LIAISON
from tests.web.world import WHY, World
from tests.world import nominal, query

LAST = "select action, reason_code, reason from audit_access where nominal_id = %s order by id desc"


def history(world: World, role: str) -> str:
    path = reverse("record_history", args=[known_to_all(world).reference])
    answer = world.client(role).get(path, {"show": "looks"})
    return unescape(answer.content.decode())


def test_a_print_asks_why_and_shows_nothing_before(world: World, db_home: Server) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    path = reverse("person_print", args=[person.reference])
    asks = unescape(client.get(path).content.decode())
    assert all(text in asks for text in ASKED.values())
    assert "app-print__marking" not in asks
    assert query(db_home, LAST, person.pk)[0] == ("read", "", "")
    for wrong, said in (
        ({}, "Choose why you need it"),
        ({"reason": "curiosity"}, "Choose why you need it"),
        ({"reason": "request"}, "Choose why you need it"),  # that a page says by itself
        ({"reason": "other"}, "Say why you need it"),
        ({"reason": "court", "reason_words": "x" * 201}, "in 200 characters or fewer"),
    ):
        answer = client.post(path, {"reason_asked": "yes", **wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert wrong.get("reason_words", "") in answer.content.decode()
    printed = client.post(path, WHY | {"reason": "court", "reason_words": "Hearing of 3 May"})
    assert "app-print__marking" in printed.content.decode()
    assert query(db_home, LAST, person.pk)[0] == ("print", "court", "Hearing of 3 May")
    assert "For a court, tribunal or the Parole Board: Hearing of 3 May" in history(
        world, PROBATION
    )
    # The next time it is one click: what was said last is chosen already.
    assert 'value="court" checked' in client.get(path).content.decode()


def test_words_that_name_a_victim_are_told_to_liaison_alone(world: World, db_home: Server) -> None:
    given_victim(world)
    path = reverse("person_print", args=[known_to_all(world).reference])
    words = "For Theodora"
    world.client(POLICE).post(path, WHY | {"reason": "safeguarding", "reason_words": words})
    told = history(world, PROBATION)
    assert ASKED["safeguarding"] in told
    assert words not in told
    with transaction.atomic(), connections["default"].cursor() as cursor:
        enter(world.user(VICTIM_LIAISON).pk)
        cursor.execute(
            "select reason from cases_record_history(%s, '{access}', '{}', 0, 500)",
            [known_to_all(world).pk],
        )
        assert (words,) in cursor.fetchall()


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("print", Reason("")),
        ("export", Reason("")),
        ("read", Reason("x")),
        ("print", Reason("other")),
    ],
)
def test_the_database_refuses_what_is_taken_out_without_a_reason(
    world: World, action: str, reason: Reason
) -> None:
    person = known_to_all(world)

    def take_out() -> None:
        with transaction.atomic():
            visitor = enter(world.user(POLICE).pk)
            log_access(
                using="default",
                actor=visitor.name,
                action=action,
                what="the record",
                nominal_ids=[person.pk],
                reason=reason,
            )

    with pytest.raises(IntegrityError):
        take_out()


def test_what_is_given_to_the_person_asks_nothing(world: World, db_home: Server) -> None:
    person = known_to_all(world)
    for name in ("what_you_must_do", "leaflet"):
        assert world.client(POLICE).get(reverse(name, args=[person.reference])).status_code == 200
        assert query(db_home, LAST, person.pk)[0] == ("print", "for_the_person", "")
    assert "for_the_person" in REASONS.keys() - ASKED.keys()


def test_what_was_said_of_one_person_is_not_told_of_another(world: World, db_home: Server) -> None:
    """Neither a print's reason nor the words of a look goes for the next look outside the area."""
    client = world.client(POLICE)
    words = WHY | {"reason": "court", "reason_words": "Beatrix is a witness"}
    client.post(reverse("person_print", args=[known_to_all(world).reference]), words)
    outside = reverse("people_search")
    away = nominal("V700045").pk

    def look(**why: str) -> tuple[str, ...]:
        html = client.post(outside, {"q": "95/861702C", **why}).content.decode()
        told = "A record in Norfolk" in html
        assert told != ("Say why you look outside your area" in html)
        (last, *_) = query(db_home, LAST, away)
        return last if told else ()

    assert look() == ()
    assert look(**words) == ("search", "court", "Beatrix is a witness")
    assert look() == ("search", "court", "")
    other = WHY | {"reason": "other", "reason_words": "She rang"}
    assert look(**other) == ("search", "other", "She rang")
    assert look() == ()
