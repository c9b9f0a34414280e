"""What was asked about a record, decided about it, and found in how it is read.

None of these rows is changed but by the next step of what it asks; each step leaves a domain event.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from openmappa.agencies.models import Area
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import OUTCOMES as ANSWERS

# The compartment of what is done for a person's own request, an erasure or the review of how long a
# record is kept: that somebody asked is told to who handles it, not to those who work with them.
REQUESTS = "requests"
MEASURES = (
    "volume",
    "own_surname",
    "out_of_hours",
    "out_of_area",
    "not_theirs",
    "refusals",
    "addresses",
    "taken_out",
)
# The reference of the record that a row names, for who need not see the record itself.
REFERENCE = Func("nominal_id", function="nominals_reference", output_field=models.TextField())
OUTCOMES = {
    "explained": "Explained: the work called for it",
    "advice": "Advice or training was given",
    "referred": "Referred for investigation; the person is not told here",
}


class ReadingReview(models.Model):
    """Unusual reading of one person that somebody looked into, and what came of it.

    `contested`: what the person themself says against it, if they do; `answer` what somebody else
    than who looked into it decided on that, and `answered_by` whom the database found to do it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    user_id = models.BigIntegerField()
    reader = models.TextField()
    measure = models.TextField()
    first = models.DateField()
    last = models.DateField()
    number = models.IntegerField()
    outcome = models.TextField()
    reason = models.TextField()
    reviewed_by = models.TextField()
    reviewed_by_id = models.BigIntegerField()
    reviewed_at = models.DateTimeField(db_default=Now())
    contested = models.TextField(default="")
    contested_at = models.DateTimeField(null=True)
    answer = models.TextField(default="")
    answer_because = models.TextField(default="")
    answered_by = models.TextField(default="")
    answered_by_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_reading_review"
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__in=MEASURES), name="rights_reading_review_measure_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=list(OUTCOMES)), name="rights_reading_review_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by_id=F("user_id")) & ~Q(reason=""),
                name="rights_reading_review_not_of_oneself_and_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    answer="",
                    answer_because="",
                    answered_by="",
                    answered_by_id=None,
                    answered_at=None,
                )
                | (
                    Q(
                        answer__in=list(ANSWERS),
                        answered_by_id__isnull=False,
                        answered_at__isnull=False,
                    )
                    & ~Q(contested="")
                    & ~Q(answer_because="")
                    & ~Q(answered_by="")
                    & ~Q(answered_by_id=F("user_id"))
                    & ~Q(answered_by_id=F("reviewed_by_id"))
                ),
                name="rights_reading_review_answered_by_another",
            ),
        ]


