"""Every table x login x grant x policy, from the catalog, against what is meant.

Whoever adds a table adds it here, or the suite fails.
"""

from __future__ import annotations

import re
from collections import defaultdict

import psycopg
import pytest

from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES
from openmappa.config.logins import LOGINS
from openmappa.config.postgres import Server
from tests.world import query

# What each login may do: r(ead), a(dd), w(rite over), d(elete); its policies in brackets, "=" where
# one lets everything through, "~" where only what the scope or the open operation allows.
STATED = "web r[~*], intake raw[=*], count r[=r]"
DERIVED = "web r[~*], intake rawd[=*], count r[=r]"
HISTORY = "web r[~r], intake r[=r], count r[=r]"
# Written at screens, by functions that look at who asks, or under policies of their own.
ASKED = "web {}[{}], intake [=*], count [=r]"
# Added and withdrawn at screens, in one's own name and area, by whose role sees the part.
FILED = "web raw[~* ~a ~w], intake raw[=*], count r[=r]"
FROZEN = "web r[{}r], count ra[=r ~a]"
AUDIT = "web a[~a], worker a[~a], intake a[~a], count a[~a]"

ENTERED = "web raw[~* ~a ~w], intake raw[=*], count r[=r]"
ADDED_TO_ONLY = "web ra[~* ~a ~w], intake raw[=*], count r[=r]"

