from django.db import migrations

# What is searched lies in tables of its own, which no login may read: only nominals_search reads
# them, with the owner's power, and answers with nothing but what its caller may see.

READING = r"""
-- Letters of other scripts as they are commonly written in ours. Vowels that a script leaves out
-- stay out: the sound of a word (below) does not hear them.
create function nominals_search_latin(given text) returns text
language sql immutable strict parallel safe
return translate(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
        translate(lower(given),
            'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЄЇҐЎŁØĐÐÞÆŒ',
            'абвгдежзийклмнопрстуфхцчшщъыьэюяёієїґўłøđðþæœ'),
        'щ', 'shch'), 'ж', 'zh'), 'х', 'kh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'ю', 'yu'),
        'я', 'ya'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'),
        'ث', 'th'), 'خ', 'kh'), 'ذ', 'dh'), 'ش', 'sh'), 'غ', 'gh'), 'چ', 'ch'), 'ژ', 'zh'),
        'ة', 'a'),
    'абвгдезийклмнопрстуфыэіїєґўъьłøđðıابتجحدرزسصضطظعفقكکلمنهويیىپگءـ',
    'abvgdeziiklmnoprstufyeiieguʼʼloddiabtjhdrzssdtzafqkklmnhwyyapgʼʼ');

-- The words of a name without case, accents, hyphens and apostrophes.
create function nominals_search_words(given text) returns text[]
language sql immutable strict parallel safe
return case
    when given ~ '^[A-Za-z]+$' then array[lower(given)]
    when given ~ '^[A-Za-z]+( [A-Za-z]+)*$' then string_to_array(lower(given), ' ')
    else array_remove(regexp_split_to_array(
        regexp_replace(
            regexp_replace(
                nominals_search_latin(regexp_replace(
                    normalize(given, NFKD), '[\u0300-\u036f\u064b-\u0655\u0670]', '', 'g')),
                '[-\u2010-\u2015\s,;/|]+', ' ', 'g'),
            '[!-/:-@\[-`{-~\u00a1-\u00bf\u02b0-\u02ff\u2000-\u206f]', '', 'g'),
        '\s+'), '')
end;

-- What a word sounds like when it is written down anew: its consonants, those told apart that
-- spellings of one name tell apart. Mohammed, Muhammad and the Arabic letters for it are one. Of
-- a word that is no name's, ten thousand letters long, no more is listened to than of the longest.
create function nominals_search_sound(word text) returns text
language sql immutable strict parallel safe
return (
    select left(folded, 1) || translate(substr(folded, 2), 'aeiouwy', '')
    from (select regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        regexp_replace(regexp_replace(regexp_replace(
            left(word, 64), 'ph|ff|[vw]$', 'f', 'g'), 'sch|sh|sz|cz|ch|tch', 's', 'g'),
            'gh|kh|ck|q|c', 'k', 'g'), 'zh|x', 'z', 'g'), '([dts])h', '\1', 'g'),
            '^(ou|u|w)', 'o'), '^(ye|je|e|i|y|j)', 'y'), '(.)\1+', '\1', 'g') as folded) f);

-- What a word is looked up by: itself, itself without one letter or two (so that a slip on either
-- side meets in the middle), and its sounds. Only its beginning counts for slips, so that long
-- words have no more of them.
create function nominals_search_keys(word text) returns int[]
language plpgsql immutable strict parallel safe as $$
declare
    beginning text := left(word, 7);
    long bool := length(word) >= 6;
    sound text := nominals_search_sound(word);
    less text;
    keys int[] := array[hashtext(beginning)];
begin
    if length(word) >= 3 then
        for i in 1 .. length(beginning) loop
            less := left(beginning, i - 1) || substr(beginning, i + 1);
            keys := keys || hashtext(less);
            if long then
                for j in i .. length(less) loop
                    keys := keys || hashtext(left(less, j - 1) || substr(less, j + 1));
                end loop;
            end if;
        end loop;
    end if;
    if length(sound) >= 3 then
        keys := keys || hashtext('s:' || sound);
    end if;
    if length(dmetaphone(word)) >= 2 then
        keys := keys || hashtext('m:' || dmetaphone(word)) || hashtext('m:' || dmetaphone_alt(word));
    end if;
    return keys;
end $$;

-- Its letters in order: two words that differ in two places and have the same letters differ by
-- one slip, two letters that changed places.
create function nominals_search_letters(word text) returns text
language sql immutable strict parallel safe
return (select string_agg(c, '' order by c collate "C") from regexp_split_to_table(word, '') c);

-- How much a word typed is like a word on record, `slips` apart: 1 the same, 0 not at all.
-- `swapped` says that they have the same letters, `alike` that they sound the same.
create function nominals_search_likeness(typed text, word text, slips int, swapped bool, alike bool)
returns float8 language sql immutable parallel safe
return case when typed = word then 1 else greatest(
    1 - (case when alike then 0.5 else 1 end)
        * (case when slips = 2 and swapped then 1 else slips end)
        / greatest(length(typed), length(word), 1)::float8,
    case when length(typed) >= 2 and starts_with(word, typed)
        then 0.6 + 0.3 * length(typed) / length(word)::float8 else 0 end) end;

-- How well a birth on record fits what was typed of it, from 0 to 1; not known fits a little. What
-- was typed comes as days and spans of days that fit less and less (`Birth` in search.py).
create function nominals_search_birth_fit(born date, within date[], turned date[], slip date[],
    birthday date[], month date[], year date[])
returns float8 language sql immutable parallel safe
return case when born is null then 0.3
    when born between within[1] and within[2] then 1
    when born = any(turned) then 0.9
    when born = any(slip) then 0.85
    when born = any(birthday) then 0.7
    when born between month[1] and month[2] then 0.6
    when born between year[1] and year[2] then 0.4
    else 0 end;

-- Any other fact in the one form in which it is kept and looked for.
create function nominals_search_value(kind text, given text) returns text
language sql immutable strict parallel safe
return case kind
    when 'telephone' then regexp_replace(regexp_replace(
        given, '[^0-9]', '', 'g'), '^(00)?44(0?)', '0')
    when 'vehicle' then upper(regexp_replace(given, '[^A-Za-z0-9]', '', 'g'))
    when 'identifier' then upper(regexp_replace(given, '[^A-Za-z0-9:]', '', 'g'))
    when 'record' then upper(regexp_replace(given, '[\s/.\-]', '', 'g'))
    when 'e_mail' then lower(btrim(given))
    when 'online_name' then lower(ltrim(btrim(given), '@'))
    when 'postcode' then upper(regexp_replace(given, '\s', '', 'g'))
    else array_to_string(nominals_search_words(given), ' ')
end;
"""

