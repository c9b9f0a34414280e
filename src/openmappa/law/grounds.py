"""Why MAPPA applies to someone, category by category, and from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from openmappa.law.dates import Period, in_words
from openmappa.law.facts import Designation, Disposal, Facts, Order
from openmappa.law.notification import (
    SOA_2003,
    TERMS,
    aggregates,
    s80_1,
    s81_3,
    s82_1,
    s82_1_h,
    s82_2,
    s82_4,
    s131_a,
    s134,
)
from openmappa.law.rules import LAW_VERSION, AnyRule, Rule, Status, rule

__all__ = ["LAW_VERSION", "Ground", "category_on", "grounds"]

ARRANGEMENTS = date(2004, 4, 5)  # ss.325-327 CJA 2003 in force
CATEGORY_4 = date(2022, 6, 28)  # PCSC Act 2022: terrorist offenders


Fact: TypeAlias = Disposal | Order | Designation


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason in law why MAPPA applies to someone, for a time.

    `rules` made it, in the order in which they were applied; the first is the deciding one.
    `suspended`: a Category 2 ground that rests on a suspended sentence only.
    """

    category: int
    period: Period
    rules: tuple[AnyRule, ...]
    facts: tuple[Fact, ...]
    suspended: bool = False

    @property
    def rule(self) -> str:
        """The id of the deciding rule, such as "s82-1-d"."""
        return self.rules[0].id

    @property
    def provision(self) -> str:
        """Where the deciding rule stands, such as "SOA 2003 s.82(1), row d"."""
        return self.rules[0].provision

    @property
    def refs(self) -> tuple[str, ...]:
        """The facts that made it, by their own references."""
        return tuple(fact.ref for fact in self.facts)

    def because(self) -> str:
        """One sentence that says why, since when and until when."""
        since = "" if self.period.first is None else f" since {in_words(self.period.first)}"
        last = self.period.last
        end = "no end" if last is None else f"last day {in_words(last)}"
        return f"Category {self.category}{since}: {self._cause()} ({self.provision}); {end}."

    def _cause(self) -> str:
        fact = self.facts[-1]
        if isinstance(fact, Designation):
            reason = f", {fact.reason[:1].lower()}{fact.reason[1:]}" if fact.reason else ""
            return f"identified by {fact.area} as another dangerous offender{reason}"
        if isinstance(fact, Order):
            return f"{_ORDERS[fact.type].description} made on {in_words(fact.made_on)}"
        return self._sentence(fact)

    def _sentence(self, disposal: Disposal) -> str:
        verb = "cautioned" if disposal.disposal == "caution" else "convicted"
        said = f"{verb} of {disposal.offence} on {in_words(disposal.convicted_on)}"
        imposed = disposal.disposal.replace("_", " ")
        if disposal.term_months is not None and disposal.disposal in TERMS:
            imposed = f"{_months(2 * disposal.term_months)} {imposed}"
        if len(self.facts) > 1:
            terms = [fact for fact in self.facts if isinstance(fact, Disposal)]
            total = _months(sum(s131_a(term) for term in terms))
            imposed += f", with consecutive terms {total} in all"
        elif s131_a in self.rules:
            imposed += f", of which {_months(s131_a(disposal))} count"
        if s82_2 in self.rules:
            imposed += ", under 18 at the time"
        return f"{said}, {imposed}"


def _months(half_months: int) -> str:
    whole, half = divmod(half_months, 2)
    return f"{whole}{' and a half' if half else ''} month{'' if half_months == 2 else 's'}"


@rule("CJA 2003 s.327(2)", since=ARRANGEMENTS, source="CJA")
def s327_2(facts: Facts) -> Iterator[Ground]:
    """Category 1: anyone subject to the notification requirements today, for whatever reason.

    From the day they begin, in custody or not, to their last day.
    """
    registrations = [*_from_disposals(facts)]
    yield from registrations
    for order in sorted(facts.orders, key=lambda o: (o.served_on or o.made_on, o.ref)):
        if (ground := _from_order(order, facts, registrations)) is not None:
            registrations.append(ground)
            yield ground


def _from_disposals(facts: Facts) -> Iterator[Ground]:
    disposals = facts.disposals
    sums = aggregates(disposals) if any(d.consecutive_to for d in disposals) else {}
    for disposal in disposals:
        if s80_1(disposal) and s134(disposal) and s81_3(disposal):
            chain, half_months = sums.get(disposal.ref) or ((disposal,), s131_a(disposal))
            ground = _registration(facts.born, disposal, chain, half_months)
            if ground is not None:
                yield ground


def _registration(
    born: date | None, disposal: Disposal, chain: tuple[Disposal, ...], half_months: int
) -> Ground | None:
    relevant = disposal.relevant_on or disposal.convicted_on
    if disposal.disposal == "conditional_discharge":
        last = s82_1_h(disposal.ends_on)
        if last is not None and last < relevant:
            return None
        return Ground(1, Period(relevant, last), (s82_1_h, s80_1), (disposal,))
    row = s82_1(disposal.disposal, half_months)
    young = s82_2(born, relevant)
    last = row(relevant, under_18=young)
    rules: tuple[AnyRule, ...] = (row, s80_1)
    if young and last is not None:
        rules += (s82_2,)
    if disposal.disposal == "dto":
        rules += (s131_a,)
    if len(chain) == 1:
        return Ground(1, Period(relevant, last), rules, (disposal,))
    others = tuple(link for link in chain if link.ref != disposal.ref)
    return Ground(1, Period(relevant, last), (*rules, s82_4), (*others, disposal))


