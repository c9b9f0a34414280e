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


SCOPE = """
-- Sets, for this transaction only, the areas that a person may see: those of their current
-- postings, and none when they have left or their vetting has run out. What names them to single
-- records, or keeps them from one, is the nominals' to know: `nominals_enter`, the one call upwards
-- in the database, sets it for the same transaction.
create function agencies_enter(who bigint) returns int[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    areas int[];
begin
    select coalesce(array_agg(distinct p.area_id order by p.area_id), '{}') into areas
    from agencies_posting p join agencies_user u on u.id = p.user_id
    where u.id = who and u.active and u.vetting_expires_on >= audit_today()
      and p.during @> audit_today();
    perform set_config('app.user', who::text, true);
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
    select coalesce(array_agg(distinct p.area_id), '{}')
    from agencies_posting p
    where p.user_id = (nullif(current_setting('app.user', true), ''))::bigint
      and p.role = any (roles) and p.during @> audit_today()
      and p.area_id = any (agencies_scope())
$$;

revoke execute on function agencies_enter(bigint), agencies_areas_as(text[]) from public;
grant execute on function agencies_enter(bigint), agencies_areas_as(text[]) to web;
grant select on agencies_area to web, worker, intake, count;
"""

# Rows of users name colleagues, not people on the record, so every page may read them. A person
# changes their own password and when they last signed in, of nobody else, and nothing else there:
# roles and vetting are given at the command line or by an area administrator's action.
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
    or area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[]));
grant select on agencies_posting to web;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("audit", "0002_protection")]

    operations = [
        migrations.RunPython(add_areas, migrations.RunPython.noop),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
