import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded

PLACES = """
-- Lower case, everything but letters and digits a single space.
create function cases_plain(given text) returns text language sql immutable
return trim(regexp_replace(lower(given), '[^a-z0-9]+', ' ', 'g'));

-- The numbers of house and flat: digits with at most a letter after them.
create function cases_house_numbers(line text) returns text[] language sql immutable
return array(
    select word from unnest(string_to_array(cases_plain(line), ' ')) as word
    where word ~ '^[0-9]+[a-z]?$');

create function cases_postcode(given text) returns text language sql immutable
return upper(regexp_replace(given, '[^A-Za-z0-9]', '', 'g'));

-- Whether two lines within one postcode may be one place. Rather once too often: people ring.
create function cases_same_place(a text, b text) returns boolean language sql immutable
return case
    when cases_plain(a) = '' or cases_plain(b) = '' then true
    when cases_house_numbers(a) <> '{}' and cases_house_numbers(b) <> '{}'
        then cases_house_numbers(a) && cases_house_numbers(b)
    else position(cases_plain(a) in cases_plain(b)) > 0
        or position(cases_plain(b) in cases_plain(a)) > 0
end;

create index nominals_address_postcode on nominals_address (cases_postcode(postcode));
create index nominals_residence_postcode on nominals_residence (cases_postcode(postcode));
"""

