"""What the invented people of a demonstration enter: records worked on, to be looked at.

Each writes what their role may, under their own scope, through the forms and actions of the pages;
nothing goes past them. A person's record is written whole or not at all, and once: a record to
which somebody is named already is left as it is.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django.db import transaction
from PIL import Image, ImageDraw

from openmappa.agencies.models import User
from openmappa.agencies.pages import WEB, Visitor, enter
from openmappa.agencies.permissions import Permission
from openmappa.audit.operations import Open
from openmappa.cases import rota
from openmappa.config.demonstration import AREA, OPENS_ON, OWNER, Account
from openmappa.law.dates import Period, days_from
from openmappa.nominals import (
    caseload,
    emergency,
    entering,
    filing,
    inspecting,
    messages,
    restricting,
    tasks,
)
from openmappa.nominals.models import Caseload, Nominal
from openmappa.nominals.register import Residence
from openmappa.victims import actions as victims
from openmappa.victims.models import Unit
from openmappa.web.register.sections import SECTIONS

_ANSWERS = {"police": "Duty inspector", "probation": "Duty manager", "prison": "Duty governor"}
RING = "01632 960 110"  # of the numbers that are kept for fiction, as are all below
# People of Category 1, at a Level 2 or 3 that has no end and not in custody, whom police, probation
# and prison know: the highest level first. The extract is the same each time, and so are they.
_LEADING = """
select n.id from nominals_nominal n join cases_level l on l.nominal_id = n.id and l.level > 1
where l.during @> daterange(%(on)s, null)
    and n.born_on between '1960-01-01' and '1995-12-31'
    and exists (select from cases_ground g where g.nominal_id = n.id and g.category = 1
        and g.during @> %(on)s::date)
    and not exists (select from justice_whereabouts w where w.nominal_id = n.id
        and w.during @> %(on)s::date)
    and n.id in (
        select r.nominal_id from nominals_record r join agencies_area a on a.id = r.area_id
        where a.name = %(area)s group by 1 having count(distinct r.agency) = 3)
group by n.id order by max(l.level) desc, n.reference
"""


class Work:
    """The invented people at work on one person's record, each under their own scope."""

    def __init__(self, numbers: Mapping[str, int], person: Nominal):
        self.numbers, self.person = numbers, person
        self.visitor: Visitor
        self.opened: Open

    def as_(self, role: str, purpose: str = "work on a record") -> Work:
        """Go on as whoever has this role."""
        self.visitor = enter(self.numbers[role])
        self.opened = self.visitor.begin(purpose)
        return self

    @property
    def author(self) -> entering.Author:
        """Who writes now."""
        visitor = self.visitor
        return entering.Author(
            visitor.id, visitor.name, visitor.postings[0].area_id, visitor.agency
        )

    @property
    def by(self) -> filing.By:
        """Who files now."""
        visitor, held = self.visitor, self.visitor.postings[0]
        return filing.By(visitor.id, visitor.name, held.area_id, held.area, visitor.agency)

    def enter(self, section: str, **typed: str | date) -> Any:
        """Fill in and send the form of a section; a day is given as one."""
        given = {"standing": "fact", "class_of_person": "convicted", "regime": "law_enforcement"}
        for name, value in typed.items():
            if isinstance(value, date):
                parts = {"day": value.day, "month": value.month, "year": value.year}
                given |= {f"{name}-{part}": str(number) for part, number in parts.items()}
            else:
                given[name] = value
        form = SECTIONS[section].form(given, visitor=self.visitor)
        form.of_person(self.person)
        if not form.is_valid():
            raise ValueError(f"The demonstration's {section}: {form.errors.as_text()}")
        columns = form.columns()
        return entering.enter(
            self.opened, SECTIONS[section].model, self.person, self.author, columns
        )

    def name(self, role: str, as_what: str, why: str, **more: Any) -> int:
        """Name whoever has a role to the person."""
        number = self.numbers[role]
        return caseload.name(
            by=self.visitor.actor,
            nominal=self.person,
            user_id=number,
            user_name=User.objects.using(WEB).values_list("name", flat=True).get(pk=number),
            as_what=as_what,
            until=None,
            why=why,
            operation=self.opened,
            **more,
        )

    def log(self, kind: str, on: date, fact: str, opinion: str = "", at: str = "") -> None:
        """Write into the log."""
        entering.log(
            self.opened,
            self.person,
            self.author,
            kind=kind,
            happened_on=on,
            happened_at=time.fromisoformat(at) if at else None,
            fact=fact,
            opinion=opinion,
        )

    def photograph(self, taken_on: date, source: str, *, current: bool) -> None:
        """Add a drawing that no one could take for a face."""
        filing.add_photograph(
            self.person,
            inspecting.photograph(drawing(f"{self.person.reference} {taken_on}")),
            taken_on=taken_on,
            angle="front",
            source=source,
            note="A drawing: this person is invented",
            standing="fact",
            current=current,
            by=self.by,
            operation=self.opened,
        )

    def document(self, title: str, kind: str, dated: date, text: str) -> None:
        """Add a document of text."""
        filing.add_document(
            self.person,
            inspecting.document(text.encode()),
            title=title,
            standing="opinion" if kind == "assessment" else "fact",
            kind=kind,
            marking="official_sensitive",
            dated=dated,
            by=self.by,
            operation=self.opened,
        )

    def task(self, role: str, what: str, days: int) -> None:
        """Give something to do, due so many days from now."""
        number = self.numbers[role]
        taker = next(one for one in tasks.takers(self.person.pk, WEB) if one.id == number)
        tasks.give(
            by=self.visitor.actor,
            nominal=self.person,
            to=taker,
            what=what,
            due=days_from(self.visitor.today, days),
            statutory=False,
            operation=self.opened,
        )


