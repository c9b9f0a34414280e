"""People who watch over the record, and what they ask, for the tests of this room."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from openmappa.agencies.actions import clear
from openmappa.agencies.models import Posting, User
from openmappa.agencies.pages import Visitor, enter
from openmappa.audit.models import Access
from openmappa.audit.operations import log_access, operation
from openmappa.law.dates import Period
from openmappa.rights import access, erasing, exports, reading
from openmappa.rights.models import AccessRequest, AuditExport, Erasure, ReadingReview
from tests.cases.given import a_photograph, at_level_1, known_to_all
from tests.web.world import World
from tests.world import area_named

# Not from the matrix, whose rows need this module.
POLICE, DATA_PROTECTION = "police", "data_protection_officer"
EVERYTHING = "everything, for a test"
SAID = "It was the whole team's list"


def given_officer(
    role: str, *, name: str, area: str = "Cambridgeshire", agency: str = "police"
) -> User:
    """Somebody who holds this role in this area."""
    with operation(using="owner", actor="a test", purpose="test"):
        user = User.objects.using("owner").create(
            email=f"{name.replace(' ', '.').lower()}@example.invalid",
            name=name,
            agency=agency,
            demonstration=True,
        )
        clear(user, until=date(2099, 12, 31), by="a test", using="owner")
        Posting.objects.using("owner").create(
            user=user,
            area_id=area_named(area).pk,
            role=role,
            during=Period(date(2010, 1, 1), None),
        )
    return user


def area_of(visitor: Visitor) -> tuple[int, str]:
    held = visitor.postings[0]
    return held.area_id, held.area


def a_request(world: World) -> AccessRequest:
    """A request that was gathered and waits for review, the same each time."""
    known = AccessRequest.objects.using("owner").filter(asked=EVERYTHING).first()
    if known is None:
        person = known_to_all(world)  # which enters as others, so before
        a_photograph(world, person)
        with transaction.atomic():
            visitor = enter(world.user(DATA_PROTECTION).pk)
            known = access.open_request(
                visitor,
                kind="subject_access",
                area=area_of(visitor),
                nominal_id=person.pk,
                received_on=visitor.today,
                asked=EVERYTHING,
            )
            access.step(visitor, _with_area(known), "had everything gathered", state="gathering")
        access.gather(known.pk)
    return AccessRequest.objects.using("owner").get(pk=known.pk)


def _with_area(request: AccessRequest) -> AccessRequest:
    return AccessRequest.objects.select_related("area").get(pk=request.pk)


def an_export(world: World) -> AuditExport:
    """An export of the data protection officer that is ready to fetch, the same each time."""
    known = AuditExport.objects.using("owner").first()
    if known is None:
        person = known_to_all(world)
        with transaction.atomic():
            visitor = enter(world.user(DATA_PROTECTION).pk)
            today = reading.span(1).last
            known = exports.ask(
                visitor,
                area_id=area_of(visitor)[0],
                of_record=(person.pk, str(person.reference)),
                of_user=None,
                days=(today - timedelta(days=5), today),
                form="csv",
                reason="a complaint",
            )
        exports.write(known.pk)
    return AuditExport.objects.using("owner").get(pk=known.pk)


def an_erasure(world: World) -> Erasure:
    """An erasure that waits for a second person, the same each time."""
    known = Erasure.objects.using("owner").first()
    if known is None:
        person = at_level_1(world)
        with transaction.atomic():
            visitor = enter(world.user(DATA_PROTECTION).pk)
            known = erasing.ask(
                visitor,
                nominal_id=person.pk,
                area=area_of(visitor),
                basis="court_order",
                reason="an order",
            )
    return known


def a_line(world: World) -> dict[str, object]:
    """Unusual reading of the police officer: pages that were refused."""
    officer = world.user(POLICE)
    refused = Access.objects.using("owner").filter(user_id=officer.pk, what="GET page 0")
    if not refused.exists():
        for number in range(6):
            log_access(
                using="default",
                actor=officer.name,
                user_id=officer.pk,
                action="read",
                what=f"GET page {number}",
                refused=True,
            )
    return {"user_id": officer.pk, "measure": "refusals"}


def a_contest(world: World) -> dict[str, object]:
    """What the police officer says against a review that somebody else made of their reading."""
    officer = world.user(POLICE)
    known = ReadingReview.objects.using("owner").filter(first=date(2015, 3, 1)).first()
    if known is None:
        looked = given_officer("security_officer", name="Ines Ward")
        known = ReadingReview.objects.using("owner").create(
            area=area_named("Cambridgeshire"),
            user_id=officer.pk,
            reader=officer.name,
            measure="refusals",
            first=date(2015, 3, 1),
            last=date(2015, 3, 31),
            number=6,
            outcome="advice",
            reason="Talked about need to know",
            reviewed_by=looked.name,
            reviewed_by_id=looked.pk,
            contested=SAID,
            contested_at=timezone.now(),
        )
    return {"number": known.pk}
