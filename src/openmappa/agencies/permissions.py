"""What a person at a screen may be allowed to do: one name for each thing, object first."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """`OBJECT_VERB`; which role has which is in `roles`."""

    PERSON_LIST = "list and search people"
    PERSON_VIEW = "open the record of a person"
    HISTORY_VIEW = "see who has seen and changed a record that one sees in full"
    FINDING_VIEW = "see what is odd in records"
    MATCH_DECIDE = "decide whether two records are one person's, and undo it"
    LIST_RECONCILE = "compare a list of one's own with the record"
    EXTRACT_IMPORT = "upload an agency's extract and read its faults"
    FIGURES_VIEW = "see the annual figures and the rule of each"
    FIGURES_OPEN = "see who is behind a figure"
    FIGURES_LOCK = "lock the figures of a year"
    REPORT_VIEW = "read the draft of the annual report"
    REPORT_EDIT = "edit the sections of the annual report"
    USER_ADMINISTER = "manage who may sign in and in which role"
    LAW_CALCULATE = "work out a legal position from typed facts, none of which is stored"
    DUTIES_PRINT = "print for a registered person what they must do"
