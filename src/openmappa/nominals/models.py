"""The person, whose records they are in, and which area may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

from openmappa.agencies.during import DuringField
from openmappa.agencies.models import Area, User
from openmappa.audit.history import CurrentOperation, tracked

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


@tracked(exclude=["shown_to"])
class Access(models.Model):
    """The only truth of which area may see which record, on what basis, when."""

    nominal = models.ForeignKey(
        Nominal, on_delete=models.PROTECT, related_name="access", db_index=False
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    basis = models.TextField()
    during = DuringField()
    # Set by a trigger, never by hand: only who is let in by name sees the record.
    restricted = models.BooleanField(db_default=False)
    # So are the ways in which people of the area come to see it today (`nominals_ways`).
    shown_to = ArrayField(models.SmallIntegerField(), db_default=[])

    class Meta:
        db_table = "nominals_access"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis__in=["responsible", "share", "transfer"]),
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


class Authored(models.Model):
    """Something of a person that somebody wrote at a screen: whose it is, and who wrote it when.

    `agency` is the controller, `regime` the law under which it holds the row (Data Protection Act
    2018, Part 3, or the UK GDPR for health, housing and education).
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.TextField()
    regime = models.TextField(default="law_enforcement")
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = models.TextField()
    entered_by_id = models.BigIntegerField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(regime__in=["law_enforcement", "uk_gdpr"]),
                name="%(app_label)s_%(class)s_regime_known",
            )
        ]


