"""Areas, the people who use the record, and where they serve."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models

from openmappa.agencies.during import DuringField
from openmappa.audit.history import tracked

AGENCIES = {
    "police": "Police",
    "probation": "Probation",
    "prison": "Prison",
    "responsible_authority": "Responsible authority",
    "duty_to_cooperate": "Duty to co-operate agency",
    "inspectorate": "Inspectorate",
    "lay": "Lay member of the public",
}


class Area(models.Model):
    """One of the 42 MAPPA areas of England and Wales, with its police forces."""

    id = models.SmallIntegerField(primary_key=True)
    name = models.TextField(unique=True)
    forces = ArrayField(models.TextField())
    wales = models.BooleanField()

    class Meta:
        db_table = "agencies_area"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Somebody who signs in; what they may see follows from their postings and their vetting."""

    email = models.EmailField(unique=True)
    name = models.TextField()
    agency = models.TextField()
    active = models.BooleanField(default=True)
    vetting_expires_on = models.DateField(null=True)
    # An invented person, let in only where everybody on the record is invented too.
    demonstration = models.BooleanField(default=False)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        db_table = "agencies_user"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agency__in=list(AGENCIES)),
                name="agencies_user_agency_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override] # Django's name for it
        """Whether this person still works here."""
        return self.active


@tracked()
class Posting(models.Model):
    """One role that one person holds in one area for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    role = models.TextField()
    during = DuringField()

    class Meta:
        db_table = "agencies_posting"
        constraints = [
            ExclusionConstraint(
                name="agencies_posting_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.area}"


@tracked()
class Setting(models.Model):
    """What a named setting is from a day on, for every area or for one, and who says so.

    `agencies.settings.setting` reads it; an area's own goes before that of all.
    """

    name = models.TextField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    value = models.TextField()
    holds_from = models.DateField()
    source = models.TextField()

    class Meta:
        db_table = "agencies_setting"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "area", "holds_from"],
                nulls_distinct=False,
                name="agencies_setting_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
