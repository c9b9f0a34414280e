"""Every write of this room: populations taken in, figures frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connections

from openmappa.agencies.models import Area
from openmappa.audit.operations import operation
from openmappa.law.grounds import LAW_VERSION
from openmappa.nominals import facts
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics import queries
from openmappa.statistics.annual_return import AnnualReturn
from openmappa.statistics.cases import Case
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.frozen import COUNT
from openmappa.statistics.models import Freeze, FrozenCase, Population
from openmappa.statistics.switches import Switches

# Changes whenever a counting rule or a table does, so that frozen figures tell which made them.
COUNTING_RULES = "counting rules 1"


class AlreadyFrozenError(Exception):
    """The figures of this area and year are frozen, and no reason for a correction was given."""


class FiguresChangedError(Exception):
    """The figures are no longer those that were looked at before they were to be frozen."""


def take_in_population(
    area: Area, bands: Sequence[tuple[int, int, int | None, int]], using: str
) -> int:
    """Make the age bands of the mid-years stated what is stated; answers how many rows it wrote.

    A band is mid-year, youngest, oldest (None: and over) and persons.
    """
    years = {year for year, *_ in bands}
    stored = Population.objects.using(using).filter(area=area, mid_year__in=years)
    columns = ("mid_year", "age_from", "age_to", "persons")
    if set(stored.values_list(*columns)) == set(bands):
        return 0
    stored.delete()
    Population.objects.using(using).bulk_create(
        Population(area=area, **dict(zip(columns, band, strict=True))) for band in bands
    )
    return len(bands)


def freeze(
    *,
    by: str,
    area: Area,
    year: ReportingYear,
    reason: str = "",
    switches: Mapping[str, str] | None = None,
    looked_at: str = "",
) -> Freeze:
    """Copy the figures of an area and year, and who is behind each, as they are known now.

    A second freeze is a correction: a new version beside the old, with a reason. `looked_at` is
    the digest of the figures that somebody agreed to freeze. Raises AlreadyFrozenError where the
    reason is missing, FiguresChangedError where the figures are others than those looked at,
    UndefinedYearError and SwitchError.
    """
    # Held before the transaction's snapshot is taken, so that an import that just ended is in it.
    with (
        facts.figures_held_still(COUNT),
        operation(
            using=COUNT, actor=by, purpose="freeze", reason=reason, repeatable_read=True
        ) as opened,
    ):
        last = frozen_figures.frozen(area.name, year)
        if last is not None and not reason.strip():
            raise AlreadyFrozenError(
                f"The figures of {area} for {year} are frozen as version {last.version}. A"
                " correction is a new version and needs a reason."
            )
        counted = queries.counted_return(area.name, year, Switches.at(year, switches or {}))
        figures = counted.as_json()
        if looked_at and looked_at != queries.digest(figures):
            raise FiguresChangedError(
                f"The figures of {area} for {year} have changed since you looked at them."
            )
        with connections[COUNT].cursor() as cursor:
            cursor.execute("select pg_current_snapshot()::text")
            (snapshot,) = cursor.fetchone()
        frozen = Freeze.objects.using(COUNT).create(
            area=area,
            reporting_year=str(year),
            version=1 if last is None else last.version + 1,
            reason=reason.strip(),
            frozen_by=by,
            operation=opened.id,
            snapshot=snapshot,
            law_version=LAW_VERSION,
            definitions_version=COUNTING_RULES,
            synthetic=queries.only_invented_people(area.name),
            figures=figures,
        )
        FrozenCase.objects.using(COUNT).bulk_create(
            FrozenCase(
                freeze=frozen,
                cell=cell,
                nominal_id=case.nominal,
                reference=case.reference,
                name=case.name,
                level=case.level,
                category=case.category,
                because=case.because,
                facts=list(case.facts),
            )
            for cell, case in _everybody(counted)
        )
        opened.record(
            "froze",
            f"{by} froze the figures of {area} for {year} as version {frozen.version}"
            f"{': ' + reason.strip() if reason.strip() else '.'}",
            area=area.name,
        )
    return frozen


def _everybody(counted: AnnualReturn) -> list[tuple[str, Case]]:
    listed = [
        (cell, case)
        for table in counted.tables.values()
        for cell, cases in table.lists.items()
        if table.cell(cell).possible  # what cannot exist is beside the table, as a finding
        for case in cases
    ]
    beside = [
        (f"side:{key}", case) for key, figure in counted.side.items() for case in figure.cases
    ]
    return listed + beside
