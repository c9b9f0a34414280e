"""Rules of the count that could be disputed: each is a named switch with a default.

A count that departs from a default says so in a footnote and shows the figures both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openmappa.statistics.definitions import FIRST_YEAR, ReportingYear


class SwitchError(ValueError):
    """A switch was named that does not exist, does not apply to the year or has no such value."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One disputed rule.

    `values` gives each allowed value with what is counted under it, as the footnote prints it; the
    first is the default. It can be turned from the reporting year `since` to `until` (None: still).
    """

    key: str
    question: str
    values: Mapping[str, str]
    tables: tuple[str, ...]
    since: ReportingYear = FIRST_YEAR
    until: ReportingYear | None = None

    @property
    def default(self) -> str:
        """The value that the counting rules prescribe."""
        return next(iter(self.values))

    def applies_to(self, year: ReportingYear) -> bool:
        """Whether it can be turned in that reporting year."""
        return self.since <= year and (self.until is None or year <= self.until)


SWITCHES: Mapping[str, Switch] = {
    switch.key: switch
    for switch in (
        Switch(
            "level.starts_on",
            "From which day is someone at Level 2 or 3?",
            {
                "acceptance": "Level 2 or 3 starts on the day the referral was accepted.",
                "first_meeting": "Level 2 or 3 starts on the day of the first meeting; where none "
                "is recorded, on the day the referral was accepted.",
            },
            ("T1", "T2", "T5"),
        ),
        Switch(
            "t1.unlawfully_at_large",
            "Is someone unlawfully at large in the community?",
            {
                "counted": "People unlawfully at large are in the snapshot.",
                "left_out": "People unlawfully at large are not in the snapshot.",
            },
            ("T1", "T6"),
        ),
        Switch(
            "t1.abroad",
            "Is someone who is abroad in the community?",
            {
                "with_return_date": "People abroad are in the snapshot if they have a return date.",
                "left_out": "People abroad are not in the snapshot.",
                "counted": "People abroad are in the snapshot, with a return date or without one; "
                "those deported are not.",
            },
            ("T1", "T6"),
        ),
        Switch(
            "cat2.suspended_counts",
            "Does a suspended sentence bring someone into Category 2?",
            {
                "on": "A suspended sentence of twelve months or more brings into Category 2.",
                "off": "A suspended sentence does not bring anyone into Category 2.",
            },
            ("T1", "T2", "T5"),
        ),
        Switch(
            "cat2.twelve_months",
            "Must one offence alone carry the twelve months of Category 2?",
            {
                "per_offence": "The twelve months of Category 2 must be the term for one offence.",
                "aggregate": "The twelve months of Category 2 may be the sum of consecutive terms.",
            },
            ("T1", "T2", "T5"),
        ),
        Switch(
            "t2.national",
            "What does a national total of Levels 2 and 3 count?",
            {
                "people": "Each person is counted once in the national total.",
                "sum_of_areas": "The national total is the sum of the areas' totals, so that "
                "someone managed in two areas in the year is counted twice.",
            },
            ("T2",),
        ),
        Switch(
            "t3.unit",
            "What does the breach of notification figure count?",
            {
                "people": "Each person is counted once, however often cautioned or convicted.",
                "occasions": "Each caution and each conviction is counted.",
            },
            ("T3",),
        ),
        Switch(
            "t3.registered_at_failure",
            "Must notification have been required on the day of the failure?",
            {
                "not_asked": "Nothing is asked about the day of the failure.",
                "asked": "A failure counts if notification was required on that day; if the day is "
                "not recorded, on the day of the caution or conviction.",
            },
            ("T3",),
        ),
        Switch(
            "t4.area_of_unregistered",
            "Where does an order count that itself registers someone no area was responsible for?",
            {
                "first_area_after": "An order that itself makes someone a registered sex offender, "
                "made when no area was responsible, counts in the first responsible area after it.",
                "day_made": "An order made when no area was responsible counts nowhere.",
            },
            ("T4",),
        ),
        Switch(
            "t4.shpo_march_2015",
            "Where are the sexual harm prevention orders of March 2015 printed?",
            {
                "sopo_row": "Sexual harm prevention orders made from 8 March 2015 are in the SOPO "
                "row.",
                "no_row": "Sexual harm prevention orders made from 8 March 2015 are in no row.",
            },
            ("T4",),
            since=ReportingYear(2014),
            until=ReportingYear(2014),
        ),
        Switch(
            "t5.unit",
            "What does the returned to custody table count?",
            {
                "people": "Each person is counted once in each block, however often returned.",
                "returns": "Each return to custody is counted.",
            },
            ("T5",),
        ),
        Switch(
            "t5.remand",
            "Is a remand in custody on a charge of breaching an order a return?",
            {
                "left_out": "Someone remanded in custody for the breach of an order counts once "
                "convicted of it.",
                "counted": "Someone remanded in custody on a charge of breaching an order counts.",
            },
            ("T5",),
        ),
        Switch(
            "identity.unresolved",
            "Are records that may be of one person counted as one?",
            {
                "apart": "Records that may be of the same person are counted apart until someone "
                "decides.",
                "as_one": "Records that may be of the same person are counted as one person.",
            },
            ("T1", "T2", "T3", "T5", "T6"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Switches:
    """How the switches stand for one count; `changed` holds those that are not at their default."""

    year: ReportingYear
    changed: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, year: ReportingYear, values: Mapping[str, str] | None = None) -> Switches:
        """The defaults of that year, but for `values`; SwitchError says what is not possible."""
        for key, value in (values or {}).items():
            switch = SWITCHES.get(key)
            if switch is None:
                raise SwitchError(f'there is no switch "{key}": there are {", ".join(SWITCHES)}')
            if value not in switch.values:
                raise SwitchError(
                    f'{key} cannot be "{value}": it is one of {", ".join(switch.values)}'
                )
            if not switch.applies_to(year) and value != switch.default:
                raise SwitchError(
                    f"{key} changes nothing in {year}: it can be turned from {switch.since} to "
                    f"{switch.until or 'today'}"
                )
        return cls(
            year,
            tuple(
                (key, values[key])
                for key, switch in SWITCHES.items()
                if values and values.get(key, switch.default) != switch.default
            ),
        )

    def __getitem__(self, key: str) -> str:
        return dict(self.changed).get(key, SWITCHES[key].default)

    def turned(self, key: str, value: str) -> Switches:
        """The same, with one switch at another value."""
        return Switches.at(self.year, {**dict(self.changed), key: value})

    def without(self, key: str) -> Switches:
        """The same, with one switch back at its default."""
        return Switches(self.year, tuple(pair for pair in self.changed if pair[0] != key))
