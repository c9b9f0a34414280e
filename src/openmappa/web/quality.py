"""What records lack, by kind: why it matters, what to do, who may mend it, and on which page.

Each kind is a condition on people, read where the facts stand: nothing is copied, so nothing is out
of date. A kind counts a person only for who sees the record in full, and of it the part that the
kind speaks of. All speak of people to whom MAPPA applies today and whose record is not put away:
what anybody else's record lacks is nobody's work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import connections
from django.db.models import Case, Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Upper
from django.utils import timezone

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.settings import setting
from openmappa.audit.history import TODAY
from openmappa.cases.models import Ground, Level
from openmappa.cases.visibility import CUSTODY, Visible, visible
from openmappa.justice.models import Whereabouts
from openmappa.law.dates import days_from, in_words, latest_birth_of_18
from openmappa.nominals.models import (
    CAN_WAIT,
    Access,
    Archive,
    Caseload,
    Finding,
    Nominal,
    Photograph,
    PutOff,
    SignOff,
)
from openmappa.nominals.register import (
    AddressCheck,
    Disclosure,
    DisclosureRecipient,
    Draft,
    WarningMarker,
    YouthLead,
)
from openmappa.web.caseload.queries import MANAGERS_GONE, running, theirs

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Told(TypedDict):
        since: date | None
        level: int | None
        manager: str | None

    Lacking = WithAnnotations[Nominal, _Told]

# What agencies' records say of one person and cannot all be true.
CLASHES = (
    "cases.two_areas_claim",
    "cases.two_levels",
    "extract.births_differ",
    "extract.deaths_differ",
    "extract.pnc_ids_differ",
)
ENDED_LATELY_DAYS = 28


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, and at whom: their own cases, or those for whom their areas are responsible.

    `among` are the people of each part of the record that the visitor sees, under None all of them;
    `paired` those whom the visitor sees beside somebody else who may be the same (`match`) or has
    one of their numbers (`number`). An address that was verified before `verified_since`, and a
    photograph from before `taken_since`, is too old. `waits`: of each kind, those for whom it was
    put off.
    """

    visitor: Visitor
    own: bool
    among: Mapping[Part | None, list[int]]
    paired: Mapping[str, list[int]]
    verified_since: date
    taken_since: date
    waits: Mapping[str, frozenset[int]]

    def those(self, kind: Kind, *, put_off: bool = False) -> list[int]:
        """Whose record the visitor sees in that part: those put off, or the others."""
        waits = self.waits.get(kind.code, frozenset())
        return [pk for pk in self.among[kind.part] if (pk in waits) == put_off]


def looking(visitor: Visitor, *, own: bool, of: Collection[int] | None = None) -> Looking:
    """The visitor's view; who does not answer for an area's records sees their own cases only.

    With `of`, of these people. However many people there are, it takes six queries.
    """
    own = own or not visitor.may(Permission.QUALITY_VIEW)
    verified_since, taken_since = (
        days_from(visitor.today, -int(setting(name, None, visitor.today, WEB)))
        for name in ("quality.address_days", "quality.photograph_days")
    )
    seen = visible(visitor)
    among = _among(visitor, seen, own=own, of=of)
    paired = _paired(seen, among[None])
    waits = _waits(visitor, among[None])
    return Looking(visitor, own, among, paired, verified_since, taken_since, waits)


def _waits(visitor: Visitor, ids: list[int]) -> Mapping[str, frozenset[int]]:
    waits: dict[str, set[int]] = {}
    for kind, nominal in (
        PutOff.objects.using(WEB)
        .filter(
            nominal__in=RawSQL("select unnest(%s::bigint[])", [ids]), during__contains=visitor.today
        )
        .values_list("kind", "nominal")
    ):
        waits.setdefault(kind, set()).add(nominal)
    return {kind: frozenset(found) for kind, found in waits.items()}


