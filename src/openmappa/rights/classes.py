"""What class of personal data each column is of, in every table that names a person.

One line for each table and class. A column that is neither here nor among the operational ones has
no class, and a test fails until somebody has said what it is.
"""

from __future__ import annotations

from enum import StrEnum

from openmappa.rights.sources import SOURCES


class Class(StrEnum):
    """A class of data, after what it tells and what the law asks of who holds it."""

    IDENTITY = "identity"
    CONTACT = "contact"
    SPECIAL = "special category"
    OFFENDING = "offending"
    FINANCE = "finance"
    OTHERS = "other people"
    INTELLIGENCE = "intelligence"
    VICTIM = "victim"
    CASE_WORK = "case work"
    OPERATIONAL = "operational"


MEANS: dict[Class, str] = {
    Class.IDENTITY: "who somebody is and what they look like",
    Class.CONTACT: "where they live and how they are reached",
    Class.SPECIAL: "sensitive processing, DPA 2018 s.35(8), and special categories, UK GDPR art.9:"
    " ethnic origin, religion, health, gender history",
    Class.OFFENDING: "criminal offences and what follows from them, UK GDPR art.10",
    Class.FINANCE: "accounts, cards and passports",
    Class.OTHERS: "people of the family or household",
    Class.INTELLIGENCE: "graded reports, and who may know of them",
    Class.VICTIM: "the victims' compartment",
    Class.CASE_WORK: "what is done with the person, and why, and life outside offending",
    Class.OPERATIONAL: "row numbers, areas, who wrote it and when",
}

# In every table: which row, whose, who wrote it when, and what became of it.
_OPERATIONAL = """
    id nominal_id other_nominal_id record_id other_record_id match_id area_id agency source_key
    imported_at withdrawn_on synthetic regime entered_at entered_by entered_by_id version
    withdrawn_at withdrawn_by operation user_id by_area_id from_area_id to_area_id sign_off_id
    subject_id request_id of_user_id freeze_id victim_id residence_id corrects_id
    order_id disclosure_id
    responsible_area_id level_area_id designating_area_id decided_at decided_by decided_by_id
    asked_at asked_by asked_by_id named_at named_by passed_from_id acknowledged_at listed_at
    listed_by ended_at ended_by imposed_at imposed_by lifted_at lifted_by archived_at archived_by
    reopened_at reopened_by user_name began_at ends_at review_by reviewed_at reviewed_by
    reviewed_by_id from_user_id from_name sent_at read_at read_by answered_at answered_by found_at
    gone_at saved_at withheld_at withheld_by done_at expires_at gathered_at offered_by offered_at
    accepted_by accepted_at declined_at declined_by identity_checked_by state open stored_as sha256
    content_type size
    of_table row_id row section source field reference at actor action area xid valid current
    restricted shown_to law_version merge_id former_id of_column approved_by approved_by_id
    approved_at merged_at part_asked_by_id part_approved_by part_approved_by_id part_approved_at
    parted_at taker_id moved_at moved_by put_off_by done_by
"""
OPERATIONAL = frozenset(_OPERATIONAL.split())

