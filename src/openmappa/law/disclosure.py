"""The checklist for disclosure about a child sex offender, CJA 2003 ss.327A and 327B.

It never gives an answer: it says what must be considered, whether the presumption arises on what
two people found, and what is missing from the record of the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.rules import Status, rule


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What was found and decided about telling one particular member of the public.

    The findings are None until someone has made them.
    """

    child_sex_offence: bool | None = None
    managed_here: bool | None = None
    risk_to_particular_children: bool | None = None
    necessary_to_protect: bool | None = None
    asked_to_comment: bool | None = None
    why_not_asked: str = ""
    outcome: str = ""
    reasons: str = ""
    recipient: str = ""
    content: str = ""
    conditions: str = ""
    decided_on: date | None = None


SINCE = date(2008, 7, 14)


@rule("CJA 2003 ss.327A, 327B (duty to consider)", since=SINCE, source="CJA", status=Status.PARTLY)
def s327a_duty(case: Disclosure) -> bool | None:
    """The Responsible Authority must consider disclosure for any child sex offender it manages.

    Without being asked too. None: not yet established.
    """
    if case.child_sex_offence is False or case.managed_here is False:
        return False
    return None if None in {case.child_sex_offence, case.managed_here} else True


@rule("CJA 2003 s.327A (presumption)", since=SINCE, source="CJA", status=Status.PARTLY)
def s327a_presumption(case: Disclosure) -> bool | None:
    """There is a presumption to disclose where two things are reasonably believed.

    That the offender poses a risk of serious harm to a particular child or children of a
    particular description, and that telling this person is necessary to protect them. None: not
    yet established.
    """
    if case.risk_to_particular_children is False or case.necessary_to_protect is False:
        return False
    found = {s327a_duty(case), case.risk_to_particular_children, case.necessary_to_protect}
    if False in found:
        return False
    return None if None in found else True


@rule(
    "CJA 2003 s.327A (record); H and L v A City Council [2011] EWCA Civ 403",
    since=SINCE,
    source="CJA",
    status=Status.PARTLY,
)
def s327a_record(case: Disclosure) -> tuple[str, ...]:
    """A record must be kept: why or why not, and what was told to whom on which conditions.

    Also whether the person was asked to comment first, or why not. The answer is what is missing.
    """
    missing = []
    if case.outcome not in {"disclosed", "not disclosed"}:
        missing.append("the outcome: disclosed or not disclosed")
    if case.decided_on is None:
        missing.append("the day of the decision")
    if not case.reasons:
        missing.append("the reasons")
    if case.asked_to_comment is None or not (case.asked_to_comment or case.why_not_asked):
        missing.append("whether the person was asked to comment first, or why not")
    if case.outcome == "disclosed":
        if not case.recipient:
            missing.append("to whom")
        if not case.content:
            missing.append("what was told")
    return tuple(missing)


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the checklist: what is asked, and what was found; None is open."""

    text: str
    finding: bool | None


def checklist(case: Disclosure) -> tuple[Question, ...]:
    """The questions in order, the last being whether the presumption to disclose arises."""
    return (
        Question(
            "Is any conviction one for a child sex offence (Schedule 34A)?", case.child_sex_offence
        ),
        Question("Does this Responsible Authority manage the offender?", case.managed_here),
        Question(
            "Is there reasonable cause to believe that the offender poses a risk of serious harm "
            "to a particular child or children of a particular description?",
            case.risk_to_particular_children,
        ),
        Question(
            "Is disclosure to this person necessary to protect them?", case.necessary_to_protect
        ),
        Question(
            "Is there a presumption that the Authority should disclose?", s327a_presumption(case)
        ),
    )
