"""What in the facts, or in an agency's record of them, cannot be right in law.

A court's or prison's document is taken as it says and marked "check with the court"; only acts of
the MAPPA agencies themselves are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Period, beginning_with, in_words, under_18
from openmappa.law.duties import Duty
from openmappa.law.facts import CUSTODY, TERMS, Disposal, Facts
from openmappa.law.grounds import grounds
from openmappa.law.licences import (
    home_detention_curfew,
    laspo_s123,
    oma_s28_pilot,
    polygraph_rule,
    release_point,
    sentence_end,
)
from openmappa.law.offences import HOSPITAL, s76_category_2
from openmappa.law.orders import (
    KINDS,
    pcsc_s175,
    pcsc_s178,
    s103d,
    s114_no_extension,
    s114_old_law,
)
from openmappa.law.parental import parental
from openmappa.law.reviews import review_from
from openmappa.law.rules import AnyRule, Status, rule

CHECK_WITH_THE_COURT = "check with the court"
CHECK_WITH_THE_PRISON = "check with the prison"
REFUSED = "refused"
NOTE = "note"

MAPPA = date(2004, 4, 5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be right: what to do with it, in which words, by which rule."""

    action: str
    text: str
    rule: str
    ref: str = ""


@rule("CJA 2003 s.325(2)(b); MAPPA Guidance", since=MAPPA, source="S", status=Status.PARTLY)
def check_category_3_level_1(facts: Facts) -> Iterator[Finding]:
    """Category 3 at Level 1 cannot exist: refused."""
    for designation in facts.designations:
        for level in facts.levels:
            if (
                designation.category == 3
                and level.level == 1
                and level.period.overlaps(designation.period)
            ):
                yield Finding(
                    REFUSED,
                    "Category 3 cannot be at Level 1: stepping down ends it",
                    check_category_3_level_1.id,
                    designation.ref,
                )


@rule("MAPPA Guidance; published tables", since=MAPPA, source="S, LCS", status=Status.PARTLY)
def check_one_category(facts: Facts) -> Iterator[Finding]:
    """A person has one category at a time: a record that shows two is refused."""
    if len(set(facts.recorded.categories)) > 1:
        shown = " and ".join(str(c) for c in sorted(set(facts.recorded.categories)))
        yield Finding(REFUSED, f"recorded in Categories {shown} at once", check_one_category.id)


@rule("SOA 2003 s.82(1), rows a to c", since=date(2004, 5, 1), source="SOA")
def check_no_finite_end(facts: Facts) -> Iterator[Finding]:
    """A sentence of rows a to c registers without end: a recorded last day cannot be right."""
    last = facts.recorded.registration_last_day
    if last is None:
        return
    for ground in grounds(facts):
        if ground.rule in _WITHOUT_END and ground.period.last is None:
            yield Finding(
                NOTE,
                f"recorded as registered until {in_words(last)}, but {ground.provision} "
                "gives no end",
                check_no_finite_end.id,
                ground.refs[-1],
            )


_WITHOUT_END = frozenset({"s82-1-a", "s82-1-b", "s82-1-c"})


@rule("The provision of each order's length", since=date(2004, 5, 1), source="SOA, SHPO, VOO")
def check_order_length(facts: Facts) -> Iterator[Finding]:
    """An order shorter or longer than the law allows is recorded as it says, and marked."""
    for order in facts.orders:
        kind = KINDS.get(order.type)
        if kind is None:
            continue
        length = kind.length(order)
        wrong = None
        if order.ends_on is None:
            if length.fixed_end:
                wrong = "has no last day, but must be for a fixed time"
        elif length.at_least and order.ends_on < beginning_with(
            order.made_on, months=length.at_least
        ):
            wrong = f"is shorter than {_length(length.at_least)}"
        elif length.at_most and order.ends_on > beginning_with(
            order.made_on, months=length.at_most
        ):
            wrong = f"is longer than {_length(length.at_most)}"
        elif length.at_most_days and order.ends_on > beginning_with(
            order.made_on, days=length.at_most_days
        ):
            wrong = f"is longer than {length.at_most_days // 7} weeks"
        if wrong is not None:
            yield Finding(
                CHECK_WITH_THE_COURT,
                f"the {kind.name} {wrong} ({kind.length.provision})",
                kind.length.id,
                order.ref,
            )


def _length(months: int) -> str:
    return f"{months // 12} years" if months % 12 == 0 else f"{months} months"


@rule("The commencement of each order", since=date(2004, 5, 1), source="SOA, TRANS, PCSC")
def check_order_existed(facts: Facts) -> Iterator[Finding]:
    """An order of a kind that could not be made on that day is recorded as it says, and marked."""
    for order in facts.orders:
        kind = KINDS.get(order.type)
        if kind is None:
            yield Finding(
                NOTE, f"no rule knows the order {order.type}", check_order_existed.id, order.ref
            )
        elif not kind.made.covers(order.made_on) and not s114_old_law(order):
            yield Finding(
                CHECK_WITH_THE_COURT,
                f"no {kind.name} could be made on {in_words(order.made_on)}",
                check_order_existed.id,
                order.ref,
            )