def drawing(seed: str) -> bytes:
    """A picture that stands for a photograph: a grey figure on a coloured ground, as PNG."""
    drawn = random.Random(seed)  # noqa: S311 - a colour is no secret
    ground = tuple(drawn.randint(150, 215) for _ in range(3))
    picture = Image.new("RGB", (360, 450), ground)
    draw = ImageDraw.Draw(picture)
    width, grey = drawn.randint(56, 76), (96, 104, 112)
    draw.ellipse((180 - width, 90, 180 + width, 90 + 2 * width + 30), fill=grey)
    draw.rounded_rectangle((70, 280, 290, 520), radius=90, fill=grey)
    draw.rectangle((0, 404, 360, 450), fill="black")
    draw.text((180, 427), "INVENTED PERSON", fill="white", anchor="mm", font_size=28)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def work(accounts: Mapping[str, Account]) -> list[str]:
    """Have the invented people work on the first records; says of each what is to be seen there."""
    emails = {account.email: role for role, account in accounts.items()}
    numbers = {
        emails[email]: pk
        for email, pk in User.objects.using(OWNER)
        .filter(email__in=emails)
        .values_list("email", "pk")
    }
    _set_the_numbers(numbers)
    people = list(Nominal.objects.using(OWNER).raw(_LEADING, {"on": OPENS_ON, "area": AREA}))
    told = []
    for person, story in zip(people, STORIES, strict=False):
        if not Caseload.objects.using(OWNER).filter(nominal=person).exists():
            with transaction.atomic(using=WEB, durable=True):
                enter(numbers["police_supervisor"])
                story(Work(numbers, Nominal.objects.using(WEB).get(pk=person.pk)))
        told.append(f"{person.reference}  {story.__doc__}")
    return told


