"""Decisions on pairs, taken at a screen and applied by the worker.

The login `web` may not move records, and no page is given a login that may. It files what was
decided, in the scope and under the name of the person; the worker applies it on the login `intake`
in one operation whose actor and reason are that person's. So a decision waits for an import that is
under way instead of holding up a page.
"""

from __future__ import annotations

from django.db import connections
from django.utils import timezone

from openmappa.agencies.pages import WEB, Visitor
from openmappa.audit.operations import operation
from openmappa.law.dates import in_words
from openmappa.nominals import facts
from openmappa.nominals.actions import decide
from openmappa.nominals.linkage import Verdict
from openmappa.nominals.models import AskedDecision, Match

INTAKE = "intake"
UNDO = "undo"
IN_WORDS = {"same": "one person's", "different": "two people's", "": "not decided"}


def standing(decision: str, decided_at: object) -> str:
    """How a pair stands, to tell whether it still stands so."""
    return f"{decision} {decided_at or ''}".strip()


def ask(*, visitor: Visitor, match_id: int, decision: str, reason: str, seen: str) -> AskedDecision:
    """File a decision in the page's transaction, for the worker to apply."""
    asked = AskedDecision(
        match_id=match_id,
        decision=decision,
        reason=reason,
        seen=seen,
        user_id=visitor.id,
        asked_by=visitor.name,
    )
    asked.save(using=WEB)
    return asked


def apply(asked_id: int) -> None:
    """Apply one decision, or answer who had decided before; once, however often it is called."""
    ours = AskedDecision.objects.using(INTAKE).filter(pk=asked_id, state="waiting")
    first = ours.first()
    if first is None:
        return
    try:
        _apply(first)
    except Exception:
        ours.update(state="failed", done_at=timezone.now())
        raise


def apply_waiting() -> None:
    """Apply what a worker that died left behind."""
    waiting = AskedDecision.objects.using(INTAKE).filter(state="waiting").order_by("pk")
    for asked_id in waiting.values_list("pk", flat=True):
        apply(asked_id)


def _apply(first: AskedDecision) -> None:
    with operation(
        using=INTAKE, actor=first.asked_by, purpose="matches", reason=first.reason
    ) as opened:
        facts.hold_figures_still(INTAKE)
        asked = AskedDecision.objects.using(INTAKE).select_for_update().get(pk=first.pk)
        match = Match.objects.using(INTAKE).select_for_update().get(pk=asked.match_id)
        if standing(match.decision, match.decided_at) != asked.seen:
            asked.state, asked.answer = "refused", _since(match)
        elif answer := _held_by_two(match, asked.decision):
            asked.state, asked.answer = "refused", answer
        else:
            decide(
                by=asked.asked_by,
                match=match,
                decision=None if asked.decision == UNDO else Verdict(asked.decision),
                reason=asked.reason,
                operation=opened,
            )
            asked.state = "done"
        asked.done_at = timezone.now()
        asked.save(using=INTAKE, update_fields=["state", "answer", "done_at"])


def _held_by_two(match: Match, decision: str) -> str:
    """What only two people may do, in words: make one of two entered records, or undo it."""
    pair = (match.nominal_id, match.other_nominal_id)
    with connections[INTAKE].cursor() as cursor:
        if match.nominal_id == match.other_nominal_id:
            cursor.execute(
                "select exists (select from nominals_merge m join nominals_merge_row w"
                " on w.merge_id = m.id and w.of_table = 'nominals_record' and w.how = 'moved'"
                " where m.nominal_id = %s and m.state in ('merged', 'parting')"
                " group by m.id having count(*) filter (where w.row_id in (%s, %s)) = 1)",
                [match.nominal_id, match.record_id, match.other_record_id],
            )
            held = cursor.fetchone()[0] and decision != Verdict.SAME
            return "Two people merged these records: take the merge apart instead." if held else ""
        if decision != Verdict.SAME:
            return ""
        cursor.execute("select nominals_entered_on(%s) and nominals_entered_on(%s)", pair)
        if not cursor.fetchone()[0]:
            return ""
    return (
        f"People have entered things in both {match.nominal.reference} and"
        f" {match.other_nominal.reference}, which would not move with the agencies' records."
        " A supervisor or the co-ordinator asks for the two to be merged, on the page of the"
        " records of either."
    )


def _since(match: Match) -> str:
    if match.decided_at is None:
        return "The decision that you saw was taken back meanwhile."
    day = in_words(timezone.localtime(match.decided_at).date())
    return (
        f"{match.decided_by} decided meanwhile, on {day}, that they are"
        f" {IN_WORDS[match.decision]}: {match.reason}"
    )
