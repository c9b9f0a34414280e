"""`openmappa return --area A --year Y`."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.arguments import day
from openmappa.agencies.queries import UnknownAreaError, area_named
from openmappa.audit.operations import log_access
from openmappa.law.dates import in_words
from openmappa.nominals import queries as nominals
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics import queries
from openmappa.statistics.annual_return import AnnualReturn, nested
from openmappa.statistics.definitions import ReportingYear, UndefinedYearError, UnknownCellError
from openmappa.statistics.frozen import COUNT
from openmappa.statistics.reasons import why_not
from openmappa.statistics.revision import revised
from openmappa.statistics.switches import SWITCHES, SwitchError, Switches
from openmappa.statistics.text import cases_text, return_text, snapshot_text


class Command(BaseCommand):
    """Count the annual return of an area, or answer who is in a figure and why."""

    help = "Count the annual return of an area; say who is in a figure, and why somebody is not."

    def add_arguments(self, parser: CommandParser) -> None:
        """Area and year (or day), and one question about them."""
        parser.add_argument("--area", required=True, help="one of the 42 areas")
        parser.add_argument("--year", metavar="YYYY-YY", help="reporting year, such as 2014-15")
        parser.add_argument("--as-at", metavar="DATE", type=day, help="the snapshot of any day")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--beside",
            action="store_true",
            help="with JSON: also side figures, footnotes, gates and switches",
        )
        parser.add_argument("--who", metavar="CELL", help="who is in a cell, such as T1:L2:C1")
        parser.add_argument(
            "--not", dest="why_not", metavar="REFERENCE", help="why somebody is not counted"
        )
        parser.add_argument(
            "--switch",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help=f"count otherwise: {', '.join(SWITCHES)}",
        )

    def handle(self, **options: Any) -> None:
        """Answer, or say in words what is wrong with the question."""
        try:
            self.stdout.write(_answer(options).rstrip("\n"))
        except (
            UnknownAreaError,
            UndefinedYearError,
            UnknownCellError,
            SwitchError,
            ValueError,
        ) as error:
            raise CommandError(str(error)) from error


def _answer(options: Mapping[str, Any]) -> str:
    area = area_named(options["area"], COUNT).name
    as_at: date | None = options["as_at"]
    if (as_at is None) == (options["year"] is None):
        raise CommandError("Give either --year, such as 2014-15, or --as-at, such as 2015-03-31.")
    year = ReportingYear.containing(as_at) if as_at else ReportingYear.parse(options["year"])
    if options["why_not"]:
        return _why_not(options["why_not"], area, as_at or year)
    if as_at is not None:
        return _snapshot(area, as_at, options)
    turned = Switches.at(year, _switches(options["switch"]))
    counted = queries.counted_return(area, year, turned)
    if options["who"]:
        cases = counted.who(options["who"])
        _log("list", f"{options['who']} of {area} {year}", area, {c.nominal for c in cases})
        return cases_text(options["who"], cases)
    _log("count", f"return of {area} {year}", area, ())
    if options["format"] == "json":
        figures = counted.as_json() if options["beside"] else counted.figures_json()
        if turned.changed:  # never figures counted otherwise without saying so
            figures["switches"] = counted.as_json()["switches"]
        return json.dumps(figures, indent=1)
    return return_text(counted) + _since_the_freeze(area, year, counted)


def _snapshot(area: str, on: date, options: Mapping[str, Any]) -> str:
    counted = queries.counted_snapshot(area, on)
    if options["who"]:
        cases = counted.who(options["who"])
        _log("list", f"{options['who']} of {area} on {on}", area, {c.nominal for c in cases})
        return cases_text(options["who"], cases)
    _log("count", f"snapshot of {area} on {on}", area, ())
    if options["format"] == "json":
        figures = {
            "area": area,
            "as_at": on.isoformat(),
            "snapshot": nested(counted.counted.table, counted.counted.values()),
            "side": {key: figure.n for key, figure in counted.side.items()},
        }
        return json.dumps(figures, indent=1)
    return snapshot_text(counted)


def _why_not(reference: str, area: str, on: date | ReportingYear) -> str:
    found = nominals.find(reference, COUNT)
    if not found:
        _log("search", "why not counted: nobody found", area, ())
        raise CommandError(f'No record has the reference, record id or identifier "{reference}".')
    _log("read", "why not counted", area, {nominal.pk for nominal in found})
    return "\n".join(
        f"{person.reference} {person.name}: {why_not(person, area, on)}"
        for person in queries.people([nominal.pk for nominal in found])
    )


def _since_the_freeze(area: str, year: ReportingYear, counted: AnnualReturn) -> str:
    frozen = frozen_figures.frozen(area, year)
    if frozen is None:
        return "\nNot frozen yet (openmappa freeze).\n"
    lines = [
        f"\nFrozen as version {frozen.version} on {in_words(frozen.frozen_at.date())};"
        f" {queries.late(frozen)} late (known only since)."
    ]
    changes = revised(frozen_figures.cases_by_cell(frozen), counted)
    if changes:
        lines.append("A new version would change:")
    for change in changes:
        lines.append(f"  {change.address}: {change.frozen} to {change.now} {change.mark}".rstrip())
        lines += [f"    + {case.reference} {case.name}" for case in change.added]
        lines += [f"    - {case.reference} {case.name}" for case in change.removed]
    return "\n".join(lines) + "\n"


def _switches(given: list[str]) -> dict[str, str]:
    turned = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise CommandError(f'--switch takes NAME=VALUE, not "{one}".')
        turned[name] = value
    return turned


def _log(action: str, what: str, area: str, nominal_ids: Any) -> None:
    log_access(
        using=COUNT,
        actor=getpass.getuser(),
        action=action,
        what=what,
        area=area,
        nominal_ids=sorted(nominal_ids),
    )
