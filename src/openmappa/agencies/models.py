"""Areas, the people who use the record, where they serve, and what clears them for it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models.functions import Now

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

# Levels of vetting, each with its scheme; which of them a role needs is in `roles`.
VETTING = {
    "recruitment": "Police recruitment vetting",
    "management": "Police management vetting",
    "nppv1": "Non-police personnel vetting, level 1",
    "nppv2": "Non-police personnel vetting, level 2",
    "nppv3": "Non-police personnel vetting, level 3",
    "bpss": "Baseline personnel security standard",
    "ctc": "Counter-terrorist check",
    "sc": "Security check",
    "dv": "Developed vetting",
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
    """Somebody who signs in; what they may see follows from postings, vetting and training."""

    email = models.EmailField(unique=True)
    name = models.TextField()
    agency = models.TextField()
    active = models.BooleanField(default=True)
    left_on = models.DateField(null=True)
    # The area whose administrator looks after the account; without one, the command line does.
    kept_by = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    # Confirms each year that the roles are still needed.
    line_manager = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
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
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(active=False),
                name="agencies_user_who_left_is_not_active",
            ),
            models.CheckConstraint(
                condition=models.Q(line_manager=None) | ~models.Q(line_manager=models.F("id")),
                name="agencies_user_is_not_own_line_manager",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override] # Django's name for it
        """Whether this person still works here."""
        return self.active


@tracked()
class Posting(models.Model):
    """One role that one person holds in one area for a time.

    It is in effect only while nothing is missing: `agencies_gaps` in the database says what is.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    role = models.TextField()
    during = DuringField()
    # Nobody where the command line gave it.
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    awaits_approval = models.BooleanField(default=False, db_default=False)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    need_confirmed_on = models.DateField(null=True)

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
            ),
            models.CheckConstraint(
                condition=models.Q(given_by=None) | ~models.Q(given_by=models.F("user")),
                name="agencies_posting_not_given_to_oneself",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | (
                    ~models.Q(approved_by=models.F("user"))
                    & ~models.Q(approved_by=models.F("given_by"))
                    & models.Q(awaits_approval=False)
                ),
                name="agencies_posting_approved_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.area}"


class _Cleared(models.Model):
    """What clears a person for a role, from a day to a day, both included."""

    expires_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        abstract = True


@tracked()
class Vetting(_Cleared):
    """That somebody was vetted to a level, by whose word, and until when."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="vettings")
    level = models.TextField()
    granted_on = models.DateField()
    sponsor = models.TextField()

    class Meta:
        db_table = "agencies_vetting"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=list(VETTING)), name="agencies_vetting_level_known"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("granted_on")),
                name="agencies_vetting_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return VETTING[self.level]


@tracked()
class Training(_Cleared):
    """That somebody was trained to use the record, and how long the certificate holds."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="trainings")
    course = models.TextField()
    completed_on = models.DateField()

    class Meta:
        db_table = "agencies_training"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("completed_on")),
                name="agencies_training_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.course


class Enrolment(models.Model):
    """A code by which somebody sets their first password, once, within a day.

    Kept is only the digest of the code. It begins an account, or begins it anew when a second
    factor was lost; then `identity_check` says how it was made sure who asked.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enrolments")
    digest = models.TextField(unique=True)
    identity_check = models.TextField(default="")
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "agencies_enrolment"

    def __str__(self) -> str:
        return f"{self.user}, until {self.expires_at}"


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