@rule("SOA 2003 s.103D", since=date(2015, 3, 8), source="SHPO")
def check_travel_ban(facts: Facts) -> Iterator[Finding]:
    """A ban on travel in a sexual harm prevention or risk order for more than 5 years at a time."""
    for order in facts.orders:
        longest = s103d(order)
        ban = order.travel_ban_ends_on
        if longest is not None and ban is not None and ban > longest:
            yield Finding(
                CHECK_WITH_THE_COURT,
                f"the travel ban runs past {in_words(longest)}",
                check_travel_ban.id,
                order.ref,
            )


@rule("ASBCPA 2014 s.114", since=date(2015, 3, 8), source="TRANS")
def check_no_extension(facts: Facts) -> Iterator[Finding]:
    """An order of the old kinds made longer by a variation on or after 8 March 2015."""
    for order in facts.orders:
        if s114_no_extension(order):
            yield Finding(
                CHECK_WITH_THE_COURT,
                f"the {KINDS[order.type].name} was made longer on or after 8 March 2015",
                check_no_extension.id,
                order.ref,
            )


@rule("PCSC Act 2022 ss.175, 178", since=date(2022, 11, 29), source="PCSC")
def check_requirements(facts: Facts) -> Iterator[Finding]:
    """An order that requires acts, or tags, before the law allowed it."""
    for order in facts.orders:
        for allowed, used, what in (
            (pcsc_s175, pcsc_s175(order), "required acts"),
            (pcsc_s178, pcsc_s178(order), "tagged its subject"),
        ):
            if used and not allowed.in_force_on(order.made_on):
                yield Finding(
                    CHECK_WITH_THE_COURT,
                    f"the {KINDS[order.type].name} of {in_words(order.made_on)} {what}, which was "
                    f"not yet law ({allowed.provision})",
                    check_requirements.id,
                    order.ref,
                )


@rule(
    "SOA 2003 s.123; CJIA 2008 ss.98, 99, 101",
    since=date(2004, 5, 1),
    source="SOA, VOO",
    status=Status.PARTLY,
)
def check_order_subject(facts: Facts) -> Iterator[Finding]:
    """A risk of sexual harm order or violent offender order is for adults.

    And a violent offender order cannot come into force in custody, on licence, or under a hospital
    order.
    """
    for order in facts.orders:
        kind = order.type.removeprefix("interim_")
        young = facts.born is not None and under_18(facts.born, order.made_on)
        if kind in {"RSHO", "VOO"} and young:
            yield Finding(
                CHECK_WITH_THE_COURT,
                f"the {KINDS[order.type].name} was made of somebody under 18",
                check_order_subject.id,
                order.ref,
            )
        if kind == "VOO" and _sentence_runs(facts, order.made_on):
            yield Finding(
                CHECK_WITH_THE_COURT,
                f"the {KINDS[order.type].name} was made in custody, on licence or under a hospital"
                " order",
                check_order_subject.id,
                order.ref,
            )


def _sentence_runs(facts: Facts, on: date) -> bool:
    if any(w.kind in CUSTODY and w.period.covers(on) for w in facts.whereabouts):
        return True
    for disposal in facts.disposals:
        began = disposal.sentenced_on or disposal.convicted_on
        last = sentence_end(disposal, facts.recalls)
        served = TERMS - {"suspended_imprisonment"} | HOSPITAL
        if disposal.disposal in served and last is not None and began <= on <= last:
            return True
    return False


@rule("SOA 2003 ss.89, 96ZB", since=date(2004, 5, 1), source="SOA, PCSC", status=Status.PARTLY)
def check_parental(facts: Facts) -> Iterator[Finding]:
    """A parental direction or notice for somebody who was 18 already."""
    for direction in parental(facts):
        if direction.last_day is not None and direction.last_day < direction.made_on:
            yield Finding(
                CHECK_WITH_THE_COURT,
                f"the parental {direction.kind} of {in_words(direction.made_on)} was made of"
                " somebody who was 18 already",
                check_parental.id,
                direction.ref,
            )


@rule("CJA 2003 s.325(2)(b), (c)", since=MAPPA, source="CJA, LCS", status=Status.PARTLY)
def check_past_offence(facts: Facts) -> Iterator[Finding]:
    """Category 3, and 4 by decision, need a past offence; one from anywhere will do."""
    for designation in facts.designations:
        since = designation.period.first or date.min
        if all(disposal.convicted_on > since for disposal in facts.disposals):
            yield Finding(
                NOTE,
                f"identified as Category {designation.category}, but no offence from before is"
                " recorded",
                check_past_offence.id,
                designation.ref,
            )


