"""The audit of a record or of a user as a file: asked for on a page, written by the worker.

It is for who asked, for a week. It says who did what, when and why, of which record; no content of
a case. Each line says it in the words of the record's own history, and beside them what stands in
the audit. Asking and fetching it are in the access log too.
"""

from __future__ import annotations

import csv
import io
import secrets
import shutil
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.utils import timezone
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from openmappa.agencies.pages import WEB, Visitor
from openmappa.audit.operations import operation
from openmappa.audit.reasons import REASONS
from openmappa.cases.record_history import ACTIONS, VERBS
from openmappa.cases.told_in_history import TABLES
from openmappa.exchange.download import harmless
from openmappa.rights.models import AccessRequest, AuditExport
from openmappa.rights.sources import SOURCES

WORKER = "worker"
KEPT = timedelta(days=7)
HEADS = (
    "Date and time (London)",
    "In words",
    "What it is",
    "Who",
    "Action",
    "What",
    "Purpose",
    "Reason",
    "Area",
    "Record",
    "Refused",
)


def ask(
    visitor: Visitor,
    *,
    area_id: int,
    of_record: tuple[int, str] | None,
    of_user: tuple[int, str] | None,
    days: tuple[date, date],
    form: str,
    reason: str,
) -> AuditExport:
    """Ask, in the page's transaction, for the audit of a record or of a user.

    Of a record its id and reference, of a user their id and name.
    """
    export = AuditExport(
        area_id=area_id,
        nominal_id=of_record[0] if of_record else None,
        of_user_id=of_user[0] if of_user else None,
        subject=next((subject[1] for subject in (of_record, of_user) if subject), ""),
        first=days[0],
        last=days[1],
        format=form,
        reason=reason,
        asked_by=visitor.name,
        asked_by_id=visitor.id,
    )
    export.save(using=WEB)
    return export


def write(export_id: int) -> None:
    """Write the file of one export, as the worker."""
    ours = AuditExport.objects.using(WORKER).filter(pk=export_id, state="waiting")
    export = ours.first()
    if export is None:
        return
    try:
        with operation(
            using=WORKER,
            actor=export.asked_by,
            user_id=export.asked_by_id,
            purpose="export the audit",
        ):
            with connections[WORKER].cursor() as cursor:
                cursor.execute(
                    "select * from rights_audit_lines(%s) order by at, stream, actor, action, what",
                    [export_id],
                )
                lines = [
                    (
                        f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}",
                        in_words(*rest, refused=refused),
                        *_with_reason(*rest),
                        "yes" if refused else "",
                    )
                    for at, *rest, refused in cursor.fetchall()
                ]
            name = f"{secrets.token_hex(16)}.{export.format}"
            content = _csv(lines) if export.format == "csv" else _ods(lines)
            path = Path(settings.EXPORTS_FOLDER) / name
            path.touch(mode=0o600)
            path.write_bytes(content)
            now = timezone.now()
            ours.update(
                state="done", lines=len(lines), file=name, done_at=now, expires_at=now + KEPT
            )
    except Exception:
        ours.update(state="failed", done_at=timezone.now())
        raise


def in_words(
    stream: str, actor: str, action: str, what: str, purpose: str, *_: str, refused: bool
) -> str:
    """A line of the audit as its reader would say it."""
    # An import is run at the command line: its actor is an account of the machine.
    who = "An import" if purpose == "import" else actor
    if stream == "looked":
        return f"{who} {'was refused' if refused else ACTIONS.get(action, action).lower()}: {what}"
    if stream == "happened":
        return f"{who} {action}"
    if action not in VERBS:  # an operation of a user that left no event
        return f"{who} wrote, to: {purpose}"
    # What no history tells, these officers are told by what a person's own request calls it.
    held = TABLES[what].words if what in TABLES else f"a row of: {SOURCES[what].words.lower()}"
    return f"{who} {VERBS[action]} {held}"


def _with_reason(
    stream: str, actor: str, action: str, what: str, purpose: str, *rest: str
) -> tuple[str, ...]:
    """A line with the reason that was chosen for a look in words, where the others say purpose."""
    said = REASONS.get(purpose, "") if stream == "looked" else purpose
    return stream, actor, action, what, said, *rest


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows([harmless(value) for value in line] for line in lines)
    return ("\ufeff" + out.getvalue()).encode()


def _ods(lines: Iterable[Sequence[str]]) -> bytes:
    """One sheet, every cell of the type text, so that nothing in it runs as a formula."""
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Audit")
    for line in (HEADS, *lines):
        row = TableRow()
        for value in line:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text="".join(c for c in str(value) if c.isprintable())))
            row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def remove_expired() -> None:
    """Remove files whose time is up, and what was gathered for requests that ended as long ago."""
    now = timezone.now()
    for export in AuditExport.objects.using(WORKER).filter(state="done", expires_at__lt=now):
        discard(export.file)
        AuditExport.objects.using(WORKER).filter(pk=export.pk).update(state="expired", file="")
    for request in AccessRequest.objects.using(WORKER).filter(
        state__in=["released", "refused"], ended_at__lt=now - 4 * KEPT
    ):
        if request.folder:
            discard(request.folder)
            AccessRequest.objects.using(WORKER).filter(pk=request.pk).update(folder="")


def download(path: Path, name: str) -> HttpResponse:
    """A file of ours, to be fetched under this name."""
    response = HttpResponse(path.read_bytes(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def discard(name: str) -> None:
    """Remove a file or folder of ours below the exports; none is no fault."""
    if not name or Path(name).name != name:
        return
    path = Path(settings.EXPORTS_FOLDER) / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
