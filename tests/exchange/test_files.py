"""What careless or hostile files hold: the manifest, the folder, the bytes."""

from __future__ import annotations

import json
import os
import tracemalloc

import pytest

from openmappa.exchange.faults import KEPT, SHOWN, Refused
from openmappa.exchange.reading import read
from openmappa.exchange.reading.sources import LARGEST
from openmappa.exchange.reading.table import MOST_ROWS
from tests.exchange.given import HEADERS, MANIFEST, given_extract, refusal

FILES = sorted(HEADERS)


def without(key: str) -> str:
    return json.dumps({name: value for name, value in MANIFEST.items() if name != key})


def stating(**changes: object) -> str:
    return json.dumps({**MANIFEST, **changes}, indent=1)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "manifest.json line 1: is not JSON: expecting value"),
        ("{\n'format': 1}", "manifest.json line 2: is not JSON: expecting property name"),
        ("[]", "manifest.json line 1: is not a JSON object, { ... }"),
        ("null", "manifest.json line 1: is not a JSON object"),
        ("[" * 60_000, "manifest.json: is not JSON that a manifest can hold"),
        ('{"a":' * 10_000 + "1", "manifest.json: is not JSON that a manifest can hold"),
        ("9" * 5000, "manifest.json: is not JSON that a manifest can hold"),
        ('{"format": 1, "format": 2}', "manifest.json: the key format is there twice"),
        (" " * 70_000, "manifest.json: has 70,000 bytes; at most 65,536 are taken"),
        (without("format"), "manifest.json: the key format is missing"),
        (without("synthetic"), "manifest.json: the key synthetic is missing"),
        (without("files"), "manifest.json: the key files is missing"),
        (stating(format="mappa-extract/2"), "line 2, field format: mappa-extract/2 is not known"),
        (stating(format=1), "line 2, field format: is not text"),
        (stating(area=["Kent"]), "line 3, field area: is not text"),
        (stating(area="Camelot"), "line 3, field area: Camelot is not one of the 42 areas"),
        (stating(area="\ud800"), r"field area: '\ud800' is not one of the 42 areas"),
        (stating(reporting_year="2014"), "field reporting_year: 2014 is not a reporting year"),
        (stating(reporting_year="2014-16"), "reporting_year: 2014-16 is not a reporting year"),
        (stating(reporting_year="2014/15"), "reporting_year: 2014/15 is not a reporting year"),
        (stating(reporting_year="1066-67"), "reporting_year: 1066-67 is not a reporting year"),
        (stating(extracted_on="15/05/2015"), "extracted_on: 15/05/2015 is not a date written as"),
        (stating(extracted_on="2015-02-30"), "extracted_on: 2015-02-30 is not a date: there is no"),
        (stating(extracted_on="2014-03-31"), "extracted_on: 2014-03-31 is before 1 April 2014"),
        (stating(synthetic="true"), "line 6, field synthetic: is not true or false"),
        (stating(synthetic=1), "field synthetic: is not true or false"),
        (stating(files="people.csv"), "field files: is not a list of file names"),
        (stating(files=[*FILES, 7]), "field files: holds something that is not a file name"),
        (stating(files=[*FILES, "levels.csv"]), "field files: levels.csv is listed twice"),
        (stating(files=[*FILES, "victims.csv"]), "files: victims.csv is not a file of this format"),
        (stating(files=[*FILES, "../x.csv"]), "files: ../x.csv is a path; the files lie in the"),
        (stating(files=[*FILES, "/etc/passwd"]), "files: /etc/passwd is a path"),
        (stating(files=[*FILES, "..\\x.csv"]), "is a path; the files lie in the folder itself"),
        (stating(key="x"), "field key: key is not a key of this format"),
    ],
)
def test_a_faulty_manifest_is_refused(tmp_path, content, fault) -> None:
    given_extract(tmp_path)
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    faults = refusal(tmp_path)
    assert len(faults) == 1
    assert faults[0].startswith("manifest.json")
    assert fault in faults[0]


def test_a_manifest_that_is_not_utf8_is_refused_by_its_line(tmp_path) -> None:
    given_extract(tmp_path)
    (tmp_path / "manifest.json").write_bytes(b'{\n"area": "\xff"}')
    assert refusal(tmp_path) == ["manifest.json line 2: is not UTF-8: byte 0xff"]


def test_a_folder_that_is_not_there_is_refused(tmp_path) -> None:
    nowhere = tmp_path / "nowhere"
    assert refusal(nowhere) == [f"{nowhere}: there is no such folder"]


def test_a_file_left_out_of_the_manifest_is_not_taken_for_nothing_to_state(tmp_path) -> None:
    folder = given_extract(tmp_path, manifest={"files": [f for f in FILES if f != "levels.csv"]})
    faults = refusal(folder)
    assert len(faults) == 2
    assert faults[0] == "levels.csv: lies in the folder and is not in manifest.json"
    assert "field files: levels.csv is not listed" in faults[1]


def test_population_may_be_left_out(tmp_path) -> None:
    files = [name for name in FILES if name != "population.csv"]
    folder = given_extract(tmp_path, manifest={"files": files})
    (folder / "population.csv").unlink()
    assert read(folder).population == ()


@pytest.mark.parametrize(
    ("name", "refused"),
    [("orders-new.csv", True), ("Levels.CSV", True), ("README.md", False), ("._levels.csv", False)],
)
def test_a_table_that_nobody_reads_is_refused(tmp_path, name, refused) -> None:
    folder = given_extract(tmp_path)
    (folder / name).write_text("x")
    if refused:
        assert refusal(folder) == [f"{name}: lies in the folder and is not in manifest.json"]
    else:
        read(folder)


