"""Why MAPPA applies to someone, category by category, and from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from openmappa.law.dates import ONE_DAY, Period, days_from, in_words
from openmappa.law.facts import ALWAYS, TERMS, Designation, Disposal, Facts, Level, Order, Review
from openmappa.law.licences import s31a_termination, s256aa, sentence_end
from openmappa.law.notification import (
    LENGTHS,
    aggregates,
    s80_1,
    s81_3,
    s82_1,
    s82_1_a,
    s82_1_b,
    s82_1_c,
    s82_1_h,
    s82_2,
    s82_4,
    s82_5,
    s134,
)
from openmappa.law.offences import ARRANGEMENTS, s131, s131_a
from openmappa.law.orders import KINDS, s98_2, s107_6, s122i, s129, service, type_on
from openmappa.law.rules import LAW_VERSION, MANUAL, AnyRule, Status, rule
from openmappa.law.terrorism import cta_s45, cta_s53, cta_s53_7, part_4_period

__all__ = ["LAW_VERSION", "Ground", "category_on", "grounds"]

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
    def checked(self) -> bool:
        """Whether every rule was read in its source; if not, a lawyer must check it."""
        return all(rule.status is Status.VERIFIED for rule in self.rules)

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
            reason = f" ({fact.reason[:1].lower()}{fact.reason[1:]})" if fact.reason else ""
            return f"identified by {fact.area}{reason}"
        if isinstance(fact, Order):
            return f"{KINDS[fact.type].name} made on {in_words(fact.made_on)}"
        said = f"{_found(fact)} {fact.offence} on {in_words(fact.convicted_on)}"
        return f"{said}; {self._imposed(fact)}"

    def _imposed(self, disposal: Disposal) -> str:
        imposed = _WORDS.get(disposal.disposal) or disposal.disposal.replace("_", " ")
        if disposal.term_months is not None and disposal.disposal in TERMS:
            imposed = f"{_months(2 * disposal.term_months)} {_TERM_WORDS[disposal.disposal]}"
        if self.rule not in LENGTHS:
            return imposed
        if s82_4 in self.rules:
            imposed += f", {_months(self._sum())} with consecutive Schedule 3 terms"
        elif s131_a in self.rules:
            imposed += f", of which {_months(s131_a(disposal))} count"
        young = s82_2 in self.rules
        if young:
            imposed += ", under 18 at the time"
        return f"{imposed}, so {LENGTHS[self.rule][young]}"

    def _sum(self) -> int:
        terms = [fact for fact in self.facts if isinstance(fact, Disposal)]
        return sum(s131_a(term) - 2 * term.overlap_months for term in terms)


_WORDS = {
    "life": "imprisonment for life",
    "ipp": "imprisonment for public protection",
    "dpp": "detention for public protection",
    "hmp_detention": "detention during His Majesty's pleasure",
    "lifelong_restriction": "a Scottish order for lifelong restriction",
    "caution": "a caution",
}
_TERM_WORDS = {
    "imprisonment": "in prison",
    "suspended_imprisonment": "suspended",
    "extended": "extended sentence",
    "yoi_detention": "in a young offender institution",
    "s91_detention": "of detention",
    "dto": "detention and training order",
    "special_custodial": "as an offender of particular concern",
}


def _found(disposal: Disposal) -> str:
    if disposal.disposal == "caution":
        return "cautioned for"
    return {
        "insanity": "not guilty by reason of insanity of",
        "disability": "under a disability and found to have done the act of",
    }.get(disposal.finding, "convicted of")


def _months(half_months: int) -> str:
    whole, half = divmod(half_months, 2)
    return f"{whole}{' and a half' if half else ''} month{'' if half_months == 2 else 's'}"


@rule("CJA 2003 s.327(2)", since=ARRANGEMENTS, source="CJA")
def s327_2(facts: Facts) -> Iterator[Ground]:
    """Category 1: anyone subject to the notification requirements today, for whatever reason.

    From the day they begin, in custody or not, to their last day.
    """
    registrations = list(_from_disposals(facts))
    if facts.orders:
        registrations += _from_breaches(facts)
        for order in sorted(facts.orders, key=lambda o: (service(o), o.ref)):
            if (ground := _from_order(order, facts, registrations)) is not None:
                registrations.append(ground)
    if facts.reviews:
        registrations = [_reviewed(ground, facts.reviews) for ground in registrations]
    yield from registrations


@rule(
    "SOA 2003 ss.91A-91C, requirement ended",
    since=date(2012, 7, 30),
    source="R91, memory",
    status=Status.PARTLY,
)
def s91c(review: Review) -> date | None:
    """A review that is granted ends an indefinite requirement on the day the notice is received.

    On the day of the decision where none is recorded. That day is the first day free; the answer
    is the last day of the requirement, None where nothing was granted.
    """
    if review.granted_on is None:
        return None
    return days_from(max(review.received_on or review.granted_on, review.granted_on), -1)


def indefinite(ground: Ground) -> bool:
    """Whether it is a requirement without end of which a review may be asked for (s.91A(2)(a))."""
    return (
        ground.category == 1
        and ground.period.last is None
        and not _WITHOUT_END.isdisjoint(ground.rules)
    )


_WITHOUT_END = frozenset({s82_1_a, s82_1_b, s82_1_c, s98_2})


def _reviewed(ground: Ground, reviews: Iterable[Review]) -> Ground:
    """The registration, ended by the first review granted while it ran."""
    first = ground.period.first or date.min
    ends = [last for last in map(s91c, reviews) if last is not None and first <= last]
    if not ends or not indefinite(ground):
        return ground
    return replace(
        ground, period=Period(ground.period.first, min(ends)), rules=(*ground.rules, s91c)
    )


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
    rules: tuple[AnyRule, ...]
    facts: tuple[Fact, ...] = (disposal,)
    if disposal.disposal == "conditional_discharge":
        last = s82_1_h(disposal)
        rules = (s82_1_h, s80_1)
    else:
        row = s82_1(disposal.disposal, half_months)
        young = s82_2(born, relevant)
        last = row(relevant, under_18=young)
        rules = (row, s80_1)
        if young and last is not None:
            rules += (s82_2,)
        if disposal.disposal != "imprisonment" and s131(disposal):
            rules += (s131_a, s131) if disposal.disposal == "dto" else (s131,)
        if len(chain) > 1:
            rules += (s82_4,)
            facts = (*(link for link in chain if link.ref != disposal.ref), disposal)
    if disposal.trial_concluded_on is not None:
        last = s82_5(last, disposal.trial_concluded_on)
        rules += (s82_5,)
    if last is not None and last < relevant:
        return None
    return Ground(1, Period(relevant, last), rules + _classified_by(disposal), facts)


def _classified_by(disposal: Disposal) -> tuple[AnyRule, ...]:
    return tuple(MANUAL[rule_id] for rule_id in disposal.classified_by)


def _from_breaches(facts: Facts) -> Iterator[Ground]:
    for disposal in facts.disposals:
        if disposal.breach_of is None or disposal.jurisdiction != "E&W" or not s134(disposal):
            continue
        for order in facts.orders:
            if order.ref != disposal.breach_of or order.made_on > disposal.convicted_on:
                continue
            kind = type_on(order, disposal.convicted_on).removeprefix("interim_")
            if kind in _REGISTERS_ON_BREACH:
                registers = _REGISTERS_ON_BREACH[kind]
                first, last = registers(disposal), s107_6(order, facts.orders)
                if last is None or first <= last:
                    yield Ground(1, Period(first, last), (registers,), (order, disposal))


_REGISTERS_ON_BREACH = {"RSHO": s129, "SRO": s122i}


def _from_order(order: Order, facts: Facts, registrations: Iterable[Ground]) -> Ground | None:
    kind = KINDS.get(order.type)
    if kind is None or kind.registers is None:
        return None
    first = kind.registers(order)
    last = s107_6(order, facts.orders)
    deciding = kind.registers
    if kind.extends is not None and any(ground.period.covers(first) for ground in registrations):
        deciding = kind.extends
    rules: tuple[AnyRule, ...] = (deciding,)
    if order.for_disposal is not None:
        last = notice_last_day(order, facts)
        rules += (s98_2,)
    elif last != order.ends_on:
        rules += (s107_6,)
    if last is not None and last < first:
        return None
    return Ground(1, Period(first, last), rules, (order,))


def notice_last_day(order: Order, facts: Facts) -> date | None:
    """The last day of a notification order or notice, from the foreign disposal it rests on.

    None: no end. Where that disposal is not among the facts, the order's own end stands.
    """
    for disposal in facts.disposals:
        if disposal.ref == order.for_disposal:
            relevant = disposal.relevant_on or disposal.convicted_on
            return s98_2(disposal, under_18=s82_2(facts.born, relevant))
    return order.ends_on


@rule("CJA 2003 s.327(3)(a)", since=ARRANGEMENTS, source="CJA")
def s327_3_a(disposal: Disposal) -> bool:
    """Category 2 needs an offence in Schedule 15 or s.327(4A), before an England or Wales court.

    Every Schedule 3 offence is in Schedule 15 Part 2 as well.
    """
    return disposal.jurisdiction == "E&W" and disposal.offence_class in _CATEGORY_2_CLASSES


_CATEGORY_2_CLASSES = frozenset({"sexual_sch3", "sexual_sch15", "violent_sch15", "s327_4a"})


@rule(
    "CJA 2003 s.327(3)(b)(i)",
    since=ARRANGEMENTS,
    source="CJA, CJA327-18, CCB",
    status=Status.PARTLY,
)
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


@rule("CJA 2003 s.327(3)(b)(vii)", since=ARRANGEMENTS, source="CJA", status=Status.PARTLY)
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


@rule(
    "CJA 2003 s.327(3)(b)(iii), (iv), (va)", since=ARRANGEMENTS, source="CJA", status=Status.PARTLY
)
def s327_3_b_iii(disposal: Disposal) -> bool:
    """Detention during pleasure or for public protection, or custody for life: always."""
    return True


_QUALIFYING = {
    "hmp_detention": s327_3_b_iii,
    "dpp": s327_3_b_iii,
    "custody_for_life": s327_3_b_iii,
    "imprisonment": s327_3_b_i,
    "suspended_imprisonment": s327_3_b_i,
    "special_custodial": s327_3_b_i,
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
            period = _running(disposal, facts)
            if period is not None and disposal.listed is not ALWAYS:
                period = period.intersection(disposal.listed)
            if period is not None:
                rules: tuple[AnyRule, ...] = (qualifying, s327_3_a, s327_3)
                if period.last not in {disposal.ends_on, disposal.listed.last}:
                    rules += (s31a_termination,)
                supervised = supervision(disposal, facts)
                if supervised is not None and period.last == disposal.ends_on:
                    period = Period(period.first, supervised)
                    rules += (supervision,)
                yield Ground(
                    2,
                    period,
                    rules + _classified_by(disposal),
                    (disposal,),
                    suspended=disposal.disposal == "suspended_imprisonment",
                )
        elif disposal.disqualified and s327_5(disposal):
            period = _running(disposal, facts)
            if period is not None:
                yield Ground(2, period, (s327_5, s327_3), (disposal,))


@rule(
    "CJA 2003 s.327(3), MAPPA practice on post-sentence supervision",
    since=date(2015, 2, 1),
    source="own",
    status=Status.DESIGN,
)
def supervision(disposal: Disposal, facts: Facts) -> date | None:
    """Category 2 ends with the sentence, unless one chooses that supervision after it keeps it on.

    The answer is then the last day of that supervision.
    """
    if not facts.choices.supervision_keeps_category_2 or disposal.ends_on is None:
        return None
    return s256aa(disposal)


@rule(
    "CJA 2003 s.327(5) until it was replaced by (4A)",
    since=ARRANGEMENTS,
    until=date(2012, 12, 2),
    source="CJA327-12",
    status=Status.PARTLY,
)
def s327_5(disposal: Disposal) -> bool:
    """Category 2 for who was disqualified from working with children by an order of the CJCSA 2000.

    Under its ss.28, 29 or 29A, while the sentence runs. The day on which the list of s.327(4A) took
    its place is not known; orders made up to 2 December 2012 count.
    """
    made = disposal.sentenced_on or disposal.convicted_on
    return disposal.jurisdiction == "E&W" and s327_5.in_force_on(made)


def _running(disposal: Disposal, facts: Facts) -> Period | None:
    first = disposal.sentenced_on or disposal.convicted_on
    last = sentence_end(disposal, facts.recalls)
    return None if last is not None and last < first else Period(first, last)


@rule("CJA 2003 s.325(2)(b)", since=ARRANGEMENTS, source="CJA, MG")
def s325_2_b(facts: Facts) -> Iterator[Ground]:
    """Category 3: as long as the Responsible Authority's decision stands.

    The decision says that a past offence shows that the person may cause serious harm, and that the
    risk needs management at Level 2 or 3.
    """
    for designation in facts.designations:
        if designation.category == 3:
            period = level_1_exit(designation, facts.levels)
            if period is not None:
                ended = period != designation.period
                rules: tuple[AnyRule, ...] = (s325_2_b, level_1_exit) if ended else (s325_2_b,)
                yield Ground(3, period, rules, (designation,))


@rule("MAPPA Guidance (Category 3 ends)", since=ARRANGEMENTS, source="MG")
def moved_up(ground: Ground, others: Iterable[Ground]) -> Ground:
    """Who comes into Category 1, 2 or 4 leaves Category 3, the day before, and for good.

    Where that category was there first, the decision stands for the time after it.
    """
    first = ground.period.first or date.min
    into = min(
        (
            other.period.first
            for other in others
            if other.category != 3
            and other.period.first is not None
            and other.period.first > first
            and ground.period.covers(other.period.first)
        ),
        default=None,
    )
    if into is None:
        return ground
    period = Period(ground.period.first, into - ONE_DAY)
    return replace(ground, period=period, rules=(*ground.rules, moved_up))


@rule(
    "MAPPA Guidance; CJA 2003 s.325(2)(b)",
    since=ARRANGEMENTS,
    source="S, LCS",
    status=Status.PARTLY,
)
def level_1_exit(designation: Designation, levels: Iterable[Level]) -> Period | None:
    """Category 3 needs Level 2 or 3: a step down to Level 1 ends it the day before.

    The answer is the time for which the designation stands; None where it never did.
    """
    first = designation.period.first or date.min
    down = min(
        (
            max(level.period.first or date.min, first)
            for level in levels
            if level.level == 1 and level.period.overlaps(designation.period)
        ),
        default=None,
    )
    if down is None:
        return designation.period
    return None if down == first else Period(designation.period.first, down - ONE_DAY)


@rule("CJA 2003 s.325(2)(c)", since=CATEGORY_4, source="CJA", status=Status.PARTLY)
def s325_2_c(designation: Designation) -> bool:
    """Category 4 by decision: convicted of any offence and at risk of involvement in terrorism."""
    return designation.category == 4


@rule(
    "CJA 2003 s.327(4B)(a); CTA 2008 Part 4", since=CATEGORY_4, source="CJA", status=Status.PARTLY
)
def s327_4b_a(facts: Facts) -> Iterator[Ground]:
    """Category 4: anyone subject to notification under the Counter-Terrorism Act 2008."""
    for disposal in facts.disposals:
        if cta_s45(disposal, facts.born):
            period = part_4_period(disposal, facts.born, facts.whereabouts)
            yield from _category_4(period, (s327_4b_a, cta_s45, cta_s53, cta_s53_7), disposal)


@rule("CJA 2003 s.327(4B)(b)-(4G)", since=CATEGORY_4, source="CJA", status=Status.PARTLY)
def s327_4b_b(facts: Facts) -> Iterator[Ground]:
    """Category 4: while the sentence or order for a relevant terrorist offence runs."""
    for disposal in facts.disposals:
        if cta_s45(disposal, facts.born):
            running = _running(disposal, facts)
            if running is not None:
                yield from _category_4(running, (s327_4b_b, cta_s45), disposal)


def _category_4(period: Period, rules: tuple[AnyRule, ...], fact: Fact) -> Iterator[Ground]:
    since = period.intersection(Period(CATEGORY_4, None))
    if since is not None:
        yield Ground(4, since, rules, (fact,))


def _designated_terrorist(facts: Facts) -> Iterator[Ground]:
    for designation in facts.designations:
        if s325_2_c(designation):
            yield from _category_4(designation.period, (s325_2_c,), designation)


def grounds(facts: Facts) -> tuple[Ground, ...]:
    """Every ground that the facts make, oldest first; whatever order the facts come in.

    A death ends no ground here: who asks looks at the death itself.
    """
    found = [*s327_2(facts), *s327_3(facts)]
    if any(d.terrorist for d in facts.disposals):
        found += [*s327_4b_a(facts), *s327_4b_b(facts)]
    if facts.designations:
        found += _designated_terrorist(facts)
        found += [moved_up(ground, found) for ground in s325_2_b(facts)]
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
def precedence(on: date, *, category_4_first: bool = True) -> tuple[int, ...]:
    """One category at a time: 1 before 2 before 3; from 28 June 2022 Category 4 before all.

    Where Category 4 stands is guidance only, so one may choose that it comes last.
    """
    if on < CATEGORY_4:
        return (1, 2, 3)
    return (4, 1, 2, 3) if category_4_first else (1, 2, 3, 4)


def category_on(
    categories: Iterable[int], on: date, *, category_4_first: bool = True
) -> int | None:
    """The one category of someone who has grounds of these categories on the day `on`, or None."""
    held = set(categories)
    order = precedence(on, category_4_first=category_4_first)
    return next((category for category in order if category in held), None)
