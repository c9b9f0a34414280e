"""Arguments that commands of several rooms take."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """A calendar day typed as 2015-03-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f'"{text}" is not a day: write year, month and day as in 2015-03-31'
        ) from None