class AuditExport(models.Model):
    """The audit of one record or of one user for a time, as a file for who asked for it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, null=True, related_name="+")
    of_user_id = models.BigIntegerField(null=True)
    subject = models.TextField()
    first = models.DateField()
    last = models.DateField()
    format = models.TextField()
    reason = models.TextField()
    asked_by = models.TextField()
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField(db_default=Now())
    state = models.TextField(default="waiting")
    lines = models.IntegerField(default=0)
    file = models.TextField(default="")
    done_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_audit_export"
        constraints = [
            models.CheckConstraint(
                condition=Q(nominal__isnull=True, of_user_id__isnull=False)
                | Q(nominal__isnull=False, of_user_id__isnull=True),
                name="rights_audit_export_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(format__in=["csv", "ods"]), name="rights_audit_export_format_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "failed", "expired"])
                & Q(last__gte=F("first"))
                & ~Q(reason=""),
                name="rights_audit_export_sound",
            ),
        ]


class AccessRequest(models.Model):
    """Somebody asked what is held on them (`subject_access`), or the public asked for figures.

    States: open, gathering, gathered, releasing, released; refused. What was gathered lies in
    `folder`, below the exports of the home.
    """

    kind = models.TextField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, null=True, related_name="+")
    received_on = models.DateField()
    asked = models.TextField(default="")
    identity_shown_on = models.DateField(null=True)
    identity_how = models.TextField(default="")
    identity_checked_by = models.TextField(default="")
    extended_because = models.TextField(default="")
    state = models.TextField(default="open")
    answer = models.TextField(default="")
    folder = models.TextField(default="")
    gathered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="")
    entered_by = models.TextField()
    entered_by_id = models.BigIntegerField()
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "rights_access_request"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="subject_access", nominal__isnull=False)
                | Q(kind="information", nominal__isnull=True),
                name="rights_access_request_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "open",
                        "gathering",
                        "gathered",
                        "releasing",
                        "released",
                        "refused",
                        "failed",
                    ]
                ),
                name="rights_access_request_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="subject_access", state__in=["releasing", "released"])
                | Q(identity_shown_on__isnull=False, gathered_at__isnull=False),
                name="rights_access_request_released_to_who_was_known",
            ),
            models.CheckConstraint(
                condition=Q(identity_shown_on=None, identity_how="", identity_checked_by="")
                | (
                    Q(identity_shown_on__isnull=False)
                    & ~Q(identity_how="")
                    & ~Q(identity_checked_by="")
                ),
                name="rights_access_request_identity_how_and_by",
            ),
            # Who ends it is known first: the worker makes the copy that is handed out.
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_by=""),
                name="rights_access_request_ended_by_somebody",
            ),
        ]


class Withholding(models.Model):
    """What the answer to one request gives or withholds of one source; `row` 0 is all of it."""

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="withheld")
    source = models.TextField()
    row = models.BigIntegerField(default=0)
    given = models.BooleanField()
    exemption = models.TextField(default="")
    reason = models.TextField(default="")
    decided_by = models.TextField()
    decided_by_id = models.BigIntegerField()
    decided_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "rights_withholding"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "source", "row"], name="rights_withholding_once"
            ),
            models.CheckConstraint(
                condition=Q(given=True, exemption="") | (Q(given=False) & ~Q(exemption="")),
                name="rights_withholding_under_which_exemption",
            ),
        ]


BASES = {
    "mistaken_identity": "Mistaken identity: these are facts of somebody else",
    "disregarded": "A disregarded or pardoned offence (Protection of Freedoms Act 2012, Part 5)",
    "court_order": "An order of a court or of the Information Commissioner",
    "section_47": "Data Protection Act 2018, section 47: held without a lawful basis",
    "retention": "The review of retention found clear grounds to delete",
}


class Erasure(models.Model):
    """What one person asked to erase and another approved; afterwards the tombstone.

    `nominal_id` is a plain number, so that the row can outlive the record. `whole`: the record, or
    only `rows`, each [table, id]. Once it is done nothing here says anything of the person; `files`
    are those that still lie outside the database and go next.
    """

    nominal_id = models.BigIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    basis = models.TextField()
    reason = models.TextField()
    whole = models.BooleanField()
    rows = models.JSONField(default=list)
    asked_by = models.TextField()
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField(db_default=Now())
    state = models.TextField(default="asked")
    decided_by = models.TextField(default="")
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    removed = models.JSONField(default=dict)
    remains = models.JSONField(default=dict)
    files = ArrayField(models.TextField(), default=list)
    fault = models.TextField(default="")

    class Meta:
        db_table = "rights_erasure"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "approved", "declined", "done", "failed"]),
                name="rights_erasure_state_known",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=list(BASES)), name="rights_erasure_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id=None) | ~Q(decided_by_id=F("asked_by_id")),
                name="rights_erasure_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by_id=None, decided_by="", decided_at=None)
                | (
                    ~Q(state="asked")
                    & Q(decided_by_id__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="rights_erasure_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(whole=True, rows=[]) | Q(whole=False),
                name="rights_erasure_whole_or_rows",
            ),
            models.UniqueConstraint(
                fields=["nominal_id"],
                condition=Q(state__in=["asked", "approved"], whole=True),
                name="rights_erasure_one_open",
            ),
        ]


DECISIONS = {
    "keep": "Keep until the next review",
    "hold": "Keep on legal hold",
    "lift": "Lift the legal hold",
    "erase": "Ask for it to be erased, for a second person to approve",
}


class RetentionReview(models.Model):
    """Somebody looked at whether a record is still to be kept, and decided."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    decided_on = models.DateField()
    decision = models.TextField()
    reason = models.TextField()
    decided_by = models.TextField()
    decided_by_id = models.BigIntegerField()
    decided_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "rights_retention_review"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=list(DECISIONS)) & ~Q(reason=""),
                name="rights_retention_review_decided_and_why",
            )
        ]
