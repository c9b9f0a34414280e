"""Bar charts as small static SVG: from zero, labelled directly, in Analysis Function colours.

The drawing is 400 units wide, so that its letters stay readable on a telephone and at full width
in print. It has no script, no style sheet and no reference to anything outside itself.
"""

from __future__ import annotations

from html import escape

from openmappa.publication import typeface
from openmappa.publication.figures import number
from openmappa.publication.sections import Bar, Chart, clean

# Dark blue, turquoise and dark pink of the Analysis Function's palette for categories, by shade.
_COLOURS = {1: "#12436D", 2: "#28A197", 3: "#801650"}
_INK, _QUIET = "#0b0c0c", "#505a5f"

_WIDTH, _LABELS, _DIGIT = 400, 62, 9
_BAR, _GAP, _HEADING, _BETWEEN = 22, 4, 24, 12


def svg(chart: Chart) -> str:
    """The chart as one `svg` element with a title and a description."""
    longest = max((bar.value or 0 for group in chart.groups for bar in group.bars), default=0)
    room = _WIDTH - _LABELS - _DIGIT * (len(number(longest)) + 1)
    scale = room / max(longest, 1)
    marks: list[str] = []
    y = 0
    for group in chart.groups:
        marks.append(_text(0, y + 16, group.label, weight=700))
        y += _HEADING
        top = y
        for bar in group.bars:
            marks += _bar(bar, y, scale)
            y += _BAR + _GAP
        marks.append(
            f'<path d="M{_LABELS - 0.5} {top - 2}V{y - _GAP + 2}" stroke="{_QUIET}" fill="none"/>'
        )
        y += _BETWEEN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y - _BETWEEN + 2}" '
        f'role="img" aria-labelledby="{chart.id}-title {chart.id}-desc" '
        f'font-family="{typeface.NAME}, Arial, sans-serif" font-size="15">'
        f'<title id="{chart.id}-title">{_escaped(chart.title)}</title>'
        f'<desc id="{chart.id}-desc">{_escaped(chart.summary)}</desc>'
        f"{''.join(marks)}</svg>"
    )


def _bar(bar: Bar, y: int, scale: float) -> list[str]:
    baseline = y + 16
    label = _text(0, baseline, bar.label)
    if bar.value is None:
        return [label, _text(_LABELS + 6, baseline, "not applicable", colour=_QUIET)]
    length = bar.value * scale
    return [
        label,
        f'<rect x="{_LABELS}" y="{y}" width="{length:.2f}" height="{_BAR}" '
        f'fill="{_COLOURS[bar.shade]}"/>',
        _text(_LABELS + length + 6, baseline, number(bar.value), weight=700),
    ]


def _text(x: float, y: int, text: str, *, weight: int = 400, colour: str = _INK) -> str:
    return (
        f'<text x="{x:.2f}" y="{y}" font-weight="{weight}" fill="{colour}">{_escaped(text)}</text>'
    )


def _escaped(text: str) -> str:
    return escape(clean(text))
