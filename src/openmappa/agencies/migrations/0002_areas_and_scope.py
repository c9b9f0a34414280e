from django.db import migrations

AREAS = [
    ("Avon and Somerset", ["Avon and Somerset Constabulary"], False),
    ("Bedfordshire", ["Bedfordshire Police"], False),
    ("Cambridgeshire", ["Cambridgeshire Constabulary"], False),
    ("Cheshire", ["Cheshire Constabulary"], False),
    ("Cleveland", ["Cleveland Police"], False),
    ("Cumbria", ["Cumbria Constabulary"], False),
    ("Derbyshire", ["Derbyshire Constabulary"], False),
    ("Devon and Cornwall", ["Devon and Cornwall Police"], False),
    ("Dorset", ["Dorset Police"], False),
    ("Durham", ["Durham Constabulary"], False),
    ("Dyfed-Powys", ["Dyfed-Powys Police"], True),
    ("Essex", ["Essex Police"], False),
    ("Gloucestershire", ["Gloucestershire Constabulary"], False),
    ("Greater Manchester", ["Greater Manchester Police"], False),
    ("Gwent", ["Gwent Police"], True),
    ("Hampshire", ["Hampshire and Isle of Wight Constabulary"], False),
    ("Hertfordshire", ["Hertfordshire Constabulary"], False),
    ("Humberside", ["Humberside Police"], False),
    ("Kent", ["Kent Police"], False),
    ("Lancashire", ["Lancashire Constabulary"], False),
    ("Leicestershire", ["Leicestershire Police"], False),
    ("Lincolnshire", ["Lincolnshire Police"], False),
    ("London", ["Metropolitan Police Service", "City of London Police"], False),
    ("Merseyside", ["Merseyside Police"], False),
    ("Norfolk", ["Norfolk Constabulary"], False),
    ("North Wales", ["North Wales Police"], True),
    ("North Yorkshire", ["North Yorkshire Police"], False),
    ("Northamptonshire", ["Northamptonshire Police"], False),
    ("Northumbria", ["Northumbria Police"], False),
    ("Nottinghamshire", ["Nottinghamshire Police"], False),
    ("South Wales", ["South Wales Police"], True),
    ("South Yorkshire", ["South Yorkshire Police"], False),
    ("Staffordshire", ["Staffordshire Police"], False),
    ("Suffolk", ["Suffolk Constabulary"], False),
    ("Surrey", ["Surrey Police"], False),
    ("Sussex", ["Sussex Police"], False),
    ("Thames Valley", ["Thames Valley Police"], False),
    ("Warwickshire", ["Warwickshire Police"], False),
    ("West Mercia", ["West Mercia Police"], False),
    ("West Midlands", ["West Midlands Police"], False),
    ("West Yorkshire", ["West Yorkshire Police"], False),
    ("Wiltshire", ["Wiltshire Police"], False),
]


def add_areas(apps, schema_editor):
    area = apps.get_model("agencies", "Area")
    area.objects.using(schema_editor.connection.alias).bulk_create(
        area(id=number, name=name, forces=forces, wales=wales)
        for number, (name, forces, wales) in enumerate(AREAS, 1)
    )


ROLES = """
-- What each role needs before it is in effect, and who may give it: the same as in `roles.py`. Vetting:
-- one of these levels, or none where there are none.
create table agencies_role (
    key text primary key,
    agencies text[] not null,
    vetting text[] not null,
    training boolean not null,
    given_by text[] not null,
    two_people boolean not null
);
grant select on agencies_role to web, worker;
"""