@rule("LASPO 2012 s.123", since=date(2012, 12, 3), source="memory", status=Status.MEMORY)
def check_public_protection(facts: Facts) -> Iterator[Finding]:
    """Imprisonment or detention for public protection for a conviction after it was abolished."""
    for disposal in facts.disposals:
        if laspo_s123(disposal):
            yield Finding(
                CHECK_WITH_THE_COURT,
                "no sentence for public protection could follow a conviction of"
                f" {in_words(disposal.convicted_on)}",
                check_public_protection.id,
                disposal.ref,
            )


@rule("SOA 2003 ss.91A, 91B", since=date(2012, 7, 30), source="R91")
def check_review(facts: Facts, on: date) -> Iterator[Finding]:
    """A review date before the qualifying date, or while a SOPO or SHPO runs."""
    recorded = facts.recorded.review_from
    if recorded is None:
        return
    found = review_from(facts, grounds(facts), on)
    if found is None:
        text = "a review date is recorded, but no indefinite requirement with a notification is"
    elif found.first_day is None:
        text = "a review date is recorded, but an order without end bars the application"
    elif recorded < found.first_day:
        text = f"review recorded from {in_words(recorded)}, before {in_words(found.first_day)}"
    else:
        return
    yield Finding(NOTE, text, check_review.id)


@rule("OMA 2007 s.28", since=date(2014, 1, 6), source="OMA")
def check_polygraph(facts: Facts) -> Iterator[Finding]:
    """A polygraph condition on a licence that cannot have one: too young, too short, or other."""
    for disposal in facts.disposals:
        released = disposal.released_on
        if not disposal.polygraph_condition or released is None:
            continue
        if polygraph_rule(disposal, facts.born, released) is not None:
            continue
        piloted = oma_s28_pilot.in_force_on(released)
        if piloted and oma_s28_pilot(disposal, facts.born, released):
            action, text = (
                NOTE,
                "before 6 January 2014 only the pilot areas set a polygraph condition",
            )
        else:
            action = CHECK_WITH_THE_PRISON
            text = f"no polygraph condition could be set on release on {in_words(released)}"
        yield Finding(action, text, check_polygraph.id, disposal.ref)


@rule(
    "CJA 2003 ss.244, 244ZA, 246",
    since=date(2005, 4, 4),
    source="memory",
    status=Status.MEMORY,
)
def check_release(facts: Facts) -> Iterator[Finding]:
    """A first release well before the release point, home detention curfew allowed for.

    Time in custody counts from the recorded day on which it began, so that remand is not missed.
    """
    for disposal in facts.disposals:
        released, term = disposal.released_on, disposal.term_months
        if released is None or term is None:
            continue
        point = release_point(disposal, released)
        if point is None:
            continue
        if disposal.disposal == "extended":
            if disposal.extension_months is None:
                continue
            term = max(term - disposal.extension_months, 0)
        imposed = disposal.sentenced_on or disposal.convicted_on
        since = min(
            (
                w.period.first
                for w in facts.whereabouts
                if w.kind in CUSTODY and w.period.first is not None
            ),
            default=imposed,
        )
        days = (beginning_with(imposed, months=term) - imposed).days + 1
        curfew = 0 if point[0].by_board else home_detention_curfew(released)
        least = int(days * point[0].part) - curfew
        if (released - min(since, imposed)).days < least:
            yield Finding(
                CHECK_WITH_THE_PRISON,
                f"released on {in_words(released)}, before the release point "
                f"({point[1].provision})",
                check_release.id,
                disposal.ref,
            )


@rule("CJA 2003 s.255A", since=date(2024, 4, 2), source="FTR")
def check_mandatory_recall(facts: Facts) -> Iterator[Finding]:
    """A recall that had to be fixed-term, of someone at Level 2 or 3: they are excluded."""
    for recall in facts.recalls:
        managed = any(
            level.level > 1 and level.period.covers(recall.returned_on) for level in facts.levels
        )
        if recall.mandatory and managed:
            yield Finding(
                CHECK_WITH_THE_PRISON,
                "recorded as a mandatory fixed-term recall of someone managed at Level 2 or 3",
                check_mandatory_recall.id,
                recall.ref,
            )


@rule("SOA 2003 ss.83 to 85", since=date(2004, 5, 1), source="SOA")
def check_deadline(duties: Iterable[Duty]) -> Iterator[Finding]:
    """No notification falls due in less than 3 days beginning with its event."""
    for duty in duties:
        if (
            duty.event is not None
            and duty.due is not None
            and duty.due < beginning_with(duty.event, days=3)
        ):
            yield Finding(REFUSED, f"{duty.what}: due too early", check_deadline.id, duty.ref)


