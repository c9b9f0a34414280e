"""Every table x login x grant x policy, from the catalog, against what is meant.

Whoever adds a table adds it here, or the suite fails.
"""

from __future__ import annotations

import re
from collections import defaultdict

import psycopg
import pytest

from openmappa.config.logins import LOGINS
from openmappa.config.postgres import Server
from tests.world import query

# What each login may do: r(ead), a(dd), w(rite over), d(elete); its policies in brackets, "=" where
# one lets everything through, "~" where only what the scope or the open operation allows.
STATED = "web r[~*], intake raw[=*], count r[=r]"
DERIVED = "web r[~*], intake rawd[=*], count r[=r]"
HISTORY = "web r[~r], intake r[=r], count r[=r]"
FROZEN = "web r[{}r], count ra[=r ~a]"
AUDIT = "web a[~a], worker a[~a], intake a[~a], count a[~a]"

EXPECTED = {
    "account_emailaddress": "web r",
    "account_emailconfirmation": "",
    "agencies_area": "web r, worker r, intake r, count r",
    "agencies_posting": "web r[~r]",
    "agencies_posting_history": "",
    "agencies_user": "web rw[=r ~w]",
    "agencies_user_history": "",
    "auth_group": "",
    "auth_group_permissions": "",
    "auth_permission": "",
    "audit_access": AUDIT,
    "audit_event": AUDIT,
    "audit_operation": AUDIT.replace("~", "="),
    "cases_designation": STATED,
    "cases_ground": DERIVED,
    "cases_level": DERIVED,
    "cases_reported_level": STATED,
    "cases_reported_responsibility": STATED,
    "cases_responsibility": DERIVED,
    "cases_transfer": "web r[~r], intake r[=r]",
    "django_content_type": "",
    "django_migrations": "",
    "django_session": "web rawd, worker rd",
    "exchange_import": "web r, intake ra, count r",
    "exchange_upload": "web raw[~a ~r ~w], worker rw[=*], intake rw[=*]",
    "nominals_asked_decision": "web ra[~a ~r], intake rw[=*]",
    "publication_consent": "web ra[~*], intake ra[~*], count r[=r]",
    "publication_wording": "web ra[~*], intake ra[~*], count r[=r]",
    "justice_breach": STATED,
    "justice_disposal": STATED,
    "justice_order": STATED,
    "justice_whereabouts": STATED,
    "mfa_authenticator": "web rawd",
    "nominals_access": DERIVED.replace("~*", "~r"),
    "nominals_address": STATED,
    "nominals_finding": STATED,
    "nominals_identifier": STATED,
    "nominals_match": STATED.replace("~*", "~r"),
    "nominals_name": STATED,
    "nominals_nominal": STATED.replace("web r", "web ra"),
    "nominals_record": STATED,
    "nominals_search_birth": "",
    "nominals_search_births": "",
    "nominals_search_fact": "",
    "nominals_search_hidden": "",
    "nominals_search_name": "",
    "nominals_search_source": "",
    "nominals_search_wanted": "",
    "nominals_search_word": "",
    "pghistory_context": "",
    "procrastinate_events": "web a, worker rawd",
    "procrastinate_jobs": "web ra, worker rawd",
    "procrastinate_periodic_defers": "worker rawd",
    "procrastinate_workers": "worker rawd",
    "statistics_freeze": FROZEN.format("="),
    "statistics_frozen_case": FROZEN.format("~"),
    "statistics_population": "web r, intake rad, count r",
    "statistics_population_history": "intake r",
    "web_attempts": "web rawd, worker rd",
}
EXPECTED |= {
    f"{table}_history": HISTORY
    for table in EXPECTED
    if table.startswith(("cases_", "justice_", "nominals_"))
    and table != "nominals_asked_decision"  # the state of a job
    and not table.startswith("nominals_search_")  # derived
}

OPERATIONS = {"SELECT": "r", "INSERT": "a", "UPDATE": "w", "DELETE": "d", "ALL": "*"}