TABLES = """
-- Words of names that a person's record must not be found by: gender history and the like. Of such
-- a word only a digest lies here.
create table nominals_search_hidden (
    nominal_id bigint not null,
    word bytea not null,
    primary key (nominal_id, word)
);

-- Each word of a name once.
create table nominals_search_word (
    word text collate "C" primary key,
    letters text collate "C" not null,
    metaphone text collate "C" not null,
    sound text collate "C" not null,
    keys int[] not null
);
create index nominals_search_word_keys on nominals_search_word using gin (keys);

-- Each name of each person as pairs of surname and one forename, for each area that has, had or
-- will have access: a search of one area touches that area's rows only. Whether access holds today
-- is asked of nominals_access, row by row. Source: 0 the leading name, 1 a record, 2 another name
-- of a record, 3 one that was entered.
create table nominals_search_name (
    nominal_id bigint not null,
    source smallint not null,
    source_id bigint not null,
    area_id smallint not null,
    surname text collate "C" not null,
    forename text collate "C" not null,
    others text[] not null,
    born date
);
create index nominals_search_name_pair on nominals_search_name (surname, forename, area_id);
create index nominals_search_name_forename on nominals_search_name (forename, area_id);
create index nominals_search_name_nominal on nominals_search_name (nominal_id);

create table nominals_search_birth (
    born_on date not null,
    nominal_id bigint not null,
    primary key (born_on, nominal_id)
);
create index nominals_search_birth_nominal on nominals_search_birth (nominal_id);

-- Everything else that somebody can be found by. Of the log only its stems are kept.
create table nominals_search_fact (
    nominal_id bigint not null,
    kind text collate "C" not null,
    source text collate "C" not null,
    source_id bigint not null,
    value text collate "C" not null,
    document tsvector
);
create index nominals_search_fact_value on nominals_search_fact (kind, value)
    where kind <> 'log';
create index nominals_search_fact_source on nominals_search_fact (source, source_id);
create index nominals_search_fact_nominal on nominals_search_fact (nominal_id);
create index nominals_search_fact_part on nominals_search_fact using gin (value gin_trgm_ops)
    where kind in ('address', 'e_mail', 'look', 'mark', 'method', 'online_name', 'order_term',
              'telephone', 'vehicle');
create index nominals_search_fact_document on nominals_search_fact using gin (document);

-- Where facts come from; filled by nominals_search_source alone.
create table nominals_search_source (
    of_table text collate "C" not null,
    kind text collate "C" not null,
    expression text not null,
    condition text not null,
    primary key (of_table, kind)
);

-- Rows of which victim liaison has yet to judge whether they name a victim, and whether the caller
-- finds people by all of them none the less, as who wrote them does. By such a row others find nobody;
-- by such a text those of its words that name no victim. The victims' migrations say which these are,
-- and what a text is without the words that name her.
create view nominals_search_waiting (of_table, row_id, open_to_me) as
select ''::text, 0::bigint, true where false;
create function nominals_search_unsaid(said text, of_table text, row_id bigint) returns text
language sql stable
return said;

-- Those that name a person have policies for nobody, and no login a grant.
alter table nominals_search_hidden enable row level security;
alter table nominals_search_name enable row level security;
alter table nominals_search_birth enable row level security;
alter table nominals_search_fact enable row level security;
"""