@rule("SOA 2003 s.91", since=date(2004, 5, 1), source="SOA, S")
def check_stated_breach(facts: Facts) -> Iterator[Finding]:
    """A failure is a breach only after a caution or conviction; until then it is suspected."""
    for failure in facts.recorded.failures:
        if failure.worded == "breach" and failure.decision not in {"cautioned", "convicted"}:
            yield Finding(
                NOTE,
                f"the failure of {in_words(failure.on)} is recorded as a breach, but nobody was "
                "cautioned or convicted: suspected",
                check_stated_breach.id,
            )


@rule("Commencement", since=MAPPA, source="own", status=Status.DESIGN)
def check_commenced(rules: Iterable[AnyRule]) -> Iterator[Finding]:
    """No answer may rest on a rule that has not commenced."""
    for used in rules:
        if used.in_force is None:
            yield Finding(REFUSED, f"{used.id} has not commenced", check_commenced.id)


@rule("CJA 2003 s.326(2), (3)", since=MAPPA, source="CJA, MG")
def check_lay_advisers(count: int) -> Finding | None:
    """Two lay advisers for each area; another number is noted and never stops anything."""
    if count == 2:
        return None
    return Finding(NOTE, f"{count} lay advisers, where two are appointed", check_lay_advisers.id)


@rule("CJA 2003 s.326(5), (6)", since=MAPPA, source="CJA, S")
def check_reporting_year(year: Period) -> Finding | None:
    """A reporting year is 1 April to 31 March."""
    first, last = year.first, year.last
    if first is not None and last is not None:
        whole = first.year + 1 == last.year
        if whole and (first.month, first.day, last.month, last.day) == (4, 1, 3, 31):
            return None
    return Finding(REFUSED, "a reporting year is 1 April to 31 March", check_reporting_year.id)


@rule(
    "SOA 2003 s.82(1), rows d and e",
    since=date(2004, 5, 1),
    source="own",
    status=Status.DESIGN,
)
def check_term_recorded(facts: Facts) -> Iterator[Finding]:
    """Without its term a sentence is given the shortest period; without its end it runs on.

    Somebody must ask the court.
    """
    for disposal in facts.disposals:
        if disposal.disposal in TERMS and disposal.term_months is None:
            yield Finding(
                CHECK_WITH_THE_COURT,
                "the length of the sentence is not recorded: the shortest period is shown",
                check_term_recorded.id,
                disposal.ref,
            )
        if disposal.disposal == "conditional_discharge" and (
            disposal.ends_on is None and disposal.term_months is None
        ):
            yield Finding(
                CHECK_WITH_THE_COURT,
                "the end of the conditional discharge is not recorded",
                check_term_recorded.id,
                disposal.ref,
            )
    for ground in grounds(facts):
        for fact in ground.facts if ground.category == 2 and ground.period.last is None else ():
            if isinstance(fact, Disposal) and fact.disposal in TERMS:
                yield Finding(
                    CHECK_WITH_THE_COURT,
                    "the last day of the sentence is not recorded: it is shown without end",
                    check_term_recorded.id,
                    fact.ref,
                )


@rule(
    "SCA 2015 s.76, sentences before 3 February 2025",
    since=date(2025, 2, 3),
    source="CCB",
    status=Status.PARTLY,
)
def check_coercive_control(facts: Facts) -> Iterator[Finding]:
    """Whether Category 2 reaches sentences for controlling behaviour from before its day."""
    for disposal in facts.disposals:
        first = disposal.listed.first
        imposed = disposal.sentenced_on or disposal.convicted_on
        if s76_category_2.id in disposal.classified_by and first is not None and imposed < first:
            yield Finding(
                NOTE,
                "sentenced before controlling or coercive behaviour brought Category 2: "
                "a lawyer must confirm that it reaches back",
                check_coercive_control.id,
                disposal.ref,
            )


def findings(
    facts: Facts, duties: Iterable[Duty], used: Iterable[AnyRule], on: date
) -> tuple[Finding, ...]:
    """All that cannot be right on the day `on`, in the order of the facts.

    `duties` and `used` are the answers that are looked at too: what is due, by which rules.
    """
    return (
        *check_category_3_level_1(facts),
        *check_one_category(facts),
        *check_no_finite_end(facts),
        *check_order_length(facts),
        *check_order_existed(facts),
        *check_travel_ban(facts),
        *check_no_extension(facts),
        *check_requirements(facts),
        *check_order_subject(facts),
        *check_parental(facts),
        *check_past_offence(facts),
        *check_public_protection(facts),
        *check_review(facts, on),
        *check_polygraph(facts),
        *check_release(facts),
        *check_mandatory_recall(facts),
        *check_deadline(duties),
        *check_stated_breach(facts),
        *check_commenced(used),
        *check_term_recorded(facts),
        *check_coercive_control(facts),
    )
