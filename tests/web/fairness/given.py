"""A missed duty of somebody whom all see, and its confirmation."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from openmappa.agencies.pages import WEB, enter
from openmappa.audit.operations import operation
from openmappa.cases.queries import law_position
from openmappa.cases.suspected import mark
from openmappa.law.duties import NOT_RECORDED, Duty
from openmappa.nominals.fairness import CHECKS, Contest, Suspicion
from openmappa.nominals.models import Nominal
from tests.cases.given import in_full
from tests.web.register.given import area_of, by
from tests.web.world import World

POLICE = "police"
SHOWN_ON = date(2015, 3, 31)  # the day of the invented people's extract
FOUND = {name: f"Looked into on the police system: {name.replace('_', ' ')}" for name in CHECKS}


def missed(world: World) -> tuple[Nominal, Duty]:
    """Somebody whom all four see in full, and a duty not recorded."""
    all_four = set.intersection(
        *(in_full(world, role) for role in ("coordinator", "police", "probation", "prison"))
    )
    for person in world.seen_by("coordinator"):
        if person.pk in all_four:
            with transaction.atomic():
                enter(world.user(POLICE).pk)
                duties = law_position(person, SHOWN_ON, WEB).duties
            for duty in duties:
                if duty.state(SHOWN_ON) == NOT_RECORDED:
                    return person, duty
    raise AssertionError("everybody has notified everything")


def address(person: Nominal, duty: Duty) -> str:
    assert duty.due is not None
    of = [slugify(duty.kind), duty.due.isoformat(), mark(duty)]
    return reverse("suspect", args=[person.reference, *of])


def suspected(world: World, role: str = POLICE) -> tuple[Nominal, Duty, Suspicion]:
    """The same, once an officer has confirmed it over the page."""
    person, duty = missed(world)
    stands = Suspicion.objects.using("owner").filter(nominal=person, withdrawn_at=None)
    if not stands:
        answer = world.client(role).post(address(person, duty), FOUND)
        assert answer.status_code == 302, answer.content.decode()[-2000:]
    return person, duty, stands.latest("pk")


def a_suspicion(world: World, person: Nominal) -> Suspicion:
    """One of somebody, past the page: whether or not anything is missed."""
    stands = Suspicion.objects.using("owner").filter(nominal=person, withdrawn_at=None)
    if not stands:
        user = world.user(POLICE)
        with operation(using="owner", actor=user.name, purpose="test"):
            Suspicion.objects.using("owner").create(
                nominal_id=person.pk,
                duty="initial notification",
                due=date(2015, 3, 1),
                what="First notification",
                **FOUND,
                **by(user, area_of(user), user.agency),
            )
    return stands.latest("pk")


def contest_of(world: World, person: Nominal) -> Contest:
    """An open contest of somebody's category, past the page."""
    stands = Contest.objects.using("owner").filter(nominal=person, outcome="")
    if not stands:
        user = world.user(POLICE)
        with operation(using="owner", actor=user.name, purpose="test"):
            Contest.objects.using("owner").create(
                nominal_id=person.pk,
                of_what="category",
                about="Category 1",
                speaker="person",
                said="It was quashed",
                received_on=date(2015, 3, 1),
                answer_due=date(2015, 3, 29),
                **by(user, area_of(user), user.agency),
            )
    return stands.latest("pk")