# The person at the screen has no sight of the people whom this looks for, and gets none: one line,
# whom to ring, or nothing. Of a restricted record, and of whoever the asker is shut out from, not
# even that; those who know are told by the log of the record, as of any search that found it.
ASKING = """
call nominals_protect('cases_address_asked');
grant select, update on cases_address_asked to intake;
create trigger never_changes before update or delete on cases_address_asked
    for each row execute function nominals_never_changes();

-- Who else may live, or is to live, at a place: people to whom MAPPA applies, whoever may see them.
create function cases_living_at(line text, code text, besides bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(array_agg(distinct f.nominal_id), '{}') from (
        select a.nominal_id, 'nominals_address' as of_table, a.id, a.line_1, a.during
        from nominals_address a
        where cases_postcode(a.postcode) = code and a.withdrawn_on is null
        union all
        select r.nominal_id, 'nominals_residence', r.id, r.line_1 || ' ' || r.line_2, r.during
        from nominals_residence r
        where cases_postcode(r.postcode) = code and r.withdrawn_at is null) f
    where f.nominal_id <> besides and cases_same_place(f.line_1, line)
      and (upper(f.during) is null or upper(f.during) > audit_today())
      and not exists (select from nominals_withheld w
                      where w.of_table = f.of_table and w.row_id = f.id)
      and exists (select from cases_ground g
                  where g.nominal_id = f.nominal_id and g.during @> audit_today())
      and not exists (select from nominals_archive x
                      where x.nominal_id = f.nominal_id and x.reopened_at is null)
$$;

-- Raises where somebody has asked so often that they could find out by asking on.
create function cases_asks_within_limits(of_nominal bigint, code text) returns void
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if (select count(*) from cases_address_asked q
        where q.entered_by_id = nominals_caller() and q.entered_at > now() - interval '24 hours')
        >= agencies_setting_on('address_check.a_day', null, audit_today())::int then
        raise exception 'you have asked about as many addresses as one may within 24 hours'
            using errcode = 'check_violation';
    end if;
    if (select count(*) from cases_address_asked q
        where q.nominal_id = of_nominal and q.entered_by_id = nominals_caller()
          and q.entered_at > now() - interval '7 days')
        >= agencies_setting_on('address_check.a_person', null, audit_today())::int then
        raise exception 'you have asked about as many addresses for this person as one may within 7 days'
            using errcode = 'check_violation';
    end if;
    if (select count(*) from cases_address_asked q
        where q.postcode = code and q.entered_by_id = nominals_caller()
          and q.entered_at > now() - interval '30 days')
        >= agencies_setting_on('address_check.a_place', null, audit_today())::int then
        raise exception 'you have asked about this postcode as often as one may within 30 days'
            using errcode = 'check_violation';
    end if;
end $$;

-- Ask whether an address would do for a person whom the caller sees. Answers with whom to ring
-- before going on, or with nothing: never who lives there, nor how many.
create function cases_ask_address(of_nominal bigint, line text, town text, given_postcode text,
    reason text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me agencies_user;
    in_area smallint;
    code text := cases_postcode(given_postcode);
    found bigint[];
    answer text;
begin
    perform audit_current_operation();
    select u.* into me from agencies_user u where u.id = nominals_caller();
    select a.area_id into in_area from nominals_access a
    where a.nominal_id = of_nominal and a.during @> audit_today()
      and a.area_id::int = any (agencies_areas_as(agencies_roles_who_may('ADDRESS_CHECK')))
    order by a.area_id limit 1;
    if in_area is null or not nominals_in_sight(of_nominal) or nominals_barred(of_nominal) then
        raise exception 'this is not the caller''s to ask' using errcode = 'insufficient_privilege';
    end if;
    -- One at a time, so that two at once do not count as one.
    perform pg_advisory_xact_lock(hashtext('cases_address_asked'), me.id::int);
    perform cases_asks_within_limits(of_nominal, code);
    found := cases_living_at(line, code, of_nominal);
    select coalesce(
        (select format('%s, %s: %s', a.name, r.answered_by, r.number) from cases_rota r
         where r.area_id = a.id and r.during @> audit_today()
         order by array_position('{police,probation,prison}', r.agency) limit 1),
        format('the MAPPA co-ordinator of %s', a.name))
    into answer
    from nominals_access x join agencies_area a on a.id = x.area_id
    where x.nominal_id = any (found) and x.basis = 'responsible' and x.during @> audit_today()
      and not x.restricted
      and not exists (select from nominals_listed l
                      where l.nominal_id = x.nominal_id and l.user_id = me.id
                        and l.side = 'shut_out' and l.ended_at is null)
    order by x.area_id = in_area desc, a.name limit 1;
    insert into cases_address_asked (nominal_id, area_id, agency, regime, entered_by,
        entered_by_id, proposed, postcode, why, ring)
    values (of_nominal, in_area, me.agency, 'law_enforcement', me.name, me.id,
        concat_ws(', ', nullif(line, ''), nullif(town, ''), given_postcode), code, reason,
        coalesce(answer, ''));
    -- Whoever looks after those who live there learns of it, as of any search that found them. It
    -- is no reading of the asker's: nothing of it comes back to them.
    insert into audit_access (actor, user_id, action, what, nominal_id, area, refused)
    select me.name, null, 'search', 'a blind address check', hit, a.name, false
    from unnest(found) as hit, agencies_area a where a.id = in_area;
    return coalesce(answer, '');
end $$;

revoke execute on function cases_living_at(text, text, bigint),
    cases_asks_within_limits(bigint, text),
    cases_ask_address(bigint, text, text, text, text) from public;
grant execute on function cases_ask_address(bigint, text, text, text, text) to web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("cases", "0004_at_a_glance"),
        ("nominals", "0010_quality"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="AddressAsked",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("regime", models.TextField(default="law_enforcement")),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    ("proposed", models.TextField()),
                    ("postcode", models.TextField()),
                    ("why", models.TextField()),
                    ("term", models.TextField(default="", db_default="")),
                    ("ring", models.TextField(default="", db_default="")),
                    (
                        "area",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_address_asked",
                    "abstract": False,
                    "indexes": [
                        models.Index(
                            fields=["entered_by_id", "entered_at"], name="cases_address_asked_by"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="cases_addressasked_regime_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("proposed", ""), _negated=True),
                                models.Q(("why", ""), _negated=True),
                            ),
                            name="cases_address_asked_says_where_and_why",
                        ),
                    ],
                },
            ),
            migrations.RunSQL(PLACES, migrations.RunSQL.noop),
            migrations.RunSQL(ASKING, migrations.RunSQL.noop),
        ]
    )
