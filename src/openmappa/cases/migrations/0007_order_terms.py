from django.db import migrations

# The answer names a term of the person's own orders, which who asks may see. A term that is withheld
# because it would tell of a victim answers as none does.
ASKING = """
drop function cases_ask_address(bigint, text, text, text, text);

-- By which term of an order or licence, that runs or is to come, nobody may place the person at a
-- postcode: only where it plainly covers it.
create function cases_forbidden_by(of_nominal bigint, code text) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select case when t.order_id is null then 'licence' else 'order' end || ' term ' || t.number
    from justice_order_term t left join justice_order o on o.id = t.order_id
    where t.nominal_id = of_nominal and t.withdrawn_at is null
      and t.kind in ('not_enter', 'not_live') and t.nature = 'forbids'
      and (upper(t.during) is null or upper(t.during) > audit_today())
      and (t.order_id is null or o.withdrawn_on is null
           and (o.ends_on is null or o.ends_on >= audit_today()))
      and exists (
          select from unnest(t.postcodes) as part
          where case when part like '% %' then starts_with(code, replace(part, ' ', ''))
                     else left(code, -3) = part end)
      and not exists (select from nominals_withheld w
                      where w.of_table = 'justice_order_term' and w.row_id = t.id)
    order by t.order_id is null, t.order_id, t.number limit 1
$$;

-- Ask whether an address would do for a person whom the caller sees. Answers by which term it would
-- not, or with whom to ring before going on, or with nothing: never who lives there, nor how many.
create function cases_ask_address(of_nominal bigint, line text, town text, given_postcode text,
    reason text, out term text, out ring text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    me agencies_user;
    in_area smallint;
    code text := cases_postcode(given_postcode);
    found bigint[];
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
    term := coalesce(cases_forbidden_by(of_nominal, code), '');
    ring := '';
    if term = '' then
        select coalesce(
            (select format('%s, %s: %s', a.name, r.answered_by, r.number) from cases_rota r
             where r.area_id = a.id and r.during @> audit_today()
             order by array_position('{police,probation,prison}', r.agency) limit 1),
            format('the MAPPA co-ordinator of %s', a.name))
        into ring
        from nominals_access x join agencies_area a on a.id = x.area_id
        where x.nominal_id = any (found) and x.basis = 'responsible' and x.during @> audit_today()
          and not x.restricted
          and not exists (select from nominals_listed l
                          where l.nominal_id = x.nominal_id and l.user_id = me.id
                            and l.side = 'shut_out' and l.ended_at is null)
        order by x.area_id = in_area desc, a.name limit 1;
        ring := coalesce(ring, '');
    end if;
    insert into cases_address_asked (nominal_id, area_id, agency, regime, entered_by,
        entered_by_id, proposed, postcode, why, term, ring)
    values (of_nominal, in_area, me.agency, 'law_enforcement', me.name, me.id,
        concat_ws(', ', nullif(line, ''), nullif(town, ''), given_postcode), code, reason,
        term, ring);
    -- Whoever looks after those who live there learns of it, as of any search that found them. It
    -- is no reading of the asker's: nothing of it comes back to them.
    insert into audit_access (operation, actor, user_id, action, what, nominal_id, area, refused)
    select audit_current_operation(), me.name, null, 'search', 'a blind address check', hit, a.name,
        false
    from unnest(found) as hit, agencies_area a where a.id = in_area;
end $$;
revoke execute on function cases_forbidden_by(bigint, text),
    cases_ask_address(bigint, text, text, text, text) from public;
grant execute on function cases_ask_address(bigint, text, text, text, text) to web;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_tasks"), ("justice", "0003_order_terms")]

    operations = [
        migrations.RunSQL(ASKING, migrations.RunSQL.noop),
    ]