_HELD = "class_of_person standing source note during withdrawn_because corrected_because"
# The columns of each table by class, those above left out.
COLUMNS: dict[str, dict[Class, str]] = {
    "nominals_nominal": {
        Class.IDENTITY: "reference surname forenames born_on sex died_on",
        Class.SPECIAL: "ethnicity",
    },
    "nominals_record": {
        Class.IDENTITY: "surname forenames born_on sex died_on",
        Class.SPECIAL: "ethnicity",
    },
    "nominals_identifier": {Class.IDENTITY: "kind given canonical"},
    "nominals_name": {Class.IDENTITY: "kind surname forenames"},
    "nominals_address": {Class.CONTACT: "kind during line_1 town postcode"},
    "nominals_access": {Class.CASE_WORK: "basis during"},
    "nominals_match": {Class.IDENTITY: "kind sentence", Class.CASE_WORK: "decision reason"},
    "nominals_merge": {
        Class.IDENTITY: "other_reference",
        Class.CASE_WORK: "why choices goes_back answer",
    },
    # What a row held before: of any class, and read by nobody.
    "nominals_merge_row": {Class.CASE_WORK: "how was"},
    "nominals_asked_decision": {Class.CASE_WORK: "decision reason seen answer"},
    "nominals_put_off": {Class.CASE_WORK: "kind during why"},
    "nominals_finding": {Class.CASE_WORK: "code sentence"},
    "nominals_task": {
        Class.CASE_WORK: "kind concerns what due_on first_due_on statutory moved_because put_off_on"
        " put_off_from put_off_because outcome standing"
    },
    "nominals_further_name": {Class.IDENTITY: f"{_HELD} kind title surname forenames"},
    "nominals_further_identifier": {Class.IDENTITY: f"{_HELD} kind given canonical"},
    "nominals_description": {
        Class.IDENTITY: f"{_HELD} height_cm build hair facial_hair eyes complexion glasses teeth"
        " accent gait clothing",
        Class.SPECIAL: "disability",
    },
    "nominals_mark": {Class.IDENTITY: f"{_HELD} kind site side description"},
    "nominals_background": {Class.SPECIAL: f"{_HELD} kind value interpreter"},
    "nominals_self_defined": {Class.SPECIAL: f"{_HELD} ethnicity disability"},
    "nominals_vehicle": {
        Class.IDENTITY: f"{_HELD} registration canonical make model colour keeper habits anpr"
    },
    "nominals_photograph": {
        Class.IDENTITY: "withdrawn_because taken_on angle source note standing small mark_id",
    },
    "nominals_residence": {
        Class.CONTACT: f"{_HELD} kind line_1 line_2 town postcode found_at landlord",
        Class.OTHERS: "occupants children_present",
    },
    "nominals_address_check": {Class.CONTACT: "checked_on how verified note"},
    "cases_address_asked": {Class.CONTACT: "proposed postcode", Class.CASE_WORK: "why term ring"},
    "nominals_telephone": {Class.CONTACT: f"{_HELD} kind number canonical imei"},
    "nominals_email": {Class.CONTACT: f"{_HELD} address"},
    "nominals_online": {Class.CONTACT: f"{_HELD} kind provider identity device monitored"},
    "nominals_finance": {Class.FINANCE: f"{_HELD} kind issuer number holder sort_code expires_on"},
    "nominals_relationship": {
        Class.OTHERS: f"{_HELD} kind name born_on under_18 household contact_allowed told"
    },
    "nominals_occupation": {
        Class.CASE_WORK: f"{_HELD} kind organisation role place access_to_children"
        " access_to_vulnerable employer_aware"
    },
    "nominals_youth_lead": {Class.CASE_WORK: f"{_HELD} name organisation telephone"},
    "nominals_interest": {Class.SPECIAL: f"{_HELD} kind description"},  # faith groups among them
    "nominals_protective_factor": {Class.CASE_WORK: f"{_HELD} kind description"},
    "nominals_opening": {Class.CASE_WORK: "withdrawn_because reason"},
    "nominals_programme": {Class.OFFENDING: f"{_HELD} kind name provider state outcome"},
    "nominals_method": {Class.OFFENDING: f"{_HELD} kind description"},
    "nominals_notification": {
        Class.OFFENDING: f"{_HELD} kind notified_on station found_place under order_of leaves_on"
    },
    "nominals_detail_change": {Class.OFFENDING: f"{_HELD} kind changed_on expected_on what"},
    "nominals_journey": {
        Class.OFFENDING: f"{_HELD} leaves_on returns_on country carrier place known_on changed_on"
        " return_given"
    },
    "nominals_suspicion": {
        Class.OFFENDING: "withdrawn_because duty due mark what late_keying other_stations custody"
        " hospital abroad excuse"
    },
    "nominals_confirmation": {Class.CASE_WORK: "withdrawn_because state says basis"},
    "nominals_contest": {
        Class.CASE_WORK: "withdrawn_because of_what about speaker who said received_on answer_due"
        " stood_for stood_for_id outcome because"
    },
    "nominals_told": {
        Class.CASE_WORK: f"{_HELD} told_on category level sharing how by_whom leaflet language"
        " not_told_because"
    },
    "nominals_representation": {Class.CASE_WORK: f"{_HELD} received_on how said meeting_on"},
    "nominals_complaint": {
        Class.CASE_WORK: f"{_HELD} received_on from_whom about against against_user_id handler"
        " handler_user_id answer_due answered_on outcome answer"
    },
    "nominals_warning_marker": {
        Class.CASE_WORK: f"{_HELD} kind reason review_on receivers circulated"
    },
    "nominals_disclosure": {
        Class.CASE_WORK: f"{_HELD} question options arguments_for arguments_against rights"
        " legal_power asked_to_comment comment why_not_asked decision decided_on decider"
        " decider_rank authority wording person_told why_not_told children aftercare outcome"
        " review_on"
    },
    "nominals_disclosure_recipient": {
        Class.OTHERS: f"{_HELD} kind name need signed_on why_not_signed told_on told_at told_by"
        " outcome"
    },
    "nominals_document": {Class.CASE_WORK: "withdrawn_because title standing kind marking dated"},
    "nominals_activity": {
        Class.CASE_WORK: "kind happened_on happened_at fact opinion class_of_person"
    },
    "nominals_intelligence": {
        Class.INTELLIGENCE: f"{_HELD} reported_on reference scheme source_code information_code"
        " handling_code conditions report sanitised"
    },
    "nominals_restriction": {Class.CASE_WORK: "why ring lifted_because"},
    "nominals_sign_off": {Class.CASE_WORK: "kind why because"},
    "nominals_archive": {Class.CASE_WORK: "reason note reopened_because"},
    "nominals_gender": {
        Class.SPECIAL: f"{_HELD} information former_surname former_forenames named"
    },
    "nominals_draft": {Class.CASE_WORK: "fields"},
    "nominals_caseload": {
        Class.CASE_WORK: "as_what during why risk standing due_next whom_to_ring",
    },
    "nominals_listed": {Class.CASE_WORK: "side declared compartment why ended_because"},
    "nominals_emergency": {Class.CASE_WORK: "reason justified finding"},
    "nominals_message": {Class.CASE_WORK: "about text standing answer answer_standing"},
    "nominals_withheld": {Class.VICTIM: "compartment"},
    "victims_annex": {Class.VICTIM: "text standing"},
    "victims_link": {Class.VICTIM: "relation offence ended_on ended_because"},
    "victims_mention": {Class.VICTIM: "writers outcome reason"},
    "victims_zone": {Class.VICTIM: "letter wording condition_of during"},
    "justice_disposal": {
        Class.OFFENDING: "jurisdiction offence offence_class convicted_on disposal term_months"
        " sentenced_on ends_on consecutive_to"
    },
    "justice_whereabouts": {Class.OFFENDING: "kind during place"},
    "justice_order_term": {
        Class.OFFENDING: f"{_HELD} number kind nature wording doubt place postcodes"
    },
    "justice_order": {
        Class.OFFENDING: "type applied_for_on made_on ends_on court foreign_travel_restriction"
        " replaces"
    },
    "justice_breach": {
        Class.OFFENDING: "kind order_key breached_on decision decided_on returned_on"
    },
    "cases_reported_responsibility": {Class.CASE_WORK: "during"},
    "cases_reported_level": {Class.CASE_WORK: "level during"},
    "cases_designation": {Class.OFFENDING: "during reason"},
    "cases_responsibility": {Class.CASE_WORK: "during"},
    "cases_level": {Class.CASE_WORK: "level during carried"},
    "cases_ground": {Class.OFFENDING: "category during rule provision facts suspended"},
    "cases_transfer": {
        Class.CASE_WORK: "reason arrives_on effective_on declined_because withdrawn_because"
    },
    "statistics_frozen_case": {
        Class.IDENTITY: "reference name",
        Class.OFFENDING: "cell level category because facts",
    },
    "audit_event": {Class.CASE_WORK: "verb sentence parts"},
    "audit_access": {Class.CASE_WORK: "what refused compartment parts reason_code reason"},
    "audit_operation": {Class.CASE_WORK: "purpose reason compartment"},
    "rights_access_request": {
        Class.CASE_WORK: "kind received_on asked identity_shown_on identity_how extended_because"
        " answer folder"
    },
    "rights_withholding": {Class.CASE_WORK: "source row given exemption reason"},
    "rights_audit_export": {Class.CASE_WORK: "subject first last format reason lines file"},
    "rights_erasure": {
        Class.CASE_WORK: "basis reason whole rows removed remains fault files",
    },
    "rights_retention_review": {Class.CASE_WORK: "decided_on decision reason"},
}
# What the search makes of other tables, gone with what it was made of: as those.
COPIES = frozenset(
    {
        "nominals_search_birth",
        "nominals_search_fact",
        "nominals_search_hidden",
        "nominals_search_name",
    }
)