def _among(
    visitor: Visitor, seen: Visible, *, own: bool, of: Collection[int] | None
) -> Mapping[Part | None, list[int]]:
    """Those whose records are looked at: live, seen in full, and by which posting."""
    if of is not None:
        scope = _one_of(sorted(of))
    elif own:
        theirs_to_manage = running(theirs(visitor), as_what="manager").values("nominal")
        scope = Q(pk__in=theirs_to_manage)
    else:
        scope = _of_the_areas(visitor)
    live = _live(visitor, scope)
    by = {
        f"by_{number}": Case(When(condition, then=True), default=False)
        for number, (_, condition) in enumerate(seen.in_full)
    }
    rows = live.alias(**seen.facts).filter(seen.open_to).annotate(**by).values_list("pk", *by)
    among: dict[Part | None, list[int]] = {part: [] for part in (None, *Part)}
    for pk, *shown_by in rows:
        sees = {
            part
            for (held, _), shows in zip(seen.in_full, shown_by, strict=True)
            if shows
            for part in held.role.sees
        }
        for part in (None, *sees) if any(shown_by) else ():
            among[part].append(pk)
    return among


def _of_the_areas(visitor: Visitor) -> Q:
    """Those for whom areas are responsible whose records the visitor answers for."""
    return _has(
        Access,
        area__in=visitor.areas(Permission.QUALITY_VIEW),
        basis="responsible",
        during__contains=TODAY,
    )


def _live(visitor: Visitor, scope: Q) -> QuerySet[Nominal]:
    """Those to whom MAPPA applies, and whose record is not put away."""
    return Nominal.objects.using(WEB).filter(
        scope,
        _has(Ground, during__contains=visitor.today),
        ~_has(Archive, reopened_at=None),
        died_on=None,
    )


def how_many_nobodys(visitor: Visitor) -> int:
    """How many people nobody manages, of those for whose records the visitor answers."""
    managed = _has(Caseload, **_MANAGED)
    people = _live(visitor, _of_the_areas(visitor)).filter(~managed)
    return visible(visitor).people_in_full(people).count()


# Numbers that two extracts share are linkage's: they are possible matches.
_PAIRS = """
with entered as (
    select nominal_id, kind, canonical from nominals_further_identifier
    where valid and withdrawn_at is null and nominal_id = any(%(ids)s)),
stated as (
    select nominal_id, kind, canonical from nominals_identifier
    where valid and withdrawn_on is null and nominal_id = any(%(ids)s)),
found as (
    select 'match' as pair, nominal_id, other_nominal_id from nominals_match
    where open and nominal_id = any(%(ids)s)
    union select 'match', other_nominal_id, nominal_id from nominals_match
    where open and other_nominal_id = any(%(ids)s)
    union select 'number', e.nominal_id, f.nominal_id
    from entered e join nominals_further_identifier f using (kind, canonical)
    where f.valid and f.withdrawn_at is null
    union select 'number', e.nominal_id, i.nominal_id
    from entered e join nominals_identifier i using (kind, canonical)
    where i.valid and i.withdrawn_on is null
    union select 'number', s.nominal_id, f.nominal_id
    from stated s join nominals_further_identifier f using (kind, canonical)
    where f.valid and f.withdrawn_at is null)
select pair, nominal_id, other_nominal_id from found
where pair = 'match' or nominal_id <> other_nominal_id
"""


def _paired(seen: Visible, ids: list[int]) -> Mapping[str, list[int]]:
    """Who of these stands beside somebody whom the visitor sees in full as well."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(_PAIRS, {"ids": ids})
        pairs = cursor.fetchall()
    others = Nominal.objects.using(WEB).filter(pk__in=[0, *{other for *_, other in pairs}])
    known = set(seen.people_in_full(others).values_list("pk", flat=True))
    return {
        wanted: sorted({pk for pair, pk, other in pairs if pair == wanted and other in known})
        for wanted in ("match", "number")
    }


def _one_of(ids: list[int]) -> Q:
    return Q(pk__in=RawSQL("select unnest(%s::bigint[])", [ids]))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that a record lacks.

    `lacks` is the condition on a nominal; `since` the day that the sentence `said` names, if any.
    It is mended at the address `page`, in its `section` if it has any.
    """

    code: str
    title: str
    why: str
    todo: str
    who: str
    part: Part | None
    page: str
    lacks: Callable[[Looking], Q]
    said: Callable[[date | None], str]
    since: Callable[[Looking], Subquery] | None = None
    section: str = ""

    @property
    def can_wait(self) -> bool:
        """Whether it can be put off: not what the law sets a day for, nor what is overdue."""
        return self.code in CAN_WAIT


def _of(model: type[Model], *conditions: Q, **more: Any) -> QuerySet[Any]:
    """The rows of this model about the person of the outer query."""
    return model._default_manager.using(WEB).filter(*conditions, nominal=OuterRef("pk"), **more)


