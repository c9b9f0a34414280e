"""What is checked before anyone signs the figures of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from openmappa.statistics.cases import Case, Counted, SideFigure
from openmappa.statistics.definitions import TOTAL, ReportingYear, Table

RATE_FROM, RATE_TO = 60, 230
CHANGE_PERCENT, CHANGE_PEOPLE = 25, 20
CHANGE_AT_LEVEL_3 = 3


class Outcome(Enum):
    """What a gate says; the value is printed."""

    PASSES = "passes"
    EXPLAIN = "needs an explanation"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Gate:
    """One check: its outcome, a sentence with its numbers, and the numbers by name.

    `cases` are the people it is about, where it is about people.
    """

    key: str
    outcome: Outcome
    sentence: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()


def check(
    tables: Mapping[str, Counted],
    side: Mapping[str, SideFigure],
    year: ReportingYear,
    rate: int | None,
    last_year: Mapping[str, int | None] | None = None,
    *,
    pairs: Sequence[Mapping[str, int]] = (),
) -> tuple[Gate, ...]:
    """Every gate, in order.

    `tables` are T1 to T5 by key; `last_year` the published figures of the year before, by cell
    address, None where there are none to compare with; `pairs` what each cell would change by if
    two people who may be one were one, a mapping for each two.
    """
    return (
        adds_up(
            [counted.table for counted in tables.values()],
            {address: n for counted in tables.values() for address, n in counted.values().items()},
        ),
        _snapshot_in_year(tables["T1"], tables["T2"]),
        _returned_in_year(tables["T5"], tables["T2"], year),
        _impossible_empty(tables, side),
        *_compared(tables, last_year),
        *(
            _undecided(side[key], pairs) if key == "unresolved_identity" else _shown(side[key], key)
            for key in SHOWN
        ),
        _rate_plausible(rate),
    )


SHOWN = ("unconfirmed_eligibility", "no_recorded_level", "unresolved_identity", "restricted")


def adds_up(tables: Iterable[Table], values: Mapping[str, int | None]) -> Gate:
    """Whether each row and column adds up to its total; `values` by address, totals included."""
    wrong: list[str] = []
    checked = 0
    for cells, cell in ((table.cells(), cell) for table in tables for cell in table.cells()):
        block = [c for c in cells if c.block == cell.block]
        along_row = [c for c in block if c.row == cell.row]
        down = [c for c in block if c.column == cell.column]
        for is_sum, line in (
            (cell.column == TOTAL, [c for c in along_row if c.column != TOTAL]),
            (cell.row == TOTAL, [c for c in down if c.row != TOTAL]),
        ):
            if is_sum and cell.possible:
                checked += 1
                if values[cell.address] != sum(values[c.address] or 0 for c in line):
                    wrong.append(cell.address)
    said = f"Of {checked} sums of rows and columns, {len(wrong)} are wrong"
    return Gate(
        "rows_and_columns_add",
        Outcome.FAILS if wrong else Outcome.PASSES,
        f"{said}: {', '.join(wrong)}." if wrong else f"{said}.",
        {"checked": checked, "wrong": len(wrong)},
    )


def _snapshot_in_year(snapshot: Counted, yearly: Counted) -> Gate:
    in_year = _nominals(yearly.who("T2:total:total"))
    active = [*snapshot.who("T1:L2:total"), *snapshot.who("T1:L3:total")]
    missing = tuple(case for case in active if case.nominal not in in_year)
    said = f"Of {len(active)} people at Level 2 or 3 in the snapshot, {len(missing)} are not in T2."
    return Gate(
        "snapshot_in_year",
        Outcome.FAILS if missing else Outcome.PASSES,
        said,
        {"active": len(active), "missing": len(missing)},
        missing,
    )


def _returned_in_year(returned: Counted, yearly: Counted, year: ReportingYear) -> Gate:
    """A return is of the year by the day of return, its level by the day of decision.

    So someone may rightly be in T5 and not in T2: decided at Level 2 before the year, at Level 1
    since, returned in the year. That asks for a word of explanation, not for another figure.
    """
    in_year = _nominals(yearly.who("T2:total:total"))
    cases = [*returned.who("T5:licence:total:total"), *returned.who("T5:order:total:total")]
    missing = tuple(case for case in cases if case.nominal not in in_year)
    people = len(_nominals(cases))
    if not missing:
        said = f"All {people} people returned to custody are in T2."
    else:
        said = (
            f"Of {people} people returned to custody, {len(_nominals(missing))} are not in T2: "
            f"decided at Level 2 or 3 on a day outside {year}, and not at one in it."
        )
    return Gate(
        "returned_in_year",
        Outcome.EXPLAIN if missing else Outcome.PASSES,
        said,
        {"people": people, "missing": len(_nominals(missing))},
        missing,
    )


def _impossible_empty(tables: Mapping[str, Counted], side: Mapping[str, SideFigure]) -> Gate:
    in_cells = [case for table in tables.values() for case in table.findings()]
    found = {(case.nominal, case.facts): case for case in (*in_cells, *side["impossible"].cases)}
    cases = tuple(found.values())
    return Gate(
        "impossible_cells",
        Outcome.EXPLAIN if cases else Outcome.PASSES,
        f"On record in a way that cannot exist, and so not counted: {len(cases)}.",
        {"people": len(cases)},
        cases,
    )


def _compared(
    tables: Mapping[str, Counted], last_year: Mapping[str, int | None] | None
) -> tuple[Gate, Gate]:
    change, level_3 = "change_on_last_year", "level_3_change"
    if last_year is None:
        said = "There are no figures of last year to compare with."
        return Gate(change, Outcome.PASSES, said), Gate(level_3, Outcome.PASSES, said)
    pairs = [
        (address, now, before)
        for table in tables.values()
        for address, now in table.values().items()
        if now is not None and (before := last_year.get(address)) is not None
    ]
    large = [
        (address, now, before)
        for address, now, before in pairs
        if abs(now - before) > CHANGE_PEOPLE and 100 * abs(now - before) > CHANGE_PERCENT * before
    ]
    rare = [
        (address, now, before)
        for address, now, before in pairs
        if ":L3:" in address and abs(now - before) >= CHANGE_AT_LEVEL_3
    ]
    return (
        _change(
            change,
            large,
            len(pairs),
            f"changed by more than {CHANGE_PERCENT} % and more than {CHANGE_PEOPLE}",
        ),
        _change(level_3, rare, len(pairs), f"at Level 3 changed by {CHANGE_AT_LEVEL_3} or more"),
    )


def _change(key: str, changes: list[tuple[str, int, int]], compared: int, what: str) -> Gate:
    each = "; ".join(f"{address} from {before} to {now}" for address, now, before in changes)
    return Gate(
        key,
        Outcome.EXPLAIN if changes else Outcome.PASSES,
        f"Of {compared} figures compared with last year, {len(changes)} {what}"
        + (f": {each}." if each else "."),
        {address: now - before for address, now, before in changes},
    )


def _shown(figure: SideFigure, key: str) -> Gate:
    return Gate(key, Outcome.PASSES, f"{figure.text}.", {"people": figure.n}, figure.cases)


def _undecided(figure: SideFigure, pairs: Sequence[Mapping[str, int]]) -> Gate:
    """Pairs that nobody has decided on: what they may change is explained before signing."""
    effect: Counter[str] = Counter()
    for pair in pairs:
        effect.update(pair)
    said = f"{figure.text}."
    if pairs:
        each = "1 pair is" if len(pairs) == 1 else f"{len(pairs)} pairs are"
        said += f" {each} undecided; counted as one person each: {changes(effect)}."
    return Gate(
        "unresolved_identity",
        Outcome.EXPLAIN if any(effect.values()) else Outcome.PASSES,
        said,
        {"people": figure.n} | ({"pairs": len(pairs)} if pairs else {}),
        figure.cases,
    )


def changes(effect: Mapping[str, int]) -> str:
    """What cells would change by, in words."""
    each = (
        f"{address} {abs(by)} {'less' if by < 0 else 'more'}"
        for address, by in sorted(effect.items())
        if by
    )
    return ", ".join(each) or "no figure changes"


def _rate_plausible(rate: int | None) -> Gate:
    if rate is None:
        return Gate("rate", Outcome.EXPLAIN, "There is no rate: the population is not known.")
    plausible = RATE_FROM <= rate <= RATE_TO
    return Gate(
        "rate",
        Outcome.PASSES if plausible else Outcome.EXPLAIN,
        f"The rate of {rate} per 100,000 lies {'within' if plausible else 'outside'} "
        f"{RATE_FROM} to {RATE_TO}.",
        {"rate": rate},
    )


def _nominals(cases: Iterable[Case]) -> set[int]:
    return {case.nominal for case in cases}
