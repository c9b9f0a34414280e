"""Why somebody printed, exported or looked outside their area: one of a short list, and words."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 200
OTHER = "other"
# What a page can ask for.
ASKED = {
    "management": "To manage or supervise the person",
    "meeting": "For a meeting about the person",
    "enquiry": "For an enquiry or investigation",
    "safeguarding": "To safeguard a child or an adult",
    "moving": "The person moves, stays or was met elsewhere",
    "court": "For a court, tribunal or the Parole Board",
    "quality": "To put records right, or for figures",
    OTHER: "Something else: say what",
}
# With those that go without saying on the page where it is done.
REASONS = ASKED | {
    "for_the_person": "Given to the person",
    "on_duty": "An incident, on duty",
    "request": "A request for what is held",
    "audit": "An export of the audit that was asked for with its reason",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One of `REASONS` by its code, and what else was said; words there must be with `OTHER`."""

    code: str
    words: str = ""


def in_words(code: str, words: str) -> str:
    """A reason as it is read; empty for none."""
    said = REASONS.get(code, "") if code != OTHER else ""
    return ": ".join(part for part in (said, words) if part)
