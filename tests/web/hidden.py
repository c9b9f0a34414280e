"""What a visitor may not know of, put on the record bit by bit: people, and facts of somebody seen.

`prepare` makes a world in which all hidden people were on the record and are taken off it again,
with every row that names them; each kind below brings one back, or writes what may not be known of
the person whom everybody sees. Between the two, whoever may not know is asked the same questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import psycopg
from django.urls import reverse
from psycopg.sql import SQL, Identifier

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals.models import Access, Emergency, Match, Nominal
from openmappa.nominals.models import Identifier as Number
from openmappa.victims import actions
from openmappa.victims.models import Mention
from openmappa.web.register.sections import GENDER, INTELLIGENCE
from tests.cases.given import in_full, known_to_all
from tests.nominals.given_work import work_with
from tests.victims.given import given_zone, liaison, write
from tests.web import given_access as given
from tests.web.matrix import COORDINATOR, OTHER_AREA, POLICE, PRISON, PROBATION, VICTIM_LIAISON
from tests.web.register.given import TYPED, a_row, area_of, rows_in_every_table
from tests.web.world import World
from tests.world import administrator, area_named, day

ASKING = (
    *(COORDINATOR, POLICE, PROBATION, PRISON, "duty_officer", "administrator", "statistician"),
    *("data_protection_officer", "security_officer", VICTIM_LIAISON, OTHER_AREA),
)
"""Who is asked: one role of each way to know people, in the order of their questions."""

INFORMATION = "Bramblewick certificate"  # of gender history
FORMER = "Thistledown"  # the forename before
REPORT = "Hollowmere garage at dusk"  # of intelligence
NOT_OUT_OF_THE_FORCE = "Sparrowgate lodger"
SHARED = "12/0009999"
VICTIM = "Quillfeather"
ZONE = "Zone A: ring victim liaison, 01632 960 001"


NAMED_BY = {
    "nominals_nominal": ("surname", "forenames"),
    "nominals_record": ("surname", "forenames", "source_key"),
    "nominals_name": ("surname", "forenames"),
    "nominals_identifier": ("given", "canonical"),
    "nominals_address": ("line_1", "town", "postcode"),
}


@dataclass(frozen=True)
class Kind:
    """One thing that is hidden. `known_to`: who of those asked may know of it all the same."""

    name: str
    put: Callable[[Hidden], None]
    known_to: frozenset[str] = frozenset()


@dataclass
class Hidden:
    """A world, the person whom everybody sees, and the people who are off the record."""

    world: World
    server: Server
    known: Nominal
    people: dict[str, Nominal]
    numbers: dict[int, tuple[str, ...]]  # of the people, by which agencies know them
    writer: User  # an officer of the area who is not asked
    past: psycopg.Connection[tuple[object, ...]]
    kept: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def take_off(self, name: str) -> None:
        """Take every row that names one of the people off the record, to be put back."""
        person = self.people[name]
        if name not in self.kept:
            self.kept[name] = []
            for number, (table, columns) in enumerate(self._naming(person)):
                aside = f"aside_{person.pk}_{number}"
                self.past.execute(
                    SQL("create temp table {} as select * from {} where ").format(
                        Identifier(aside), Identifier(table)
                    )
                    + _names(columns, person.pk)
                )
                self.kept[name].append((table, aside))
        for table, columns in self._naming(person):
            self.past.execute(
                SQL("delete from {} where ").format(Identifier(table)) + _names(columns, person.pk)
            )

    def put_back(self, name: str) -> None:
        for table, aside in self.kept[name]:
            columns = SQL(", ").join(Identifier(column) for column in self._columns(table))
            self.past.execute(
                SQL(
                    "insert into {0} ({1}) overriding system value select {1} from {2}"
                    " on conflict do nothing"
                ).format(Identifier(table), columns, Identifier(aside))
            )

    def _columns(self, table: str) -> list[str]:
        found = self.past.execute(
            "select column_name from information_schema.columns where table_name = %s"
            " and table_schema = 'public' and is_generated = 'NEVER'",
            [table],
        )
        return [str(name) for (name,) in found.fetchall()]

    def _naming(self, person: Nominal) -> list[tuple[str, list[str]]]:
        """Each table with rows that name this person, and the columns in which they may."""
        found = self.past.execute(
            "select t.relname, array_agg(distinct a.attname::text) from pg_class t"
            " join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped"
            " where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace and ("
            "  a.attname ~ '(^|_)nominal_id$'"
            "  or a.attname = 'id' and t.relname ~ '^nominals_nominal(_history)?$'"
            "  or exists (select from pg_constraint c where c.contype = 'f' and c.conrelid = t.oid"
            "   and c.confrelid = 'nominals_nominal'::regclass and a.attnum = any (c.conkey)))"
            " and t.relname !~ '^statistics_' group by 1 order by 1"
        ).fetchall()
        tables = [(str(table), list(columns)) for table, columns in found]  # type: ignore[call-overload]
        question = SQL(" union all ").join(
            SQL("select {} where exists (select from {} where {})").format(
                table, Identifier(table), _names(columns, person.pk)
            )
            for table, columns in tables
        )
        filled = {table for (table,) in self.past.execute(question).fetchall()}
        return [(table, columns) for table, columns in tables if table in filled]

    @contextmanager
    def under_other_names(self, people: Iterable[Nominal]) -> Iterator[None]:
        """The same people with other names and other numbers."""
        numbers = [person.pk for person in people]

        def each(change: str) -> None:
            for table, columns in NAMED_BY.items():
                column = "id" if table == "nominals_nominal" else "nominal_id"
                changed = SQL(", ").join(
                    SQL("{0} = " + change).format(Identifier(name)) for name in columns
                )
                self.past.execute(
                    SQL("update {} set {} where {} = any(%s)").format(
                        Identifier(table), changed, Identifier(column)
                    ),
                    [numbers],
                )

        each("'Q' || {0}")
        yield
        each("substr({0}, 2)")

    def moment(self) -> int:
        """A number that is lower than that of every transaction that begins later."""
        ((number,),) = self.past.execute("select pg_current_xact_id()::text::bigint").fetchall()
        return int(str(number))

    @contextmanager
    def leaving_no_trace(self) -> Iterator[None]:
        """Take out again what the log notes meanwhile: that somebody asked is news itself."""
        before = self.moment()
        yield
        for table in ("audit_access", "audit_event", "audit_operation"):
            self.past.execute(
                SQL("delete from {} where xmin::text::bigint > %s").format(Identifier(table)),
                [before],
            )


def _names(columns: Sequence[str], number: int) -> SQL:
    tests = SQL(" or ").join(SQL("{} = {}").format(Identifier(c), number) for c in columns)
    return SQL("({})").format(tests)  # type: ignore[return-value]


@contextmanager
def prepare(world: World, server: Server) -> Iterator[Hidden]:
    known = known_to_all(world)
    writer = given.officer("police", agency="police", name="Wilma Marsh")
    people = _people(world, known)
    own, here = writer.pk, area_named(given.HOME).pk
    a_row("identifiers", known.pk, writer, here, given=SHARED)
    for person in people.values():
        rows_in_every_table(person.pk, writer, here)
        work_with(person, own, here)
    with operation(using="owner", actor="a test", purpose="test"):
        # That an emergency was declared is known to who reviews it, whosever record it was.
        Emergency.objects.using("owner").filter(nominal__in=people.values()).delete()
    given.restrict(given.officer("coordinator"), people["restricted"])
    boss = given.officer("coordinator")
    for role in ASKING:
        if role != OTHER_AREA:
            given.put_on_list(boss, people["shut out"], world.user(role), "shut_out")
    with operation(using="intake", actor="a test", purpose="test"):
        Access.objects.using("intake").filter(
            nominal__in=[people["out of sight"], people["half a pair"]]
        ).update(during=Period(date(2000, 1, 1), date(2000, 1, 2)))
    with administrator(server) as past:
        past.execute("set session_replication_role = replica")
        numbers = {p.pk: _numbers(p) for p in people.values()}
        hidden = Hidden(world, server, known, people, numbers, writer, past)
        for name in people:
            hidden.take_off(name)
        yield hidden


def _people(world: World, known: Nominal) -> dict[str, Nominal]:
    count = Nominal.objects.using("count")
    access = Access.objects.using("count").filter(during__contains=day())
    norfolk = area_of(world.user(OTHER_AREA))
    theirs, others = access.filter(area=norfolk), access.exclude(area=norfolk)
    away = count.filter(pk__in=theirs.values("nominal")).exclude(pk__in=others.values("nominal"))
    taken = {known.pk, *(person.pk for person in world.duplicates())}
    matches = Match.objects.using("count").exclude(nominal=None).filter(open=True).order_by("pk")
    pair = next(
        m.other_nominal_id
        for m in matches
        if m.nominal_id != m.other_nominal_id and m.other_nominal_id not in taken
    )
    taken.add(pair)
    seen = [in_full(world, role) for role in (COORDINATOR, POLICE)]
    ours = sorted(set.intersection(*seen) - taken)
    numbers = dict(zip(("restricted", "shut out", "out of sight"), ours, strict=False))
    found = {name: count.get(pk=number) for name, number in numbers.items()}
    return {
        "another area's": away.exclude(pk__in=taken).order_by("pk")[0],
        "half a pair": count.get(pk=pair),
        **found,
    }


def _numbers(person: Nominal) -> tuple[str, ...]:
    found = Number.objects.using("count").filter(nominal=person, withdrawn_on=None)
    return tuple(found.order_by("pk").values_list("given", flat=True))


# What is hidden


def back(name: str) -> Callable[[Hidden], None]:
    return lambda hidden: hidden.put_back(name)


def type_in(hidden: Hidden, section: str, **typed: str) -> None:
    """Enter something as the officer who is not asked, and read it, so that this is noted too."""
    client = hidden.world.signed_in(hidden.writer)
    reference = hidden.known.reference
    answer = client.post(
        reverse("register_add", args=[reference, section]), {**TYPED[section], **typed}
    )
    assert answer.status_code == 302, answer.content.decode()
    read = client.get(answer["Location"])
    assert next(iter(typed.values())) in read.content.decode()


def intelligence(hidden: Hidden) -> None:
    """Police report, with nothing that others may read."""
    type_in(hidden, INTELLIGENCE, report=REPORT, sanitised="")


def intelligence_of_another_force(hidden: Hidden) -> None:
    """Under a handling code that lets it out of the force on conditions only."""
    theirs = given.officer("police", given.AWAY, agency="police")
    a_row(
        INTELLIGENCE,
        hidden.known.pk,
        theirs,
        area_named(given.AWAY).pk,
        handling_grade="5x5x5 4",
        report=NOT_OUT_OF_THE_FORCE,
        sanitised=NOT_OUT_OF_THE_FORCE,
        conditions="Ask first",
    )


def the_same_number(hidden: Hidden) -> None:
    """The restricted person is given a number that the person has whom everybody sees."""
    person, area = hidden.people["restricted"], area_of(hidden.writer)
    a_row("identifiers", person.pk, hidden.writer, area, given=SHARED)


def gender_history(hidden: Hidden) -> None:
    """With a former name, which the records of the agencies state still."""
    type_in(hidden, GENDER, information=INFORMATION, former_forenames=FORMER)
    hidden.past.execute(
        "update nominals_record set forenames = %s where nominal_id = %s", [FORMER, hidden.known.pk]
    )


def victim(hidden: Hidden) -> None:
    """A victim with a zone and an annex, who is named in a text that liaison has withheld."""
    world, person = hidden.world, hidden.known
    given_zone(world)
    row = write(person, f"Asked again where Ms {VICTIM} lives.")
    with liaison(world) as (visitor, opened):
        actions.write_annex(
            opened,
            person,
            by=visitor,
            seen=0,
            text=f"{VICTIM} comes by bus",
            standing="fact",
        )
        mention = Mention.objects.using("default").select_related("nominal").get(row_id=row)
        actions.judge_mention(
            opened, mention, by=visitor, outcome="withheld", reason=f"Names {VICTIM}"
        )
    read = world.client(VICTIM_LIAISON).get(reverse("victims_of", args=[person.reference]))
    assert read.status_code == 200


# Who may know of one of these has it there from the first question.
EARLY = (
    Kind("intelligence", intelligence, frozenset({POLICE})),
    Kind("another area's", back("another area's"), frozenset({OTHER_AREA})),
    # Victim liaison, and who answers for the record's audit or for what is held.
    Kind(
        "restricted",
        back("restricted"),
        frozenset({VICTIM_LIAISON, "data_protection_officer", "security_officer"}),
    ),
)
FROM_EVERYBODY = (
    Kind("half a pair", back("half a pair")),
    Kind("out of sight", back("out of sight")),
    Kind("shut out", back("shut out")),
    Kind("the same number", the_same_number),
    Kind("intelligence of another force", intelligence_of_another_force),
    Kind("gender history", gender_history),
)
# Who may know of it is asked before it is there.
LATE = (Kind("a victim", victim, frozenset({VICTIM_LIAISON})),)