KEEPING = """
-- Of each word of a name, which says nothing of the same word in another's name.
create function nominals_search_digests(nominal bigint, surname text, forenames text)
returns bytea[] language sql immutable parallel safe as $$
    select coalesce(array_agg(sha256(convert_to(nominal || part || word, 'UTF8'))), '{}')
    from (select '|surname|', unnest(nominals_search_words(surname))
          union all select '|forename|', unnest(nominals_search_words(forenames))) w (part, word)
$$;

-- The pairs by which a name is found: the surname run together with each forename; each part of a
-- surname in parts with the first forename.
create function nominals_search_pairs(given_surname text, given_forenames text)
returns table (surname text, forename text, others text[])
language plpgsql immutable strict parallel safe as $$
declare
    last text[];
    first text[];
    run text;
begin
    if given_surname ~ '^[A-Za-z]+$' and given_forenames ~ '^[A-Za-z]+$' then
        return query select lower(given_surname), lower(given_forenames), '{}'::text[];
        return;
    end if;
    last := nominals_search_words(given_surname);
    first := nominals_search_words(given_forenames);
    run := array_to_string(last, '');
    if run = '' and first = '{}' then
        return;
    end if;
    if cardinality(first) <= 1 and cardinality(last) <= 1 then
        return query select run, coalesce(first[1], ''), '{}'::text[];
        return;
    end if;
    for i in 1 .. greatest(least(cardinality(first), 6), 1) loop
        return query select run, coalesce(first[i], ''), first[:i - 1] || first[i + 1:];
    end loop;
    if cardinality(last) > 1 then
        for i in 1 .. least(cardinality(last), 4) loop
            continue when length(last[i]) < 3;
            return query select last[i], coalesce(first[1], ''),
                last[:i - 1] || last[i + 1:] || first[2:];
        end loop;
    end if;
end $$;

-- The rows of nominals_search_birth and nominals_search_name as they should be. Where another name
-- leaves surname or forenames out, the leading name's are meant.
create view nominals_search_births as
select b.born_on, b.nominal
from (
    select n.id as nominal, n.born_on from nominals_nominal n where n.born_on is not null
    union
    select r.nominal_id, r.born_on from nominals_record r
    where r.withdrawn_on is null and r.born_on is not null
) b;

create view nominals_search_wanted as
select distinct on (nominal, area_id, surname, forename, others, born)
    nominal, source, source_id, area_id, surname, forename, others, born
from (
    select s.nominal, s.source, s.source_id, a.area_id, p.surname, p.forename, p.others,
        b.born_on as born
    from (
        select n.id as nominal, 0::smallint as source, n.id as source_id, n.surname, n.forenames
        from nominals_nominal n
        union all
        select r.nominal_id, 1::smallint, r.id, r.surname, r.forenames
        from nominals_record r where r.withdrawn_on is null
        union all
        select o.nominal_id, 2::smallint, o.id, coalesce(nullif(o.surname, ''), n.surname),
            coalesce(nullif(o.forenames, ''), n.forenames)
        from nominals_name o join nominals_nominal n on n.id = o.nominal_id
        where o.withdrawn_on is null
        union all
        select o.nominal_id, 3::smallint, o.id, coalesce(nullif(o.surname, ''), n.surname),
            coalesce(nullif(o.forenames, ''), n.forenames)
        from nominals_further_name o join nominals_nominal n on n.id = o.nominal_id
        where o.withdrawn_at is null and not exists (
            select from nominals_withheld w
            where w.of_table = 'nominals_further_name' and w.row_id = o.id)
    ) s
    join nominals_access a on a.nominal_id = s.nominal
    left join nominals_search_births b on b.nominal = s.nominal
    cross join lateral nominals_search_pairs(s.surname, s.forenames) p
    where not exists (
        select from nominals_search_hidden h where h.nominal_id = s.nominal
            and h.word = any (nominals_search_digests(s.nominal, s.surname, s.forenames)))
) every_one
order by nominal, area_id, surname, forename, others, born, source, source_id;

-- Words that a name brings and the table has not; and the other way about, unless another
-- transaction is bringing words: then they stay until somebody's next name goes, or a rebuild.
create function nominals_search_settle_words(gone text[], waiting bool) returns void
language plpgsql as $$
begin
    if gone is null then
        return;
    end if;
    if waiting then
        perform pg_advisory_xact_lock(hashtext('openmappa search words'));
    elsif not pg_try_advisory_xact_lock(hashtext('openmappa search words')) then
        return;
    end if;
    delete from nominals_search_word w where w.word = any(gone)
        and not exists (select from nominals_search_name n where n.surname = w.word)
        and not exists (select from nominals_search_name n where n.forename = w.word);
end $$;

create function nominals_search_add_words(of_words text[]) returns void
language sql as $$
    insert into nominals_search_word (word, letters, metaphone, sound, keys)
    select w, nominals_search_letters(w), dmetaphone(w), nominals_search_sound(w),
        nominals_search_keys(w)
    from (select distinct w from unnest(of_words) w) n
    where w <> '' and not exists (select from nominals_search_word k where k.word = n.w)
    order by w
    on conflict do nothing
$$;

-- Names and births of these people anew.
create function nominals_search_refresh(ids bigint[], waiting bool default false) returns void
language plpgsql as $$
declare
    gone text[];
    come text[];
begin
    perform pg_advisory_xact_lock_shared(hashtext('openmappa search words'));
    delete from nominals_search_birth where nominal_id = any(ids);
    insert into nominals_search_birth (born_on, nominal_id)
    select b.born_on, b.nominal from nominals_search_births b where b.nominal = any(ids);
    with dropped as (
        delete from nominals_search_name where nominal_id = any(ids) returning surname, forename)
    select array_agg(distinct w) into gone
    from dropped, lateral (values (surname), (forename)) v (w) where w <> '';
    with added as (
        insert into nominals_search_name
            (nominal_id, source, source_id, area_id, surname, forename, others, born)
        select w.nominal, w.source, w.source_id, w.area_id, w.surname, w.forename, w.others,
            w.born
        from nominals_search_wanted w where w.nominal = any(ids)
        returning surname, forename)
    select array_agg(distinct w) into come
    from added, lateral (values (surname), (forename)) v (w);
    perform nominals_search_add_words(come);
    perform nominals_search_settle_words(
        (select array_agg(g) from unnest(gone) g where not g = any(coalesce(come, '{}'))), waiting);
end $$;

-- After a statement on a table that says who somebody is, or which areas see the record.
create function nominals_search_follow_names() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    ids bigint[];
    who text := case tg_table_name when 'nominals_nominal' then 'id' else 'nominal_id' end;
    -- Of access only which area it is of: not in which ways the record is seen there.
    what text := case tg_table_name when 'nominals_access' then 'nominal_id, area_id' else '*' end;
begin
    execute case tg_op
        when 'INSERT' then format('select array_agg(distinct %I) from come', who)
        when 'DELETE' then format('select array_agg(distinct %I) from gone', who)
        else format($sql$
            select array_agg(distinct %1$I) from (
                (select %2$s from come except select %2$s from gone)
                union all (select %2$s from gone except select %2$s from come)) changed
            $sql$, who, what)
    end into ids;
    if ids is not null then
        perform nominals_search_refresh(ids);
    end if;
    return null;
end $$;

-- The rows of nominals_search_fact that one source gives, from rows named `come`.
create function nominals_search_facts_of(source nominals_search_source, come text) returns text
language sql stable
return format($sql$
    insert into nominals_search_fact (nominal_id, kind, source, source_id, value, document)
    select t.nominal_id, %1$L, %2$L, t.id,
        case when %1$L = 'log' then '' else nominals_search_value(%1$L, t.search_said) end,
        case when %1$L in ('log', 'look', 'mark', 'method', 'offence', 'order_term')
            then to_tsvector('english', t.search_said) end
    from (select *, (%3$s)::text as search_said from %4$s where %5$s) t
    where t.search_said <> '' and not exists (
        select from nominals_withheld w where w.of_table = %2$L and w.row_id = t.id)
    $sql$, source.kind, source.of_table, source.expression, come, source.condition);

-- After a statement on a table that facts come from.
create function nominals_search_follow_facts() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    s nominals_search_source;
begin
    if tg_op <> 'INSERT' then
        delete from nominals_search_fact f using gone g
        where f.source = tg_table_name and f.source_id = g.id;
    end if;
    if tg_op <> 'DELETE' then
        for s in select * from nominals_search_source where of_table = tg_table_name loop
            execute nominals_search_facts_of(s, 'come');
        end loop;
    end if;
    return null;
end $$;

create procedure nominals_search_follow(of_table text, by_function text)
language plpgsql as $$
begin
    if exists (select from pg_trigger where tgrelid = of_table::regclass
            and tgname = by_function || '_insert') then
        return;
    end if;
    execute format('create trigger %I after insert on %s referencing new table as come'
        ' for each statement execute function %I()', by_function || '_insert', of_table, by_function);
    execute format('create trigger %I after update on %s referencing old table as gone'
        ' new table as come for each statement execute function %I()',
        by_function || '_update', of_table, by_function);
    execute format('create trigger %I after delete on %s referencing old table as gone'
        ' for each statement execute function %I()', by_function || '_delete', of_table, by_function);
end $$;

-- Let people be found by what a table says of them, and keep it so: the one line that a new source
-- needs, in the migration that makes its table. The table has `id` and `nominal_id`.
--   kind: identifier, record, address, telephone, e_mail, online_name, vehicle, mark, look (a
--     description or vehicle in words), method (modus operandi), order_term, offence or log: how it
--     is read, and who may search by it (`searchable` in cases/searching.py);
--   expression: SQL over a row, such as `number` or `concat_ws(' ', make, model)`;
--   condition: which rows count.
-- call nominals_search_source('nominals_telephone', 'telephone', 'number');
create procedure nominals_search_source(of_table text, kind text, expression text,
    condition text default 'withdrawn_on is null')
language plpgsql as $$
declare
    s nominals_search_source;
begin
    insert into nominals_search_source values (of_table, kind, expression, condition) returning * into s;
    call nominals_search_follow(of_table, 'nominals_search_follow_facts');
    execute nominals_search_facts_of(s, of_table);
end $$;

-- Let a record not be found by a name that the law protects, whichever table says it and however it
-- says the rest: by no word of it that is none of the name that the person bears.
create function nominals_search_withhold(nominal bigint, surname text, forenames text) returns void
language plpgsql as $$
begin
    insert into nominals_search_hidden
    select nominal, unnest(nominals_search_digests(nominal, surname, forenames))
    except
    select n.id, unnest(nominals_search_digests(n.id, n.surname, n.forenames))
    from nominals_nominal n where n.id = nominal
    on conflict do nothing;
    perform nominals_search_refresh(array[nominal], waiting => true);
end $$;

-- Everything anew; answers, if asked to compare, how many rows of each table came out otherwise.
create function nominals_search_rebuild(compare bool default true)
returns table (of_table text, in_all bigint, changed bigint)
language plpgsql as $$
declare
    s nominals_search_source;
    t text;
    make text[];
    drop_all text;
begin
    perform pg_advisory_xact_lock(hashtext('openmappa search words'));
    foreach t in array '{birth,name,word,fact}'::text[] loop
        if compare then
            execute format(
                'create temp table was_%1$s on commit drop as table nominals_search_%1$s', t);
        end if;
        execute format('truncate nominals_search_%s', t);
    end loop;
    -- Indexes are made for all rows at once.
    select array_agg(pg_get_indexdef(i.indexrelid)),
        string_agg('drop index ' || i.indexrelid::regclass, ';')
    into make, drop_all
    from pg_index i
    where not i.indisprimary and i.indrelid = any(
        '{nominals_search_birth,nominals_search_name,nominals_search_word,nominals_search_fact}'
        ::regclass[]);
    execute drop_all;
    insert into nominals_search_birth (born_on, nominal_id)
    select born_on, nominal from nominals_search_births order by born_on, nominal;
    insert into nominals_search_name
        (nominal_id, source, source_id, area_id, surname, forename, others, born)
    select w.nominal, w.source, w.source_id, w.area_id, w.surname, w.forename, w.others,
        w.born
    from nominals_search_wanted w
    order by w.surname, w.forename, w.area_id, w.nominal, w.source, w.source_id;
    insert into nominals_search_word (word, letters, metaphone, sound, keys)
    select w, nominals_search_letters(w), dmetaphone(w), nominals_search_sound(w),
        nominals_search_keys(w)
    from (select surname as w from nominals_search_name union select forename from nominals_search_name) n
    where w <> '' order by w;
    for s in select * from nominals_search_source loop
        execute nominals_search_facts_of(s, s.of_table);
    end loop;
    foreach t in array make loop
        execute t;
    end loop;
    foreach t in array '{birth,name,word,fact}'::text[] loop
        execute format('analyze nominals_search_%s', t);
        continue when not compare;
        return query execute format($sql$
            select %2$L::text, (select count(*) from %2$I), (select count(*) from (
                (table %1$I except all table %2$I) union all (table %2$I except all table %1$I)) d)
            $sql$, 'was_' || t, 'nominals_search_' || t);
    end loop;
end $$;
"""

KNOWN_AS = """
-- The other names of somebody, by all records and as entered, to who is on duty in an area that may
-- see the record: without those that the law protects or that are withheld from the caller.
create function nominals_known_as(of_nominal bigint)
returns table (forenames text, surname text, kind text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select k.forenames, k.surname, k.kind
    from nominals_nominal n, lateral (
        select o.forenames, o.surname, o.kind from nominals_name o
        where o.nominal_id = n.id and o.withdrawn_on is null
        union
        select o.forenames, o.surname, o.kind from nominals_further_name o
        where o.nominal_id = n.id and o.withdrawn_at is null
          and o.id <> all (nominals_withheld_from_me('nominals_further_name'))) k
    where n.id = of_nominal and nominals_in_sight(of_nominal) and not nominals_barred(of_nominal)
      and exists (select from nominals_access a
                  where a.nominal_id = of_nominal and a.during @> audit_today()
                    and a.area_id = any (agencies_areas_as('{duty_officer}')))
      and not exists (
          select from nominals_search_hidden h
          where h.nominal_id = of_nominal
            and h.word = any (nominals_search_digests(of_nominal, k.surname, k.forenames)))
    order by k.surname, k.forenames, k.kind
$$;
revoke execute on function nominals_known_as(bigint) from public;
grant execute on function nominals_known_as(bigint) to web;
"""

