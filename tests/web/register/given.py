"""One thing to type into each section, and rows of every table as people would enter them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from django.apps import apps

from openmappa.agencies.models import Posting, User
from openmappa.audit.operations import operation
from openmappa.law.dates import Period
from openmappa.nominals.fairness import CHECKS, Confirmation, Contest, Suspicion
from openmappa.nominals.models import Authored, PutOff
from openmappa.nominals.register import (
    Activity,
    AddressCheck,
    Disclosure,
    Draft,
    GenderHistory,
    Opening,
    Residence,
)
from openmappa.web.register.fields import Which
from openmappa.web.register.forms import OrderTermForm, RecipientForm
from openmappa.web.register.sections import GENDER, SECTIONS

RECIPIENTS = "disclosure-recipients"


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


HELD = {"standing": "fact", "class_of_person": "convicted", "regime": "law_enforcement"}
SINCE = day("from_day", date(2014, 6, 1))
TYPED: Mapping[str, dict[str, str]] = {
    key: {**HELD, **typed}
    for key, typed in {
        "names": {"kind": "alias", "surname": "Marlow", "forenames": "Dean"},
        "identifiers": {"kind": "visor", "given": "12/0003456"},
        "description": {"height_cm": "183", "build": "slim", "hair": "red", **SINCE},
        "marks": {"kind": "tattoo", "site": "forearm", "side": "left", "description": "An anchor"},
        "background": {"kind": "nationality", "value": "British"},
        "self-defined": {"ethnicity": "B2", "disability": "no", "note": "Asked in June"},
        "vehicles": {"registration": "ab12 cde", "make": "Ford", "keeper": "keeper"},
        "addresses": {
            "kind": "home",
            "line_1": "12 Sample Way",
            "town": "Ely",
            "postcode": "cb74zz",
            "children_present": "no",
            **SINCE,
        },
        "telephones": {"kind": "mobile", "number": "+44 7700 900123"},
        "email": {"address": "d.marlow@example.org"},
        "online": {"kind": "gaming", "provider": "A game", "identity": "marlow99"},
        "finance": {"kind": "bank_account", "issuer": "A bank", "number": "00001234"},
        "relationships": {"kind": "partner", "name": "Casey Holm", "household": "on"},
        "occupations": {"kind": "employment", "organisation": "A bakery", "role": "baker"},
        "youth-justice": {"name": "Pat Lane", "organisation": "A youth justice service"},
        "interests": {"kind": "club", "description": "Chess club"},
        "protective-factors": {"kind": "family", "description": "Sees his sister weekly"},
        "programmes": {"kind": "thinking", "name": "Thinking Skills", "state": "started"},
        "methods": {"kind": "approach_deceives", "description": "Poses as a student"},
        "notifications": {
            "kind": "initial",
            **day("notified_on", date(2014, 6, 1)),
            "station": "Parkside police station",
            "under": "part_2",
        },
        "detail-changes": {
            "kind": "name",
            **day("changed_on", date(2014, 6, 2)),
            "what": "Now calls himself Dale Marlow",
            "source": "Told by his probation officer",
        },
        "journeys": {
            **day("leaves_on", date(2014, 6, 10)),
            **day("returns_on", date(2014, 6, 20)),
            "country": "Spain",
            "source": "Told by the airline",
        },
        "told": {
            **day("told_on", date(2014, 6, 1)),
            "category": "1",
            "level": "1",
            "how": "meeting",
            "by_whom": "Robin Fielding, probation",
            "leaflet": "easy_read",
        },
        "representations": {
            **day("received_on", date(2014, 6, 1)),
            "how": "writing",
            "said": "I should like to go to the gym on Sundays",
        },
        "complaints": {
            **day("received_on", date(2014, 6, 1)),
            "from_whom": "person",
            "about": "Nobody rang back for a fortnight",
            "against": "Robin Fielding",
            "handler": "Jo Carter",
        },
        "order-terms": {
            "order": "licence",
            "number": "7",
            "nature": "forbids",
            "kind": "not_enter",
            "wording": "Not to enter the area known as Millbrook without prior approval",
            "place": "Millbrook",
            "postcodes": "PE99 9, PE98 1ZZ",
        },
        "warnings": {
            "kind": "violent",
            "reason": "Struck an officer in 2013",
            "receivers": "Control room, who may send officers",
            **SINCE,
            **day("review_on", date(2015, 6, 1)),
        },
        "disclosures": {
            "question": "Whether to tell the manager of the bakery where he works",
            "options": "That he tells it himself; that he leaves",
            "arguments_for": "Young apprentices work there",
            "arguments_against": "He may lose his work",
            "rights": "Article 8 weighs less than the safety of the apprentices",
            "legal_power": "common_law",
            "asked_to_comment": "yes",
            "comment": "He would rather tell it himself",
            "decision": "by_police",
            **day("decided_on", date(2015, 2, 2)),
            "decider": "D. Hallam",
            "decider_rank": "superintendent",
            "authority": "superintendent",
            "wording": "He must not be alone with anybody under 18",
            "person_told": "yes",
            "children": "No child of his lives with him",
            **day("review_on", date(2015, 8, 2)),
        },
        "disclosure-recipients": {
            "disclosure": "1",
            "kind": "employer",
            "name": "P. Whitlock",
            "need": "Makes the rota of the apprentices",
            **day("signed_on", date(2015, 2, 9)),
            **day("told_on", date(2015, 2, 9)),
            "told_at": "14:30",
            "told_by": "A. Rowe, police",
        },
        "intelligence": {
            **day("reported_on", date(2015, 2, 1)),
            "reference": "INT-1",
            "source_grade": "5x5x5 B",
            "information_grade": "5x5x5 2",
            "handling_grade": "5x5x5 1",
            "report": "Seen near the station by a neighbour",
            "sanitised": "Seen near the station",
        },
        "gender-history": {"information": "Kept apart", "others": ""},
    }.items()
}


def columns(section: str, **changes: str) -> dict[str, Any]:
    """What the form of a section makes of what is typed."""
    visitor: Any = SimpleNamespace(day=date(2015, 3, 31), agency="police")
    typed = {**TYPED[section], **changes}
    form = SECTIONS[section].form(typed, visitor=visitor)
    if isinstance(form, OrderTermForm):
        form.orders = {}
        cast("Which", form.fields["order"]).of({"licence": "licence"})
    if isinstance(form, RecipientForm):  # whose disclosures there are, it is told with the person
        cast("Which", form.fields["disclosure"]).of({typed["disclosure"]: "a disclosure"})
    assert form.is_valid(), form.errors
    found = form.columns()
    found.pop("others", None)
    return found


def area_of(user: User) -> int:
    """The area in which somebody serves."""
    return int(Posting.objects.using("owner").get(user_id=user.pk).area_id)


def by(user: User, area_id: int, agency: str = "police") -> dict[str, Any]:
    return {
        "area_id": area_id,
        "agency": agency,
        "entered_by": user.name,
        "entered_by_id": user.pk,
    }


def a_row(
    section: str, nominal_id: int, user: User, area_id: int, *, agency: str = "police", **typed: str
) -> int:
    """A row of a section, entered past the roles; answers its number."""
    more = {"named": [user.pk]} if section == GENDER else {}
    typed = {**hangs_on(section, nominal_id, user, area_id), **typed}
    with operation(using="owner", actor=user.name, purpose="test"):
        row = (
            SECTIONS[section]
            .model._default_manager.using("owner")
            .create(
                nominal_id=nominal_id,
                **by(user, area_id, agency),
                **columns(section, **typed),
                **more,
            )
        )
    return int(row.pk)


def hangs_on(section: str, nominal_id: int, user: User, area_id: int) -> dict[str, str]:
    """What a row of this section hangs on, as it is typed: a disclosure of the person."""
    if section != RECIPIENTS:
        return {}
    last = Disclosure.objects.using("owner").filter(nominal=nominal_id, withdrawn_at=None).last()
    number = last.pk if last else a_row("disclosures", nominal_id, user, area_id)
    return {"disclosure": str(number)}


def stood_for(nominal_id: int, who: Mapping[str, Any]) -> None:
    """What somebody stands for, and a contest; within an operation."""
    Suspicion.objects.using("owner").create(
        nominal_id=nominal_id,
        duty="initial notification",
        due=date(2015, 3, 1),
        what="First notification",
        **dict.fromkeys(CHECKS, "Looked into on the police system"),
        **who,
    )
    Confirmation.objects.using("owner").create(
        nominal_id=nominal_id, state="category", says="Category 9", basis="Convicted", **who
    )
    Contest.objects.using("owner").create(
        nominal_id=nominal_id,
        of_what="category",
        about="Category 1",
        speaker="person",
        said="It was quashed",
        received_on=date(2015, 3, 1),
        answer_due=date(2015, 3, 29),
        **who,
    )


def rows_in_every_table(nominal_id: int, user: User, area_id: int) -> None:
    """A row in each table of what people enter."""
    for section in SECTIONS:
        a_row(section, nominal_id, user, area_id)
    with operation(using="owner", actor=user.name, purpose="test"):
        who = by(user, area_id)
        AddressCheck.objects.using("owner").create(
            nominal_id=nominal_id,
            residence=Residence.objects.using("owner").filter(nominal_id=nominal_id).latest("pk"),
            checked_on=date(2015, 3, 1),
            how="home_visit",
            verified=True,
            **who,
        )
        Activity.objects.using("owner").create(
            nominal_id=nominal_id,
            kind="call",
            happened_on=date(2015, 3, 1),
            fact="Rang about work",
            **who,
        )
        Opening.objects.using("owner").create(nominal_id=nominal_id, reason="Released", **who)
        PutOff.objects.using("owner").create(
            nominal_id=nominal_id,
            kind="no-photograph",
            during=Period(date(2015, 3, 1), date(2015, 3, 20)),
            why="In prison until then",
            **who,
        )
        stood_for(nominal_id, who)
        Draft.objects.using("owner").create(
            user_id=user.pk, nominal_id=nominal_id, section="names", fields=[["surname", "M"]]
        )


ENTERED = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if issubclass(model, Authored) and model is not GenderHistory
)
"""The tables of what people enter, but the one that few may know of."""