class Entered(Authored):
    """What somebody recorded of a person at a screen: corrected in place, never deleted.

    Every state that was ever believed is in the history; `version` rises with each correction, so
    that two people who correct one row at a time cannot overwrite each other unseen.
    """

    version = models.IntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(default="")
    withdrawn_because = models.TextField(default="")

    class Meta(Authored.Meta):
        abstract = True
        constraints = [
            *Authored.Meta.constraints,
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


STANDINGS = {"fact": "fact", "opinion": "opinion"}


class Vocabulary(models.CheckConstraint):
    """Takes only words of a vocabulary, and knows what people read for each."""

    def __init__(self, *, column: str, words: Mapping[str, str], **kwargs: Any) -> None:
        self.column = column
        self.words = words
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """To the database it is a check like any other."""
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs

    def clone(self) -> Vocabulary:
        """The same for another model; the words come along."""
        _, _, kwargs = self.deconstruct()
        return Vocabulary(column=self.column, words=self.words, **kwargs)


def known(column: str, words: Mapping[str, str], *, empty: bool = False) -> Vocabulary:
    """The database, too, takes only words of the vocabulary."""
    return Vocabulary(
        column=column,
        words=words,
        condition=models.Q(**{f"{column}__in": [*([""] if empty else []), *words]}),
        name=f"%(app_label)s_%(class)s_{column}_known",
    )


class Withheld(models.Model):
    """A row of another table that only a compartment may see from now on; history of it too.

    It reaches no list, search, count, timeline or export of anybody outside the compartment.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    of_table = models.TextField()
    row_id = models.BigIntegerField()
    compartment = models.TextField(default="victims")
    withheld_at = models.DateTimeField(db_default=Now())
    withheld_by = models.TextField()

    class Meta:
        db_table = "nominals_withheld"
        constraints = [
            models.UniqueConstraint(fields=["of_table", "row_id"], name="nominals_withheld_once")
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
    """A dated photograph; at most one of a person is current. `small` is the one beside a name.

    `mark`: the scar, tattoo or other mark of the person that it shows, if it is tied to one. The
    database refuses a mark of another person, and that such a photograph is the current one.
    """

    taken_on = models.DateField()
    angle = models.TextField()
    source = models.TextField()
    note = models.TextField(default="")
    standing = models.TextField(default="fact")  # of the note
    current = models.BooleanField(default=False)
    small = models.BinaryField()
    mark = models.ForeignKey(
        "nominals.Mark",
        on_delete=models.PROTECT,
        related_name="photographs",
        null=True,
        db_constraint=False,  # one in SQL goes by the person too
        db_index=False,
    )

    class Meta(StoredFile.Meta):
        db_table = "nominals_photograph"
        constraints = [
            *StoredFile.Meta.constraints,
            known("standing", STANDINGS),
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
                condition=models.Q(mark=None) | models.Q(angle="mark", current=False),
                name="nominals_photograph_of_a_mark",
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
    standing = models.TextField(default="fact")  # of what it says
    kind = models.TextField()
    marking = models.TextField()
    dated = models.DateField()

    class Meta(StoredFile.Meta):
        db_table = "nominals_document"
        constraints = [
            *StoredFile.Meta.constraints,
            known("standing", STANDINGS),
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


# What a record lacks that can wait. The rest has a day in law or is overdue (no manager, a manager
# who left, an address or a photograph past its time, a marker past its review): it is done, or
# handed to somebody else.
CAN_WAIT = (
    "level-carried",
    "marker-ended",
    "no-photograph",
    "clash",
    "shared-number",
    "same-person",
)
LONGEST_WAIT_DAYS = 28


class PutOff(Authored):
    """That what a record lacks, of one kind, waits: on these days it is not listed; never changed.

    It ends by itself. Who put it off, and why, is shown to whoever answers for the area's records.
    """

    kind = models.TextField()
    during = DuringField()
    why = models.TextField()
    operation = models.UUIDField(db_default=CurrentOperation())

    class Meta(Authored.Meta):
        db_table = "nominals_put_off"
        constraints = [
            *Authored.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=CAN_WAIT) & ~models.Q(why=""),
                name="nominals_put_off_can_wait_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    during__startswith__isnull=False,
                    during__endswith__isnull=False,
                    during__endswith__lte=models.F("during__startswith") + LONGEST_WAIT_DAYS,
                ),
                name="nominals_put_off_ends",
            ),
        ]


@tracked()
class Caseload(models.Model):
    """Somebody who works with a person, in which capacity, for which agency, from when till when.

    One manager a day for each agency. Who got the case from somebody else (`passed_from`) has
    their three lines and acknowledges it.
    """

    nominal = models.ForeignKey(
        Nominal, on_delete=models.PROTECT, related_name="caseload", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    as_what = models.TextField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.TextField()
    during = DuringField()
    why = models.TextField()
    named_at = models.DateTimeField(db_default=Now())
    named_by = models.TextField()
    passed_from = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    risk = models.TextField(default="", db_default="")
    standing = models.TextField(default="", db_default="")  # of `risk`
    due_next = models.TextField(default="", db_default="")
    whom_to_ring = models.TextField(default="", db_default="")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "nominals_caseload"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(as_what__in=["manager", "deputy", "supervisor", "partner"]),
                name="nominals_caseload_as_what_known",
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="nominals_caseload_says_why"),
            models.CheckConstraint(
                condition=models.Q(risk="", standing="")
                | (~models.Q(risk="") & models.Q(standing__in=list(STANDINGS))),
                name="nominals_caseload_standing_known",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at=None) | models.Q(passed_from__isnull=False),
                name="nominals_caseload_acknowledges_what_was_passed",
            ),
            ExclusionConstraint(
                name="nominals_caseload_one_manager",
                expressions=[
                    ("nominal", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(as_what="manager"),
            ),
            ExclusionConstraint(
                name="nominals_caseload_once",
                expressions=[
                    ("nominal", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["nominal", "agency"], name="nominals_caseload_of")]


@tracked()
class Cover(models.Model):
    """Who looks after somebody's caseload while they are away; both days count."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    covered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    during = DuringField()
    why = models.TextField()
    arranged_at = models.DateTimeField(db_default=Now())
    arranged_by = models.TextField()

    class Meta:
        db_table = "nominals_cover"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(user=models.F("covered_by")), name="nominals_cover_by_another"
            ),
            ExclusionConstraint(
                name="nominals_cover_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("covered_by", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]


@tracked()
class Restriction(models.Model):
    """A record that only those see who are named to it, in whatever area ("limited access").

    `ring`: the number that somebody is told who asks by an exact identifier; empty tells nobody
    that there is a record.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="restrictions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.TextField()
    ring = models.TextField(default="", db_default="")
    imposed_at = models.DateTimeField(db_default=Now())
    imposed_by = models.TextField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.TextField(default="", db_default="")
    lifted_because = models.TextField(default="", db_default="")

    class Meta:
        db_table = "nominals_restriction"
        constraints = [
            models.UniqueConstraint(
                fields=["nominal"],
                condition=models.Q(lifted_at=None),
                name="nominals_restriction_one_runs",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by="", lifted_because="")
                | (
                    models.Q(lifted_at__isnull=False)
                    & ~models.Q(lifted_by="")
                    & ~models.Q(lifted_because="")
                ),
                name="nominals_restriction_lifted_by_because",
            ),
        ]


@tracked()
class Listed(models.Model):
    """Somebody on one of a record's two lists: let in to it though restricted, or shut out of it.

    `declared`: they shut themselves out, because they know the person. Done under a victim role, it
    is of that `compartment`, and told to nobody outside it but the officers who watch over it.
    """

    nominal = models.ForeignKey(
        Nominal, on_delete=models.PROTECT, related_name="listed", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    side = models.TextField()
    declared = models.BooleanField(db_default=False)
    compartment = models.TextField(db_default="")
    why = models.TextField()
    listed_at = models.DateTimeField(db_default=Now())
    listed_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="", db_default="")
    ended_because = models.TextField(default="", db_default="")

    class Meta:
        db_table = "nominals_listed"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side__in=["let_in", "shut_out"]),
                name="nominals_listed_side_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(why="")
                & (models.Q(declared=False) | models.Q(side="shut_out")),
                name="nominals_listed_says_why",
            ),
            models.UniqueConstraint(
                fields=["nominal", "user", "side", "compartment"],
                condition=models.Q(ended_at=None),
                name="nominals_listed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by="", ended_because="")
                | (
                    models.Q(ended_at__isnull=False)
                    & ~models.Q(ended_by="")
                    & ~models.Q(ended_because="")
                ),
                name="nominals_listed_ended_by_because",
            ),
        ]


@tracked()
class Emergency(models.Model):
    """The glass broken: somebody saw a record that is not open to them, for a time, and why.

    `area` answers for the record, `by_area` for the person. Somebody else says by the end of
    `review_by` whether it was justified.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="emergencies")
    reference = models.TextField()
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False, null=True
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    user_name = models.TextField()
    by_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()
    began_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    review_by = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.TextField(default="", db_default="")
    reviewed_by_id = models.BigIntegerField(null=True)
    justified = models.BooleanField(null=True)
    finding = models.TextField(default="", db_default="")

    class Meta:
        db_table = "nominals_emergency"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("began_at")) & ~models.Q(reason=""),
                name="nominals_emergency_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    reviewed_at=None,
                    reviewed_by="",
                    reviewed_by_id=None,
                    justified=None,
                    finding="",
                )
                | (
                    models.Q(reviewed_at__isnull=False)
                    & models.Q(justified__isnull=False)
                    & models.Q(reviewed_by_id__isnull=False)
                    & ~models.Q(reviewed_by_id=models.F("user_id"))
                    & ~models.Q(reviewed_by="")
                    & ~models.Q(finding="")
                ),
                name="nominals_emergency_reviewed_by_another",
            ),
        ]


