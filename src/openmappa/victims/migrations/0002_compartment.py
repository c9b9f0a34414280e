from django.db import migrations

COMPARTMENT = """
-- The areas in which the person of this transaction speaks for victims.
create function victims_areas() returns int[] language sql stable
return agencies_areas_as(array['victim_liaison']);

-- Whether such an area may see this person today. A restriction is no bar: whoever restricts a record
-- cannot know that there is a victim, and would let nobody in who speaks for them.
create function victims_may_see(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from nominals_access a
        where a.nominal_id = of_nominal and a.during @> audit_today()
          and a.area_id = any (victims_areas()))
      and not nominals_shut_out(of_nominal)
$$;
revoke execute on function victims_areas(), victims_may_see(bigint) from public;
grant execute on function victims_areas(), victims_may_see(bigint) to web;

-- Rows that name a person: to who speaks for victims in an area that may see that person.
create procedure victims_protect(of_table regclass)
language plpgsql as $body$
begin
    execute format('alter table %s enable row level security', of_table);
    execute format($sql$
        create policy in_compartment on %s to web using (
            (select true from nominals_access a
             where a.nominal_id = %s.nominal_id and a.during @> (now() at time zone 'Europe/London')::date
               and a.area_id = any ((select victims_areas())::int[])
             limit 1)
            and not nominals_shut_out(%s.nominal_id))
        $sql$, of_table, of_table, of_table);
end $body$;
revoke execute on procedure victims_protect(regclass) from public;

call victims_protect('victims_link');
call victims_protect('victims_zone');
call victims_protect('victims_annex');
call victims_protect('victims_mention');

-- A victim is of an area, under no person's record.
alter table victims_victim enable row level security;
create policy in_compartment on victims_victim to web
    using (area_id = any ((select victims_areas())::int[]));
alter table victims_contact enable row level security;
create policy in_compartment on victims_contact to web
    using ((select true from victims_victim v where v.id = victim_id limit 1));
alter table victims_unit enable row level security;
create policy in_compartment on victims_unit to web
    using (area_id = any ((select victims_areas())::int[]));

-- Whoever writes does so in their own name.
create policy in_own_name on victims_victim as restrictive for insert to web with check (
    entered_by_id = (select nullif(current_setting('app.user', true), ''))::bigint);
create policy in_own_name on victims_link as restrictive for insert to web with check (
    entered_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
    and (select true from victims_victim v where v.id = victim_id limit 1));
create policy in_own_name on victims_zone as restrictive for insert to web with check (
    entered_by_id = (select nullif(current_setting('app.user', true), ''))::bigint
    and (select true from victims_victim v where v.id = victim_id limit 1));
create policy in_own_name on victims_annex as restrictive for insert to web with check (
    entered_by_id = (select nullif(current_setting('app.user', true), ''))::bigint);
create policy in_own_name on victims_contact as restrictive for insert to web with check (
    entered_by_id = (select nullif(current_setting('app.user', true), ''))::bigint);

grant select, insert, update on victims_victim, victims_link, victims_zone, victims_annex,
    victims_unit to web;
grant select, insert on victims_contact to web;
grant select on victims_mention to web;
grant update (outcome, reason, decided_at, decided_by) on victims_mention to web;

-- History: read in the compartment alone, by the same rules.
alter table victims_victim_history enable row level security;
create policy in_compartment on victims_victim_history for select to web
    using (area_id = any ((select victims_areas())::int[]));
call victims_protect('victims_link_history');
call victims_protect('victims_zone_history');
call victims_protect('victims_annex_history');
alter table victims_unit_history enable row level security;
create policy in_compartment on victims_unit_history for select to web
    using (area_id = any ((select victims_areas())::int[]));
grant select on victims_victim_history, victims_link_history, victims_zone_history,
    victims_annex_history, victims_unit_history to web;
"""

