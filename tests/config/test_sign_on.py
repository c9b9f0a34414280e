"""The file that names the agencies whose own sign-in is let in."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmappa.config.home import Home, SetupError
from openmappa.config.sign_on import check, read

WHOLE = {
    "name": '"The force"',
    "issuer": '"https://login.force.example/"',
    "client_id": '"us"',
    "secret_file": '"force.secret"',
    "agency": '"police"',
}


def written(folder: Path, key: str = "force", tail: str = "", **changed: str) -> Home:
    rows = {**WHOLE, **changed}
    lines = [f"[{key}]", *(f"{name} = {value}" for name, value in rows.items() if value), tail]
    (folder / "sign-on.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "force.secret").write_text("quiet\n", encoding="utf-8")
    return Home(folder)


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert read(Home(tmp_path)) == {}


def test_a_file_is_read(tmp_path: Path) -> None:
    tail = 'trusted_amr = ["mfa"]\n[force.roles]\n"All" = ["police"]'
    (one,) = read(written(tmp_path, tail=tail)).values()
    assert (one.issuer, one.secret) == ("https://login.force.example", "quiet")
    assert one.trusted_amr == {"mfa"}
    assert one.roles == {"All": {"police"}}
    assert "quiet" not in repr(one)
    check({"force": one}, Home(tmp_path))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "name is missing"),
        ({"issuer": '"http://login.force.example"'}, "https"),
        ({"secret_file": '"nowhere"'}, "cannot be read"),
        ({"key": "'A B'"}, "small letters"),
        ({"tail": "colour = 'red'"}, "colour means nothing here"),
        ({"tail": "trusted_amr = 'mfa'"}, "trusted_amr is a list"),
        ({"tail": "= ="}, "cannot be read"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    place = written(tmp_path, **changed)
    with pytest.raises(SetupError, match=said):
        read(place)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agency": '"fire"'}, "agency is one of"),
        ({"tail": '[force.roles]\n"All" = ["boss"]'}, "there is no role boss"),
    ],
)
def test_what_is_not_there_is_refused(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    place = written(tmp_path, **changed)
    with pytest.raises(SetupError, match=said):
        check(read(place), place)