# The rest of each statement is one text for a few areas, by the whole index, and one for all.
HIT = """
        select n.nominal_id, case when dated then 0.6 * n.fit + 0.4 * nominals_search_birth_fit(
                n.born, within, turned, slip, birthday, month, year) else n.fit end,
            case when n.source = 0 then n.fit else 0 end, n.source, n.source_id
"""

PAIRS = (
    """
        return query
        with found as materialized (
            select n.nominal_id, n.source, n.source_id, n.surname, n.forename, n.others, n.born
            from nominals_search_name n
            where n.surname = any(like_words) and n.forename = any(like_words){area}
        ), named as (
            select f.nominal_id, f.source, f.source_id, f.born,
                max(0.55 * s.fit + 0.45 * g.fit - case when cardinality(typed) <= 2 then 0 else
                    0.1 * (select count(*) from unnest(typed) with ordinality w (word, i)
                        where ((s.mask | g.mask) >> (i - 1)::int) & 1 = 0
                          and not w.word = any(f.others)) end) as fit
            from found f
            join unnest(like_words, like_masks, like_fits) s (word, mask, fit)
                on s.word = f.surname
            join unnest(like_words, like_masks, like_fits) g (word, mask, fit)
                on g.word = f.forename
            where s.mask & g.mask = 0
            group by f.nominal_id, f.source, f.source_id, f.born
        )"""
    + HIT
    + """
        from named n where n.fit >= 0.5;"""
)

SINGLES = (
    """
        return query"""
    + HIT
    + """
        from (
            (select s.nominal_id, s.source, s.source_id, s.born, c.fit
            from (select * from unnest(like_words, like_masks, like_fits) c (word, mask, fit)
                where c.mask = whole order by c.fit desc, c.word) c
            cross join lateral (select * from nominals_search_name n
                where n.surname = c.word{area} limit wanted * 3) s
            limit wanted * 6)
            union all
            (select s.nominal_id, s.source, s.source_id, s.born, 0.9 * c.fit
            from (select * from unnest(like_words, like_masks, like_fits) c (word, mask, fit)
                where c.mask = whole order by c.fit desc, c.word) c
            cross join lateral (select * from nominals_search_name n
                where n.forename = c.word{area} limit wanted * 3) s
            limit wanted * 6)
        ) n;"""
)

SURNAMES = (
    """
        return query"""
    + HIT
    + """
        from (
            select s.nominal_id, s.source, s.source_id, s.born, 0.55 * c.fit + 0.45 * coalesce((
                select max(case when s.forename = '' then 0.4 else
                    nominals_search_likeness(u.word, s.forename, u.slips, false, false) end)
                from (select t.word, levenshtein(left(t.word, 60), left(s.forename, 60)) as slips
                    from unnest(parts, part_masks) t (word, mask)
                    where t.mask & c.mask = 0 offset 0) u), 0) as fit
            from (select * from unnest(like_words, like_masks, like_fits) c (word, mask, fit)
                where c.fit >= 0.75 and c.mask <> whole order by c.fit desc, c.word limit 12) c
            cross join lateral (select * from nominals_search_name n
                where n.surname = c.word{area} limit 300) s
            limit 1500
        ) n where n.fit >= 0.5;"""
)

AREA = " and n.area_id = any(areas)"

# A person whom an area of the caller's scope sees today, or to whom the caller is named.
IN_SIGHT = """(select true from nominals_access a where a.nominal_id = {}.nominal_id
                and (a.nominal_id = any(let_in)
                    or a.shown_to && sees and (not a.restricted or a.nominal_id = any(listed)
                        or a.area_id * 16 + 9 = any(sees){by_liaison}))
                and a.nominal_id <> all(shut_out) and a.during @> today limit 1)"""

# A restricted person, whom the caller sees because they speak for victims, is found by what that role
# searches by, whatever other roles the caller has; a test compares the kinds.
BY_LIAISON = (
    " and f.kind in ('identifier', 'record', 'reference', 'method', 'offence', 'order_term')"
)

# The same by area alone, asked once of all: so that what fits thousands elsewhere is quick.
IN_AREAS = """(areas is null or {}.nominal_id in (
              select x.nominal_id from nominals_access x
              where x.area_id = any(areas) and x.during @> today))"""

# A row of a source that waits for victim liaison, and is not open to the caller.
WAITS = """(select true from nominals_search_waiting w
            where w.of_table = {} and w.row_id = {}
            having not bool_or(w.open_to_me))"""
# What the index of parts of values holds.
SOUGHT_IN_PART = """f.kind in ('address', 'e_mail', 'look', 'mark', 'method', 'online_name',
              'order_term', 'telephone', 'vehicle')"""
