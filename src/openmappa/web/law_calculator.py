"""The legal position for facts that somebody types: nothing is stored, and nobody is looked up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from openmappa.agencies.pages import Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.cases.whole_position import Told, told
from openmappa.cases.words import plain
from openmappa.law.dates import in_words
from openmappa.law.facts import CUSTODY, DISPOSALS, OUT_OF_THE_COUNTRY, TERMS
from openmappa.law.offences import OFFENCES
from openmappa.law.orders import KINDS
from openmappa.law.position import position
from openmappa.law.reading import EARLIEST, LATEST, FactsError, read

MOST = 5  # of each kind of fact
PARTS = ("day", "month", "year")
NOTE = (
    "Worked out from what you typed alone. A duty counts as not recorded unless you typed the"
    " notification."
)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to type or choose; `name` is its key in the facts."""

    name: str
    label: str
    kind: str = "day"  # or number, choice
    needed: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one kind, of which there may be a few."""

    name: str
    one: str
    fields: tuple[Field, ...]


def _choices(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words.items(), key=lambda choice: choice[1]))


_IMPOSED = {word: plain(word).capitalize() for word in DISPOSALS} | {
    "dto": "Detention and training order",
    "ipp": "Imprisonment for public protection",
    "dpp": "Detention for public protection",
    "hmp_detention": "Detention during His Majesty's pleasure",
    "yoi_detention": "Detention in a young offender institution",
    "s91_detention": "Detention under section 91",
    "extended": "Extended sentence",
}
_OFFENCES = tuple(
    (offence.citation, f"{offence.citation}, {offence.name}") for offence in OFFENCES.values()
)

BORN = Field("born", "Date of birth", hint="Leave it empty if it is not known.")
ON = Field("on", "Position as on", needed=True, hint="For example, 31 3 2015.")
GROUPS = (
    Group(
        "disposals",
        "Sentence or caution",
        (
            Field("offence", "Offence", "choice", needed=True, choices=_OFFENCES),
            Field("victim_age", "Age of the victim at the offence, in years", "number"),
            Field("convicted_on", "Convicted, found or cautioned on", needed=True),
            Field(
                "disposal", "What was imposed", "choice", needed=True, choices=_choices(_IMPOSED)
            ),
            Field(
                "term_months",
                "Term in months",
                "number",
                hint="The whole term; of an extended sentence with its extension.",
            ),
            Field("sentenced_on", "Sentenced on"),
            Field(
                "ends_on",
                "Ends on",
                hint="Its last day, licence included. Empty means that it has no end.",
            ),
            Field("released_on", "First released on", hint="On licence, if it was from custody."),
            Field(
                "consecutive_to",
                "Runs after",
                "choice",
                choices=tuple((str(n), f"Sentence or caution {n}") for n in range(1, MOST + 1)),
            ),
        ),
    ),
    Group(
        "orders",
        "Order",
        (
            Field(
                "type",
                "Which order",
                "choice",
                needed=True,
                choices=tuple(
                    (key, f"{kind.name[:1].upper()}{kind.name[1:]}") for key, kind in KINDS.items()
                ),
            ),
            Field("made_on", "Made on", needed=True),
            Field("ends_on", "Ends on", hint="Leave it empty if it runs until further order."),
        ),
    ),
    Group(
        "whereabouts",
        "Time in custody or abroad",
        (
            Field(
                "kind",
                "Where",
                "choice",
                needed=True,
                choices=_choices(
                    {word: plain(word).capitalize() for word in CUSTODY | OUT_OF_THE_COUNTRY}
                    | {"yoi": "Young offender institution"}
                ),
            ),
            Field("from", "First whole day", needed=True),
            Field("to", "Last whole day", hint="Leave it empty if it goes on."),
        ),
    ),
    Group(
        "notifications",
        "Notification to the police",
        (
            Field(
                "kind",
                "Which",
                "choice",
                needed=True,
                choices=(
                    ("initial", "First"),
                    ("change", "Of a change"),
                    ("periodic", "Periodic"),
                ),
            ),
            Field("on", "Made on", needed=True),
        ),
    ),
    Group(
        "changes",
        "Change to notify",
        (
            Field(
                "kind",
                "What changes",
                "choice",
                needed=True,
                choices=(
                    ("name", "Name"),
                    ("address", "Home address"),
                    ("child_household", "12 hours or more in a home with somebody under 18"),
                    ("bank_account", "Bank account or card"),
                    ("identity_document", "Passport or other identity document"),
                ),
            ),
            Field("on", "Happened on", hint="Leave it empty if it has not."),
            Field("expected_on", "Announced for", hint="The day given in an advance notice."),
        ),
    ),
    Group(
        "travel",
        "Journey out of the United Kingdom",
        (
            Field("leaves_on", "Leaves on", needed=True),
            Field("returns_on", "Returns on", hint="Leave it empty if it is not known."),
            Field("known_on", "Day and country first known on"),
            Field("notified_on", "Notified on"),
        ),
    ),
    Group(
        "designations",
        "Identification as dangerous",
        (
            Field(
                "category",
                "As",
                "choice",
                needed=True,
                choices=(("3", "Category 3"), ("4", "Category 4, risk of terrorism")),
            ),
            Field("from", "Decided on", needed=True),
            Field("to", "Last day", hint="Leave it empty if it still stands."),
        ),
    ),
    Group(
        "levels",
        "Time at a level",
        (
            Field(
                "level",
                "Level",
                "choice",
                needed=True,
                choices=tuple((str(n), f"Level {n}") for n in (1, 2, 3)),
            ),
            Field("from", "From", needed=True),
            Field("to", "Last day", hint="Leave it empty if it goes on."),
        ),
    ),
)
# Facts that name an area, which no answer depends on, and choices that are numbers.
_IN_AN_AREA = frozenset({"designations", "levels"})
_NUMBERED = frozenset({"category", "level"})


@dataclass(slots=True)
class Form:
    """What was typed, to be shown again, and what is wrong with it, by the id of the field."""

    typed: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def empty(cls, on: date) -> Form:
        """One sentence to fill in, on the day of the pages."""
        days = {f"on-{part}": str(getattr(on, part)) for part in PARTS}
        return cls(days, {"disposals": 1})

    @classmethod
    def of(cls, given: QueryDict) -> Form:
        """What was sent, cut to what can be meant."""
        form = cls()
        for name in given:
            if name != "csrfmiddlewaretoken":
                form.typed[name[:60]] = (given.get(name) or "").strip()[:60]
        for group in GROUPS:
            number = form.typed.get(f"{group.name}-count", "")
            form.counts[group.name] = min(int(number), MOST) if number in _NUMBERS else 0
        return form

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The faults as an error summary lists them: text, and the id of the field."""
        return [(text, at) for at, text in self.faults.items()]

    def answer(self) -> Told | None:
        """The position for what was typed; None where something is wrong, which `faults` says."""
        data: dict[str, Any] = {"born": self._value(BORN, "born", "Date of birth")}
        on = self._value(ON, "on", "Position as on")
        places: dict[str, str] = {"born": "born-day"}
        for group in GROUPS:
            data[group.name] = []
            for row in range(self.counts.get(group.name, 0)):
                self._row(group, row, data[group.name], places)
        if self.faults:
            return None
        try:
            facts = read(json.dumps(data))
        except FactsError as error:
            self._say(str(error), places)
            return None
        return told(position(facts, date.fromisoformat(str(on))), facts, note=NOTE)

    def _row(
        self, group: Group, row: int, found: list[dict[str, Any]], places: dict[str, str]
    ) -> None:
        """One fact, if anything of it was typed."""
        at = f"{group.name}-{row}"
        if not any(v for k, v in self.typed.items() if k.startswith(f"{at}-")):
            return
        fact = {
            f.name: self._value(f, f"{at}-{f.name}", f"{group.one} {row + 1}: {f.label}")
            for f in group.fields
        }
        if group.name in _IN_AN_AREA:
            fact["area"] = "the area"
        if group.name == "disposals":
            fact["ref"] = str(row + 1)
            ends = f"{at}-ends_on-day"
            if fact["disposal"] in TERMS and fact["ends_on"] is None and ends not in self.faults:
                self.faults[ends] = (
                    f"{group.one} {row + 1}: enter the day on which it ends, licence included"
                )
            if fact["consecutive_to"] == fact["ref"]:
                self.faults[f"{at}-consecutive_to"] = (
                    f"{group.one} {row + 1}: choose another one that it runs after"
                )
        last = group.fields[-1]
        places[f"{group.name}[{len(found)}]"] = _id(last, f"{at}-{last.name}")
        for f in group.fields:
            places[f"{group.name}[{len(found)}].{f.name}"] = _id(f, f"{at}-{f.name}")
        found.append(fact)

    def _value(self, f: Field, at: str, label: str) -> str | int | None:
        """What was typed into one field; a fault is noted where it cannot be meant."""
        typed = self.typed.get(at, "")
        value: str | int | None = None
        if f.kind == "day":
            value = self._day(at, label)
        elif f.kind == "number" and typed:
            if typed.isascii() and typed.isdigit() and int(typed) <= 1200:
                value = int(typed)
            else:
                self.faults[at] = f"{label} must be a whole number from 0 to 1200"
        elif typed in dict(f.choices):
            value = int(typed) if f.name in _NUMBERED else typed
        if f.needed and value is None and _id(f, at) not in self.faults:
            verb = "choose" if f.kind == "choice" else "enter"
            self.faults[_id(f, at)] = f"{label}: {verb} it"
        return value

    def _day(self, at: str, label: str) -> str | None:
        parts = [self.typed.get(f"{at}-{part}", "") for part in PARTS]
        if not any(parts):
            return None
        try:
            day, month, year = (int(part) for part in parts)
            chosen = date(year, month, day)
        except (ValueError, OverflowError):
            self.faults[f"{at}-day"] = f"{label} must be a real date, such as 31 3 2015"
            return None
        if EARLIEST <= chosen <= LATEST:
            return chosen.isoformat()
        self.faults[f"{at}-day"] = f"{label} must be from {EARLIEST.year} to {LATEST.year}"
        return None

    def _say(self, error: str, places: Mapping[str, str]) -> None:
        """What the law's reader found wrong, at its field and in the words of the form."""
        place, _, text = error.partition(": ")
        at = places.get(place, "")
        before = re.fullmatch(r"impossible date \S+, before (.+) \((\S+)\)", text)
        other = re.fullmatch(r"impossible date, before .+", text)
        if before is not None:
            text = f"cannot be before {in_words(date.fromisoformat(before[2]))}"
        elif other is not None:
            text = "cannot be before the first day"
        elif text.startswith("no fact has the ref"):
            text = "choose one that is filled in"
        elif text.startswith("a term cannot run after itself"):
            text = "choose one that does not itself run after this one"
        elif text.startswith("give on, expected_on"):
            text = "enter it, or the day on which it happened"
        between = ": " if text.startswith(("choose", "enter")) else " "
        self.faults[at] = f"{_label(at)}{between}{text}" if at else error