ROLES_HELD_BY = {
    "responsible authority": (
        [
            "coordinator",
            "deputy_coordinator",
            "mappa_administrator",
            "chair",
            "authority_lead",
            "statistician",
            "national_lead",
            "administrator",
            "security_officer",
            "data_protection_officer",
        ],
        ["police", "prison", "probation", "responsible_authority"],
    ),
    "police": (["police", "police_supervisor"], ["police"]),
    "services": (["central_point"], ["police", "prison", "probation"]),
    "probation": (
        [
            "probation",
            "probation_supervisor",
            "community_rehabilitation",
            "victim_liaison",
            "polygraph_examiner",
            "approved_premises",
        ],
        ["probation"],
    ),
    "prison": (["prison"], ["prison"]),
    "duty to co-operate": (
        ["youth_justice", "mental_health", "representative"],
        ["duty_to_cooperate"],
    ),
    "psychologists": (["psychologist"], ["duty_to_cooperate", "probation"]),
    "all of the area": (
        ["duty_officer", "board_member"],
        ["duty_to_cooperate", "police", "prison", "probation", "responsible_authority"],
    ),
    "lay": (["lay_adviser"], ["lay"]),
    "inspectorate": (["inspector"], ["inspectorate"]),
}
NOT_VETTED = {"representative", "board_member", "authority_lead", "lay_adviser", "national_lead"}
NOT_TRAINED = NOT_VETTED | {
    "duty_officer",
    "statistician",
    "inspector",
    "security_officer",
    "data_protection_officer",
}
TWO_PEOPLE = {"administrator", "security_officer", "data_protection_officer"}
FOR_RECORDS = ["dv", "management", "nppv3", "recruitment", "sc"]
ANY_LEVEL = ["bpss", "ctc", "dv", "management", "nppv1", "nppv2", "nppv3", "recruitment", "sc"]


def add_roles(apps, schema_editor):
    rows = [
        (
            role,
            agencies,
            [] if role in NOT_VETTED else ANY_LEVEL if role == "statistician" else FOR_RECORDS,
            role not in NOT_TRAINED,
            ["administrator"],
            role in TWO_PEOPLE,
        )
        for roles, agencies in ROLES_HELD_BY.values()
        for role in roles
    ]
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("insert into agencies_role values (%s, %s, %s, %s, %s, %s)", rows)


SCOPE = """
alter table agencies_posting add constraint agencies_posting_role_known
    foreign key (role) references agencies_role (key);

create function agencies_visitor() returns bigint language sql stable
return (nullif(current_setting('app.user', true), ''))::bigint;

-- What keeps a posting from being in effect on a day: nothing, or some of `standing` (suspended, or
-- left), `approval`, `vetting`, `training`. Days are London's; the last is included.
create function agencies_gaps(posting agencies_posting, day date) returns text[]
language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select array_remove(array[
        case when not u.active then 'standing' end,
        case when posting.awaits_approval then 'approval' end,
        case when r.vetting <> '{}' and not exists (
            select from agencies_vetting v
            where v.user_id = u.id and v.level = any (r.vetting) and v.withdrawn_on is null
              and day between v.granted_on and v.expires_on
        ) then 'vetting' end,
        case when r.training and not exists (
            select from agencies_training t
            where t.user_id = u.id and t.withdrawn_on is null
              and day between t.completed_on and t.expires_on
        ) then 'training' end
    ], null)
    from agencies_user u, agencies_role r
    where u.id = posting.user_id and r.key = posting.role
$$;

-- The postings of the visitor that are in effect today. A session that an agency's own sign-in
-- opened may be narrowed to some roles; it is never widened.
create function agencies_postings() returns setof agencies_posting
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    -- Not in SQL, which would be planned anew by each of the four who ask on every page.
    return query
    select p.* from agencies_posting p
    where p.user_id = agencies_visitor() and p.during @> audit_today()
      and agencies_gaps(p, audit_today()) = '{}'
      and (nullif(current_setting('app.roles', true), '') is null
           or p.role = any ((nullif(current_setting('app.roles', true), ''))::text[]));
end $$;

-- Sets, for this transaction only, the areas that a person may see: those of their postings that
-- are in effect, and of these only the given roles', if any are given. What names them to single
-- records, or keeps them from one, is the nominals' to know: `nominals_enter`, the one call upwards
-- in the database, sets it for the same transaction.
create function agencies_enter(who bigint, roles text[] default null) returns int[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    areas int[];
begin
    perform set_config('app.user', who::text, true);
    perform set_config('app.roles', coalesce(roles::text, ''), true);
    select coalesce(array_agg(distinct p.area_id order by p.area_id), '{}') into areas
    from agencies_postings() p;
    perform set_config('app.areas', areas::text, true);
    perform nominals_enter(who, areas);
    return areas;
end $$;

-- The areas of the scope; nothing without one. (A pooled connection hands back '' afterwards.)
create function agencies_scope() returns int[] language sql stable
return coalesce((nullif(current_setting('app.areas', true), ''))::int[], '{}'::int[]);

-- Those of them in which the person holds one of these roles: for what even an area's own people may
-- not all see.
create function agencies_areas_as(roles text[]) returns int[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(array_agg(distinct p.area_id), '{}') from agencies_postings() p
    where p.role = any (roles) and p.area_id = any (agencies_scope())
$$;

revoke execute on function agencies_enter(bigint, text[]), agencies_areas_as(text[]),
    agencies_postings() from public;
grant execute on function agencies_enter(bigint, text[]), agencies_areas_as(text[]),
    agencies_postings() to web;
grant select on agencies_area to web, worker, intake, count;
"""

