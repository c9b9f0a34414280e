"""What courts imposed, where people were, which orders run, which were breached."""

from __future__ import annotations

from django.db import models

from openmappa.agencies.during import DuringField
from openmappa.audit.history import tracked
from openmappa.nominals.models import SourceFact


@tracked()
class Disposal(SourceFact):
    """What was imposed for one offence; `ends_on` is the last day of the whole sentence."""

    jurisdiction = models.TextField()
    offence = models.TextField()
    offence_class = models.TextField()
    convicted_on = models.DateField()
    disposal = models.TextField()
    term_months = models.IntegerField(null=True)
    sentenced_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    consecutive_to = models.TextField(default="")

    class Meta(SourceFact.Meta):
        db_table = "justice_disposal"


@tracked()
class Whereabouts(SourceFact):
    """Where somebody was, other than at home."""

    kind = models.TextField()
    during = DuringField()
    place = models.TextField(default="")

    class Meta(SourceFact.Meta):
        db_table = "justice_whereabouts"


@tracked()
class Order(SourceFact):
    """A court order; `ends_on` empty means until further order."""

    type = models.TextField()
    applied_for_on = models.DateField(null=True)
    made_on = models.DateField()
    ends_on = models.DateField(null=True)
    court = models.TextField(default="")
    foreign_travel_restriction = models.BooleanField(default=False)
    replaces = models.TextField(default="")

    class Meta(SourceFact.Meta):
        db_table = "justice_order"


@tracked()
class Breach(SourceFact):
    """A breach of a licence, an order or a notification requirement, and what came of it."""

    kind = models.TextField()
    order_key = models.TextField(default="")
    breached_on = models.DateField(null=True)
    decision = models.TextField(default="")
    decided_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)

    class Meta(SourceFact.Meta):
        db_table = "justice_breach"
