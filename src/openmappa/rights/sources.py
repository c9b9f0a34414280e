"""What is held on a person, by source: what to call it, and what a request for it withholds.

One line for each table that `rights_tables()` of the database knows, its history aside; a test
compares them. A source without a line is withheld until somebody has looked at it.
"""

from __future__ import annotations

from dataclasses import dataclass

EXEMPTIONS = {
    "45_4_a": "DPA 2018 s.45(4)(a): to avoid obstructing an inquiry, investigation or procedure",
    "45_4_b": "DPA 2018 s.45(4)(b): to avoid prejudicing the prevention, detection, investigation"
    " or prosecution of offences or the execution of penalties",
    "45_4_c": "DPA 2018 s.45(4)(c): to protect public security",
    "45_4_d": "DPA 2018 s.45(4)(d): to protect national security",
    "45_4_e": "DPA 2018 s.45(4)(e): to protect the rights and freedoms of others",
    "privilege": "Legal professional privilege (for what is held under the UK GDPR, DPA 2018"
    " Sch.2 para 19)",
    "not_theirs": "Not personal data of this person",
}


@dataclass(frozen=True, slots=True)
class Source:
    """What a table holds, and under which exemption it is withheld unless somebody decides else.

    `without`: columns that name others (staff, other people) or say nothing (row numbers).
    """

    words: str
    withheld: str = ""
    why: str = ""
    without: tuple[str, ...] = ()


_STAFF = "Names of staff are of others"
NUMBERS = frozenset({"id", "record_id", "other_record_id", "nominal_id", "other_nominal_id"})
"""Columns that nobody reads: never part of a readable answer."""

SOURCES: dict[str, Source] = {
    "nominals_nominal": Source("Name, birth and death"),
    "nominals_record": Source("Records of the agencies"),
    "nominals_identifier": Source("Identifiers"),
    "nominals_name": Source("Other names"),
    "nominals_address": Source("Addresses"),
    "nominals_access": Source("Which areas may see the record"),
    "nominals_match": Source(
        "Possible matches with records of others", "45_4_e", "It may tell of somebody else"
    ),
    "nominals_asked_decision": Source(
        "Decisions asked for on possible matches", "45_4_e", "It may tell of somebody else"
    ),
    "nominals_finding": Source("What is odd in the records"),
    "justice_disposal": Source("Convictions and cautions"),
    "justice_whereabouts": Source("Whereabouts"),
    "justice_order": Source("Orders"),
    "justice_breach": Source("Breaches"),
    "cases_reported_responsibility": Source("The responsible area, as agencies state it"),
    "cases_reported_level": Source("The level, as agencies state it"),
    "cases_designation": Source("Identification as Category 3"),
    "cases_responsibility": Source("The responsible area"),
    "cases_level": Source("The level"),
    "cases_ground": Source("Grounds in law"),
    "cases_transfer": Source("Transfers", without=("offered_by", "accepted_by")),
    "statistics_frozen_case": Source("Published figures that count the person"),
    "audit_event": Source("What happened with the record", "45_4_e", _STAFF),
    "audit_access": Source("Who looked at the record", "45_4_e", _STAFF),
    "audit_operation": Source("Reasons given for what was done", "45_4_e", _STAFF),
    "rights_access_request": Source(
        "Requests for what is held",
        without=("folder", "entered_by", "entered_by_id", "identity_checked_by", "ended_by"),
    ),
    "rights_withholding": Source(
        "What was decided to be withheld", "45_4_b", "It would tell what is withheld"
    ),
    "rights_audit_export": Source("Exports of the audit of the record", "45_4_e", _STAFF),
    "rights_erasure": Source("Erasures asked for", without=("asked_by", "decided_by")),
    "rights_retention_review": Source("Reviews of how long it is kept", without=("decided_by",)),
}
UNKNOWN = Source("Not described yet", "45_4_e", "Nobody has said yet what this source holds")


def source_of(table: str) -> Source:
    """What the table holds; what its rows were before is withheld like they are."""
    name = table.removesuffix("_history")
    known = SOURCES.get(name, UNKNOWN)
    if name == table:
        return known
    return Source(f"{known.words}: every state it had", known.withheld, known.why, known.without)
