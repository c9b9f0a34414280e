"""The figures as an OpenDocument spreadsheet, laid out as accessible-spreadsheet guidance asks.

A cover, contents and notes, then one table on each sheet: no merged or empty cells, nothing below
or beside a table, numbers as numbers, `[z]` where nobody can ever be counted. All text is stored
as text, so that nothing in it runs as a formula.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from odf.dc import Creator, Date, Language, Title
from odf.element import Element
from odf.namespaces import nsdict
from odf.number import Number, NumberStyle
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import (
    DefaultStyle,
    ParagraphProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TextProperties,
)
from odf.table import (
    DatabaseRange,
    DatabaseRanges,
    Table,
    TableCell,
    TableColumn,
    TableHeaderRows,
    TableRow,
)
from odf.text import A, P

from openmappa.publication.sections import Contacts, Report, Stamp, as_data

# odfpy declares on each file the namespaces that the process has used so far; declaring all of them
# from the start makes the second file like the first.
Element.namespaces.update(nsdict)

NOT_APPLICABLE = "[z]"
_SHORTHAND = f"{NOT_APPLICABLE} means not applicable: the law leaves nobody who could be counted."
_WIDE, _NARROW = "16cm", "4.5cm"


def render(report: Report) -> bytes:
    """The tables of the report as the bytes of an ODS file."""
    book = _Book(report)
    book.cover()
    book.contents()
    book.notes()
    for table in book.tables:
        book.figures(table)
    return book.packed()


class _Book:
    """The spreadsheet being written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.data = as_data(report)
        self.tables: list[dict[str, Any]] = [as_data(table) for table in report.tables]
        self.numbered_notes = [(table, note) for table in self.tables for note in table["notes"]]
        self.document = OpenDocumentSpreadsheet()
        self.ranges = DatabaseRanges()
        self._describe()
        self._define_styles()

    def _describe(self) -> None:
        meta = self.document.meta
        meta.addElement(Title(text=self.data["title"]))
        meta.addElement(Creator(text=f"{self.data['area']} MAPPA"))
        meta.addElement(Language(text="en-GB"))
        meta.addElement(Date(text=self.report.dated.isoformat()))

    def _define_styles(self) -> None:
        styles = self.document.styles
        default = DefaultStyle(family="table-cell")
        default.addElement(ParagraphProperties())
        default.addElement(
            TextProperties(language="en", country="GB", fontfamily="Arial", fontsize="12pt")
        )
        styles.addElement(default)
        grouped = NumberStyle(name="Grouped")
        grouped.addElement(Number(decimalplaces="0", minintegerdigits="1", grouping="true"))
        self.document.automaticstyles.addElement(grouped)
        self.styles = {
            "title": self._cell_style("SheetTitle", fontweight="bold", fontsize="16pt"),
            "header": self._cell_style("ColumnHeader", fontweight="bold"),
            "text": self._cell_style("Wrapped"),
        }
        number = Style(name="Figure", family="table-cell", datastylename=grouped)
        number.addElement(TableCellProperties(verticalalign="top"))
        number.addElement(ParagraphProperties(textalign="end"))
        self.document.automaticstyles.addElement(number)
        self.styles["number"] = number
        # The sign for a cell that cannot exist stands where its number would.
        self.styles["sign"] = self._cell_style("Sign")
        self.styles["sign"].addElement(ParagraphProperties(textalign="end"))
        self.widths = {width: self._width_style(width) for width in (_WIDE, _NARROW)}

    def _cell_style(self, name: str, **text: str) -> Style:
        style = Style(name=name, family="table-cell")
        style.addElement(TableCellProperties(wrapoption="wrap", verticalalign="top"))
        if text:
            style.addElement(TextProperties(**text))
        self.document.automaticstyles.addElement(style)
        return style

    def _width_style(self, width: str) -> Style:
        style = Style(name=f"Width{width.replace('.', '_')}", family="table-column")
        style.addElement(TableColumnProperties(columnwidth=width))
        self.document.automaticstyles.addElement(style)
        return style

    def cover(self) -> None:
        """What this is, from which figures, and whom to ask."""
        lines = [self.data["subtitle"]]
        lines += [line for line in (self.data["notice"], self.data["revision"]) if line]
        for chapter in self.report.chapters:
            for section in chapter.sections:
                if isinstance(section, Stamp):
                    lines += [f"{term}: {value}" for term, value in as_data(section)["items"]]
                if isinstance(section, Contacts):
                    contact = as_data(section)
                    lines += [
                        f"Contact: {', '.join([contact['name'], *contact['address']])}",
                        f"Telephone: {contact['telephone']}",
                        f"Email: {contact['email']}",
                    ]
        self._sheet("Cover", self.data["title"], lines, (_WIDE,))

    def contents(self) -> None:
        """A list of the other sheets, each a link."""
        rows = [["Notes", "Notes to the tables"]]
        rows += [[table["sheet"], _title(table)] for table in self.tables]
        sheet = self._sheet("Contents", "Contents", [_ONE_TABLE], (_NARROW, _WIDE))
        self._table(sheet, "Contents", ["Worksheet", "Title"], rows, above=2, linked=True)

    def notes(self) -> None:
        """The notes to all tables, numbered through."""
        rows = [
            [f"note {number}", note, _title(table)]
            for number, (table, note) in enumerate(self.numbered_notes, start=1)
        ]
        sheet = self._sheet("Notes", "Notes", [_ONE_TABLE], (_NARROW, _WIDE, _WIDE))
        self._table(sheet, "Notes", ["Note", "Text", "Table"], rows, above=2)

    def figures(self, table: dict[str, Any]) -> None:
        """One table of the report on a sheet of its own."""
        marks = [
            f"[note {number}]"
            for number, (noted, _) in enumerate(self.numbered_notes, start=1)
            if noted is table
        ]
        lines = [_ONE_TABLE, f"Number of {table['measure']}."]
        if marks:
            lines.append("The notes are in the worksheet Notes.")
        if any(value is None for row in table["rows"] for value in row["values"]):
            lines.append(_SHORTHAND)
        if self.data["notice"]:
            lines.append(self.data["notice"])
        columns: list[str] = table["columns"]
        widths = (_WIDE, *(_NARROW for _ in columns[1:]))
        sheet = self._sheet(table["sheet"], " ".join([_title(table), *marks]), lines, widths)
        rows = [[row["label"], *row["values"]] for row in table["rows"]]
        self._table(sheet, table["sheet"], columns, rows, above=1 + len(lines))

    def _sheet(self, name: str, title: str, lines: list[str], widths: tuple[str, ...]) -> Table:
        sheet = Table(name=name)
        for width in widths:
            sheet.addElement(TableColumn(stylename=self.widths[width]))
        self._row(sheet, [title], "title")
        for line in lines:
            self._row(sheet, [line], "text")
        self.document.spreadsheet.addElement(sheet)
        return sheet

    def _table(
        self,
        sheet: Table,
        name: str,
        columns: list[str],
        rows: Sequence[Sequence[int | str | None]],
        *,
        above: int,
        linked: bool = False,
    ) -> None:
        """A table from column A on, below `above` lines, marked up as a named range."""
        header = TableHeaderRows()
        self._row(header, columns, "header")
        sheet.addElement(header)
        for row in rows:
            self._row(sheet, row, "text", linked=linked)
        last = chr(ord("A") + len(columns) - 1)
        self.ranges.addElement(
            DatabaseRange(
                name=f"Range_{name}",
                targetrangeaddress=(f"{name}.A{above + 1}:{name}.{last}{above + 1 + len(rows)}"),
                containsheader="true",
            )
        )

    def _row(
        self, parent: Any, values: Sequence[int | str | None], style: str, *, linked: bool = False
    ) -> None:
        row = TableRow()
        for place, value in enumerate(values):
            if isinstance(value, int):
                cell = TableCell(
                    valuetype="float", value=str(value), stylename=self.styles["number"]
                )
                cell.addElement(P(text=str(value)))
            else:
                kind = "sign" if value is None else style
                cell = TableCell(valuetype="string", stylename=self.styles[kind])
                shown = NOT_APPLICABLE if value is None else value
                paragraph = P()
                if linked and place == 0:
                    paragraph.addElement(A(href=f"#{value}.A1", type="simple", text=shown))
                else:
                    paragraph.addText(shown)
                cell.addElement(paragraph)
            row.addElement(cell)
        parent.addElement(row)

    def packed(self) -> bytes:
        """The file, with the day of the freeze instead of the clock in the archive."""
        self.document.spreadsheet.addElement(self.ranges)
        written = io.BytesIO()
        self.document.write(written)
        packed = io.BytesIO()
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
            for item in source.infolist():
                member = zipfile.ZipInfo(item.filename, _stamp(self.report.dated))
                member.compress_type = item.compress_type
                target.writestr(member, source.read(item))
        return packed.getvalue()


_ONE_TABLE = "This worksheet contains one table."


def _title(table: dict[str, Any]) -> str:
    return f"Table {table['number']}: {table['title']}"


def _stamp(day: date) -> tuple[int, int, int, int, int, int]:
    return (day.year, day.month, day.day, 0, 0, 0)
