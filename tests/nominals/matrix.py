"""Who may ask for the pages of caseloads, lists, emergencies, messages and sign-off."""

from __future__ import annotations

from typing import Any

from tests.cases.given import in_full
from tests.cases.matrix import FULL, LIAISON, only, somebody
from tests.web.matrix import (
    ADMINISTRATOR,
    CENTRAL_POINT,
    CHAIR,
    DUTY_OFFICER,
    INSPECTOR,
    MAPPA_ADMINISTRATOR,
    NAMED_ONLY,
    OFFENDER_MANAGERS,
    OFFICE,
    OTHER_AREA,
    POLICE_SUPERVISOR,
    PRACTITIONERS,
    PROBATION_SUPERVISOR,
    READERS,
    SECURITY_OFFICER,
    SUPERVISORS,
    VICTIM_LIAISON,
    Row,
    something_to_do,
)
from tests.web.world import World

HOLDERS = OFFENDER_MANAGERS | SUPERVISORS | NAMED_ONLY
ASSIGNERS = OFFICE | SUPERVISORS | {OTHER_AREA}
RESTRICTERS = OFFICE | {POLICE_SUPERVISOR, PROBATION_SUPERVISOR, OTHER_AREA}
SIGNERS = RESTRICTERS | {CHAIR}
DECIDERS = OFFICE | {CENTRAL_POINT, OTHER_AREA}  # of merges
WRITERS = (READERS - {INSPECTOR}) | {DUTY_OFFICER}
FINDERS = PRACTITIONERS | {MAPPA_ADMINISTRATOR}
RECORD_WRITERS = READERS - {INSPECTOR, VICTIM_LIAISON}
SEEN = FULL | {VICTIM_LIAISON: 200}  # in full or in outline


def nobody(world: World) -> dict[str, Any]:
    return {"number": 0}


def naming(world: World) -> dict[str, Any]:
    return {"reference": world.known().reference, "number": world.partner()}


def with_a_case(world: World) -> dict[str, Any]:
    """Somebody is on the caseload of the police officer."""
    world.known()  # before the scope is the co-ordinator's
    world.partner()
    return {}


def line(world: World) -> dict[str, Any]:
    return {"reference": world.known().reference, "number": world.listed()}


def task(world: World) -> dict[str, Any]:
    return {"reference": world.known().reference, "number": world.task()}


def rule(world: World) -> dict[str, Any]:
    one = world.ruled()
    return {"reference": world.known().reference, "of": one.of, "mark": one.mark}


def given_on(world: World) -> dict[str, Any]:
    return {"reference": world.known().reference, "number": world.given_on()}


def with_a_task(world: World) -> dict[str, Any]:
    world.task()
    return {"reference": world.known().reference}


def all_to(status: int, expected: dict[str, int]) -> dict[str, int]:
    """The same answers, with another in the place of 200."""
    return {role: status if found == 200 else found for role, found in expected.items()}


def something_lacking(world: World) -> dict[str, Any]:
    """Of somebody like whom all know, whom no other row gives a photograph."""
    all_four = set.intersection(
        *(in_full(world, role) for role in ("coordinator", "police", "probation", "prison"))
    ) - {world.known().pk}
    person = next(p for p in world.seen_by("coordinator") if p.pk in all_four)
    return {"reference": person.reference, "code": "no-photograph"}


def something_overdue(world: World) -> dict[str, Any]:
    return {"reference": world.known().reference, "code": "no-manager"}


def with_an_offer(world: World) -> dict[str, Any]:
    world.offered()
    return {}


def offered(world: World) -> dict[str, Any]:
    return {"number": world.offered()}


# Of a transfer: the area that is asked answers, the one that offers withdraws.
MOVERS = ASSIGNERS | {CHAIR}
ANSWERED = dict.fromkeys(ASSIGNERS, 403) | {OTHER_AREA: 200}
OFFERED = dict.fromkeys(ASSIGNERS, 200) | {OTHER_AREA: 403}