EXPECTED = {
    "account_emailaddress": "web r",
    "account_emailconfirmation": "",
    "agencies_area": "web r, worker r, intake r, count r",
    "agencies_enrolment": "web r[~r]",
    "agencies_posting": "web r[~r]",
    "agencies_posting_history": "",
    "agencies_role": "web r, worker r",
    "agencies_setting": "web r, worker r, intake r, count r",
    "agencies_setting_history": "",
    "agencies_training": "web r[~r]",
    "agencies_training_history": "",
    "agencies_user": "web rw[=r ~w]",
    "agencies_user_history": "",
    "agencies_vetting": "web r[~r]",
    "agencies_vetting_history": "",
    "auth_group": "",
    "auth_group_permissions": "",
    "auth_permission": "",
    "audit_access": AUDIT,
    "audit_event": AUDIT,
    "audit_operation": AUDIT.replace("~", "=").replace("=a", "=a ~a", 1),
    "cases_address_asked": "web [~*], intake rw[=*], count [=r]",
    "cases_designation": STATED,
    "cases_ground": DERIVED,
    "cases_level": DERIVED,
    "cases_reported_level": STATED,
    "cases_reported_responsibility": STATED,
    "cases_responsibility": DERIVED,
    "cases_rota": "web raw[=r ~a ~w]",
    "cases_rota_history": "",
    "cases_stated": "intake raw",
    "cases_transfer": "web r[~* ~r], intake r[=r]",
    "django_content_type": "",
    "django_migrations": "",
    "exchange_import": "web r, intake ra, count r",
    "exchange_upload": "web raw[~a ~r ~w], worker rw[=*], intake rw[=*]",
    "nominals_asked_decision": "web ra[~a ~r], intake rw[=*]",
    "publication_consent": "web ra[~*], intake ra[~*], count r[=r]",
    "publication_wording": "web ra[~*], intake ra[~*], count r[=r]",
    "justice_breach": STATED,
    "justice_disposal": STATED,
    "justice_order": STATED,
    "justice_order_term": ENTERED,
    "justice_whereabouts": "web r[~* ~r], intake raw[=*], count r[=r]",
    "mfa_authenticator": "web rawd[=r ~a ~d ~w]",
    "nominals_access": DERIVED.replace("~*", "~r"),
    "nominals_address": STATED,
    "nominals_archive": ASKED.format("raw", "~* ~a ~w").replace("intake [", "intake r["),
    "nominals_caseload": ASKED.format("r", "~*"),
    "nominals_cover": "web r[=r]",
    "nominals_emergency": ASKED.format("r", "~* ~r"),
    "nominals_document": FILED,
    "nominals_finding": "web r[~* ~r], intake raw[=*], count r[=r]",
    "nominals_identifier": STATED,
    "nominals_listed": ASKED.format("r", "~* ~r"),
    "nominals_match": STATED.replace("~*", "~r"),
    "nominals_merge": "web raw[~a ~r ~w], intake rw[=*], count r[=r]",
    "nominals_merge_row": "intake r[=r]",
    "nominals_message": ASKED.format("rw", "~* ~r ~w"),
    "nominals_task": "web r[~* ~a ~w], intake raw[=*], count r[=r]",
    "nominals_activity": ADDED_TO_ONLY,
    "nominals_put_off": ADDED_TO_ONLY,
    "nominals_address_check": ADDED_TO_ONLY,
    "nominals_draft": "web rawd[~*], worker rd[=*], intake rw[=*]",
    "nominals_opening": ADDED_TO_ONLY.replace("web ra", "web raw"),
    **{
        f"nominals_{section}": ENTERED
        for section in (
            "background",
            "complaint",
            "confirmation",
            "contest",
            "description",
            "detail_change",
            "disclosure",
            "disclosure_recipient",
            "email",
            "finance",
            "further_identifier",
            "further_name",
            "intelligence",
            "interest",
            "journey",
            "mark",
            "method",
            "notification",
            "occupation",
            "online",
            "programme",
            "protective_factor",
            "relationship",
            "representation",
            "residence",
            "self_defined",
            "suspicion",
            "telephone",
            "told",
            "vehicle",
            "warning_marker",
            "youth_lead",
        )
    },
    "nominals_gender": "web raw[~* ~a ~w], intake rw[=*]",
    "nominals_name": STATED,
    "nominals_nominal": STATED.replace("web r", "web ra"),
    "nominals_photograph": FILED,
    "nominals_record": STATED,
    "nominals_restriction": ASKED.format("r", "~* ~r"),
    "nominals_sign_off": ASKED.format("raw", "~* ~a ~w"),
    "nominals_search_birth": "",
    "nominals_search_births": "",
    "nominals_search_fact": "",
    "nominals_search_hidden": "",
    "nominals_search_name": "",
    "nominals_search_source": "",
    "nominals_search_waiting": "",
    "nominals_search_wanted": "",
    "nominals_search_word": "",
    "pghistory_context": "",
    "procrastinate_events": "web a, worker rawd",
    "procrastinate_jobs": "web ra, worker rawd",
    "procrastinate_periodic_defers": "worker rawd",
    "procrastinate_workers": "worker rawd",
    "rights_access_request": "web raw[~* ~a], worker rw[=*]",
    "rights_audit_export": "web ra[~a ~r], worker rw[=*]",
    "rights_erasure": "web raw[~a ~r ~w], worker rw[=r ~w]",
    "rights_reading_review": "web raw[~a ~r ~w]",
    "rights_retention_review": "web ra[~a ~r], count r[=r]",
    "rights_withholding": "web rad[~* ~a], worker r[=r]",
    "statistics_freeze": FROZEN.format("="),
    "statistics_frozen_case": FROZEN.format("~"),
    "statistics_population": "web r, intake rad, count r",
    "statistics_population_history": "intake r",
    "nominals_withheld": "",
    "victims_annex": "web raw[~* ~a]",
    "victims_annex_history": "web r[~*]",
    "victims_contact": "web ra[~* ~a]",
    "victims_link": "web raw[~* ~a]",
    "victims_link_history": "web r[~*]",
    "victims_mention": "web rw[~*]",
    "victims_unit": "web raw[~*]",
    "victims_unit_history": "web r[~r]",
    "victims_victim": "web raw[~* ~a]",
    "victims_victim_history": "web r[~r]",
    "victims_watched": "",
    "victims_zone": "web raw[~* ~a]",
    "victims_zone_history": "web r[~*]",
    "socialaccount_socialaccount": "web raw[=r ~a ~w]",
    "socialaccount_socialapp": "",
    "socialaccount_socialtoken": "",
    "web_attempts": "web rawd, worker rd",
    "web_session": "web rawd, worker rd",
}
EXPECTED |= {
    f"{table}_history": HISTORY
    for table in EXPECTED
    if table.startswith(("cases_", "justice_", "nominals_"))
    # The state of a job, a form begun, what is added to only, what only a compartment's own
    # verbs touch, when an area last stated, and what names colleagues only.
    and table
    not in {
        "nominals_asked_decision",
        "nominals_merge",
        "nominals_merge_row",
        "nominals_draft",
        "nominals_activity",
        "nominals_put_off",
        "nominals_address_check",
        "nominals_withheld",
        "nominals_cover",
        "cases_address_asked",
        "cases_stated",
        "cases_rota",
        "cases_rota_history",
    }
    and not table.startswith("nominals_search_")  # derived
}
EXPECTED["nominals_gender_history"] = "web r[~r]"
EXPECTED["nominals_cover_history"] = ""

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
        and not re.search(
            rf"a\.nominal_id = (nominals_stands_for\()?{table}\.(nominal_)?id\b", rule
        )
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
    "agencies_add_training": {"web"},
    "agencies_add_user": {"web"},
    "agencies_add_vetting": {"web"},
    "agencies_approve_role": {"web"},
    "agencies_areas_as": {"web"},
    "agencies_confirm_need": {"web"},
    "agencies_end_role": {"web"},
    "agencies_give_code": {"web"},
    "agencies_give_role": {"web"},
    "agencies_is_administered": {"web"},
    "agencies_postings": {"web"},
    "agencies_set_line_manager": {"web"},
    "agencies_set_standing": {"web"},
    "agencies_use_code": {"web"},
    "agencies_withdraw_training": {"web"},
    "agencies_withdraw_vetting": {"web"},
    "agencies_enter": {"web"},
    "audit_current_operation": {"public"},
    "cases_accept_transfer": {"web"},
    "cases_ask_address": {"web"},
    "cases_asks_within_limits": set(),
    "cases_decline_transfer": {"web"},
    "cases_end_sight_by_transfer": set(),
    "cases_forbidden_by": set(),
    "cases_living_at": set(),
    "cases_offer_transfer": {"web"},
    "cases_record_history": {"web"},
    "cases_changed": {"web"},
    "cases_since_last_look": {"web"},
    "cases_standing_transfer": set(),
    "cases_take_on": {"web"},
    "cases_transfers": {"web"},
    "cases_withdraw_transfer": {"web"},
    "nominals_acknowledge": {"web"},
    "nominals_arrange_cover": {"web"},
    "nominals_as_borne": set(),
    "nominals_says_former": {"intake"},
    "nominals_assigns": set(),
    "nominals_do_task": {"web"},
    "nominals_give_task": {"web"},
    "nominals_move_task": {"web"},
    "nominals_opens_in": set(),
    "nominals_pass_tasks": set(),
    "nominals_put_off_task": {"web"},
    "nominals_takers": {"web"},
    "nominals_give_on": {"web"},
    "nominals_gives_on": {"web"},
    "nominals_take_back": {"web"},
    "nominals_task_heir": set(),
    "nominals_task_to_do": set(),
    "nominals_tasked": {"web"},
    "nominals_tasks_at_18": {"worker"},
    "nominals_tasks_follow": set(),
    "nominals_tasks_of_record_pass": set(),
    "nominals_tasks_of_user_pass": set(),
    "nominals_tasks_pass_on_lapsed": {"worker"},
    "nominals_another_has_it": {"web"},
    "nominals_barred": {"web"},
    "nominals_contest_upheld": set(),
    "nominals_contested": set(),
    "nominals_disclosure_decided": set(),
    "nominals_disclosure_stands": set(),
    "nominals_disclosure_to_sign": set(),
    "nominals_former_name": set(),
    "nominals_is_open": {"web"},
    "nominals_name_stated": set(),
    "nominals_names_like_former": set(),
    "nominals_ways": set(),
    "nominals_ways_changed": set(),
    "nominals_ways_of_today": {"worker"},
    "nominals_follow_ways": set(),
    "nominals_break_glass": {"web"},
    "nominals_declare": {"web"},
    "nominals_end_caseload": set(),
    "nominals_end_cover": {"web"},
    "nominals_end_naming": {"web"},
    "nominals_end_partners": {"web"},
    "nominals_enter": set(),
    "nominals_follow_restriction": set(),
    "nominals_holds_in": {"web"},
    "nominals_managers_gone": {"web"},
    "nominals_in_emergency": set(),
    "nominals_in_sight": {"web"},
    "nominals_lift_restriction": {"web"},
    "nominals_list": {"web"},
    "nominals_manages": set(),
    "nominals_mark_restricted": set(),
    "nominals_entered_on": {"intake"},
    "nominals_merge_decided_mentions": set(),
    "nominals_merge_found_again": set(),
    "nominals_merge_gains": {"web"},
    "nominals_merge_into": {"intake"},
    "nominals_merge_look_back": set(),
    "nominals_merge_no_chain": set(),
    "nominals_merge_obstacles": {"web"},
    "nominals_merge_goes_on": set(),
    "nominals_merge_part": {"intake"},
    "nominals_merge_put_back": set(),
    "nominals_merge_send_back": set(),
    "nominals_merge_settle": {"intake"},
    "nominals_merge_take": set(),
    "nominals_name_to": {"web"},
    "nominals_not_merged_away": set(),
    "nominals_numbers_of": set(),
    "nominals_stands_for": {"public"},
    "nominals_open": {"web"},
    "nominals_is_former": {"web"},
    "nominals_pass_on": set(),
    "nominals_pass_on_moved": set(),
    "nominals_pass_to": set(),
    "nominals_pass_on_lapsed": {"worker"},
    "nominals_posting_stops": set(),
    "nominals_restrict": {"web"},
    "nominals_restricted_told": {"web"},
    "nominals_restriction_moves": set(),
    "nominals_restricts": set(),
    "nominals_review_emergency": {"web"},
    "nominals_send_message": {"web"},
    "rights_areas": {"web"},
    "rights_audit_lines": {"worker"},
    "rights_erase": {"worker"},
    "rights_files_are_gone": {"worker"},
    "rights_gather": {"worker"},
    "rights_measured": set(),
    "rights_reading_answered": set(),
    "rights_readings": {"web"},
    "rights_record": {"web"},
    "rights_retained_restricted": {"web"},
    "rights_unusual_reading": {"web"},
    "nominals_search": {"web"},
    "nominals_search_follow_facts": set(),
    "nominals_search_follow_names": set(),
    "nominals_share": {"web"},
    "nominals_taker": set(),
    "nominals_touched": {"web"},
    "nominals_unlist": {"web"},
    "nominals_answers": {"web"},
    "nominals_can_hold": set(),
    "nominals_concerned": {"web"},
    "nominals_clearance_stops": set(),
    "nominals_user_stops": set(),
    "nominals_withheld_from_me": {"web"},
    "victims_look_back": {"web"},
    "victims_may_see": {"web"},
    "victims_named": set(),
    "victims_note": set(),
    "victims_serves": set(),
    "victims_stands": set(),
    "victims_text": {"web"},
    "victims_unseen": {"web"},
    "victims_writer": {"web"},
    "victims_withhold": {"web"},
    "victims_zones": {"web"},
    "nominals_finance_held": {"web"},
    "nominals_known_as": {"web"},
    "nominals_number_shared": set(),  # a trigger's
    "nominals_sanitised": {"web"},
    "nominals_written_by": {"web"},
}


