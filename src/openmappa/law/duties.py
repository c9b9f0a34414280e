"""What someone must notify, and the last day to do it, under Part 2 of the SOA 2003.

A duty whose day has passed is "not recorded by the due date" until a notification is recorded.
Whether that is a failure is for an officer and a court, never for this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from openmappa.law.dates import (
    Period,
    after,
    beginning_with,
    days_from,
    disregarding,
    in_words,
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
    Whereabouts,
)
from openmappa.law.grounds import Ground
from openmappa.law.offences import SOA_2003
from openmappa.law.orders import KINDS, own_change, own_notification, s107_6, service
from openmappa.law.parental import ParentalPosition, parental
from openmappa.law.rules import AnyRule, Status, in_force, rule
from openmappa.law.terrorism import cta_s45, cta_s47, cta_s48, cta_s49, part_4_period
from openmappa.law.travel import (
    JOURNEYS,
    REGULATIONS_2012,
    Before,
    cjia_s111,
    cta_s52,
    reg2004_change,
    reg2004_return,
    reg2012_transition,
    reg2012_travel,
)

NOT_RECORDED = "not recorded by the due date"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to notify; `due` None: it waits for the end of custody or absence.

    `advise_by` is set where the stricter of two readings gives an earlier day. `hours`: the duty
    ends that many hours before departure. `excused_hours`: with a reasonable excuse it may be done
    later, so many hours before departure. `ref` is the fact it comes from, `event` its day where
    the time begins with it. `parent`: the court or the police put the duty on a parent.
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
    excused_hours: int | None = None
    parent: bool = False

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
                leaves_on = days_from(self.due, self.hours // 24)
                by = f"at least {self.hours} hours before leaving on {in_words(leaves_on)}"
        more = ""
        if self.advise_by is not None:
            reading = "in case the days must be clear"
            if self.hours is not None:
                reading = "24 hours before, on the stricter reading"
            more = f"; advise {in_words(self.advise_by)}, {reading}"
        if self.excused_hours is not None:
            more += (
                "; with a reasonable excuse as soon as possible, at least"
                f" {self.excused_hours} hours before leaving"
            )
        if self.parent:
            more += "; a parent must do it and bring the child"
        return f"{self.what}: {by} ({self.rules[0].provision}){more}."


@rule("SOA 2003 s.83(1), (6)", since=SOA_2003, source="SOA")
def s83_1(start: date, spells: Iterable[Period]) -> date | None:
    """First notification within 3 days beginning with the relevant date, or service of an order.

    Days in prison or a young offender institution, in hospital under an order or outside the United
    Kingdom do not count. Immigration detention is not among what the section names.
    """
    return disregarding(start, 3, spells)


@rule("SOA 2003 s.83(5), (5A)", since=SOA_2003, source="SOA, REG12")
def s83_5(on: date) -> tuple[str, ...]:
    """What must be given: date of birth, National Insurance number, names, addresses.

    Since 13 August 2012 also what the regulations prescribe. The answer is all of it, by that day.
    """
    given = (
        "date of birth",
        "National Insurance number",
        "every name used",
        "home address, and every other address in the United Kingdom where he regularly stays",
    )
    if on < REGULATIONS_2012:
        return given
    return (
        *given,
        "passports and other identity documents",
        "bank accounts and cards",
        "any home with somebody under 18 where he stays for 12 hours or more",
    )


@rule("SOA 2003 s.83(7)", since=SOA_2003, source="SOA")
def s83_7(residence: str, found_places: Iterable[str]) -> str:
    """Home address: the sole or main residence, or else a place where he can regularly be found.

    Of several such places the one that he chooses; here the first given.
    """
    return residence or next(iter(found_places), "")


@rule("SOA 2003 s.87; PCSC Act 2022 s.168", since=SOA_2003, source="SOA, PCSC")
def s87(on: date) -> tuple[str, ...]:
    """How: in person at a police station prescribed for the area, by word of mouth.

    The police may take fingerprints and a photograph, and must acknowledge it in writing. Since 29
    November 2022 each chief officer publishes the list of stations.
    """
    how = (
        "in person",
        "at a prescribed police station of the local police area",
        "fingerprints and photograph, if the police ask",
        "ask for the written acknowledgment",
    )
    return how if on < date(2022, 11, 29) else (*how, "the chief officer publishes the stations")


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

    Together with all the details of s.83(5). Days in custody, in hospital or outside the United
    Kingdom do not count.
    """
    return disregarding(event, 3, spells)