# Numbers of these kinds that have a part.
PARTLY = (
    """        return query
        select f.nominal_id, 0.8::float8, f.kind::text, f.source::text, f.source_id
        from nominals_search_fact f
        where f.kind in ({kinds}) and f.kind = any(kinds) and f.value like '%' || {part} || '%'
          and """
    + f"{WAITS.format('f.source', 'f.source_id')} is null and {SOUGHT_IN_PART}"
    + """
        limit wanted * 4;"""
)
FINDING = (
    """
-- A text that waits, without the words that name a victim; and its stems without theirs.
create function nominals_search_rest(of_kind text, from_table text, from_row bigint) returns text
language plpgsql stable as $$
declare
    expression text := (select s.expression from nominals_search_source s
                        where s.of_table = from_table and s.kind = of_kind);
    said text;
begin
    execute format('select (%s)::text from %s where id = $1', expression, from_table)
    into said using from_row;
    return nominals_search_unsaid(said, from_table, from_row);
end $$;
create function nominals_search_stems_left(of_kind text, from_table text, from_row bigint,
    document tsvector) returns tsvector
language sql stable as $$
    select ts_delete(document, array(
        select unnest(tsvector_to_array(document))
        except
        select unnest(tsvector_to_array(
            to_tsvector('english', nominals_search_rest(of_kind, from_table, from_row))))))
$$;

-- What the names on record say to a name as somebody typed it. Four steps: words that run two
-- names together are parted; words on record that are like those typed, or forms of them, are
-- looked up (by what a slip leaves, and by sound); names that have one of them as surname and
-- another as forename are read from the index; if there are few, so are rare surnames with any
-- forename. Nothing here asks who may see what: nominals_search does.
create function nominals_search_pairs_found(like_words text[], like_masks int[], like_fits float8[],
    typed text[], areas smallint[], dated bool, within date[], turned date[], slip date[],
    birthday date[], month date[], year date[])
returns table (nominal_id bigint, fit float8, by_leading float8, source smallint, source_id bigint)
language plpgsql stable set enable_nestloop = off set enable_hashjoin = on
set enable_seqscan = off set jit = off
set plan_cache_mode = force_generic_plan as $$
begin
    if areas is null then"""
    + PAIRS.format(area="")
    + """
    else"""
    + PAIRS.format(area=AREA)
    + """
    end if;
end $$;

-- Who was born on the very day, or with day and month changed about, however the name is written. How
-- far words are like those typed is known of those that are (`near`); of others letters are compared.
create function nominals_search_born_then(near_words text[], near_masks int[], near_fits float8[],
    parts text[], part_masks int[], areas smallint[], n int, within date[], turned date[], slip date[],
    birthday date[], month date[], year date[])
returns table (nominal_id bigint, fit float8, by_leading float8, source smallint, source_id bigint)
language plpgsql stable set enable_nestloop = off set enable_hashjoin = on
set enable_mergejoin = off set enable_seqscan = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
    dated bool := true;
begin
    return query
        with born as materialized (
            select distinct x.* from nominals_search_birth o
            cross join lateral (
                select x.nominal_id, x.source, x.source_id, x.born, x.surname, x.forename
                from nominals_search_name x
                where x.nominal_id = o.nominal_id
                  and (areas is null or x.area_id = any(areas)) offset 0) x
            where o.born_on = any(turned || within[1])
        ), heard as (
            select b.*, coalesce(s.fit, 1 - levenshtein(left(l.word, 60), left(b.surname, 60))
                    / greatest(length(l.word), length(b.surname))::float8) as surname_fit,
                case when b.forename = '' then 0.4 else coalesce(g.fit,
                    1 - levenshtein(left(f.word, 60), left(b.forename, 60))
                        / greatest(length(f.word), length(b.forename))::float8) end as forename_fit
            from born b
            cross join unnest(parts, part_masks) l (word, mask)
            cross join unnest(parts, part_masks) f (word, mask)
            left join unnest(near_words, near_masks, near_fits) s (word, mask, fit)
                on s.word = b.surname and s.mask = l.mask
            left join unnest(near_words, near_masks, near_fits) g (word, mask, fit)
                on g.word = b.forename and g.mask = f.mask
            where l.mask & f.mask = 0 or n = 1
        )"""
    + HIT
    + """
        from (
            select h.nominal_id, h.source, h.source_id, h.born, max(case when n = 1
                then greatest(h.surname_fit, 0.9 * h.forename_fit)
                else 0.55 * h.surname_fit + 0.45 * h.forename_fit end) as fit
            from heard h group by 1, 2, 3, 4
        ) n where n.fit >= 0.3;
end $$;

create function nominals_search_named(asked jsonb, areas smallint[], wanted int)
returns table (nominal_id bigint, fit float8, by_leading float8, source smallint, source_id bigint)
language plpgsql stable set enable_seqscan = off set jit = off set enable_hashjoin = off
set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare
    typed text[] := (nominals_search_words(coalesce(asked->>'name', '')))[1:6];
    dated bool := asked ? 'within';
    within date[] := array(select jsonb_array_elements_text(asked->'within'));
    turned date[] := array(select jsonb_array_elements_text(asked->'turned'));
    slip date[] := array(select jsonb_array_elements_text(asked->'slip'));
    birthday date[] := array(select jsonb_array_elements_text(asked->'birthday'));
    month date[] := array(select jsonb_array_elements_text(asked->'month'));
    year date[] := array(select jsonb_array_elements_text(asked->'year'));
    -- What is looked up, words and neighbours run together, and which of the words typed each is.
    parts text[] := '{}';
    part_masks int[] := '{}';
    whole int;
    like_words text[];
    like_masks int[];
    like_fits float8[];
    near_words text[];
    near_masks int[];
    near_fits float8[];
    apart text[];
    found bigint := 0;
    n int;
begin
    if cardinality(typed) between 1 and 3 then
        for at in 1 .. cardinality(typed) loop
            continue when length(typed[at]) not between 6 and 40;
            select array[left(typed[at], i), substr(typed[at], i + 1)] into apart
            from generate_series(3, length(typed[at]) - 3) i
            where not exists (select from nominals_search_word k where k.word = typed[at])
              and exists (select from nominals_search_word k where k.word = left(typed[at], i))
              and exists (select from nominals_search_word k where k.word = substr(typed[at], i + 1))
            order by abs(2 * i - length(typed[at])), i limit 1;
            if apart is not null then
                typed := typed[:at - 1] || apart || typed[at + 1:];
                exit;
            end if;
        end loop;
    end if;
    n := cardinality(typed);
    if n = 0 then
        return;
    end if;
    whole := (1 << n) - 1;
    for i in 1 .. n loop
        parts := parts || typed[i];
        part_masks := part_masks || (1 << (i - 1));
        if i < n then
            parts := parts || (typed[i] || typed[i + 1]);
            part_masks := part_masks || (3 << (i - 1));
        end if;
    end loop;
    select coalesce(array_agg(c.word) filter (where c.place <= 60), '{}'),
        coalesce(array_agg(c.mask) filter (where c.place <= 60), '{}'),
        coalesce(array_agg(c.fit) filter (where c.place <= 60), '{}'),
        array_agg(c.word), array_agg(c.mask), array_agg(c.fit)
    into like_words, like_masks, like_fits, near_words, near_masks, near_fits
    from (
        select b.word, b.mask, max(b.fit) as fit,
            row_number() over (partition by b.mask order by max(b.fit) desc, b.word) as place
        from (
            select l.word, l.mask, nominals_search_likeness(
                l.typed, l.word, l.slips, l.swapped, l.alike) as fit
            from (
                select p.word as typed, p.mask, k.word,
                    levenshtein(left(p.word, 60), left(k.word, 60)) as slips,
                    k.letters = p.letters as swapped,
                    k.sound = p.sound or k.metaphone = p.metaphone as alike
                from (select t.word, t.mask, nominals_search_letters(t.word) as letters,
                        nominals_search_sound(t.word) as sound, dmetaphone(t.word) as metaphone,
                        nominals_search_keys(t.word) as keys
                    from unnest(parts, part_masks) t (word, mask) offset 0) p
                join nominals_search_word k on k.keys && p.keys
                offset 0) l
            where l.alike or l.slips <= case when length(l.typed) < 3 then 0
                when length(l.typed) < 6 then 1 else 2 end or (l.slips = 2 and l.swapped)
            union all
            select f.form, p.mask, 0.92
            from unnest(parts, part_masks) p (word, mask)
            join jsonb_each(coalesce(asked->'forms', '{}')) e on e.key = p.word
            cross join lateral jsonb_array_elements_text(e.value) f (form)
            union all
            select b.word, m.mask, nominals_search_likeness(p.word, b.word, 100, false, false)
            from unnest(typed) with ordinality p (word, i)
            cross join lateral (select 1 << (p.i - 1)::int as mask) m
            cross join lateral (select k.word from nominals_search_word k
                where k.word > p.word and k.word < p.word || '~'
                order by k.word limit 1000) b
            where length(p.word) >= 2
        ) b
        where b.fit >= 0.5
        group by b.word, b.mask
    ) c;
    if n >= 2 then
        return query select * from nominals_search_pairs_found(like_words, like_masks, like_fits,
            typed, areas, dated, within, turned, slip, birthday, month, year);
        get diagnostics found = row_count;
    end if;
    -- One word, or several that are one run together.
    if whole = any(like_masks) then
        if areas is null then"""
    + SINGLES.format(area="")
    + """
        else"""
    + SINGLES.format(area=AREA)
    + """
        end if;
    end if;
    if n >= 2 and found < 10 then
        if areas is null then"""
    + SURNAMES.format(area="")
    + """
        else"""
    + SURNAMES.format(area=AREA)
    + """
        end if;
    end if;
    if dated and within[1] = within[2] then
        return query select * from nominals_search_born_then(near_words, near_masks, near_fits,
            parts, part_masks, areas, n, within, turned, slip, birthday, month, year);
    end if;
end $$;

-- What the other facts on record say: numbers in their one form as a whole, and, in free text, the
-- likeness of addresses, marks and online names, parts of numbers, and the stems of the log.
create function nominals_search_told(asked jsonb, fact_kinds text[], fact_values text[],
    kinds text[], loosely bool, wanted int)
returns table (nominal_id bigint, fit float8, kind text, of_table text, row_id bigint)
language plpgsql stable set enable_seqscan = off set enable_hashjoin = off
set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    loose text := nominals_search_value('address', coalesce(asked->>'loose', ''));
    part text := upper(regexp_replace(coalesce(asked->>'part', ''), '[^A-Za-z0-9]', '', 'g'));
begin
    return query
    select f.nominal_id, 1.0::float8, f.kind::text, f.source::text, f.source_id
    from unnest(fact_kinds, fact_values) e (kind, value)
    join nominals_search_fact f on f.kind = e.kind and f.value = e.value and f.kind <> 'log'
    where f.kind = any(kinds) and """
    + WAITS.format("f.source", "f.source_id")
    + """ is null;
    if asked ? 'reference' then
        return query
        select n.id, 1.0::float8, 'reference', null, null::bigint from nominals_nominal n
        where n.id = nominals_stands_for(
            (select g.id from nominals_nominal g where g.reference = asked->>'reference'));
    end if;
    if length(part) >= 4 then
"""
    + PARTLY.format(kinds="'telephone', 'vehicle'", part="part")
    + """
    end if;
    -- Part of a registration; "_" is a sign that was not read, "%" any number of them.
    if asked->>'plate' ~ '^[A-Z0-9_%]+$' then
"""
    + PARTLY.format(kinds="'vehicle'", part="(asked->>'plate')")
    + """
    end if;
    if loosely and length(loose) >= 3 then
        return query
        select f.nominal_id, 0.5 + 0.4 * strict_word_similarity(loose, f.said), f.kind::text,
            f.source::text, f.source_id
        from (
            select t.nominal_id, t.kind, t.source, t.source_id, t.value as said
            from (
                select f.*, """
    + WAITS.format("f.source", "f.source_id")
    + """ is not null as waits
                from nominals_search_fact f
                where loose <<% f.value and f.kind = any(kinds)
                  and """
    + SOUGHT_IN_PART
    + """ and f.kind not in ('telephone', 'vehicle') offset 0) t
            where not t.waits
            union all
            -- A text that waits by nothing but what is left of it: her name brings it no nearer.
            select t.* from (
                select t.nominal_id, t.kind, t.source, t.source_id, nominals_search_value(
                    t.kind, nominals_search_rest(t.kind, t.source, t.source_id)) as said
                from (
                    select f.* from (
                        select w.of_table, w.row_id from nominals_search_waiting w
                        group by w.of_table, w.row_id having not bool_or(w.open_to_me) offset 0) w
                    join nominals_search_fact f
                        on f.source = w.of_table and f.source_id = w.row_id
                    where f.document is not null and f.kind = any(kinds) and f.kind <> 'log'
                      and nominals_in_sight(f.nominal_id) offset 0) t offset 0) t
            where loose <<% t.said
            offset 0) f
        limit wanted * 4;
        return query
        select f.nominal_id, 0.55 + 0.35 * ts_rank(f.stems, f.q)::float8, f.kind::text,
            f.source::text, f.source_id
        from (
            select t.*, case when not t.waits then t.document else nominals_search_stems_left(
                t.kind, t.source, t.source_id, t.document) end as stems
            from (
                select f.*, q.q, """
    + WAITS.format("f.source", "f.source_id")
    + """ is not null as waits
                -- Without the sign that leaves a word out: who is no longer found would bear it.
                from websearch_to_tsquery('english', regexp_replace(
                    asked->>'loose', '(^|[^[:alnum:]])-+', '\\1', 'g')) q (q)
                join nominals_search_fact f on f.document @@ q.q
                where f.kind = any(kinds) and f.kind <> 'offence' offset 0) t
            where not t.waits or nominals_in_sight(t.nominal_id) offset 0) f
        where not f.waits or f.stems @@ f.q
        limit wanted * 4;
    end if;
end $$;

-- Who has the very number that was typed; or was born on the very day and has a name to which each
-- word typed is near: the same, another form of it, sounding the same, or one slip away.
-- Nobody by name and birth whom one of the areas `but` sees.
create function nominals_search_exactly(asked jsonb, fact_kinds text[], fact_values text[],
    kinds text[], but int[] default '{}')
returns table (nominal_id bigint)
language plpgsql stable rows 5 set enable_seqscan = off set enable_hashjoin = off
set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    typed text[] := nominals_search_words(asked->>'name');
    today date := audit_today();
    sounds text[];
begin
    return query
    select f.nominal_id from unnest(fact_kinds, fact_values) e (kind, value)
    join nominals_search_fact f on f.kind = e.kind and f.value = e.value and f.kind <> 'log'
    where f.kind = any(kinds) and f.kind in ('identifier', 'telephone', 'vehicle', 'e_mail')
      and """
    + WAITS.format("f.source", "f.source_id")
    + """ is null;
    if '{name,born}' <@ kinds and asked->'within'->>0 = asked->'within'->>1
            and cardinality(typed) >= 2 then
        sounds := array(select nominals_search_sound(w) from unnest(typed) w);
        return query
        select n.nominal_id
        from (
            select o.nominal_id from nominals_search_birth o
            where o.born_on = (asked->'within'->>0)::date and (
                select true from nominals_access a where a.nominal_id = o.nominal_id
                    and a.area_id = any(but) and a.during @> today limit 1) is null
            offset 0) b
        join nominals_search_name n on n.nominal_id = b.nominal_id
        left join nominals_search_word s on s.word = n.surname
        left join nominals_search_word f on f.word = n.forename
        where (n.source <> 3 or """
    + WAITS.format("'nominals_further_name'", "n.source_id")
    + """ is null)
          and not exists (
            select from unnest(typed, sounds) t (word, sound)
            where not (
                t.word in (n.surname, n.forename) or t.word = any(n.others)
                or (length(t.sound) >= 2 and t.sound in (s.sound, f.sound))
                or (length(t.word) >= 4 and (
                    levenshtein(left(t.word, 60), left(n.surname, 60)) <= 1
                    or levenshtein(left(t.word, 60), left(n.forename, 60)) <= 1))
                or coalesce(asked->'forms'->t.word ? n.forename, false)));
    end if;
end $$;

-- Who fits what was typed, best first: at most `wanted` people whom an area of the caller's scope
-- sees today, by how much they fit (`fit`), how much by their leading name alone (`by_leading`), and
-- by which kind of fact or which name; after them, with `area_id`, those of other areas who have
-- the very number, or the very name and day of birth, typed: which area is responsible, no more.
-- `kinds` is what the caller's role may search by. With no scope there is no answer. Of another fact
-- than a name, `of_table` and `source_id` say which row it is.
create function nominals_search(asked jsonb, kinds text[], wanted int default 500)
returns table (nominal_id bigint, fit float8, by_leading float8, kind text, source smallint,
    source_id bigint, area_id smallint, of_table text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    scope int[] := agencies_scope();
    areas smallint[];
    sees smallint[] := (nullif(current_setting('app.sees', true), ''))::smallint[];
    listed bigint[] := (nullif(current_setting('app.listed', true), ''))::bigint[];
    let_in bigint[] := (nullif(current_setting('app.let_in', true), ''))::bigint[];
    shut_out bigint[] := coalesce((nullif(current_setting('app.shut_out', true), ''))::bigint[], '{}');
    today date := audit_today();
    -- Names entered that wait for victim liaison; of all facts but names nominals_search_told knows.
    waiting bigint[];
    best float8 := 0;
    one record;
    fact_kinds text[];
    fact_values text[];
begin
    if cardinality(scope) = 0 then
        return;
    end if;
    wanted := least(greatest(wanted, 1), 2000);
    -- Those of the scope, and of the people to whom the caller is named. More than a few are searched
    -- as one.
    areas := array(
        select unnest(scope)::smallint union
        select a.area_id from nominals_access a
        where a.nominal_id = any(let_in) and a.during @> today);
    if cardinality(areas) > 8 then
        areas := null;
    end if;
    if not 'born' = any(kinds) then
        asked := asked - '{within,turned,slip,birthday,month,year}'::text[];
    end if;
    if 'name' = any(kinds) and asked ? 'name' then
        waiting := array(
            select w.row_id from nominals_search_waiting w
            where w.of_table = 'nominals_further_name'
            group by w.row_id having not bool_or(w.open_to_me));
        for one in
            select b.* from (
                select h.nominal_id, max(h.fit) as fit, max(h.by_leading) as by_leading,
                    (array_agg(h.source order by h.fit desc, h.source, h.source_id))[1] as source,
                    (array_agg(h.source_id order by h.fit desc, h.source, h.source_id))[1]
                        as source_id
                from nominals_search_named(asked, areas, wanted) h
                where h.source <> 3 or h.source_id <> all(waiting)
                group by h.nominal_id
                order by 2 desc, 3 desc, 1 offset 0) b
            where """
    + IN_SIGHT.format("b", by_liaison="")
    + """
            limit wanted
        loop
            best := greatest(best, one.fit);
            return query select one.nominal_id, one.fit, one.by_leading, 'name', one.source,
                one.source_id, null::smallint, null::text;
        end loop;
    elsif 'born' = any(kinds) and asked ? 'within' then
        -- Not made distinct, so that it ends as soon as there are enough: `find` takes each once.
        return query
        select b.nominal_id, 1.0::float8, 0.0::float8, 'born', null::smallint,
            null::bigint, null::smallint, null::text
        from nominals_search_birth b
        where (b.born_on between (asked->'within'->>0)::date and (asked->'within'->>1)::date
                or b.born_on = any(array(select jsonb_array_elements_text(asked->'turned')::date)))
          and """
    + IN_AREAS.format("b")
    + " and "
    + IN_SIGHT.format("b", by_liaison="")
    + """
        limit wanted;
    end if;
    select array_agg(e->>0), array_agg(nominals_search_value(e->>0, e->>1))
    into fact_kinds, fact_values from jsonb_array_elements(asked->'facts') e;
    if asked ?| '{facts,reference,part,plate,loose}' then
        return query
        select f.nominal_id, max(f.fit), 0.0::float8,
            (array_agg(f.kind order by f.fit desc, f.kind, f.row_id))[1], null::smallint,
            (array_agg(f.row_id order by f.fit desc, f.kind, f.row_id))[1], null::smallint,
            (array_agg(f.of_table order by f.fit desc, f.kind, f.row_id))[1]
        from nominals_search_told(asked, fact_kinds, fact_values, kinds, best < 0.75, wanted) f
        where """
    + IN_SIGHT.format("f", by_liaison=BY_LIAISON)
    + """
        group by f.nominal_id order by 2 desc, 1 limit wanted;
    end if;
    -- By offence: as it is written, or as the Act that is cited; not where a name is as typed.
    if 'offence' = any(kinds) and asked ? 'offence' and best < 0.95 then
        return query
        select f.nominal_id, 0.8::float8, 0.0::float8, 'offence', null::smallint, max(f.source_id),
            null::smallint, max(f.source)
        from nominals_search_fact f
        where f.kind = 'offence'
          and (f.document @@ websearch_to_tsquery('english', asked->'offence'->>'words')
              or f.value = any(array(select nominals_search_value('offence', c)
                  from jsonb_array_elements_text(asked->'offence'->'cited') c)))
          and """
    + IN_AREAS.format("f")
    + " and "
    + IN_SIGHT.format("f", by_liaison="")
    + """
        group by f.nominal_id limit wanted;
    end if;
    if fact_kinds is not null or (asked ? 'name' and asked->'within'->>0 = asked->'within'->>1) then
        return query
        select distinct p.nominal_id, null::float8, null::float8, null::text, null::smallint,
            null::bigint, a.area_id, null::text
        from nominals_search_exactly(asked, fact_kinds, fact_values, kinds, scope) p
        join nominals_access a on a.nominal_id = p.nominal_id
        where a.basis = 'responsible' and a.during @> today and not a.restricted
          and coalesce(a.nominal_id <> all(let_in), true) and a.nominal_id <> all(shut_out)
          and (select true from nominals_access mine where mine.nominal_id = p.nominal_id
            and mine.during @> today and mine.area_id = any(scope) limit 1) is null;
    end if;
end $$;
"""
)

