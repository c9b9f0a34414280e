"""The fourteen orders and notices: how long they may run, what they do, whom they register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from openmappa.law.dates import ONE_DAY, Period, beginning_with, in_words
from openmappa.law.facts import Disposal, Order
from openmappa.law.notification import s82_1
from openmappa.law.offences import SOA_2003, s131_a
from openmappa.law.rules import AnyRule, Rule, Status, rule

SHPO_2015 = date(2015, 3, 8)
CONVERSION = date(2020, 3, 8)
PCSC_2022 = date(2022, 11, 29)


def service(order: Order) -> date:
    """The day of service; the day it was made where none, or an earlier one, is recorded."""
    return order.made_on if order.served_on is None else max(order.served_on, order.made_on)


@rule(
    "SOA 2003 s.81(7)",
    since=SOA_2003,
    source="SOA",
)
def s81_7(order: Order) -> date:
    """A restraining or sex offender order under the old Acts registers until it is discharged."""
    return max(service(order), SOA_2003)


@rule("SOA 2003 s.107(4), (5)", since=SOA_2003, source="SOA")
def s107_4(order: Order) -> date:
    """A sexual offences prevention order registers its subject from service until it ends.

    From the day it was made where no day of service is recorded.
    """
    return service(order)


@rule("SOA 2003 s.107(3)", since=SOA_2003, source="SOA")
def s107_3(order: Order) -> date:
    """Who is registered already when the order is made stays so at least until it ends."""
    return service(order)


@rule("SOA 2003 s.109(5)", since=SOA_2003, source="SOA")
def s109_5(order: Order) -> date:
    """An interim sexual offences prevention order registers its subject while it runs."""
    return service(order)


@rule("SOA 2003 s.103G(2), (3)", since=SHPO_2015, source="SHPO", status=Status.PARTLY)
def s103g_2(order: Order) -> date:
    """A sexual harm prevention order registers its subject from service until it ends.

    From the day it was made where no day of service is recorded.
    """
    return service(order)


@rule("SOA 2003 s.103G(1)", since=SHPO_2015, source="SHPO")
def s103g_1(order: Order) -> date:
    """Who is registered already when the order is made stays so at least until it ends."""
    return service(order)


@rule("SOA 2003 s.103F", since=SHPO_2015, source="SHPO", status=Status.PARTLY)
def s103f(order: Order) -> date:
    """An interim sexual harm prevention order registers its subject while it runs."""
    return service(order)


@rule("SOA 2003 s.97", since=SOA_2003, until=PCSC_2022 - ONE_DAY, source="SOA, PCSC")
def s97(order: Order) -> date:
    """A notification order registers someone for an offence dealt with abroad.

    It makes MAPPA apply from service, or from the day it was made where none is recorded.
    """
    return service(order)


@rule("SOA 2003 s.96ZA", since=PCSC_2022, source="PCSC")
def s96za(order: Order) -> date:
    """A notice given in person by a constable has taken the place of the notification order."""
    return service(order)


@rule("SOA 2003 s.100(6)", since=SOA_2003, until=PCSC_2022 - ONE_DAY, source="SOA")
def s100_6(order: Order) -> date:
    """An interim notification order registers its subject from service while it runs."""
    return service(order)


@rule("SOA 2003 s.98(2)", since=SOA_2003, source="SOA")
def s98_2(disposal: Disposal, *, under_18: bool) -> date | None:
    """After a notification order the period of s.82 runs from the conviction abroad."""
    row = s82_1(disposal.disposal, s131_a(disposal))
    return row(disposal.relevant_on or disposal.convicted_on, under_18=under_18)


@rule("SOA 2003 s.129", since=SOA_2003, source="memory", status=Status.MEMORY)
def s129(disposal: Disposal) -> date:
    """Convicted of or cautioned for breach of a risk of sexual harm order: registered from then.

    Until the order ends.
    """
    return disposal.convicted_on


@rule("SOA 2003 s.122I", since=SHPO_2015, source="memory", status=Status.MEMORY)
def s122i(disposal: Disposal) -> date:
    """Convicted of or cautioned for breach of a sexual risk order: registered from then.

    Until the order ends.
    """
    return disposal.convicted_on


@rule("SOA 2003 ss.107(6), 117(5)", since=SOA_2003, source="SOA")
def s107_6(order: Order, orders: Iterable[Order]) -> date | None:
    """A later order of the same kind ends the earlier one the day before it is made.

    So does any order that a court made in its place, and the full order an interim one.
    """
    later = [
        other.made_on - timedelta(days=1)
        for other in orders
        if other.made_on > order.made_on
        and (other.replaces == order.ref or _supersedes(other, order))
    ]
    return min((d for d in [*later, order.ends_on] if d is not None), default=None)


_REPLACED_BY_ITS_LIKE = frozenset({"SOPO", "SHPO", "FTO"})
_INTERIM = "interim_"


def _supersedes(other: Order, order: Order) -> bool:
    if order.type.startswith(_INTERIM):
        return other.type == order.type.removeprefix(_INTERIM)
    kind = type_on(order, other.made_on)
    return kind in _REPLACED_BY_ITS_LIKE and type_on(other, other.made_on) == kind


@dataclass(frozen=True, slots=True)
class Length:
    """A shortest and longest length in months; `fixed_end`: "until further order" is not open.

    `at_most_days` is a longest length that is set in days.
    """

    at_least: int | None = None
    at_most: int | None = None
    fixed_end: bool = False
    at_most_days: int | None = None


@rule("SOA 2003 s.107(1)(b)", since=SOA_2003, until=SHPO_2015 - ONE_DAY, source="SOA")
def s107_1(order: Order) -> Length:
    """A sexual offences prevention order: 5 years or more, or until further order."""
    return Length(at_least=60)


@rule("SOA 2003 s.103C(2)", since=SHPO_2015, source="SHPO")
def s103c_2(order: Order) -> Length:
    """A sexual harm prevention order: 5 years or more, or until further order."""
    return Length(at_least=60)


@rule(
    "SOA 2003 s.117", since=SOA_2003, until=SHPO_2015 - ONE_DAY, source="SOA", status=Status.PARTLY
)
def s117(order: Order) -> Length:
    """A foreign travel order: a fixed time of 5 years at most, 6 months before 1 April 2010."""
    return Length(at_most=60 if order.made_on >= date(2010, 4, 1) else 6, fixed_end=True)


@rule("SOA 2003 s.123", since=SOA_2003, until=SHPO_2015 - ONE_DAY, source="SOA")
def s123(order: Order) -> Length:
    """A risk of sexual harm order: 2 years or more, or until further order."""
    return Length(at_least=24)


@rule("SOA 2003 s.122A", since=SHPO_2015, source="SRO", status=Status.PARTLY)
def s122a(order: Order) -> Length:
    """A sexual risk order: 2 years or more, or until further order."""
    return Length(at_least=24)


@rule("CJIA 2008 s.98", since=date(2009, 8, 3), source="VOO")
def cjia_s98(order: Order) -> Length:
    """A violent offender order: 2 to 5 years, renewable."""
    return Length(at_least=24, at_most=60, fixed_end=True)


@rule("SPA 2019 s.3", since=date(2020, 1, 20), source="SPA")
def spa_s3(order: Order) -> Length:
    """A stalking protection order: 2 years or more, or until further order."""
    return Length(at_least=24)


@rule("CTA 2008 Sch.5", since=date(2009, 10, 1), source="CTA", status=Status.PARTLY)
def cta_sch5(order: Order) -> Length:
    """A foreign travel restriction order after a terrorist offence: 6 months at most."""
    return Length(at_most=6, fixed_end=True)


@rule(
    "SOA 2003 ss.100, 103F, 109, 122E, 126; SPA 2019 s.5",
    since=SOA_2003,
    source="SOA, SHPO, memory",
    status=Status.PARTLY,
)
def interim_length(order: Order) -> Length:
    """An interim order runs for a fixed time and ends when the application is decided."""
    return Length(fixed_end=True)


@rule("CJIA 2008 s.104", since=date(2009, 8, 3), source="VOO", status=Status.PARTLY)
def cjia_s104(order: Order) -> Length:
    """An interim violent offender order: 4 weeks at most each time, renewable."""
    return Length(at_most_days=28, fixed_end=True)


@rule(
    "Sex Offenders Act 1997 s.5A; CDA 1998 s.2",
    since=date(1998, 12, 1),
    until=SOA_2003 - ONE_DAY,
    source="memory",
    status=Status.MEMORY,
)
def former_length(order: Order) -> Length:
    """A restraining or sex offender order of the old Acts: a time that the court set, or no end."""
    return Length()


@rule("SOA 2003 ss.96ZA, 98", since=SOA_2003, source="SOA, PCSC")
def s98(order: Order) -> Length:
    """A notification order or notice runs for the period of s.82 and has no length of its own."""
    return Length()


@rule("CTA 2008 ss.47, 53", since=date(2009, 10, 1), source="CTA")
def cta_part_4(order: Order) -> Length:
    """Notification under Part 4 follows from the sentence and has no length of its own."""
    return Length()


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the fourteen kinds of order or notice, an interim one, or a predecessor.

    `made`: the days on which one could be made.
    """

    name: str
    made: Period
    length: Rule[[Order], Length]
    registers: Rule[[Order], date] | None = None
    extends: Rule[[Order], date] | None = None