# Rows of users name colleagues, not people on the record, so every page may read them. A person
# changes their own password and when they last signed in, of nobody else, and nothing else there:
# all else is a verb below, or the command line.
GRANTS = """
alter table agencies_user enable row level security;
create policy colleagues on agencies_user for select to web using (true);
create policy oneself on agencies_user for update to web
    using (id = (select nullif(current_setting('app.user', true), ''))::bigint);
grant select on agencies_user to web;
grant update (password, last_login) on agencies_user to web;

alter table agencies_posting enable row level security;
create policy own_and_of_own_areas on agencies_posting for select to web using (
    user_id = (select nullif(current_setting('app.user', true), ''))::bigint
    or area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[])
    or exists (
        select from agencies_user u
        where u.id = agencies_posting.user_id and (
            u.line_manager_id = (select nullif(current_setting('app.user', true), ''))::bigint
            or u.kept_by_id = any ((select nullif(current_setting('app.areas', true), ''))::int[]))));
grant select on agencies_posting to web;

-- Vetting, training and codes: one's own, and for an administrator those of the area's people.
create function agencies_is_administered(who bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from agencies_user u
        where u.id = who and (
            u.kept_by_id = any (agencies_areas_as(array['administrator']))
            or exists (
                select from agencies_posting p
                where p.user_id = u.id and (upper(p.during) is null
                    or upper(p.during) > audit_today())
                  and p.area_id = any (agencies_areas_as(array['administrator'])))))
$$;
revoke execute on function agencies_is_administered(bigint) from public;
grant execute on function agencies_is_administered(bigint) to web;

alter table agencies_vetting enable row level security;
alter table agencies_training enable row level security;
alter table agencies_enrolment enable row level security;
create policy own_and_administered on agencies_vetting for select to web using (
    user_id = (select agencies_visitor()) or agencies_is_administered(user_id));
create policy own_and_administered on agencies_training for select to web using (
    user_id = (select agencies_visitor()) or agencies_is_administered(user_id));
create policy own_and_administered on agencies_enrolment for select to web using (
    user_id = (select agencies_visitor()) or agencies_is_administered(user_id));
grant select on agencies_vetting, agencies_training to web;
grant select (id, user_id, identity_check, made_at, expires_at, used_at) on agencies_enrolment to web;
"""