RESTRICTED = (
    """
-- Restricted people of some areas, by what somebody has who stands at a door or has stopped a car:
-- forename and surname as they are recorded; a surname, or one that sounds like it or is one slip away,
-- with the whole date of birth; or where the person lives now, house and street or house and postcode.
create function nominals_restricted_at_door(asked jsonb, kinds text[], areas int[])
returns table (nominal_id bigint)
language plpgsql stable as $$
declare
    typed text[] := nominals_search_words(asked->>'name');
    typed_surname text := array_to_string(typed, '');
    place text[] := nominals_search_words(asked->>'loose');
    barred bigint[] := array(
        select r.nominal_id from nominals_restriction r
        left join nominals_access a on a.nominal_id = r.nominal_id and a.basis = 'responsible'
            and a.during @> audit_today()
        where r.lifted_at is null and coalesce(a.area_id, r.area_id) = any(areas));
begin
    if 'name' = any(kinds) and coalesce(asked->'within', 'null') = 'null' then
        return query
        select n.nominal_id from nominals_search_name n
        where n.nominal_id = any(barred) and n.forename = any(typed)
          and n.surname = array_to_string(array(
              select t.word from unnest(typed) with ordinality t (word, place)
              where t.word <> n.forename and t.word <> all(n.others) order by t.place), '')
          and (n.source <> 3 or """
    + WAITS.format("'nominals_further_name'", "n.source_id")
    + """ is null);
    end if;
    if '{name,born}' <@ kinds and asked->'within'->>0 = asked->'within'->>1 then
        return query
        select n.nominal_id from nominals_search_birth b
        join nominals_search_name n on n.nominal_id = b.nominal_id
        where b.nominal_id = any(barred) and b.born_on = (asked->'within'->>0)::date
          and (n.surname = typed_surname
              or (length(nominals_search_sound(typed_surname)) >= 2
                  and nominals_search_sound(n.surname) = nominals_search_sound(typed_surname))
              or (length(typed_surname) >= 4
                  and levenshtein(left(n.surname, 60), left(typed_surname, 60)) <= 1))
          and (n.source <> 3 or """
    + WAITS.format("'nominals_further_name'", "n.source_id")
    + """ is null);
    end if;
    if 'address' = any(kinds) then
        return query
        select h.nominal_id from (
            select l.*, nominals_search_words(l.lines) as house, nominals_search_words(l.town) as of_town,
                array(select w from unnest(nominals_search_words(l.lines)) w
                    where w ~ '[0-9]' order by w) as numbers,
                array(select w from unnest(place) w
                    where w ~ '[0-9]' and w <> l.code order by w) as numbers_typed
            from (
                select r.nominal_id, 'nominals_residence' as of_table, r.id,
                    r.line_1 || ' ' || r.line_2 as lines, r.line_1 <> '' and r.line_2 <> '' as named,
                    r.town, lower(replace(r.postcode, ' ', '')) as code
                from nominals_residence r
                where r.nominal_id = any(barred) and r.withdrawn_at is null
                  and r.during @> audit_today()
                  and r.kind in ('home', 'approved_premises', 'hostel')
                union all
                select a.nominal_id, 'nominals_address', a.id, a.line_1, false, a.town,
                    lower(replace(a.postcode, ' ', ''))
                from nominals_address a
                where a.nominal_id = any(barred) and a.withdrawn_on is null
                  and a.during @> audit_today()) l) h
        where h.numbers = h.numbers_typed
          and case when h.code = any(place) then h.numbers <> '{}'
                  or h.house <> '{}' and h.house <@ place
              else (h.numbers <> '{}' or h.named) and h.house <@ place
                  and (place <@ (h.house || h.of_town) or h.of_town <> '{}' and h.of_town <@ place)
              end
          and """
    + WAITS.format("h.of_table", "h.id")
    + """ is null;
    end if;
end $$;
-- What somebody is told who names a restricted person that they do not see, by what gives a pointer
-- to another area's, or by reference: the number to ring that the restriction says, if it does; and
-- the area whose rota answers where it does not. Whoever is on duty also learns whether a marker
-- stands that warns who approaches the person, and is told of those of the area by less. Who is shut
-- out is told nothing.
create function nominals_restricted_told(asked jsonb, kinds text[])
returns table (nominal_id bigint, ring text, area_id smallint, not_alone boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    duty_areas int[] := agencies_areas_as(agencies_roles_who_may('DUTY_CARD_VIEW'));
    on_duty boolean := duty_areas <> '{}';
    fact_kinds text[];
    fact_values text[];
    meant bigint[];
begin
    if cardinality(agencies_scope()) = 0 then
        return;
    end if;
    select array_agg(e->>0), array_agg(nominals_search_value(e->>0, e->>1))
    into fact_kinds, fact_values from jsonb_array_elements(asked->'facts') e;
    meant := array(
        select e.nominal_id from nominals_search_exactly(asked, fact_kinds, fact_values, kinds) e
        union
        select d.nominal_id from nominals_restricted_at_door(asked, kinds, duty_areas) d
        union
        select nominals_stands_for(n.id) from nominals_nominal n
        where n.reference = asked->>'reference');
    return query
    select r.nominal_id, r.ring, coalesce(a.area_id, r.area_id), on_duty and exists (
        select from nominals_warning_marker m
        where m.nominal_id = r.nominal_id and m.withdrawn_at is null and m.during @> audit_today()
          and m.kind in ('violent', 'weapons', 'firearms', 'explosives', 'dogs', 'two_officers',
              'offends_against_police', 'female_staff'))
    from nominals_restriction r
    left join nominals_access a on a.nominal_id = r.nominal_id and a.basis = 'responsible'
        and a.during @> audit_today()
    where r.nominal_id = any (meant) and r.lifted_at is null
      and (not nominals_in_sight(r.nominal_id) or on_duty and nominals_barred(r.nominal_id))
      and not nominals_shut_out(r.nominal_id)
    order by r.nominal_id;
end $$;
revoke execute on function nominals_restricted_told(jsonb, text[]) from public;
grant execute on function nominals_restricted_told(jsonb, text[]) to web;
"""
)