@tracked()
class Message(models.Model):
    """What somebody wrote to the manager of a record, who may know no more of it than a pointer."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="messages")
    from_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_name = models.TextField()
    about = models.TextField()
    text = models.TextField()
    standing = models.TextField(default="fact")
    sent_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    read_by = models.TextField(default="", db_default="")
    answer = models.TextField(default="", db_default="")
    answer_standing = models.TextField(default="", db_default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="", db_default="")

    class Meta:
        db_table = "nominals_message"
        constraints = [
            known("standing", STANDINGS),
            models.CheckConstraint(
                condition=~models.Q(text="")
                & (
                    models.Q(read_at=None, read_by="")
                    | (models.Q(read_at__isnull=False) & ~models.Q(read_by=""))
                )
                & (
                    models.Q(answered_at=None, answered_by="", answer="", answer_standing="")
                    | (
                        models.Q(answered_at__isnull=False, answer_standing__in=list(STANDINGS))
                        & ~models.Q(answered_by="")
                        & ~models.Q(answer="")
                    )
                ),
                name="nominals_message_read_and_answered_by",
            ),
        ]


# For how many days a task may be put off at a time.
LONGEST_SNOOZE_DAYS = 28
# What a rule asks, and somebody gave on: it is done where it is asked, and never put off.
RULED = ("duty", "order", "lack", "odd")


@tracked()
class Task(Authored):
    """What somebody gave a colleague, or themselves, to do about a person, and by which day.

    Entered by who gave it; `taker` is whose it is now, `area` where they may open the record. What
    is statutory or overdue is never put off: `due_on` then is what it was. Written by the verbs of
    `nominals.tasks` alone.

    What a rule asks (`kind` of `RULED`) is a row only while it is with a colleague; `concerns`
    marks which thing of the kind it is. Whether it still waits the rules say, not this row.
    """

    # What gave it, where that was a rule and no person.
    kind = models.TextField(default="", db_default="")
    concerns = models.TextField(default="", db_default="")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    statutory = models.BooleanField(db_default=False)
    moved_at = models.DateTimeField(null=True)
    moved_by = models.TextField(default="", db_default="")
    moved_because = models.TextField(default="", db_default="")
    put_off_on = models.DateField(null=True)
    put_off_from = models.DateField(null=True)
    put_off_by = models.TextField(default="", db_default="")
    put_off_because = models.TextField(default="", db_default="")
    done_at = models.DateTimeField(null=True)
    done_by = models.TextField(default="", db_default="")
    outcome = models.TextField(default="", db_default="")
    standing = models.TextField(default="", db_default="")  # of `outcome`

    class Meta(Authored.Meta):
        db_table = "nominals_task"
        constraints = [
            *Authored.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(what=""), name="nominals_task_says_what"),
            models.CheckConstraint(
                condition=models.Q(moved_at=None, moved_by="", moved_because="")
                | (
                    models.Q(moved_at__isnull=False)
                    & ~models.Q(moved_by="")
                    & ~models.Q(moved_because="")
                ),
                name="nominals_task_moved_by_because",
            ),
            # Never what is statutory; never what is overdue on the day; not for long at a time.
            models.CheckConstraint(
                condition=models.Q(
                    put_off_on=None,
                    put_off_from=None,
                    put_off_by="",
                    put_off_because="",
                    due_on=models.F("first_due_on"),
                )
                | (
                    models.Q(
                        statutory=False,
                        put_off_on__isnull=False,
                        put_off_from__gte=models.F("put_off_on"),
                        due_on__gt=models.F("put_off_from"),
                        due_on__lte=models.F("put_off_on") + LONGEST_SNOOZE_DAYS,
                    )
                    & models.Q(put_off_from__gte=models.F("first_due_on"))
                    & ~models.Q(put_off_by="")
                    & ~models.Q(put_off_because="")
                ),
                name="nominals_task_put_off_in_time",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None, done_by="", outcome="", standing="")
                | (
                    models.Q(done_at__isnull=False, standing__in=list(STANDINGS))
                    & ~models.Q(done_by="")
                    & ~models.Q(outcome="")
                ),
                name="nominals_task_done_by_how",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=RULED, put_off_on=None, moved_at__isnull=False, concerns__regex="."
                )
                | (
                    ~models.Q(kind__in=RULED)
                    & models.Q(concerns="", due_on__isnull=False, first_due_on__isnull=False)
                ),
                name="nominals_task_of_a_rule",
            ),
            models.UniqueConstraint(
                fields=["nominal", "kind", "concerns"],
                condition=models.Q(done_at=None, kind__in=RULED),
                name="nominals_task_given_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["taker", "due_on"],
                condition=models.Q(done_at=None),
                name="nominals_task_to_do",
            )
        ]


@tracked()
class SignOff(models.Model):
    """Work that waits for somebody else's signature, or has it, or was refused it.

    What is signed is `kind` and `subject_id`, a typed reference: `nominals.signing` says which
    kinds there are, which states, and what follows from a signature.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField()
    subject_id = models.BigIntegerField()
    why = models.TextField()
    state = models.TextField(default="asked", db_default="asked")
    asked_at = models.DateTimeField(db_default=Now())
    asked_by = models.TextField()
    asked_by_id = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="", db_default="")
    decided_by_id = models.BigIntegerField(null=True)
    because = models.TextField(default="", db_default="")

    class Meta:
        db_table = "nominals_sign_off"
        indexes = [models.Index(fields=["subject_id", "kind"], name="nominals_sign_off_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state="asked", decided_at=None, decided_by="", decided_by_id=None, because=""
                )
                | (
                    models.Q(decided_at__isnull=False, decided_by_id__isnull=False)
                    & ~models.Q(decided_by="")
                    & ~models.Q(because="")
                    & (
                        (
                            models.Q(state__in=["given", "refused"])
                            & ~models.Q(decided_by_id=models.F("asked_by_id"))
                        )
                        | models.Q(state="withdrawn", decided_by_id=models.F("asked_by_id"))
                    )
                ),
                name="nominals_sign_off_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(state="asked"),
                name="nominals_sign_off_asked_once",
            ),
        ]