def _has(model: type[Model], *conditions: Q, **more: Any) -> Q:
    return Q(Exists(_of(model, *conditions, **more)))


def _first(rows: QuerySet[Any], order: str, day: str) -> Subquery:
    return Subquery(rows.order_by(order).values(day)[:1])


_MANAGED = {"as_what": "manager", "during__contains": TODAY}


def _verified(look: Looking, **more: Any) -> QuerySet[Any]:
    """Looks at the person's present addresses by which they were found there."""
    return _of(
        AddressCheck,
        verified=True,
        residence__during__contains=look.visitor.today,
        residence__withdrawn_at=None,
        **more,
    )


def _address(look: Looking) -> Q:
    lately = _verified(look, checked_on__gte=look.verified_since)
    inside = _has(
        Whereabouts, kind__in=CUSTODY, withdrawn_on=None, during__contains=look.visitor.today
    )
    return ~Q(Exists(lately)) & ~inside


def _late_markers(look: Looking) -> QuerySet[Any]:
    today = look.visitor.today
    return _of(WarningMarker, during__contains=today, withdrawn_at=None, review_on__lt=today)


def _late_disclosures(look: Looking) -> QuerySet[Any]:
    today = look.visitor.today
    return _of(Disclosure, during__contains=today, withdrawn_at=None, review_on__lt=today)


def _unsigned_disclosures() -> QuerySet[Any]:
    signed = SignOff.objects.using(WEB).filter(
        kind="disclosure", subject_id=OuterRef("disclosure_id"), state="given"
    )
    return _of(DisclosureRecipient, ~Q(Exists(signed)), withdrawn_at=None, told_on__isnull=False)


def _ended_markers(today: date) -> QuerySet[Any]:
    return _of(
        WarningMarker,
        withdrawn_at=None,
        during__endswith__lte=today,
        during__endswith__gt=days_from(today, -ENDED_LATELY_DAYS),
    )


def _on(before: str, never: str = "") -> Callable[[date | None], str]:
    """The sentence of one person: with the day, or where there is none."""
    return lambda day: f"{before} {in_words(day)}." if day else never


