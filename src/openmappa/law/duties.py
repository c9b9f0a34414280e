"""What someone must notify, and the last day to do it, under Part 2 of the SOA 2003.

A duty whose day has passed is "not recorded by the due date" until a notification is recorded.
Whether that is a failure is for an officer and a court, never for this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import (
    Period,
    Readings,
    after,
    beginning_with,
    days_from,
    disregarding,
    in_words,
    not_less_than_before,
)
from openmappa.law.facts import (
    CUSTODY,
    OUT_OF_THE_COUNTRY,
    Change,
    Facts,
    Notification,
    Order,
    Stay,
    Travel,
)
from openmappa.law.grounds import Ground
from openmappa.law.orders import own_notification, s107_6, service
from openmappa.law.rules import AnyRule, Rule, Status, in_force, rule
from openmappa.law.terrorism import cta_s45

REGULATIONS_2012 = date(2012, 8, 13)
SOA_2003 = date(2004, 5, 1)
NOT_RECORDED = "not recorded by the due date"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to notify; `due` None: it waits for the end of custody or absence.

    `advise_by` is set where the stricter of two readings gives an earlier day. `hours`: the duty
    ends that many hours before departure on the due day. `ref` is the fact it comes from, `event`
    its day where the time begins with it.
    """

    kind: str
    due: date | None
    rules: tuple[AnyRule, ...]
    what: str
    recorded_on: date | None = None
    advise_by: date | None = None
    hours: int | None = None
    ref: str = ""
    event: date | None = None

    @property
    def rule(self) -> str:
        """The id of the deciding rule."""
        return self.rules[0].id

    def state(self, on: date) -> str:
        """Where the duty stands on the day `on`; never more than "not recorded"."""
        if self.recorded_on is not None and self.recorded_on <= on:
            late = self.due is not None and self.recorded_on > self.due
            return "recorded after the due date" if late else "recorded"
        if self.due is None:
            return "waits"
        return NOT_RECORDED if self.due < on else "to come"

    def because(self) -> str:
        """One sentence that says what is due, by when and why."""
        if self.due is None:
            by = "once custody or absence abroad ends"
        else:
            by = f"by {in_words(self.due)}"
            if self.hours is not None:
                by = f"at least {self.hours} hours before leaving on {in_words(self.due)}"
        advise = ""
        if self.advise_by is not None:
            advise = f"; advise {in_words(self.advise_by)}, in case the days must be clear"
        return f"{self.what}: {by} ({self.rules[0].provision}){advise}."


@rule("SOA 2003 s.83(1), (6)", since=SOA_2003, source="SOA")
def s83_1(start: date, spells: Iterable[Period]) -> date | None:
    """First notification within 3 days beginning with the relevant date, or service of an order.

    Days in custody, in hospital or outside the United Kingdom do not count.
    """
    return disregarding(start, 3, spells)


@rule("SOA 2003 s.83(2), (4)", since=SOA_2003, source="SOA")
def s83_2(start: date, earlier: Iterable[Ground], notified: Iterable[date]) -> bool:
    """No first notification by who was registered already, had notified, and stays registered.

    The earlier registration must last through the 3 days.
    """
    through = days_from(start, 2)
    return any(
        ground.period.first is not None
        and ground.period.first < start
        and ground.period.covers(start)
        and ground.period.covers(through)
        and any(ground.period.first <= day < start for day in notified)
        for ground in earlier
    )


@rule("SOA 2003 s.84(1)", since=SOA_2003, source="SOA")
def s84_1(event: date, spells: Iterable[Period]) -> date | None:
    """A change of name or home address, or a release, within 3 days beginning with it.

    Days in custody, in hospital or outside the United Kingdom do not count.
    """
    return disregarding(event, 3, spells)