_NUMBERS = frozenset(str(n) for n in range(MOST + 1))


def _id(f: Field, at: str) -> str:
    return f"{at}-day" if f.kind == "day" else at


def _label(at: str) -> str:
    """What the form calls the field of this id."""
    if at == "born-day":
        return BORN.label
    group, row, name = at.removesuffix("-day").split("-")
    found = next(g for g in GROUPS if g.name == group)
    label = next(f.label for f in found.fields if f.name == name)
    return f"{found.one} {int(row) + 1}: {label}"


@require_http_methods(["GET", "POST"])
@page(needs=Permission.LAW_CALCULATE)
def law_calculator(request: Request) -> HttpResponse:
    """What the law says for facts that are typed in. Only that it was asked is logged."""
    form, answer = Form.empty(request.on), None
    if request.method == "POST":
        form = Form.of(request.POST)
        more = request.POST.get("add", "")
        if more in {group.name for group in GROUPS}:
            form.counts[more] = min(form.counts[more] + 1, MOST)
        else:
            answer = form.answer()
    if answer is not None:
        shown(request, "the law calculator: a calculation")
    return render(
        request,
        "web/law_calculator.html",
        {
            "form": form,
            "groups": GROUPS,
            "born": BORN,
            "asked": ON,
            "most": MOST,
            "answer": answer,
        },
        status=422 if form.faults else 200,
    )
