"""`openmappa law`: the legal position for facts in a file, and the rule manual. No database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from openmappa.law.facts import Facts
from openmappa.law.manual import manual
from openmappa.law.position import position
from openmappa.law.reading import FactsError, day, json_schema, read
from openmappa.law.writing import as_json, as_text

MANUAL = Path("docs/law-manual.md")


def main(argv: Sequence[str]) -> int:
    """Run `openmappa law ...`; the exit code is 0, or 1 where something is wrong with the input."""
    if list(argv[:1]) == ["manual"]:
        return _manual(argv[1:])
    if list(argv[:1]) == ["schema"]:
        print(json.dumps(json_schema(), indent=2))
        return 0
    parser = argparse.ArgumentParser(
        prog="openmappa law",
        description="The legal position of one person, from facts in a JSON file. "
        "'openmappa law manual' writes the rule manual instead, "
        "'openmappa law schema' prints the JSON Schema of the facts.",
    )
    parser.add_argument("facts", metavar="FACTS.json", help="the facts; - reads standard input")
    parser.add_argument("--on", metavar="DATE", help="the day asked about, by default today")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(argv)
    on = _today() if options.on is None else day(options.on)
    if on is None:
        return _wrong(f"--on: impossible date {options.on!r}; expected a day such as 2014-03-10")
    try:
        answer = position(_facts(options.facts), on)
    except FactsError as error:
        return _wrong(str(error))
    if options.format == "json":
        print(json.dumps(as_json(answer), indent=2, ensure_ascii=False))
    else:
        print(as_text(answer), end="")
    return 0


def _manual(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="openmappa law manual", description="Write the rule manual from the rules."
    )
    parser.add_argument("--output", type=Path, default=MANUAL, help=f"by default {MANUAL}")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if the file is out of date"
    )
    options = parser.parse_args(argv)
    if not options.check:
        try:
            options.output.write_text(manual(), encoding="utf-8")
        except OSError as error:
            return _wrong(f"cannot write {options.output}: {error.strerror}")
        return 0
    if options.output.is_file() and options.output.read_text(encoding="utf-8") == manual():
        return 0
    return _wrong(f"{options.output} is out of date: run 'openmappa law manual'")


def _facts(path: str) -> Facts:
    """The facts in a file, or on standard input for "-". Raises FactsError, naming the file."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
        return read(text)
    except OSError as error:
        raise FactsError(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise FactsError(f"cannot read {path}: not text in UTF-8") from None
    except FactsError as error:
        raise FactsError(f"{path}: {error}") from None


def _today() -> date:
    """Today in London: the one place of this room that reads the clock, and no rule does."""
    return datetime.now(tz=ZoneInfo("Europe/London")).date()


def _wrong(message: str) -> int:
    print(f"openmappa law: {message}", file=sys.stderr)
    return 1