@rule("SOA 2003 s.84(1)(ca); SI 2012/1876", since=REGULATIONS_2012, source="SOA, REG12")
def s84_1_ca(event: date, spells: Iterable[Period]) -> date | None:
    """Prescribed changes since 13 August 2012, within 3 days beginning with the change.

    They are: 12 hours or more in a household with a child, bank accounts and cards, passports and
    other identity documents.
    """
    return disregarding(event, 3, spells)


PRESCRIBED = frozenset({"child_household", "bank_account", "identity_document"})
_ALWAYS_NOTIFIABLE = frozenset({"name", "address", "release"})
CHANGES = PRESCRIBED | _ALWAYS_NOTIFIABLE


@rule("SOA 2003 s.84(3)", since=SOA_2003, source="SOA")
def s84_3(event: date, expected: date) -> bool:
    """An advance notice counts unless the event comes more than 2 days before the day it gave."""
    return days_from(expected, -2) <= event <= beginning_with(expected, days=3)


@rule("SOA 2003 s.84(4)", since=SOA_2003, source="SOA")
def s84_4(expected: date) -> date:
    """If it has not happened within 3 days beginning with the day given, that must be notified.

    Within 6 days beginning with the day given; the advance notice then does not count.
    """
    return beginning_with(expected, days=6)


@rule("SOA 2003 s.84(1)(c), (6)", since=SOA_2003, source="SOA")
def s84_6(stays: Iterable[Stay]) -> tuple[tuple[str, date], ...]:
    """Seven days at one address that is not notified, or stays adding up to 7 in any 12 months.

    The answer is each place with the day on which the seventh day is reached.
    """
    reached = []
    by_place: dict[str, list[Period]] = {}
    for stay in stays:
        by_place.setdefault(stay.place, []).append(stay.period)
    for place in sorted(by_place):
        seventh = _seventh_day(by_place[place])
        if seventh is not None:
            reached.append((place, seventh))
    return tuple(reached)


def _seventh_day(periods: list[Period]) -> date | None:
    """The first day on which 7 days lie within the 12 months that end with it."""
    days: list[date] = []
    free = date.min
    for period in sorted(periods, key=lambda p: p.first or date.min):
        first = max(period.first or date.min, free)
        longest = Period(first, beginning_with(first, days=7))
        spent = longest.intersection(period)
        while spent is not None and spent.first is not None:
            day = spent.first
            days = [d for d in days if beginning_with(d, years=1) >= day] + [day]
            if len(days) >= 7:
                return day
            free = days_from(day, 1)
            spent = None if day == spent.last else Period(free, spent.last)
    return None


@rule("SOA 2003 s.85(1), (5)(b)", since=SOA_2003, source="SOA")
def s85_1(last: Notification) -> date:
    """Every year: within 1 year after each notification."""
    return after(last.on, years=1)


@rule(
    "SOA 2003 s.85(5)(a), (6); SI 2012/1876",
    since=REGULATIONS_2012,
    source="SOA, REG12",
    status=Status.PARTLY,
)
def s85_5_a(last: Notification) -> date:
    """Every 7 days by who has no sole or main residence and gave a place where he can be found."""
    return after(last.on, days=7)


@rule("SOA 2003 s.85(3), (4)", since=SOA_2003, source="SOA")
def s85_3(due: date, spells: Iterable[Period]) -> date | None:
    """A period that would end in custody, in hospital or abroad ends 3 days after that does.

    The day on which it ceases is the first of the three. None: it has no end yet.
    """
    moved: date | None = due
    for spell in sorted(spells, key=lambda s: s.first or date.min):
        if moved is not None and spell.covers(moved):
            free = spell.first_day_free
            moved = None if free is None else beginning_with(free, days=3)
    return moved


@dataclass(frozen=True, slots=True)
class Before:
    """The latest notice of a journey: the last day, and how many hours before departure."""

    readings: Readings
    hours: int | None = None


