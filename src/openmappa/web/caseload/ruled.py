"""What the rules ask to be done about people: by the law, and for what their records lack.

Nothing of it is stored: it is worked out where it is shown, so it goes as soon as it is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Part
from openmappa.cases import suspected
from openmappa.cases.beginning import began
from openmappa.cases.glance import AHEAD_DAYS
from openmappa.cases.queries import law_positions
from openmappa.law.dates import days_from
from openmappa.law.duties import NOT_RECORDED, Duty
from openmappa.nominals.fairness import Suspicion
from openmappa.nominals.models import Finding
from openmappa.web.findings import OTHER, WORDS
from openmappa.web.navigation import address
from openmappa.web.quality import CLASHES, Lack, Looking, lacks, looking

if TYPE_CHECKING:
    from openmappa.law.position import LegalPosition

_REVIEWS = {
    "marker-overdue": "Review a warning marker",
    "disclosure-overdue": "Review a disclosure",
}
# Findings that `quality.KINDS` tells of already.
_TOLD_AS_LACKING = {*CLASHES, "opened.same_person", "register.shared_number"}
# Nobody else sees it, so it is nobody else's to do.
_ONES_OWN = {"draft"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One thing that a rule asks: what, why, by when, and the page on which it is done.

    `of` and `mark` say which: the mark is of the fact that it comes from, and never the fact
    itself. `part`: which part of the record one must see to know of it. `givable`: whether it can
    be given to a colleague. `began`: the day on which the person's area began to use the system,
    where it was due before that.
    """

    nominal_id: int
    of: str
    mark: str
    what: str
    why: str
    due: date | None
    statutory: bool = False
    action: str
    page: str
    section: str = ""
    part: Part | None
    givable: bool = True
    began: date | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        """Which of all that rules ask of anybody."""
        return self.nominal_id, self.of, self.mark

    def href(self, reference: str) -> str | None:
        """Where it is done."""
        section = {"section": self.section} if self.section else {}
        return address(self.page, reference=reference, **section)


def ruled(visitor: Visitor, people: Collection[int]) -> list[Ruled]:
    """What the rules ask of these people, as far as the visitor sees the parts of their records.

    Of those to whom MAPPA applies and whose record is not put away; always as many queries.
    """
    if not people:
        return []
    look = looking(visitor, own=False, of=people)
    return [*_by_law(look), *_lacking(look), *_odd(look)]


def _mark(*parts: object) -> str:
    return blake2s(" ".join(map(str, parts)).encode(), digest_size=6).hexdigest()


def _by_law(look: Looking) -> Iterator[Ruled]:
    """Duties to notify that were not recorded or come soon, and orders that end soon.

    Of duties of one kind that were not recorded only the last, with the number of those before;
    those apart that were due before the person's area began to use the system, unless an officer
    suspects that they were missed.
    """
    ids = look.among[Part.OFFENDING]
    confirmed: dict[tuple[int, str, date | None, str], str] = {
        (nominal, kind, due, mark): by
        for nominal, kind, due, mark, by in Suspicion.objects.using(WEB)
        .filter(nominal__in=ids, withdrawn_at=None)
        .values_list("nominal", "duty", "due", "mark", "entered_by")
    }
    since = began(ids)
    for nominal, position in law_positions(ids, look.visitor.today, WEB).items():
        first = since.get(nominal)
        missed: dict[str, list[Duty]] = defaultdict(list)
        for duty in position.duties:
            state = duty.state(position.on)
            if state == NOT_RECORDED:
                missed[duty.kind].append(duty)
            elif state == "to come" and duty.due and duty.due <= _ahead(position.on):
                yield _coming(nominal, duty)
        for late in missed.values():
            by = {
                duty: confirmed.get((nominal, duty.kind, duty.due, suspected.mark(duty)), "")
                for duty in late
            }
            before = [d for d in late if first and d.due and d.due < first and not by[d]]
            for day, duties in ((None, [d for d in late if d not in before]), (first, before)):
                if duties:
                    last = max(duties, key=lambda duty: duty.due or date.min)
                    yield _missed(nominal, last, len(duties) - 1, by[last], day)
        yield from _orders(nominal, position)


def _ahead(on: date) -> date:
    return days_from(on, AHEAD_DAYS)


def _missed(
    nominal: int, duty: Duty, before: int, suspected_by: str, area_began: date | None
) -> Ruled:
    said = f"suspected of being missed, confirmed by {suspected_by}" if suspected_by else ""
    earlier = f" So were {before} before it." if before > 1 else ""
    earlier = " So was one before it." if before == 1 else earlier
    return Ruled(
        nominal_id=nominal,
        of="duty",
        mark=_mark(duty.kind, duty.due, duty.ref),
        what=f"{capfirst(duty.what)}: {said or NOT_RECORDED}",
        why=f"{duty.rules[0].provision}.{earlier}",
        due=duty.due,
        statutory=True,
        action="Look into what was missed"
        if suspected_by
        else "Say whether it was done"
        if area_began
        else "Record it, or look into why not",
        page="missed_duties",
        part=Part.OFFENDING,
        began=area_began,
    )


def _coming(nominal: int, duty: Duty) -> Ruled:
    return Ruled(
        nominal_id=nominal,
        of="duty",
        mark=_mark(duty.kind, duty.due, duty.ref),
        what=f"{capfirst(duty.what)} to be notified",
        why=f"{duty.rules[0].provision}.",
        due=duty.due,
        statutory=True,
        action="Record the notification when it is made",
        page="register_section",
        section="notifications",
        part=Part.OFFENDING,
    )


def _orders(nominal: int, position: LegalPosition) -> Iterator[Ruled]:
    for order in position.orders:
        last = order.last_day
        if order.in_force and last is not None and position.on <= last <= _ahead(position.on):
            yield Ruled(
                nominal_id=nominal,
                of="order",
                mark=_mark(order.ref, last),
                what=f"{capfirst(order.name)}: last day",
                why="To renew or vary it, the court must be asked before.",
                due=last,
                statutory=True,
                action="Read the order",
                page="legal_position",
                part=Part.OFFENDING,
            )


def _lacking(look: Looking) -> Iterator[Ruled]:
    for lack in lacks(look, ahead=_ahead(look.visitor.today)):
        yield _lack(lack)


def _lack(lack: Lack) -> Ruled:
    kind = lack.kind
    return Ruled(
        nominal_id=lack.nominal_id,
        of="lack",
        mark=_mark(kind.code, lack.since),
        what=_REVIEWS.get(kind.code, kind.title),
        why=kind.said(lack.since),
        due=lack.due,
        action=kind.todo.rstrip("."),
        page=kind.page,
        section=kind.section,
        part=kind.part,
        givable=kind.code not in _ONES_OWN,
    )


def _odd(look: Looking) -> Iterator[Ruled]:
    """What is odd but possible in what agencies sent."""
    rows: Iterable[tuple[int, str, str]] = (
        Finding.objects.using(WEB)
        .filter(nominal__in=look.among[Part.IDENTITY], gone_at=None)
        .exclude(code__in=_TOLD_AS_LACKING)
        .order_by("nominal", "code", "pk")
        .values_list("nominal", "code", "sentence")
    )
    for nominal, code, sentence in rows:
        title, todo = WORDS.get(code, OTHER)
        yield Ruled(
            nominal_id=nominal,
            of="odd",
            mark=_mark(code, sentence),
            what=title,
            why=sentence,
            due=None,
            action=todo.rstrip("."),
            page="person",
            part=Part.IDENTITY,
        )
