"""Which extracts have been imported."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from openmappa.agencies.models import Area


class ExtractImport(models.Model):
    """One extract of one area, taken in whole."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    reporting_year = models.TextField()
    extracted_on = models.DateField()
    synthetic = models.BooleanField()
    digest = models.TextField()
    imported_at = models.DateTimeField(db_default=Now())
    operation = models.UUIDField()
    people = models.IntegerField()
    rows = models.IntegerField()

    class Meta:
        db_table = "exchange_import"


class Upload(models.Model):
    """An extract that somebody uploaded, and what came of it.

    `faults` holds file, line, field and words of each; `outcome` is filled in the transaction of
    the import itself, so `imported` stands here if and only if the import was stored.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    reporting_year = models.TextField()
    extracted_on = models.DateField()
    synthetic = models.BooleanField()
    file_name = models.TextField()
    folder = models.TextField(unique=True)
    size = models.BigIntegerField()
    user_id = models.BigIntegerField()
    uploaded_by = models.TextField()
    uploaded_at = models.DateTimeField(db_default=Now())
    state = models.TextField(default="waiting")
    step = models.TextField(default="")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    faults = models.JSONField(default=list)
    fault_total = models.IntegerField(default=0)
    outcome = models.JSONField(default=dict)

    class Meta:
        db_table = "exchange_upload"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "waiting",
                        "running",
                        "imported",
                        "refused",
                        "interrupted",
                        "failed",
                        "cancelled",
                    ]
                ),
                name="exchange_upload_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"