@rule(
    "SI 2001/1846",
    since=date(2001, 6, 1),
    until=date(2004, 4, 30),
    source="SOA",
    status=Status.PARTLY,
)
def reg2001_travel(travel: Travel) -> Before | None:
    """Journeys of 8 days or longer: 24 hours before."""
    return _a_day_before(travel) if _at_least(travel, 8) else None


@rule(
    "SI 2004/1220",
    since=SOA_2003,
    until=date(2012, 8, 12),
    source="REG12, REG04",
    status=Status.PARTLY,
)
def reg2004_travel(travel: Travel) -> Before | None:
    """Journeys of 3 days or longer: 7 days before, if known more than 7 days ahead.

    Otherwise 24 hours before.
    """
    if not _at_least(travel, 3):
        return None
    return _a_week_before(travel) or _a_day_before(travel)


@rule(
    "SI 2004/1220 as amended by SI 2012/1876",
    since=REGULATIONS_2012,
    source="NACRO, NI16",
    status=Status.PARTLY,
)
def reg2012_travel(travel: Travel) -> Before | None:
    """Any journey out of the United Kingdom: 7 days before, if known more than 7 days ahead.

    Otherwise 12 hours before.
    """
    if (week := _a_week_before(travel)) is not None:
        return week
    return Before(Readings(travel.leaves_on, travel.leaves_on), hours=12)


def _at_least(travel: Travel, days: int) -> bool:
    return travel.returns_on is None or travel.returns_on >= beginning_with(
        travel.leaves_on, days=days
    )


def _a_week_before(travel: Travel) -> Before | None:
    if travel.known_on is None or travel.known_on >= days_from(travel.leaves_on, -7):
        return None
    return Before(not_less_than_before(travel.leaves_on, days=7))


def _a_day_before(travel: Travel) -> Before:
    day = days_from(travel.leaves_on, -1)
    return Before(Readings(day, day), hours=None)


_TRAVEL: tuple[Rule[[Travel], Before | None], ...] = (
    reg2012_travel,
    reg2004_travel,
    reg2001_travel,
)


@rule("SI 2004/1220 (return)", since=SOA_2003, source="memory", status=Status.MEMORY)
def reg2004_return(travel: Travel) -> date | None:
    """Return within 3 days beginning with it, unless day and point of return were given exactly."""
    if travel.returns_on is None or travel.return_given:
        return None
    return beginning_with(travel.returns_on, days=3)


@rule(
    "SOA 2003 s.85ZA (Crime and Policing Act 2026)",
    since=None,
    source="CPA26, CJB24",
    status=Status.PARTLY,
)
def s85za(leaves_on: date, returns_on: date) -> date | None:
    """Absence from the main residence for more than 5 days: 12 hours before leaving.

    Not commenced, so switched off.
    """
    return leaves_on if returns_on > beginning_with(leaves_on, days=5) else None


def duties(facts: Facts, registrations: Iterable[Ground], on: date) -> tuple[Duty, ...]:
    """Every duty that the facts known on the day `on` make, by due date, those waiting last."""
    registered = [g for g in registrations if g.category == 1]
    notified = sorted((n for n in facts.notifications if n.on <= on), key=lambda n: (n.on, n.kind))
    found = [
        *_initial(facts, registered, notified, on),
        *_releases(facts, registered, notified, on),
        *_changes(facts, registered, notified, on),
        *_stays(facts, registered, notified, on),
        *_periodic(facts, registered, notified, on),
        *_travel(facts, registered, on),
        *_orders(facts, registered, on),
        *_part_4(facts, on),
    ]
    return tuple(
        sorted(found, key=lambda d: (d.due or date.max, d.kind, d.ref, d.what, d.recorded_on or on))
    )


def _spells(facts: Facts) -> list[Period]:
    return [
        w.period for w in facts.whereabouts if w.kind in CUSTODY or w.kind in OUT_OF_THE_COUNTRY
    ]


def _registered_on(registered: Iterable[Ground], day: date) -> bool:
    return any(ground.period.covers(day) for ground in registered)


