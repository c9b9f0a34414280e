from tests.publication.given import written
from tests.statistics.given import year
from tests.web.matrix import (
    AUTHORITY_LEAD,
    BOARD_MEMBER,
    LAY_ADVISER,
    NATIONAL_LEAD,
    OFFICE,
    OTHER_AREA,
    STATISTICIAN,
    Row,
)
from tests.web.world import World

# What is not published yet is not known to exist elsewhere.
WRITERS = OFFICE | {STATISTICIAN}
MAY_READ = WRITERS | {LAY_ADVISER, BOARD_MEMBER, AUTHORITY_LEAD, NATIONAL_LEAD}
READ = dict.fromkeys(MAY_READ, 200) | {OTHER_AREA: 404}


def introduction(world: World) -> dict[str, str]:
    return {"part": "introduction.md"}


ROWS = [
    Row("annual_report", READ, data=written, queries=13),
    Row("annual_report_part", READ, args=introduction, data=written, queries=13),
    Row(
        "annual_report_part",
        dict.fromkeys(MAY_READ, 403) | dict.fromkeys(WRITERS, 422) | {OTHER_AREA: 404},
        "POST",
        args=introduction,
        data=lambda world: {**year(world), "text": "{nothing}"},
        queries=14,
    ),
    Row(
        "annual_report_consent",
        dict.fromkeys(WRITERS, 422) | {OTHER_AREA: 404},
        "POST",
        args=introduction,
        data=lambda world: {**written(world), "kind": "agreed", "read": "0"},
        queries=14,
    ),
    Row(
        "annual_report_file",
        READ,
        args=lambda world: {"form": "html"},
        data=written,
        queries=13,
        axe=False,
    ),
    Row(
        "annual_report_file",
        READ,
        args=lambda world: {"form": "pdf"},
        data=written,
        axe=False,
        queries=13,
    ),
    Row(
        "annual_report_file",
        READ,
        args=lambda world: {"form": "ods"},
        data=written,
        axe=False,
        queries=13,
    ),
]