ZONES = """
-- What everybody who may see a person may know of zones: the letter, whether it has ended, and the
-- number of victim liaison in the area that wrote it. Neither who nor where nor why.
create function victims_zones(of_nominal bigint)
returns table (letter text, ended_on date, telephone text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select z.letter,
        case when upper(z.during) <= audit_today() then upper(z.during) - 1 end,
        coalesce(u.telephone, '')
    from victims_zone z left join victims_unit u on u.area_id = z.area_id
    where z.nominal_id = of_nominal and nominals_in_sight(of_nominal)
    order by length(z.letter), z.letter
$$;
revoke execute on function victims_zones(bigint) from public;
grant execute on function victims_zones(bigint) to web;
"""

MENTIONS = """
-- The tables whose texts are watched for victims: their columns of text; whether a row can be
-- withheld; where it cannot, for each text the column that says who wrote it, to be rung (`agency`:
-- whose extract states it); which columns name a person; and which rows (`w`) say again what is
-- watched elsewhere.
create table victims_watched (of_table name primary key, fields text[] not null,
    withholds boolean not null default true, written_by text[] not null default '{}',
    persons text[] not null default '{nominal_id}', again text not null default 'false');
alter table victims_watched enable row level security;

-- Lower case in our letters without accents and without what nobody sees, everything but letters and
-- digits a single space, spaces around it.
create function victims_plain(given text) returns text language sql immutable
return ' ' || trim(regexp_replace(
    case when given ~ '[^\\x01-\\x7f]' then nominals_search_latin(regexp_replace(
        normalize(given, NFKD),
        '[\\u0300-\\u036f\\u064b-\\u0655\\u0670\\u00ad\\u200b-\\u200f\\u2060\\ufeff]', '', 'g'))
    else lower(given) end,
    '[^a-z0-9]+', ' ', 'g')) || ' ';

-- The same of a text, and of its words that a hyphen parts at the end of a line as whole ones too.
create function victims_read(given text) returns text language sql immutable
return victims_plain(given) || case when given ~ '[-\\u2010\\u00ad]\\s*[\n\r]'
    then victims_plain(regexp_replace(given, '[-\\u2010\\u00ad]\\s*[\n\r]\\s*', '', 'g')) else '' end;

-- Words for streets as they are shortened; of plain text.
create function victims_shortened(plain text) returns text language plpgsql immutable as $$
declare
    pair text[];
begin
    foreach pair slice 1 in array '{{road,rd},{street,st},{saint,st},{avenue,ave},{av,ave},{close,cl},
        {crescent,cres},{drive,dr},{lane,ln},{place,pl},{gardens,gdns},{court,ct},{square,sq},
        {terrace,terr},{ter,terr},{grove,gr},{parade,pde},{park,pk},{mount,mt}}'::text[][] loop
        plain := replace(plain, ' ' || pair[1] || ' ', ' ' || pair[2] || ' ');
    end loop;
    return plain;
end $$;

-- The words of a name: its parts, and what is written as one of them run together (OBrien).
create function victims_words(forenames text, surname text) returns text[]
language sql immutable as $$
    select coalesce(array_agg(distinct word), '{}') from (
        select unnest(string_to_array(trim(victims_plain(forenames || ' ' || surname)), ' '))
        union all
        select replace(trim(victims_plain(part)), ' ', '')
        from regexp_split_to_table(forenames || ' ' || surname, '\\s+') as part
        union all
        select replace(trim(victims_plain(surname)), ' ', '')) w (word)
    where length(word) >= 3
$$;

-- A short name as a whole, either way about (Jo Ng; Ng, Jo); none that the person bears too.
create function victims_whole_names(forenames text, surname text, own_forenames text,
    own_surname text) returns setof text
language sql immutable as $$
    select whole from (
        select split_part(trim(victims_plain(forenames)), ' ', 1), trim(victims_plain(surname)))
            as n (first, last),
        lateral (values (first || ' ' || last), (last || ' ' || first)) as w (whole)
    where first <> '' and last <> ''
      and not (position(' ' || first || ' ' in victims_plain(own_forenames)) > 0
               and last = trim(victims_plain(own_surname)))
$$;

-- The numbers that were typed as a telephone number, as far as they are told apart.
create function victims_numbers(telephone text) returns setof text
language sql immutable as $$
    select right(digits, 9) from regexp_matches(telephone, '[0-9][0-9 ()+.-]*', 'g') as m (found),
        lateral (select regexp_replace(found[1], '[^0-9]', '', 'g')) as d (digits)
    where length(digits) >= 7
$$;

-- What of an address identifies the house: its lines and parts as far as the last that begins with the
-- house's number, without numbers. Where none does: the first, which names the house, and those that
-- end as streets do. What follows (village, town, county) names nobody.
create function victims_streets(address text) returns setof text language sql immutable as $$
    with part as (
        select n, plain, plain ~ '^ ((flat|apartment|apt|unit|room) [0-9]*[a-z]? )?[0-9]+[a-z]? [a-z]'
                as numbered,
            trim(regexp_replace(plain,
                '^ ((flat|apartment|apt|unit|room) [0-9]*[a-z]? )?([0-9]+[a-z]? )*', ' ')) as street
        from regexp_split_to_table(
            -- A house's number that stands alone belongs to what follows it.
            regexp_replace(address, '(^|[,\n])( *[0-9]+[A-Za-z]?) *[,\n]', '\\1\\2 ', 'g'),
            '[,\n]+') with ordinality as p (words, n), victims_plain(p.words) as plain)
    select street from part
    where length(street) >= 5 and (
        n <= coalesce((select max(n) from part where numbered), 1)
        or street ~ ('^the | (avenue|close|cottages?|court|crescent|drive|farm|gardens?|green|grove'
                '|hill|house|lane|lodge|mews|parade|park|place|rise|road|row|square|street|terrace'
                '|view|walk|way|yard)$')
            and not exists (select from part where numbered))
$$;

-- What of a victim a text names: words of their name that are not of the person's own, or a short name
-- as a whole, their street or house, postcode, telephone number or e-mail address.
create function victims_met(given text, forenames text, surname text, address text, postcode text,
    telephone text, email text, own_forenames text, own_surname text) returns text[]
language sql immutable as $$
    with said as materialized (
        select victims_read(given) as plain, normalize(given, NFKC) as whole)
    select coalesce(array_agg(met), '{}') from (
        select word from said, unnest(victims_words(forenames, surname)) as word
        where word <> all (victims_words(own_forenames, own_surname))
          and position(' ' || word || ' ' in plain) > 0
        union all
        select name from said,
            victims_whole_names(forenames, surname, own_forenames, own_surname) as name
        where position(' ' || name || ' ' in plain) > 0
        union all
        select street from said, victims_streets(address) as street
        where position(victims_shortened(' ' || street || ' ') in victims_shortened(plain)) > 0
        union all
        select code from said, lateral (
            select lower(regexp_replace(postcode, '[^A-Za-z0-9]', '', 'g'))) as c (code)
        where length(postcode) >= 5 and position(
            code in lower(regexp_replace(whole, '[^A-Za-z0-9]', '', 'g'))) > 0
        union all
        select number from said, victims_numbers(telephone) as number
        where position(number in regexp_replace(whole, '[^0-9]', '', 'g')) > 0
        union all
        select lower(email) from said
        where email <> '' and position(lower(email) in lower(whole)) > 0) m (met)
$$;

-- Whether a text names a victim. Rather once too often: people judge it.
create function victims_named(given text, of_victim bigint, of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from victims_victim v, nominals_nominal n
        where v.id = of_victim and n.id = of_nominal
          and victims_met(given, v.forenames, v.surname, v.address, v.postcode, v.telephone,
              v.email, n.forenames, n.surname) <> '{}')
$$;

-- Until it is judged whether it names a victim, such a row is open to searches of who wrote it and of
-- who speaks for victims there. Most speak for none, and are asked that once.
create or replace view nominals_search_waiting as
select m.of_table, m.row_id,
    coalesce((select nullif(current_setting('app.user', true), ''))::bigint = any (m.writers), false)
        or case when (select victims_areas()) = '{}' then false
                else victims_may_see(m.nominal_id) end as open_to_me
from victims_mention m where m.outcome = '';

-- A text that waits without what victims_named met in it: words of their names, their street with
-- the house's number, postcode, telephone number and e-mail address. Also of what victim liaison has
-- corrected since: by that the text came to wait.
create or replace function nominals_search_unsaid(said text, of_table text, row_id bigint)
returns text language plpgsql stable as $$
declare
    plain text := victims_plain(said);
    rest text := said;
    unsaid text[] := '{}';
    streets text[];
    digits text;
    v record;
begin
    for v in
        select distinct h.surname, h.forenames, h.address, h.postcode, h.telephone, h.email,
            n.forenames as own_forenames, n.surname as own_surname
        from victims_mention m
        join nominals_nominal n on n.id = m.nominal_id
        cross join lateral (
            select now_.surname, now_.forenames, now_.address, now_.postcode, now_.telephone,
                now_.email
            from victims_victim now_ where now_.id = m.victim_id
            union all
            select was.surname, was.forenames, was.address, was.postcode, was.telephone, was.email
            from victims_victim_history was where was.pgh_obj_id = m.victim_id) h
        where m.outcome = '' and m.of_table = nominals_search_unsaid.of_table
          and m.row_id = nominals_search_unsaid.row_id
    loop
        unsaid := unsaid || array(
            select word from (
                select unnest(victims_words(v.forenames, v.surname))
                union all
                select unnest(string_to_array(name, ' ')) from victims_whole_names(
                    v.forenames, v.surname, v.own_forenames, v.own_surname) as name
                where position(' ' || name || ' ' in plain) > 0) w (word)
            where word <> all (victims_words(v.own_forenames, v.own_surname))
              and position(' ' || word || ' '
                  in victims_plain(v.own_forenames || ' ' || v.own_surname)) = 0);
        streets := array(
            select street from victims_streets(v.address) as street
            where position(victims_shortened(' ' || street || ' ')
                in victims_shortened(plain)) > 0);
        if streets <> '{}' then
            unsaid := unsaid || array(
                select unnest(string_to_array(trim(street), ' '))
                from unnest(streets) as s (one),
                    lateral (values (one), (victims_shortened(' ' || one || ' '))) as w (street)
            ) || array(
                select word from unnest(string_to_array(victims_plain(v.address), ' ')) as word
                where word ~ '^[0-9]+[a-z]?$');
        end if;
        if length(v.postcode) >= 5 then
            rest := regexp_replace(rest, (
                select string_agg(c, '[^[:alnum:]]*' order by n)
                from regexp_split_to_table(regexp_replace(v.postcode, '[^A-Za-z0-9]', '', 'g'), '')
                    with ordinality x (c, n)),
                ' ', 'gi');
        end if;
        foreach digits in array array(select number from victims_numbers(v.telephone) as number
                where position(number in regexp_replace(said, '[^0-9]', '', 'g')) > 0) loop
            -- What stands between the digits stays.
            rest := regexp_replace(rest,
                array_to_string(string_to_array(digits, null), '([^0-9]*)'),
                (select string_agg('\\' || i, '') || ' ' from generate_series(1, length(digits) - 1) i),
                'g');
        end loop;
        if v.email <> '' then
            rest := regexp_replace(
                rest, regexp_replace(v.email, '([^[:alnum:]])', '\\\\\\1', 'g'), ' ', 'gi');
        end if;
    end loop;
    -- Words that have the same stem as one of them would be found by it.
    unsaid := array(
        select distinct word from unnest(string_to_array(trim(plain), ' ')) as word
        where word = any (unsaid) or ts_lexize('english_stem', word) && array(
            select unnest(ts_lexize('english_stem', w)) from unnest(unsaid) as w));
    if unsaid <> '{}' then
        rest := regexp_replace(rest, '(?<![a-z0-9])(' || array_to_string(unsaid, '|')
            || ')(?![a-z0-9])', ' ', 'gi');
        -- Where they are written with accents.
        if rest ~ '[^\\x01-\\x7f]' then
            rest := (
                select string_agg(case when p.part ~ '[^\\x01-\\x7f]' and w.words && unsaid
                    then array_to_string(array(
                        select word from unnest(w.words) as word where word <> all (unsaid)), ' ')
                    else p.part end, ' ' order by p.n)
                from regexp_split_to_table(rest, '\\s+') with ordinality p (part, n),
                    lateral (select string_to_array(trim(victims_plain(p.part)), ' ')) w (words));
        end if;
    end if;
    return rest;
end $$;

-- Told by the table's trigger what was written: each new mention is noted, nothing is answered.
-- What somebody has judged waits again only when the text, or whose record it is in, has changed.
create function victims_note() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    watched victims_watched;
    field text;
    person text;
    judged text;
    writer bigint := nullif(current_setting('app.user', true), '')::bigint;
begin
    select w.* into watched from victims_watched w where w.of_table = tg_table_name;
    foreach field in array watched.fields loop
    foreach person in array watched.persons loop
        judged := case tg_op when 'INSERT' then 'false' else format($sql$
            exists (select from victims_mention d where d.row_id = w.id
                and (d.of_table, d.field, d.victim_id) = (%L, %L, l.victim_id))
            and exists (select from gone g where g.id = w.id
                and (g.%I, g.%I) is not distinct from (w.%I, w.%I))
            $sql$, tg_table_name, field, field, person, field, person) end;
        execute format($sql$
            insert into victims_mention as m (nominal_id, victim_id, of_table, row_id, field, writers,
                outcome, reason, decided_by)
            select distinct l.nominal_id, l.victim_id, %L, w.id, %L,
                array_remove(array[coalesce($1, (to_jsonb(w)->>'entered_by_id')::bigint)], null),
                '', '', ''
            from written w join victims_link l on l.nominal_id = w.%I
                and l.ended_on is null
            where coalesce(w.%I::text, '') <> '' and not (%s)
              and victims_named(w.%I::text, l.victim_id, l.nominal_id)
              and not (%s)
            on conflict (victim_id, of_table, row_id, field) where outcome = ''
                do update set writers = m.writers || excluded.writers
                where not m.writers @> excluded.writers
            $sql$, tg_table_name, field, person, field, watched.again, field, judged)
        using writer;
    end loop;
    end loop;
    return null;
end $$;

-- The same of what stood there before the victim, or their address, was known. What somebody has
-- judged waits again when it names the victim by something that was not known then.
create function victims_look_back(of_victim bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    watched victims_watched;
    field text;
    person text;
begin
    if not exists (select from victims_victim v
                   where v.id = of_victim and v.area_id = any (victims_areas())) then
        raise exception 'only victim liaison of the victim''s area looks back'
            using errcode = 'insufficient_privilege';
    end if;
    for watched in select * from victims_watched loop
        foreach field in array watched.fields loop
        foreach person in array watched.persons loop
            execute format($sql$
                insert into victims_mention (nominal_id, victim_id, of_table, row_id, field, writers,
                    outcome, reason, decided_by)
                select l.nominal_id, l.victim_id, %L, w.id, %L,
                    array_remove(array[(to_jsonb(w)->>'entered_by_id')::bigint], null), '', '', ''
                from victims_link l join victims_victim v on v.id = l.victim_id
                join nominals_nominal n on n.id = l.nominal_id join %I w on w.%I = l.nominal_id
                cross join lateral (select w.%I::text) s (said)
                where l.victim_id = $1 and l.ended_on is null
                  and coalesce(s.said, '') <> '' and not (%s)
                  and victims_named(s.said, l.victim_id, l.nominal_id)
                  and not exists (
                      select from victims_mention m
                      where m.victim_id = l.victim_id and m.of_table = %L and m.row_id = w.id
                        and m.field = %L and (m.outcome in ('', 'withheld')
                            or victims_met(s.said, v.forenames, v.surname, v.address, v.postcode,
                                v.telephone, v.email, n.forenames, n.surname)
                            <@ (select victims_met(s.said, h.forenames, h.surname, h.address,
                                    h.postcode, h.telephone, h.email, n.forenames, n.surname)
                                from victims_victim_history h
                                where h.pgh_obj_id = v.id and h.pgh_created_at <= m.decided_at
                                order by h.pgh_id desc limit 1)))
                on conflict do nothing
                $sql$, watched.of_table, field, watched.of_table, person, field, watched.again,
                watched.of_table, field) using of_victim;
        end loop;
        end loop;
    end loop;
end $$;

-- What stands in a column of the row of a mention; of a row that was taken out, what stood there.
create function victims_stands(of_mention bigint, in_column text) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    mention victims_mention;
    found text;
    there int;
begin
    select m.* into mention from victims_mention m
    where m.id = of_mention and victims_may_see(m.nominal_id);
    if mention.id is null or in_column is null then
        return null;
    end if;
    execute format('select %I::text from %I where id = $1', in_column, mention.of_table)
    into found using mention.row_id;
    get diagnostics there = row_count;
    if there = 0 and to_regclass(mention.of_table || '_history') is not null then
        execute format('select %I::text from %I where pgh_obj_id = $1 order by pgh_id desc limit 1',
            in_column, mention.of_table || '_history')
        into found using mention.row_id;
    end if;
    return found;
end $$;

-- The text of a mention, to who judges it. Where it was corrected since, and names nobody any more, what
-- stood there before too: everybody reads it in the history of the entry.
create function victims_text(of_mention bigint) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    mention victims_mention;
    stands text;
    stood text;
begin
    select m.* into mention from victims_mention m
    where m.id = of_mention and victims_may_see(m.nominal_id);
    stands := victims_stands(mention.id, mention.field);
    if mention.id is null or victims_named(stands, mention.victim_id, mention.nominal_id)
            or to_regclass(mention.of_table || '_history') is null then
        return stands;
    end if;
    execute format('select %I::text from %I where pgh_obj_id = $1 and victims_named(%I::text, $2, $3)'
        ' order by pgh_id desc limit 1', mention.field, mention.of_table || '_history', mention.field)
    into stood using mention.row_id, mention.victim_id, mention.nominal_id;
    return case when stood is null then stands
        else concat_ws(E'\n\n', stood, 'It was corrected since. The history of the entry shows what'
            || ' stood there; now it reads:', stands) end;
end $$;

-- Whether its row can be withheld; and who wrote it, to be rung where it cannot: of what an extract
-- says, the agency whose record it is.
create function victims_writer(of_mention bigint)
returns table (withholds boolean, wrote text, stated boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select w.withholds, coalesce(
        nullif(victims_stands(m.id, nullif(by.field, '')), ''),
        (select string_agg(u.name, ' and ' order by u.name) from agencies_user u
         where u.id = any (m.writers)), '')
        || case when by.field = 'agency'
           then (select ', ' || a.name from agencies_area a
                 where a.id = victims_stands(m.id, 'area_id')::smallint) else '' end,
        coalesce(by.field = 'agency', false)
    from victims_mention m join victims_watched w on w.of_table = m.of_table,
        lateral (select w.written_by[array_position(w.fields, m.field)]) as by (field)
    where m.id = of_mention and victims_may_see(m.nominal_id)
$$;

-- Withhold the row of a mention from everybody outside the compartment, history and all.
create function victims_withhold(of_mention bigint, by text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    mention victims_mention;
begin
    perform audit_current_operation();
    select m.* into mention from victims_mention m
    where m.id = of_mention and victims_may_see(m.nominal_id);
    if mention.id is null then
        raise exception 'no such mention' using errcode = 'insufficient_privilege';
    end if;
    if not (select w.withholds from victims_watched w where w.of_table = mention.of_table) then
        raise exception 'who sees the record goes by this row: it cannot be withheld'
            using errcode = 'insufficient_privilege';
    end if;
    insert into nominals_withheld (nominal_id, of_table, row_id, compartment, withheld_by)
    values (mention.nominal_id, mention.of_table, mention.row_id, 'victims', by)
    on conflict do nothing;
    -- A photograph of a mark shows what the mark says: a tattoo of her name.
    insert into nominals_withheld (nominal_id, of_table, row_id, compartment, withheld_by)
    select p.nominal_id, 'nominals_photograph', p.id, 'victims', by from nominals_photograph p
    where mention.of_table = 'nominals_mark' and p.mark_id = mention.row_id
    on conflict do nothing;
    delete from nominals_search_fact f
    where f.source = mention.of_table and f.source_id = mention.row_id;
    if mention.of_table = 'nominals_further_name' then
        perform nominals_search_refresh(array[mention.nominal_id], waiting => true);
    end if;
end $$;

revoke execute on function victims_named(text, bigint, bigint), victims_note(),
    victims_look_back(bigint), victims_text(bigint), victims_withhold(bigint, text),
    victims_stands(bigint, text), victims_writer(bigint) from public;
grant execute on function victims_look_back(bigint), victims_text(bigint),
    victims_withhold(bigint, text), victims_writer(bigint) to web;

create procedure victims_be_told_of(of_table regclass)
language plpgsql as $body$
begin
    execute format('create trigger victims_note_added after insert on %s
        referencing new table as written for each statement execute function victims_note()',
        of_table);
    execute format('create trigger victims_note_changed after update on %s
        referencing new table as written old table as gone
        for each statement execute function victims_note()', of_table);
end $body$;

-- Watch the texts of a table that names a person, and let its rows be withheld.
create procedure victims_watch(of_table regclass, variadic fields text[])
language plpgsql as $body$
begin
    insert into victims_watched (of_table, fields) values (of_table::text, fields);
    call victims_be_told_of(of_table);
    call nominals_can_be_withheld(of_table);
end $body$;

-- Watch the texts of a table of which no row can be withheld, as who sees the record goes by it.
-- `texts`: pairs of a column and of the one that says who wrote it.
create procedure victims_watch_only(of_table regclass, texts text[],
    persons text[] default '{nominal_id}', again text default 'false')
language plpgsql as $body$
begin
    insert into victims_watched (of_table, fields, withholds, written_by, persons, again)
    select of_table::text, array_agg(texts[n] order by n), false,
        array_agg(texts[n + 1] order by n), persons, again
    from generate_series(1, cardinality(texts), 2) as n;
    call victims_be_told_of(of_table);
end $body$;
revoke execute on procedure victims_watch(regclass, text[]), victims_be_told_of(regclass),
    victims_watch_only(regclass, text[], text[], text) from public;

call victims_watch('cases_transfer', 'reason', 'declined_because', 'withdrawn_because');
call victims_watch('nominals_activity', 'fact', 'opinion');
call victims_watch('nominals_address_check', 'note');
call victims_watch('nominals_message', 'text', 'answer');
call victims_watch('nominals_document', 'title', 'withdrawn_because');
call victims_watch('nominals_photograph', 'note', 'withdrawn_because');
"""

