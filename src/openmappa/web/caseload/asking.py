"""Short forms: fields as data, what is wrong with what was typed, and the page that asks again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from openmappa.agencies.pages import WEB, Request
from openmappa.nominals.caseload import RefusedError
from openmappa.nominals.models import STANDINGS

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind` is text, lines, choice (radios), pick (a list), many (boxes) or day.

    `at_first`: which boxes are ticked, or which radio is chosen, before anybody did.
    """

    name: str
    label: str
    hint: str = ""
    kind: str = "text"
    options: Sequence[tuple[str, str]] = ()
    at_first: Sequence[str] = ()


# Of a text that says something of a person (Data Protection Act 2018, section 38).
STANDING = Field(
    "standing",
    "Fact or opinion",
    kind="choice",
    options=[(code, capfirst(words)) for code, words in STANDINGS.items()],
    at_first=("fact",),
)


@dataclass(slots=True)
class Asked:
    """What was typed into a form, read field by field, with every fault on the way."""

    request: Request
    faults: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str, what: str, *, shortest: int = 1, optional: bool = False) -> str:
        """What was typed, trimmed; a fault where it is missing, too short or too long."""
        typed = self.request.POST.get(name, "").strip()
        if "\0" in typed or len(typed) > LONGEST:
            self.fault(f"Enter {what} in plain text of {LONGEST:,} characters or fewer", name)
        elif len(typed) < shortest and not (optional and not typed):
            least = f", in at least {shortest} characters" if shortest > 1 else ""
            self.fault(f"Enter {what}{least}", name)
        return typed

    def choice(self, name: str, what: str, among: Sequence[tuple[str, str]]) -> str:
        """One of the values offered; a fault for anything else."""
        typed = self.request.POST.get(name, "")
        if typed not in {value for value, _ in among}:
            self.fault(f"Choose {what}", name)
            return ""
        return typed

    def standing(self) -> str:
        """Whether what was typed is fact or opinion."""
        return self.choice(STANDING.name, "whether it is fact or opinion", STANDING.options)

    def day(self, name: str, what: str, *, first: date, optional: bool = False) -> date | None:
        """A day typed as day, month and year; none before `first`."""
        parts = [
            self.request.POST.get(f"{name}-{part}", "").strip()[:4]
            for part in ("day", "month", "year")
        ]
        if optional and not any(parts):
            return None
        try:
            found = date(*(int(part) for part in reversed(parts)))
        except (ValueError, OverflowError):
            self.fault(f"Enter {what} as a real date, such as 31 3 2015", f"{name}-day")
            return None
        if not first <= found <= date(2199, 12, 31):
            self.fault(f"Enter {what} that is not before today", f"{name}-day")
            return None
        return found

    def wrote(self, fields: Sequence[Field]) -> list[tuple[str, str]]:
        """What was typed, field by field, to be read where it can no longer be sent."""
        post = self.request.POST
        found = []
        for one in fields:
            if one.kind == "day":
                said = " ".join(post.get(f"{one.name}-{p}", "") for p in ("day", "month", "year"))
            elif one.options:
                chosen = post.getlist(one.name)
                said = ", ".join(text for value, text in one.options if value in chosen)
            else:
                said = post.get(one.name, "")
            if said.strip():
                found.append((one.label, said.strip()))
        return found

    def fault(self, text: str, name: str = "") -> None:
        """Note one fault at a field."""
        self.faults.append((text, name))

    @contextmanager
    def doing(self, at: str = "") -> Iterator[None]:
        """Do what was asked; what is refused becomes a fault of the form, and nothing is done."""
        try:
            with transaction.atomic(using=WEB):
                yield
        except RefusedError as refused:
            self.fault(str(refused), at)

    def too_late(
        self, title: str, fields: Sequence[Field], back: str, done: str, about: str = ""
    ) -> HttpResponse:
        """The page for whoever comes second: what somebody has `done`, and what was typed."""
        if self.request.method == "POST":
            self.fault(done)
        return self.again(
            title, fields, "", back, about=about, told=[f"{done.rstrip('.')}."], read_only=True
        )

    def again(
        self, title: str, fields: Sequence[Field], button: str, back: str, **more: Any
    ) -> HttpResponse:
        """The form, empty or as it was typed, with its faults.

        With `read_only` nothing more can be sent, and what was typed is there to be read.
        """
        post = self.request.POST
        return render(
            self.request,
            "web/caseload/form.html",
            {
                "title": title,
                "fields": fields,
                "button": button,
                "back": back,
                "faults": self.faults,
                "wrong": {name: text for text, name in reversed(self.faults)},
                "typed": post,
                "many": {
                    f.name: post.getlist(f.name) if self.request.method == "POST" else f.at_first
                    for f in fields
                    if f.kind == "many"
                },
                "warning": False,
                "told": (),
                "read_only": False,
                "wrote": self.wrote(fields),
                "about": "",
                **more,
            },
            status=422 if self.faults else 200,
        )
