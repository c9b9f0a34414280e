"""Somebody whose record was opened at a screen, and the extract that brings an agency's record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openmappa.agencies.models import User
from openmappa.cases import actions as cases
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import entering
from openmappa.nominals.identifiers import parse
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import FurtherIdentifier, Opening
from tests.nominals.given_merges import merged, parted
from tests.web import given_access as given
from tests.world import (
    administrator,
    area_named,
    for_life,
    given_extract,
    person,
    query,
    take_in,
)

PNC, OTHER_PNC = "1995/0850739L", "1995/0201299Y"
BORN = date(1980, 2, 21)


@pytest.fixture
def office(database: Server) -> Iterator[User]:
    """Who may open records."""
    yield given.officer("coordinator")
    given.forget(database)
    with administrator(database) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from agencies_posting where user_id in (select id from agencies_user)")
        past.execute("delete from agencies_user where email like 'officer-%'")


def opened(
    by: User,
    *,
    surname: str = "Ash",
    forenames: str = "Ann",
    born: date | None = BORN,
    pnc: str = "",
) -> Nominal:
    """A record opened at a screen."""
    with given.acting(by) as (visitor, operation):
        nominal = cases.register(
            by=visitor.name,
            area=area_named("Cambridgeshire"),
            surname=surname,
            forenames=forenames,
            born_on=born,
            reason="Came to the station",
            operation=operation,
        )
        author = entering.Author(
            visitor.id, visitor.name, area_named("Cambridgeshire").pk, "police"
        )
        entering.enter(operation, Opening, nominal, author, {"reason": "Came to the station"})
        number = parse("pnc_id", pnc)
        if number is not None:
            entering.enter(
                operation,
                FurtherIdentifier,
                nominal,
                author,
                {
                    "kind": "pnc_id",
                    "given": pnc,
                    "canonical": number.canonical,
                    "valid": number.valid,
                    "during": Period(None, None),
                },
            )
    return nominal


def extract(folder: Path, *people: str, **more: str) -> Path:
    return given_extract(folder, people=people, disposals=map(for_life, _records(people)), **more)


def _records(people: tuple[str, ...]) -> list[str]:
    return [row.split(",")[0] for row in people]


def people(server: Server) -> dict[str, int]:
    """Under which nominal each agency's record stands."""
    return dict(query(server, "select source_key, nominal_id from nominals_record order by 1"))


def findings(server: Server, nominal: Nominal) -> list[str]:
    return [
        sentence
        for (sentence,) in query(
            server,
            "select sentence from nominals_finding where nominal_id = %s"
            " and code = 'opened.same_person' and gone_at is null order by 1",
            nominal.pk,
        )
    ]


def test_an_extract_s_record_goes_under_the_record_that_was_opened(
    database: Server, office: User, tmp_path: Path
) -> None:
    nominal = opened(office, pnc=PNC)
    outcome = take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC)))
    assert people(database) == {"V1": nominal.pk}
    assert (outcome.records, outcome.people) == (1, 1)
    assert query(database, "select count(*) from nominals_nominal") == [(1,)]
    assert findings(database, nominal) == []
    assert query(database, "select nominal_id from audit_event where verb = 'linked'") == [
        (nominal.pk,)
    ]
    # ... and stays there, and nothing is new.
    assert take_in(tmp_path / "x").nothing_new
    assert people(database) == {"V1": nominal.pk}


def test_records_that_are_one_person_s_go_there_together(
    database: Server, office: User, tmp_path: Path
) -> None:
    nominal = opened(office, pnc=PNC)
    take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC), person("E1", "E100497", pnc_id=PNC)))
    assert people(database) == {"V1": nominal.pk, "E1": nominal.pk}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, "name and birth agree"),  # no number: possible
        ({"born": date(1980, 3, 21), "pnc": PNC}, f"the same PNC id {PNC}"),  # doubt
        (  # clash
            {"surname": "Rowan", "forenames": "Bee", "born": date(1971, 3, 4), "pnc": PNC},
            f"the same PNC id {PNC}",
        ),
    ],
)
def test_what_is_less_than_certain_is_asked(
    database: Server, office: User, tmp_path: Path, typed: dict[str, Any], why: str
) -> None:
    nominal = opened(office, **typed)
    take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC)))
    assert people(database)["V1"] != nominal.pk
    assert findings(database, nominal) == [f"An agency's record may be this person's: {why}."]
    assert take_in(tmp_path / "x").nothing_new


def test_who_shares_nothing_is_not_asked_about(
    database: Server, office: User, tmp_path: Path
) -> None:
    nominal = opened(office, surname="Elm", forenames="Dee", pnc=OTHER_PNC)
    take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC)))
    assert people(database)["V1"] != nominal.pk
    assert findings(database, nominal) == []


