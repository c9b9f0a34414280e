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
