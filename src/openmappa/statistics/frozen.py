"""Reads of frozen figures, which stand on their own: no live record is behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from openmappa.statistics.cases import Case
from openmappa.statistics.definitions import ReportingYear, UnknownCellError, definition_for
from openmappa.statistics.models import Freeze, FrozenCase

# The login that counts: it sees everybody, so that no figure depends on who asks.
COUNT = "count"


def frozen(
    area: str, year: ReportingYear, version: int | None = None, *, using: str = COUNT
) -> Freeze | None:
    """The frozen figures of an area and year: the newest version, or the one asked for."""
    versions = Freeze.objects.using(using).filter(area__name=area, reporting_year=str(year))
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


def frozen_cases(freeze: Freeze, address: str, *, using: str = COUNT) -> QuerySet[FrozenCase]:
    """Who is behind a cell (or `side:` figure) of frozen figures, in order of reference.

    Raises UnknownCellError where there is no such cell.
    """
    if address.startswith("side:"):
        if address.removeprefix("side:") not in freeze.figures["side"]:
            raise UnknownCellError(f'there is no figure "{address}"')
        cells = [address]
    else:
        definition = definition_for(ReportingYear.parse(freeze.reporting_year))
        address = "T1:total:C1" if address == "T6" else address
        cell = definition.cell(address)
        cells = [part.address for part in definition.table(address[:2]).parts(cell)]
    return (
        FrozenCase.objects.using(using)
        .filter(freeze=freeze, cell__in=cells)
        .order_by("reference", "pk")
    )


def cases_by_cell(freeze: Freeze) -> dict[str, list[Case]]:
    """Who is behind each cell of frozen figures."""
    return cases_of_versions([freeze])[freeze.pk]


def cases_of_versions(
    freezes: Iterable[Freeze], *, using: str = COUNT
) -> dict[int, dict[str, list[Case]]]:
    """Who is behind each cell of these frozen figures, by the id of the freeze, in one query."""
    found: dict[int, dict[str, list[Case]]] = {freeze.pk: defaultdict(list) for freeze in freezes}
    for case in FrozenCase.objects.using(using).filter(freeze__in=list(found)):
        found[case.freeze_id][case.cell].append(thawed(case))
    return found


def thawed(case: FrozenCase) -> Case:
    """A frozen case in the shape of one that was just counted."""
    return Case(
        case.cell,
        case.nominal_id,
        case.reference,
        case.name,
        case.level,
        case.category,
        case.because,
        tuple(case.facts),
    )