SOURCES = """
call nominals_search_follow('nominals_nominal', 'nominals_search_follow_names');
call nominals_search_follow('nominals_record', 'nominals_search_follow_names');
call nominals_search_follow('nominals_name', 'nominals_search_follow_names');
call nominals_search_follow('nominals_access', 'nominals_search_follow_names');
select nominals_search_refresh(array(select id from nominals_nominal));
call nominals_search_source('nominals_identifier', 'identifier', $$kind || ':' || canonical$$,
    'withdrawn_on is null and valid');
call nominals_search_source('nominals_record', 'record', 'source_key');
call nominals_search_source('nominals_address', 'address',
    $$concat_ws(' ', line_1, town, postcode, replace(postcode, ' ', ''))$$);
call nominals_search_follow('nominals_further_name', 'nominals_search_follow_names');
call nominals_search_source('nominals_further_identifier', 'identifier',
    $$kind || ':' || canonical$$, 'withdrawn_at is null');
call nominals_search_source('nominals_residence', 'address',
    $$concat_ws(' ', line_1, line_2, town, postcode, replace(postcode, ' ', ''), found_at)$$,
    'withdrawn_at is null');
call nominals_search_source('nominals_telephone', 'telephone', 'number', 'withdrawn_at is null');
call nominals_search_source('nominals_email', 'e_mail', 'address', 'withdrawn_at is null');
call nominals_search_source('nominals_online', 'online_name', 'identity', 'withdrawn_at is null');
call nominals_search_source('nominals_vehicle', 'vehicle', 'registration', 'withdrawn_at is null');
call nominals_search_source('nominals_mark', 'mark',
    $$concat_ws(' ', replace(kind, '_', ' '), side, replace(site, '_', ' '), description)$$,
    'withdrawn_at is null');
call nominals_search_source('nominals_description', 'look',
    $$concat_ws(' ', build, hair, facial_hair, eyes, complexion, glasses, teeth, accent, gait, clothing,
        disability, note)$$, 'withdrawn_at is null');
call nominals_search_source('nominals_vehicle', 'look',
    $$concat_ws(' ', colour, make, model, note)$$, 'withdrawn_at is null');
call nominals_search_source('nominals_method', 'method',
    $$concat_ws(' ', replace(kind, '_', ' '), description, note)$$, 'withdrawn_at is null');
call nominals_search_source('nominals_activity', 'log', $$concat_ws(' ', fact, opinion)$$, 'true');
"""

