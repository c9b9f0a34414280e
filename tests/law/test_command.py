import io
import json
from datetime import date

import pytest

from openmappa.law import command
from openmappa.law.command import main
from openmappa.law.manual import examples, manual

FACTS = {
    "born": "1980-01-01",
    "disposals": [
        {
            "offence": "SOA 2003 s.3",
            "victim_age": 15,
            "convicted_on": "2014-03-10",
            "disposal": "suspended_imprisonment",
            "term_months": 18,
            "sentenced_on": "2014-03-10",
            "ends_on": "2015-09-09",
        }
    ],
    "orders": [{"ref": "O", "type": "SOPO", "made_on": "2014-03-10"}],
    "notifications": [{"on": "2014-03-11", "kind": "initial"}],
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    return str(path)


def test_json(file, capsys):
    assert main([file, "--on", "2014-03-31", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {
        "category",
        "categories",
        "notification",
        "duties",
        "orders",
        "review_from",
        "retention",
        "findings",
    } <= set(answer)
    assert answer["category"] == 1
    assert answer["categories"][0] | {"because": "", "rules": []} == {
        "category": 1,
        "from": "2014-03-10",
        "to": "2024-03-09",
        "rule": "s82-1-d",
        "provision": "SOA 2003 s.82(1), row d",
        "rules": [],
        "refs": ["disposals[0]"],
        "because": "",
    }
    assert answer["notification"]["from"] == "2014-03-10"
    assert answer["notification"]["last_day"] is None
    assert answer["notification"]["indefinite"] is True
    assert answer["duties"][-1]["due"] == "2015-03-11"
    assert answer["duties"][-1]["rule"] == "s85-1"
    assert answer["orders"][0]["last_day"] is None
    assert answer["retention"]["until"] == "2080-01-01"


def test_text(file, capsys):
    assert main([file, "--on", "2014-03-31"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("On 31 March 2014: Category 1.\n")
    assert "so 10 years (SOA 2003 s.82(1), row d); last day 9 March 2024." in text
    assert (
        "Sexual offences prevention order made on 10 March 2014 (SOA 2003 s.107(1)(b)); no end;"
        in text
    )


def test_text_of_nobody_in_particular(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("{}"))
    assert main(["-", "--on", "2014-03-31"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["On 31 March 2014: no category.", "", "Rules, in order"]
    assert lines[3].startswith("  precedence (MAPPA Guidance; order of the categories")


def test_text_of_a_review_barred_and_a_birth_assumed(tmp_path, capsys):
    path = tmp_path / "facts.json"
    life = FACTS["disposals"][0] | {"disposal": "life", "ends_on": None}
    path.write_text(json.dumps(FACTS | {"born": None, "disposals": [life]}), encoding="utf-8")
    assert main([str(path), "--on", "2014-03-31"]) == 0
    text = capsys.readouterr().out
    assert "Not while an order without end runs (SOA 2003 s.91A(2)(b))." in text
    assert ", the date of birth being assumed (" in text


def test_without_a_day_it_is_today_in_london(file, capsys):
    assert main([file, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["on"] >= "2026-01-01"
    assert command._today() >= date(2026, 1, 1)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["missing.json"], "cannot read missing.json: No such file or directory"),
        (["missing.json", "--on", "2014-02-30"], "--on: impossible date '2014-02-30'"),
        (["missing.json", "--on", "20140301"], "--on: impossible date '20140301'"),
        (["missing.json", "--on", "2014-W10-1"], "--on: impossible date '2014-W10-1'"),
        (["missing.json", "--on", "1899-12-31"], "--on: impossible date '1899-12-31'"),
        (["missing.json", "--on", "yesterday"], "--on: impossible date 'yesterday'"),
        (["manual", "--output", "no/such/place.md"], "cannot write no/such/place.md: No such file"),
    ],
)
def test_what_cannot_be_read(argv, message, capsys):
    assert main(argv) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"openmappa law: {message}")
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_a_directory_is_no_file(tmp_path, capsys):
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"openmappa law: cannot read {tmp_path}: Is a directory\n"


def test_a_mark_of_utf_8_at_the_start_is_read_over(tmp_path, capsys):
    path = tmp_path / "facts.json"
    path.write_text("{}", encoding="utf-8-sig")
    assert main([str(path)]) == 0
    assert "no category" in capsys.readouterr().out


def test_bad_facts(tmp_path, capsys):
    path = tmp_path / "facts.json"
    path.write_text('{"names": []}', encoding="utf-8")
    assert main([str(path), "--on", "2014-03-31"]) == 1
    assert f"{path}: names: unknown key" in capsys.readouterr().err
    path.write_bytes(b"\xff\xfe\xff")
    assert main([str(path), "--on", "2014-03-31"]) == 1
    assert capsys.readouterr().err == f"openmappa law: cannot read {path}: not text in UTF-8\n"
    path.write_text('{"born": "1980-01-01",}', encoding="utf-8")
    assert main([str(path)]) == 1
    assert f"{path}: not JSON: " in capsys.readouterr().err


def test_schema(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"].endswith("mappa-facts/1")


def test_manual_is_written_and_checked(tmp_path, capsys):
    path = tmp_path / "manual.md"
    assert main(["manual", "--check", "--output", str(path)]) == 1
    assert "is out of date" in capsys.readouterr().err
    assert main(["manual", "--output", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == manual()
    assert main(["manual", "--check", "--output", str(path)]) == 0
    path.write_text("old", encoding="utf-8")
    assert main(["manual", "--check", "--output", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == "old"


def test_examples_are_numbered_once():
    numbers = [example.number for example in examples()]
    assert numbers == sorted(set(numbers))