def _made(since: date, until: date | None = None) -> Period:
    return Period(since, until)


_OLD = _made(SOA_2003, SHPO_2015 - ONE_DAY)
KINDS: Mapping[str, Kind] = {
    "NO": Kind("notification order", _made(SOA_2003, PCSC_2022 - ONE_DAY), s98, s97),
    "interim_NO": Kind(
        "interim notification order",
        _made(SOA_2003, PCSC_2022 - ONE_DAY),
        interim_length,
        s100_6,
    ),
    "s96ZA_notice": Kind("notification notice under s.96ZA", _made(PCSC_2022), s98, s96za),
    "SOPO": Kind("sexual offences prevention order", _OLD, s107_1, s107_4, s107_3),
    "interim_SOPO": Kind("interim sexual offences prevention order", _OLD, interim_length, s109_5),
    "FTO": Kind("foreign travel order", _OLD, s117),
    "RSHO": Kind("risk of sexual harm order", _OLD, s123),
    "SHPO": Kind("sexual harm prevention order", _made(SHPO_2015), s103c_2, s103g_2, s103g_1),
    "interim_SHPO": Kind(
        "interim sexual harm prevention order", _made(SHPO_2015), interim_length, s103f
    ),
    "SRO": Kind("sexual risk order", _made(SHPO_2015), s122a),
    "VOO": Kind("violent offender order", _made(date(2009, 8, 3)), cjia_s98),
    "SPO": Kind("stalking protection order", _made(date(2020, 1, 20)), spa_s3),
    "CTA": Kind("notification under CTA 2008 Part 4", _made(date(2009, 10, 1)), cta_part_4),
    "FTRO": Kind("foreign travel restriction order", _made(date(2009, 10, 1)), cta_sch5),
    "interim_RSHO": Kind("interim risk of sexual harm order", _OLD, interim_length),
    "interim_SRO": Kind("interim sexual risk order", _made(SHPO_2015), interim_length),
    "interim_VOO": Kind("interim violent offender order", _made(date(2009, 8, 3)), cjia_s104),
    "interim_SPO": Kind(
        "interim stalking protection order", _made(date(2020, 1, 20)), interim_length
    ),
    "restraining_order_1997": Kind(
        "restraining order of the 1997 Act",
        _made(date(2001, 6, 1), SOA_2003 - ONE_DAY),
        former_length,
        s81_7,
    ),
    "sex_offender_order_1998": Kind(
        "sex offender order of the 1998 Act",
        _made(date(1998, 12, 1), SOA_2003 - ONE_DAY),
        former_length,
        s81_7,
    ),
}


