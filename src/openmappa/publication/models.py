"""The words of annual reports as people wrote them: every version, and who agreed to which."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from openmappa.agencies.models import Area


class Wording(models.Model):
    """One version of one part of a report (`file`, as in a folder of words); never changed."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    reporting_year = models.TextField()
    file = models.TextField()
    version = models.IntegerField()
    text = models.TextField()
    written_at = models.DateTimeField(db_default=Now())
    written_by = models.TextField()
    operation = models.UUIDField()

    class Meta:
        db_table = "publication_wording"
        constraints = [
            # Whoever saves second, having seen the same version, is told instead of overwriting.
            models.UniqueConstraint(
                fields=["area", "reporting_year", "file", "version"],
                name="publication_wording_version",
            )
        ]


class Consent(models.Model):
    """That somebody agreed to one version of a part; a later version needs their word again."""

    AGREED, ANONYMOUS, VICTIM_LIAISON = "agreed", "anonymous", "victim liaison"

    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="consents")
    kind = models.TextField()
    given_by = models.TextField()
    answer = models.TextField(default="")
    given_at = models.DateTimeField(db_default=Now())
    operation = models.UUIDField()

    class Meta:
        db_table = "publication_consent"
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "kind", "given_by"], name="publication_consent_once_each"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["agreed", "anonymous", "victim liaison"]),
                name="publication_consent_kind",
            ),
        ]
