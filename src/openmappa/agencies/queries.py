"""Reads of areas."""

from __future__ import annotations

import difflib

from openmappa.agencies.models import Area


class UnknownAreaError(ValueError):
    """No MAPPA area of that name; the message says which may have been meant."""


def area_named(name: str, using: str) -> Area:
    """The area of this name, whatever its capitals; raises UnknownAreaError."""
    areas = {area.name.casefold(): area for area in Area.objects.using(using).all()}
    wanted = name.strip().casefold()
    if wanted in areas:
        return areas[wanted]
    near = [areas[n].name for n in difflib.get_close_matches(wanted, areas, n=3)]
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UnknownAreaError(f'"{name}" is not one of the 42 MAPPA areas.{meant}')
