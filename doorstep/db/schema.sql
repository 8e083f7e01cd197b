-- What all migrations together make: to be read, not to be run.
-- `make schema` writes it, and a test holds it to the migrations.

CREATE OR REPLACE FUNCTION count_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    insert into member_counts as kept
    values (
        coalesce(new.account_id, old.account_id),
        get_byte(uuid_send(coalesce(new.id, old.id)), 15) & 15,
        (new.id is not null)::int - (old.id is not null)::int,
        (new.id is not null and new.disabled_at is null)::int
            - (old.id is not null and old.disabled_at is null)::int,
        (new.enrolled_at is not null)::int - (old.enrolled_at is not null)::int,
        (new.enrolled_at is not null and new.disabled_at is null)::int
            - (old.enrolled_at is not null and old.disabled_at is null)::int,
        (new.invited_at is not null and new.enrolled_at is null)::int
            - (old.invited_at is not null and old.enrolled_at is null)::int
    )
    on conflict (account_id, slot) do update set
        members = kept.members + excluded.members,
        enabled = kept.enabled + excluded.enabled,
        enrolled = kept.enrolled + excluded.enrolled,
        enabled_enrolled = kept.enabled_enrolled + excluded.enabled_enrolled,
        invited = kept.invited + excluded.invited;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION count_new_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    insert into member_counts as kept (
        account_id, slot, members, enabled, enrolled, enabled_enrolled, invited
    )
    select account_id, get_byte(uuid_send(id), 15) & 15 as slot_of, count(*),
        count(*) filter (where disabled_at is null), count(enrolled_at),
        count(enrolled_at) filter (where disabled_at is null),
        count(invited_at) filter (where enrolled_at is null)
    from created group by account_id, slot_of order by account_id, slot_of
    on conflict (account_id, slot) do update set
        members = kept.members + excluded.members,
        enabled = kept.enabled + excluded.enabled,
        enrolled = kept.enrolled + excluded.enrolled,
        enabled_enrolled = kept.enabled_enrolled + excluded.enabled_enrolled,
        invited = kept.invited + excluded.invited;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION decided(by_rows boolean)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
    if not by_rows then
        raise exception 'a row that decides has changed' using errcode = '40001';
    end if;
    return true;
end
$function$;

