from openmappa.nominals.models import Nominal
from openmappa.statistics.frozen import COUNT
from tests.statistics.given import locked, year
from tests.web.matrix import (
    AUTHORITY_LEAD,
    BOARD_MEMBER,
    CHAIR,
    INSPECTOR,
    LAY_ADVISER,
    MAPPA_ADMINISTRATOR,
    NATIONAL_LEAD,
    OFFICE,
    OTHER_AREA,
    PRACTITIONERS,
    STATISTICIAN,
    Row,
)
from tests.web.world import World

LOOK = PRACTITIONERS | {
    MAPPA_ADMINISTRATOR,
    CHAIR,
    BOARD_MEMBER,
    AUTHORITY_LEAD,
    LAY_ADVISER,
    STATISTICIAN,
    NATIONAL_LEAD,
    INSPECTOR,
}
BOARD = OFFICE | {
    OTHER_AREA,
    BOARD_MEMBER,
    AUTHORITY_LEAD,
    LAY_ADVISER,
    STATISTICIAN,
    NATIONAL_LEAD,
}
OPEN = OFFICE | {STATISTICIAN}


def own_year(world: World) -> dict[str, str]:
    return {"year": "2014-15"}


def day(world: World) -> dict[str, str]:
    return {"day": "1", "month": "6", "of": "2014"}


def cell(world: World) -> dict[str, str]:
    return {**year(world), "cell": "T1:total:total"}


def someone(world: World) -> dict[str, str]:
    return {**year(world), "who": Nominal.objects.using(COUNT).earliest("pk").reference}


ROWS = [
    Row("statistics", LOOK, data=year, queries=11),
    Row("statistics", LOOK, data=day, queries=10),
    Row("fairness", BOARD, data=own_year, queries=9),
    Row("figure_people", OPEN, data=cell, queries=12),
    Row("why_not_counted", OPEN, "POST", data=someone, queries=14),
    Row("figure_versions", LOOK, data=locked, queries=13),
    Row("freeze", OPEN, data=year, queries=11),
    Row("freeze", OPEN, "POST", data=year, ok=422, queries=11),
    Row("charts", LOOK - {OTHER_AREA}, data=year, queries=10),
    Row("charts", LOOK, data=locked, queries=11),
    Row("figures_spreadsheet", LOOK, data=locked, queries=11, axe=False),
    # Another area's figures are for all to read once they are locked, and these are not.
    Row(
        "figures_file",
        LOOK - {OTHER_AREA},
        args=lambda world: {"form": "csv"},
        data=year,
        queries=10,
        axe=False,
    ),
    Row(
        "figures_file",
        LOOK,
        args=lambda world: {"form": "json"},
        data=own_year,
        axe=False,
        queries=10,
    ),
]
