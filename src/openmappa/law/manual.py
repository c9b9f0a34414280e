"""The rule manual, written from the rules themselves, so that it cannot say anything else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module, resources

from openmappa.law.dates import in_words
from openmappa.law.facts import Facts
from openmappa.law.offences import OFFENCES
from openmappa.law.position import position
from openmappa.law.reading import read
from openmappa.law.rules import LAW_VERSION, MANUAL, AnyRule
from openmappa.law.sources import SOURCES
from openmappa.law.writing import as_text

# No legal position uses its rules, so nothing else would enter them in the manual.
import_module("openmappa.law.cpa26")
import_module("openmappa.law.disclosure")
import_module("openmappa.law.institutions")
import_module("openmappa.law.requests")
import_module("openmappa.law.summed")


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: facts and a day, under the number of its test vector."""

    number: int
    title: str
    on: date
    facts: Facts


@cache
def examples() -> tuple[Example, ...]:
    """The worked examples that come with the rules, by number and day."""
    text = resources.files("openmappa.law").joinpath("examples.json").read_text(encoding="utf-8")
    return tuple(
        Example(
            entry["number"],
            entry["title"],
            date.fromisoformat(entry["on"]),
            read(json.dumps(entry["facts"])),
        )
        for entry in json.loads(text)
    )


def manual() -> str:
    """The manual as Markdown."""
    answers = {example: position(example.facts, example.on) for example in examples()}
    used = {example: {r.id for r in answer.rules} for example, answer in answers.items()}
    lines = [
        "# The rules of OpenMAPPA",
        "",
        "This file is written by `openmappa law manual` from the rules in `src/openmappa/law`; do "
        "not edit it.",
        f"Law version {LAW_VERSION}. Sources are named by their keys, listed before the worked "
        "examples. Nothing here is legal advice.",
        "",
        "| rule | provision | in force | status |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| [{r.id}](#{r.id}) | {r.provision} | {_in_force(r)} | {r.status.value} |"
        for r in _rules()
    ]
    for module, rules in _by_module().items():
        lines += ["", f"## {module}", ""]
        for r in rules:
            lines += _entry(r, [e for e in answers if r.id in used[e]])
    lines += _offences()
    lines += ["## Sources", "", "| key | source |", "|---|---|"]
    lines += [f"| {key} | {source} |" for key, source in SOURCES.items()]
    lines += ["", "## Worked examples", ""]
    for example, answer in answers.items():
        lines += [f"### {_name(example)}", "", example.title + ".", "", "```text"]
        lines += [as_text(answer, rules=False).rstrip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _offences() -> list[str]:
    """The table of offences: where each is listed, by which threshold, and since when."""
    lines = [
        "## Table of offences",
        "",
        "By citation, as facts name them. *Schedule 3* is that of the Sexual Offences Act 2003,"
        " with the rule of its threshold; *Category 2* the list of the Criminal Justice Act 2003"
        " that holds the offence, and on which days, where not always.",
        "",
        "| citation | offence | Schedule 3 | Category 2 |",
        "|---|---|---|---|",
    ]
    for offence in OFFENCES.values():
        registers = ""
        if offence.sch3 is not None:
            registers = f"{offence.paragraph}, {offence.sch3.id}"
            if offence.sch3_since > date.min:
                registers += f", convicted from {in_words(offence.sch3_since)}"
        listed = "" if offence.in_list is None else offence.in_list.id
        if offence.listed.first is not None:
            listed += f", from {in_words(offence.listed.first)}"
        if offence.listed.last is not None:
            listed += f", until {in_words(offence.listed.last)}"
        lines.append(f"| {offence.citation} | {offence.name} | {registers} | {listed} |")
    return [*lines, ""]


def _rules() -> list[AnyRule]:
    """All rules, by module whatever was imported first, and within it as they are written."""
    return sorted(MANUAL.values(), key=lambda r: r.room)


def _by_module() -> Mapping[str, list[AnyRule]]:
    found: dict[str, list[AnyRule]] = {}
    for r in _rules():
        found.setdefault(r.room.rpartition(".")[2].capitalize(), []).append(r)
    return found


def _entry(r: AnyRule, worked: Iterable[Example]) -> list[str]:
    lines = [f"### {r.id}", "", r.text, ""]
    lines += [
        f"- Provision: {r.provision}",
        f"- In force: {_in_force(r)}",
        f"- Source: {r.source}",
        f"- Status: {r.status.value}",
    ]
    names = ", ".join(_name(example) for example in worked)
    if names:
        lines.append(f"- Worked examples: {names}")
    return [*lines, ""]


def _name(example: Example) -> str:
    return f"Vector {example.number}, {in_words(example.on)}"


def _in_force(r: AnyRule) -> str:
    if r.in_force is None or r.in_force.first is None:
        return "not commenced: switched off"
    since = f"since {in_words(r.in_force.first)}"
    return since if r.in_force.last is None else f"{since}, until {in_words(r.in_force.last)}"