@pytest.mark.parametrize(
    "permission",
    [
        Permission.CASELOAD_HOLD,
        Permission.CASELOAD_ASSIGN,
        Permission.WORK_SIGN_OFF,
        Permission.RECORD_ARCHIVE,
        Permission.RECORD_RESTRICT,
        Permission.GLASS_BREAK,
        Permission.AUDIT_REVIEW,
        Permission.MESSAGE_SEND,
        Permission.MERGE_PROPOSE,
        Permission.MERGE_APPROVE,
        Permission.VICTIM_VIEW,
        Permission.DUTY_CARD_VIEW,
        Permission.AUDIT_EXPORT,
        Permission.ACCESS_ANSWER,
        Permission.RECORD_ERASE,
        Permission.RECORD_WRITE,
        Permission.FINDING_VIEW,
    ],
    ids=lambda permission: permission.name,
)
def test_the_database_knows_which_roles_may(database: Server, permission: Permission) -> None:
    ((known,),) = query(database, "select agencies_roles_who_may(%s)", permission.name)
    assert sorted(known) == sorted(k for k, r in ROLES.items() if permission in r.permissions)


def test_every_function_with_the_owners_power_is_known(database: Server) -> None:
    found = {}
    for name, settings, grantees in query(
        database,
        "select proname, proconfig, array(select case when a.grantee = 0 then 'public'"
        " else a.grantee::regrole::text end from aclexplode(coalesce(proacl,"
        " acldefault('f', proowner))) a where a.grantee <> proowner)"
        " from pg_proc where prosecdef and pronamespace = 'public'::regnamespace",
    ):
        assert settings[0] == "search_path=pg_catalog, public, pg_temp", name
        assert set(settings[1:]) <= {"plan_cache_mode=force_generic_plan"}, name
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
