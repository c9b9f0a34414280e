"""What is held against a person by working out, and who stands for it: suspected failures.

A duty that passed its day is *not recorded by the due date*, and no more. It is *suspected* once an
officer has looked at each of `CHECKS` and says with what result.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from openmappa.audit.history import tracked
from openmappa.nominals.models import Entered

# What is looked at before a failure is suspected: column, then what is asked.
CHECKS: Mapping[str, str] = {
    "late_keying": "Whether it was notified and keyed late, or not keyed",
    "other_stations": "Whether it was notified at another station",
    "custody": "Whether the person was in custody",
    "hospital": "Whether the person was in hospital",
    "abroad": "Whether the person was abroad",
    "excuse": "Whether there is a lawful excuse",
}


@tracked()
class Suspicion(Entered):
    """That a duty was missed, as an officer confirmed it after each check; who entered it did.

    `duty` and `due` say which duty of the law, `what` in words. It is cleared by itself once the
    duty is no longer without a notification; this row stays as the record of it.
    """

    duty = models.TextField()
    due = models.DateField()
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
