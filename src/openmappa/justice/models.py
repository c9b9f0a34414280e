"""What courts imposed, where people were, which orders run on which terms, which were breached."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models

from openmappa.agencies.during import DuringField
from openmappa.audit.history import tracked
from openmappa.nominals.models import SourceFact
from openmappa.nominals.register import Recorded

TERMS: Mapping[str, str] = {
    "not_enter": "not to enter an area",
    "not_live": "not to live at a place, or with somebody",
    "not_contact": "no contact",
    "no_child_contact": "no contact with children",
    "curfew": "curfew",
    "residence": "where to live",
    "devices": "internet and devices",
    "travel": "travel",
    "other": "other",
}
FORBIDS_PLACE = ("not_enter", "not_live")
"""The kinds of term by which nobody may be placed at an address that it covers."""
NATURES: Mapping[str, str] = {"forbids": "forbids", "requires": "requires"}


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
        constraints = [
            *SourceFact.Meta.constraints,
            # What the foreign key of its terms points at: they are of its person.
            models.UniqueConstraint(fields=["id", "nominal"], name="justice_order_of_nominal"),
        ]


@tracked()
class OrderTerm(Recorded):
    """One prohibition or requirement of an order, or of the licence where `order` is empty.

    In the words of the court's or prison's document, as it says; `doubt` is what the law says
    against it, to be checked with the court. `postcodes` are those that lie wholly within what it
    forbids: whole, or a sector ("CB7 4") or district ("CB7"). Terms that protect a victim are zones
    of the victims' compartment, and never stand here.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="terms", null=True)
    number = models.TextField()
    kind = models.TextField()
    nature = models.TextField()
    wording = models.TextField()
    doubt = models.TextField(default="")
    place = models.TextField(default="")
    postcodes = ArrayField(models.TextField(), default=list)

    class Meta(Recorded.Meta):
        db_table = "justice_order_term"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=list(TERMS), nature__in=list(NATURES))
                & ~models.Q(number="")
                & ~models.Q(wording=""),
                name="justice_order_term_numbered_in_words",
            ),
            ExclusionConstraint(
                name="justice_order_term_one_of_a_number",
                expressions=[
                    ("order", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(withdrawn_at=None),
            ),
        ]


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
