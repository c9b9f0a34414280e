"""MAPPA management: why somebody is eligible, who is responsible, at which level."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from openmappa.agencies.during import DuringField
from openmappa.agencies.models import Area
from openmappa.audit.history import tracked
from openmappa.nominals.models import Authored, Nominal, SourceFact


@tracked()
class ReportedResponsibility(SourceFact):
    """What one agency's record says of the area responsible."""

    responsible_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    during = DuringField()

    class Meta(SourceFact.Meta):
        db_table = "cases_reported_responsibility"


@tracked()
class ReportedLevel(SourceFact):
    """What one agency's record says of a Level 2 or 3 period."""

    level_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    during = DuringField()

    class Meta(SourceFact.Meta):
        db_table = "cases_reported_level"
        constraints = [
            *SourceFact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(level__in=[2, 3]), name="cases_reported_level_2_or_3"
            ),
        ]


@tracked()
class Designation(SourceFact):
    """An area's decision that somebody is another dangerous offender (Category 3)."""

    designating_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    during = DuringField()
    reason = models.TextField(default="")

    class Meta(SourceFact.Meta):
        db_table = "cases_designation"


class Stated(models.Model):
    """When an area last stated its records: all that it has not withdrawn was stated then."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, primary_key=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "cases_stated"

    def __str__(self) -> str:
        return f"{self.area} at {self.at}"


@tracked()
class Responsibility(models.Model):
    """The one history of which area is responsible: never two on one day."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="responsibility")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    during = DuringField()

    class Meta:
        db_table = "cases_responsibility"
        constraints = [
            ExclusionConstraint(
                name="cases_responsibility_one_area_a_day",
                expressions=[
                    ("nominal", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [models.Index(fields=["area"], name="cases_responsibility_area")]


@tracked()
class Level(models.Model):
    """A Level 2 or 3 period in one area, as several records together say.

    `carried` marks one that ran on when responsibility moved to this area, until it decides.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="levels")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    level = models.SmallIntegerField()
    during = DuringField()
    carried = models.BooleanField(default=False)

    class Meta:
        db_table = "cases_level"
        constraints = [
            ExclusionConstraint(
                name="cases_level_one_a_day",
                expressions=[
                    ("nominal", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=models.Q(level__in=[2, 3]), name="cases_level_2_or_3"),
        ]


@tracked()
class Ground(models.Model):
    """A reason in law why somebody is MAPPA-eligible, projected from court facts by `law`."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="grounds")
    category = models.SmallIntegerField()
    during = DuringField()
    rule = models.TextField()
    provision = models.TextField()
    facts = ArrayField(models.TextField())
    suspended = models.BooleanField(default=False)
    law_version = models.TextField()

    class Meta:
        db_table = "cases_ground"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=[1, 2, 3, 4]), name="cases_ground_category_known"
            )
        ]


@tracked()
class Transfer(models.Model):
    """Responsibility passing to an area: offered by one, accepted by the other, from a day.

    From the day of arrival (`arrives_on`) the area that is asked sees the person, accepted or not.
    An offer that was declined still stands, so that nobody falls between two areas: it ends when it
    is accepted after all, or withdrawn. No `from_area` means that the area took on somebody whom
    nobody held; nobody arrives then.
    """

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="transfers")
    from_area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    to_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    offered_by = models.TextField()
    offered_at = models.DateTimeField(db_default=Now())
    reason = models.TextField()
    accepted_by = models.TextField(default="")
    accepted_at = models.DateTimeField(null=True)
    effective_on = models.DateField(null=True)
    arrives_on = models.DateField(null=True)
    declined_by = models.TextField(default="")
    declined_at = models.DateTimeField(null=True)
    declined_because = models.TextField(default="")
    withdrawn_by = models.TextField(default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="")

    class Meta:
        db_table = "cases_transfer"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by="", effective_on=None)
                | (
                    models.Q(accepted_at__isnull=False, effective_on__isnull=False)
                    & ~models.Q(accepted_by="")
                ),
                name="cases_transfer_accepted_at_by_from",
            ),
            models.CheckConstraint(
                condition=models.Q(from_area__isnull=True)
                | ~models.Q(from_area=models.F("to_area")),
                name="cases_transfer_to_another_area",
            ),
            models.CheckConstraint(
                condition=models.Q(from_area__isnull=True, arrives_on=None)
                | models.Q(from_area__isnull=False, arrives_on__isnull=False),
                name="cases_transfer_arrives_from_an_area",
            ),
            models.CheckConstraint(
                condition=models.Q(declined_at=None, declined_by="", declined_because="")
                | (
                    models.Q(declined_at__isnull=False, from_area__isnull=False)
                    & ~models.Q(declined_by="")
                    & ~models.Q(declined_because="")
                ),
                name="cases_transfer_declined_by_because",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="", withdrawn_because="")
                | (
                    models.Q(withdrawn_at__isnull=False, accepted_at=None)
                    & ~models.Q(withdrawn_by="")
                    & ~models.Q(withdrawn_because="")
                ),
                name="cases_transfer_withdrawn_not_accepted",
            ),
            models.UniqueConstraint(
                fields=["nominal"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="cases_transfer_one_open",
            ),
        ]


@tracked()
class RotaNumber(models.Model):
    """The telephone number of one agency of an area that somebody answers at every hour."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    agency = models.TextField()
    number = models.TextField()
    answered_by = models.TextField()
    during = DuringField()

    class Meta:
        db_table = "cases_rota"
        constraints = [
            ExclusionConstraint(
                name="cases_rota_one_number",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(agency__in=["police", "probation", "prison"])
                & models.Q(number__regex=r"^\+?[0-9][0-9 ]{1,20}$")
                & ~models.Q(answered_by=""),
                name="cases_rota_known",
            ),
        ]


class AddressAsked(Authored):
    """That somebody asked, blind, whether an address would do for the person: never changed.

    Nobody reads it on a page, not even who asked: what they may know they were told at once. Victim
    liaison is told where it is a victim's; the limits are counted by it.
    """

    proposed = models.TextField()
    postcode = models.TextField()
    why = models.TextField()
    # What was answered: by which term it is unsuitable, or whom to ring; empty where nothing was to
    # be told at once.
    term = models.TextField(default="", db_default="")
    ring = models.TextField(default="", db_default="")

    class Meta(Authored.Meta):
        db_table = "cases_address_asked"
        constraints = [
            *Authored.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(proposed="") & ~models.Q(why=""),
                name="cases_address_asked_says_where_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["entered_by_id", "entered_at"], name="cases_address_asked_by")
        ]