def class_of(table: str, column: str) -> Class | None:
    """The class of one column; None where nobody has said."""
    for found, columns in COLUMNS.get(table, {}).items():
        if column in columns.split():
            return found
    return Class.OPERATIONAL if column in OPERATIONAL else None


def document() -> str:
    """The page that shows all of it."""
    lines = [
        "# What class of data each field is of",
        "",
        "Written by `openmappa classes` from `src/openmappa/rights/classes.py`. Tests compare it"
        " with the code, and the code with the database.",
        "A table's history is of the classes of the table.",
        "",
        "| class | tells |",
        "|---|---|",
        *(f"| {one} | {MEANS[one]} |" for one in Class),
        "",
        "Operational in every table, unless the table below says otherwise: "
        + ", ".join(f"`{column}`" for column in sorted(OPERATIONAL))
        + ".",
        "",
        "Copies for the search, of the classes of what they are made of: "
        + ", ".join(f"`{table}`" for table in sorted(COPIES))
        + ".",
        "",
        "| table | holds | class | fields |",
        "|---|---|---|---|",
    ]
    for table, source in SOURCES.items():
        for one, columns in COLUMNS.get(table, {}).items():
            fields = ", ".join(f"`{column}`" for column in columns.split())
            lines.append(f"| `{table}` | {source.words} | {one} | {fields} |")
    return "\n".join(lines) + "\n"