def _set_the_numbers(numbers: Mapping[str, int]) -> None:
    """Whom to ring in both areas; what somebody has set since stays."""
    for role, first in (("coordinator", 101), ("other_area", 201)):
        with transaction.atomic(using=WEB, durable=True):
            visitor = enter(numbers[role])
            ((area_id, area),) = visitor.areas(Permission.ROTA_KEEP).items()
            if rota.numbers([area_id]):
                continue
            opened = visitor.begin("set the rota")
            for number, (agency, answers) in enumerate(_ANSWERS.items(), first):
                rota.set_number(
                    area_id=area_id,
                    area=area,
                    agency=agency,
                    number=f"01632 960 {number}",
                    answered_by=answers,
                    since=OPENS_ON,
                    seen=(),
                    by=visitor.actor,
                    operation=opened,
                )
    with transaction.atomic(using=WEB, durable=True):
        visitor = enter(numbers["victim_liaison"])
        ((area_id, area),) = visitor.areas(Permission.VICTIM_WRITE).items()
        if not Unit.objects.using(WEB).filter(area=area_id).exists():
            victims.set_telephone(
                visitor.begin("set the number of victim liaison"),
                area_id=area_id,
                area=area,
                telephone="01632 960 120",
            )


def _day(month: int, day: int, year: int = 2015) -> date:
    return date(year, month, day)