# Each is what an area's administrator may do, and refuses everybody else. Tables that are tracked
# refuse the write besides where no operation is open.
VERBS = """
-- Whether it is the command line that asks, which is whoever holds the installation.
create function agencies_by_command() returns boolean language sql stable
return session_user = 'owner';

-- Refuses unless the visitor administers the area that keeps this account, which is not their own.
create function agencies_must_keep(who bigint) returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
    if agencies_by_command() then
        return;
    end if;
    if who = agencies_visitor() or not exists (
        select from agencies_user u
        where u.id = who and u.kept_by_id = any (agencies_areas_as(array['administrator']))
    ) then
        raise exception 'an account is looked after by the administrator of its own area, and by'
            ' nobody for themselves' using errcode = 'insufficient_privilege';
    end if;
end $$;

create function agencies_add_user(area smallint, address text, full_name text, whose text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    added bigint;
begin
    if not (agencies_by_command() or area::int = any (agencies_areas_as(array['administrator']))) then
        raise exception 'people are added by the administrator of the area'
            using errcode = 'insufficient_privilege';
    end if;
    insert into agencies_user (email, name, agency, active, kept_by_id, demonstration, password)
    values (lower(address), full_name, whose, true, area, false, '!' || gen_random_uuid())
    returning id into added;
    return added;
end $$;

-- A new code, for a day, in the place of any other. Whoever had signed in before loses password and
-- second factors with it, so how their identity was checked must be said; and who holds a role that
-- two people give is seen to at the command line only.
create function agencies_give_code(who bigint, code_digest text, checked text) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    until timestamptz := now() + interval '24 hours';
begin
    perform agencies_must_keep(who);
    if not (select active from agencies_user where id = who) then
        raise exception 'who is suspended or has left gets no code'
            using errcode = 'check_violation';
    end if;
    if exists (select from mfa_authenticator where user_id = who)
       or exists (select from agencies_enrolment where user_id = who and used_at is not null) then
        if not agencies_by_command() and exists (
            select from agencies_posting p join agencies_role r on r.key = p.role
            where p.user_id = who and r.two_people
              and (upper(p.during) is null or upper(p.during) > audit_today())
        ) then
            raise exception 'the way in of who holds such a role is reset at the command line'
                using errcode = 'insufficient_privilege';
        end if;
        if trim(checked) = '' then
            raise exception 'say how the identity was checked' using errcode = 'check_violation';
        end if;
        delete from mfa_authenticator where user_id = who;
        update agencies_user set password = '!' || gen_random_uuid() where id = who;
    end if;
    delete from agencies_enrolment where user_id = who and used_at is null;
    insert into agencies_enrolment (user_id, digest, identity_check, expires_at)
    values (who, code_digest, trim(checked), until);
    return until;
end $$;

-- Uses a code up; answers whose it was, or nothing.
create function agencies_use_code(address text, code_digest text) returns bigint
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    update agencies_enrolment e set used_at = now()
    from agencies_user u
    where u.id = e.user_id and u.active and u.email = lower(address)
      and e.digest = code_digest and e.used_at is null and e.expires_at > now()
    returning u.id
$$;

create function agencies_give_role(who bigint, area smallint, given text, first date, last date)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    needs agencies_role;
    posted bigint;
begin
    select * into needs from agencies_role where key = given;
    if not agencies_by_command() and (who = agencies_visitor()
        or not coalesce(area::int = any (agencies_areas_as(needs.given_by)), false))
    then
        raise exception 'a role is given by who may give it, in their own area, to others'
            using errcode = 'insufficient_privilege';
    end if;
    if not exists (
        select from agencies_user u
        where u.id = who and u.left_on is null and u.agency = any (needs.agencies)
    ) then
        raise exception 'this role is not for people of that agency, or the person has left'
            using errcode = 'insufficient_privilege';
    end if;
    if first < audit_today() or last < first then
        raise exception 'a role begins today or later, and ends after it began'
            using errcode = 'check_violation';
    end if;
    insert into agencies_posting (user_id, area_id, role, during, given_by_id, awaits_approval)
    values (who, area, given, daterange(first, last, '[]'), agencies_visitor(),
        needs.two_people and not agencies_by_command())
    returning id into posted;
    return posted;
end $$;

-- The second person: another administrator of the area, for somebody else who has signed in.
create function agencies_approve_role(posting bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update agencies_posting p set awaits_approval = false, approved_by_id = agencies_visitor()
    from agencies_role r
    where p.id = posting and p.awaits_approval and r.key = p.role
      and p.area_id = any (agencies_areas_as(r.given_by))
      and p.user_id <> agencies_visitor() and p.given_by_id <> agencies_visitor()
      and exists (select from mfa_authenticator m where m.user_id = p.user_id);
    if not found then
        raise exception 'only a second administrator of the area approves, and only for somebody'
            ' who has signed in with a second factor' using errcode = 'insufficient_privilege';
    end if;
end $$;

-- Ends a role on a day, its last; yesterday at the earliest, which ends it at once.
create function agencies_end_role(posting bigint, last date) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    ending agencies_posting;
begin
    select p.* into ending from agencies_posting p join agencies_role r on r.key = p.role
    where p.id = posting
      and (agencies_by_command() or p.area_id = any (agencies_areas_as(r.given_by)))
      and (upper(p.during) is null or upper(p.during) > audit_today());
    if not found then
        raise exception 'a role is ended by who may give it, in their own area'
            using errcode = 'insufficient_privilege';
    end if;
    if last < audit_today() - 1 then
        raise exception 'nobody can have ended it before today' using errcode = 'check_violation';
    end if;
    if last < lower(ending.during) then
        delete from agencies_posting where id = posting;
    else
        update agencies_posting set during = daterange(lower(during), last, '[]')
        where id = posting and (upper(during) is null or upper(during) > last);
        if not found then
            raise exception 'it ends on that day or earlier as it is'
                using errcode = 'check_violation';
        end if;
    end if;
end $$;

-- `active`, `suspended` or `left`. Who leaves loses every role and every second factor at once.
create function agencies_set_standing(who bigint, standing text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform agencies_must_keep(who);
    if standing not in ('active', 'suspended', 'left') then
        raise exception 'no such standing' using errcode = 'check_violation';
    end if;
    update agencies_user set active = standing = 'active',
        left_on = case when standing = 'left' then audit_today() end
    where id = who;
    if standing = 'left' then
        delete from mfa_authenticator where user_id = who;
        delete from agencies_enrolment where user_id = who and used_at is null;
        update agencies_user set password = '!' || gen_random_uuid() where id = who;
        delete from agencies_posting where user_id = who and lower(during) >= audit_today();
        update agencies_posting set during = daterange(lower(during), audit_today())
        where user_id = who and (upper(during) is null or upper(during) > audit_today());
    end if;
end $$;

create function agencies_add_vetting(
    who bigint, to_level text, granted date, expires date, sponsored_by text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform agencies_must_keep(who);
    insert into agencies_vetting (user_id, level, granted_on, expires_on, sponsor)
    values (who, to_level, granted, expires, sponsored_by);
end $$;

create function agencies_add_training(who bigint, attended text, completed date, expires date)
returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform agencies_must_keep(who);
    insert into agencies_training (user_id, course, completed_on, expires_on)
    values (who, attended, completed, expires);
end $$;

create function agencies_withdraw_vetting(number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform agencies_must_keep((select user_id from agencies_vetting where id = number));
    update agencies_vetting set withdrawn_on = audit_today()
    where id = number and withdrawn_on is null;
end $$;

create function agencies_withdraw_training(number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform agencies_must_keep((select user_id from agencies_training where id = number));
    update agencies_training set withdrawn_on = audit_today()
    where id = number and withdrawn_on is null;
end $$;

create function agencies_set_line_manager(who bigint, manager bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform agencies_must_keep(who);
    update agencies_user set line_manager_id = manager where id = who;
end $$;

-- The line manager says, for a year, that a role is still needed.
create function agencies_confirm_need(posting bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update agencies_posting p set need_confirmed_on = audit_today()
    from agencies_user u, agencies_user manager
    where p.id = posting and u.id = p.user_id and u.line_manager_id = agencies_visitor()
      and manager.id = u.line_manager_id and manager.active
      and (upper(p.during) is null or upper(p.during) > audit_today());
    if not found then
        raise exception 'the line manager confirms that a role is needed'
            using errcode = 'insufficient_privilege';
    end if;
end $$;

revoke execute on function agencies_must_keep(bigint) from public;
"""
SIGNATURES = [
    "agencies_add_user(smallint, text, text, text)",
    "agencies_give_code(bigint, text, text)",
    "agencies_use_code(text, text)",
    "agencies_give_role(bigint, smallint, text, date, date)",
    "agencies_approve_role(bigint)",
    "agencies_end_role(bigint, date)",
    "agencies_set_standing(bigint, text)",
    "agencies_add_vetting(bigint, text, date, date, text)",
    "agencies_add_training(bigint, text, date, date)",
    "agencies_withdraw_vetting(bigint)",
    "agencies_withdraw_training(bigint)",
    "agencies_set_line_manager(bigint, bigint)",
    "agencies_confirm_need(bigint)",
]
FOR_PAGES = f"""
revoke execute on function {", ".join(SIGNATURES)} from public;
grant execute on function {", ".join(SIGNATURES)} to web;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("audit", "0002_protection")]

    operations = [
        migrations.RunPython(add_areas, migrations.RunPython.noop),
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.RunPython(add_roles, migrations.RunPython.noop),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(VERBS, migrations.RunSQL.noop),
        migrations.RunSQL(FOR_PAGES, migrations.RunSQL.noop),
    ]
