"""Requests for what is held on a person: gather everything, review what is withheld, release.

What is gathered is driven by the database's catalogue (`rights_tables`), so that no table is
forgotten. It is written by the worker into a private folder; the page reads it from there.
"""

from __future__ import annotations

import csv
import io
import json
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from django.utils import timezone

from openmappa.agencies.models import Area
from openmappa.agencies.pages import WEB, Visitor
from openmappa.audit.operations import Open, log_access, operation
from openmappa.audit.reasons import Reason
from openmappa.exchange.download import harmless
from openmappa.law import requests as rules
from openmappa.law.requests import due, foia_s10
from openmappa.law.rules import AnyRule
from openmappa.nominals import stored
from openmappa.nominals.inspecting import ENDINGS
from openmappa.rights import answer
from openmappa.rights.exports import discard
from openmappa.rights.models import REQUESTS, AccessRequest, Withholding
from openmappa.rights.sources import EXEMPTIONS, SOURCES, source_of

WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Held:
    """One row that is held: `number` is its id, or that of its state in a history."""

    source: str
    number: int
    content: Mapping[str, Any]

    @property
    def closed(self) -> bool:
        """Whether only somebody else may answer for it: its content was not even gathered."""
        return "withheld" in self.content

    def lines(self, areas: Mapping[int, str]) -> list[tuple[str, str]]:
        """What stands in it, for people to read."""
        return answer.lines(self.source, self.content, areas)

    def plain(self) -> dict[str, Any]:
        """The same for a machine."""
        without = source_of(self.source).without
        return {c: v for c, v in self.content.items() if c not in without}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One source of what is held, and what stands decided of it."""

    source: str
    words: str
    rows: int
    given: bool
    exemption: str
    why: str
    decided_by: str
    but: int  # rows of it that are decided otherwise


# The clock


def clock(request: AccessRequest) -> tuple[date, AnyRule]:
    """The last day for the answer, and the rule that says so."""
    if request.kind == "information":
        return foia_s10(request.received_on), foia_s10
    relevant = max(request.received_on, request.identity_shown_on or request.received_on)
    extended = bool(request.extended_because)
    rule = rules.dpa_s54_extended if extended else rules.dpa_s54
    return due(relevant, extended=extended), rule


# What a person at a screen does


def open_request(
    visitor: Visitor,
    *,
    kind: str,
    area: tuple[int, str],
    nominal_id: int | None,
    received_on: date,
    asked: str,
) -> AccessRequest:
    """Enter a request that came in."""
    request = AccessRequest(
        kind=kind,
        area_id=area[0],
        nominal_id=nominal_id,
        received_on=received_on,
        asked=asked,
        entered_by=visitor.name,
        entered_by_id=visitor.id,
    )
    with visitor.operation("a request for what is held") as opened:
        request.save(using=WEB)
        _tell(opened, request, area[1], "entered a request", visitor)
    return request


def step(visitor: Visitor, request: AccessRequest, verb: str, **changes: Any) -> None:
    """Take one step of a request: check identity, extend, gather, answer, release, refuse."""
    with visitor.operation("a request for what is held") as opened:
        AccessRequest.objects.using(WEB).filter(pk=request.pk).update(**changes)
        _tell(opened, request, request.area.name, verb, visitor)


def _tell(opened: Open, request: AccessRequest, area: str, verb: str, visitor: Visitor) -> None:
    opened.record(
        verb,
        f"{visitor.name}: {verb}, request {request.pk}.",
        nominal_id=request.nominal_id,
        area=area,
    )


def decided_since(request: AccessRequest, source: str, seen: str) -> str:
    """Who decided about a source after `seen`, its newest decision when the page was opened.

    Holds the request until the transaction ends, so that no two decide at once.
    """
    AccessRequest.objects.using(WEB).select_for_update().get(pk=request.pk)
    newest = Withholding.objects.using(WEB).filter(request=request, source=source).last()
    return newest.decided_by if newest is not None and str(newest.pk) != seen else ""


def decide(
    visitor: Visitor,
    request: AccessRequest,
    source: str,
    *,
    rows: list[int],
    given: bool,
    exemption: str,
    reason: str,
) -> None:
    """Say whether the answer gives a source, or some rows of it, and if not, why."""
    with visitor.operation("a request for what is held") as opened:
        earlier = Withholding.objects.using(WEB).filter(request=request, source=source)
        if rows != [0]:
            earlier = earlier.filter(row__in=rows)
        earlier.delete()
        for row in rows:
            Withholding(
                request=request,
                source=source,
                row=row,
                given=given,
                exemption="" if given else exemption,
                reason=reason,
                decided_by=visitor.name,
                decided_by_id=visitor.id,
            ).save(using=WEB)
        _tell(opened, request, request.area.name, "decided what is withheld", visitor)


# What was gathered


def folder_of(request: AccessRequest) -> Path:
    """Where what was gathered lies."""
    return Path(settings.EXPORTS_FOLDER) / request.folder


def file_of(request: AccessRequest, source: str, row: int) -> Path | None:
    """The file of a row, in what was gathered, if it has one."""
    if not request.folder:
        return None
    return next(folder_of(request).glob(f"files/{source}-{row}.*"), None)


def held(request: AccessRequest) -> dict[str, list[Held]]:
    """Everything that was gathered, by source; nothing before, or after it was removed."""
    if not request.folder:
        return {}
    try:
        text = (folder_of(request) / "held.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return {
        source: [Held(source, row["row"], row["content"]) for row in rows]
        for source, rows in json.loads(text)["sources"].items()
    }


class Decided:
    """What stands decided of the sources and rows of one request.

    What a row was before is withheld with the row, and with its source, unless somebody decides
    otherwise of that very state: who withholds an entry does not look for it a second time.
    """

    def __init__(self, decisions: Iterable[Withholding]) -> None:
        self._of = {(d.source, d.row): d for d in decisions}

    def source(self, source: str) -> Withholding | None:
        """The decision that goes for all of a source, if there is one."""
        return self._of.get((source, 0)) or self._withheld(source, 0)

    def gives(self, row: Held) -> bool:
        """Whether the answer gives a row."""
        if row.closed:
            return False
        of = (
            self._of.get((row.source, row.number))
            or self._withheld(row.source, row.content.get("pgh_obj_id", 0))
            or self.source(row.source)
        )
        return of.given if of else not source_of(row.source).withheld

    def _withheld(self, history: str, row: int) -> Withholding | None:
        of = self._of.get((history.removesuffix("_history"), row))
        return of if of and history.endswith("_history") and not of.given else None


def proposed(everything: Mapping[str, list[Held]], decisions: list[Withholding]) -> list[Proposed]:
    """What the answer gives and withholds of each source, as it stands."""
    decided = Decided(decisions)
    found = []
    for source, rows in everything.items():
        of = source_of(source)
        whole = decided.source(source)
        given = whole.given if whole else not of.withheld
        found.append(
            Proposed(
                source,
                of.words,
                len(rows),
                given,
                (whole.exemption if whole else of.withheld) if not given else "",
                (whole.reason if whole else of.why) if not given else "",
                whole.decided_by if whole else "",
                sum(1 for row in rows if not row.closed and decided.gives(row) != given),
            )
        )
    return sorted(found, key=lambda p: (p.source.endswith("_history"), p.given, p.words))


def given_rows(
    everything: Mapping[str, list[Held]], decisions: list[Withholding]
) -> Iterator[tuple[str, list[Held]]]:
    """The rows that the answer gives, by source: who the person is first, and what stands before
    what stood; never one that is for somebody else to answer.
    """
    decided = Decided(decisions)
    order = {source: place for place, source in enumerate(SOURCES)}
    for source in sorted(
        everything,
        key=lambda s: (order.get(s.removesuffix("_history"), len(order)), s.endswith("_history")),
    ):
        if rows := [row for row in everything[source] if decided.gives(row)]:
            yield source, rows


# What the worker does


def gather(request_id: int) -> None:
    """Gather everything held on the person of one request, as the worker."""
    ours = AccessRequest.objects.using(WORKER).filter(pk=request_id, state="gathering")
    request = ours.select_related("area").first()
    if request is None:
        return
    name = secrets.token_hex(16)
    folder = Path(settings.EXPORTS_FOLDER) / name
    try:
        with operation(
            using=WORKER,
            actor=request.entered_by,
            user_id=request.entered_by_id or None,
            purpose="a request for what is held",
            compartment=REQUESTS,
            repeatable_read=True,
        ):
            with connections[WORKER].cursor() as cursor:
                cursor.execute("select * from rights_gather(%s)", [request_id])
                rows = [
                    (source, number, json.loads(content))
                    for source, number, content in cursor.fetchall()
                ]
            _write_held(folder, request, rows)
            log_access(
                using=WORKER,
                actor=request.entered_by,
                user_id=request.entered_by_id or None,
                action="export",
                what=f"all that is held, for request {request_id}",
                nominal_ids=[request.nominal_id] if request.nominal_id else [],
                area=request.area.name,
                compartment=REQUESTS,
                reason=Reason("request"),
            )
            ours.update(state="gathered", folder=name, gathered_at=timezone.now())
    except Exception:
        discard(name)
        ours.update(state="failed")
        raise
    if request.folder:
        discard(request.folder)


def _write_held(folder: Path, request: AccessRequest, rows: list[tuple[str, int, Any]]) -> None:
    folder.mkdir(mode=0o700, parents=True)
    sources: dict[str, list[dict[str, Any]]] = {}
    for source, number, content in rows:
        sources.setdefault(source, []).append({"row": number, "content": content})
    text = json.dumps({"request": request.pk, "sources": sources}, ensure_ascii=False, indent=1)
    (folder / "held.json").write_text(text, encoding="utf-8")
    for source, number, content in rows:
        if not source.endswith("_history") and "stored_as" in content:
            (folder / "files").mkdir(mode=0o700, exist_ok=True)
            _write_file(folder / "files" / f"{source}-{number}", content)


def _write_file(path: Path, row: Mapping[str, Any]) -> None:
    try:
        body = stored.content(row["stored_as"], row["sha256"])
    except stored.ContentChangedError:
        body, ending = b"This file is gone, or is not what was put there.\n", "missing.txt"
    else:
        ending = ENDINGS[row["content_type"]]
    path.with_name(f"{path.name}.{ending}").write_bytes(body)


def release(request_id: int) -> None:
    """Write the answer to one request as a file, of what was decided to be given."""
    ours = AccessRequest.objects.using(WORKER).filter(pk=request_id, state="releasing")
    request = ours.select_related("area").first()
    if request is None:
        return
    try:
        with operation(
            using=WORKER,
            actor=request.ended_by,
            purpose="a request for what is held",
            compartment=REQUESTS,
        ) as opened:
            write_answer(request, folder_of(request) / "answer.zip")
            opened.record(
                "released",
                f"The answer to request {request_id} was released.",
                nominal_id=request.nominal_id,
                area=request.area.name,
            )
            ours.update(state="released", ended_at=timezone.now())
    except Exception:
        ours.update(state="gathered")
        raise


def write_answer(request: AccessRequest, path: Path) -> None:
    """The answer as a ZIP file: readable, machine-readable, and the files that are given."""
    decisions = list(Withholding.objects.using(WORKER).filter(request=request))
    given = list(given_rows(held(request), decisions))
    areas = area_names(WORKER)
    readable = render_to_string(
        "rights/answer.html",
        {"request": request, "sources": list(_to_read(given, areas))},
    )
    machine = json.dumps(
        {source: [row.plain() for row in rows] for source, rows in given},
        ensure_ascii=False,
        indent=1,
    )
    path.touch(mode=0o600)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("what-is-held.html", readable)
        packed.writestr("what-is-held.json", machine)
        for source, rows in given:
            for row in rows:
                if file := file_of(request, source, row.number):
                    packed.write(file, f"files/{file.name.removeprefix('nominals_')}")


def area_names(using: str) -> dict[int, str]:
    """The areas, by number."""
    return dict(Area.objects.using(using).values_list("id", "name"))


def _to_read(
    given: list[tuple[str, list[Held]]], areas: Mapping[int, str]
) -> Iterator[tuple[str, list[list[tuple[str, str]]]]]:
    """What is given, in words; of earlier states those that say something else than the row."""
    now = {(source, row.number): row.content for source, rows in given for row in rows}
    for source, rows in given:
        of = source.removesuffix("_history")
        told = [
            row.lines(areas)
            for row in rows
            if source == of
            or (stands := now.get((of, row.content.get("pgh_obj_id", 0)))) is None
            or answer.stood_otherwise(source, row.content, stands, areas)
        ]
        if told:
            yield source_of(source).words, told


def schedule(request: AccessRequest, decisions: list[Withholding]) -> str:
    """The redaction list as CSV: of each source what is given and withheld, and under what."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Source", "Rows", "Given", "Exemption", "Why", "Rows decided otherwise"])
    for one in proposed(held(request), decisions):
        writer.writerow(
            [
                harmless(one.words),
                one.rows,
                "given" if one.given else "withheld",
                EXEMPTIONS.get(one.exemption, ""),
                harmless(one.why),
                one.but,
            ]
        )
    return out.getvalue()
