"""Reads of frozen figures, which stand on their own: no live record is behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from openmappa.statistics.cases import Case
from openmappa.statistics.definitions import ReportingYear, definition_for
from openmappa.statistics.models import Freeze, FrozenCase

# The login that counts: it sees everybody, so that no figure depends on who asks.
COUNT = "count"


def frozen(area: str, year: ReportingYear, version: int | None = None) -> Freeze | None:
    """The frozen figures of an area and year: the newest version, or the one asked for."""
    versions = Freeze.objects.using(COUNT).filter(area__name=area, reporting_year=str(year))
    if version is not None:
        versions = versions.filter(version=version)
    return versions.select_related("area").order_by("-version").first()


def by_address(year: ReportingYear, figures: Mapping[str, Any]) -> dict[str, int | None]:
    """Figures in the shape that is frozen and printed as JSON, by cell address."""
    found: dict[str, int | None] = {}
    for table in definition_for(year).tables:
        for cell in table.cells():
            value: Any = figures[table.json_key]
            for part in (cell.block, cell.row, cell.column):
                value = value[part] if part else value
            found[cell.address] = value
    return found


def frozen_cases(freeze: Freeze, address: str) -> list[FrozenCase]:
    """Who is behind a cell (or `side:` figure) of frozen figures, in order of reference.

    Raises UnknownCellError where there is no such cell.
    """
    if address.startswith("side:"):
        cells = [address]
    else:
        definition = definition_for(ReportingYear.parse(freeze.reporting_year))
        address = "T1:total:C1" if address == "T6" else address
        cell = definition.cell(address)
        cells = [part.address for part in definition.table(address[:2]).parts(cell)]
    return list(
        FrozenCase.objects.using(COUNT)
        .filter(freeze=freeze, cell__in=cells)
        .order_by("reference", "pk")
    )


def cases_by_cell(freeze: Freeze) -> dict[str, list[Case]]:
    """Who is behind each cell of frozen figures."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in FrozenCase.objects.using(COUNT).filter(freeze=freeze):
        found[case.cell].append(
            Case(
                case.cell,
                case.nominal_id,
                case.reference,
                case.name,
                case.level,
                case.category,
                case.because,
                tuple(case.facts),
            )
        )
    return found