@rule("ASBCPA 2014 s.114", since=SHPO_2015, source="TRANS")
def s114_old_law(order: Order) -> bool:
    """An order of the old kinds may still be made where it was applied for before 8 March 2015."""
    return (
        order.type in {"SOPO", "interim_SOPO", "FTO", "RSHO", "interim_RSHO"}
        and order.applied_for_on is not None
        and order.applied_for_on < SHPO_2015
    )


@rule("ASBCPA 2014 s.114(5)", since=CONVERSION, source="TRANS")
def s114_conversion(order: Order) -> str | None:
    """What still runs on 8 March 2020 becomes the new order: a SOPO an SHPO, an RSHO an SRO.

    Restraining and sex offender orders of the old Acts become SHPOs too. Foreign travel orders are
    not converted.
    """
    return _CONVERTED_INTO.get(order.type)


_CONVERTED_INTO = {
    "SOPO": "SHPO",
    "RSHO": "SRO",
    "restraining_order_1997": "SHPO",
    "sex_offender_order_1998": "SHPO",
}


@rule("ASBCPA 2014 s.114, no extension", since=SHPO_2015, source="TRANS")
def s114_no_extension(order: Order) -> bool:
    """No order of the old kinds may be made longer by a variation on or after 8 March 2015.

    The answer is whether that was done.
    """
    return (
        order.type in _CONVERTED_INTO.keys() | {"FTO", "interim_SOPO", "interim_RSHO"}
        and order.extended_on is not None
        and order.extended_on >= SHPO_2015
    )