def _worked_on(at: Work) -> None:
    """Everything that can be entered, by several agencies."""
    at.as_("police_supervisor", "allocate a case")
    at.name("police", "manager", "Needs an experienced officer")
    at.name("police_supervisor", "supervisor", "Answers for the team")
    at.as_("probation_supervisor", "allocate a case")
    at.name("probation", "manager", "Licence to be supervised in Cambridge")

    at.as_("police")
    at.photograph(_day(3, 4, 2014), "custody", current=False)
    at.photograph(_day(3, 12), "home_visit", current=True)
    at.enter("names", kind="nickname", surname="Rook", source="Told by his brother")
    at.enter("identifiers", kind="visor", given="13/0001001")
    at.enter(
        "description",
        height_cm="183",
        build="stocky",
        hair="grey, cropped",
        glasses="black frames",
        gait="Favours the right leg",
        from_day=_day(3, 12),
    )
    at.enter(
        "marks",
        kind="tattoo",
        site="forearm",
        side="left",
        description="A blue anchor with the word HOME",
    )
    at.enter("marks", kind="scar", site="face", description="Across the chin, about 3 cm")
    at.enter("background", kind="nationality", value="British")
    at.enter("self-defined", ethnicity="W1", disability="no", note="Asked on 12 March")
    at.enter(
        "vehicles",
        registration="AB12 CDE",
        make="Ford",
        model="Transit",
        colour="white",
        keeper="user",
        source="Seen outside the house",
    )
    home = at.enter(
        "addresses",
        kind="home",
        line_1="12 Mill Road",
        town="Cambridge",
        postcode="CB1 2ZZ",
        occupants="His partner and her son",
        children_present="yes",
        landlord="A housing association",
        from_day=_day(1, 9),
    )
    at.enter(
        "addresses",
        kind="secondary",
        line_1="3 Sluice Cottages",
        town="Ely",
        postcode="CB7 4ZZ",
        source="His own word; nobody has looked yet",
        from_day=_day(3, 20),
    )
    entering.check_address(
        at.opened,
        Residence.objects.using(WEB).get(pk=home.pk),
        at.author,
        checked_on=_day(3, 12),
        how="home_visit",
        verified=True,
        note="Seen in; post in his name on the table",
    )
    at.enter("telephones", kind="mobile", number="07700 900456")
    at.enter("telephones", kind="messages", number="01632 960 777", note="His brother's")
    at.enter("email", address="rook@example.org")
    at.enter("online", kind="gaming", provider="A chess site", identity="rook1977")
    at.enter(
        "occupations", kind="employment", organisation="A van hire", role="driver", place="Ely"
    )
    at.enter("interests", kind="club", description="Plays darts on Thursdays")
    at.enter("protective-factors", kind="family", description="Sees his brother every week")
    at.enter(
        "relationships",
        kind="partner",
        name="Casey Holm",
        household="on",
        contact_allowed="yes",
        told="yes",
        class_of_person="other",
    )
    at.enter(
        "relationships",
        kind="stepchild",
        name="Robin Holm",
        born_on=_day(8, 14, 2006),
        under_18="on",
        household="on",
        class_of_person="other",
    )
    for kind, reason in (
        ("weapons", "Had a lock knife in the van when it was stopped on 2 February 2015"),
        ("two_officers", "Blocked the door on a single officer on 19 November 2014"),
    ):
        at.enter(
            "warnings",
            kind=kind,
            reason=reason,
            receivers="Control room and response officers, who may be sent to the address",
            from_day=_day(2, 2),
            review_on=_day(8, 2),
        )
    at.enter(
        "intelligence",
        reported_on=_day(3, 17),
        reference="INT-204",
        source_grade="5x5x5 B",
        information_grade="5x5x5 2",
        handling_grade="5x5x5 1",
        report="Drives the van to a lay-by near a school at about 15:00 on weekdays",
        sanitised="Seen parked near a school on weekday afternoons",
        class_of_person="suspect",
    )
    at.enter(
        "intelligence",
        reported_on=_day(3, 24),
        reference="INT-219",
        source_grade="5x5x5 C",
        information_grade="5x5x5 4",
        handling_grade="5x5x5 5",
        conditions="Not to leave the unit: the source could be told from it",
        report="Has asked around for a second telephone",
        class_of_person="suspect",
    )
    at.log(
        "visit",
        _day(3, 12),
        "Planned; not announced; seen. Officers: Sam Oakley, Nadia Holt.\nPartner and her son at"
        " home. The van stood outside.",
        "More guarded than in January; would not say where he was on Sunday.",
        at="16:40",
    )
    at.document(
        "Notes of the visit on 12 March 2015",
        "other",
        _day(3, 12),
        "Invented notes of an invented visit.\n",
    )
    at.task("probation", "Ask the van hire who gave him the keys at weekends", 5)
    at.task("police", "Look at 3 Sluice Cottages, which nobody has verified", 9)

    at.as_("probation")
    at.log("call", _day(3, 18), "Rang to say that he starts work at six this week.", at="09:15")
    at.log(
        "contact",
        _day(3, 25),
        "Came on time. Spoke of Robin's birthday.",
        "Ready to talk about the lay-by when asked straight.",
    )
    at.document(
        "Licence, with its conditions",
        "licence",
        _day(1, 9),
        "An invented licence. Condition 7: not to enter Millbrook without prior approval.\n",
    )
    at.enter(
        "order-terms",
        order="licence",
        number="7",
        nature="forbids",
        kind="not_enter",
        wording="Not to enter the area known as Millbrook without prior approval",
        place="Millbrook",
        postcodes="CB25 9, CB25 0ZZ",
    )
    at.enter(
        "disclosures",
        question="Whether to tell the van hire where he works",
        options="That he tells it himself; that he drives with somebody else",
        arguments_for="Another driver there is 17",
        arguments_against="He may lose his work",
        review_on=_day(4, 24),
    )
    at.as_("coordinator")
    at.log("decision", _day(3, 27), "Stays at this level; next meeting on 24 April.")
    at.as_("police_supervisor", "write to a manager")
    messages.send(
        by=at.visitor.actor,
        nominal_id=at.person.pk,
        about=str(at.person.reference),
        text="Please let me see the plan for the second address by Friday.",
        standing="fact",
        operation=at.opened,
    )