# The sections of the record that people enter: their own texts, beside those that each has.
SECTIONS = {
    "nominals_background": "value",
    "nominals_description": "clothing disability",
    "nominals_email": "address",
    "nominals_finance": "holder",
    "nominals_further_identifier": "given",
    "nominals_further_name": "surname forenames",
    "nominals_intelligence": "report sanitised conditions",
    "nominals_interest": "description",
    "nominals_mark": "description",
    "nominals_method": "description",
    "nominals_occupation": "organisation role place",
    "nominals_online": "identity device",
    "nominals_programme": "name provider outcome",
    "nominals_protective_factor": "description",
    "nominals_relationship": "name",
    "nominals_residence": "line_1 line_2 postcode found_at occupants landlord",
    "nominals_telephone": "number",
    "nominals_vehicle": "registration habits",
    "nominals_warning_marker": "reason receivers circulated",
}
ALIKE = ("source", "note", "withdrawn_because", "corrected_because")
WATCHED = "".join(
    "call victims_watch('{}', {});\n".format(
        table, ", ".join(f"'{f}'" for f in [*own.split(), *ALIKE])
    )
    for table, own in SECTIONS.items()
)


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0001_initial"),
        ("nominals", "0008_search"),
        ("cases", "0004_at_a_glance"),
        ("audit", "0002_protection"),
    ]

    operations = [
        migrations.RunSQL(COMPARTMENT, migrations.RunSQL.noop),
        migrations.RunSQL(ZONES, migrations.RunSQL.noop),
        migrations.RunSQL(MENTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(WATCHED, migrations.RunSQL.noop),
    ]