@rule("SOA 2003 s.107(4), (5)", since=SOA_2003, source="SOA")
def s107_4(order: Order) -> date:
    """A sexual offences prevention order registers its subject from service until it ends.

    From the day it was made where no day of service is recorded.
    """
    return order.served_on or order.made_on


@rule("SOA 2003 s.107(3)", since=SOA_2003, source="SOA")
def s107_3(order: Order) -> date:
    """Who is registered already when the order is made stays so at least until it ends."""
    return order.served_on or order.made_on


@rule("SOA 2003 s.109(5)", since=SOA_2003, source="SOA")
def s109_5(order: Order) -> date:
    """An interim sexual offences prevention order registers its subject while it runs."""
    return order.served_on or order.made_on


@rule("SOA 2003 s.103G(2), (3)", since=date(2015, 3, 8), source="SHPO", status=Status.PARTLY)
def s103g_2(order: Order) -> date:
    """A sexual harm prevention order registers its subject from service until it ends.

    From the day it was made where no day of service is recorded.
    """
    return order.served_on or order.made_on


@rule("SOA 2003 s.103G(1)", since=date(2015, 3, 8), source="SHPO")
def s103g_1(order: Order) -> date:
    """Who is registered already when the order is made stays so at least until it ends."""
    return order.served_on or order.made_on


@rule("SOA 2003 s.103F", since=date(2015, 3, 8), source="SHPO", status=Status.PARTLY)
def s103f(order: Order) -> date:
    """An interim sexual harm prevention order registers its subject while it runs."""
    return order.served_on or order.made_on


@rule("SOA 2003 s.97", since=SOA_2003, until=date(2022, 11, 28), source="SOA, PCSC")
def s97(order: Order) -> date:
    """A notification order registers someone for an offence dealt with abroad.

    It makes MAPPA apply from service, or from the day it was made where none is recorded.
    """
    return order.served_on or order.made_on


@rule("SOA 2003 s.100(6)", since=SOA_2003, until=date(2022, 11, 28), source="SOA")
def s100_6(order: Order) -> date:
    """An interim notification order registers its subject from service while it runs."""
    return order.served_on or order.made_on


@dataclass(frozen=True, slots=True)
class _Registering:
    description: str
    registers: Rule[..., date]
    extends: Rule[..., date] | None = None


_ORDERS = {
    "SOPO": _Registering("sexual offences prevention order", s107_4, s107_3),
    "interim_SOPO": _Registering("interim sexual offences prevention order", s109_5),
    "SHPO": _Registering("sexual harm prevention order", s103g_2, s103g_1),
    "interim_SHPO": _Registering("interim sexual harm prevention order", s103f),
    "NO": _Registering("notification order", s97),
    "interim_NO": _Registering("interim notification order", s100_6),
}

_REPLACED_BY_ITS_LIKE = frozenset({"SOPO", "SHPO"})


@rule("SOA 2003 s.107(6)", since=SOA_2003, source="SOA")
def s107_6(order: Order, orders: Iterable[Order]) -> date | None:
    """A later order of the same kind ends the earlier one the day before it is made.

    So does any order that a court made in its place.
    """
    later = [
        other.made_on - timedelta(days=1)
        for other in orders
        if other.made_on > order.made_on
        and (
            other.replaces == order.ref
            or (order.type in _REPLACED_BY_ITS_LIKE and other.type == order.type)
        )
    ]
    return min((d for d in [*later, order.ends_on] if d is not None), default=None)


def _from_order(order: Order, facts: Facts, registrations: Iterable[Ground]) -> Ground | None:
    kind = _ORDERS.get(order.type)
    if kind is None:
        return None
    first = kind.registers(order)
    last = s107_6(order, facts.orders)
    if last is not None and last < first:
        return None
    registered = any(ground.period.covers(first) for ground in registrations)
    deciding = kind.extends if kind.extends is not None and registered else kind.registers
    rules: tuple[AnyRule, ...] = (deciding,) if last == order.ends_on else (deciding, s107_6)
    return Ground(1, Period(first, last), rules, (order,))


@rule("CJA 2003 s.327(3)(a)", since=ARRANGEMENTS, source="CJA")
def s327_3_a(disposal: Disposal) -> bool:
    """Category 2 needs an offence in Schedule 15 or s.327(4A), before an England or Wales court.

    Every Schedule 3 offence is in Schedule 15 Part 2 as well.
    """
    return disposal.jurisdiction == "E&W" and disposal.offence_class in _CATEGORY_2_CLASSES


_CATEGORY_2_CLASSES = frozenset({"sexual_sch3", "sexual_sch15", "violent_sch15", "s327_4a"})