def type_on(order: Order, on: date) -> str:
    """The kind of an order on the day `on`, conversion on 8 March 2020 followed."""
    if s114_conversion.in_force_on(on):
        return s114_conversion(order) or order.type
    return order.type


@rule("SOA 2003 ss.108(6), 103E(7)", since=SOA_2003, source="SOA, SHPO")
def s108_6(order: Order) -> date | None:
    """No discharge in the first 5 years unless subject and police both agree.

    The bar's last day; a sexual harm prevention order that only bans travel has none (s.103E(7)).
    """
    if order.type not in {"SOPO", "SHPO"} or (order.only_bans_travel and order.type == "SHPO"):
        return None
    return beginning_with(order.made_on, years=5)


@rule("SOA 2003 s.103D", since=SHPO_2015, source="SHPO")
def s103d(order: Order) -> date | None:
    """A ban on travel abroad lasts 5 years at most each time that it is made or extended.

    In a sexual harm prevention order, and in a sexual risk order.
    """
    if not order.foreign_travel_restriction or order.type not in _MAY_BAN_TRAVEL:
        return None
    longest = beginning_with(order.travel_ban_extended_on or order.made_on, years=5)
    return longest if order.ends_on is None else min(longest, order.ends_on)


_MAY_BAN_TRAVEL = frozenset({"SHPO", "interim_SHPO", "SRO", "interim_SRO"})


@rule("SOA 2003 s.117(4)", since=SOA_2003, source="SOA")
def s117_4(order: Order) -> bool:
    """While a foreign travel order runs its subject must notify travel, registered or not."""
    return order.type == "FTO"


@rule("SOA 2003 ss.103D, 117A", since=date(2010, 4, 1), source="SOA, SHPO")
def s117a(order: Order) -> bool:
    """Banned from travel to all countries: all passports must be surrendered until the ban ends.

    Under a foreign travel order, or a ban in a sexual harm prevention or sexual risk order.
    """
    bans_travel = order.type == "FTO" or s103d(order) is not None
    return order.all_countries and bans_travel


@rule(
    "CJIA 2008 ss.108, 109; SPA 2019 s.9; SOA 2003 s.122F",
    since=date(2009, 8, 3),
    source="VOO, SPA, memory",
    status=Status.PARTLY,
)
def own_notification(order: Order) -> date | None:
    """Names and home address must be notified within 3 days of a VOO, SRO or SPO.

    The days begin with its coming into force or service. Changes within 3 days too; a violent
    offender order also every year.
    """
    if order.type.removeprefix(_INTERIM) not in {"VOO", "SRO", "SPO"}:
        return None
    return beginning_with(service(order), days=3)


@rule(
    "CJIA 2008 s.109; SPA 2019 s.10; SOA 2003 s.122F(3)",
    since=date(2009, 8, 3),
    source="VOO, SPA, memory",
    status=Status.PARTLY,
)
def own_change(changed_on: date) -> date:
    """A new name or home address under a VOO, SRO or SPO: within 3 days beginning with it."""
    return beginning_with(changed_on, days=3)


@rule("Sentencing Code ss.343-358", since=date(2020, 12, 1), source="PCSC", status=Status.PARTLY)
def code_s343(order: Order) -> bool:
    """A sexual harm prevention order on conviction is made under the Code since 1 December 2020."""
    return order.type == "SHPO" and order.on_conviction


@rule("PCSC Act 2022 s.175", since=PCSC_2022, source="PCSC")
def pcsc_s175(order: Order) -> bool:
    """A sexual harm prevention or sexual risk order may also require acts, since 29 November 2022.

    The answer is whether an order of that kind does.
    """
    return order.positive_requirements and order.type in _MAY_BAN_TRAVEL


