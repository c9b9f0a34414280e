"""`openmappa user`."""

from __future__ import annotations

import getpass
from argparse import SUPPRESS
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.timezone import localtime

from openmappa.agencies import actions
from openmappa.agencies.arguments import day
from openmappa.agencies.models import AGENCIES, VETTING, Area, User
from openmappa.agencies.queries import Colleague, UnknownAreaError, area_named, colleagues
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import Open, operation
from openmappa.law.dates import Period, in_words

_USING = "owner"  # whoever holds the installation
GAPS = {
    "standing": "not at work here",
    "approval": "awaits a second administrator",
    "vetting": "no vetting that it needs holds",
    "training": "no training certificate holds",
}


class Command(BaseCommand):
    """The accounts of real people, for whoever holds the installation."""

    help = "Add people who sign in, and give them roles, vetting, training and a way in."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and to whom."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

        def verb(name: str, text: str, *, to: bool = True) -> CommandParser:
            made: CommandParser = verbs.add_parser(name, help=text, description=text)
            # Django's own options are those of the command.
            for action in list(made._actions):
                if action.dest != "help":
                    action.help = SUPPRESS
            if to:
                made.add_argument("email", help="the e-mail address with which they sign in")
            return made

        add = verb("add", "Add a person, and print a code with which they begin.")
        add.add_argument("--name", required=True, help="the full name")
        add.add_argument("--agency", required=True, choices=sorted(AGENCIES))
        add.add_argument("--area", required=True, help="the area that looks after the account")
        show = verb("show", "List the people, or show one.", to=False)
        show.add_argument("email", nargs="?")
        role = verb("role", "Give a role in an area, or end it.")
        role.add_argument("role", choices=sorted(ROLES), metavar="ROLE", help=", ".join(ROLES))
        role.add_argument("--area", required=True)
        role.add_argument("--from", dest="first", type=day, metavar="DAY", help="today, else later")
        role.add_argument("--until", type=day, metavar="DAY", help="the last day")
        role.add_argument("--end", action="store_true", help="end it at once, or with --until")
        role.add_argument("--because", default="", metavar="REASON", help="why it ends")
        vetting = verb("vetting", "Note that a person was vetted.")
        vetting.add_argument("level", choices=sorted(VETTING))
        vetting.add_argument("--granted", required=True, type=day, metavar="DAY")
        vetting.add_argument("--expires", required=True, type=day, metavar="DAY", help="last day")
        vetting.add_argument("--sponsor", required=True)
        training = verb("training", "Note that a person was trained.")
        training.add_argument("course")
        training.add_argument("--completed", required=True, type=day, metavar="DAY")
        training.add_argument("--expires", required=True, type=day, metavar="DAY", help="last day")
        reset = verb("reset-factor", "Print a code to set password and second factor anew.")
        reset.add_argument("--identity-check", required=True, metavar="TEXT", dest="check")
        leave = verb("leave", "Note that a person has left: every role and way in ends at once.")
        leave.add_argument("--because", required=True, metavar="REASON")

    def handle(self, *, verb: str, **given: Any) -> None:
        """Do it; nothing is half done."""
        if verb == "show":
            self._show(given["email"])
            return
        purpose = f"user {verb}"
        reason = given.get("because") or given.get("check") or ""
        try:
            with operation(
                using=_USING, actor=getpass.getuser(), purpose=purpose, reason=reason
            ) as opened:
                getattr(self, f"_{verb.replace('-', '_')}")(opened, given)
        except UnknownAreaError as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(
                f"{given['email']} may not hold that role: it is for people of other agencies, or"
                " they have left."
            ) from error

    def _add(self, opened: Open, given: dict[str, Any]) -> None:
        try:
            validate_email(given["email"])
        except ValidationError as error:
            raise CommandError(f'"{given["email"]}" is not an e-mail address.') from error
        try:
            user, code, until = actions.add_user(
                by=opened.actor,
                area=area_named(given["area"], _USING),
                email=given["email"],
                name=given["name"],
                agency=given["agency"],
                operation=opened,
            )
        except IntegrityError as error:
            raise CommandError(f"{given['email']} has an account already.") from error
        self._say_code(user, code, until)

    def _role(self, opened: Open, given: dict[str, Any]) -> None:
        user, area, role = _user(given["email"]), area_named(given["area"], _USING), given["role"]
        today = _person(user).today
        if given["end"]:
            self._end(opened, user, area, given, today)
            return
        first = given["first"] or today
        if first < today or (given["until"] and given["until"] < first):
            raise CommandError("A role begins today or later, and ends after it began.")
        try:
            actions.give_role(
                by=opened.actor,
                user=user,
                area=area,
                role=role,
                during=Period(first, given["until"]),
                operation=opened,
            )
        except IntegrityError as error:
            raise CommandError(f"{user} holds that role there at that time already.") from error
        held = next(h for h in _person(user).roles if (h.role, h.area_id) == (role, area.pk))
        self.stdout.write(f"{user} is {held.label} in {area} from {in_words(first)}.")
        for gap in held.gaps:
            self.stdout.write(f"Not in effect yet: {GAPS[gap]}.")

    def _end(
        self, opened: Open, user: User, area: Area, given: dict[str, Any], today: date
    ) -> None:
        postings = user.postings.using(_USING).filter(area=area, role=given["role"])
        held = {h.number for h in _person(user).roles}
        posting = postings.filter(pk__in=held).select_related("user", "area").first()
        if posting is None:
            raise CommandError(f"{user} does not hold that role in {area}.")
        last = given["until"]
        if last is not None and (
            last < today or (posting.during.last and last >= posting.during.last)
        ):
            raise CommandError("It ends today or later, and sooner than it ends as it is.")
        actions.end_role(
            by=opened.actor,
            posting=posting,
            last=last or today - timedelta(days=1),
            at_once=last is None,
            reason=given["because"] or "no reason given",
            operation=opened,
        )
        self.stdout.write(f"Ended {'with ' + in_words(last) if last else 'at once'}.")

    def _vetting(self, opened: Open, given: dict[str, Any]) -> None:
        user = _user(given["email"])
        _dated(_person(user).today, given["granted"], given["expires"])
        actions.add_vetting(
            by=opened.actor,
            user=user,
            level=given["level"],
            granted_on=given["granted"],
            expires_on=given["expires"],
            sponsor=given["sponsor"],
            operation=opened,
        )
        self.stdout.write(f"{user}: {VETTING[given['level']]} until {in_words(given['expires'])}.")

    def _training(self, opened: Open, given: dict[str, Any]) -> None:
        user = _user(given["email"])
        _dated(_person(user).today, given["completed"], given["expires"])
        actions.add_training(
            by=opened.actor,
            user=user,
            course=given["course"],
            completed_on=given["completed"],
            expires_on=given["expires"],
            operation=opened,
        )
        self.stdout.write(f"{user}: {given['course']} until {in_words(given['expires'])}.")

    def _reset_factor(self, opened: Open, given: dict[str, Any]) -> None:
        user = _user(given["email"])
        if not user.active:
            raise CommandError(f"{user} is suspended or has left.")
        code, until = actions.give_code(
            by=opened.actor, user=user, identity_check=given["check"], operation=opened
        )
        self._say_code(user, code, until)

    def _leave(self, opened: Open, given: dict[str, Any]) -> None:
        user = _user(given["email"])
        actions.set_standing(
            by=opened.actor,
            user=user,
            standing="left",
            reason=given["because"],
            operation=opened,
        )
        self.stdout.write(f"{user} has left; every role and way in has ended.")

    def _show(self, email: str | None) -> None:
        people = (
            [_person(_user(email))]
            if email
            else [one for one in colleagues((), _USING) if one.left_on is None]
        )
        for who in people:
            state = "left" if who.left_on else "" if who.active else "suspended"
            way = f"signs in with {who.ways}" if who.enrolled else "has not signed in yet"
            self.stdout.write(
                f"{who.email}: {who.name}, {AGENCIES[who.agency].lower()}"
                f"{', ' + state if state else ''}; {way}"
            )
            for held in who.roles:
                gaps = "; ".join(GAPS[gap] for gap in held.gaps)
                until = f" until {in_words(held.last)}" if held.last else ""
                self.stdout.write(
                    f"    {held.label}, {held.area}, from {in_words(held.first)}{until}"
                    f"{' (not in effect: ' + gaps + ')' if gaps else ''}"
                )
            for what, last in (("vetted", who.vetted_until), ("trained", who.trained_until)):
                if last:
                    self.stdout.write(f"    {what} until {in_words(last)}")
        if not email:
            number = len(people)
            self.stdout.write("1 person." if number == 1 else f"{number} people.")

    def _say_code(self, user: User, code: str, until: Any) -> None:
        self.stdout.write(
            f"The code of {user.email} is {code}\nIt works once, until"
            f" {localtime(until):%-d %B %Y, %H:%M}, on the page /enrol/ of the site. Hand it to"
            " nobody else."
        )


def _user(email: str) -> User:
    found = User.objects.using(_USING).filter(email=email.lower()).first()
    if found is None:
        raise CommandError(f"Nobody signs in as {email}. 'openmappa user show' lists who does.")
    return found


def _person(user: User) -> Colleague:
    (found,) = colleagues((), _USING, user_id=user.pk)
    return found


def _dated(today: date, first: date, last: date) -> None:
    if first > today or last < first:
        raise CommandError("It began by today, and ends on that day or later.")
