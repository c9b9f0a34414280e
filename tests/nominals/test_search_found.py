"""Who is found, by whom, and what nobody learns: through the database's own logins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain

import psycopg
import pytest
from django.db import connections, transaction
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege
from pytest_django import DjangoDbBlocker

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.exchange import inventing
from openmappa.justice.models import Disposal
from openmappa.law.dates import Period
from openmappa.nominals import actions as nominals
from openmappa.nominals.identifiers import pnc_check_letter, read_number
from openmappa.nominals.register import FurtherIdentifier, GenderHistory
from openmappa.nominals.search import KINDS, Elsewhere, Found, find, read
from openmappa.web.register.sections import SECTIONS
from tests.web.register.given import a_row
from tests.world import (
    administrator,
    area_named,
    as_login,
    day,
    entered,
    given_extract,
    given_user,
    nominal,
    open_database,
    query,
    run,
    take_in,
)

ON = date(2015, 3, 31)
PEOPLE = {
    "V901": ("Smith", "John Paul", "1980-05-04"),
    "V902": ("O'Neill", "Sean", "1971-01-09"),
    "V903": ("García", "José", "1969-11-30"),
    "V904": ("Khan", "Mohammed", "1975-03-12"),
    "V905": ("Łódźki", "Krzysztof", "1988-07-21"),
    "V906": ("St John", "Alan Simon", "1955-02-02"),
    "V907": ("McAllister", "Nathan", "1990-10-17"),
    "V908": ("Shevchenko", "Sergei", "1982-06-06"),
    "V909": ("Hussain", "Yusuf", "1979-08-25"),
    "V910": ("Fletcher", "Catherine", "1964-12-01"),
    "V911": ("Wolstenholme", "William", "1959-09-19"),
    "V912": ("Smith-Jones", "Amy", "1995-04-05"),
    "V913": ("Thornthwaite", "Roberta", "1985-05-15"),
}
NAMES = (
    "V901,alias,Whitfield,Peter",
    "V902,nickname,,Paddy",
    "V907,previous,Braithwaite,Nathan",
    "V913,previous,Thornthwaite,Robert",
)
PNC = f"1999/0001234{pnc_check_letter(1999, 1234)}"
ADDRESSES = (
    "V903,2012-01-01,,main,12 Mill Road,Thornbury,CB7 4ZZ",
    "V904,2012-01-01,,main,The Old Bakery,Ely,PE99 1AA",
)
TABLES = ("birth", "births", "fact", "hidden", "name", "source", "waiting", "wanted", "word")


@pytest.fixture(scope="module")
def world(
    db_home: Server,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """Cambridgeshire has the people above among a hundred others, Norfolk a hundred of its own."""
    folder = tmp_path_factory.mktemp("extracts")
    with open_database(db_home, django_db_blocker):
        take_in(cambridgeshire(folder / "cambridgeshire", "2015-05-15"))
        others = inventing.people(200, seed=11)
        inventing.write_extracts(others, ["Essex", "Norfolk"], folder / "others", 11)
        for area in ("essex", "norfolk"):
            take_in(folder / "others" / area)
        yield db_home


def cambridgeshire(folder, extracted_on: str, without: str = "no such line"):
    people = [
        f"{record},police,{surname},{forenames},{born},M,W1,{PNC if record == 'V904' else ''},,,,"
        for record, (surname, forenames, born) in PEOPLE.items()
    ]
    return given_extract(
        folder,
        extracted_on=extracted_on,
        people=people,
        names=[line for line in NAMES if line != without],
        addresses=ADDRESSES,
    )


@pytest.fixture(scope="module")
def cambridge(world: Server) -> User:
    return given_user("Cambridgeshire", role="duty_officer")  # who sees everybody of the area


@pytest.fixture(scope="module")
def norfolk(world: Server) -> User:
    return given_user("Norfolk", role="duty_officer")


def search(
    user: User | None, text: str, kinds=frozenset(KINDS), most: int = 100
) -> tuple[list[Found], list[Elsewhere]]:
    with transaction.atomic(using="web"):
        if user is not None:
            with connections["web"].cursor() as cursor:
                cursor.execute("select agencies_enter(%s)", [user.pk])
        return find(read(text, ON), kinds, "web", most)


def records(found: list[Found]) -> list[str]:
    """The handmade people among those found, by record."""
    by_pk = {nominal(record).pk: record for record in PEOPLE}
    return [by_pk[one.nominal_id] for one in found if one.nominal_id in by_pk]


def first(user: User, text: str) -> str | None:
    return next(iter(records(search(user, text)[0])), None)


# By name


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("john smith", "V901"),
        ("nathan brathwaite", "V907"),  # misspelt, and no longer borne
        ("braithwiate", "V907"),
        ("SMITH john", "V901"),
        ("Smith, John", "V901"),
        ("jon smiht", "V901"),
        ("jonny smyth", "V901"),
        ("paul smith", "V901"),
        ("smith john paul", "V901"),
        ("johnsmith", "V901"),
        ("jo smi", "V901"),
        ("whitfeild peter", "V901"),
        ("oneill sean", "V902"),
        ("O’NEILL, Shaun", "V902"),
        ("paddy o'neil", "V902"),
        ("jose garcia", "V903"),
        ("garzia jose", "V903"),
        ("muhammad khan", "V904"),
        ("khaan mohd", "V904"),
        ("мохаммед хан", "V904"),
        ("محمد خان", "V904"),
        ("lodzki kris", "V905"),
        ("stjohn", "V906"),
        ("alan stjohn", "V906"),
        ("simon st john", "V906"),
        ("mc allister", "V907"),
        ("macallister nathan", "V907"),
        ("natan braithwaite", "V907"),
        ("sergey shevchenko", "V908"),
        ("Сергей Шевченко", "V908"),
        ("schevtchenko sergei", "V908"),
        ("youssef husain", "V909"),
        ("حسين يوسف", "V909"),
        ("katherine flecher", "V910"),
        ("kate fletcher", "V910"),
        ("bill wolstenhome", "V911"),
        ("wolstenholm", "V911"),
        ("smithjones amy", "V912"),
        ("amy jones", "V912"),
    ],
)
def test_a_name_is_found_however_it_is_typed(cambridge: User, text: str, record: str) -> None:
    assert first(cambridge, text) == record


@pytest.mark.parametrize("text", ["cox", "smith peterson", "zzyzx", "qqq", "smith zebedee"])
def test_others_do_not_fit_well(cambridge: User, text: str) -> None:
    assert all(one.fit < 0.8 for one in search(cambridge, text)[0])


def test_every_invented_person_is_found_by_every_name(norfolk: User) -> None:
    theirs = query_area("Norfolk")
    assert len(theirs) == 100
    for pk, name in theirs:
        found = {one.nominal_id: one.fit for one in search(norfolk, name)[0]}
        assert found[pk] == pytest.approx(1), name


def query_area(area: str) -> list[tuple[int, str]]:
    with connections["count"].cursor() as cursor:
        cursor.execute(
            "select n.id, n.forenames || ' ' || n.surname from nominals_nominal n"
            " join nominals_access a on a.nominal_id = n.id and a.area_id = %s",
            [area_named(area).pk],
        )
        return cursor.fetchall()


def test_which_name_was_met_is_told(cambridge: User) -> None:
    (one, *_) = search(cambridge, "peter whitfield")[0]
    assert (one.kind, one.source, one.fit) == ("name", 2, 1)
    assert one.by_leading < 0.5
    (one, *_) = search(cambridge, "smith john")[0]
    assert (one.source, one.fit, one.by_leading) == (0, 1, 1)


# By birth


@pytest.mark.parametrize(
    "born",
    ["4/5/1980", "5.4.1980", "14/5/1980", "4/5/1990", "4 May", "1980", "May 1980", "about 35"],
)
def test_a_birth_that_fits_raises_a_name(cambridge: User, born: str) -> None:
    found, _ = search(cambridge, f"smith {born}")
    assert records(found)[0] == "V901"
    assert found[0].fit > 0.9


def test_a_birth_finds_somebody_whose_name_is_hardly_known(cambridge: User) -> None:
    assert first(cambridge, "dave smithson 4/5/1980") == "V901"
    assert first(cambridge, "4 may 1980") == "V901"


def test_a_role_that_may_not_search_by_birth_learns_nothing_of_it(cambridge: User) -> None:
    kinds = frozenset(KINDS) - {"born"}
    fits = {one.fit for text in ("smith 4/5/1980", "smith 9/9/1999")
            for one in search(cambridge, text, kinds)[0][:1]}  # fmt: skip
    assert len(fits) == 1
    assert search(cambridge, "4 may 1980", kinds) == ([], [])


# By other facts


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("99/1234" + PNC[-1], "V904"),
        (PNC.lower(), "V904"),
        (f"PNC {PNC}", "V904"),
        (f"pnc id no.: {PNC.lower()}", "V904"),
        ("record v904", "V904"),
        ("v904", "V904"),
        ("12 Mill Road", "V903"),
        ("12 mil road thornbury", "V903"),
        ("CB7 4ZZ", "V903"),
        ("cb74zz", "V903"),
        ("address: old bakery", "V904"),
        ("old bakery ely", "V904"),
    ],
)
def test_a_fact_is_found_in_any_form(cambridge: User, text: str, record: str) -> None:
    assert first(cambridge, text) == record


@pytest.mark.parametrize("text", ["XK63", "xk63 qr?", "3 QRT", "XK* RT", "X?63QRT", "xk63qr"])
def test_part_of_a_registration_finds_the_vehicle(
    world: Server, cambridge: User, text: str
) -> None:
    row = a_row("vehicles", nominal("V912").pk, cambridge, 3, registration="XK63 QRT")
    found = search(cambridge, text)[0]
    (one,) = [one for one in found if one.nominal_id == nominal("V912").pk]
    assert (one.kind, one.of_table, one.source_id) == ("vehicle", "nominals_vehicle", row)
    assert nominal("V912").pk not in {
        one.nominal_id for one in search(cambridge, text, frozenset(KINDS) - {"vehicle"})[0]
    }
    withdraw("vehicles", row)


def test_what_may_be_part_of_a_registration_is_a_postcode_too(cambridge: User) -> None:
    assert first(cambridge, "CB7") == "V903"
    assert first(cambridge, "PE99") == "V904"


def test_a_range_of_births_finds_everybody_born_in_it(cambridge: User) -> None:
    found = set(records(search(cambridge, "born 1959-1964", most=500)[0]))
    assert {"V910", "V911"} <= found
    assert not found & {"V901", "V906", "V904"}
    assert first(cambridge, "wolstenhome born 1955 to 1960") == "V911"
    assert set(records(search(cambridge, "aged 19 to 21", most=500)[0])) == {"V912"}


@pytest.mark.parametrize(
    ("offence", "text", "met"),
    [
        ("Robbery", "robbery", True),
        ("Robbery", "offence: robbery", True),
        ("Robbery", "offence: robberies", True),
        ("TA 1968 s.8", "robbery", True),
        ("TA 1968 s.8", "offence: TA 1968 s.8", True),
        ("Robbery", "log: robbery", False),
        ("Robbery", "offence: piracy", False),
    ],
)
def test_an_offence_is_found_by_its_words_and_by_the_act(
    world: Server, norfolk: User, offence: str, text: str, met: bool
) -> None:
    with operation(using="owner", actor="a test", purpose="test"):
        disposals = Disposal.objects.using("owner").filter(
            nominal_id__in=[pk for pk, _ in query_area("Norfolk")], withdrawn_on=None
        )
        row, pk = disposals.order_by("pk").values_list("pk", "nominal_id")[0]
        disposals.filter(nominal_id=pk).update(offence="Affray")
        disposals.filter(pk=row).update(offence=offence)
    found = {one.nominal_id: one for one in search(norfolk, text, most=500)[0]}
    assert (pk in found and found[pk].kind == "offence") is met
    if met:
        assert (found[pk].of_table, found[pk].source_id) == ("justice_disposal", row)
        without = search(norfolk, text, frozenset(KINDS) - {"offence"}, most=500)[0]
        assert not any(one.kind == "offence" for one in without)


def test_what_a_role_may_not_search_by_finds_nobody(cambridge: User) -> None:
    kinds = frozenset(KINDS)
    assert search(cambridge, "12 Mill Road", kinds - {"address"}) == ([], [])
    assert search(cambridge, PNC, kinds - {"identifier"}) == ([], [])
    assert search(cambridge, "V904", kinds - {"record"}) == ([], [])
    assert search(cambridge, "john smith", kinds - {"name"}) == ([], [])


def test_a_reference_finds_its_person(cambridge: User) -> None:
    assert first(cambridge, str(nominal("V903").reference).lower()) == "V903"


@contextmanager
def source(world: Server, kind: str, rows: list[tuple[str, str]]) -> Iterator[psycopg.Connection]:
    """A new table of facts, such as another part of the record brings, for a while."""
    with psycopg.connect(world.dsn("owner"), autocommit=True) as owner:
        owner.execute(
            "create table nominals_test (id bigserial primary key, nominal_id bigint not null,"
            " said text not null, withdrawn_on date)"
        )
        try:
            owner.execute("call nominals_search_source('nominals_test', %s, 'said')", [kind])
            for record, said in rows:
                owner.execute(
                    "insert into nominals_test (nominal_id, said) values (%s, %s)",
                    [nominal(record).pk, said],
                )
            yield owner
        finally:
            owner.execute("drop table nominals_test")
            for table, column in (("source", "of_table"), ("fact", "source")):
                owner.execute(
                    f"delete from nominals_search_{table} where {column} = 'nominals_test'"
                )


@pytest.mark.parametrize(
    ("kind", "said", "texts"),
    [
        ("telephone", "+44 7700 900123",
         ["07700900123", "(07700) 900-123", "00447700900123", "900123"]),
        ("vehicle", "ab12 cde", ["AB12CDE", "ab12 cde", "AB 12 CDE"]),
        ("e_mail", "Fox@Example.org", ["fox@example.org"]),
        ("online_name", "@RedFox99", ["@redfox99", "online name: redfox"]),
        ("mark", "Spider tattoo on the left of the neck", ["spider tattoos neck", "mark: spider"]),
        ("order_term", "Not to enter the marina", ["order term: marina"]),
        ("log", "Seen leaving the school in a red Corsa", ["log: red corsas", "schools leaving"]),
    ],
)  # fmt: skip
def test_a_new_source_takes_one_line(
    world: Server, cambridge: User, kind: str, said: str, texts: list[str]
) -> None:
    with source(world, kind, [("V908", said)]) as owner:
        for text in texts:
            found, _ = search(cambridge, text)
            assert records(found)[:1] == ["V908"], text
            assert found[0].kind == kind
            assert search(cambridge, text, frozenset(KINDS) - {kind})[0] in ([], found[1:]), text
        owner.execute("update nominals_test set withdrawn_on = '2015-01-01'")
        assert not any(one.kind == kind for one in search(cambridge, texts[0])[0])
        owner.execute(
            "update nominals_test set withdrawn_on = null, nominal_id = %s", [nominal("V909").pk]
        )
        assert first(cambridge, texts[0]) == "V909"
        assert unchanged()
        owner.execute("delete from nominals_test")
        assert not any(one.kind == kind for one in search(cambridge, texts[0])[0])


def test_of_the_log_only_stems_are_kept(world: Server) -> None:
    with source(world, "log", [("V908", "Seen leaving the school gates")]):
        kept = query(
            world, "select value, document::text from nominals_search_fact where kind = 'log'"
        )
        assert kept == [("", "'gate':5 'leav':2 'school':4 'seen':1")]


# Who learns what


@pytest.mark.parametrize("login", ["web", "worker", "intake", "count"])
def test_no_login_reads_what_is_searched(world: Server, login: str) -> None:
    with as_login(world, login) as connection:
        for table in TABLES:
            with pytest.raises(InsufficientPrivilege):
                connection.execute(f"select from nominals_search_{table}")
        for call in (
            "nominals_search_named('{}', null, 10)",
            "nominals_search_told('{}', null, null, null, true, 10)",
            "nominals_search_exactly('{}', null, null, null)",
            "nominals_search_withhold(1, '', '')",
            "nominals_search_refresh('{1}')",
            "nominals_search_rebuild()",
        ):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(f"select {call}")
        if login != "web":
            with pytest.raises(InsufficientPrivilege):
                connection.execute("select nominals_search('{}', '{name}')")


def test_without_a_scope_nobody_is_found(world: Server) -> None:
    for user in (None, given_user("Cambridgeshire", vetted_until=None)):
        for text in ("john smith", PNC, "12 Mill Road", "smith 4/5/1980", "4 may 1980"):
            assert search(user, text) == ([], [])


@pytest.mark.parametrize(
    "text", [PNC, f"PNC {PNC}", "mohammed khan 12/3/1975", "KHAAN, Muhammad born 12 March 1975"]
)
def test_another_areas_person_is_a_pointer_only(norfolk: User, text: str) -> None:
    found, elsewhere = search(norfolk, text)
    assert records(found) == []
    assert elsewhere == [Elsewhere(nominal("V904").pk, area_named("Cambridgeshire").pk)]


@pytest.mark.parametrize(
    "text",
    ["mohammed khan", "khan 12/3/1975", "michael khan 12/3/1975", "mohammed khan 13/3/1975",
     "12 Mill Road", "V904", "CB7 4ZZ", "12 march 1975"],
)  # fmt: skip
def test_there_is_no_pointer_to_what_is_only_like_it(norfolk: User, text: str) -> None:
    found, elsewhere = search(norfolk, text)
    assert records(found) == []
    assert elsewhere == []


def test_no_pointer_by_what_a_role_may_not_search_by(norfolk: User) -> None:
    kinds = frozenset(KINDS)
    assert search(norfolk, PNC, kinds - {"identifier"}) == ([], [])
    assert search(norfolk, "mohammed khan 12/3/1975", kinds - {"born"})[1] == []


def test_who_is_in_sight_is_no_pointer(cambridge: User) -> None:
    assert search(cambridge, PNC)[1] == []


def test_a_shared_record_is_found_as_long_as_it_is_shared(cambridge: User, norfolk: User) -> None:
    with entered(cambridge) as opened:
        nominals.share(
            by="Kim", nominal=nominal("V910"), with_area=area_named("Norfolk"), until=day(3),
            reason="Moves", operation=opened,
        )  # fmt: skip
    assert first(norfolk, "catherine fletcher") == "V910"
    with connections["intake"].cursor() as cursor, transaction.atomic("intake"):
        cursor.execute("select id from nominals_access where nominal_id = %s and basis = 'share'",
                       [nominal("V910").pk])  # fmt: skip
        ((access,),) = cursor.fetchall()
    with administrator_writing() as past:
        past.execute(
            "update nominals_access set during = '[2010-01-01,2011-01-01)' where id = %s", [access]
        )
    assert first(norfolk, "catherine fletcher") is None
    assert unchanged()


@contextmanager
def administrator_writing() -> Iterator[psycopg.Connection]:
    from openmappa.config import postgres  # noqa: PLC0415 - only here

    with administrator(postgres.server()) as past:
        past.execute("set session_replication_role = replica")
        yield past


def owner(world: Server, statement: str, *parameters: object) -> None:
    with psycopg.connect(world.dsn("owner")) as connection:
        connection.execute(statement, parameters)


def unchanged() -> bool:
    """Whether working everything out anew changes nothing."""
    printed = run("reindex")
    lines = printed.splitlines()
    assert len(lines) == 4
    return all(line.endswith(", 0 came out otherwise") for line in lines) or pytest.fail(printed)


def holds(world: Server, record: str) -> list[int]:
    pk = nominal(record).pk
    return [
        query(world, f"select count(*) from nominals_search_{t} where nominal_id = %s", pk)[0][0]
        for t in ("name", "birth", "fact")
    ]


TEXTS = (
    "mohammed khan",
    "khan 1975",
    PNC,
    "V904",
    "12 march 1975",
    "old bakery ely",
    "mohammed khan 12/3/1975",
)


def found_by(user: User, pk: int) -> set[str]:
    """By which of the texts this person is found, or pointed to."""
    return {
        text
        for text in (*TEXTS, str(nominal("V904").reference))
        if pk in {one.nominal_id for one in chain(*search(user, text))}
    }


def test_a_restricted_record_is_found_by_who_is_let_in_and_nobody_else(
    world: Server, cambridge: User, norfolk: User
) -> None:
    pk = nominal("V904").pk
    friend = given_user("Cambridgeshire", role="duty_officer")
    everything = found_by(cambridge, pk)
    assert everything == {*TEXTS, str(nominal("V904").reference)}
    owned = "nominal_id, area_id, why, "
    with (
        operation(using="owner", actor="a test", purpose="test"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(
            f"insert into nominals_restriction ({owned} ring, imposed_by)"
            " values (%s, 3, 'x', '', 'x')",
            [pk],
        )
        cursor.execute(
            f"insert into nominals_listed ({owned} user_id, side, listed_by)"
            " values (%s, 3, 'x', %s, 'let_in', 'x')",
            [pk, friend.pk],
        )
    try:
        assert found_by(friend, pk) == everything
        for user in (cambridge, norfolk):
            assert found_by(user, pk) == set()
        assert unchanged()
    finally:
        with (
            operation(using="owner", actor="a test", purpose="test"),
            connections["owner"].cursor() as cursor,
        ):
            cursor.execute(
                "update nominals_restriction set lifted_at = now(), lifted_by = 'x',"
                " lifted_because = 'x'"
            )
    assert found_by(cambridge, pk) == everything


def test_a_partner_of_another_area_finds_whom_they_are_named_to(
    world: Server, norfolk: User
) -> None:
    pk = nominal("V904").pk
    partner = given_user("Norfolk")
    with administrator_writing() as past:
        past.execute(
            "insert into nominals_caseload (nominal_id, user_id, as_what, area_id, agency, during,"
            " why, named_by, passed_from_id, risk, due_next, whom_to_ring) values (%s, %s,"
            " 'partner', 25, 'police', daterange('2000-01-01', null), 'x', 'x', null, '', '', '')",
            [pk, partner.pk],
        )
    assert pk in {one.nominal_id for one in search(partner, "mohammed khan")[0]}
    found, elsewhere = search(partner, PNC)
    assert (pk in {one.nominal_id for one in found}, elsewhere) == (True, [])
    assert pk not in {one.nominal_id for one in search(norfolk, "mohammed khan")[0]}


@pytest.mark.parametrize(
    ("kind", "given", "typed"),
    [
        ("national_insurance", "QQ 12 34 56 C", "qq123456c"),
        ("national_insurance", "QQ123456C", "QQ 12 34 56 C"),
        ("driving_licence", "QUILL 707077 A99AB", "quill707077a99ab"),
        ("visor", "VR/123-45", "vr12345"),
        ("immigration", "R1234567/8", "r1234567/8"),
        ("dna", "DNA-99-17", "dna9917"),
        ("local", "77-1", "771"),
    ],
)
def test_every_kind_of_number_is_found_in_any_form(
    cambridge: User, kind: str, given: str, typed: str
) -> None:
    with operation(using="owner", actor="a test", purpose="test"):
        canonical, valid = read_number(kind, given)
        FurtherIdentifier.objects.using("owner").create(
            nominal_id=nominal("V911").pk,
            area_id=3,
            agency="police",
            regime="law_enforcement",
            entered_by="x",
            entered_by_id=1,
            during=Period(date(2015, 1, 1), None),
            kind=kind,
            given=given,
            canonical=canonical,
            valid=valid,
        )
    assert first(cambridge, typed) == "V911"


@pytest.mark.parametrize(
    ("section", "said", "text"),
    [
        ("vehicles", {"make": "Vauxhall", "model": "Corsa", "colour": "red"}, "look: red corsa"),
        ("vehicles", {"registration": "QQ61 QZZ"}, "qq61qzz"),
        ("description", {"hair": "dyed blue", "gait": "limps"}, "look: limping"),
        ("marks", {"site": "neck", "description": "swallow"}, "mark: swallow"),
        ("methods", {"description": "Offers lifts after football"}, "method: football lifts"),
        ("order-terms", {"wording": "Not to own a pedalo"}, "order term: pedalo"),
        ("addresses", {"line_1": "77 Quincunx Lane"}, "address: quincunx"),
        ("telephones", {"number": "07700 900777"}, "+447700900777"),
        ("telephones", {"number": "07700 900777"}, "Tel. no. 07700 900777"),
        ("email", {"address": "qq@example.org"}, "qq@example.org"),
        ("online", {"identity": "quizfox"}, "@quizfox"),
        ("names", {"surname": "Quibbleton", "forenames": "Ann"}, "ann quibleton"),
    ],
)
def test_what_people_entered_is_found(
    world: Server, cambridge: User, section: str, said: dict[str, str], text: str
) -> None:
    """Each section that somebody can be found by, until its row is withdrawn."""
    row = a_row(section, nominal("V911").pk, cambridge, 3, **said)
    found = search(cambridge, text)[0]
    assert nominal("V911").pk in {one.nominal_id for one in found if one.fit >= 0.55}
    withdraw(section, row)
    assert nominal("V911").pk not in {one.nominal_id for one in search(cambridge, text)[0]}


def withdraw(section: str, row: int) -> None:
    with operation(using="owner", actor="a test", purpose="test"):
        SECTIONS[section].model._default_manager.using("owner").filter(pk=row).update(
            withdrawn_at=timezone.now(), withdrawn_by="x", withdrawn_because="x"
        )


def names_shown(reader: User, pk: int) -> set[str]:
    """The other names that the database shows of a person, as they are and as they were."""
    with entered(reader), connections["web"].cursor() as cursor:
        cursor.execute(
            "select forenames from nominals_name where nominal_id = %s"
            " union select forenames from nominals_name_history where nominal_id = %s",
            [pk, pk],
        )
        return {forenames for (forenames,) in cursor.fetchall()}


def test_a_name_of_gender_history_is_never_searched_or_shown(
    world: Server, cambridge: User, tmp_path
) -> None:
    pk = nominal("V913").pk
    assert 2 in {one.source for one in search(cambridge, "robert thornthwaite")[0]}
    reader = given_user("Cambridgeshire", role="duty_officer")
    assert "Robert" in names_shown(reader, pk)
    with operation(using="owner", actor="a test", purpose="test"):
        GenderHistory.objects.using("owner").create(
            nominal_id=pk,
            area_id=3,
            agency="police",
            regime="law_enforcement",
            entered_by="x",
            entered_by_id=1,
            during=Period(None, None),
            information="Kept apart",
            former_forenames="Robert",
            named=[1],
        )
    assert "Robert" not in names_shown(reader, pk)
    # Nor when an agency states it once more.
    take_in(cambridgeshire(tmp_path / "a", "2015-05-16", without=NAMES[3]))
    take_in(cambridgeshire(tmp_path / "b", "2015-05-17"))
    assert "Robert" not in names_shown(reader, pk)
    (one,) = (o for o in search(cambridge, "robert thornthwaite")[0] if o.nominal_id == pk)
    assert one.source == 0  # by the name that she has
    assert one.fit < 1
    rows = query(
        world, "select surname, forename from nominals_search_name where nominal_id = %s", pk
    )
    assert set(rows) == {("thornthwaite", "roberta")}
    hidden = query(world, "select word from nominals_search_hidden where nominal_id = %s", pk)
    assert [len(word) for (word,) in hidden] == [32]
    assert unchanged()


def test_what_is_withdrawn_is_found_no_more(world: Server, cambridge: User, tmp_path) -> None:
    assert first(cambridge, "nathan braithwaite") == "V907"
    take_in(cambridgeshire(tmp_path / "a", "2015-06-01", without=NAMES[2]))
    assert all(one.fit < 0.9 for one in search(cambridge, "nathan braithwaite")[0])
    assert query(world, "select from nominals_search_word where word = 'braithwaite'") == []
    take_in(cambridgeshire(tmp_path / "b", "2015-06-02"))
    assert first(cambridge, "nathan braithwaite") == "V907"
    assert unchanged()


def test_a_record_opened_on_the_site_is_found_at_once(cambridge: User) -> None:
    with entered(cambridge) as opened:
        new = nominals.open_record(
            by="Kim", area_id=area_named("Cambridgeshire").pk, surname="Quillfeather",
            forenames="Ada", born_on=date(1977, 7, 7), operation=opened,
        )  # fmt: skip
    (one, *_) = search(cambridge, "ada quilfether 1977")[0]
    assert one.nominal_id == new.pk
    assert unchanged()


def test_working_all_out_anew_changes_nothing(world: Server) -> None:
    assert unchanged()