_ONLY_FORBIDS = frozenset({"SOPO", "interim_SOPO", "FTO", "RSHO", "interim_RSHO"})


@rule(
    "SOA 2003 ss.107(1), 114(1), 123(1); PCSC Act 2022 s.175",
    since=SOA_2003,
    source="SOA, PCSC",
    status=Status.PARTLY,
)
def may_require(order: Order) -> bool:
    """Orders of the Sexual Offences Act 2003 could only forbid, before 29 November 2022.

    Since then a sexual harm prevention or sexual risk order may also require acts. The answer is
    whether an order of that kind, made on its day, may.
    """
    if order.type in _MAY_BAN_TRAVEL:
        return pcsc_s175.in_force_on(order.made_on)
    return order.type not in _ONLY_FORBIDS


@rule("PCSC Act 2022 s.178", since=None, source="PCSC", status=Status.PARTLY)
def pcsc_s178(order: Order) -> bool:
    """Such an order may also tag. Not commenced on 29 November 2022, so switched off."""
    return order.electronic_monitoring and order.type in _MAY_BAN_TRAVEL


@rule("PCSC Act 2022 s.174", since=PCSC_2022, source="PCSC, memory", status=Status.PARTLY)
def pcsc_s174() -> str:
    """What such an order rests on is proved as in a civil court: on the balance of probabilities.

    The answer is the standard.
    """
    return "balance of probabilities"


@dataclass(frozen=True, slots=True)
class OrderPosition:
    """What one order is on a day: its last day, what it does, and the rules that say so.

    `made_on` is its first day, `made_as` what it was called then.
    """

    ref: str
    type: str
    name: str
    last_day: date | None
    made_on: date
    made_as: str
    in_force: bool
    effects: tuple[str, ...]
    rules: tuple[AnyRule, ...]

    def because(self) -> str:
        """One sentence that says what it is, until when it runs and what it does."""
        until = "no end" if self.last_day is None else f"last day {in_words(self.last_day)}"
        made = f"{self.made_as} made on {in_words(self.made_on)}"
        said = f"{made} ({self.rules[0].provision}); {until}"
        return "; ".join((said[:1].upper() + said[1:], *self.effects)) + "."


def position(
    order: Order, orders: Iterable[Order], on: date, *, last: date | None
) -> OrderPosition:
    """The order on the day `on`; `last` is its last day where the law gives it (a notice)."""
    kind = KINDS[order.type]
    rules: list[AnyRule] = [kind.length]
    ends = s107_6(order, orders)
    if ends != order.ends_on:
        rules.append(s107_6)
    if order.for_disposal is not None:
        ends = last
        rules.append(s98_2)
    current = type_on(order, on)
    effects = []
    if current != order.type:
        effects.append(f"treated as {KINDS[current].name} since {in_words(CONVERSION)}")
        rules.append(s114_conversion)
    if kind.registers is not None:
        effects.append("registers its subject while it runs")
        rules.append(kind.registers)
    if s117_4(order):
        effects.append("its subject must notify all travel out of the United Kingdom")
        rules.append(s117_4)
    if code_s343.in_force_on(order.made_on) and code_s343(order):
        effects.append("made under the Sentencing Code")
        rules.append(code_s343)
    if pcsc_s175.in_force_on(order.made_on) and pcsc_s175(order):
        effects.append("requires acts as well as forbidding them")
        rules.append(pcsc_s175)
    if s117a(order):
        effects.append("all passports must be surrendered")
        rules.append(s117a)
    for bar, effect in (
        (s108_6, "no discharge before the end of {} without consent of subject and police"),
        (s103d, "travel ban ends {} at the latest"),
        (own_notification, "names and home address to be notified by {}"),
    ):
        until = bar(order)
        if until is not None:
            effects.append(effect.format(in_words(until)))
            rules.append(bar)
    runs = order.made_on <= on and (ends is None or on <= ends)
    return OrderPosition(
        ref=order.ref,
        type=current,
        name=KINDS[current].name,
        last_day=ends,
        made_on=order.made_on,
        made_as=kind.name,
        in_force=runs,
        effects=tuple(effects),
        rules=tuple(rules),
    )