_ANYBODY = "By whoever writes in that part of the record."
KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "no-manager",
            "No one responsible",
            "A person whom nobody manages is nobody's work: messages, sightings and changes reach"
            " no one.",
            "Name a manager.",
            "By a supervisor or the co-ordinator.",
            None,
            "person_caseload",
            lambda look: ~_has(Caseload, **_MANAGED),
            lambda _: "Nobody manages this person.",
        ),
        Kind(
            "manager-gone",
            "The manager no longer serves",
            "The record names somebody who may no longer open it: their posting, vetting or"
            " training has ended and nobody took the case.",
            "Hand the case over to somebody who serves.",
            "By a supervisor or the co-ordinator.",
            None,
            "person_caseload",
            lambda look: _has(Caseload, Q(pk__in=MANAGERS_GONE), **_MANAGED),
            _on("Managed by somebody who no longer serves, since"),
            lambda look: _first(
                _of(Caseload, Q(pk__in=MANAGERS_GONE), **_MANAGED), "during", "during__startswith"
            ),
        ),
        Kind(
            "no-youth-lead",
            "A child without a youth-justice lead",
            "Whoever is under 18 has somebody who leads for youth justice: without one, nobody sees"
            " to it that the person is dealt with as a child.",
            "Record who leads.",
            "By who writes in that part of the record, youth justice among them.",
            Part.LIFE,
            "register_section",
            lambda look: (
                Q(born_on__gt=latest_birth_of_18(look.visitor.today))
                & ~_has(YouthLead, withdrawn_at=None, during__contains=look.visitor.today)
            ),
            lambda _: "Under 18, and no youth-justice lead is recorded.",
            section="youth-justice",
        ),
        Kind(
            "level-carried",
            "Level of another area runs on",
            "A level follows the person and is never lost by a move; it runs on until this area"
            " decides.",
            "Decide the level at a meeting, and record it in the agency's own system.",
            "By the co-ordinator.",
            None,
            "person",
            lambda look: _has(Level, carried=True, during__contains=look.visitor.today),
            _on("Carried on since"),
            lambda look: _first(
                _of(Level, carried=True, during__contains=look.visitor.today),
                "during",
                "during__startswith",
            ),
        ),
        Kind(
            "address-unverified",
            "Address not verified",
            "Whoever knocks must know who should be in, and what nobody has verified and since"
            " when. People in custody are left out.",
            "Visit, and record the check at the address.",
            _ANYBODY,
            Part.CONTACT,
            "register_section",
            _address,
            _on("Last verified on", "No present address was ever verified here."),
            lambda look: _first(_verified(look), "-checked_on", "checked_on"),
            "addresses",
        ),
        Kind(
            "marker-overdue",
            "Warning marker past its review",
            "An old warning makes people careless of the new ones, and it is unfair to whom it is"
            " about.",
            "Review it: give it a new day, or an end.",
            _ANYBODY,
            Part.MARKERS,
            "register_section",
            lambda look: Q(Exists(_late_markers(look))),
            _on("To be reviewed on"),
            lambda look: _first(_late_markers(look), "review_on", "review_on"),
            "warnings",
        ),
        Kind(
            "marker-ended",
            "Warning marker ended lately",
            f"It ended within the last {ENDED_LATELY_DAYS} days, and nobody is warned any more.",
            "If the danger goes on, enter it again with its reason.",
            _ANYBODY,
            Part.MARKERS,
            "register_section",
            lambda look: Q(Exists(_ended_markers(look.visitor.today))),
            lambda _: "A marker ended, and warns nobody now.",
            None,
            "warnings",
        ),
        Kind(
            "disclosure-overdue",
            "Disclosure past its review",
            "A decision to tell, or not to, was right on its day: people move, and who was told may"
            " need help, or no longer need to know.",
            "Review it: record what came of it and the next day of review, or a new decision.",
            _ANYBODY,
            Part.DISCLOSURES,
            "register_section",
            lambda look: Q(Exists(_late_disclosures(look))),
            _on("To be reviewed on"),
            lambda look: _first(_late_disclosures(look), "review_on", "review_on"),
            "disclosures",
        ),
        Kind(
            "disclosure-unsigned",
            "Told before anybody signed",
            "Somebody was told on a decision that no supervisor has signed.",
            "Ask a supervisor to sign the decision.",
            _ANYBODY,
            Part.DISCLOSURES,
            "register_section",
            lambda look: Q(Exists(_unsigned_disclosures())),
            _on("Told on"),
            lambda look: _first(_unsigned_disclosures(), "told_on", "told_on"),
            "disclosures",
        ),
        Kind(
            "no-photograph",
            "No photograph",
            "The duty officer at the door cannot tell whom he meets.",
            "Add one, taken at the next notification or visit.",
            _ANYBODY,
            Part.IDENTITY,
            "photographs",
            lambda look: ~_has(Photograph, current=True),
            lambda _: "There is no current photograph.",
        ),
        Kind(
            "photograph-old",
            "Photograph too old",
            "People change; the picture on the duty card may be of nobody whom one would meet.",
            "Take a new one at the next notification or visit.",
            _ANYBODY,
            Part.IDENTITY,
            "photographs",
            lambda look: _has(Photograph, current=True, taken_on__lt=look.taken_since),
            _on("Taken on"),
            lambda look: _first(_of(Photograph, current=True), "taken_on", "taken_on"),
        ),
        Kind(
            "clash",
            "Agencies' records clash",
            "Two records say what cannot both be true; a level, a category or an area may hang on"
            " it.",
            "Find out which is right, and correct the other in that agency's own system.",
            "By the agency whose record is wrong.",
            Part.IDENTITY,
            "person_records",
            lambda look: _has(Finding, code__in=CLASHES, gone_at=None),
            _on("Known since"),
            lambda look: _first(
                _of(Finding, code__in=CLASHES, gone_at=None), "found_at", "found_at__date"
            ),
        ),
        Kind(
            "shared-number",
            "A number that two people have",
            "A shared number with another name is more often a false identity than a slip of the"
            " pen.",
            "Compare the two records: withdraw the number that is wrong, or tell the area"
            " administrator that they are one person.",
            _ANYBODY,
            Part.IDENTITY,
            "register_section",
            lambda look: _one_of(look.paired["number"]),
            lambda _: "Somebody else has one of this person's numbers.",
            None,
            "identifiers",
        ),
        Kind(
            "same-person",
            "Same person?",
            "Until somebody decides, a person may be counted twice, or what is known be looked for"
            " in the wrong record.",
            "Have the possible match decided.",
            "By the area administrator.",
            Part.IDENTITY,
            "person_records",
            lambda look: _one_of(look.paired["match"]),
            lambda _: "Another record may be this person's.",
        ),
        Kind(
            "draft",
            "Form begun and not saved",
            "Nobody else sees what you have not saved, and it is thrown away after a week.",
            "Finish it, or throw it away.",
            "By you.",
            None,
            "register",
            lambda look: Q(Exists(_drafts(look.visitor))),
            lambda _: "You began a form here and did not save it.",
        ),
    )
}