def test_somebody_whom_an_extract_brought_before_is_never_joined_without_asking(
    database: Server, office: User, tmp_path: Path
) -> None:
    """What people wrote in both would have to move: two people decide that."""
    take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC)))
    before = people(database)
    nominal = opened(office, pnc=PNC)
    take_in(extract(tmp_path / "y", person("V1", pnc_id=PNC), extracted_on="2015-06-01"))
    assert people(database) == before
    assert findings(database, nominal) == [
        f"An agency's record may be this person's: the same PNC id {PNC}."
    ]


@pytest.mark.parametrize("keeps", ["opened", "stated"])
def test_merged_and_taken_apart_the_next_extract_finds_the_right_one(
    database: Server, office: User, tmp_path: Path, keeps: str
) -> None:
    """The one whose record was opened goes by another name and has a number of his own."""
    take_in(extract(tmp_path / "1", person("V1", pnc_id=PNC)))
    stated = Nominal.objects.using("intake").get(pk=people(database)["V1"])
    screen = Nominal.objects.using("intake").get(
        pk=opened(office, surname="Elm", forenames="Dee", pnc=PNC).pk
    )
    take_in(extract(tmp_path / "2", person("V1", pnc_id=PNC), extracted_on="2015-06-01"))
    assert people(database) == {"V1": stated.pk}
    asks = [f"An agency's record may be this person's: the same PNC id {PNC}."]
    assert findings(database, screen) == asks

    kept, gone = (screen, stated) if keeps == "opened" else (stated, screen)
    merge = merged(kept, gone)
    assert merge.state == "merged", merge.answer
    take_in(extract(tmp_path / "3", person("V1", pnc_id=PNC), extracted_on="2015-07-01"))
    assert people(database) == {"V1": kept.pk}
    assert findings(database, kept) == findings(database, gone) == []

    done = parted(merge)
    assert done.state == "parted", done.answer
    assert people(database) == {"V1": stated.pk}
    take_in(
        extract(
            tmp_path / "4",
            person("V1", pnc_id=PNC),
            "V9,police,Elm,Dee,1980-02-21,F,W1,,,,,",
            extracted_on="2015-08-01",
        )
    )
    assert people(database)["V1"] == stated.pk
    assert set(asks) < set(findings(database, screen))


def test_taken_apart_an_opened_record_still_takes_the_agency_s(
    database: Server, office: User, tmp_path: Path
) -> None:
    take_in(extract(tmp_path / "1", person("V1")))
    stated = Nominal.objects.using("intake").get(pk=people(database)["V1"])
    screen = Nominal.objects.using("intake").get(
        pk=opened(office, surname="Elm", forenames="Dee", pnc=PNC).pk
    )
    merge = merged(stated, screen)
    parted(merge)
    elm = "V2,police,Elm,Dee,1980-02-21,F,W1,95/0850739L,,,,"
    take_in(extract(tmp_path / "2", person("V1"), elm, extracted_on="2015-06-01"))
    assert people(database) == {"V1": stated.pk, "V2": screen.pk}


def test_of_two_who_claim_one_record_neither_gets_it(
    database: Server, office: User, tmp_path: Path
) -> None:
    first, second = opened(office, pnc=PNC), opened(office, pnc=PNC)
    take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC)))
    assert people(database)["V1"] not in {first.pk, second.pk}
    assert findings(database, first) == findings(database, second) != []


def test_the_question_goes_when_the_number_is_withdrawn(
    database: Server, office: User, tmp_path: Path
) -> None:
    nominal = opened(office, surname="Rowan", forenames="Bee", born=date(1971, 3, 4), pnc=PNC)
    take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC)))
    assert findings(database, nominal) != []
    with administrator(database) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_further_identifier set withdrawn_at = now(), withdrawn_by = 'a test',"
            " withdrawn_because = 'a slip'"
        )
    take_in(extract(tmp_path / "y", person("V1", pnc_id=PNC), extracted_on="2015-06-01"))
    assert findings(database, nominal) == []


def test_a_restricted_record_is_not_told_of(database: Server, office: User, tmp_path: Path) -> None:
    nominal = opened(office, surname="Rowan", forenames="Bee", born=date(1971, 3, 4), pnc=PNC)
    given.restrict(office, nominal)
    take_in(extract(tmp_path / "x", person("V1", pnc_id=PNC)))
    assert findings(database, nominal) == []
    # One that is certain goes under it, and is restricted with it.
    certain = opened(office, pnc=OTHER_PNC)
    given.restrict(office, certain)
    take_in(
        extract(
            tmp_path / "y",
            person("V1", pnc_id=PNC),
            person("V2", pnc_id=OTHER_PNC),
            extracted_on="2015-06-01",
        )
    )
    assert people(database)["V2"] == certain.pk
    assert query(
        database,
        "select bool_and(restricted) from nominals_access where nominal_id = %s",
        certain.pk,
    ) == [(True,)]
