"""The 42 MAPPA areas of England and Wales and the police forces in each.

One area is one force, except London, which holds two. The names are those under which the Office
for National Statistics' estimates are kept in `statistics/population-mid2014.csv`, and the only
spelling an extract may use.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """One MAPPA area: its name, the police forces in it, and whether it lies in Wales."""

    name: str
    forces: tuple[str, ...]
    wales: bool = False


AREAS = (
    Area("Avon and Somerset", ("Avon and Somerset Constabulary",)),
    Area("Bedfordshire", ("Bedfordshire Police",)),
    Area("Cambridgeshire", ("Cambridgeshire Constabulary",)),
    Area("Cheshire", ("Cheshire Constabulary",)),
    Area("Cleveland", ("Cleveland Police",)),
    Area("Cumbria", ("Cumbria Constabulary",)),
    Area("Derbyshire", ("Derbyshire Constabulary",)),
    Area("Devon and Cornwall", ("Devon and Cornwall Police",)),
    Area("Dorset", ("Dorset Police",)),
    Area("Durham", ("Durham Constabulary",)),
    Area("Dyfed-Powys", ("Dyfed-Powys Police",), wales=True),
    Area("Essex", ("Essex Police",)),
    Area("Gloucestershire", ("Gloucestershire Constabulary",)),
    Area("Greater Manchester", ("Greater Manchester Police",)),
    Area("Gwent", ("Gwent Police",), wales=True),
    Area("Hampshire", ("Hampshire Constabulary",)),
    Area("Hertfordshire", ("Hertfordshire Constabulary",)),
    Area("Humberside", ("Humberside Police",)),
    Area("Kent", ("Kent Police",)),
    Area("Lancashire", ("Lancashire Constabulary",)),
    Area("Leicestershire", ("Leicestershire Police",)),
    Area("Lincolnshire", ("Lincolnshire Police",)),
    Area("London", ("Metropolitan Police Service", "City of London Police")),
    Area("Merseyside", ("Merseyside Police",)),
    Area("Norfolk", ("Norfolk Constabulary",)),
    Area("North Wales", ("North Wales Police",), wales=True),
    Area("North Yorkshire", ("North Yorkshire Police",)),
    Area("Northamptonshire", ("Northamptonshire Police",)),
    Area("Northumbria", ("Northumbria Police",)),
    Area("Nottinghamshire", ("Nottinghamshire Police",)),
    Area("South Wales", ("South Wales Police",), wales=True),
    Area("South Yorkshire", ("South Yorkshire Police",)),
    Area("Staffordshire", ("Staffordshire Police",)),
    Area("Suffolk", ("Suffolk Constabulary",)),
    Area("Surrey", ("Surrey Police",)),
    Area("Sussex", ("Sussex Police",)),
    Area("Thames Valley", ("Thames Valley Police",)),
    Area("Warwickshire", ("Warwickshire Police",)),
    Area("West Mercia", ("West Mercia Police",)),
    Area("West Midlands", ("West Midlands Police",)),
    Area("West Yorkshire", ("West Yorkshire Police",)),
    Area("Wiltshire", ("Wiltshire Police",)),
)

AREA_NAMES = frozenset(area.name for area in AREAS)