FORMER_NAMES = """
-- A former name that gender history gives (Gender Recognition Act 2004, section 22) is kept from the
-- other names of the person and from searches, whoever states it, then and afterwards. The name that
-- the person bears cannot be. An agency's record that states it is shown with the name borne now.
call nominals_can_be_withheld('nominals_name');
create function nominals_names_like_former(ids bigint[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    insert into nominals_withheld (nominal_id, of_table, row_id, compartment, withheld_by)
    select o.nominal_id, o.of_table, o.id, 'gender', ''
    from (
        select nominal_id, 'nominals_name' as of_table, id, surname, forenames from nominals_name
        union all
        select nominal_id, 'nominals_further_name', id, surname, forenames
        from nominals_further_name) o
    join nominals_search_hidden h on h.nominal_id = o.nominal_id
        and h.word = any (nominals_search_digests(o.nominal_id, o.surname, o.forenames))
    where o.nominal_id = any (ids)
    on conflict do nothing
$$;
create function nominals_is_former(of_nominal bigint, surname text, forenames text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from nominals_search_hidden h where h.nominal_id = of_nominal
            and h.word = any (nominals_search_digests(of_nominal, surname, forenames)))
$$;
-- A row that says a name, as it may be told: with the name borne now in place of a former one.
create function nominals_as_borne(of_nominal bigint, said jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select said
        || case when nominals_is_former(n.id, said ->> 'surname', '')
            then jsonb_build_object('surname', n.surname) else '{}' end
        || case when nominals_is_former(n.id, '', said ->> 'forenames')
            then jsonb_build_object('forenames', n.forenames) else '{}' end
    from nominals_nominal n where n.id = of_nominal
$$;
-- Whether a sentence says such a name; and what is said of two records in its place.
create function nominals_says_former(of_nominal bigint, sentence text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from unnest(nominals_search_words(sentence)) as said
                   where nominals_is_former(of_nominal, said, said))
$$;
create function nominals_pair_untold() returns text language sql immutable
return 'what both records say is alike in part';
create function nominals_former_name() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform nominals_search_withhold(new.nominal_id, new.former_surname, new.former_forenames);
    perform nominals_names_like_former(array[new.nominal_id]);
    update nominals_match m set sentence = nominals_pair_untold()
    where new.nominal_id in (m.nominal_id, m.other_nominal_id)
      and nominals_says_former(new.nominal_id, m.sentence);
    return null;
end $$;
create trigger former_name after insert or update on nominals_gender
    for each row execute function nominals_former_name();
create function nominals_name_stated() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform nominals_names_like_former(array(
        select w.nominal_id from written w
        where exists (select from nominals_search_hidden h where h.nominal_id = w.nominal_id)));
    return null;
end $$;
create trigger name_stated after insert on nominals_name referencing new table as written
    for each statement execute function nominals_name_stated();
create trigger name_stated_anew after update on nominals_name referencing new table as written
    for each statement execute function nominals_name_stated();
create trigger name_stated after insert on nominals_further_name referencing new table as written
    for each statement execute function nominals_name_stated();
create trigger name_stated_anew after update on nominals_further_name
    referencing new table as written
    for each statement execute function nominals_name_stated();
revoke execute on function nominals_names_like_former(bigint[]), nominals_former_name(),
    nominals_name_stated(), nominals_is_former(bigint, text, text),
    nominals_as_borne(bigint, jsonb), nominals_says_former(bigint, text) from public;
grant execute on function nominals_says_former(bigint, text) to intake;
grant execute on function nominals_is_former(bigint, text, text) to web;
"""

GRANTS = """
do $$
declare
    f regprocedure;
begin
    for f in select oid from pg_proc
        where pronamespace = 'public'::regnamespace and starts_with(proname, 'nominals_search')
    loop
        execute format('revoke execute on routine %s from public', f);
    end loop;
end $$;
grant execute on function nominals_search(jsonb, text[], int) to web;
"""


class Migration(migrations.Migration):
    dependencies = [("nominals", "0007_caseload")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (
            READING,
            TABLES,
            KEEPING,
            KNOWN_AS,
            FINDING,
            RESTRICTED,
            SOURCES,
            FORMER_NAMES,
            GRANTS,
        )
    ]
