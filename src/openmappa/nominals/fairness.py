"""What is held against a person by working out: who stands for it, and who contests it.

A duty that passed its day is *not recorded by the due date*, and no more. It is *suspected* once an
officer has looked at each of `CHECKS` and says with what result.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import F, Q

from openmappa.audit.history import tracked
from openmappa.nominals.models import Entered
from openmappa.nominals.register import OUTCOMES, WHO_SPEAKS

# What is looked at before a failure is suspected: column, then what is asked.
CHECKS: Mapping[str, str] = {
    "late_keying": "Whether it was notified and keyed late, or not keyed",
    "other_stations": "Whether it was notified at another station",
    "custody": "Whether the person was in custody",
    "hospital": "Whether the person was in hospital",
    "abroad": "Whether the person was abroad",
    "excuse": "Whether there is a lawful excuse",
}


STATES: Mapping[str, str] = {
    "category": "the category",
    "exit": "that MAPPA does not apply any more",
}
CONTESTED: Mapping[str, str] = {
    **STATES,
    "suspected": "a duty suspected of being missed",
    "same_person": "that two records may be one person's",
}


@tracked()
class Suspicion(Entered):
    """That a duty was missed, as an officer confirmed it after each check; who entered it did.

    `duty` and `due` say which duty of the law, `mark` which of several of one kind and day, `what`
    in words. It is cleared by itself once the duty is no longer without a notification; this row
    stays as the record of it.
    """

    duty = models.TextField()
    due = models.DateField()
    mark = models.TextField(default="")
    what = models.TextField()
    late_keying = models.TextField()
    other_stations = models.TextField()
    custody = models.TextField()
    hospital = models.TextField()
    abroad = models.TextField()
    excuse = models.TextField()

    class Meta(Entered.Meta):
        db_table = "nominals_suspicion"
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(**{f"{check}__regex": r"\S" for check in CHECKS}),
                name="nominals_suspicion_all_checked",
            ),
        ]


@tracked()
class Confirmation(Entered):
    """That somebody stands by name for what is worked out: for the category, or for its end.

    It holds for just what it `says`: when something else is worked out, nobody has confirmed that.
    """

    state = models.TextField()
    says = models.TextField()
    basis = models.TextField()

    class Meta(Entered.Meta):
        db_table = "nominals_confirmation"
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)) & ~Q(says=""),
                name="nominals_confirmation_known",
            ),
        ]


@tracked()
class Contest(Entered):
    """What the person, a representative or an agency says against one state, and the decision.

    `stood_for` is who had confirmed the state, empty where nobody had; the database finds it out,
    and lets nobody decide who stands for it.
    """

    of_what = models.TextField()
    subject_id = models.BigIntegerField(null=True)
    about = models.TextField()
    speaker = models.TextField()
    who = models.TextField(default="")
    said = models.TextField()
    received_on = models.DateField()
    answer_due = models.DateField()
    stood_for = models.TextField(default="", db_default="")
    stood_for_id = models.BigIntegerField(null=True)
    outcome = models.TextField(default="")
    because = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="")
    decided_by_id = models.BigIntegerField(null=True)

    class Meta(Entered.Meta):
        db_table = "nominals_contest"
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(of_what__in=list(STATES), subject_id=None)
                | (Q(of_what__in=["suspected", "same_person"]) & Q(subject_id__isnull=False)),
                name="nominals_contest_of_something",
            ),
            models.CheckConstraint(
                condition=Q(speaker__in=list(WHO_SPEAKS)) & ~Q(said="") & ~Q(about=""),
                name="nominals_contest_says_something",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome="", because="", decided_at=None, decided_by="", decided_by_id=None
                )
                | (
                    Q(
                        outcome__in=list(OUTCOMES),
                        decided_at__isnull=False,
                        decided_by_id__isnull=False,
                    )
                    & ~Q(because="")
                    & ~Q(decided_by="")
                    & (Q(stood_for_id=None) | ~Q(decided_by_id=F("stood_for_id")))
                ),
                name="nominals_contest_decided_by_another",
            ),
        ]

    @property
    def by_whom(self) -> str:
        """Who contests it, in words."""
        return WHO_SPEAKS[self.speaker] + (f" ({self.who})" if self.who else "")