def _drafts(visitor: Visitor) -> QuerySet[Any]:
    """Forms that the visitor left for a day; row-level security shows nobody else's."""
    return _of(Draft, user_id=visitor.id, saved_at__lt=timezone.now() - timedelta(days=1))


def counts(look: Looking, *, put_off: bool = False) -> dict[str, int]:
    """How many people of each kind, by one query; kinds of which there is nobody as well."""
    people = Nominal.objects.using(WEB).filter(_one_of(look.among[None]))
    found: dict[str, int] = people.aggregate(
        **{
            code: Count("pk", filter=_one_of(look.those(kind, put_off=put_off)) & kind.lacks(look))
            for code, kind in KINDS.items()
        }
    )
    return found


def lacking(look: Looking, kind: Kind, *, put_off: bool = False) -> QuerySet[Lacking, Lacking]:
    """The people of one kind, those at the highest level first; or those for whom it waits."""
    level = _of(Level, during__contains=look.visitor.today).order_by("-level").values("level")[:1]
    manager = _of(Caseload, **_MANAGED).order_by("during", "pk").values("user__name")[:1]
    people = Nominal.objects.using(WEB).filter(_one_of(look.those(kind, put_off=put_off)))
    found = people.filter(kind.lacks(look))
    named: Any = found.annotate(level=Subquery(level), manager=Subquery(manager))
    if kind.since is not None:
        named = named.annotate(since=kind.since(look))
    ordered: QuerySet[Lacking, Lacking] = named.order_by(
        F("level").desc(nulls_last=True), Upper("surname"), Upper("forenames"), "pk"
    )
    return ordered


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that one person's record lacks, or will lack: `since` is the day of `Kind.said`.

    `due` is the day by which it is to be mended, where there is one.
    """

    nominal_id: int
    kind: Kind
    since: date | None
    due: date | None


# What is reviewed by a day: of this it is said before the day too.
_REVIEWED: Mapping[str, type[Model]] = {
    "marker-overdue": WarningMarker,
    "disclosure-overdue": Disclosure,
}


def lacks(look: Looking, *, ahead: date) -> list[Lack]:
    """What each of these people's records lacks, and the reviews due by `ahead`; by one query."""
    told: dict[str, Any] = {}
    for code, kind in KINDS.items():
        name = code.replace("-", "_")
        condition = _one_of(look.those(kind)) & kind.lacks(look)
        told[f"{name}_is"] = Case(When(condition, then=True), default=False)
        if kind.since is not None:
            told[f"{name}_since"] = kind.since(look)
    for code, model in _REVIEWED.items():
        told[f"{code.replace('-', '_')}_next"] = _first(
            _of(
                model,
                during__contains=look.visitor.today,
                withdrawn_at=None,
                review_on__gte=look.visitor.today,
                review_on__lte=ahead,
            ),
            "review_on",
            "review_on",
        )
    people = Nominal.objects.using(WEB).filter(_one_of(look.among[None]))
    sees = {part: set(ids) for part, ids in look.among.items()}
    rows: Any = people.order_by("pk").values("pk", **told)
    found = []
    for row in rows:
        for code, kind in KINDS.items():
            name = code.replace("-", "_")
            since, coming = row.get(f"{name}_since"), row.get(f"{name}_next")
            if row[f"{name}_is"]:
                due = _by(look, code, since)
                found.append(Lack(row["pk"], kind, since, due))
            elif coming and row["pk"] in sees[kind.part]:
                found.append(Lack(row["pk"], kind, coming, coming))
    return found


def _by(look: Looking, code: str, since: date | None) -> date | None:
    """By which day something that has lain since a day was to be mended."""
    if since is None:
        return None
    if code in _REVIEWED:
        return since
    kept = {"address-unverified": look.verified_since, "photograph-old": look.taken_since}
    if code in kept:
        return days_from(since, (look.visitor.today - kept[code]).days)
    return None
