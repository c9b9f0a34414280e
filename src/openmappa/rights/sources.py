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

    `without`: columns that name others (staff, who told of it) or say nothing (row numbers).
    """

    words: str
    withheld: str = ""
    why: str = ""
    without: tuple[str, ...] = ()


_STAFF = "Names of staff are of others"
_VICTIM = "It tells of a victim"
_WORK = "It may tell how the person is managed, or who told of them"
# Who typed it, and where it comes from: "told by his brother".
_ENTERED = (
    *("entered_by", "entered_by_id", "withdrawn_by", "stored_as", "operation", "small"),
    *("source", "withdrawn_because", "corrected_because"),
)

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
    "nominals_merge": Source("That another record was merged into this one", "45_4_b", _WORK),
    "nominals_merge_row": Source("How rows stood before a merge", "45_4_b", _WORK),
    "nominals_finding": Source("What is odd in the records"),
    "nominals_further_name": Source("Other names, as staff recorded them", without=_ENTERED),
    "nominals_further_identifier": Source(
        "Other identifiers, as staff recorded them", without=_ENTERED
    ),
    "nominals_description": Source("Descriptions", without=_ENTERED),
    "nominals_mark": Source("Marks, scars and tattoos", without=_ENTERED),
    "nominals_background": Source("Languages and nationalities", without=_ENTERED),
    "nominals_self_defined": Source("Self-defined ethnicity and disability", without=_ENTERED),
    "nominals_vehicle": Source("Vehicles", without=_ENTERED),
    "nominals_residence": Source("Where they live or stay", without=_ENTERED),
    "nominals_address_check": Source("Checks of addresses", without=_ENTERED),
    "cases_address_asked": Source(
        "Addresses that were proposed and asked about", "45_4_e", "It may tell of somebody else"
    ),
    "nominals_telephone": Source("Telephone numbers", without=_ENTERED),
    "nominals_email": Source("E-mail addresses", without=_ENTERED),
    "nominals_online": Source("Online identities and devices", without=_ENTERED),
    "nominals_finance": Source("Bank and passport details", without=_ENTERED),
    "nominals_occupation": Source("Work, education and volunteering", without=_ENTERED),
    "nominals_youth_lead": Source("Youth-justice leads", without=_ENTERED),
    "nominals_interest": Source("Interests and places", without=_ENTERED),
    "nominals_protective_factor": Source("Protective factors", without=_ENTERED),
    "nominals_photograph": Source("Photographs", without=_ENTERED),
    "nominals_opening": Source("How the record was opened", without=_ENTERED),
    "nominals_notification": Source("Notifications to the police", without=_ENTERED),
    "nominals_detail_change": Source("Changes of details", without=_ENTERED),
    "nominals_journey": Source("Journeys abroad", without=_ENTERED),
    "nominals_told": Source("What the person was told", without=(*_ENTERED, "by_whom")),
    "nominals_representation": Source("What the person wished a meeting to know", without=_ENTERED),
    "nominals_complaint": Source(
        "Complaints of the person",
        without=(*_ENTERED, "against", "against_user_id", "handler", "handler_user_id"),
    ),
    "nominals_relationship": Source("Relationships", "45_4_e", "It tells of somebody else"),
    "nominals_programme": Source("Programmes and treatment", "45_4_b", _WORK),
    "nominals_method": Source("Modus operandi", "45_4_b", _WORK),
    "nominals_warning_marker": Source("Warning markers", "45_4_b", _WORK),
    "nominals_disclosure": Source("Disclosures to third parties", "45_4_b", _WORK),
    "nominals_disclosure_recipient": Source(
        "Who was told, or may be", "45_4_e", "It tells of somebody else"
    ),
    "nominals_document": Source("Documents", "45_4_b", _WORK),
    "nominals_suspicion": Source("Duties that were suspected of being missed", "45_4_b", _WORK),
    "nominals_confirmation": Source("Who confirmed what is worked out", without=_ENTERED),
    "nominals_contest": Source(
        "What was contested, and the answer",
        without=(*_ENTERED, "stood_for", "stood_for_id", "decided_by", "decided_by_id"),
    ),
    "nominals_put_off": Source("What could wait in the record, and why", "45_4_b", _WORK),
    "nominals_task": Source("What staff gave each other to do", "45_4_b", _WORK),
    "nominals_activity": Source("The activity log", "45_4_b", _WORK),
    "nominals_intelligence": Source("Intelligence", "45_4_b", _WORK),
    "nominals_restriction": Source("To whom the record was restricted", "45_4_b", _WORK),
    "nominals_sign_off": Source("What was put to others to decide", "45_4_b", _WORK),
    "nominals_archive": Source("The archive", "45_4_b", _WORK),
    "nominals_gender": Source(
        "Gender history",
        "45_4_e",
        "Only those who are named may know of it (Gender Recognition Act 2004 s.22)",
    ),
    "nominals_draft": Source("Forms that somebody began", "45_4_e", _STAFF),
    "nominals_caseload": Source("Who works with them", "45_4_e", _STAFF),
    "nominals_listed": Source("Who was let in to the record, or kept out", "45_4_e", _STAFF),
    "nominals_emergency": Source("Emergency accesses", "45_4_e", _STAFF),
    "nominals_message": Source("Messages to the manager", "45_4_e", _STAFF),
    "nominals_search_birth": Source(
        "The search's copy of dates of birth",
        "45_4_b",
        "A copy of other sources, which may be withheld",
    ),
    "nominals_search_fact": Source(
        "The search's copy of facts", "45_4_b", "A copy of other sources, which may be withheld"
    ),
    "nominals_search_hidden": Source(
        "Names of gender history that searches keep out",
        "45_4_e",
        "Only those who are named may know of it (Gender Recognition Act 2004 s.22)",
    ),
    "nominals_search_name": Source(
        "The search's copy of names", "45_4_b", "A copy of other sources, which may be withheld"
    ),
    "nominals_withheld": Source("What only the victims' compartment sees", "45_4_e", _VICTIM),
    "victims_annex": Source("Annexes of the victims' compartment", "45_4_e", _VICTIM),
    "victims_link": Source("Victims of the person", "45_4_e", _VICTIM),
    "victims_mention": Source("Where victims are named", "45_4_e", _VICTIM),
    "victims_zone": Source("Zones that keep victims safe", "45_4_e", _VICTIM),
    "justice_disposal": Source("Convictions and cautions"),
    "justice_whereabouts": Source("Whereabouts"),
    "justice_order": Source("Orders"),
    "justice_order_term": Source("Terms of orders and licence", without=_ENTERED),
    "justice_breach": Source("Breaches"),
    "cases_reported_responsibility": Source("The responsible area, as agencies state it"),
    "cases_reported_level": Source("The level, as agencies state it"),
    "cases_designation": Source("Identification as Category 3"),
    "cases_responsibility": Source("The responsible area"),
    "cases_level": Source("The level"),
    "cases_ground": Source("Grounds in law"),
    "cases_transfer": Source(
        "Transfers", without=("offered_by", "accepted_by", "declined_by", "withdrawn_by")
    ),
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