@rule("CJA 2003 s.327(3)(b)(i)", since=ARRANGEMENTS, source="CJA, CJA327-18")
def s327_3_b_i(disposal: Disposal) -> bool:
    """Imprisonment of 12 months or more in one term; a suspended sentence counts.

    Life and imprisonment for public protection always count. Terms for several offences are not
    added up.
    """
    return disposal.disposal in {"life", "ipp"} or _twelve_months(disposal)


@rule("CJA 2003 s.327(3)(b)(ii)", since=ARRANGEMENTS, source="CJA")
def s327_3_b_ii(disposal: Disposal) -> bool:
    """Detention in a young offender institution of 12 months or more in one term."""
    return _twelve_months(disposal)


@rule("CJA 2003 s.327(3)(b)(v)", since=ARRANGEMENTS, source="CJA")
def s327_3_b_v(disposal: Disposal) -> bool:
    """Detention of a child under s.91 PCC(S)A 2000 or s.250 of the Code of 12 months or more."""
    return _twelve_months(disposal)


@rule("CJA 2003 s.327(3)(b)(vi)", since=ARRANGEMENTS, source="CJA, CJA327-12")
def s327_3_b_vi(disposal: Disposal) -> bool:
    """An extended sentence, of whatever length."""
    return True


@rule("CJA 2003 s.327(3)(b)(vii)", since=ARRANGEMENTS, source="CJA")
def s327_3_b_vii(disposal: Disposal) -> bool:
    """A detention and training order of 12 months or more, counted whole and not by half."""
    return _twelve_months(disposal)


@rule("CJA 2003 s.327(3)(b)(viii), (4)", since=ARRANGEMENTS, source="CJA")
def s327_3_b_viii(disposal: Disposal) -> bool:
    """A hospital order, restricted or not, or a guardianship order.

    Also after a finding of insanity, or of disability and having done the act.
    """
    return True


def _twelve_months(disposal: Disposal) -> bool:
    return disposal.term_months is not None and disposal.term_months >= 12


_QUALIFYING = {
    "imprisonment": s327_3_b_i,
    "suspended_imprisonment": s327_3_b_i,
    "life": s327_3_b_i,
    "ipp": s327_3_b_i,
    "yoi_detention": s327_3_b_ii,
    "s91_detention": s327_3_b_v,
    "extended": s327_3_b_vi,
    "dto": s327_3_b_vii,
    "hospital_order": s327_3_b_viii,
    "restricted_hospital_order": s327_3_b_viii,
    "guardianship_order": s327_3_b_viii,
}


@rule("CJA 2003 s.327(3)", since=ARRANGEMENTS, source="CJA, MG")
def s327_3(facts: Facts) -> Iterator[Ground]:
    """Category 2: while a qualifying sentence or order runs, from its day to its last day.

    The licence is part of the sentence.
    """
    for disposal in facts.disposals:
        qualifying = _QUALIFYING.get(disposal.disposal)
        if qualifying is not None and s327_3_a(disposal) and qualifying(disposal):
            first = disposal.sentenced_on or disposal.convicted_on
            if disposal.ends_on is None or first <= disposal.ends_on:
                yield Ground(
                    2,
                    Period(first, disposal.ends_on),
                    (qualifying, s327_3_a, s327_3),
                    (disposal,),
                    suspended=disposal.disposal == "suspended_imprisonment",
                )


@rule("CJA 2003 s.325(2)(b)", since=ARRANGEMENTS, source="CJA, MG")
def s325_2_b(facts: Facts) -> Iterator[Ground]:
    """Category 3: as long as the Responsible Authority's decision stands.

    The decision says that a past offence shows that the person may cause serious harm, and that the
    risk needs management at Level 2 or 3.
    """
    for designation in facts.designations:
        yield Ground(3, designation.period, (s325_2_b,), (designation,))


def grounds(facts: Facts) -> tuple[Ground, ...]:
    """Every ground that the facts make, oldest first; whatever order the facts come in.

    A death ends no ground here: who asks looks at the death itself.
    """
    found = [*s327_2(facts), *s327_3(facts), *s325_2_b(facts)]
    if len(found) > 1:
        found.sort(key=_in_time)
    return tuple(found)


def _in_time(ground: Ground) -> tuple[date, int, date, str, tuple[str, ...]]:
    first, last = ground.period.first, ground.period.last
    return first or date.min, ground.category, last or date.max, ground.rule, ground.refs


@rule(
    "MAPPA Guidance; order of the categories in the published tables",
    since=ARRANGEMENTS,
    source="S, MG",
    status=Status.PARTLY,
)
def precedence(on: date) -> tuple[int, ...]:
    """One category at a time: 1 before 2 before 3; from 28 June 2022 Category 4 before all."""
    return (1, 2, 3) if on < CATEGORY_4 else (4, 1, 2, 3)


def category_on(categories: Iterable[int], on: date) -> int | None:
    """The one category of someone who has grounds of these categories on the day `on`, or None."""
    held = set(categories)
    return next((category for category in precedence(on) if category in held), None)