@rule("SOA 2003 s.84(1)(ca); SI 2012/1876", since=REGULATIONS_2012, source="SOA, REG12")
def s84_1_ca(event: date, spells: Iterable[Period]) -> date | None:
    """Prescribed changes since 13 August 2012, within 3 days beginning with the change.

    They are: 12 hours or more in a household with a child to which the public is not admitted, bank
    accounts and cards, passports and other identity documents.
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


def duties(facts: Facts, registrations: Iterable[Ground], on: date) -> tuple[Duty, ...]:
    """Every duty that the facts known on the day `on` make, by due date, those waiting last.

    The whole days of a journey that has begun are days abroad; one that is planned may not be made,
    and of one without a known return nobody says that it lasts.
    """
    facts = replace(facts, whereabouts=(*facts.whereabouts, *_abroad(facts.travel, on)))
    registered = [g for g in registrations if g.category == 1]
    notified = sorted(
        (n for n in facts.notifications if n.on <= on and not n.under),
        key=lambda n: (n.on, n.kind),
    )
    under_part_2 = [
        *_initial(facts, registered, notified, on),
        *_releases(facts, registered, notified, on),
        *_changes(facts, registered, notified, on),
        *_stays(facts, registered, notified, on),
        *_periodic(facts, registered, notified, on),
        *_travel(facts, registered, on),
    ]
    # Of two of one day a court's comes first.
    directions = sorted(
        (d for d in parental(facts) if d.made_on <= on), key=lambda d: (d.made_on, d.kind, d.ref)
    )
    found = [
        *(_on_parent(duty, directions, on) for duty in under_part_2),
        *_orders(facts, registered, on),
        *_part_4(facts, on),
    ]
    return tuple(
        sorted(found, key=lambda d: (d.due or date.max, d.kind, d.ref, d.what, d.recorded_on or on))
    )


def _on_parent(duty: Duty, directions: Iterable[ParentalPosition], on: date) -> Duty:
    """The duty, put on the parent where a direction holds on the day it is due."""
    for direction in directions:
        if direction.covers(duty.due or on):
            return replace(duty, parent=True, rules=(*duty.rules, direction.rule))
    return duty


# What ss.83(6) and 85(3) name; immigration detention is not among it.
_NOT_COUNTED = (CUSTODY - {"immigration_detention"}) | OUT_OF_THE_COUNTRY


def _abroad(travel: Iterable[Travel], on: date) -> Iterator[Whereabouts]:
    for journey in travel:
        if journey.returns_on is not None:
            first, last = days_from(journey.leaves_on, 1), days_from(journey.returns_on, -1)
            if first <= min(last, on):
                yield Whereabouts("abroad", Period(first, last))


def _spells(facts: Facts) -> list[Period]:
    return [w.period for w in facts.whereabouts if w.kind in _NOT_COUNTED]


def _registered_on(registered: Iterable[Ground], day: date) -> bool:
    return any(ground.period.covers(day) for ground in registered)


def _recorded(notified: Iterable[Notification], since: date) -> date | None:
    """The first day since then on which the police recorded a notification of any kind."""
    return next((n.on for n in notified if n.on >= since), None)


def _initial(
    facts: Facts, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    """One for each registration; those with the same last day are one visit, and told once."""
    days = [n.on for n in notified]
    same: dict[date | None, list[date]] = {}
    for start in sorted({g.period.first for g in registered if g.period.first is not None}):
        first = _first_since(notified, start)
        if first is not None and first.kind == "periodic":
            continue  # the first notification was earlier than the records that we have
        if start <= on and not s83_2(start, registered, days):
            same.setdefault(s83_1(start, _spells(facts)), []).append(start)
    for due, starts in same.items():
        first = _first_since(notified, starts[-1])
        yield Duty(
            "initial notification",
            due,
            (s83_1,),
            f"First notification, registered from {' and from '.join(map(in_words, starts))}",
            None if first is None else first.on,
            event=starts[-1],
        )


def _first_since(notified: Iterable[Notification], start: date) -> Notification | None:
    return next((n for n in notified if n.on >= start), None)


def _releases(
    facts: Facts, registered: list[Ground], notified: list[Notification], on: date
) -> Iterator[Duty]:
    """Releases while registered and after the first notification, or as part of it."""
    for spell in facts.whereabouts:
        day = spell.period.first_day_free
        if spell.kind in _NOT_COUNTED - OUT_OF_THE_COUNTRY and day is not None and day <= on:
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
        yield from _not_happened(change, registered, notified, on)
        if change.on is None:
            continue
        if change.on <= on and _registered_on(registered, change.on):
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
    if expected is None or (through := beginning_with(expected, days=3)) >= on:
        return
    if change.on is not None and change.on <= through:
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
        for candidate in in_force(JOURNEYS, travel.leaves_on):
            before = candidate(travel)
            if before is not None:
                in_transition = candidate is reg2012_travel and reg2012_transition(travel)
                rules = (candidate, reg2012_transition) if in_transition else (candidate,)
                yield _leaving(travel, before, rules)
        yield from _changed_plans(travel, on)
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


def _leaving(travel: Travel, before: Before, rules: tuple[AnyRule, ...]) -> Duty:
    readings = before.readings
    return Duty(
        "foreign travel",
        readings.due,
        rules,
        f"Journey abroad on {in_words(travel.leaves_on)}",
        travel.notified_on,
        advise_by=readings.advise_by if readings.advise_by != readings.due else None,
        hours=before.hours,
        excused_hours=before.excused_hours,
        ref=travel.ref,
    )


def _changed_plans(travel: Travel, on: date) -> Iterator[Duty]:
    """The fresh notice, once the change is known and if a first notice had been given."""
    if travel.changed_on is None or travel.changed_on > on or travel.notified_on is None:
        return
    before = reg2004_change(travel)
    if before is not None and reg2004_change.in_force_on(travel.leaves_on):
        duty = _leaving(travel, before, (reg2004_change,))
        yield replace(
            duty,
            kind="change of journey",
            what=f"Change of the journey abroad on {in_words(travel.leaves_on)}",
            recorded_on=travel.change_notified_on,
        )


def _must_notify_travel(facts: Facts, registered: list[Ground], day: date) -> bool:
    return _registered_on(registered, day) or any(
        order.type == "FTO" and _runs(order, facts, day) for order in facts.orders
    )


def _runs(order: Order, facts: Facts, day: date) -> bool:
    last = s107_6(order, facts.orders)
    return order.made_on <= day and (last is None or day <= last)


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
def cjia_s110(order: Order, last: date | None) -> date | None:
    """Under a violent offender order: every year after the last notification under it.

    An interim order has no such duty.
    """
    return None if order.type != "VOO" or last is None else after(last, years=1)


def _orders(facts: Facts, registered: list[Ground], on: date) -> Iterator[Duty]:
    for order in facts.orders:
        if order.made_on <= on and own_notification(order) is not None:
            given = _given(facts, order.ref, on)
            if order.notified_on is not None and order.notified_on <= on:
                given = sorted({*given, order.notified_on})
            yield from _notifications_under(order, facts, registered, given)
            yield from _changes_under(order, facts, registered, given, on)
            if order.type in {"VOO", "interim_VOO"}:
                for travel in facts.travel:
                    before = cjia_s111(travel)
                    runs = _known(travel, on) and _runs(order, facts, travel.leaves_on)
                    if before is not None and runs:
                        duty = _leaving(travel, before, (cjia_s111,))
                        yield replace(duty, kind="travel under an order")


def _after(order: Order) -> str:
    return f"after the {KINDS[order.type].name} of {in_words(order.made_on)}"


_STALKING = frozenset({"SPO", "interim_SPO"})


def _notifications_under(
    order: Order, facts: Facts, registered: list[Ground], given: list[date]
) -> Iterator[Duty]:
    """The first notification that an order asks for, and the yearly ones."""
    last = s107_6(order, facts.orders)
    due = own_notification(order)
    rules: tuple[AnyRule, ...] = (own_notification,)
    if order.type in _STALKING:
        due = spa_s9_5(order, registered)
        rules = (own_notification, spa_s9_5)
    if due is not None and (last is None or due <= last):
        yield Duty(
            "notification under an order",
            due,
            rules,
            f"Names and home address {_after(order)}",
            given[0] if given else None,
            ref=order.ref,
        )
    yearly = cjia_s110(order, given[-1] if given else None)
    if yearly is not None and (last is None or yearly <= last):
        yield Duty(
            "yearly notification under an order",
            yearly,
            (cjia_s110,),
            f"Yearly notification {_after(order)}",
            ref=order.ref,
        )


def _changes_under(
    order: Order, facts: Facts, registered: list[Ground], given: list[date], on: date
) -> Iterator[Duty]:
    """Changes of name or home address; not under an SPO while registered as a sexual offender."""
    for change in facts.changes:
        if change.kind not in _OF_ORDERS or change.on is None or change.on > on:
            continue
        exempt = order.type in _STALKING and _registered_on(registered, change.on)
        if _runs(order, facts, change.on) and not exempt:
            yield Duty(
                "change under an order",
                own_change(change.on),
                (own_change,),
                f"Change ({change.kind}) on {in_words(change.on)} {_after(order)}",
                next((day for day in given if day >= change.on), None),
                event=change.on,
                ref=f"{order.ref} {change.ref}",
            )


_OF_ORDERS = frozenset({"name", "address"})


def _known(travel: Travel, on: date) -> bool:
    return travel.known_on is None or travel.known_on <= on


def _given(facts: Facts, ref: str, on: date) -> list[date]:
    """The days of the notifications made under one order or terrorist disposal."""
    return sorted({n.on for n in facts.notifications if n.under == ref and n.on <= on})


def _part_4(facts: Facts, on: date) -> Iterator[Duty]:
    for disposal in facts.disposals:
        dealt_with = disposal.sentenced_on or disposal.convicted_on
        if dealt_with > on or not cta_s45(disposal, facts.born):
            continue
        if not cta_s47.in_force_on(dealt_with):
            continue
        period = part_4_period(disposal, facts.born, facts.whereabouts)
        given = _given(facts, disposal.ref, on)
        yield Duty(
            "notification under Part 4",
            cta_s47(dealt_with, _spells(facts)),
            (cta_s47, cta_s45),
            f"First notification under Part 4, dealt with on {in_words(dealt_with)}",
            given[0] if given else None,
            ref=disposal.ref,
            event=dealt_with,
        )
        if given and period.covers(yearly := cta_s49(given[-1])):
            yield Duty(
                "yearly notification under Part 4",
                yearly,
                (cta_s49,),
                f"Yearly notification under Part 4 after that of {in_words(given[-1])}",
                ref=disposal.ref,
            )
        for day, what, ref in _events_of_part_4(facts, on):
            if period.covers(day) and day > dealt_with:
                yield Duty(
                    "change under Part 4",
                    cta_s48(day, _spells(facts)),
                    (cta_s48,),
                    f"{what} on {in_words(day)}, under Part 4",
                    next((n for n in given if n >= day), None),
                    event=day,
                    ref=f"{disposal.ref} {ref}".rstrip(),
                )
        for travel in facts.travel:
            before = cta_s52(travel)
            if before is not None and _known(travel, on) and period.covers(travel.leaves_on):
                yield replace(_leaving(travel, before, (cta_s52,)), kind="travel under Part 4")


def _events_of_part_4(facts: Facts, on: date) -> Iterator[tuple[date, str, str]]:
    for change in facts.changes:
        if change.kind in _OF_ORDERS and change.on is not None and change.on <= on:
            yield change.on, f"Change ({change.kind})", change.ref
    for spell in facts.whereabouts:
        day = spell.period.first_day_free
        inside = day is None or any(p.covers(day) for p in _spells(facts))
        if spell.kind in CUSTODY and day is not None and day <= on and not inside:
            yield day, "Release", ""
