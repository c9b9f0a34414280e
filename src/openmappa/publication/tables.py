"""The published tables as sections, built from the definitions of their reporting year."""

from __future__ import annotations

from openmappa.publication.figures import RATE, AnnualFigures, number
from openmappa.publication.sections import Bar, BarGroup, Chart, Row, Table
from openmappa.statistics import definitions
from openmappa.statistics.definitions import TOTAL, Line

_NONE = Line("", "")

# The tables drawn as charts, with the title of each chart.
_CHARTS = {
    "T1": "People in each category by level",
    "T2": "People at Levels 2 and 3 in the year, by category",
    "T5": "People returned to custody, by kind of breach",
}


def statistics(figures: AnnualFigures) -> tuple[Table | Chart, ...]:
    """All tables of the year in their order, those by level beside their charts.

    The rate is left out where the population is not known.
    """
    sections: list[Table | Chart] = []
    tables = charts = 0
    for defined in figures.definition.tables:
        if defined.key == RATE and figures.population is None:
            continue
        blocks = defined.blocks or (_NONE,)
        built = tuple(
            _table(figures, defined, block, place)
            for place, block in enumerate(blocks, start=tables + 1)
        )
        tables += len(built)
        if defined.key in _CHARTS:
            charts += 1
            sections.append(_chart(figures, defined, built, charts))
        else:
            sections.extend(built)
    return tuple(sections)


def comparison(now: AnnualFigures, before: AnnualFigures, place: int) -> Table:
    """What changed since the year before, for the figures that both years have.

    `place` is the number of the table in the report.
    """
    measures = [
        (f"{line.label}, on 31 March", f"T1:{TOTAL}:{line.key}")
        for line in now.definition.table("T1").columns
    ]
    measures += [
        (f"{line.label}, in the year", f"T2:{line.key}:{TOTAL}")
        for line in now.definition.table("T2").rows
    ]
    rows = []
    for label, address in measures:
        this, last = now.count(address), before.count(address)
        rows.append(Row(label, (last, this, this - last)))
    return Table(
        id="table-comparison",
        number=place,
        sheet=f"Table_{place}",
        title=f"{now.year} compared with {before.year}",
        measure="people",
        columns=("Measure", str(before.year), str(now.year), "Change"),
        rows=tuple(rows),
    )


def _table(figures: AnnualFigures, defined: definitions.Table, block: Line, place: int) -> Table:
    def value(row: Line, column: Line) -> int | None:
        return figures.cell(defined.address(block.key, row.key, column.key))

    columns = defined.columns or (_NONE,)
    rows = defined.rows or (Line("", str(figures.year)),)
    notes = [note for key, note in figures.footnotes if key == defined.key]
    if defined.key == RATE and figures.population is not None:
        notes.insert(0, f"Based on {number(figures.population)} residents aged 10 and over.")
    key = "-".join(part for part in (defined.key, block.key) if part).lower()
    return Table(
        id=f"table-{key}",
        number=place,
        sheet=f"Table_{place}",
        title=f"{defined.title}: {_inside(block.label)}" if block.key else defined.title,
        measure=defined.unit,
        columns=(
            defined.heading or "Year",
            *(column.label or "Number" for column in columns),
        ),
        rows=tuple(Row(row.label, tuple(value(row, column) for column in columns)) for row in rows),
        notes=tuple(notes),
    )


def _chart(
    figures: AnnualFigures, defined: definitions.Table, tables: tuple[Table, ...], place: int
) -> Chart:
    """A group of bars for each block or, where there is none, for each category; a bar a level."""
    levels = [row for row in defined.rows if row.key != TOTAL]
    if defined.blocks:
        places = [(block.label, block.key, TOTAL) for block in defined.blocks]
    else:
        places = [(c.label, "", c.key) for c in defined.columns if c.key != TOTAL]
    groups = tuple(
        BarGroup(
            label,
            tuple(
                Bar(
                    level.label,
                    figures.cell(defined.address(block, level.key, column)),
                    # The last sign of L1, L2, L3: a level has one colour in every chart.
                    shade=int(level.key[-1]),
                )
                for level in levels
            ),
        )
        for label, block, column in places
    )
    return Chart(
        id=f"chart-{defined.key.lower()}",
        number=place,
        title=_CHARTS[defined.key],
        summary=" ".join(_in_words(group) for group in groups),
        groups=groups,
        tables=tables,
    )


def _in_words(group: BarGroup) -> str:
    bars = (
        f"{bar.label} {'not applicable' if bar.value is None else number(bar.value)}"
        for bar in group.bars
    )
    return f"{group.label}: {', '.join(bars)}."


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]
