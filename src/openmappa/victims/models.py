"""Victims, whom of the people on the record they are victims of, and what keeps them safe.

Row-level security lets only victim liaison of an area that may see the person read or write here;
no other login, not even the one that counts, sees a row.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from openmappa.agencies.during import DuringField
from openmappa.agencies.models import Area
from openmappa.audit.history import tracked
from openmappa.nominals.models import STANDINGS, Nominal, known

WISHES = {
    "not_asked": "not asked yet",
    "asked": "asked, no answer yet",
    "wants": "wants to be told",
    "declines": "does not want to be told",
}
RELATIONS = {
    "partner": "partner",
    "former_partner": "former partner",
    "child": "child or stepchild",
    "parent": "parent",
    "other_family": "other family",
    "acquaintance": "acquaintance",
    "stranger": "stranger",
    "bereaved": "family of somebody who was killed",
    "not_known": "not known",
}
CONTACTS = {
    "letter": "letter",
    "telephone": "telephone call",
    "email": "e-mail",
    "visit": "visit",
    "meeting": "meeting",
    "other": "other contact",
}
OUTCOMES = {"harmless": "harmless", "withheld": "withheld", "rung": "who wrote it was rung"}


class Kept(models.Model):
    """A row that victim liaison wrote: corrected in place with its history, never deleted."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = models.TextField()
    entered_by_id = models.BigIntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        abstract = True


@tracked()
class Victim(Kept):
    """Somebody who was harmed, or who speaks for somebody who was; under no person's record."""

    surname = models.TextField()
    forenames = models.TextField(default="")
    born_on = models.DateField(null=True)
    address = models.TextField(default="")
    postcode = models.TextField(default="")
    telephone = models.TextField(default="")
    email = models.TextField(default="")
    safe_contact = models.TextField(default="")
    wish = models.TextField(default="not_asked")
    asked_on = models.DateField(null=True)

    class Meta:
        db_table = "victims_victim"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wish__in=list(WISHES)), name="victims_victim_wish_known"
            ),
            models.CheckConstraint(
                condition=models.Q(wish="not_asked", asked_on=None)
                | (~models.Q(wish="not_asked") & models.Q(asked_on__isnull=False)),
                name="victims_victim_asked_on_with_wish",
            ),
        ]

    @property
    def name(self) -> str:
        """Forenames and surname."""
        return f"{self.forenames} {self.surname}".strip()


@tracked()
class Link(Kept):
    """That somebody is a victim of this person, by which offence, and how they know each other."""

    victim = models.ForeignKey(Victim, on_delete=models.PROTECT, related_name="links")
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    relation = models.TextField()
    offence = models.TextField(default="")
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(default="")

    class Meta:
        db_table = "victims_link"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(relation__in=list(RELATIONS)), name="victims_link_relation_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None, ended_because="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(ended_because="")),
                name="victims_link_ended_because",
            ),
            models.UniqueConstraint(
                fields=["victim", "nominal"],
                condition=models.Q(ended_on=None),
                name="victims_link_once",
            ),
        ]


@tracked()
class Zone(Kept):
    """A place that the person must keep away from. All others read only its letter."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    victim = models.ForeignKey(Victim, on_delete=models.PROTECT, related_name="zones")
    letter = models.TextField()
    wording = models.TextField()
    condition_of = models.TextField()
    during = DuringField()

    class Meta:
        db_table = "victims_zone"
        constraints = [
            models.UniqueConstraint(fields=["nominal", "letter"], name="victims_zone_letter_once"),
            models.CheckConstraint(
                condition=models.Q(letter__regex="^[A-Z]{1,2}$"), name="victims_zone_letter"
            ),
            models.CheckConstraint(
                condition=models.Q(condition_of__in=["licence", "order", "bail"]),
                name="victims_zone_condition_known",
            ),
        ]


class Contact(models.Model):
    """One contact with a victim, or an attempt at one; never changed."""

    victim = models.ForeignKey(Victim, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    kind = models.TextField()
    text = models.TextField()
    standing = models.TextField(default="fact")
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = models.TextField()
    entered_by_id = models.BigIntegerField()

    class Meta:
        db_table = "victims_contact"
        constraints = [
            known("standing", STANDINGS),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(CONTACTS)), name="victims_contact_kind_known"
            ),
        ]


@tracked()
class Annex(Kept):
    """What a meeting about the person must know of victims, kept apart from its minutes."""

    nominal = models.OneToOneField(Nominal, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    standing = models.TextField(default="fact")

    class Meta:
        db_table = "victims_annex"
        constraints = [known("standing", STANDINGS)]


class Mention(models.Model):
    """A text of a person's record in which a victim's name, street or number stands.

    It is found by the database as the text is written; the writer is told nothing. Until it is
    judged only its `writers` and victim liaison find the person by the words that name the victim.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    victim = models.ForeignKey(Victim, on_delete=models.PROTECT, related_name="mentions")
    of_table = models.TextField()
    row_id = models.BigIntegerField()
    field = models.TextField()
    writers = ArrayField(models.BigIntegerField(), default=list)
    found_at = models.DateTimeField(db_default=Now())
    outcome = models.TextField(default="")
    reason = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="")

    class Meta:
        db_table = "victims_mention"
        indexes = [
            models.Index(
                fields=["of_table", "row_id"],
                condition=models.Q(outcome=""),
                name="victims_mention_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["victim", "of_table", "row_id", "field"],
                condition=models.Q(outcome=""),
                name="victims_mention_once",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_at=None, decided_by="", reason="")
                | (
                    models.Q(outcome__in=list(OUTCOMES), decided_at__isnull=False)
                    & ~models.Q(decided_by="")
                    & ~models.Q(reason="")
                ),
                name="victims_mention_decided_by_because",
            ),
        ]


@tracked()
class Unit(models.Model):
    """The victim liaison unit of an area: the number that all others are told to ring."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, primary_key=True)
    telephone = models.TextField()

    class Meta:
        db_table = "victims_unit"