def _recorded(notified: Iterable[Notification], since: date) -> date | None:
    """The first day since then on which the police recorded a notification of any kind."""
    return next((n.on for n in notified if n.on >= since), None)


def _initial(
    facts: Facts, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    days = [n.on for n in notified]
    for start in sorted({g.period.first for g in registered if g.period.first is not None}):
        first = next((n for n in notified if n.on >= start), None)
        if first is not None and first.kind == "periodic":
            continue  # the first notification was earlier than the records that we have
        if start <= on and not s83_2(start, registered, days):
            yield Duty(
                "initial notification",
                s83_1(start, _spells(facts)),
                (s83_1,),
                f"First notification, registered from {in_words(start)}",
                None if first is None else first.on,
                event=start,
            )


def _releases(
    facts: Facts, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    """Releases while registered and after the first notification, or as part of it."""
    for spell in facts.whereabouts:
        day = spell.period.first_day_free
        if spell.kind in CUSTODY and day is not None and day <= on:
            if not _registered_on(registered, day):
                continue
            if any(p.covers(day) for p in _spells(facts)):
                continue
            yield Duty(
                "release",
                s84_1(day, _spells(facts)),
                (s84_1,),
                f"Release on {in_words(day)}",
                _recorded(notified, day),
                event=day,
            )


def _changes(
    facts: Facts, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    for change in facts.changes:
        if change.on is None:
            yield from _not_happened(change, registered, notified, on)
        elif change.on <= on and _registered_on(registered, change.on):
            deciding = s84_1_ca if change.kind in PRESCRIBED else s84_1
            if not deciding.in_force_on(change.on):
                continue
            announced = change.expected_on is not None and s84_3(change.on, change.expected_on)
            yield Duty(
                change.kind.replace("_", " "),
                deciding(change.on, _spells(facts)),
                (deciding, s84_3) if announced else (deciding,),
                f"Change ({change.kind.replace('_', ' ')}) on {in_words(change.on)}",
                change.on if announced else _recorded(notified, change.on),
                event=change.on,
                ref=change.ref,
            )


def _not_happened(
    change: Change, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    expected = change.expected_on
    if expected is None or beginning_with(expected, days=3) >= on:
        return
    if _registered_on(registered, expected):
        yield Duty(
            "announced change did not happen",
            s84_4(expected),
            (s84_4,),
            f"Change announced for {in_words(expected)} that has not happened",
            _recorded(notified, beginning_with(expected, days=4)),
            ref=change.ref,
        )


def _stays(
    facts: Facts, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    for place, seventh in s84_6(facts.stays):
        if seventh <= on and _registered_on(registered, seventh):
            yield Duty(
                "qualifying stay",
                s84_1(seventh, _spells(facts)),
                (s84_1, s84_6),
                f"Seventh day at {place} on {in_words(seventh)}",
                _recorded(notified, seventh),
                event=seventh,
                ref=place,
            )


def _periodic(
    facts: Facts, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    """The next one, and of those past the ones that were recorded late."""
    following = [*(n.on for n in notified[1:]), None]
    for last, recorded in zip(notified, following, strict=False):
        weekly = last.found_place and s85_5_a.in_force_on(last.on)
        deciding = s85_5_a if weekly else s85_1
        plain = deciding(last)
        due = s85_3(plain, _spells(facts))
        if recorded is not None and (due is None or recorded <= due):
            continue
        if _registered_on(registered, due or plain):
            yield Duty(
                "periodic notification",
                due,
                (deciding,) if due == plain else (deciding, s85_3),
                f"{'Weekly' if weekly else 'Yearly'} notification after that of "
                f"{in_words(last.on)}",
                recorded,
            )


def _travel(facts: Facts, registered: list[Ground], on: date) -> Iterator[Duty]:
    for travel in facts.travel:
        if travel.known_on is not None and travel.known_on > on:
            continue
        if not _must_notify_travel(facts, registered, travel.leaves_on):
            continue
        for candidate in in_force(_TRAVEL, travel.leaves_on):
            before = candidate(travel)
            if before is not None:
                readings = before.readings
                differ = readings.advise_by != readings.due
                yield Duty(
                    "foreign travel",
                    readings.due,
                    (candidate,),
                    f"Journey abroad on {in_words(travel.leaves_on)}",
                    travel.notified_on,
                    advise_by=readings.advise_by if differ else None,
                    hours=before.hours,
                    ref=travel.ref,
                )
        back = reg2004_return(travel)
        if back is None or travel.returns_on is None or travel.returns_on > on:
            continue
        if reg2004_return.in_force_on(travel.leaves_on):
            yield Duty(
                "return",
                back,
                (reg2004_return,),
                f"Return on {in_words(travel.returns_on)}",
                travel.return_notified_on,
                ref=travel.ref,
            )


def _must_notify_travel(facts: Facts, registered: list[Ground], day: date) -> bool:
    return _registered_on(registered, day) or any(
        order.type == "FTO"
        and order.made_on <= day
        and ((last := s107_6(order, facts.orders)) is None or day <= last)
        for order in facts.orders
    )


@rule("SPA 2019 s.9(5)-(7)", since=date(2020, 1, 20), source="SPA")
def spa_s9_5(order: Order, registered: Iterable[Ground]) -> date | None:
    """Who is a registered sexual offender need not notify under a stalking protection order too.

    The 3 days then begin on the day after that registration ends. None: it has no end.
    """
    start = service(order)
    for ground in sorted(registered, key=lambda g: g.period.first or date.min):
        if ground.period.covers(start):
            free = ground.period.first_day_free
            if free is None:
                return None
            start = free
    return beginning_with(start, days=3)


@rule("CJIA 2008 s.110", since=date(2009, 8, 3), source="VOO")
def cjia_s110(order: Order) -> date | None:
    """Under a violent offender order: every year after the first notification."""
    if order.type != "VOO" or order.notified_on is None:
        return None
    return after(order.notified_on, years=1)


def _orders(facts: Facts, registered: list[Ground], on: date) -> Iterator[Duty]:
    for order in facts.orders:
        if order.made_on > on:
            continue
        due = own_notification(order)
        rules: tuple[AnyRule, ...] = (own_notification,)
        if order.type == "SPO":
            due = spa_s9_5(order, registered)
            rules = (own_notification, spa_s9_5)
        last = s107_6(order, facts.orders)
        after_the_order = f"after the {order.type} of {in_words(order.made_on)}"
        if due is not None and (last is None or due <= last):
            yield Duty(
                "notification under an order",
                due,
                rules,
                f"Names and home address {after_the_order}",
                order.notified_on,
                ref=order.ref,
            )
        yearly = cjia_s110(order)
        if yearly is not None and (last is None or yearly <= last):
            yield Duty(
                "yearly notification under an order",
                yearly,
                (cjia_s110,),
                f"Yearly notification {after_the_order}",
                ref=order.ref,
            )


@rule("CTA 2008 s.47", since=date(2009, 10, 1), source="CTA")
def cta_s47(dealt_with: date, spells: Iterable[Period]) -> date | None:
    """First notification under Part 4 within 3 days beginning with the day dealt with.

    Days in custody do not count.
    """
    return disregarding(dealt_with, 3, spells)


def _part_4(facts: Facts, on: date) -> Iterator[Duty]:
    for disposal in facts.disposals:
        dealt_with = disposal.sentenced_on or disposal.convicted_on
        if dealt_with <= on and cta_s45(disposal, facts.born) and cta_s47.in_force_on(dealt_with):
            yield Duty(
                "notification under Part 4",
                cta_s47(dealt_with, _spells(facts)),
                (cta_s47, cta_s45),
                f"First notification under Part 4, dealt with on {in_words(dealt_with)}",
                ref=disposal.ref,
                event=dealt_with,
            )