CREATE OR REPLACE FUNCTION decoded_label(label text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
    coded constant text := lower(substr(label, 5));
    basic constant integer := -- how many characters are before the last hyphen
        greatest(length(coded) - strpos(reverse(coded), '-'), 0);
    points integer[] := array(
        select ascii(substr(coded, each, 1)) from generate_series(1, basic) as each
    );
    next integer := basic + 2;
    point bigint := 128;
    place bigint := 0;
    bias bigint := 72;
    digit bigint; before bigint; weight bigint; step bigint; threshold bigint;
    delta bigint; count bigint;
begin
    if label !~* '^xn--[a-z0-9-]{1,59}$' then
        return label;
    elsif strpos(coded, '-') = 0 then
        points := '{}';
        next := 1;
    end if;
    while next <= length(coded) loop
        before := place; weight := 1; step := 36;
        loop
            digit := strpos(
                'abcdefghijklmnopqrstuvwxyz0123456789', substr(coded, next, 1)
            ) - 1;
            if next > length(coded) or digit < 0 or weight > 1e9 then
                return label;
            end if;
            next := next + 1;
            place := place + digit * weight;
            threshold := least(greatest(step - bias, 1), 26);
            exit when digit < threshold;
            weight := weight * (36 - threshold);
            step := step + 36;
        end loop;
        count := cardinality(points) + 1;
        delta := (place - before) / case when before = 0 then 700 else 2 end;
        delta := delta + delta / count;
        step := 0;
        while delta > 455 loop
            delta := delta / 35;
            step := step + 36;
        end loop;
        bias := step + 36 * delta / (delta + 38);
        point := point + place / count;
        if point > 1114111 or point between 55296 and 57343 then -- no character
            return label;
        end if;
        place := place % count;
        points := points[:place] || point::integer || points[place + 1:];
        place := place + 1;
    end loop;
    return coalesce(
        (
            select string_agg(chr(each), '' order by number)
            from unnest(points) with ordinality as letters (each, number)
        ),
        label
    );
end
$function$;

CREATE OR REPLACE FUNCTION email_in_letters(email text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select regexp_replace(email, '[^@]*$', '') || string_agg(
        decoded_label(label), '.' order by number
    )
    from string_to_table(substring(email from '[^@]*$'), '.')
        with ordinality as labels (label, number)
$function$;

CREATE OR REPLACE FUNCTION folded(plain text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select btrim(regexp_replace(case
        when plain !~ '[^\u0001-\u007f]' then lower(plain collate "C") -- the same, sooner
        else translate(replace(replace(replace(translate(
            regexp_replace(
                normalize(plain, nfkd),
                '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5'
                '\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0'
                '\ufe20-\ufe2f]', '', 'g'
            ),
            'ABCDEFGHIJKLMNOPQRSTUVWXYZÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧ'
            'ƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςϏ'
            'ϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤ'
            'ѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈ'
            'ԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢ'
            'ႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᏸᏹᏺᏻᏼᏽᲀᲁᲂᲃᲄᲅᲆᲇᲈᲐᲑᲒᲓᲔᲕᲖᲗ'
            'ᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿỺỼỾℲↃⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐ'
            'ⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚ'
            'ⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨ'
            'ꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂ'
            'ꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁ'
            'ꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽ'
            'ꮾꮿẞ',
            'abcdefghijklmnopqrstuvwxyzæðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨ'
            'ʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωσϗ'
            'ϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥ'
            'ѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉ'
            'ԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂ'
            'ⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭᏰᏱᏲᏳᏴᏵвдосттъѣꙋაბგდევზთ'
            'იკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿỻỽỿⅎↄⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀ'
            'ⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛ'
            'ⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩ'
            'ꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃ'
            'ꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱ'
            'ᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭ'
            'ᏮᏯß'
        ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'øłđðħŧı', 'olddhti')
    end, '\s+', ' ', 'g'))
$function$;

CREATE OR REPLACE FUNCTION member_words(name text, email text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select folded(name) || e'\n' || folded(email) || case
        when email ~* '[@.]xn--[^@]*$' then e'\n' || folded(email_in_letters(email))
        else ''
    end
$function$;

CREATE OR REPLACE FUNCTION network_of(client text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
    address inet;
    octets bytea;
begin
    if position(':' in client) = 0 or position('/' in client) > 0 then
        return client; -- of IPv4, or a network already
    end if;
    begin -- only here: it costs a subtransaction
        address := regexp_replace(client, '^([^%]*:[^%]*)%[^%]+$', '\1')::inet;
    exception when invalid_text_representation then
        return client; -- no address: `_proxy:hidden`
    end;
    octets := substring(inet_send(address) from 5);
    if address <<= '2002::/16'::inet then
        octets := substring(octets from 3 for 4);
    elsif address <<= '::ffff:0:0/96'::inet or address <<= '64:ff9b::/96'::inet then
        octets := substring(octets from 13 for 4);
    else
        return network(set_masklen(address, 64))::text;
    end if;
    return concat_ws(
        '.', get_byte(octets, 0), get_byte(octets, 1), get_byte(octets, 2), get_byte(octets, 3)
    );
end
$function$;

CREATE OR REPLACE FUNCTION note_enrolled()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
    subject constant uuid := coalesce(new.member_id, old.member_id);
begin
    update members set enrolled_at = (
        select enrolled_at from devices where member_id = subject and status = 'active'
    ) where id = subject;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION note_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
    insert into member_search (member_id, account_id, words)
    values (new.id, new.account_id, member_words(new.name, new.email))
    on conflict (member_id) do update set words = excluded.words;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION note_words_of_new()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
    insert into member_search (member_id, account_id, words)
    select id, account_id, member_words(name, email) from created
    on conflict (member_id) do update set words = excluded.words;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION purge_unowned_events(upto bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
    unowned constant uuid := '00000000-0000-0000-0000-000000000000';
    permitted constant boolean := has_table_privilege('events', 'delete');
    gone bigint;
begin
    if upto >= (select max(position) from event_links where chain = unowned) then
        raise exception 'the last link of a chain is not purged';
    end if;
    if exists (
        select from event_links join events on events.id = event_links.event_id
        where chain = unowned and position <= upto
            and events.at > clock_timestamp() - interval '29 days'
    ) then
        raise exception 'events younger than 29 days are not purged';
    end if;
    if not permitted then -- where owner and application are one role
        execute format('grant delete on events, event_links to %I', current_user);
    end if;
    with unlinked as (
        delete from event_links where chain = unowned and position <= upto
        returning event_id
    )
    delete from events using unlinked
    where events.id = unlinked.event_id and events.account_id is null;
    get diagnostics gone = row_count;
    if not permitted then
        execute format('revoke delete on events, event_links from %I', current_user);
    end if;
    return gone;
end
$function$;
revoke all on function purge_unowned_events(bigint) from public;

CREATE OR REPLACE FUNCTION queue_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    insert into events_to_link (event_id) values (new.id);
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION search_keys(part text, words text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT COST 1000
AS $function$
    select array_remove(array(
        select unnest(array[part || a, part || a || b, part || a || b || c])
        from (
            select unnest(string_to_array(words, null)) as a,
                unnest((string_to_array(words, null))[2:]) as b,
                unnest((string_to_array(words, null))[3:]) as c
        ) as places
    ), null)
$function$;

CREATE OR REPLACE FUNCTION tell_clients()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update session_clients set due_at = new.ended_at
    where session_id = new.id and started_at is null;
    return null;
end
$function$;

create table schema_migrations (
    version character varying not null,
    constraint schema_migrations_pkey PRIMARY KEY (version)
);

create table accounts (
    id uuid not null,
    name text not null,
    two_step_required boolean default false not null,
    created_at timestamp with time zone not null,
    language text default 'en'::text not null,
    colour text,
    constraint accounts_pkey PRIMARY KEY (id),
    constraint accounts_colour_check CHECK (colour ~ '^#[0-9a-f]{6}$'::text),
    constraint accounts_language_check CHECK (language = ANY (ARRAY['en'::text, 'fr'::text, 'it'::text, 'de'::text, 'es'::text, 'pt'::text, 'nl'::text])),
    constraint accounts_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 100)
);
CREATE INDEX accounts_lower_idx ON accounts USING btree (lower(name));

create table members (
    id uuid not null,
    account_id uuid not null,
    email text not null,
    email_key text collate "C" not null,
    name text not null,
    role text not null,
    language text not null,
    password_hash text,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone not null,
    mailbox text collate "C",
    address_state text default 'unread'::text not null,
    enrolled_at timestamp with time zone,
    email_verified_at timestamp with time zone,
    recovered_at timestamp with time zone,
    invited_at timestamp with time zone,
    constraint members_pkey PRIMARY KEY (id),
    constraint members_email_key_key UNIQUE (email_key),
    constraint members_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint members_address_state_check CHECK (address_state = ANY (ARRAY['unread'::text, 'good'::text, 'refused'::text, 'shared'::text])),
    constraint members_check CHECK ((mailbox IS NULL) = (address_state = 'unread'::text)),
    constraint members_check1 CHECK (email_key !~~ 'erased-%@erased.invalid'::text OR COALESCE(mailbox, email_key) = email_key),
    constraint members_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 100),
    constraint members_role_check CHECK (role = ANY (ARRAY['member'::text, 'admin'::text]))
);
CREATE INDEX members_account_id_id_idx ON members USING btree (account_id, id);
CREATE INDEX members_administrators ON members USING btree (account_id, id) WHERE role = 'admin'::text AND disabled_at IS NULL;
CREATE INDEX members_enrolled ON members USING btree (account_id, id) WHERE enrolled_at IS NOT NULL;
CREATE INDEX members_invited ON members USING btree (account_id, id) WHERE enrolled_at IS NULL AND invited_at IS NOT NULL;
CREATE INDEX members_mailbox_idx ON members USING btree (mailbox) WHERE address_state = 'shared'::text;
CREATE INDEX members_not_enrolled ON members USING btree (account_id, id) WHERE enrolled_at IS NULL;
CREATE INDEX members_not_set_up ON members USING btree (account_id, id) WHERE enrolled_at IS NULL AND invited_at IS NULL;
CREATE INDEX members_of_role_admin ON members USING btree (account_id, id) WHERE role = 'admin'::text;
CREATE INDEX members_to_look_at ON members USING btree (id) WHERE address_state <> 'good'::text;
CREATE UNIQUE INDEX one_member_per_mailbox ON members USING btree (mailbox) WHERE address_state <> 'shared'::text;
CREATE TRIGGER member_changed AFTER UPDATE OF disabled_at, enrolled_at, invited_at ON members FOR EACH ROW WHEN ((old.disabled_at IS NULL) <> (new.disabled_at IS NULL) OR (old.enrolled_at IS NULL) <> (new.enrolled_at IS NULL) OR (old.invited_at IS NULL) <> (new.invited_at IS NULL)) EXECUTE FUNCTION count_member();
CREATE TRIGGER member_deleted AFTER DELETE ON members FOR EACH ROW EXECUTE FUNCTION count_member();
CREATE TRIGGER member_inserted AFTER INSERT ON members REFERENCING NEW TABLE AS created FOR EACH STATEMENT EXECUTE FUNCTION count_new_members();
CREATE TRIGGER member_named AFTER INSERT ON members REFERENCING NEW TABLE AS created FOR EACH STATEMENT EXECUTE FUNCTION note_words_of_new();
CREATE TRIGGER member_renamed AFTER UPDATE OF name, email ON members FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name OR old.email IS DISTINCT FROM new.email) EXECUTE FUNCTION note_words();

create table logins (
    id uuid not null,
    account_id uuid not null,
    member_id uuid not null,
    application text not null,
    token_hash bytea not null,
    stage text not null,
    client_address text not null,
    started_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    latest_expiry timestamp with time zone not null,
    ended_at timestamp with time zone,
    browser_family text default ''::text not null,
    browser_system text default ''::text not null,
    policy jsonb default '{}'::jsonb not null,
    never_started boolean default false not null,
    session_id uuid,
    purpose text,
    first_factor_at timestamp with time zone,
    first_factor text default 'doorstep'::text not null,
    client_vouched boolean default false not null,
    constraint logins_pkey PRIMARY KEY (id),
    constraint logins_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint logins_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint logins_application_check CHECK (application ~ '^(web_console|admin_center|app_[A-Za-z0-9_-]{22})$'::text),
    constraint logins_check CHECK ((ended_at IS NOT NULL) = (stage = ANY (ARRAY['signed_in'::text, 'expired'::text, 'cancelled'::text]))),
    constraint logins_first_factor_check CHECK (first_factor = ANY (ARRAY['doorstep'::text, 'client'::text, 'id_token_hint'::text])),
    constraint logins_purpose_check CHECK (char_length(purpose) >= 1 AND char_length(purpose) <= 100),
    constraint logins_stage_check CHECK (stage = ANY (ARRAY['setup_required'::text, 'setting_up'::text, 'code_required'::text, 'signed_in'::text, 'expired'::text, 'cancelled'::text]))
);
CREATE INDEX logins_member_id_started_at_idx ON logins USING btree (member_id, started_at);
CREATE INDEX logins_running ON logins USING btree (member_id) WHERE ended_at IS NULL;

create table enrollments (
    id uuid not null,
    account_id uuid not null,
    member_id uuid not null,
    login_id uuid not null,
    replaces_device boolean not null,
    returns_to text not null,
    stage text not null,
    stage_since timestamp with time zone not null,
    setup_tries_left integer not null,
    started_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    constraint enrollments_pkey PRIMARY KEY (id),
    constraint enrollments_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint enrollments_login_id_fkey FOREIGN KEY (login_id) REFERENCES logins(id),
    constraint enrollments_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint enrollments_check CHECK ((ended_at IS NOT NULL) = (stage = ANY (ARRAY['enrolled'::text, 'expired'::text, 'cancelled'::text]))),
    constraint enrollments_returns_to_check CHECK (returns_to = ANY (ARRAY['setup_required'::text, 'code_required'::text])),
    constraint enrollments_setup_tries_left_check CHECK (setup_tries_left >= 0),
    constraint enrollments_stage_check CHECK (stage = ANY (ARRAY['verify_email'::text, 'install_app'::text, 'connect_device'::text, 'confirm_code'::text, 'enrolled'::text, 'expired'::text, 'cancelled'::text]))
);
CREATE INDEX enrollments_login_id_started_at_idx ON enrollments USING btree (login_id, started_at);
CREATE INDEX enrollments_running ON enrollments USING btree (member_id) WHERE ended_at IS NULL;
CREATE INDEX enrollments_running_in_account ON enrollments USING btree (account_id, id) WHERE ended_at IS NULL;
CREATE INDEX enrollments_running_members ON enrollments USING btree (account_id, member_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX one_running_enrollment_per_login ON enrollments USING btree (login_id) WHERE ended_at IS NULL;

create table emails (
    enrollment_id uuid not null,
    number integer not null,
    member_id uuid not null,
    key_name text not null,
    lifetime interval not null,
    cooldown interval not null,
    tries_left integer not null,
    asked_at timestamp with time zone not null,
    failed_tries integer default 0 not null,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    abandoned_at timestamp with time zone,
    handed_over_at timestamp with time zone,
    denied boolean default false not null,
    constraint emails_pkey PRIMARY KEY (enrollment_id, number),
    constraint emails_enrollment_id_fkey FOREIGN KEY (enrollment_id) REFERENCES enrollments(id),
    constraint emails_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint emails_number_check CHECK (number >= 1),
    constraint emails_tries_left_check CHECK (tries_left >= 0)
);
CREATE INDEX emails_member_id_asked_at_idx ON emails USING btree (member_id, asked_at);

create table devices (
    id uuid not null,
    account_id uuid not null,
    member_id uuid not null,
    enrollment_id uuid,
    status text not null,
    sealed_secret text,
    last_step bigint,
    failures integer default 0 not null,
    blocked_until timestamp with time zone,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone not null,
    enrolled_at timestamp with time zone,
    last_used_at timestamp with time zone,
    ended_at timestamp with time zone,
    others_refused_at timestamp with time zone,
    forgiven_step bigint,
    totp_algorithm text default 'SHA1'::text not null,
    totp_digits smallint default 6 not null,
    totp_period smallint default 30 not null,
    constraint devices_pkey PRIMARY KEY (id),
    constraint devices_enrollment_id_key UNIQUE (enrollment_id),
    constraint devices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint devices_enrollment_id_fkey FOREIGN KEY (enrollment_id) REFERENCES enrollments(id),
    constraint devices_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint devices_check CHECK ((sealed_secret IS NOT NULL) = (status = ANY (ARRAY['pending'::text, 'active'::text]))),
    constraint devices_check1 CHECK (status <> 'active'::text OR last_step IS NOT NULL AND enrolled_at IS NOT NULL),
    constraint devices_enrollment_check CHECK (enrollment_id IS NOT NULL OR status <> 'pending'::text),
    constraint devices_status_check CHECK (status = ANY (ARRAY['pending'::text, 'active'::text, 'replaced'::text, 'reset'::text, 'abandoned'::text])),
    constraint devices_totp_check CHECK ((totp_algorithm = ANY (ARRAY['SHA1'::text, 'SHA256'::text, 'SHA512'::text])) AND totp_digits >= 6 AND totp_digits <= 8 AND totp_period >= 15 AND totp_period <= 120)
);
CREATE INDEX devices_disabled ON devices USING btree (account_id, member_id) WHERE status = 'active'::text AND disabled_at IS NOT NULL;
CREATE INDEX devices_of_members ON devices USING btree (member_id);
CREATE UNIQUE INDEX one_active_device_per_member ON devices USING btree (member_id) WHERE status = 'active'::text;
CREATE TRIGGER device_changed AFTER UPDATE OF status, enrolled_at ON devices FOR EACH ROW WHEN (old.status = 'active'::text OR new.status = 'active'::text) EXECUTE FUNCTION note_enrolled();
CREATE TRIGGER device_deleted AFTER DELETE ON devices FOR EACH ROW WHEN (old.status = 'active'::text) EXECUTE FUNCTION note_enrolled();
CREATE TRIGGER device_inserted AFTER INSERT ON devices FOR EACH ROW WHEN (new.status = 'active'::text) EXECUTE FUNCTION note_enrolled();

create table sessions (
    id uuid not null,
    account_id uuid not null,
    member_id uuid not null,
    login_id uuid not null,
    token_hash bytea not null,
    application text not null,
    amr text[] not null,
    client_address text collate "C" not null,
    user_agent text not null,
    auth_time timestamp with time zone not null,
    last_seen_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    stepped_up_at timestamp with time zone,
    constraint sessions_pkey PRIMARY KEY (id),
    constraint sessions_login_id_key UNIQUE (login_id),
    constraint sessions_token_hash_key UNIQUE (token_hash),
    constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint sessions_login_id_fkey FOREIGN KEY (login_id) REFERENCES logins(id),
    constraint sessions_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint sessions_application_check CHECK (application ~ '^(web_console|admin_center|app_[A-Za-z0-9_-]{22})$'::text)
);
CREATE INDEX sessions_alive ON sessions USING btree (member_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_by_network ON sessions USING btree (member_id, network_of(client_address), auth_time);
CREATE TRIGGER session_ended AFTER UPDATE OF ended_at ON sessions FOR EACH ROW WHEN (old.ended_at IS NULL AND new.ended_at IS NOT NULL) EXECUTE FUNCTION tell_clients();

create table attempts (
    id uuid not null,
    member_id uuid,
    flow_id uuid not null,
    kind text not null,
    outcome text not null,
    verdict jsonb not null,
    at timestamp with time zone not null,
    constraint attempts_pkey PRIMARY KEY (id),
    constraint attempts_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id)
);
CREATE INDEX attempts_at ON attempts USING btree (at);
CREATE INDEX attempts_of_member ON attempts USING btree (member_id);
CREATE INDEX attempts_of_nobody ON attempts USING btree (flow_id) WHERE member_id IS NULL;
CREATE INDEX code_tries ON attempts USING btree (member_id, at) WHERE kind = 'email_code'::text AND outcome = 'wrong-code'::text;

create table answers (
    flow_id uuid not null,
    key_hash bytea not null,
    fingerprint bytea,
    sealed text,
    created_at timestamp with time zone not null,
    gives_session boolean default false not null,
    constraint answers_pkey PRIMARY KEY (flow_id, key_hash),
    constraint answers_check CHECK (fingerprint IS NOT NULL OR sealed IS NULL)
);
CREATE INDEX answers_with_token ON answers USING btree (flow_id) WHERE gives_session AND sealed IS NOT NULL;

create table password_tries (
    id uuid not null,
    address_key bytea not null,
    client_address text collate "C" not null,
    at timestamp with time zone not null,
    waits integer not null,
    judged boolean default true not null,
    constraint password_tries_pkey PRIMARY KEY (id)
);
CREATE INDEX password_tries_address_key_at_idx ON password_tries USING btree (address_key, at);
CREATE INDEX password_tries_client_address_at_idx ON password_tries USING btree (client_address, at);
comment on column password_tries.client_address is 'the network that clients are counted by';

create table notices (
    id uuid not null,
    account_id uuid not null,
    member_id uuid not null,
    kind text not null,
    created_at timestamp with time zone not null,
    started_at timestamp with time zone,
    sent_at timestamp with time zone,
    failed_at timestamp with time zone,
    last_failure text,
    last_failure_detail text,
    login_id uuid,
    event_id uuid,
    address text,
    constraint notices_pkey PRIMARY KEY (id),
    constraint notices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint notices_login_id_fkey FOREIGN KEY (login_id) REFERENCES logins(id) ON DELETE SET NULL,
    constraint notices_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id)
);
CREATE INDEX notices_login_id_idx ON notices USING btree (login_id) WHERE login_id IS NOT NULL;
CREATE INDEX notices_of_member ON notices USING btree (member_id);
CREATE INDEX notices_unsent ON notices USING btree (created_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX notices_waiting ON notices USING btree (created_at) WHERE started_at IS NULL;

create table events (
    id uuid not null,
    account_id uuid,
    member_id uuid,
    actor_id uuid,
    login_id uuid,
    enrollment_id uuid,
    kind text collate "C" not null,
    detail jsonb default '{}'::jsonb not null,
    at timestamp with time zone not null,
    constraint events_pkey PRIMARY KEY (id),
    constraint events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint events_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES members(id),
    constraint events_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id)
);
CREATE INDEX events_account_id_id_idx ON events USING btree (account_id, id);
CREATE INDEX events_member_id_id_idx ON events USING btree (member_id, id);
CREATE INDEX events_rare_kinds ON events USING btree (account_id, kind, id) WHERE kind <> ALL (ARRAY['authn_password_success'::text, 'authn_login_success'::text]);
CREATE TRIGGER queue_event AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION queue_event();

create table event_reasons (
    event_id uuid not null,
    reason text not null,
    constraint event_reasons_pkey PRIMARY KEY (event_id),
    constraint event_reasons_reason_check CHECK (char_length(reason) >= 1 AND char_length(reason) <= 500)
);

create table event_links (
    event_id uuid not null,
    account_id uuid,
    chain uuid generated always as (COALESCE(account_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored not null,
    position bigint not null,
    hash bytea not null,
    linked_at timestamp with time zone not null,
    constraint event_links_pkey PRIMARY KEY (event_id),
    constraint event_links_chain_position_key UNIQUE (chain, "position"),
    constraint event_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint event_links_hash_check CHECK (length(hash) = 32),
    constraint event_links_position_check CHECK ("position" >= 1)
);

create table events_to_link (
    event_id uuid not null,
    constraint events_to_link_pkey PRIMARY KEY (event_id)
);

create table known_networks (
    device_id uuid not null,
    network text collate "C" not null,
    known_until timestamp with time zone not null,
    failures integer default 0 not null,
    blocked_until timestamp with time zone,
    constraint known_networks_pkey PRIMARY KEY (device_id, network),
    constraint known_networks_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(id) ON DELETE CASCADE
);
CREATE INDEX known_networks_known_until_idx ON known_networks USING btree (known_until);
CREATE INDEX known_networks_waiting ON known_networks USING btree (blocked_until) WHERE blocked_until IS NOT NULL;

create table repeated_events (
    subject uuid not null,
    kind text collate "C" not null,
    slot smallint not null,
    account_id uuid,
    since timestamp with time zone not null,
    count bigint not null,
    client_id text,
    constraint repeated_events_pkey PRIMARY KEY (subject, kind, slot),
    constraint repeated_events_count_check CHECK (count >= 1)
) with (fillfactor=50);
CREATE INDEX repeated_events_since_idx ON repeated_events USING btree (since);

create table sealed_heads (
    chain uuid not null,
    position bigint not null,
    hash bytea not null,
    tries bigint not null,
    sealed text not null,
    constraint sealed_heads_pkey PRIMARY KEY (chain),
    constraint sealed_heads_hash_check CHECK (length(hash) = 32),
    constraint sealed_heads_position_check CHECK ("position" >= 1),
    constraint sealed_heads_tries_check CHECK (tries >= 0)
);

create table event_names (
    event_id uuid not null,
    before text not null,
    after text not null,
    constraint event_names_pkey PRIMARY KEY (event_id)
);

create table member_counts (
    account_id uuid not null,
    slot smallint not null,
    members bigint not null,
    enabled bigint not null,
    enrolled bigint not null,
    enabled_enrolled bigint not null,
    invited bigint default 0 not null,
    constraint member_counts_pkey PRIMARY KEY (account_id, slot),
    constraint member_counts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
) with (fillfactor=50);

create table erasures (
    member_id uuid not null,
    account_id uuid not null,
    actor_id uuid,
    reason text,
    asked_at timestamp with time zone not null,
    workflows text[] not null,
    actor_login_id uuid,
    client_id text,
    constraint erasures_pkey PRIMARY KEY (member_id),
    constraint erasures_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint erasures_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES members(id),
    constraint erasures_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint erasures_reason_check CHECK (char_length(reason) >= 1 AND char_length(reason) <= 500)
);

create table clients (
    id text collate "C" not null,
    account_id uuid,
    name text not null,
    kind text not null,
    first_factor text not null,
    redirect_uris text[] not null,
    post_logout_redirect_uris text[] not null,
    backchannel_logout_uri text,
    initiate_login_uri text,
    client_uri text,
    auth_method text not null,
    jwks jsonb,
    jwks_uri text,
    min_acr text,
    scopes text[] not null,
    require_pkce boolean not null,
    id_token_alg text not null,
    entra_tenant_id text,
    entra_client_id text,
    entra_issuer text,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone not null,
    removed_at timestamp with time zone,
    tokens_from timestamp with time zone not null,
    constraint clients_pkey PRIMARY KEY (id),
    constraint clients_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint clients_auth_method_check CHECK (auth_method = ANY (ARRAY['client_secret_basic'::text, 'client_secret_post'::text, 'private_key_jwt'::text, 'none'::text])),
    constraint clients_check CHECK ((auth_method = 'none'::text) = (kind = 'native'::text)),
    constraint clients_check1 CHECK (require_pkce OR auth_method <> 'none'::text),
    constraint clients_first_factor_check CHECK (first_factor = ANY (ARRAY['doorstep'::text, 'client'::text, 'id_token_hint'::text])),
    constraint clients_id_check CHECK (id ~ '^app_[A-Za-z0-9_-]{22}$'::text),
    constraint clients_id_token_alg_check CHECK (id_token_alg = ANY (ARRAY['RS256'::text, 'ES256'::text])),
    constraint clients_kind_check CHECK (kind = ANY (ARRAY['web'::text, 'native'::text, 'machine'::text])),
    constraint clients_min_acr_check CHECK (min_acr = ANY (ARRAY['urn:doorstep:acr:pwd'::text, 'urn:doorstep:acr:mfa'::text])),
    constraint clients_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 100)
);
CREATE INDEX clients_account_id_id_idx ON clients USING btree (account_id, id);

create table client_secrets (
    id uuid not null,
    client_id text collate "C" not null,
    sealed text not null,
    created_at timestamp with time zone not null,
    constraint client_secrets_pkey PRIMARY KEY (id),
    constraint client_secrets_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE
);
CREATE INDEX client_secrets_client_id_idx ON client_secrets USING btree (client_id);

create table client_assertions (
    client_id text collate "C" not null,
    jti_hash bytea not null,
    used_for bytea not null,
    expires_at timestamp with time zone not null,
    constraint client_assertions_pkey PRIMARY KEY (client_id, jti_hash),
    constraint client_assertions_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE
);
CREATE INDEX client_assertions_expires_at_idx ON client_assertions USING btree (expires_at);

create table signing_keys (
    id text collate "C" not null,
    algorithm text not null,
    public_jwk jsonb not null,
    sealed text not null,
    created_at timestamp with time zone not null,
    signs_from timestamp with time zone not null,
    retired_at timestamp with time zone,
    published_until timestamp with time zone,
    constraint signing_keys_pkey PRIMARY KEY (id),
    constraint signing_keys_algorithm_check CHECK (algorithm = ANY (ARRAY['RS256'::text, 'ES256'::text]))
);

create table authorization_requests (
    id uuid not null,
    client_id text not null,
    browser_hash bytea,
    parameters jsonb not null,
    member_id uuid,
    login_id uuid,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    answered_at timestamp with time zone,
    constraint authorization_requests_pkey PRIMARY KEY (id),
    constraint authorization_requests_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE,
    constraint authorization_requests_login_id_fkey FOREIGN KEY (login_id) REFERENCES logins(id) ON DELETE SET NULL,
    constraint authorization_requests_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id)
);
CREATE INDEX authorization_requests_expires_at_idx ON authorization_requests USING btree (expires_at);
CREATE INDEX authorization_requests_login_id_idx ON authorization_requests USING btree (login_id) WHERE login_id IS NOT NULL;
CREATE INDEX authorization_requests_member_id_idx ON authorization_requests USING btree (member_id) WHERE member_id IS NOT NULL;

create table grants (
    id uuid not null,
    client_id text not null,
    account_id uuid not null,
    member_id uuid not null,
    login_id uuid not null,
    session_id uuid,
    scopes text[] not null,
    acr text not null,
    amr text[] not null,
    nonce text,
    auth_time timestamp with time zone not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    constraint grants_pkey PRIMARY KEY (id),
    constraint grants_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint grants_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE,
    constraint grants_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id)
);
CREATE INDEX grants_expires_at_idx ON grants USING btree (expires_at);
CREATE INDEX grants_member_id_idx ON grants USING btree (member_id) WHERE ended_at IS NULL;
CREATE INDEX grants_session_id_idx ON grants USING btree (session_id) WHERE session_id IS NOT NULL;

create table authorization_codes (
    code_hash bytea not null,
    request_id uuid not null,
    client_id text not null,
    member_id uuid not null,
    login_id uuid not null,
    session_id uuid,
    redirect_uri text not null,
    code_challenge text,
    nonce text,
    scopes text[] not null,
    acr text not null,
    amr text[] not null,
    auth_time timestamp with time zone not null,
    issued_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    wrong_tries integer default 0 not null,
    used_at timestamp with time zone,
    grant_id uuid,
    constraint authorization_codes_pkey PRIMARY KEY (code_hash),
    constraint authorization_codes_request_id_key UNIQUE (request_id),
    constraint authorization_codes_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE,
    constraint authorization_codes_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants(id) ON DELETE SET NULL,
    constraint authorization_codes_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint authorization_codes_request_id_fkey FOREIGN KEY (request_id) REFERENCES authorization_requests(id) ON DELETE CASCADE
);
CREATE INDEX authorization_codes_expires_at_idx ON authorization_codes USING btree (expires_at);
CREATE INDEX authorization_codes_grant_id_idx ON authorization_codes USING btree (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX authorization_codes_member_id_idx ON authorization_codes USING btree (member_id);

create table access_tokens (
    token_hash bytea not null,
    client_id text not null,
    grant_id uuid,
    scopes text[] not null,
    issued_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    outlives_session boolean default false not null,
    constraint access_tokens_pkey PRIMARY KEY (token_hash),
    constraint access_tokens_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE,
    constraint access_tokens_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants(id) ON DELETE CASCADE
);
CREATE INDEX access_tokens_expires_at_idx ON access_tokens USING btree (expires_at);
CREATE INDEX access_tokens_grant_id_idx ON access_tokens USING btree (grant_id) WHERE grant_id IS NOT NULL;

create table refresh_tokens (
    token_hash bytea not null,
    grant_id uuid not null,
    issued_at timestamp with time zone not null,
    used_at timestamp with time zone,
    constraint refresh_tokens_pkey PRIMARY KEY (token_hash),
    constraint refresh_tokens_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants(id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_grant_id_idx ON refresh_tokens USING btree (grant_id);

create table session_clients (
    session_id uuid not null,
    client_id text collate "C" not null,
    member_id uuid not null,
    joined_at timestamp with time zone not null,
    due_at timestamp with time zone not null,
    started_at timestamp with time zone,
    told_at timestamp with time zone,
    failed_at timestamp with time zone,
    last_failure text,
    sign_ons integer default 0 not null,
    sign_ons_since timestamp with time zone default now() not null,
    constraint session_clients_pkey PRIMARY KEY (session_id, client_id),
    constraint session_clients_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE,
    constraint session_clients_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id)
);
CREATE INDEX session_clients_due_at_idx ON session_clients USING btree (due_at) WHERE started_at IS NULL;
CREATE INDEX session_clients_member_id_idx ON session_clients USING btree (member_id);
CREATE INDEX session_clients_started_at_idx ON session_clients USING btree (started_at) WHERE started_at IS NOT NULL;

create table subjects (
    client_id text collate "C" not null,
    external_id text collate "C" not null,
    member_id uuid not null,
    created_at timestamp with time zone not null,
    constraint subjects_pkey PRIMARY KEY (client_id, external_id),
    constraint subjects_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE,
    constraint subjects_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint subjects_external_id_check CHECK (external_id ~ '^[!-~]{1,255}$'::text)
);
CREATE UNIQUE INDEX subjects_client_id_member_id_idx ON subjects USING btree (client_id, member_id);
CREATE INDEX subjects_member_id_idx ON subjects USING btree (member_id);

create table recoveries (
    id uuid not null,
    account_id uuid,
    member_id uuid,
    address_key bytea not null,
    address_hint text not null,
    token_hash bytea not null,
    stage text not null,
    stage_since timestamp with time zone not null,
    client_address text collate "C" not null,
    browser_family text default ''::text not null,
    browser_system text default ''::text not null,
    policy jsonb default '{}'::jsonb not null,
    started_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    voided_at timestamp with time zone,
    asked timestamp with time zone[] not null,
    number integer not null,
    asked_at timestamp with time zone not null,
    key_name text not null,
    tries_left integer not null,
    failed_tries integer default 0 not null,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    denied boolean default false not null,
    constraint recoveries_pkey PRIMARY KEY (id),
    constraint recoveries_token_hash_key UNIQUE (token_hash),
    constraint recoveries_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint recoveries_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint recoveries_address_key_check CHECK (length(address_key) = 32),
    constraint recoveries_check CHECK ((member_id IS NULL) = (account_id IS NULL)),
    constraint recoveries_check1 CHECK ((ended_at IS NOT NULL) = (stage = ANY (ARRAY['done'::text, 'expired'::text, 'cancelled'::text]))),
    constraint recoveries_number_check CHECK (number >= 1),
    constraint recoveries_stage_check CHECK (stage = ANY (ARRAY['verify_email'::text, 'set_password'::text, 'done'::text, 'expired'::text, 'cancelled'::text])),
    constraint recoveries_tries_left_check CHECK (tries_left >= 0)
);
CREATE INDEX recoveries_address_key_asked_at_idx ON recoveries USING btree (address_key, asked_at);
CREATE INDEX recoveries_member_id_asked_at_idx ON recoveries USING btree (member_id, asked_at) WHERE member_id IS NOT NULL;
CREATE INDEX recoveries_network_of_started_at_idx ON recoveries USING btree (network_of(client_address), started_at);
CREATE INDEX recoveries_of_nobody ON recoveries USING btree (started_at) WHERE member_id IS NULL;
CREATE INDEX recoveries_started_at_idx ON recoveries USING btree (started_at);

create table login_starts (
    login_id uuid not null,
    noted_at timestamp with time zone not null,
    claimed_until timestamp with time zone,
    constraint login_starts_pkey PRIMARY KEY (login_id),
    constraint login_starts_login_id_fkey FOREIGN KEY (login_id) REFERENCES logins(id) ON DELETE CASCADE
);

create table imported_members (
    member_id uuid not null,
    imported_at timestamp with time zone not null,
    hash_digest bytea,
    constraint imported_members_pkey PRIMARY KEY (member_id),
    constraint imported_members_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint imported_members_hash_digest_check CHECK (length(hash_digest) = 32)
);

create table address_changes (
    id uuid not null,
    account_id uuid not null,
    member_id uuid not null,
    email text not null,
    address_key bytea not null,
    stage text not null,
    stage_since timestamp with time zone not null,
    policy jsonb default '{}'::jsonb not null,
    started_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    asked timestamp with time zone[] not null,
    number integer not null,
    asked_at timestamp with time zone not null,
    key_name text not null,
    tries_left integer not null,
    failed_tries integer default 0 not null,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    denied boolean default false not null,
    constraint address_changes_pkey PRIMARY KEY (id),
    constraint address_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint address_changes_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint address_changes_address_key_check CHECK (length(address_key) = 32),
    constraint address_changes_check CHECK ((ended_at IS NOT NULL) = (stage <> 'verify_email'::text)),
    constraint address_changes_number_check CHECK (number >= 1),
    constraint address_changes_stage_check CHECK (stage = ANY (ARRAY['verify_email'::text, 'changed'::text, 'expired'::text, 'cancelled'::text])),
    constraint address_changes_tries_left_check CHECK (tries_left >= 0)
);
CREATE INDEX address_changes_address_key_asked_at_idx ON address_changes USING btree (address_key, asked_at);
CREATE INDEX address_changes_member_id_asked_at_idx ON address_changes USING btree (member_id, asked_at);
CREATE UNIQUE INDEX address_changes_member_id_idx ON address_changes USING btree (member_id) WHERE ended_at IS NULL;
CREATE INDEX address_changes_started_at_idx ON address_changes USING btree (started_at);

create table invitations (
    id uuid not null,
    account_id uuid not null,
    member_id uuid not null,
    token_hash bytea not null,
    key_name text not null,
    stage text not null,
    invited_at timestamp with time zone not null,
    remind_at timestamp with time zone,
    expires_at timestamp with time zone not null,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    asked timestamp with time zone[] not null,
    number integer not null,
    asked_at timestamp with time zone not null,
    failed_tries integer default 0 not null,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    denied boolean default false not null,
    email text,
    address_key bytea,
    constraint invitations_pkey PRIMARY KEY (id),
    constraint invitations_token_hash_key UNIQUE (token_hash),
    constraint invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint invitations_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id),
    constraint invitations_address_key_check CHECK (length(address_key) = 32),
    constraint invitations_check CHECK ((ended_at IS NOT NULL) = (stage <> 'invited'::text)),
    constraint invitations_check1 CHECK ((email IS NULL) = (address_key IS NULL)),
    constraint invitations_number_check CHECK (number >= 1),
    constraint invitations_stage_check CHECK (stage = ANY (ARRAY['invited'::text, 'accepted'::text, 'expired'::text, 'cancelled'::text])),
    constraint invitations_token_hash_check CHECK (length(token_hash) = 32)
);
CREATE INDEX invitations_address_key_asked_at_idx ON invitations USING btree (address_key, asked_at) WHERE address_key IS NOT NULL;
CREATE INDEX invitations_invited_at_idx ON invitations USING btree (invited_at);
CREATE INDEX invitations_member_id_asked_at_idx ON invitations USING btree (member_id, asked_at);
CREATE INDEX invitations_not_started ON invitations USING btree (invited_at) WHERE started_at IS NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX invitations_running ON invitations USING btree (member_id) WHERE ended_at IS NULL;

create table member_search (
    member_id uuid not null,
    account_id uuid not null,
    words text collate "C" not null,
    constraint member_search_pkey PRIMARY KEY (member_id),
    constraint member_search_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id) ON DELETE CASCADE
);
CREATE INDEX member_search_keys ON member_search USING gin (search_keys("right"(account_id::text, 2), words));

create table groups (
    id uuid not null,
    account_id uuid not null,
    name text not null,
    name_key text collate "C" not null,
    members integer default 0 not null,
    created_at timestamp with time zone not null,
    removed_at timestamp with time zone,
    constraint groups_pkey PRIMARY KEY (id),
    constraint groups_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
    constraint groups_members_check CHECK (members >= 0),
    constraint groups_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 100)
);
CREATE INDEX groups_account_id_id_idx ON groups USING btree (account_id, id) WHERE removed_at IS NULL;
CREATE INDEX groups_removed ON groups USING btree (id) WHERE removed_at IS NOT NULL;
CREATE UNIQUE INDEX one_group_per_name ON groups USING btree (account_id, name_key) WHERE removed_at IS NULL;

create table group_members (
    group_id uuid not null,
    member_id uuid not null,
    added_at timestamp with time zone not null,
    constraint group_members_pkey PRIMARY KEY (group_id, member_id),
    constraint group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id),
    constraint group_members_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(id)
);
CREATE INDEX group_members_member_id_idx ON group_members USING btree (member_id);

create table used_requests (
    id uuid not null,
    expires_at timestamp with time zone not null,
    constraint used_requests_pkey PRIMARY KEY (id)
);
CREATE INDEX used_requests_expires_at_idx ON used_requests USING btree (expires_at);