ROWS = [
    Row("caseload", HOLDERS, args=with_a_case, queries=24),
    Row("acknowledge", dict.fromkeys(HOLDERS, 403), "POST", args=nobody),
    Row("hand_over", HOLDERS | ASSIGNERS, queries=21),
    Row("hand_over", HOLDERS | ASSIGNERS, "POST", ok=422, queries=21),
    Row("cover", HOLDERS, queries=10),
    Row("cover", HOLDERS, "POST", ok=422, queries=10),
    # There is none any more.
    Row("cover_end", HOLDERS, "POST", args=nobody, ok=422, queries=10),
    Row("team", ASSIGNERS, args=something_to_do, queries=17),
    Row("messages", WRITERS, queries=11),
    # Nobody manages the person, so whoever assigns cases and sees the person reads it.
    Row(
        "message",
        dict.fromkeys(WRITERS, 404) | dict.fromkeys(OFFICE | SUPERVISORS, 200),
        # Not pinned: who reads it first is noted, so that the first look takes two more.
        args=lambda world: {"number": world.message()},
    ),
    Row("emergencies", {SECURITY_OFFICER}, queries=10),
    Row(
        "emergency_review",
        {SECURITY_OFFICER},
        args=lambda world: {"number": world.emergency()},
        queries=10,
    ),
    Row(
        "emergency_review",
        {SECURITY_OFFICER},
        "POST",
        args=lambda world: {"number": world.emergency()},
        ok=422,
        queries=11,
    ),
    Row("sign_offs", SIGNERS, queries=11),
    # A chair signs, but not what takes who archives records; another area knows nothing of it.
    Row(
        "sign_off",
        dict.fromkeys(SIGNERS, 200) | {CHAIR: 403, OTHER_AREA: 404},
        args=lambda world: {"number": world.sign_off()},
        queries=10,
    ),
    Row("transfers", MOVERS, args=with_an_offer, queries=12),
    Row("transfer_offer", only(ASSIGNERS, FULL), args=somebody, queries=12),
    Row("transfer_offer", all_to(422, only(ASSIGNERS, FULL)), "POST", args=somebody, queries=13),
    Row("transfer_accept", ANSWERED, args=offered, queries=11),
    # Nobody is chosen who does not hold cases there.
    Row(
        "transfer_accept",
        all_to(422, ANSWERED),
        "POST",
        args=offered,
        data=lambda world: {"manager": "0"},
        queries=12,
    ),
    Row("transfer_decline", ANSWERED, args=offered, queries=11),
    Row("transfer_decline", all_to(422, ANSWERED), "POST", args=offered, queries=12),
    Row("transfer_withdraw", OFFERED, args=offered, queries=11),
    Row("transfer_withdraw", all_to(422, OFFERED), "POST", args=offered, queries=12),
    Row("person_caseload", FULL | LIAISON, args=somebody, queries=30),
    Row("person_tasks", FULL, args=with_a_task, queries=44),
    Row("task_give", only(RECORD_WRITERS, FULL), args=somebody, queries=11),
    Row("task_give", all_to(422, only(RECORD_WRITERS, FULL)), "POST", args=somebody, queries=13),
    # Whose it is, and who assigns cases: others who read of it do nothing about it.
    *(
        Row(
            url,
            only(RECORD_WRITERS, all_to(403, FULL)) | dict.fromkeys(OFFICE | SUPERVISORS, 200),
            args=task,
            queries=queries,
        )
        for url, queries in (("task_done", 12), ("task_move", 13), ("task_put_off", 13))
    ),
    *(
        Row(
            url,
            only(RECORD_WRITERS, all_to(403, FULL)) | dict.fromkeys(OFFICE | SUPERVISORS, 422),
            "POST",
            args=task,
            queries=queries,
        )
        for url, queries in (("task_done", 13), ("task_move", 14), ("task_put_off", 14))
    ),
    # By who manages the person or assigns cases; nobody manages this one.
    *(
        Row(
            url,
            only(RECORD_WRITERS, all_to(403, FULL)) | dict.fromkeys(OFFICE | SUPERVISORS, status),
            method,
            args=args,
            queries=queries,
        )
        for url, args, method, status, queries in (
            ("task_give_on", rule, "GET", 200, 30),
            ("task_give_on", rule, "POST", 422, 31),
            ("task_take_back", given_on, "GET", 200, 11),
            ("task_take_back", given_on, "POST", 422, 12),
        )
    ),
    Row(
        "name_to",
        FULL | dict.fromkeys(OFFENDER_MANAGERS | {MAPPA_ADMINISTRATOR, CHAIR, VICTIM_LIAISON}, 403),
        args=somebody,
        queries=13,
    ),
    Row("end_naming", FULL | LIAISON, args=naming, queries=11),
    Row("restrict", only(RESTRICTERS, FULL), args=somebody, queries=13),
    Row("restrict", all_to(422, only(RESTRICTERS, FULL)), "POST", args=somebody, queries=14),
    Row("put_on_list", only(RESTRICTERS, FULL), args=somebody, queries=11),
    Row("take_off_list", only(RESTRICTERS, FULL), args=line, queries=11),
    Row("known_to_me", SEEN, args=somebody, queries=10),
    Row("known_to_me", all_to(422, SEEN), "POST", args=somebody, queries=11),
    # Whoever sees the record needs no emergency.
    Row(
        "emergency",
        all_to(302, only(PRACTITIONERS, FULL)),
        args=somebody,
        axe=False,
    ),
    Row("message_send", only(WRITERS, SEEN) | {DUTY_OFFICER: 404}, args=somebody, queries=10),
    Row(
        "message_send",
        all_to(422, only(WRITERS, SEEN)) | {DUTY_OFFICER: 404},
        "POST",
        args=somebody,
        queries=11,
    ),
    # The word is the other area's: to anybody else it means nothing.
    Row(
        "emergency_elsewhere",
        dict.fromkeys(PRACTITIONERS, 404) | {OTHER_AREA: 200},
        args=lambda world: {"word": world.pointed(OTHER_AREA)},
        queries=9,
    ),
    Row(
        "emergency_elsewhere",
        dict.fromkeys(PRACTITIONERS, 404) | {OTHER_AREA: 422},
        "POST",
        args=lambda world: {"word": world.pointed(OTHER_AREA)},
        queries=10,
    ),
    Row(
        "message_elsewhere",
        dict.fromkeys(WRITERS, 404) | {OTHER_AREA: 200},
        args=lambda world: {"word": world.pointed(OTHER_AREA)},
        queries=9,
    ),
    Row(
        "person_quality",
        only(FINDERS, FULL) | {ADMINISTRATOR: 404},
        args=somebody,
        queries=30,
    ),
    Row("put_off", only(RECORD_WRITERS, FULL), args=something_lacking, queries=17),
    Row(
        "put_off",
        all_to(422, only(RECORD_WRITERS, FULL)),
        "POST",
        args=something_lacking,
        queries=19,
    ),
    # What is overdue cannot wait.
    Row("put_off", dict.fromkeys(RECORD_WRITERS, 404), "POST", args=something_overdue),
    Row("merges", DECIDERS, queries=10),
    Row("merge", only(ASSIGNERS, FULL), args=somebody, queries=23),
    # With another record named, both side by side.
    Row(
        "merge",
        only(ASSIGNERS, FULL),
        args=lambda world: {"reference": world.duplicates()[0].reference},
        data=lambda world: {"with": world.duplicates()[1].reference},
        queries=30,
    ),
    Row("merge", all_to(422, only(ASSIGNERS, FULL)), "POST", args=somebody, queries=24),
    Row("merge_decide", only(ASSIGNERS, FULL), args=lambda world: world.merge(), queries=31),
    Row(
        "merge_decide",
        all_to(422, only(ASSIGNERS, FULL)),
        "POST",
        args=lambda world: world.merge(),
        data=lambda world: {"state": "given"},
        queries=32,
    ),
    Row(
        "archive",
        only(ASSIGNERS, FULL),
        args=somebody,
        queries=12,
    ),
]
