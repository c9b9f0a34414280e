"""Why an extract is refused: faults that name the file, the line, the field and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 50
KEPT = 20 * SHOWN
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an extract.

    `line` counts from 1, the header row of a file being line 1; None where the fault is in the file
    as a whole. `field` is the column, or the key of the manifest; None where it is no single one.
    """

    file: str
    line: int | None
    field: str | None
    message: str

    def __str__(self) -> str:
        line = "" if self.line is None else f" line {self.line}"
        name = "" if self.field is None else f", field {self.field}"
        return f"{self.file}{line}{name}: {self.message}"

    @property
    def position(self) -> tuple[str, int, str, str]:
        """Where the fault stands among others: by file, line, field, then words."""
        return self.file, self.line or 0, self.field or "", self.message


class Refused(Exception):  # noqa: N818 - an extract is refused; that is the word
    """The extract cannot be imported.

    `faults` are the first thousand in order of file and line, `total` is how many there are.
    Printed it is a line for each of the first 50 and then how many more there are.
    """

    def __init__(self, faults: tuple[Fault, ...], total: int) -> None:
        super().__init__(faults, total)
        self.faults = faults
        self.total = total

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if self.total > len(lines):
            lines.append(f"and {self.total - len(lines):,} more")
        return "\n".join(lines)


@dataclass(slots=True)
class Faults:
    """Faults as they are found: all are counted, the first in order of file and line are kept."""

    total: int = 0
    _found: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int | None, name: str | None, message: str) -> None:
        """Count one fault; a file of a million faulty lines costs no more memory than a few."""
        self.total += 1
        self._found.append(Fault(file, line, name, message))
        if len(self._found) > 2 * KEPT:
            self._found = self._first()

    def refused(self) -> Refused:
        """The refusal to raise for what was found."""
        return Refused(tuple(self._first()), self.total)

    def _first(self) -> list[Fault]:
        return sorted(self._found, key=lambda fault: fault.position)[:KEPT]


def quoted(value: str) -> str:
    """A value from a file as it may stand in a message.

    Shortened; escaped where a terminal could be misled by it (control characters, text that turns
    direction) or a reader could not see it (space at either end, nothing at all).
    """
    short = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    plain = short.isprintable() and short == short.strip() and short != ""
    return short if plain else ascii(short)
