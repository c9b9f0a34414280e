"""Nothing that is held on a person is forgotten: the catalogue, beside what is gathered."""

from __future__ import annotations

from openmappa.config.postgres import Server
from openmappa.rights.sources import EXEMPTIONS, SOURCES, source_of
from tests.world import query

# Tables that hold nothing of a person on the record (victims are other people). A new
# table fails the test below until it is here, or names a nominal, or hangs on a row that does.
OF_NOBODY = {
    "account_emailaddress",
    "account_emailconfirmation",
    "agencies_area",
    "agencies_enrolment",
    "agencies_posting",
    "agencies_posting_history",
    "agencies_role",
    "agencies_setting",
    "agencies_setting_history",
    "agencies_training",
    "agencies_training_history",
    "agencies_user",
    "agencies_user_history",
    "agencies_vetting",
    "agencies_vetting_history",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "cases_rota",
    "cases_rota_history",
    "cases_stated",
    "django_content_type",
    "django_migrations",
    "exchange_import",
    "exchange_upload",
    "mfa_authenticator",
    "nominals_cover",
    "nominals_cover_history",
    "nominals_search_source",
    "nominals_search_word",
    "pghistory_context",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "publication_consent",
    "publication_wording",
    "rights_reading_review",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "statistics_freeze",
    "statistics_population",
    "statistics_population_history",
    "victims_contact",
    "victims_unit",
    "victims_unit_history",
    "victims_victim",
    "victims_victim_history",
    "victims_watched",
    "web_attempts",
    "web_session",
}


def gathered(server: Server) -> set[str]:
    return {name for (name,) in query(server, "select source from rights_tables()")}


def test_every_table_is_gathered_or_holds_nothing_of_a_person(db_home: Server) -> None:
    every = {
        name
        for (name,) in query(
            db_home,
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind in ('r', 'p')",
        )
    }
    assert every - gathered(db_home) == OF_NOBODY
    named = query(
        db_home,
        "select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
        " and a.attname ~ '(^|_)nominal_id$'",
    )
    assert {name for (name,) in named} <= gathered(db_home)
    # One that hangs on a row which names a person, and the history of that.
    assert {"nominals_asked_decision", "rights_withholding"} <= gathered(db_home)


def test_every_source_is_described(db_home: Server) -> None:
    described = {table.removesuffix("_history") for table in gathered(db_home)}
    assert described == SOURCES.keys()
    assert {s.withheld for s in SOURCES.values()} <= EXEMPTIONS.keys() | {""}


def test_what_nobody_described_is_withheld() -> None:
    unknown = source_of("nominals_something_new")
    assert unknown.withheld
    assert source_of("nominals_something_new_history").withheld


def test_a_history_is_withheld_like_its_table() -> None:
    assert source_of("nominals_match_history").withheld == SOURCES["nominals_match"].withheld
    assert not source_of("justice_disposal_history").withheld
