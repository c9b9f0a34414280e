"""What a person at a screen may be allowed to do: one name for each thing, object first."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """`OBJECT_VERB`; which role has which is in `roles`."""

    PERSON_LIST = "list and search people"
    PERSON_VIEW = "open the record of a person"
    RECORD_WRITE = "write in the sections of a record that one sees in full"
    HISTORY_VIEW = "see who has seen and changed a record that one sees in full"
    FINDING_VIEW = "see what is odd in records"
    DUTY_CARD_VIEW = "find people of the area on duty and open their duty card"
    ROTA_KEEP = "keep the numbers of the area that are answered at every hour"
    ADDRESS_CHECK = "ask whether a proposed address is suitable, blind"
    MESSAGE_SEND = "write to the manager of a record"
    CASELOAD_HOLD = "be the manager, deputy or partner of a record"
    CASELOAD_ASSIGN = "say who manages a record, and move a caseload"
    WORK_SIGN_OFF = "sign off the work of others"
    RECORD_OPEN = "open a new record"
    RECORD_ARCHIVE = "archive a record and open it again"
    RECORD_RESTRICT = "restrict a record to named people, and lift it"
    GLASS_BREAK = "open a record in an emergency"
    MERGE_PROPOSE = "propose that two people are one, or that one is two"
    MERGE_APPROVE = "approve such a proposal of somebody else's"
    MATCH_DECIDE = "decide whether two records are one person's, and undo it"
    LIST_RECONCILE = "compare a list of one's own with the record"
    QUALITY_VIEW = "see what an area's records lack"
    RETENTION_REVIEW = "review how long records are kept"
    VICTIM_VIEW = "see victims and those who speak for them"
    VICTIM_WRITE = "write in the victims' compartment"
    AUDIT_REVIEW = "see unusual reading and review emergency access"
    AUDIT_EXPORT = "export the audit of a record"
    ACCESS_ANSWER = "gather all that is held on a person, for their own request"
    RECORD_ERASE = "erase what the law says must go, with a second person"
    EXTRACT_IMPORT = "upload an agency's extract and read its faults"
    FIGURES_VIEW = "see the annual figures and the rule of each"
    FIGURES_OPEN = "see who is behind a figure"
    FIGURES_LOCK = "lock the figures of a year"
    REPORT_VIEW = "read the draft of the annual report"
    REPORT_EDIT = "edit the sections of the annual report"
    USER_ADMINISTER = "manage who may sign in and in which role"
    LAW_CALCULATE = "work out a legal position from typed facts, none of which is stored"
    DUTIES_PRINT = "print for a registered person what they must do"


class Part(StrEnum):
    """A part of a person's record that a role sees, or writes, or is never shown."""

    IDENTITY = "names, identifiers, description, marks, photographs and vehicles"
    CONTACT = "addresses, telephones, e-mail and online identities"
    FINANCE = "bank and passport details"
    LIFE = "relationships, household, work, education and protective factors"
    OFFENDING = "convictions, orders, licence and modus operandi"
    MARKERS = "warning markers"
    LOG = "activity log"
    DOCUMENTS = "documents"
    INTELLIGENCE = "intelligence, as its handling code allows"
    SANITISED = "sanitised intelligence"
    GENDER_HISTORY = "gender history (Gender Recognition Act 2004, section 22)"
    VICTIMS = "victims"