@tracked()
class Archive(models.Model):
    """A record put away: found only by who asks for archived people too, and opened again at will.

    One that was made in error needs a second person's signature and stays as its own tombstone.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="archived")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()
    note = models.TextField(default="", db_default="")
    sign_off = models.ForeignKey(
        SignOff, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    archived_at = models.DateTimeField(db_default=Now())
    archived_by = models.TextField()
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.TextField(default="", db_default="")
    reopened_because = models.TextField(default="", db_default="")

    class Meta:
        db_table = "nominals_archive"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    reason__in=[
                        "registration_expired",
                        "licence_ended",
                        "discharged",
                        "order_discharged",
                        "category_3_ended",
                        "transferred_out",
                        "deported",
                        "deceased",
                        "removed_on_appeal",
                        "created_in_error",
                    ]
                ),
                name="nominals_archive_reason_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="created_in_error") | models.Q(sign_off__isnull=False),
                name="nominals_archive_error_signed_off",
            ),
            models.UniqueConstraint(
                fields=["nominal"],
                condition=models.Q(reopened_at=None),
                name="nominals_archive_one_runs",
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at=None, reopened_by="", reopened_because="")
                | (
                    models.Q(reopened_at__isnull=False)
                    & ~models.Q(reopened_by="")
                    & ~models.Q(reopened_because="")
                ),
                name="nominals_archive_reopened_by_because",
            ),
        ]


class Merge(models.Model):
    """Two records of one person made one: `nominal` is kept, `other_nominal` is merged into it.

    One person asks, another decides; so again to take it apart. `choices` says how what overlaps
    is settled, `goes_back` which rows entered since go to the other when they are taken apart, by
    table. The former reference leads to the record that is kept, and is never used again.
    """

    STANDING = ("merged", "parting")
    RUNNING = ("asked", "approved", *STANDING)

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="merges")
    other_nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    # Generated, as the nominals' own are.
    reference = models.GeneratedField(
        expression=Func("nominal", function="nominals_reference"),
        output_field=models.TextField(),
        db_persist=True,
    )
    other_reference = models.GeneratedField(
        expression=Func("other_nominal", function="nominals_reference"),
        output_field=models.TextField(),
        db_persist=True,
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.TextField()
    choices = models.JSONField(default=dict)
    state = models.TextField(default="asked")
    asked_at = models.DateTimeField(db_default=Now())
    asked_by = models.TextField()
    asked_by_id = models.BigIntegerField()
    approved_by = models.TextField(default="", db_default="")
    approved_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    merged_at = models.DateTimeField(null=True)
    part_asked_by_id = models.BigIntegerField(null=True)
    part_approved_by = models.TextField(default="", db_default="")
    part_approved_by_id = models.BigIntegerField(null=True)
    part_approved_at = models.DateTimeField(null=True)
    parted_at = models.DateTimeField(null=True)
    goes_back = models.JSONField(default=dict, db_default={})
    answer = models.TextField(default="", db_default="")

    class Meta:
        db_table = "nominals_merge"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(nominal=models.F("other_nominal")) & ~models.Q(why=""),
                name="nominals_merge_of_two_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["asked", "approved", "merged", "parting", "parted", "ended"]
                ),
                name="nominals_merge_state_known",
            ),
            # Nobody decides what they asked for.
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["asked", "ended"],
                    approved_by="",
                    approved_by_id=None,
                    approved_at=None,
                )
                | (
                    models.Q(approved_by_id__isnull=False, approved_at__isnull=False)
                    & ~models.Q(approved_by="")
                    & ~models.Q(approved_by_id=models.F("asked_by_id"))
                ),
                name="nominals_merge_approved_by_another",
            ),
            models.CheckConstraint(
                condition=(
                    ~models.Q(state__in=["parting", "parted"])
                    & models.Q(part_approved_by="", part_approved_by_id=None, part_approved_at=None)
                )
                | (
                    models.Q(
                        part_approved_by_id__isnull=False,
                        part_asked_by_id__isnull=False,
                        part_approved_at__isnull=False,
                    )
                    & ~models.Q(part_approved_by="")
                    & ~models.Q(part_approved_by_id=models.F("part_asked_by_id"))
                ),
                name="nominals_merge_parted_by_another",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state__in=["asked", "approved", "ended"], merged_at=None)
                    | models.Q(state__in=["merged", "parting", "parted"], merged_at__isnull=False)
                )
                & (
                    models.Q(state="parted", parted_at__isnull=False)
                    | (~models.Q(state="parted") & models.Q(parted_at=None))
                ),
                name="nominals_merge_dated",
            ),
            models.UniqueConstraint(
                fields=["other_nominal"],
                condition=models.Q(state__in=["asked", "approved", "merged", "parting"]),
                name="nominals_merge_away_once",
            ),
        ]
        indexes = [models.Index(fields=["other_reference"], name="nominals_merge_reference")]


class MergeRow(models.Model):
    """What a merge did to one row, so that taking it apart is exact; written by its verb alone.

    `moved`: it named `former_id` in `of_column`; `taken`: it could not stand beside another and
    was taken out; `changed`: columns had the values of `was`; `made`: the merge added it.
    """

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="rows")
    of_table = models.TextField()
    of_column = models.TextField(default="", db_default="")
    row_id = models.BigIntegerField()
    former_id = models.BigIntegerField(null=True)
    how = models.TextField()
    was = models.JSONField(null=True)

    class Meta:
        db_table = "nominals_merge_row"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(how__in=["moved", "taken", "changed", "made"]),
                name="nominals_merge_row_known",
            ),
            models.UniqueConstraint(
                fields=["merge", "of_table", "row_id", "of_column", "how"],
                name="nominals_merge_row_once",
            ),
        ]
        indexes = [models.Index(fields=["of_table", "row_id"], name="nominals_merge_row_of")]