def _with_a_victim(at: Work) -> None:
    """A household with a child, and what only victim liaison may see."""
    at.as_("probation_supervisor", "allocate a case")
    at.name("probation", "manager", "Moved into Cambridge")
    at.as_("police_supervisor", "allocate a case")
    at.name("police", "manager", "Registered; lives in Cambridge")
    at.as_("victim_liaison", "record a victim")
    victim = victims.add_victim(
        at.opened,
        at.person,
        by=at.visitor,
        details={
            "surname": "Quillfeather",
            "forenames": "Beatrix",
            "address": "77 Lavender Mews, Cambridge",
            "postcode": "CB4 1ZZ",
            "telephone": "07700 900777",
            "safe_contact": "Text first; never on Sundays",
            "wish": "wants",
            "asked_on": _day(2, 3),
        },
        relation="former_partner",
        offence="The offence of the index sentence",
    )
    victims.add_zone(
        at.opened,
        at.person,
        victim,
        by=at.visitor,
        wording="North of the river between the two bridges",
        condition_of="licence",
        during=Period(_day(2, 10), None),
    )
    victims.add_contact(
        at.opened,
        at.person,
        victim,
        by=at.visitor,
        on=_day(2, 12),
        kind="telephone",
        text="Told of the zone; asks to be rung before any change.",
        standing="fact",
    )
    at.as_("police")
    at.photograph(_day(2, 20), "notification", current=True)
    at.enter(
        "warnings",
        kind="violent",
        reason="Struck an officer in 2013",
        receivers="Control room and response officers, who may be sent to the address",
        from_day=_day(1, 5),
        review_on=_day(7, 5),
    )
    at.log("attempt", _day(3, 9), "No reply at 10:00 and at 18:30. Officers: Sam Oakley.")
    # This waits for victim liaison, who decides whether others may read it.
    at.log("call", _day(3, 16), "Says that he saw Beatrix Quillfeather in the market, by chance.")
    at.enter(
        "addresses",
        kind="no_fixed_abode",
        found_at="The day centre, Fen Close, on weekday mornings",
        from_day=_day(3, 2),
    )
    at.as_("probation")
    at.enter(
        "relationships",
        kind="child",
        name="Kim",
        under_18="on",
        contact_allowed="no",
        class_of_person="other",
        source="Children's services",
    )
    at.log("agency", _day(3, 10), "Children's services: no contact with Kim without their word.")


def _handed_over(at: Work) -> None:
    """A case that was handed over, and is not acknowledged yet."""
    at.as_("police_supervisor", "allocate a case")
    held = at.name("police_supervisor", "manager", "Held until an officer is free")
    at.log("supervision", _day(3, 26), "Ready to be handed over.")
    at.name(
        "police",
        "manager",
        "Has room on the caseload from today",
        instead_of=held,
        lines=caseload.Lines(
            risk="Drinks on Fridays, and then rings his former partner",
            standing="opinion",
            due_next="Yearly notification on 20 April",
            whom_to_ring="Priya Marsh, probation, 01632 960 102",
        ),
    )


def _restricted(at: Work) -> None:
    """A record that only its caseload and a list may see."""
    at.as_("police_supervisor", "allocate a case")
    at.name("police", "manager", "Known to many of the force")
    restricting.restrict(
        by=at.visitor.actor,
        nominal=at.person,
        members=[at.numbers["coordinator"]],
        why="A relative works in the control room",
        ring=RING,
        operation=at.opened,
    )
    at.enter(
        "warnings",
        kind="dogs",
        reason="Two mastiffs, loose in the yard on 3 March 2015",
        receivers="Whoever is sent to the address",
        from_day=_day(3, 3),
        review_on=_day(9, 3),
    )


def _opened_in_an_emergency(at: Work) -> None:
    """A record that somebody of another area opened in an emergency."""
    at.as_("police_supervisor", "allocate a case")
    at.name("police", "manager", "Next on the list")
    at.as_("other_area", "open a record in an emergency")
    emergency.break_glass(
        by=at.visitor.actor,
        nominal_id=at.person.pk,
        reason="In custody in Norwich with a child missing: where does he live?",
        today=at.visitor.today,
        operation=at.opened,
    )
    at.as_("police")
    at.log("agency", _day(3, 30), "Rang Norfolk back: the child is found and well.", at="07:50")


STORIES: tuple[Callable[[Work], None], ...] = (
    _worked_on,
    _with_a_victim,
    _handed_over,
    _restricted,
    _opened_in_an_emergency,
)
