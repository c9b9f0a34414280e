"""The person, whose records they are in, and which area may see them."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

from openmappa.agencies.during import DuringField
from openmappa.agencies.models import Area
from openmappa.audit.history import tracked

ANGLES = {
    "front": "Face, from the front",
    "left": "Face, left side",
    "right": "Face, right side",
    "full_length": "Full length",
    "mark": "A mark or tattoo",
}
PHOTOGRAPH_SOURCES = {
    "custody": "Custody",
    "notification": "Notification or yearly notification",
    "home_visit": "Home visit",
    "prison": "Prison",
    "probation": "Probation appointment",
    "other": "Other",
}
DOCUMENT_KINDS = {
    "assessment": "Assessment",
    "court": "Order or report of a court",
    "licence": "Licence",
    "notification": "Notification form",
    "letter": "Letter or e-mail",
    "minutes": "Minutes",
    "statement": "Statement",
    "health": "Health or care report",
    "other": "Other",
}
# Since 2 April 2014 the first two; the others are on papers from before.
MARKINGS = {
    "official": "OFFICIAL",
    "official_sensitive": "OFFICIAL-SENSITIVE",
    "protect": "PROTECT (before April 2014)",
    "restricted": "RESTRICTED (before April 2014)",
    "confidential": "CONFIDENTIAL (before April 2014)",
}


@tracked()
class Nominal(models.Model):
    """One person on the register, as the records linked to them say.

    `reference` never changes. Name, birth and death are the leading record's: police, then
    probation, then prison; a death that any record reports counts.
    """

    # Generated from the id by the database, so nothing can change it.
    reference = models.GeneratedField(
        expression=Func("id", function="nominals_reference"),
        output_field=models.TextField(),
        db_persist=True,
        unique=True,
    )
    surname = models.TextField()
    forenames = models.TextField(default="")
    born_on = models.DateField(null=True)
    sex = models.TextField(default="")
    ethnicity = models.TextField(default="")
    died_on = models.DateField(null=True)

    class Meta:
        db_table = "nominals_nominal"

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def name(self) -> str:
        """Forenames and surname as written in the leading record."""
        return f"{self.forenames} {self.surname}".strip()


@tracked()
class Access(models.Model):
    """The only truth of which area may see which record, on what basis, when."""

    nominal = models.ForeignKey(
        Nominal, on_delete=models.PROTECT, related_name="access", db_index=False
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    basis = models.TextField()
    during = DuringField()

    class Meta:
        db_table = "nominals_access"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis__in=["responsible", "share"]),
                name="nominals_access_basis_known",
            ),
            ExclusionConstraint(
                name="nominals_access_once",
                expressions=[
                    ("nominal", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["nominal", "area"], name="nominals_access_nominal_area")]


@tracked()
class SourceRecord(models.Model):
    """One agency's record of a person; which person it is about is decided by linkage.

    `synthetic`: its extract says that its people are invented.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="records")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    agency = models.TextField()
    source_key = models.TextField()
    surname = models.TextField()
    forenames = models.TextField(default="")
    born_on = models.DateField(null=True)
    sex = models.TextField(default="")
    ethnicity = models.TextField(default="")
    died_on = models.DateField(null=True)
    synthetic = models.BooleanField()
    imported_at = models.DateTimeField(db_default=Now())
    withdrawn_on = models.DateField(null=True)

    class Meta:
        db_table = "nominals_record"
        indexes = [models.Index(fields=["born_on"], name="nominals_record_born_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "agency", "source_key"], name="nominals_record_source"
            ),
            # What the facts' foreign key points at: a fact's person is its record's person.
            models.UniqueConstraint(fields=["id", "nominal"], name="nominals_record_of_nominal"),
            models.CheckConstraint(
                condition=models.Q(agency__in=["police", "probation", "prison"]),
                name="nominals_record_agency_known",
            ),
        ]

    def __str__(self) -> str:
        return self.source_key


class SourceFact(models.Model):
    """What one extract says of one record; `source_key` is its id, or what identifies it there.

    A fact that a later extract no longer holds is withdrawn on that extract's day, never deleted.
    """

    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.TextField()
    source_key = models.TextField()
    imported_at = models.DateTimeField(db_default=Now())
    withdrawn_on = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["area", "agency", "source_key"], name="%(app_label)s_%(class)s_source"
            )
        ]

    def __str__(self) -> str:
        return self.source_key


@tracked()
class Identifier(SourceFact):
    """A PNC id, CRO number, prison number or CRN, as given and in its one canonical form."""

    kind = models.TextField()
    given = models.TextField()
    canonical = models.TextField()
    valid = models.BooleanField()

    class Meta(SourceFact.Meta):
        db_table = "nominals_identifier"
        indexes = [models.Index(fields=["canonical", "kind"], name="nominals_identifier_value")]


@tracked()
class Name(SourceFact):
    """Another name: an alias, a previous name, a nickname."""

    kind = models.TextField()
    surname = models.TextField()
    forenames = models.TextField(default="")

    class Meta(SourceFact.Meta):
        db_table = "nominals_name"


