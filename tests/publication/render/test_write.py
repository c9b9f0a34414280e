import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from openmappa.publication import render
from openmappa.publication.sections import Chart, Report
from tests.publication.conftest import ROOT

NAME = "mappa-annual-report-cambridgeshire-2014-15"


def test_the_report_is_written_in_all_forms(report: Report, tmp_path: Path) -> None:
    written = render.write(report, tmp_path / "new" / "folder")
    assert [path.name for path in written] == [f"{NAME}.html", f"{NAME}.pdf", f"{NAME}.ods"]
    assert [path.read_bytes()[:5] for path in written] == [b"<!DOC", b"%PDF-", b"PK\x03\x04\x14"]
    assert sorted((tmp_path / "new" / "folder").iterdir()) == sorted(written)


def test_only_the_forms_asked_for_are_written(report: Report, tmp_path: Path) -> None:
    assert render.write(report, tmp_path, ["ods"]) == [tmp_path / f"{NAME}.ods"]
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.ods"]


def test_an_unknown_form_is_refused(report: Report, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="docx is no form of a report: there are html, pdf, ods"):
        render.write(report, tmp_path, ["html", "docx"])
    assert list(tmp_path.iterdir()) == []


def test_files_are_replaced_and_others_left_alone(report: Report, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.html").write_text("old")
    (tmp_path / "other.html").write_text("kept")
    render.write(report, tmp_path)
    assert (tmp_path / f"{NAME}.html").read_bytes()[:5] == b"<!DOC"
    assert (tmp_path / "other.html").read_text() == "kept"


def test_no_file_is_replaced_when_one_form_fails(report: Report, tmp_path: Path) -> None:
    render.write(report, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    # A shade that is no colour: no chart can be drawn, and the PDF fails after the spreadsheet.
    broken = replace(report, title="New", chapters=tuple(map(without_colours, report.chapters)))
    with pytest.raises(KeyError):
        render.write(broken, tmp_path, ["ods", "pdf"])
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def without_colours(chapter):  # type: ignore[no-untyped-def]
    return replace(
        chapter,
        sections=tuple(
            replace(
                one,
                groups=tuple(
                    replace(g, bars=tuple(replace(b, shade=9) for b in g.bars)) for g in one.groups
                ),
            )
            if isinstance(one, Chart)
            else one
            for one in chapter.sections
        ),
    )


@pytest.mark.parametrize(
    ("area", "name"),
    [
        ("Devon and Cornwall", "devon-and-cornwall"),
        ("../../etc/passwd", "etc-passwd"),
        ("Dyfed-Powys\x00/", "dyfed-powys"),
        ("Ynys Môn", "ynys-mon"),
        ("x" * 500, "x" * 80),
    ],
)
def test_the_name_of_the_file_is_plain(
    report: Report, tmp_path: Path, area: str, name: str
) -> None:
    (path,) = render.write(replace(report, area=area), tmp_path, ["html"])
    assert path == tmp_path / f"mappa-annual-report-{name}-2014-15.html"


WRITE = """
import sys
from pathlib import Path
from openmappa.publication import render, words
from openmappa.publication.report import build
from tests.publication.conftest import DEMO_WORDS, STAMP, given_figures
report = build(given_figures("2014-15"), words.load(DEMO_WORDS), frozen=STAMP)
render.write(report, Path(sys.argv[1]))
"""


def test_another_process_at_another_time_and_place_gives_the_same_bytes(
    report: Report, tmp_path: Path
) -> None:
    render.write(report, tmp_path / "here")
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path / "there")], env=environment, check=True
    )
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
