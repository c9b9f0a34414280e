"""`openmappa matches`."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.audit.operations import log_access, operation
from openmappa.nominals import actions
from openmappa.nominals.linkage import Verdict
from openmappa.nominals.models import Match

_USING = "intake"
_KINDS = {
    "clash": "share an identifier, but neither name nor birth agrees: kept apart",
    "possible": "have one name and birth, but no identifier in common: kept apart",
    "doubt": "are linked by an identifier, but name or birth differs",
    "conflict": "cannot be linked without overruling a decision: kept apart",
}


class Command(BaseCommand):
    """The pairs of records that may be one person's, for somebody to decide."""

    help = "List pairs of records that may be one person's; decide one, or take a decision back."

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing to list, or a pair and what is decided."""
        parser.add_argument("number", nargs="?", type=int, help="the pair to decide")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--same", action="store_true", help="they are one person's")
        choice.add_argument("--different", action="store_true", help="they are two people's")
        choice.add_argument("--undo", action="store_true", help="take the decision back")
        parser.add_argument("--because", default="", metavar="REASON", help="why; required")
        parser.add_argument("--decided", action="store_true", help="list decided pairs instead")

    def handle(
        self,
        *,
        number: int | None,
        same: bool,
        different: bool,
        undo: bool,
        because: str,
        decided: bool,
        **_: Any,
    ) -> None:
        """List, or decide."""
        if number is None:
            if same or different or undo:
                raise CommandError("Say which pair: openmappa matches NUMBER --same --because ...")
            self._list(decided=decided)
            return
        if not (same or different or undo):
            raise CommandError("Decide with --same or --different, or take it back with --undo.")
        by = getpass.getuser()
        with operation(using=_USING, actor=by, purpose="matches", reason=because) as opened:
            match = Match.objects.using(_USING).filter(pk=number).first()
            if match is None:
                raise CommandError(f"There is no pair {number}.")
            if undo and not match.decision:
                raise CommandError(f"Pair {number} is not decided.")
            decision = None if undo else Verdict.SAME if same else Verdict.DIFFERENT
            try:
                actions.decide(
                    by=by, match=match, decision=decision, reason=because, operation=opened
                )
            except ValueError as error:
                raise CommandError(f"{error} Add --because REASON.") from error
        self.stdout.write(f"Pair {number}: {decision.value if decision else 'undecided again'}.")

    def _list(self, *, decided: bool) -> None:
        pairs = Match.objects.using(_USING).select_related(
            "record__area", "other_record__area", "nominal", "other_nominal"
        )
        pairs = pairs.exclude(decision="") if decided else pairs.filter(open=True)
        found = list(pairs.order_by("kind", "pk"))
        log_access(
            using=_USING,
            actor=getpass.getuser(),
            action="list",
            what="possible matches",
            nominal_ids=sorted({pk for m in found for pk in (m.nominal_id, m.other_nominal_id)}),
        )
        for match in found:
            self.stdout.write(
                f"{match.pk}: {match.record.agency} {match.record} ({match.nominal}) and"
                f" {match.other_record.agency} {match.other_record} ({match.other_nominal})"
                f" {_KINDS[match.kind]}.\n    {match.sentence}"
            )
            if match.decision:
                self.stdout.write(
                    f"    {match.decision}, by {match.decided_by} on"
                    f" {match.decided_at:%-d %B %Y}: {match.reason}"
                )
        self.stdout.write(f"{len(found)} pairs {'decided' if decided else 'to decide'}.")
