"""What a page of figures is asked for: an area, and a year, a version of it, or a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from openmappa.agencies.models import Area
from openmappa.agencies.pages import WEB, Request, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.law.dates import in_words
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics.definitions import (
    FIRST_YEAR,
    LAST_YEAR,
    ReportingYear,
    UndefinedYearError,
    definition_for,
)
from openmappa.statistics.models import Freeze

EARLIEST = date(2001, 4, 1)  # the arrangements began in April 2001


class QuestionError(ValueError):
    """What was asked for makes no sense; `faults` are sentences, each with the field's id."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        self.faults = faults
        super().__init__("; ".join(sentence for sentence, _ in faults))


@dataclass(frozen=True, slots=True)
class Question:
    """Figures of an area: of a year as known now, as frozen in a version, or of a day."""

    area_id: int
    area: str
    year: ReportingYear
    version: int | None = None
    on: date | None = None

    @property
    def period(self) -> str:
        """The year, or the day in words."""
        return in_words(self.on) if self.on else str(self.year)

    @property
    def which(self) -> str:
        """What figures these are, in words, for titles and the log."""
        if self.version is not None:
            return f"{self.area} {self.year}, version {self.version}"
        return f"{self.area} {self.period}, as known now"

    def query(self, **more: object) -> str:
        """The question as the query part of an address, with more beside it."""
        asked: dict[str, object] = {"area": self.area}
        if self.on is not None:
            asked |= {"day": self.on.day, "month": self.on.month, "of": self.on.year}
        else:
            asked["year"] = self.year
        if self.version is not None:
            asked["version"] = self.version
        return urlencode({**asked, **more})

    def of_version(self, version: int | None) -> str:
        """The query of another version of the same year; None: as known now."""
        return Question(self.area_id, self.area, self.year, version).query()


def areas() -> dict[str, int]:
    """Every area's id by its name."""
    return dict(Area.objects.using(WEB).order_by("name").values_list("name", "pk"))


def asked(request: Request, known: Mapping[str, int], given: Mapping[str, Any]) -> Question:
    """What the fields ask for; without any, the visitor's first area and the year of the day shown.

    Raises QuestionError with a sentence for each field that is wrong.
    """
    faults: list[tuple[str, str]] = []
    name = str(given.get("area") or "") or _own_area(request.visitor, known)
    if name not in known:
        faults.append(("Choose one of the 42 areas", "area"))
    on = _day(given, faults)
    year = ReportingYear.containing(on) if on else _year(given, request.on, faults)
    version = _version(given, faults)
    if faults:
        raise QuestionError(*faults)
    question = Question(known[name], name, year, None if on else version, on)
    if on and question.area_id not in request.visitor.areas(Permission.FIGURES_VIEW):
        raise QuestionError(
            ("A day can be counted for your own area only; of others there are locked years", "day")
        )
    return question


def _own_area(visitor: Visitor, known: Mapping[str, int]) -> str:
    return next(iter(visitor.areas(Permission.FIGURES_VIEW).values()), next(iter(known)))


def _day(given: Mapping[str, Any], faults: list[tuple[str, str]]) -> date | None:
    parts = [str(given.get(part, "")).strip()[:10] for part in ("day", "month", "of")]
    if not any(parts):
        return None
    try:
        on = date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, OverflowError):
        faults.append(("Enter a real day, such as 31 3 2015", "day"))
        return None
    if on < EARLIEST:
        faults.append(("Enter a day from 1 April 2001, when MAPPA began", "day"))
        return None
    return on


def _year(given: Mapping[str, Any], shown: date, faults: list[tuple[str, str]]) -> ReportingYear:
    typed = str(given.get("year") or "")[:20]
    if not typed:
        return min(max(ReportingYear.containing(shown), FIRST_YEAR), LAST_YEAR)
    try:
        year = ReportingYear.parse(typed)
        definition_for(year)
    except UndefinedYearError:
        faults.append((f"Choose a year from {FIRST_YEAR} to {LAST_YEAR}", "year"))
    except ValueError:
        faults.append(("Choose a reporting year, such as 2014-15", "year"))
    else:
        return year
    return LAST_YEAR


def _version(given: Mapping[str, Any], faults: list[tuple[str, str]]) -> int | None:
    typed = str(given.get("version") or "")[:10]
    if not typed:
        return None
    if typed.isascii() and typed.isdecimal() and 0 < int(typed) < 2**15:
        return int(typed)
    faults.append(("A version is a whole number from 1", ""))
    return None


def versions(question: Question) -> list[Freeze]:
    """The frozen versions of the area and year, oldest first, without their figures."""
    return list(
        Freeze.objects.using(WEB)
        .filter(area_id=question.area_id, reporting_year=str(question.year))
        .defer("figures")
        .order_by("version")
    )


def year_before(question: Question) -> Freeze | None:
    """The newest frozen figures of the year before."""
    if question.year == FIRST_YEAR:
        return None
    return frozen_figures.frozen(question.area, question.year.previous, using=WEB)
