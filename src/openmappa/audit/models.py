"""What was done, by whom, why, and who looked: text and plain numbers, no foreign keys."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models.functions import Now

from openmappa.audit.history import CurrentTransaction, CurrentUser
from openmappa.audit.reasons import OTHER, REASONS


class Operation(models.Model):
    """One thing that one actor did, in one transaction; everything written then bears its id.

    What is done in a compartment (`victims`, `requests`) is told only to who may see it.
    `user_id`: who that was, where somebody had signed in.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    actor = models.TextField()
    user_id = models.BigIntegerField(null=True, db_default=CurrentUser())
    purpose = models.TextField()
    reason = models.TextField(default="")
    compartment = models.TextField(db_default="")
    xid = models.BigIntegerField(db_default=CurrentTransaction())

    class Meta:
        db_table = "audit_operation"


class DomainEvent(models.Model):
    """What happened, in words a practitioner reads.

    `parts`: the names of the parts of a record that one must see to be told.
    """

    operation = models.UUIDField()
    at = models.DateTimeField(db_default=Now())
    verb = models.TextField()
    nominal_id = models.BigIntegerField(null=True)
    reference = models.TextField(default="")
    area = models.TextField(default="")
    sentence = models.TextField()
    parts = ArrayField(models.TextField(), db_default=[])

    class Meta:
        db_table = "audit_event"
        indexes = [models.Index(fields=["nominal_id", "at"], name="audit_event_nominal")]


class Access(models.Model):
    """One reading, search, export or refusal.

    A page that showed several people has a row for each, all of the moment when it was asked for.
    `parts`: the names of the parts of a record that were looked at, where a page says so.
    `reason_code` is one of `REASONS` where a person at a screen took people out (they are asked, or
    it goes without saying) or looked outside their area; `reason` what they said besides.
    """

    operation = models.UUIDField(null=True)
    at = models.DateTimeField(db_default=TransactionNow())
    actor = models.TextField()
    user_id = models.BigIntegerField(null=True, db_default=CurrentUser())
    action = models.TextField()
    nominal_id = models.BigIntegerField(null=True)
    area = models.TextField(default="")
    what = models.TextField()
    refused = models.BooleanField(default=False)
    compartment = models.TextField(db_default="")
    parts = ArrayField(models.TextField(), db_default=[])
    reason_code = models.TextField(default="", db_default="")
    reason = models.TextField(default="", db_default="")

    class Meta:
        db_table = "audit_access"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason_code="", reason="")
                | models.Q(reason_code__in=[code for code in REASONS if code != OTHER])
                | (models.Q(reason_code=OTHER) & ~models.Q(reason="")),
                name="audit_access_reason_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(action__in=["print", "export"])
                | models.Q(nominal_id=None)
                | models.Q(user_id=None)
                | models.Q(refused=True)
                | ~models.Q(reason_code=""),
                name="audit_access_taken_out_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    action__in=["read", "search", "export", "print", "list", "count"]
                ),
                name="audit_access_action_known",
            ),
        ]
        indexes = [
            models.Index(fields=["nominal_id", "at"], name="audit_access_nominal"),
            models.Index(fields=["user_id", "at"], name="audit_access_user"),
        ]