@tracked()
class Address(SourceFact):
    """A residence for a time."""

    kind = models.TextField()
    during = DuringField()
    line_1 = models.TextField(default="")
    town = models.TextField(default="")
    postcode = models.TextField(default="")

    class Meta(SourceFact.Meta):
        db_table = "nominals_address"


class Entered(models.Model):
    """What somebody recorded of a person at a screen: corrected in place, never deleted.

    Every state that was ever believed is in the history; `version` rises with each correction, so
    that two people who correct one row at a time cannot overwrite each other unseen. `agency` is
    the controller, `regime` the law under which it holds the row (Data Protection Act 2018, Part
    3, or the UK GDPR for health, housing and education).
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.TextField()
    regime = models.TextField(default="law_enforcement")
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = models.TextField()
    entered_by_id = models.BigIntegerField()
    version = models.IntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(default="")
    withdrawn_because = models.TextField(default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(regime__in=["law_enforcement", "uk_gdpr"]),
                name="%(app_label)s_%(class)s_regime_known",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="", withdrawn_because="")
                | (
                    models.Q(withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_by="")
                    & ~models.Q(withdrawn_because="")
                ),
                name="%(app_label)s_%(class)s_withdrawn_by_because",
            ),
        ]


class StoredFile(Entered):
    """A file that somebody added to a record; its content lies in `nominals.stored`.

    What was added never changes: a wrong one is withdrawn with a reason, and added anew.
    """

    stored_as = models.TextField(unique=True)
    sha256 = models.TextField()
    content_type = models.TextField()
    size = models.IntegerField()

    class Meta(Entered.Meta):
        abstract = True
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$", size__gt=0),
                name="%(app_label)s_%(class)s_hashed",
            ),
        ]


@tracked(exclude=["small"])
class Photograph(StoredFile):
    """A dated photograph; at most one of a person is current. `small` is the one beside a name."""

    taken_on = models.DateField()
    angle = models.TextField()
    source = models.TextField()
    note = models.TextField(default="")
    current = models.BooleanField(default=False)
    small = models.BinaryField()

    class Meta(StoredFile.Meta):
        db_table = "nominals_photograph"
        constraints = [
            *StoredFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["nominal"],
                condition=models.Q(current=True),
                name="nominals_photograph_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(current=False) | models.Q(withdrawn_at=None),
                name="nominals_photograph_current_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    content_type="image/jpeg",
                    angle__in=list(ANGLES),
                    source__in=list(PHOTOGRAPH_SOURCES),
                ),
                name="nominals_photograph_known",
            ),
        ]
        indexes = [models.Index(fields=["nominal"], name="nominals_photograph_nominal")]


@tracked()
class Document(StoredFile):
    """A document about a person, with its protective marking."""

    title = models.TextField()
    kind = models.TextField()
    marking = models.TextField()
    dated = models.DateField()

    class Meta(StoredFile.Meta):
        db_table = "nominals_document"
        constraints = [
            *StoredFile.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=list(DOCUMENT_KINDS), marking__in=list(MARKINGS))
                & ~models.Q(title=""),
                name="nominals_document_known",
            ),
        ]
        indexes = [models.Index(fields=["nominal"], name="nominals_document_nominal")]


@tracked()
class Match(models.Model):
    """Two records that may be one person's, for somebody to decide; nothing merges by itself."""

    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    other_record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="matches")
    other_nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    sentence = models.TextField()
    decision = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="")
    reason = models.TextField(default="")
    open = models.BooleanField(default=True)

    class Meta:
        db_table = "nominals_match"
        constraints = [
            models.UniqueConstraint(fields=["record", "other_record"], name="nominals_match_pair"),
            models.CheckConstraint(
                condition=models.Q(record__lt=models.F("other_record")),
                name="nominals_match_pair_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["clash", "possible", "doubt", "conflict"]),
                name="nominals_match_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["", "same", "different"]),
                name="nominals_match_decision_known",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at__isnull=True, decided_by="", reason="")
                | (
                    models.Q(decided_at__isnull=False)
                    & ~models.Q(decision="")
                    & ~models.Q(decided_by="")
                    & ~models.Q(reason="")
                ),
                name="nominals_match_decided_at_by_why",
            ),
        ]


class AskedDecision(models.Model):
    """A decision on a pair that somebody took at a screen and the worker is to apply.

    `seen` is the pair's standing as the person saw it: if it has changed by then, nothing is
    decided and `answer` says what was.
    """

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="asked")
    decision = models.TextField()
    reason = models.TextField()
    seen = models.TextField()
    user_id = models.BigIntegerField()
    asked_by = models.TextField()
    asked_at = models.DateTimeField(db_default=Now())
    state = models.TextField(default="waiting")
    answer = models.TextField(default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "nominals_asked_decision"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__in=["same", "different", "undo"]),
                name="nominals_asked_decision_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "done", "refused", "failed"]),
                name="nominals_asked_decision_state_known",
            ),
        ]


@tracked()
class Finding(models.Model):
    """Something odd but possible in a record, for a person to settle."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="findings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    code = models.TextField()
    sentence = models.TextField()
    found_at = models.DateTimeField(db_default=Now())
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "nominals_finding"
        constraints = [
            models.UniqueConstraint(
                fields=["nominal", "area", "code", "sentence"], name="nominals_finding_once"
            )
        ]