def test_a_link_out_of_the_folder_is_refused_and_one_within_is_followed(tmp_path) -> None:
    folder = tmp_path / "extract"
    folder.mkdir()
    given_extract(folder)
    (tmp_path / "elsewhere.csv").write_text((folder / "levels.csv").read_text())
    (folder / "levels.csv").rename(folder / "levels.txt")
    (folder / "levels.csv").symlink_to("levels.txt")
    assert read(folder).levels == ()
    (folder / "levels.csv").unlink()
    (folder / "levels.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert refusal(folder) == ["levels.csv: is a link that leads out of the folder of the extract"]


def test_what_is_not_a_file_is_refused(tmp_path) -> None:
    folder = given_extract(tmp_path)
    for name in ("levels.csv", "names.csv", "orders.csv"):
        (folder / name).unlink()
    (folder / "levels.csv").mkdir()
    os.mkfifo(folder / "names.csv")
    (folder / "orders.csv").symlink_to("orders.csv")
    faults = refusal(folder)
    assert [fault.split(":")[0] for fault in faults] == ["levels.csv", "names.csv", "orders.csv"]
    assert faults[:2] == ["levels.csv: is not a file", "names.csv: is not a file"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "levels.csv: is empty; even without rows a file has its header row"),
        (b"\n\n", "levels.csv: is empty; even without rows a file has its header row"),
        (
            b"record_id,area,level,from,from,to\n",
            "levels.csv line 1: the column from is there twice",
        ),
        (b"record_id,area,level,from,to,x\n", "levels.csv line 1: the column x is not known"),
        (b"record_id,area,level,from\n", "levels.csv line 1: there is no column to"),
        (
            b"\xff\xferecord_id",
            "levels.csv line 1: is not UTF-8 but UTF-16; save the file as UTF-8",
        ),
        (
            b"record_id,area,level,from,to\rV1,Kent,2,2014-01-01,\r",
            "levels.csv line 1: holds a carriage return in the middle; lines end in LF or CR LF",
        ),
        (
            b'record_id,area,level,from,to\nV1,"Kent,2,2014-01-01,\nV1,Kent,2,2014-01-01,\n',
            "levels.csv line 2: a quotation mark is opened here and never closed;"
            " the rest of the file was not read",
        ),
        (
            b'record_id,area,level,from,to\nV1,"Kent"x,2,2014-01-01,\n',
            "levels.csv line 2: text follows a closing quotation mark; a quotation mark inside a"
            " field is written twice; the rest of the file was not read",
        ),
        (
            b"record_id,area,level,from,to\nV1,Kent,2,2014-01-01,,\n",
            "levels.csv line 2: the line has 6 fields, 5 expected",
        ),
        (
            b"record_id,area,level,from,to\nV1\n",
            "levels.csv line 2: the line has 1 field, 5 expected",
        ),
        (
            b"record_id,area,level,from,to\nV1,K\x00nt,2,2014-01-01,\n",
            r"levels.csv line 2, field area: 'K\x00nt' is not one of the 42 areas",
        ),
        (
            b"record_id,area,level,from,to\nV1," + b"x" * 1_000_000 + b",2,2014-01-01,\n",
            "levels.csv line 2: the line has more than 65,536 bytes; is a quotation mark or a line"
            " end missing?",
        ),
        (
            b'record_id,area,level,from,to\nV1,"' + b"x\n" * 1_000_000,
            "levels.csv line 2: a quotation mark is opened here and never closed;"
            " the rest of the file was not read",
        ),
    ],
)
def test_a_faulty_file_is_refused(tmp_path, content, fault) -> None:
    folder = given_extract(tmp_path)
    (folder / "levels.csv").write_bytes(content)
    assert refusal(folder) == [fault]


def test_records_are_not_missed_in_a_people_file_that_could_not_be_read(tmp_path) -> None:
    folder = given_extract(tmp_path, {"levels.csv": ["V1,Kent,2,2014-01-01,"]})
    (folder / "people.csv").write_text(HEADERS["people.csv"].replace("crn", "CRN") + "\n")
    assert refusal(folder) == [
        "people.csv line 1: the column CRN is not known",
        "people.csv line 1: there is no column crn",
    ]


def test_an_extract_without_people_is_read(tmp_path) -> None:
    assert read(given_extract(tmp_path, people=())).people == ()


def test_an_enormous_file_is_refused_unread(tmp_path) -> None:
    folder = given_extract(tmp_path)
    with (folder / "levels.csv").open("ab") as stream:
        stream.truncate(LARGEST + 1)  # sparse: it takes no room
    assert refusal(folder) == ["levels.csv: has 67,108,865 bytes; at most 67,108,864 are taken"]


def test_a_file_of_nothing_but_faults_is_refused_in_bounded_memory(tmp_path) -> None:
    rows = 20_000
    folder = given_extract(tmp_path)
    with (folder / "levels.csv").open("a") as stream:
        stream.writelines("V9,Camelot,9,2014-02-30,x\n" for _ in range(rows))
    tracemalloc.start()
    with pytest.raises(Refused) as refused:
        read(folder)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * 1024 * 1024
    assert refused.value.total == 5 * rows  # the record that is not there, and four fields
    assert len(refused.value.faults) == KEPT
    assert str(refused.value).endswith(f"and {5 * rows - SHOWN:,} more")


def test_more_rows_than_are_taken_are_refused(tmp_path) -> None:
    folder = given_extract(tmp_path)
    with (folder / "names.csv").open("a") as stream:
        stream.writelines(f"V1,alias,A{n},\n" for n in range(MOST_ROWS + 1))
    assert refusal(folder) == ["names.csv line 250002: the file has more than 250,000 rows"]