def stated(server: Server) -> dict[str, str]:
    """The same, as the database says."""
    may: dict[tuple[str, str], set[str]] = defaultdict(set)
    # On whole tables, or on columns of them.
    for table, login, privilege in query(
        server,
        "select c.relname, a.grantee::regrole::text, a.privilege_type"
        " from pg_class c, aclexplode(c.relacl) a"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')"
        " and a.grantee <> c.relowner"
        " union select c.relname, a.grantee::regrole::text, a.privilege_type"
        " from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a"
        " where c.relnamespace = 'public'::regnamespace",
    ):
        may[table, login].add(OPERATIONS[privilege])
    policies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table, logins, operation, using, check in query(
        server,
        "select tablename, roles::text[], cmd, qual, with_check from pg_policies"
        " where schemaname = 'public'",
    ):
        everything = {using, check} <= {"true", None}
        for login in logins:
            policies[table, login].add(f"{'=' if everything else '~'}{OPERATIONS[operation]}")
    found = {}
    for table, protected in query(
        server,
        "select relname, relrowsecurity from pg_class"
        " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')",
    ):
        parts = []
        for login in LOGINS:
            grants = "".join(o for o in "rawd" if o in may[table, login])
            rules = " ".join(sorted(policies[table, login]))
            assert bool(rules) <= protected, f"{table} has policies that do not hold"
            if grants or rules:
                parts.append(f"{login} {grants}{f'[{rules}]' if protected else ''}")
        found[table] = ", ".join(parts)
    return found


def test_every_login_may_do_what_is_meant_and_no_more(database: Server) -> None:
    found = stated(database)
    assert {t: f for t, f in found.items() if f != EXPECTED.get(t)} == {}
    assert sorted(found) == sorted(EXPECTED)


def test_every_table_that_names_a_person_is_protected(database: Server) -> None:
    bare = query(
        database,
        "select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')"
        " and a.attname ~ '(^|_)nominal_id$' and not c.relrowsecurity",
    )
    assert bare == []


def test_every_policy_looks_at_the_row_that_it_protects(database: Server) -> None:
    """An unqualified column would be that of the table asked, and let everything through."""
    wrong = [
        (table, policy)
        for table, policy, rule in query(
            database,
            "select tablename, policyname, coalesce(qual, with_check) from pg_policies"
            " where 'web' = any(roles)",
        )
        if "nominals_access a" in rule
        and not re.search(rf"a\.nominal_id = {table}\.(nominal_)?id\b", rule)
    ]
    assert wrong == []


def test_no_login_has_power_over_protection(database: Server) -> None:
    strong = query(
        database,
        "select rolname from pg_roles where rolname = any(%s)"
        " and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)",
        list(LOGINS),
    )
    assert strong == []
    owners = query(
        database,
        "select distinct relowner::regrole::text from pg_class"
        " where relnamespace = 'public'::regnamespace",
    )
    assert owners == [("owner",)]


VERBS = {
    "agencies_enter": {"web"},
    "audit_current_operation": {"public"},
    "cases_accept_transfer": {"web"},
    "cases_offer_transfer": {"web"},
    "cases_record_history": {"web"},
    "cases_take_on": {"web"},
    "nominals_open": {"web"},
    "nominals_search": {"web"},
    "nominals_search_follow_facts": set(),
    "nominals_search_follow_names": set(),
    "nominals_share": {"web"},
}


def test_every_function_with_the_owners_power_is_known(database: Server) -> None:
    found = {}
    for name, settings, grantees in query(
        database,
        "select proname, proconfig, array(select case when a.grantee = 0 then 'public'"
        " else a.grantee::regrole::text end from aclexplode(coalesce(proacl,"
        " acldefault('f', proowner))) a where a.grantee <> proowner)"
        " from pg_proc where prosecdef and pronamespace = 'public'::regnamespace",
    ):
        assert settings == ["search_path=pg_catalog, public, pg_temp"], name
        if not name.startswith("pgtrigger_"):
            found[name] = set(grantees)
    assert found == VERBS


@pytest.mark.parametrize("login", sorted(set(LOGINS) - {"owner"}))
def test_protected_tables_are_not_copied_into(database: Server, login: str) -> None:
    tables = [t for t, may in EXPECTED.items() if "[" in may and not t.startswith("audit")]
    with psycopg.connect(database.dsn(login), autocommit=True) as connection:
        for table in tables:
            with pytest.raises(psycopg.Error) as refused:
                connection.execute(f"copy {table} from stdin")
            assert isinstance(
                refused.value,
                psycopg.errors.InsufficientPrivilege | psycopg.errors.FeatureNotSupported,
            ), (table, refused.value)
