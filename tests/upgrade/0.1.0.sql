--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: count_member(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.count_member() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
$$;


--
-- Name: count_new_members(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.count_new_members() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
$$;


--
-- Name: decided(boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.decided(by_rows boolean) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
    if not by_rows then
        raise exception 'a row that decides has changed' using errcode = '40001';
    end if;
    return true;
end
$$;


--
-- Name: decoded_label(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.decoded_label(label text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
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
$_$;


--
-- Name: email_in_letters(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.email_in_letters(email text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
    select regexp_replace(email, '[^@]*$', '') || string_agg(
        decoded_label(label), '.' order by number
    )
    from string_to_table(substring(email from '[^@]*$'), '.')
        with ordinality as labels (label, number)
$_$;


--
-- Name: folded(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.folded(plain text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
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
$$;


--
-- Name: member_words(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.member_words(name text, email text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
    select folded(name) || e'\n' || folded(email) || case
        when email ~* '[@.]xn--[^@]*$' then e'\n' || folded(email_in_letters(email))
        else ''
    end
$_$;


--
-- Name: network_of(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.network_of(client text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
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
$_$;


--
-- Name: note_enrolled(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note_enrolled() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    subject constant uuid := coalesce(new.member_id, old.member_id);
begin
    update members set enrolled_at = (
        select enrolled_at from devices where member_id = subject and status = 'active'
    ) where id = subject;
    return null;
end
$$;


--
-- Name: note_words(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    insert into member_search (member_id, account_id, words)
    values (new.id, new.account_id, member_words(new.name, new.email))
    on conflict (member_id) do update set words = excluded.words;
    return null;
end
$$;


--
-- Name: note_words_of_new(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note_words_of_new() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    insert into member_search (member_id, account_id, words)
    select id, account_id, member_words(name, email) from created
    on conflict (member_id) do update set words = excluded.words;
    return null;
end
$$;


--
-- Name: purge_unowned_events(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.purge_unowned_events(upto bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
$$;


--
-- Name: queue_event(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.queue_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into events_to_link (event_id) values (new.id);
    return null;
end
$$;


--
-- Name: search_keys(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.search_keys(part text, words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT COST 1000 PARALLEL SAFE
    AS $$
    select array_remove(array(
        select unnest(array[part || a, part || a || b, part || a || b || c])
        from (
            select unnest(string_to_array(words, null)) as a,
                unnest((string_to_array(words, null))[2:]) as b,
                unnest((string_to_array(words, null))[3:]) as c
        ) as places
    ), null)
$$;


--
-- Name: tell_clients(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.tell_clients() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update session_clients set due_at = new.ended_at
    where session_id = new.id and started_at is null;
    return null;
end
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: access_tokens; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_tokens (
    token_hash bytea NOT NULL,
    client_id text NOT NULL,
    grant_id uuid,
    scopes text[] NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outlives_session boolean DEFAULT false NOT NULL
);


--
-- Name: accounts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts (
    id uuid NOT NULL,
    name text NOT NULL,
    two_step_required boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    colour text,
    CONSTRAINT accounts_colour_check CHECK ((colour ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT accounts_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'it'::text, 'de'::text, 'es'::text, 'pt'::text, 'nl'::text]))),
    CONSTRAINT accounts_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);


--
-- Name: address_changes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.address_changes (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    email text NOT NULL,
    address_key bytea NOT NULL,
    stage text NOT NULL,
    stage_since timestamp with time zone NOT NULL,
    policy jsonb DEFAULT '{}'::jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    asked timestamp with time zone[] NOT NULL,
    number integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    key_name text NOT NULL,
    tries_left integer NOT NULL,
    failed_tries integer DEFAULT 0 NOT NULL,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    denied boolean DEFAULT false NOT NULL,
    CONSTRAINT address_changes_address_key_check CHECK ((length(address_key) = 32)),
    CONSTRAINT address_changes_check CHECK (((ended_at IS NOT NULL) = (stage <> 'verify_email'::text))),
    CONSTRAINT address_changes_number_check CHECK ((number >= 1)),
    CONSTRAINT address_changes_stage_check CHECK ((stage = ANY (ARRAY['verify_email'::text, 'changed'::text, 'expired'::text, 'cancelled'::text]))),
    CONSTRAINT address_changes_tries_left_check CHECK ((tries_left >= 0))
);


--
-- Name: answers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.answers (
    flow_id uuid NOT NULL,
    key_hash bytea NOT NULL,
    fingerprint bytea,
    sealed text,
    created_at timestamp with time zone NOT NULL,
    gives_session boolean DEFAULT false NOT NULL,
    CONSTRAINT answers_check CHECK (((fingerprint IS NOT NULL) OR (sealed IS NULL)))
);


--
-- Name: attempts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attempts (
    id uuid NOT NULL,
    member_id uuid,
    flow_id uuid NOT NULL,
    kind text NOT NULL,
    outcome text NOT NULL,
    verdict jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: authorization_codes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.authorization_codes (
    code_hash bytea NOT NULL,
    request_id uuid NOT NULL,
    client_id text NOT NULL,
    member_id uuid NOT NULL,
    login_id uuid NOT NULL,
    session_id uuid,
    redirect_uri text NOT NULL,
    code_challenge text,
    nonce text,
    scopes text[] NOT NULL,
    acr text NOT NULL,
    amr text[] NOT NULL,
    auth_time timestamp with time zone NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    wrong_tries integer DEFAULT 0 NOT NULL,
    used_at timestamp with time zone,
    grant_id uuid
);


--
-- Name: authorization_requests; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.authorization_requests (
    id uuid NOT NULL,
    client_id text NOT NULL,
    browser_hash bytea,
    parameters jsonb NOT NULL,
    member_id uuid,
    login_id uuid,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone
);


--
-- Name: client_assertions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.client_assertions (
    client_id text NOT NULL,
    jti_hash bytea NOT NULL,
    used_for bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: client_secrets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.client_secrets (
    id uuid NOT NULL,
    client_id text NOT NULL,
    sealed text NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: clients; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients (
    id text NOT NULL,
    account_id uuid,
    name text NOT NULL,
    kind text NOT NULL,
    first_factor text NOT NULL,
    redirect_uris text[] NOT NULL,
    post_logout_redirect_uris text[] NOT NULL,
    backchannel_logout_uri text,
    initiate_login_uri text,
    client_uri text,
    auth_method text NOT NULL,
    jwks jsonb,
    jwks_uri text,
    min_acr text,
    scopes text[] NOT NULL,
    require_pkce boolean NOT NULL,
    id_token_alg text NOT NULL,
    entra_tenant_id text,
    entra_client_id text,
    entra_issuer text,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    tokens_from timestamp with time zone NOT NULL,
    CONSTRAINT clients_auth_method_check CHECK ((auth_method = ANY (ARRAY['client_secret_basic'::text, 'client_secret_post'::text, 'private_key_jwt'::text, 'none'::text]))),
    CONSTRAINT clients_check CHECK (((auth_method = 'none'::text) = (kind = 'native'::text))),
    CONSTRAINT clients_check1 CHECK ((require_pkce OR (auth_method <> 'none'::text))),
    CONSTRAINT clients_first_factor_check CHECK ((first_factor = ANY (ARRAY['doorstep'::text, 'client'::text, 'id_token_hint'::text]))),
    CONSTRAINT clients_id_check CHECK ((id ~ '^app_[A-Za-z0-9_-]{22}$'::text)),
    CONSTRAINT clients_id_token_alg_check CHECK ((id_token_alg = ANY (ARRAY['RS256'::text, 'ES256'::text]))),
    CONSTRAINT clients_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'native'::text, 'machine'::text]))),
    CONSTRAINT clients_min_acr_check CHECK ((min_acr = ANY (ARRAY['urn:doorstep:acr:pwd'::text, 'urn:doorstep:acr:mfa'::text]))),
    CONSTRAINT clients_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);


--
-- Name: devices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.devices (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    enrollment_id uuid,
    status text NOT NULL,
    sealed_secret text,
    last_step bigint,
    failures integer DEFAULT 0 NOT NULL,
    blocked_until timestamp with time zone,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    enrolled_at timestamp with time zone,
    last_used_at timestamp with time zone,
    ended_at timestamp with time zone,
    others_refused_at timestamp with time zone,
    forgiven_step bigint,
    totp_algorithm text DEFAULT 'SHA1'::text NOT NULL,
    totp_digits smallint DEFAULT 6 NOT NULL,
    totp_period smallint DEFAULT 30 NOT NULL,
    CONSTRAINT devices_check CHECK (((sealed_secret IS NOT NULL) = (status = ANY (ARRAY['pending'::text, 'active'::text])))),
    CONSTRAINT devices_check1 CHECK (((status <> 'active'::text) OR ((last_step IS NOT NULL) AND (enrolled_at IS NOT NULL)))),
    CONSTRAINT devices_enrollment_check CHECK (((enrollment_id IS NOT NULL) OR (status <> 'pending'::text))),
    CONSTRAINT devices_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'replaced'::text, 'reset'::text, 'abandoned'::text]))),
    CONSTRAINT devices_totp_check CHECK (((totp_algorithm = ANY (ARRAY['SHA1'::text, 'SHA256'::text, 'SHA512'::text])) AND ((totp_digits >= 6) AND (totp_digits <= 8)) AND ((totp_period >= 15) AND (totp_period <= 120))))
);


--
-- Name: emails; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.emails (
    enrollment_id uuid NOT NULL,
    number integer NOT NULL,
    member_id uuid NOT NULL,
    key_name text NOT NULL,
    lifetime interval NOT NULL,
    cooldown interval NOT NULL,
    tries_left integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    failed_tries integer DEFAULT 0 NOT NULL,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    abandoned_at timestamp with time zone,
    handed_over_at timestamp with time zone,
    denied boolean DEFAULT false NOT NULL,
    CONSTRAINT emails_number_check CHECK ((number >= 1)),
    CONSTRAINT emails_tries_left_check CHECK ((tries_left >= 0))
);


--
-- Name: enrollments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.enrollments (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    login_id uuid NOT NULL,
    replaces_device boolean NOT NULL,
    returns_to text NOT NULL,
    stage text NOT NULL,
    stage_since timestamp with time zone NOT NULL,
    setup_tries_left integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT enrollments_check CHECK (((ended_at IS NOT NULL) = (stage = ANY (ARRAY['enrolled'::text, 'expired'::text, 'cancelled'::text])))),
    CONSTRAINT enrollments_returns_to_check CHECK ((returns_to = ANY (ARRAY['setup_required'::text, 'code_required'::text]))),
    CONSTRAINT enrollments_setup_tries_left_check CHECK ((setup_tries_left >= 0)),
    CONSTRAINT enrollments_stage_check CHECK ((stage = ANY (ARRAY['verify_email'::text, 'install_app'::text, 'connect_device'::text, 'confirm_code'::text, 'enrolled'::text, 'expired'::text, 'cancelled'::text])))
);


--
-- Name: erasures; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.erasures (
    member_id uuid NOT NULL,
    account_id uuid NOT NULL,
    actor_id uuid,
    reason text,
    asked_at timestamp with time zone NOT NULL,
    workflows text[] NOT NULL,
    actor_login_id uuid,
    client_id text,
    CONSTRAINT erasures_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
);


--
-- Name: event_links; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event_links (
    event_id uuid NOT NULL,
    account_id uuid,
    chain uuid GENERATED ALWAYS AS (COALESCE(account_id, '00000000-0000-0000-0000-000000000000'::uuid)) STORED NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    CONSTRAINT event_links_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT event_links_position_check CHECK (("position" >= 1))
);


--
-- Name: event_names; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event_names (
    event_id uuid NOT NULL,
    before text NOT NULL,
    after text NOT NULL
);


--
-- Name: event_reasons; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event_reasons (
    event_id uuid NOT NULL,
    reason text NOT NULL,
    CONSTRAINT event_reasons_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    id uuid NOT NULL,
    account_id uuid,
    member_id uuid,
    actor_id uuid,
    login_id uuid,
    enrollment_id uuid,
    kind text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: events_to_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events_to_link (
    event_id uuid NOT NULL
);


--
-- Name: grants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.grants (
    id uuid NOT NULL,
    client_id text NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    login_id uuid NOT NULL,
    session_id uuid,
    scopes text[] NOT NULL,
    acr text NOT NULL,
    amr text[] NOT NULL,
    nonce text,
    auth_time timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);


--
-- Name: group_members; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.group_members (
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    added_at timestamp with time zone NOT NULL
);


--
-- Name: groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.groups (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    members integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT groups_members_check CHECK ((members >= 0)),
    CONSTRAINT groups_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);


--
-- Name: imported_members; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imported_members (
    member_id uuid NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    hash_digest bytea,
    CONSTRAINT imported_members_hash_digest_check CHECK ((length(hash_digest) = 32))
);


--
-- Name: invitations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitations (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    key_name text NOT NULL,
    stage text NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    remind_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    asked timestamp with time zone[] NOT NULL,
    number integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    failed_tries integer DEFAULT 0 NOT NULL,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    denied boolean DEFAULT false NOT NULL,
    email text,
    address_key bytea,
    CONSTRAINT invitations_address_key_check CHECK ((length(address_key) = 32)),
    CONSTRAINT invitations_check CHECK (((ended_at IS NOT NULL) = (stage <> 'invited'::text))),
    CONSTRAINT invitations_check1 CHECK (((email IS NULL) = (address_key IS NULL))),
    CONSTRAINT invitations_number_check CHECK ((number >= 1)),
    CONSTRAINT invitations_stage_check CHECK ((stage = ANY (ARRAY['invited'::text, 'accepted'::text, 'expired'::text, 'cancelled'::text]))),
    CONSTRAINT invitations_token_hash_check CHECK ((length(token_hash) = 32))
);


--
-- Name: known_networks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.known_networks (
    device_id uuid NOT NULL,
    network text NOT NULL,
    known_until timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    blocked_until timestamp with time zone
);


--
-- Name: login_starts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.login_starts (
    login_id uuid NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    claimed_until timestamp with time zone
);


--
-- Name: logins; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.logins (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    application text NOT NULL,
    token_hash bytea NOT NULL,
    stage text NOT NULL,
    client_address text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    latest_expiry timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    browser_family text DEFAULT ''::text NOT NULL,
    browser_system text DEFAULT ''::text NOT NULL,
    policy jsonb DEFAULT '{}'::jsonb NOT NULL,
    never_started boolean DEFAULT false NOT NULL,
    session_id uuid,
    purpose text,
    first_factor_at timestamp with time zone,
    first_factor text DEFAULT 'doorstep'::text NOT NULL,
    client_vouched boolean DEFAULT false NOT NULL,
    CONSTRAINT logins_application_check CHECK ((application ~ '^(web_console|admin_center|app_[A-Za-z0-9_-]{22})$'::text)),
    CONSTRAINT logins_check CHECK (((ended_at IS NOT NULL) = (stage = ANY (ARRAY['signed_in'::text, 'expired'::text, 'cancelled'::text])))),
    CONSTRAINT logins_first_factor_check CHECK ((first_factor = ANY (ARRAY['doorstep'::text, 'client'::text, 'id_token_hint'::text]))),
    CONSTRAINT logins_purpose_check CHECK (((char_length(purpose) >= 1) AND (char_length(purpose) <= 100))),
    CONSTRAINT logins_stage_check CHECK ((stage = ANY (ARRAY['setup_required'::text, 'setting_up'::text, 'code_required'::text, 'signed_in'::text, 'expired'::text, 'cancelled'::text])))
);


--
-- Name: member_counts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.member_counts (
    account_id uuid NOT NULL,
    slot smallint NOT NULL,
    members bigint NOT NULL,
    enabled bigint NOT NULL,
    enrolled bigint NOT NULL,
    enabled_enrolled bigint NOT NULL,
    invited bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');


--
-- Name: member_search; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.member_search (
    member_id uuid NOT NULL,
    account_id uuid NOT NULL,
    words text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: members; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.members (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    language text NOT NULL,
    password_hash text,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    mailbox text,
    address_state text DEFAULT 'unread'::text NOT NULL,
    enrolled_at timestamp with time zone,
    email_verified_at timestamp with time zone,
    recovered_at timestamp with time zone,
    invited_at timestamp with time zone,
    CONSTRAINT members_address_state_check CHECK ((address_state = ANY (ARRAY['unread'::text, 'good'::text, 'refused'::text, 'shared'::text]))),
    CONSTRAINT members_check CHECK (((mailbox IS NULL) = (address_state = 'unread'::text))),
    CONSTRAINT members_check1 CHECK (((email_key !~~ 'erased-%@erased.invalid'::text) OR (COALESCE(mailbox, email_key) = email_key))),
    CONSTRAINT members_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT members_role_check CHECK ((role = ANY (ARRAY['member'::text, 'admin'::text])))
);


--
-- Name: notices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notices (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    sent_at timestamp with time zone,
    failed_at timestamp with time zone,
    last_failure text,
    last_failure_detail text,
    login_id uuid,
    event_id uuid,
    address text
);


--
-- Name: password_tries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.password_tries (
    id uuid NOT NULL,
    address_key bytea NOT NULL,
    client_address text NOT NULL,
    at timestamp with time zone NOT NULL,
    waits integer NOT NULL,
    judged boolean DEFAULT true NOT NULL
);


--
-- Name: COLUMN password_tries.client_address; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.password_tries.client_address IS 'the network that clients are counted by';


--
-- Name: recoveries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recoveries (
    id uuid NOT NULL,
    account_id uuid,
    member_id uuid,
    address_key bytea NOT NULL,
    address_hint text NOT NULL,
    token_hash bytea NOT NULL,
    stage text NOT NULL,
    stage_since timestamp with time zone NOT NULL,
    client_address text NOT NULL,
    browser_family text DEFAULT ''::text NOT NULL,
    browser_system text DEFAULT ''::text NOT NULL,
    policy jsonb DEFAULT '{}'::jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    voided_at timestamp with time zone,
    asked timestamp with time zone[] NOT NULL,
    number integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    key_name text NOT NULL,
    tries_left integer NOT NULL,
    failed_tries integer DEFAULT 0 NOT NULL,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamp with time zone,
    failed_at timestamp with time zone,
    denied boolean DEFAULT false NOT NULL,
    CONSTRAINT recoveries_address_key_check CHECK ((length(address_key) = 32)),
    CONSTRAINT recoveries_check CHECK (((member_id IS NULL) = (account_id IS NULL))),
    CONSTRAINT recoveries_check1 CHECK (((ended_at IS NOT NULL) = (stage = ANY (ARRAY['done'::text, 'expired'::text, 'cancelled'::text])))),
    CONSTRAINT recoveries_number_check CHECK ((number >= 1)),
    CONSTRAINT recoveries_stage_check CHECK ((stage = ANY (ARRAY['verify_email'::text, 'set_password'::text, 'done'::text, 'expired'::text, 'cancelled'::text]))),
    CONSTRAINT recoveries_tries_left_check CHECK ((tries_left >= 0))
);


--
-- Name: refresh_tokens; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refresh_tokens (
    token_hash bytea NOT NULL,
    grant_id uuid NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);


--
-- Name: repeated_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.repeated_events (
    subject uuid NOT NULL,
    kind text NOT NULL,
    slot smallint NOT NULL,
    account_id uuid,
    since timestamp with time zone NOT NULL,
    count bigint NOT NULL,
    client_id text,
    CONSTRAINT repeated_events_count_check CHECK ((count >= 1))
)
WITH (fillfactor='50');


--
-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_migrations (
    version character varying NOT NULL
);


--
-- Name: sealed_heads; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sealed_heads (
    chain uuid NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    tries bigint NOT NULL,
    sealed text NOT NULL,
    CONSTRAINT sealed_heads_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT sealed_heads_position_check CHECK (("position" >= 1)),
    CONSTRAINT sealed_heads_tries_check CHECK ((tries >= 0))
);


--
-- Name: session_clients; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session_clients (
    session_id uuid NOT NULL,
    client_id text NOT NULL,
    member_id uuid NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    told_at timestamp with time zone,
    failed_at timestamp with time zone,
    last_failure text,
    sign_ons integer DEFAULT 0 NOT NULL,
    sign_ons_since timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    member_id uuid NOT NULL,
    login_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    application text NOT NULL,
    amr text[] NOT NULL,
    client_address text NOT NULL,
    user_agent text NOT NULL,
    auth_time timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    stepped_up_at timestamp with time zone,
    CONSTRAINT sessions_application_check CHECK ((application ~ '^(web_console|admin_center|app_[A-Za-z0-9_-]{22})$'::text))
);


--
-- Name: signing_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_keys (
    id text NOT NULL,
    algorithm text NOT NULL,
    public_jwk jsonb NOT NULL,
    sealed text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    signs_from timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    published_until timestamp with time zone,
    CONSTRAINT signing_keys_algorithm_check CHECK ((algorithm = ANY (ARRAY['RS256'::text, 'ES256'::text])))
);


--
-- Name: subjects; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subjects (
    client_id text NOT NULL,
    external_id text NOT NULL,
    member_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT subjects_external_id_check CHECK ((external_id ~ '^[!-~]{1,255}$'::text))
);


--
-- Name: used_requests; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.used_requests (
    id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Data for Name: access_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.access_tokens (token_hash, client_id, grant_id, scopes, issued_at, expires_at, ended_at, outlives_session) FROM stdin;
\\x85fa534c9248fcff62d3959b224dae32f395490f2547e7f955d50e7226d55e8c	app_aLguBlOqX8WjSsslYKX-Mg	\N	{subjects,verifications}	2026-11-30 08:04:36.827403+00	2026-11-30 08:19:36.827403+00	\N	f
\\xd2d396cda57655d653bfad8116ec1d6cc1be84a0c57cd5f40a6cab773fee46cf	app_P7xwXD4dTHfQWhgLJvTDdw	01a22b7c-5c90-76ff-ad2d-072d89e91619	{openid,email,offline_access}	2026-11-30 08:05:00.176081+00	2026-12-01 08:05:00.06364+00	\N	f
\.


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.accounts (id, name, two_step_required, created_at, language, colour) FROM stdin;
01a22b7b-e5b3-72bd-b17a-6cde26831960	Before	t	2026-11-30 08:04:29.696521+00	en	\N
\.


--
-- Data for Name: address_changes; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.address_changes (id, account_id, member_id, email, address_key, stage, stage_since, policy, started_at, expires_at, ended_at, asked, number, asked_at, key_name, tries_left, failed_tries, last_failure, last_failure_detail, accepted_at, failed_at, denied) FROM stdin;
01a22b7c-1ea2-7600-be69-61829255e8fe	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	moved-member-12@before.test	\\xddc8dfaf1d2ad404cd6fa2450932917b75ec722e44a29fd8aceecb4f8311869b	verify_email	2026-11-30 08:04:44.28836+00	{"emails_per_hour": 1000, "resend_cooldown": "PT1S"}	2026-11-30 08:04:44.28836+00	2026-12-01 08:04:44.28836+00	\N	{"2026-11-30 08:04:44.28836+00"}	1	2026-11-30 08:04:44.28836+00	faults	5	0	\N	\N	2026-11-30 08:04:44.415745+00	\N	f
\.


--
-- Data for Name: answers; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.answers (flow_id, key_hash, fingerprint, sealed, created_at, gives_session) FROM stdin;
01a22b7b-e967-76f1-9c3a-da559792c8b3	\\x4cdae6937c7c86a11b1765c14077c90b55a637cd0682af4126faeafd8ce22476	\\x41d3f51cfe2f8245934da580e45ce88b5a4d2155e4ffe6d512b4cd3d83cbb648	faults.krKCrzKlHxzEKHZ5k4UKldUkqHjvj9LIJi48Mna5Bljp8jynGrNcYaiuTpHlumTFGq4uzkFC19cvFjr1zJdgTn4JLgcIuo2DydJgm09CYqbHl7CyRJijwYPAn9HFOiInekoCOKp_bB0XD18TkxOFBdiaivYvigfItsJhYnAcfj8weU74wUs-HcLl6rdLKRam4i7UlBaoPiKs1UaKJsDd7Hp5695S_BMg-plDCjFLV84b-pz-NvStv9LPVDvKIRllei_jHSuv8cm_BssypgUj7r4HcDD9nalC48IYjQ78uCbAWHvkbvdDpR7CALsfFpxpq4aKchjh2isE7PEg9aTPsvTcvwN9WGX8QZn7vImn7idl3wSvj7oL2cIx3t65Hpt9QZbWH9GAnz7U0n3ZeRHW5ss-1h2LpWWEUKX_3ET1iCIHRbEWqK5DzlHfjUHHHyxiiXfMqzEsiIZxvw3UjuzJgb1FOuctqKDokotZG0Ve-0_UlH4gn6KprX7bXaZXK-bBoJQB3tUQMEO58qKQvFVmOP2cdS1Ac0FSmBsSTKvB9MO5D25QUBPtcpYEG9d7PfuW8Wl17oBjzCY-CNdk2xUQ0bxJDtx3uQYC3xuTvbtPovO1swoAADD4_94qWtDqPVb4fM83cGSMjkvG-heeioF-7IOCJMmObLZIZ9T7mrh9qQ==	2026-11-30 08:04:30.898025+00	f
01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	\\xf91ef83e78f28842f7994ab31a621c0f6804aca3a10d5450bb6620a24e32394f	\\x8d36907fea8270817fbb585593fc2b26df038e56d44b9065824e02e5fab58f1d	faults.-bsUiQqVJK0dJ8Xiw8ilYaT7sgO9ROZ0jeuI2xQ8nx9y6B13HvdhTSf1Fptj0QD_8PwNcfvjD3jTsidkFSCPRZrEFNJND2Yw1IWKT_5PCpK1gB6k-NkSLrrhFtO_sXqxb0sX72Nbick7IPdF0JbZU8zpvlx3x9jlBHUoXIcLLYdSTR7H6JapXlrhFwJENqs1RtQ-XJ80AdDD4__V6oAzETPIjoaShTnShks8XoJTJK98HGHjjqyxhEOrcqtwtoSRKHwidQHEMBDrBZAO95u5PrCpZt1_qC0cy2kePVWu3bTGmbftXDvjuqeTgwBD47hyKhAZzeuK-sK9zK_x_k1H2dQvonJF-H0YNkYscT1LWm2Pm9ig3e1PMSjqParjOyrLqfFmdiZN5jc7JbOooU0Z9yWAUVuJFKIIKIsian-6pg0lEm_wYtEqWXRIothRmHIEYSN-cSHLupCdToM7FXuMhmbNBUhjko38b47u5Fi47eROq58eRDW2x06Jp_2z81fZphW4lUQ9n067l5JYSmT120jK7CSW-oBWbpzuC1UrTlwE5Bm1xKOtFCwJLM8boirendg5NBuVhg-TNpSgLi0TtWnTnOR7tQXFXg0LYCUzxd5svbJXssrbf6vWntZsr8Vmu1ITQr5VQjzT8yFMPA6Mcq0F-e2lzgSmIpfybuOXqVOa7Mxn5uHiwiA3z44mTh0b_g4MTg==	2026-11-30 08:04:31.133592+00	f
01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	\\x1f9bf9c9c25214ea3c538d82fc5eb5444e6c92fc6c9ee7bc57dc84fa34308d70	\\x5e3c0ccddcacf630b91bba74f38d441eb682361604aee22bb3824e16ce2d7294	faults.R74vq98KT8LErPY9txmKnV9QMUcoYFTzUlZxaSmv7USGrJmt4AgVv6Camf0YuFd6WdNuAYjBzRw1sWwBTcs0oTyw2hv_XM6tQy4Z48_2qphh1qqeGrB7PakWUw4oepuLQJto6w_jymzt1WpA4IHo9PChziWkdhC5tQR3JmMuQ9DjoUg8AUUUxbzNR5UE7mbj9dxlN0HxogjUyDtR4LRHljpmHoFVquZIAuaMAUx3Bo-IqzKQxqqT9m-P9n_Adl7GWnx_S8O0yqGJwJPJAmQ1Kgo6FZmEzZPNTIGtHBzIz1xlWNhGnrhVdfZWVVFfwtO6m4OmxA5-xgRaltGvKgXCCRYKgFL7tnGYk4OQkuNg2zsOg37Orj8Wh8aItXriXwm2pU0diu_ihaK_1w9UbDiF6u0g4uXYEO2ZqWeFi-uFVbGlH9g_xrBVbiG0UEmLpfVsO69s2LnZ1MhkDV6cm7vf2MV_BPDfcPLHOYy9KVsPbzofb1Tku-b7azWo4PO8-6aelppbDGas1ZiVdmbbl8_ffqDKEJfNmUdo4qUqT8n8FWOegtPyVALtoAkCujp7ToKGI6D8K42TicxrBdNj8JDSFlziN06_HNSlwpdnddgjCJNT50VBeSGszKINaj9s_tNh_Dp8-GiQ-dJrYpkNOg97lBPvpLLcnEe0_YUhHl9LTVnO6627scdHrFSYXux32NTnGjnCXto=	2026-11-30 08:04:31.196275+00	f
01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	\\x0bd4f9c541f50c38f6c3c5195aed7d628dc087cf0e68e205813d6b1b95a8bddd	\\x124e21fd799c48d7d1df9462b4243363c1ed694580f480643a0cd5626a8cb3b4	faults.N9nSivRpo1_zl8fPX2B18ZKOuXSuW3ynmVYPBJOyIce5tlRFUOgxm2xNJxgKizx3jeT4RsfMtt9-dCZl660AYhdtUaDRaDkQ0udTL017yRQjp4i0lLG02YNPx4zE0t4dT91IsJB6n3QWQV02Dt0we0OcRqFl8S3Zelz0BXr4jCm3hvynDlQqdPkNIDUNk-js-7cFxY6ZFlDMPeS0XbKtvqfweurWzAztUzWZ7QDPLmcWU1iLVOrQHwbhjuGyRcFSVPCQEZqah7ADWVP38TJwZCNZ2ecBEzqebajVrvIfSAcZlOHUuffd_IGjEEXv-koTykZXXKBFh7m1QU9FojbWVGYzn4J3s_RmWS8S61h2309zXmnoTlsnBh_gmP8WeXF5hr4a0I8Dr32isMC7P5ffV4Dw6cQOqCV6WqdkKLwTkcYPHn6paWtAPZNgEp5GcqKyz-wcJvjfiu3Pm69phyVs31AoNqcdo32kWC_Y19AkEXJwtRoEDwHIXPJXEcx792zMb9iKwTTt6gx16Iyd_EGX3A4EH0uzBGEoh_Ro67TMsA-ku5ekb-er6xgHtTLKfj3343JvG-LF14ZwTxB1kiJql7SyV1fGjSdh9vMVmz5R1ZuqTzH2vZ3w6NOlFjdAbm1_t4-CuoOililDUlEskLZ8oJMS1QoO2aPtfGrXEzjyRbCR4qREHSr2sTeqabF4WapF9ytg	2026-11-30 08:04:31.29649+00	f
01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	\\xe65095c5a66328282dc5b5b512bf05e467afc2a4a3857f843cb1f633344439ef	\\xba64154d0ec572935a24799bcb2b95c6c5d9b3183895b33a7c0ff92c17ed0133	faults.cHLc_dT6YBk7oIYOFNbDp4Y6rfl9IOlg8xMM1CnZ8x53eyXiG33CtKCuyvNHLHUObs5558mId81PqLl_Xn7sTdtX_xQFWuaztdl25W9Qt5fx1Gjop7v-5XRvVubvQs5t0tJHYHn1xDw8wEzMPQLl2hqtzt9db5EaCfMWdDyHnKlmRs83GlCCoFYYTkPafJC1TioNtMaR7fcV3n1vvGSiS04HhxTaRDUOjCh1dZhL9b1qpph8yDFlShjNHkuWg8kHd-ITX7w54NBSo-iwWZ6C3kFm5VUYQrMSwyttY0TzT8XKJu5zoX82d088IMeL1kUX1rqU8kGkC1uLA3x17Qc5XhOAVfmBkQjKSDBy59fZkvmpDrGF1cemiFsPpestHcWwKMfcwUXXEVu-c5FOPp2xg6AbTWdw3tz9JS0zkfAzkaumwbp0a75_nydxogAV8ORZwhtUJ5qPKYVZB-i_CxXjES6Bw-TOVWruxIrcioVaov3Ib1QdA2KeTaCV2nWdnR0DNo8FkjPU-1sxQpdm1cCObqsqI3VXvxBvodaB0wveOQcdhAbdTg75ADXS-h5IptcX7MBhqVJvojpsoqk-7waEbWoot6KCeuQc-SfTqv3ODM8bLHi16rN9FZVVUhYWmzpT48z2tLB2ZOg9ZBpad8lv7YvrhHNjPwdsaCVtQAow310u6Y3fHkspPwv9M7Xw7Nw=	2026-11-30 08:04:31.460986+00	f
01a22b7b-e967-76f1-9c3a-da559792c8b3	\\x8942b3a3facf153bb230ba4c1a374f901aca3575346d094c0fd6e035dd433dc7	\\x501e114baf3019bba40ffef8ed3922b465b0f464ae0e841d3a601b0028b8d7a9	faults.D3-e_9Py5CJnEcYYlal9jDZqQM_VuIpN_d10NCcgTHOcxpBxcp4IWktzruTMZ-uCs1jjXOpcUXEFQOGY8sB3BQdJN_1smiBg2GNUg99ADBaiD8TJfuqBXEmFWyOEw0Ut9ZXgjPtaav_lXtbP5pGK3aTibiBxEB-rbkrFdZ--_YYbMBz8LbQ43qSMkZKuQ8gj5T7O5FkDUUwxrTZl-piNDheMOU5KLvRvc7q_q9JtPlaMXmQx1L5Dry_znbRBEvd1HVQ4jw-tDYL6XNkvutLixbTsAthkFCRPODxQaYRKmRpm3E9fu6CUZjiRboI860OblHGTtKUIVzKFlsC1MtVVFBfQaVD9vck8BQwXqNbrFtwM4q-a_6FVk6koC-gNsTJ6mwJCb76IdKUpiSwvzMt36E3d1ogaoy0yILhxqoSCxXmSy4qcTMgykF_j3ARWRuUqsUhb9M-rb9unZIg0IEGJ9utSUS5LFJnjLKxlcnNFihpCe7GLLHlBATFFM9fB-zxC5AUySQHIw6WIv3ouRKhgQx7VCTl9cIRAT1kz7l31Eg1j4CI4oWfqdQRLtxyTnwXQFkn34FwS5A==	2026-11-30 08:04:31.632813+00	t
01a22b7c-01c6-7516-bf9d-8d366e4da7a5	\\x039a6781ee9a11e557c0a03ed58e6474ea50c88bd607e4f170b4a8cc8f866080	\\xb740d44cc56ea785c1093fd368865c05d80b4f38c2d0636520f4bdc6b6657714	faults.cxUhMmLMnEtN-BdrZFM_-MLV4OX0GjoXMMprGqikT9D7kcP-UHec58NQ9tIL4qZ7Vz9ThaJfMoP04VD3DIXt8L7pGgKmbxvakO8JDrVxhOr4Ao7nuxVWoAGyEn3b2hoPcSozmusILrxwIft8TSxh9se0M3ur3BFiRM1rBnE6nAIY9xrLVeiSlPqcwm2Zdcfwh9SM04Y_xeyIfO5NzKVbW5Ux4iK60b-EDgWk_iP2sRPRvqf_bD8rftrxhrUdolXZHAjuvHA7wHVYtA8V9NN5F9X5xEY4jLuiLKxlyki7BQ08lGqJBL6UN8tgSpkUkv0AycpCh96OaUXu6r9fEiOLtSzHwgoGOOwbJegY0D7uXT9uzRbshRGVWRz3qWgjbn6JJ1ODleC4DtrkzqsuShmbWytvl_RPl9BZgGkuFFZrYstPIqiMKDi_qUhyiem6ltsfkCBLOzjmetytMRzx3bGIaTsQ-xrz-0uUMYHnqBTLLpN-aXu_tvN0T4uWudthrqUZRb6HHZMhcMZJdQJTqg5OUnk6U9B-tWtS2iLuCreNlaX-DHhhwWtRx865ka7TEKjhVza_eikdiR3Vc9PJlXBASqc7VQ3yRPu7h_XmCWEf8c-afTg6T1x_deoPqk1-XLMPZR6JB69AXlooaRFc8htPdSiB5jhjHEwElVMNeC480Q==	2026-11-30 08:04:37.074537+00	f
01a22b7c-01fb-7f62-857f-e022dc26f7a7	\\xfa533020a5fabcbbb9d3a663470ff6fdacef8321ebc14ab51c5a244836449975	\\x61ca2554cc80a4f624a542d40b8d521d00f6ba431f7005016a40e2bcfd810779	faults.gNeerwPcxq75SvTBPUDv4jQSYO_xJVXnDLQJfJQBvB6K-lC8zvvvCyqsgEC5L4vxZF99IzLh2lR_5f8dsorY-Er6f7c6DpZFBfxLpj9Wn_UGP7XsACy-4VulYh7DUWvhZFd5Q8wy327_4nEqUnyvlgui-Re5b8KzATrF9gt9N9I-H0WNywKLLW7-sj5TH-OXIjem-yuVe27v6xg5MUy7Eznyj6IsfXDS9QEtG-kiVFj1BCh5vteohhl-mGSeeFe0H-vBI1NQV-4CR-WYpXbk41Z-PdgEYd1PeYt5qlHCwTie2ohqD0MiGmfnNhaJlvv9WKZJ_asJLKzx7XrbgtBzrSUovURtXbeSShDpPPPJ-2Wb7_-WGBRS26BjypKOd3r85boE-hnhu08AUWOAqPphOTZ2vTjRs4CCkfNXY9IeK02imBpEpBey8IoQh9K9hOiRO2mcyrdNQ1aUNGHTxnH7KQjj0Rb8fvVDScX97MhnlzVX8tUikHH0Fdu-MNYOx40uS3LaRV7agQQvAO98eo30X7d3xmQZpguwB2gdiXMc3bgFpxeHjga1s-iLLIC4iFAviK63YElVmMfEHtevYlWHRFuOz_WGaUe5KzovyPsvzws90VKBCMiyrlOtMbHaBa__70E77Z8cKWkXFWdUk7HfaExFdWF_slzd_s0EbBnz-gmPglrdRjp3wBTGGVjPmdxyQW9_7w==	2026-11-30 08:04:37.315377+00	f
01a22b7c-01fb-7f62-857f-e022dc26f7a7	\\xe5caf50ba343da3fbcfe02bd4ce11e266de53e63354379a62e3ae305ca7e8993	\\xf77b83e8f1066422d27af2240ab81491bc678b76c23b751fe0e2e6f2fcbcaad6	faults.T1vKhoUU7plWbaQU48plTBNNm3Asxw96mX8nh3WG_64QgzrCy-DSs8NeIpcm12m1u1DyaAT_GQKHJUZMkXPUM3dx3X1-y8Qd2vB0Mq09eLKKvraFdzIFEGvwGx97FczRrCKgDKnIsO_ophTzrKV1tWULqlQByKk5dADqWGu0kHDj4vPmYe-K9WiiQGV8gfEhE7eTgxIiG66FPi6rMiDf0VmNgp4dXpaz0_bI2WS9bjp2TYB-WaiMUdqqalQX-1zHTMb2p0y_WxOGUTH_ESHZ9T6YkbvjQcEG0KdNz0UqsBL31s65LRU0jFHewgE17IRFhtPYwYB_LEWiSYBA2z74pcvBjk0PspQaVXNBSPJj2L_CoOBRMSfAMr9FfdA7wDGCwvIZkqHFYx2ziPp0LG1jm9hB24Tm13j3Eg0sq9TdM7UQbydja2h-B7xuj87ZokyslI2gjGX05OjDypWGJqom-zTENqnpmJXKo1g48s6SjLYGjUV6uCvUsbBag4dFZ11QQb-91JScqI81AjSaQ_viFq9bNMfyRqPV847mkPbCcN8E2VwgDyj6qAXzQguUQfyEmaEjurttO8o3LejlevS01TCDFtW90KaS7Dv9EzMJEUnvRtLN9rmMFvD7b5LkQl9DKKGrZ90i2qen4AY-ZCURut73IUKi2FbOZEGaHUMTsk5jlb-jhb5PJC_jwS8yBrzVP4RaJpc=	2026-11-30 08:04:37.387729+00	f
01a22b7c-01fb-7f62-857f-e022dc26f7a7	\\x5e3f2d008790785b724024e9ea77a49d072f58b62a5c767b1251bb607c0a1423	\\x1ac5cfd988a73d64619de076d7e47eee1e01b43aab00a26baede8b2e2b466d06	faults.sKYVHGkge5USuYENhLMGx7CCTk5o7MFr7aAVpa_RVIMbUcj2KlXUwTJnkR5mpAJXdio8kcl0h0P-QgAplh-CHZroUcu4A_wfd807S9WptG57EhokoTnF_Il4c8Ho7t114SKDmfiwRGHQIVZimqHunq54MmHOZnnwrA2zIp0lpy0EfAIW_fLuyoOUPbnic0noy7Um39RktV0mKBOtXtha5dMp5Lx5wOOC34R4J0jrj_pOX23u7bwEU6dAJH-_cR6JPkx7eL6Z0I9t5-N-15JyaUQCauEIfTL_szRMzG-3Qf0hpz1khoPUO5tzw_J5cbXao-y_SQ5iM54I572vgPF0gMr1_XWE5iBcNiJRcveQyvyW-xDPM2XEsOteZq62xKVL-vmakKCuXTiVf78FxFRRFZZfz4t1yzXvr5toEly0o2jxJ7xglnVrtaIWyevwtUZUl59e4NuQLG-yZDs_jbeUaitRHpZ64JCJrDxPeHFT0vDGo0vY7qztVk0xVX4NXIRaMQ4SYb-kpbRifW3S4vx7pqH0A_Q8TIikN4hHURCWG5S9XWCyJz0u_grpldKXJJB5YWrwisBVWhqsWzkx9ReXyvdp7wXids-bqOW7DVMxJc37yNrKmnaEBk2zK1A0QaLKkWOzyHjMr4Wqh-5hA13sp0rKCe9W2e_1FdtBSsPM2GqT341ZTWpt33k0-QzZgivem9cy	2026-11-30 08:04:37.472238+00	f
01a22b7c-01fb-7f62-857f-e022dc26f7a7	\\x0f63c1ddde634409364d50b4692df42dd9d5bd1f4b85a983f0cfc78cfb9c4dee	\\x0fe5a723eba92f7d73d0cc96c1b613c8425278d287f7905367b23a03fb37342e	faults.KsfhyTvjlF5SUzbm8Rkd7uGMK-bujVXFcC69mnUMF7stmD3a_ebu6J7DERm5yl6TJfbB_diiUi2dfI02TGZOQH8ZdW-kwVLs_xgkDs2dUufZPH_rZ9pKxvGs4FTPnrPAtb3afhOlPg1leTNBX73KMbEXYrKpUYX97me812fAu2spZJ6r8dkAvAJ9Ff7psWTQbhAGcyGZK7VdhCQQpw6-M7zo0BbUr3czi7gcBoR3grFkh85ca3GMzreGE07yfoE-4w3B6GwOpfrO7rX_TLyUwVVdiKaASvcl69geVjX0ZJgAogM9H7C5riW7YmVwXr2Uq2NQZR_iN-Zo78nf1rGnOyn_JvQ4tZI3kHlPKBhiNBaHSLXq7E0sXZq2wskALMNhYsmu7U8HC_cpmL4cz3nkdv61D-7Ah7nlGlgfzLidSYVQXt-4stlMimcQRhjoXT_7jXEIr2LU3MYoWKq0SRrPVIKjBAEUXqbKDMPH5jiI5CQePtVwQY8A5OJ_OdjhknupJ0QiRS1Sy0Q4F4OVl6JDakkJp29eN9cAq_EZu9S8Re4XNiyzuPclaDh7rvDnLYERvwlL6px-pOttPya00k8EpbiCR8E256VyLJznoSts_ENdEnoApWt0bgpqLfMNoD4onOqYDKC-df70rjIhk7pEy1i1sROPNPkdRSEq-1BlCSsFZsz7iM8QOwS7Ff9Koqk=	2026-11-30 08:04:37.613186+00	f
01a22b7c-01c6-7516-bf9d-8d366e4da7a5	\\x2c707781dd8b17c0768d40709c7792e07e94f35a8ed8a5408cc7c08462785f71	\\xbe577e9fc5e3c701c387af7082cd650c9231bbfd65f73eac96754ca24f352a9c	faults.gCG8xPr1idIl1_4l8C67MKFv8GX0X8_c2HR6FovkrrtDoqepaK2SLQZwMptAjkRXLL3cyY64K1yZd-tNkWTaeGRdc0q6DboXh5I97VEaVrMMtITVjMt7VeMJqT-CatvYwTTRKyOwEFC-MgNelIZj9DU8xD5qR6ZC1FXsj5mLL9FrkEyE4ZqqzYfbkxcUUp8L0G3l4iPAuOKIO3euCtem4cw-F9DnnMTtoLU5IT2c2mHjDwB5LOVnz0o48cor72zyNf6P6oCVddBHB2GhZZywrZVhFJlc7QDYLz0LJStal8fmvVRyH_Fg6Uhuk1b6sPizLtnI2R_S8_koB6hbrQrrxBF8KdzFpzn3zHRfiQD4bcRttSQRvFTeqmIcTwtnCTRaJL6pC5A2s-Ufgoia-HCbCQaYW0a5WOmwhzd3_yo-X0sztlcc5HnrEshF3LbV	2026-11-30 08:04:37.814697+00	f
01a22b7c-05cd-77af-9b5d-c319a0317c22	\\x430c289ee0289b17c86446385b331214d5d585409741360b68613e07f855273d	\\x63f19be75ddda83b2323fb157e4fda12feeaa4884a56adeb307179b825fd9a15	faults.Fp-fW7EnEjn5rFZqnYglZ5FOvHoxuite4jpA5K1GzwV5Y3BsGCYj4wjibCcYImfnZwAnMWnU9oQiaNV8fg3zZkZJc3tMFz6Cc6tGfkPs6QqGtv7N9MVrsjj9R8CVBamThFcmKKs8ot23g0_zN1ES_JzWsTxePFDM_GwAvSOnBVmFyhhr2XNOfbdqaoM54k4iXFErlVwiyJVvInB1njYEb7he7pPkc12FWxBAKViv6itgIModjVJa9YtOmTHm2_MoIqT6E9i7r6fo1c2As2urnmzFLpTqK9zbMAp4DFyVQ4IqdSJ3rz6BgwTKqogYS4IdQerXURxy6n3pr2rBYl05JI0yA7SQJv4O459VOVfwqm0f9rAmwVzwlBAZ1gCqG23N1cAPLvGd33HyVWAg68S_5UgwDHtzWmDHZ1vDUndr0C6X7zHUWqa_mTVbmiLgfQbU8jYp-SrnRnrTX59OUfsipgBzK6HTgx85D9AJpBrPUQdP9UAKT4wiwppv35aEOcaZ3aeA4keXO9xb6swGUL2Vq6R4HxeB20lxl8A5Ev2m5G0xcUjejqExIUlnm-AlT2JInku8I7-ADi23MWAI-3sjAXI1DiDNUbfCgt1bEEoqqilMnzuWtz8-iLo9sztdcbb-U3rm4pso9z6h7OonLyZDBcJpXWGnr2YMzur0dMkwVQ==	2026-11-30 08:04:38.080558+00	f
01a22b7c-05f5-754a-af08-f4d6c1784f8a	\\x9d5a8c15002d23a2cf492d6f85f969f191671fb76ca908cb7598175c650c1edc	\\xdaa4d6e62795acba5144b1f14edb49a49626f8077da52ea7d64058a433e78ba8	faults.vLZQbOGebT8tSztsl8kKFaA6WoneDnPdNUp1VLg_y0zxUwy9Uhv0fuNPw81Mz0GmiwqALLuTwItHeNiKSetPb_hSABAP0rGbTO2cfQOxc2CXfDm0yrZKtPbd29RtBQ4qO0BINvTdfPe04UIeHRIwQqpO84nRmhiO_l7BWtbbm7qQiU3XzpJ0B5KJU6KGO_E7TjUTOG1tfQ1ha7Gm-G12KEG-bDxQoB0JSCLVBlmYiRSSuVMCkSRw3JywVGaxEO5ddHu5Pg-wXLNEkKW3Rtu1XlbhtcppFT0Dns6G3ofB9SyEIww4GB-a1QWsff71X9xbRqGqQm0HUZGl0aMmNv2XY0XdzhNPkt3nqIE3DlYCvQ1Va2GU1byyAovfEByC0NWWIPhuYFokQUrgV3Y0lwfHdabidBq01S2XMYHvdOs1E9lRBHXY30BlDynq2Bs1VWBVf8AVnNey7-mWQFv5ZIqs0QqZZbSM0elvjTv-YfZKTQYDUVrFYOaEqxTN9iqAm_8Dhht384-Y_YLSuvy_PJDo-bvYAJqRwQYFzBj_wbo1KevKH9UoTAQd_0USi4Siff20omNKSyzSMNd9CHbUPuFcHNf3fkAiCFokvgueijYdiNqY2P7vj0Zr156PujzDERbcvUkeLOVkhSfqyCmV_gCuR9h8ivL8KgOlD-wdKTRQ8H5B1lUG9SwtFa0Kg5kZQT81-LQiOA==	2026-11-30 08:04:38.228294+00	f
01a22b7c-05f5-754a-af08-f4d6c1784f8a	\\x882e0c481d6e012475a6985e4496b03191c51580ae827b7cfa89f5e1fad4896b	\\x16a5ff83392f5137f173571bd64266c807995e5b48c1054a945dc5bf2c8566ef	faults.y5DBWppx4cO3KOgh2T8EncoO6d55gDt4IIpCp6ksBraokgCVcVtQEaN7MFb0HQw0WYw4S56MnkoOof3z7iLWn09sbp-OCNrSAoT3KRNtDz6rnj_yXWollxfn0Y4ZDr-fBu1v4GCD0DIp8LA3ovlVTQD1rLZKFdf_dSuMta7Fo0Qn-0bWsOgSCy1bMOkbMJ8xwA5pG2MN6bByXS4T4ieMv8NUYLYJZyRVNGif8vdcaX0VY9X8w7uk7gRg-OIeLdHBCcA86nAhz3e5sd6blLuQ7K4-Stg7VNH3cMvIzey2RAB5y9GQj3Y50EJAD5gZ96SRvaJh2EnKGyt44TFf4tPtfUdLuCn22IWNa0UaRCNVoNoEBsjzZYkWy01OVS4Wlk6wDq-oUumEoGbY-ro_I0OKmL4u-joHXpkCFNrytMGUCvmHl29koWdfuxr37zziYL3qmrVmXOAPrbVhNOAladkNT6XQ0qtUxxKGnXW2skexTSNL6HuBXPlpGsTpDrganyrgjJMPlgBoP3bHQAitCJO9udKKpET_uGrdvqZjplIZ_X8e27LsGaLwT3ZUZdDty2RX4S5Pjd1l0d5YhiBD_597z2706QXzl9zK6Gvw3NeP4iNiGZ8A5hLRClNf8N-jFZWVKKIK89s3N333gVXuLjSssyZvbB7C9b0RfFCyWtlsilM2J6NLmee4DoW6NYZpKvGCRkM0R3U=	2026-11-30 08:04:38.327956+00	f
01a22b7c-05f5-754a-af08-f4d6c1784f8a	\\x232909c012ad1edf262af7f8d1d7a4c2b2de3fc624676b839d228c3523f27187	\\x36b5a79b56121b3ae7f97f4dfd9eac5c7a5ce7a8f57a9a06a8aba86de6fc686e	faults.8IVH-BshoLapLvDf_sOwzZN13qYjKGj7bO6aap0AOwzsylrn86CcDqnHXkyR0wMuhC0Il38My6yYBeo3LIMLEPUCD69g1X2ZFNUz2qJnFrbOeBoMuAPi_nnCU-eu3K5JrQlg6VBstFxEMv8O7jDkaCo1K0DEBZTBIaL_WNmcr7SncS26C487rHVtcwOyxRZbnJvwbdxztDMPF07P5F3MDyf_fYUMvZY5gRQw5w30TPLCPv5W5GgpNp787JggF_BaSGideMRqrl-t4cot-bwTXarNQtTbAB7b0DFzrnMMKlTV206SP3NTS04pxs32_vUE9PujqkcrYArK2xeOXKaPJHM8VKdXiDJ4hZFnldijs9_XJQkoi2wPP3n1DmVATP7BHtg6LFkwyah_XD3-s2-D-gqYcy0ipEkbAKCofvDOFqXIrbTiCwJb6-F2y8yFIbFX7vTdmgMw6bpAdSeop7Rc5hqaH0SqjXeGw1SpHmh32hSptQnednGVoCrpS29YkjyVm0VfRkgnM0Efln_5cQ2viktPJzqIifH_GhJINBIscqMA1HkFDtQNP3KxD3JhYzKH9prPNDuO2RBEcekqI_8EhmeLFQxsTixMBKx-a57IPfR_DzacEXnOZqECwD23NGD0WXbdM4YRiVVWupJMvNEpHLcQNPx7IKVX0t-13KyYKa09Y0dnkLdt9QLBjQmuCIt0jqBX	2026-11-30 08:04:39.000584+00	f
01a22b7c-05f5-754a-af08-f4d6c1784f8a	\\xe9bc49da6d24e3b9bd6d74d01efd0caefbc18944a88b6e97a65a984ffe159ee9	\\x1b3fce3d7812963d03c967c67e8cbf7556a578f8ec19a26e96e4657e5c3d409b	faults.X44UE6AUUi0AOhGXYTDuan0QtuMn1Egb94kXmWpOQikZiLGnr6klnCO1vbU9unBmw4toZEYIoEx57UOF6IXdLhpAENDQSuVf86eMDiqZLMvaQqKTJCk08xTju-vU3VZ2Uzq4h56wJp9lLA7HHW3G0p8iPKob44FkKvEBng1Sq8DwV1er5UkS_PifMMwox4y4Ecr1ciJhpgREp8qg2We2HFUJZkaZEJB9dElMHS79EKdXkK_vJXPagRXO1b5W4tyVq1613CUyQAge2P_hHVKAlY_9ON3CREQP7lYAyoPWWJAh9cYUAOjFZJyHbVTxCGZH2TjKMd52viaEVl9o6A-dkQIayBXd-DcCOU6lo1uBYbbsr-pLKSyolEp4Ydd644PA4GEsPVlPrH2dmcCcc02dA6Td8btBVRxcfLVu_sN_YdDnNfadsxWseFmrFGXjq7NV5kFSnoyHHlC4GjjXUtZhYm7Ew_nhHk9qCUc9Zu5CakDK9HQpKltrmSfbJw09c_W4I1qv__lxAamqKjvejEhWG_qqFGJQmXV3SnRvTCWDmvm3SqJ8ShBn2d_ZwMoCC0ZzVUmFaNyp81ISab_9UAKEbEgbltIc6RfMXPrNKVqDM9m4BzFlRZc9uiHzKrUvx2rVS9KQcbOsMli4ixgim1YU_77nbzBQ-UumGI8AtJXzSPXrJqagEEDopPaQ9NrObOU=	2026-11-30 08:04:39.183501+00	f
01a22b7c-05cd-77af-9b5d-c319a0317c22	\\x9c9bb95fd41df2933f4e35cff1ea8199cb4cd8ad13ac83b3943746efd1063593	\\x8bcdd5143f22126cf54232b0b2b69701c59659dc1c2977d70a4481a6b2ed261f	faults.OIxZej5zKBLTn8QUYnP1YD82bhLnRZIgaW7vY-AtJlN7N6gustAQqs_lNTZk_YZxyclRlFVaAtkIfIyEOXItMnjfaYZHR_mCgk-zv4ZzoeqAXB_WoCFst-oI0wvm9I7KgUIatzbL0ARQ_UQdPDtlc9i1H7MWhQWDDcNT1tD6XOrZn56H9tz1RFUKCebeRf_TmPfBX2NYM4a8BZuk0lAthzIUtTvfu3ciXkBAq1OS2xYTmjwAEHsnknGoi9pXrE4LT76ApBSSPKIM5Adg5FHIsxEp3lN-dqIyJhz5DU4tsyDpFS1k-3FKCnBGiRwVdocmfBUngFEjJHMXeVq0DrI8qjp9eudE2X9d473UZ_nFJpciWmSznELeOReHCzxgMGBiYsWhjExiRFujMs5IfOI0jmXF5qlkH3b6oTskHnXE86QUag06dOobadwiinrfgC3rVDojABMBMohEViB2Dm8j8m_lhhzdt8HiEC-iGvskWIz4IW1tMCRFG6N3VKDCl1S9-fN0JorDVSZKeZFRKevSDobm43Gdtlv8sGjZONpudXcq1w9Av_imDhAHl3w8l6SydkMbiQxO	2026-11-30 08:04:39.347191+00	t
01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	\\x0f485c14169db813e2f7d8d33b3a9c8b247accab630a9d40057a55c72a2dbbd5	\\x9d70e90cee15bbe3f3651a53de7bb06a14f488178d61b8f4aa751ff63ec24c25	faults.EbYadlGFG7HHlcIDZq5JpVJhONWpUDjvNHI6PRpxxBZcsvXhGaEVIeqGXnKU2sf-vO2lG7s80_hB3kLdqK7pg40MwDzL3-PiPmQDy14PggnVeS6M110YlJlLNx2jiNzmArvjH_jG5bfdrcOrg7pYTd7jKzUNCg9zneZ_azOqVnGPL10liWQwhr7BQ2HItURUoPFTD5ttwF8hdG9CXrj5pLOPxSkLCf-LwDQkg8vV5ScDRqbCT3RLfOaxflGmrvx6p-r52pjFg_Qmeimcau5dWWqDTxUxm-SSUoGCaoP5o2DUsSQgARQINQSjVDF5uuqexRNdmeeQcBMvyQrhqnk6OV_xh6nQAZv274LQtqI42pui3OF3ZLmurFmEJXBofhhjLaVe04gVKLrana25Mf8XTd6cEXCQGxkxmYroubh2tVoGJQN1gEiV-nff2FxM-sfeRUKrUQh6bLZsozuJ1yg4prvf2Rt8kdsxUVTMbT8InA5LFYltuVy-iXJKDNBztYYlfIIFaWEDI3JiElK73KItHAJJWhwT0CVZPgoD08nE5DXOuMVnVqlaRpqBSB-8Jdb3V6IoZ8WFtejHoXW8PydEz4h1VrDpDnKHeZQNrUVaUTB8gSy9rNGj6izKNr4029LRpK7eW4DopPpH-WBgMYZ1VsrfGSR2PbUHsKXjA6Smgg==	2026-11-30 08:04:39.867026+00	f
01a22b7c-0c83-7051-9232-45c5b52b51cb	\\x0b676b174c55f19477c9ff1e1d494e950adbd4e9bcee993eb14d5773950c0c02	\\x8ed14d43aea9acd5c1ab6b22f6288c1218c8a72cadc610ac9df661a0b6913a3f	faults.8GmlEAz0bNeN9JcpNF8NQ8qgGcPtZmK-d80F6sUQPlSbue8jqn5W3wLwkmNmwdb7xEHqKB2EaMeOKeaxIqcFZYqbQJQ7_zlFPvkxcKGNnqp15HKfVvxpzfWMIugBh6KHUj5lSCQbO2z6S_gWxZAftGCVh3C932L5JBvrULzXw4-8HcTIbnOitjHwW5lskXXuNJAvy2RiTqz_eEyHfSv5G_DG3ELxnR7GPPhcdmVmhvOFb7zF711QeiKtb8-bWP-1YhHdwH9AABHIypcuorkNRBo0q2XjJDe76tr0rTfJm4XcIOGAQK_cevm8CoSgpjQB1Y7TShUSZqSu0-2au9Rhv5rGpUdMg9xxxjcdx5DcHk2kvmJhdNRZ5kL_lYfqo6h0Gh1HQ8GrW5AcPm_sqh1tC_EUWdZqYTtHn2uDc592-dxqnu1PZLNsN81s1lZpXYXRikRNyskCDtm0wPWXY1kPOJZ05BbHHj-v7MlKFtSl0fWjpBW7-BKY7qE_qRxLWqNtkq7WFlATocVbXtYz5yZOnEy-rOPEbr1qZP6X94BHt6Hi23sPc-Un-42qvQwvA9CMG72YLtY5_iUn3B9J50GRjPdIXjuDdvdOR9XRoGYZwl2uvL3Hd2XxRDEptaL6oeAWz1-WTBdLnkiCqpd2Bg6IUPGBvEYtNiXrpcpG_zCziTBZwT10lrlm-1201CHFC9kq2KMzkg==	2026-11-30 08:04:40.568755+00	f
01a22b7c-0c4b-7399-90ec-e3fc87556759	\\xeb897cffa1c0dbf52ad1aebbd408054cc0c2e1c1e5cf0f5f11ba6be35544b83e	\\xe4b0d99bc5b0430f3a904017df8f1c77f6bffaa0f6e94063d96435010068115c	faults.cmIKHq7Xh3eOqC7fqd74leoAge3R-sWjVB6e-pJPsUqKPqLkJG2ooMwYrJRDoEI3KFfHBPzN5Dv4t0E265-bsLtHs8uOFWNva7ds9Y7Fj-6imJZ67m8BHGWlb4GvVALJ_wt7zMDXFe4v1D7FTq0pGMPVjxN93brblveNUtD-DHVphJeQ1KYBHnfdl6pNcj7ju6o_V7SJD1F3J1wMEEIs4GtJzLNdKWGI14vUydEctnGsBqWSM8Dix5ThufAnHBkVvzw3JwVkuwoR-VqGCGQIVmVT2Hhjx1QbalRi-qld3hI6ZMgBYc4Ni0-lUpfo8tN2YgVLeb7Ek8u-tC0E7ZnMq0feee0W5bADcsvh-lS6i2mumHVK2SHswP7HpaKIj9V3XtV5_3TxKzE7N-5BA5f7SMvyuHjH98fHqLJuqw5wgwB8rTjQATOn919DnI9uUv58XtcHAOxjCaMdQWI4FD5GEZ2Z4-E8RFpZpjEJQfYUbdn8Kzz2A3R_Tulf6tDQdkW6VjTGonbvfrEnYHYlX62OP7VaKGQnxc8VXCH0SUQV42nx8YwgEF4Wt8ixykdNnu6MCEfQAtPIY7qBTysRHFi4J9-VnCcHM9glKQ8l5ZsVWg_xyc7Gap3qbqTeuny7vpqWVqf7ybxXoKxPndk3o7TNMCt25S9ny-j76mPx5octaw==	2026-11-30 08:04:40.793526+00	f
01a22b7c-0c34-76ee-8f28-71390771b8b5	\\x87b03771467054e2ce3c1c514604673f609e09b68901bc494e71883df2cd336c	\\x6ba293a40a955897d73ca39303ba5ef5c51b965867677b9c624f30eaa7547e5d	faults.-kpeFj7A9Xy1cp3oNtYxF3km0jQqomuDpxgTIavZZnzSrryZIUuaF66V3_zeZuXjS83Sgawv7mwImB0O8rR_APK42xHFzM42n-KtDS6OGtSCbgeQ7eFxcFb1MTsJCrly-sJi9wc4NDx3idXjTCftJC03pLY5JheEvR06Tq00L4W2GFFlyzFt6kyeqWSw9EKpD5Xi9Rj1-f3y_UAWjUBZZRBOIr9aIr7GZAYekiUT-3sKAC3ApoFD9WGyeZ1257cBgwIIp6UI6iONNlpIY0jF6yNdgNNS5ZQYdKKq2mhx0jIgI5OwlLDUm0lyfZiAXGfrBmG2hTXpDCDdpzQltLdt4hd92nFQOkfK1Dzql_uK7m0YSP-tchJwxX_Sie468YgGpJnMKQhMuWpzk00TFDW6o0NDu-dRjRDqu6Go0ZeaDWMhja1zvDwObGd_7X1zjqN1313nZ8UgWoHG2_7l50YrZwUUGWiSw243Oou4wdUJcHg4WBaMRAHzB0HdxbHp8b8G-w4bIvHyvm0WQB8ldIHTPYAs9VZJZGKNLgw-_NV52hE-tfUCZ3qpt12JTXdtMssqjTSlFBAACaF0ac_2SasMO4aDH8lcqEYHU9vBYfG2JoHpOjbq_PwK0p__BWprzvQ5O0ajvwnemWa5V8J2HQl2ue5gZhdkAA6txLq4ihwIjQ==	2026-11-30 08:04:40.796649+00	f
01a22b7c-0d08-75bd-a220-078a93d318c1	\\xbed51a8e7dc43c5d315cde4e8e632de6e9eb9102122c67aea7c3279350efc0b0	\\x5a1babb9b91d43852b43e940ba8cde8650463ea64fd5f2c1ad7c47e856de5717	faults.lOeiOmSmwX67KeLfQxySHd_tQi0AKrKBqVtv01QRa8Hkjk4vy3dOsp3ByA_yDAjgZ3WiVEoeZVfk6CfB_oM9TZpoF8c-kZMzFlLh7qq60Y_BBcRa0cHyOZXV67COGMHPdI0zuOAyzmbjzdOC138CGtFpXZkAHPxVXbcL18M2JCRDs2DmOPduEeiUhB9_iIE_FhIhEHPSW4wrzAA3J-71JYcBWtI-Ajhabl26ThmD-oSBkPvHNhdPWwYwyUOaQHy8uOr9HymLKDSHl_ugOWbk_94gUB2upK39LiII-xLnaNEm3DciBmGMVf_MUoI8I6nSg7f2l9sSF3-GNauwsJFBqW3g2iGVRjPtqF526CIUkghV1KA7axeGkLyHxJNZ9yfr4Qjnpz-IWYovtcjjMLId30vz27Z1pRx_zpwr0QwdpQQoUQD2DdIhnAMUGuvHFcwRfienKNHHgpF9pGjwEfU5YvsFnAGdGdNV5h0aSo_Q2zyQ1f8LkM-mnXwbgtAIxBrmjRFjrYYLKO8enYXszCf1t-eyvwr32L43j6GUL4Pze_mJz9j8y9W4qU9d5wlVUnTnIKW7LygMjX2tC2Rp2vgx4-tZ09CZG9BBX23ZeSj-PoM0Jo9hjKkOrTd93jN6YNbHHSGO2KWFT-4BsooRpjS-FtW3p-0jYvD-8PJGONAxbg==	2026-11-30 08:04:40.860089+00	f
01a22b7c-0d34-758c-b706-cc3ed9607365	\\xad125efc24a19fb75b63e6437b47f543d849015edb6de8af6a511f3351669091	\\x5d11da0ce145a5e85cea703220545d51731ed46c899d3b2624de30eb2c11780e	faults.vP3JgbYIZHD-mX-JcZLTQTpRXTKi_-x7BQsxrwGCDSRk6uVf9--dQpPBp90LPvw6OrrXcgGcZ17hqbTeRrjDk1xmsCx64nGTL1qHj9IMlTMS_3Bnj1NlCHSRVmE_Oj4Y2_gMA6-aEOpl2PRCQNPBg03LLSEJQPr9y7Rs5OofT1pxSGvMIhMPp4XMRWN9OPOIeOsiPAhWoaQbMDII6JktAo5ITDA_SfiBrJ_C8wgTUJHZ_746esxJvX0noQwMiO6RaafCMSZgS7M9rLwoBuUj7_iMKOy01lVw8oocPzol23dgtpp4qznc3U15PSgcDqtEFTuFj6h9SOEVvOUEX7tdNHDw6BPW2XWDs9NR5W-SE_c-0V95gZHOyt868Ef3kM2-Yb_l3DJsZkUwTWXnF-qPO5m76LN5YttGJ_TgR1oW8widMkRLWA7lN0Cz76V506B0xbNrPOuANuzE6zAs5eahpbjP2hdU9QOo76rwGqmSI9LFPriusJzArSBYg0t_kC-NSRxvlnCxd40U9IzMoBKLJC0yCwE-Ayuy2KFK01aw6mzeOqyB6_WC9JZw-OUZmMN66-ZuXUhUBrzckXPITL6HGgQlW1XEt0tsSZPq9IC2x2KUp1G8HVu7arKa54cM82D2HM6WjI10mtvSWwwWR0MU3FOLERUp3VPE-7jr-Zn6CA==	2026-11-30 08:04:40.917078+00	f
01a22b7c-0da2-733f-a636-66b00c755752	\\xa2391e4c28a535de08d81cf36580cd3250d09ded18cbfca2120ba7d80e4b73f7	\\xf2cb9ddd5bea9e53a06cd322fe35b48052a437e9d5b76118c8c4bf49c857d706	faults.ABbIsRyoO5ZJ_UfVQ43Q4T8v3Yi7eBV1rBUXmB50lRh-FqEvURKBepNp4zfigujiZLmkIiMpTU_yIRVZjcW5piVhGwUK_fL_I1OJDCNbMPf3KVroycXTJEUFgWUj50WTKnxkhRl2hhXKM-dKLivVhDPGhC6oBy30p9u957_dc21fIooVCzqrAL4KMlzx4NHN8wVqU3PgSuEBZL18Ghei_6415FIlAKmyIqAFAAz-RIuAzNP3sNpHz3zPRW6OB4ZCMuZak-DjSSCeAFL2ajtT6TDlS0ISlI4O0ZzUZ4rIbg5mzwTYolTAfk16n7A99TjDRJ2WCRuthD9v__PYn59QjFsZX1dBapnIY31ns4N4NSwREvA-dS45_UhXRuHAgMjspk2Z5CEM0K8glYjm0yxW_Xqshjv1U6WLTWBb2EKyVXvL7cZ-5XmzXqdCqYPmDNPixtIC7GWJpL66Mtf2sozMDklsmouZqeuUDenoKhPhBk5_jpVgyncyziGOYa14K0McXTDOjyajISDm0ZGdO8D9gOc5nRt5hXeZ4f3fO_fqxtoqUiRRY5Lo9x5c6pDdU3SGvCpAWHkXBDNEi3cB-ohHMoqBrWykLPRlS0e2F1iKtEvAkvvTJs25m2G0YEZkE_EqsOV1D1HPuLJ_XrArnXUsiHYziaKqbPt5KcGdi_AJAg==	2026-11-30 08:04:40.981229+00	f
01a22b7c-0d67-7403-9d7e-ff4bc1a7ecd0	\\x3f0fad876c3f18846c91bc37f821cf6af8639747a17b5e6eca38bc5ae8c4b313	\\x105562b5db951df847101441346145201a6dcd08b419508f06f8a815c5e0d074	faults.HZHQ5XQY-WPvva4M-z7JaTGsLntmnHV78uWL5F-h-o6YeOjl76E2EKYtmHyIzcfmi9zoDW3ImgmEbFIG2x1GqG5ZXUk0ehm3mX9BRqMD98n8bYlgT1HnDn5wfiuhw1iKuPF2Ib86-Jl8PCEYponjwIvKvYoedbrEsjTxis0pdGkHp0OVNRnoaNSer5Io7xGTw0j_pWHdK0YMPkdlWVsCnaKeBsYxORYe5gjYv-J5Ssjaw7I_NJ6Bh9P49BG8y4femFkkAgqcCQnrzV_PhhXWWtp-dMrJgRGvmp0jnihcBzJp-7gS4T8FVHoc9Ltvs5uVgcDzd9wmdiql4RHleA2A8ssTuAoaWIobWKze3p-eHsG6RQm5em0n76WaywWuKf5xkf5fWA8bD0sVRrjVwjRBuAWRe1sdT0vlCeRY6sx80yxHOqxBxgthvfy4lebIT8Z-ORePT7xoXzxlD4uinveVKrsESHk92MNgTmjj83Y8iGC7yGpLhWfCiUe2Lxr2Ag1Ioh4P4-GaASllJHnSnIJHqDKhcnm_ZyZfkl6_ZB7ADBu3rLh09MUDWk4bVDwTHD9hDHCaX2X7IWbxbSRfeHCR8U-ZPF2UQD4VJ2eiUHgiffyrcSsDWlaxXaUUXIpyOiGeoLgq7TS_ITKntxepXoI4gFvfiTSWS6-w-XZRP5Ms8A==	2026-11-30 08:04:40.983624+00	f
01a22b7c-0c83-7051-9232-45c5b52b51cb	\\xc8eb817e4edccf5b858a0fa7ff8bab1c3c5a194d1fa762a6eedd89fa08b8372c	\\x442624e8f55154c6c047e9072dad11127277021dbb78f2b188759d665c770d8f	faults.HgaXEOI2NbIiD0T3ZeXsF2mmo83MDpe3fuQO2h_2Bn1O9zxOaM5fjYU7gbgB2K-_V1MoY1itsRCLWvSLgpbo59uBOuNppN-K6clEpsM4ZVko7lCeod8O-S6q3_92mRDGu-yW9xftHjRkZyQPoRf3I7WkhCUhaNHrq5NCQkIO7Mqv2JaLZ7__vWaI47UqhxQveSTAt-3G6NIrYXGCKnfPjEF_HnOe8b_3dEC8WhTsIpBNb8aVuiJhISzMo0e99lb6fY993OwYP2bmZH4QkupcrqHODwqLBf_Ii7Kc2gGtlpeBW43HzPq3p_JC1DnulB67xi755TinI78Kg_JcJSMqsTRZBOOxcnr8ZNFFiFYIpJD-AnjiBwJhtPVWkcnx-zDkQEcgSzZmkABbnVx_x_vifDhC1YgB6zf6jcEDdUJQgLYewkQ6Pib7ypAiBHbSWHOcYrM3STb8JP5TtZE2J6bW_OsJJ3uXMCGaZm6Lqd2Of8fpu1IbHKyMAg3VpoHSM79sebxVW4zrq4Tq_ZsBxi2t0ZYVjzbqAs8YfF6SUpNuGvUbjRsTJoqOiDh6ldqrXFKslt3PI4NVKJsYHKKd7DD9z24dVR8OWK50-gpT48wHilqPMr3Hb-o-uwuYoZGFs5jruJCKOVvChspS0jQqi2y75lrjOTtYzAsi-1CcfjyCH7TRL9NImKyjniFwaOk47ZQlCdDeQq0=	2026-11-30 08:04:41.035367+00	f
01a22b7c-0d50-74e2-8150-702a12e1a893	\\xb421eaa23e1f47475427b751984387f1c3c1ccb65867b3a67d5ea1e2e31d2f42	\\xdfa4de7e8cad5e86dd9c82228ec87a0cbaca9dd1e93cff32bc2f87fadf29a4e4	faults.rW3dGHJp7tF_sToss9qM1TkFitqx0R17kGowzrI1kdcBRifvGDW4WlGVAVPEG50PdOFEyxcX8TDVXlOyiVTtOZ2BoUGjQ_f3V9hi52zKC2_SL0_5O8w9un2t770gSX98oc_TQ_AtONbpZHMqI7uEvZjRgTZspMqutN2l0qlAKDeB-4a2wQZ4Bgm2kg_EESuDvA0DDsq-D0r8tDZIkMEsG49PwfGL1A7DevEsgLCABxbrY1_8PPgWC_5uQofOCBA0RcBPU0VXwvRoYnQvZbGOlFTbJJ2RG635pA_nwVZfu7HH9P1wt4S_riCpjKEfU1KxYj46Px1-NkQPKdWW2lP5CpV4todPWWQ9oKqOUxeMz5wOj0ni-o6-rUhsAlomidwAyJrPNIXUye9B0vBh56j4LtPzhE6nB87mn1NchZVUbC-eHVYjdDWABFQUt_lM4PGvqPZRgqdcHCKeg_oTMFTXJVq-TrEYiqa63R4PbWadDE9iocuxY4tjEyDDt5J8fGT2Susq7nzJQYr6-PVTMB1q8k_lvGn2LdMKASFwxOVGTe4q2wdE8dgmqYCSeToWI5ikgagqlEy9UQYGBCV0ydpOVnCXJ0EVHW7jt9vFAU2bIpuS6rxZzbD2-L6524w_YhjmXrlRZtg8SZMfuRKjDYACtpXu7gxWAPZwN6t64cUp7g==	2026-11-30 08:04:41.135354+00	f
01a22b7c-0db6-7715-8516-51af222e984c	\\xc9faffa712d37ec742ba679cc530b1adad798f3a7c3af2915f296760fa58de7f	\\xaacc5ac88a4daab5977ff07abe7c7ba2af975a144ad1d1a6973f6852d38a7b38	faults.zV-24UiJN_isW7g-d_Uj4WpDBr0mFhCXGppvjcfb4dhMKTYJvZLVVM97JnSOzVJSWr7-W4d5zgPCVcOjMgoaxpOG0QYp3_Jm3-8Z1dtUt6vtvwvNF3O5wTepUP3wePVxFkToP6ISZsw_39SAFEvSNqdZYULJLunSOu_AdjoD2OG_VlAzOTxpAHEa4-RT9jisi9PlSHYL21R0r9wYafcetZTkIHhVVL0jsXcG2O7IMnBfuRsUM_VrYZhKYabMYdlOlTaThAXvZ9ZtV2CIzycPN4EoClSMKdZ2mTgtVr6EunwkecoaVhEFHkrWSkln3NbkFxYzTspZpWXVw9SU5TlfS2HsSeSlUI_owrJPBcUceHPR7vO9rjYAI685zToinkI7q0JURDsZoIZHoEr_jlQzHOJnQ4Ga2ESOKP2C5d7eLTqSSSgdbqAbzj6cN_CV7doxAh48Muo_Y4ANLRLftpCgg1SFZPbzsnADPNElbSoTFOzqbRvqAhmVwtGzfXiFqqqEFy3ee3NVFD5SQvVG46suamWn4EASFSEf5_pDSOv-OApe9WBsXIBfrVEFFx0zuAyUyEy8v6_pkeJqZRbXN3e1anHqoPvT2FL1QSObDsT5o5vUVCLWslLOiP3damwP903Ov0YfXNhAMkGByQzL8vNMbB1IkPXsB90qZoZCXwTvJA==	2026-11-30 08:04:41.239761+00	f
01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	\\x8624ad15a131f429d71202f4c059a6daff88fb4934b7240e80fa045156fcbd6a	\\xfa07ea180ad1d8e4f27b3c51424a32e5a28f3215a390993f6c0ea822c802eb07	faults.2UxLeWDbiWbfYG4gKYHnj_QDg-GLNv3KgUe0-6NMt7vXqvNh99wVug2Dn8KQmRNtqQlr1RAgWObcR80dH4HX4MKKNPd_sSK_EMSLMQqztxdB0eUgEZ1zmaeqe1oEDweKIO8LYJPOzQNHSQ8SbjPme7bojwGYdkiG-H6ZPX6VTFYdfYE3mFSLfld4o8j5yp5GppM_yThoaFICGcagnv42y3cJTabW97fNWijU2ObD1GWdzJTE2G_L6-F5KDxEMp54lica47Iue3ZLbcp1sCTtwUCA7V6CD43MeMOxF7h8EFL2-wiTcvvkxognyek3Y71cXyfahmqj7vUV2NmeNDwBxD08OMIaSZQvIwi70kvXWtZgdRj-uueTPZyvrKmQKju2OQEBku03DGs2XehYHojU-YfZzyQDi70a-gpIDj3UnXiR5nZP2n8uJtNruWn8dFoQvwpv5L7k9KkN_p3h22jAPdVmuXzk1VZ7P8DHD0nHMSGY_3V9ZxgVbvsArvoe457Bxa41moKD4KcaNmlq2yFbMURRl1DC2g15SVTwKrwIROGapJMii5UyNT1GftJjgy_3fhUPBFt6PLLkOZiM7FAU0RjwL_wrdUEHcKXTGFMxdqFbvnCTDfocSBnrjZRsa5IQh3kXp0McfTA5N35mtwhclckfnjskHCPJGmKQQxljDA==	2026-11-30 08:04:41.422206+00	f
01a22b7c-0d85-7859-a91d-d9e3fdcd7fde	\\x3e836d7dc3fa37a930bd213b4542788ee338d7cf47f2f3c92aa74803dc18f4b9	\\x64fd5519f3b5bd0832b043466916b7788a0f5ebe160485339ae7a5d184f04ad2	faults.jqZwn9JT2HLdscnIrvLAYWbFHwkTFcn2t4HMymu9jC1E4th-8jGnrChdLWrn4M_46giTxtLIHFFA1HygTwukA5dIWzP0M_-ogLIPnRyXKQFA5YMzFoMz6Yc5xacy3JXzcxwMOoOMWlM_ThTMJgZOHPGr7BTphWSoR2CtOsz04bU00B-tL157uihfBRfkk1kwWy8-G3-nnM_67idJGRIPn9o48V5prbWL2GRl0Z-OrmIwn5whQ-2Br0_oG8eLAKCPdEVXcnlSvM6fWefcwezSpy8tqV5Lmm2nQav5jGs61bmM8JsSCde8MYavJDoDEhr7Gh-HxC6LXtd5O_iqJ6akVNXfQz1nVxaJJuDYAUvoMGhi82rYUwjkJbTtyyT2ExsIV1EciQgOJsmD7SSAE5_NeZ7JBPenYiUpe-E--xDO_jvVAMmjtrJO4kMcEAmrJBvZwAXCxqzzOHfa6IHp4i0C3oQ-T_akQ-Ji1A_eF6pBdGCiYdAubJi0bu-7ESGtSbE8UqjFTWYJ-t7H8FLqUroo19MmJ8CyqAndwacuvnxv6mFLU6pnQRcT6AH7ULSQTIGZEBgHp98rPStiRFs01MSzLnvoxB_9-Uo642DDD4Eh96AzETBewAPg94Rt4gxakT8AWiYrs8GsGClg-9HOcrJDiUic4Gk3jxXm89pkZLCrNY27TUNGtlgOt7i5rbp2IlHz28UqJQ==	2026-11-30 08:04:41.560927+00	f
01a22b7c-0c83-7051-9232-45c5b52b51cb	\\x5615b8960ef65d94f9dcd3d26b0f9de14abb604eb102436fcbcf0c88b9be818c	\\xfe9031d44cea0912c3ed25d00fbfe916c394b51f1eb4af1f3cb19299478147cd	faults.8rSxZO3gb5JkQRJVuNeLjCDWHxfM3ne4IMDSkb9u7AW6y8xeOvhXJftX454FdCLJ2VYneZ0Sx4IfZwQPUTMtOoxYVeD-Bnx_snM0lCTkZA4q3VmNC9WWQhDJtqZf8DH7cGvH-rvoAPWLsSzBwNMrYdUwGXE05QzdtRCYTMwAEsAKhbGqiCB_OGUHF0bRkAC9am5iY3wo5sgkjA5kZly32UMXXYu6uZuFsCoRlMTGn9hKKr2OgI29zyZe_x9vbMvkDlO-2805HslPaW_FLiurROYWAVy0GqqahF6-vW-Y5RpeR8sijqtCH8YKFUY7RQfz-tP_Z2dU8uPkG4hr35MOI3hpL3XidvUfjxP5Ew3bkkkBvX7BSbEoonhNCpc8foorFRFSBkxwDwOwlbFBuwOCS0Gi-AqAGOXSSkf-joENA1lh6zmiatnphSLelXUG0aKvKcrP_KmxYbkmO0qRP_RRnXtVhLfrW7M0pl_qfAJVY3oULQ-M8uq06_sLVtBwsoRXb_uJLcNa_r9jv2FxRo4GBCgffDssV_RkEwcw7YKIqtnz734BUoGLyNy8Ib00cnXcZP82DOS4rDxZFFTMkEevXDc8K8RzwcoJhSM6MAxFnbdhlJc8172z6s6oTFdzdY1z6kV4IIQhytfQUh54NntHbT3Vym1BjRsQbr2fS3V3WwX0Tgmvk7suK-GPM8vU4icmyReL	2026-11-30 08:04:41.587275+00	f
01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	\\x0415245fb9344bd69f47873135f09abd812a7e204a94137d846bfe531a496aaf	\\x63cb317f6534404d52ab64bfe58dfa12e0a1c52ba46603772f15c38970f0e4a9	faults.sDNiVi5FvVwS-7tusrFP9ofAE_ZVK_nk2r_bIQxM2yU3myzWz9bxAAK6learRNpB4AJKusbjoK5-BeWo8m0DFsJs1CVD2M3hDp4ajJAYTxRLQgY7w6Q7xYGqoJ7qClYP4Ra_yRnel-MPpXXZul6LOSOOzgMKOOzYLpnFsbOG7rBNoqROIUIraEpcfzEJTAyDJ4MUPX4IpjPFEdKZysoDRIMNAhHs09btbFuPr3je-aSeGTZFmnKnemlnwsxl-WAE55TIyQrh-senMSiK8Bjhf9BjVQaJY8nUwmALXZPUCef7eytsSAxVR4jxGwNlayQtwRUNbjPG5VZbt5JqJtDs6R6rRLwfDJNl_NEnRFIhcn7ezzUfIh9H_zfk9w5_Se54Rnl-amGCK8HbKBwxj7a6l4PRPb6UYU_Hvxy2NlV3H_2OiV2RG5OWVTjyY60TPJYcUs1hRqb02IqVabXtyBjJC6JIi_kF79iezkgsiCbhvwQ8ztTtcqRhaL4p1xnDEUMoKdPPUGZlVp-XYQz8A1wEV2ZxnEfkG8LB_V6u-xWEzOeamQgOCYtQSbDBsVeiGSjeMLyq1E1VjLWFJvI82NgO4ZFyAcH7_UhaiseuWVjFPQ2B1JTTNe0WNqmOmY7Qrw7Em1A2IFpOHvmH0yYSGidxDkUekNkjra5gaMvwVjL09sOeFD5axp8D_iUoyyCQ9HuVg9kf2Q==	2026-11-30 08:04:41.607316+00	f
01a22b7c-0e3a-7bae-83c4-30ac8e54a987	\\x090d17175d8d2a6205ce162e8276fb21eb718f1cb97fe7c7891ea798c1bb96c8	\\x8d44842816423d050692b62b171461ff544374f244e33577ed2fc349158f38ef	faults.SS4DJFfryrCDWsYVQThzO6-zAUEM6D44opTJLPNBRNx3CJ0XJ-UZvoZGQaGv4CFy3h04sq13N5eajBD7qkUxl6f0yWqgQq_ZYGXQTNL2RO7SD93E7Vqk1h4BHH7H2IMmppPiYbgLpYDQzc6HUlUYVaSzk80aRvm-EbEBJEyU1DSc-FMZfx4Uan1gOTujNNFPXJmW2MKn0S3cJNHu3lNa_uRx70LXSroJ9qx70AGX0rN9atTkwmkZNJv6G2dKMOHARv1p_slaMirsFMMGQ56s2DxCZmTlWhBPMFfjm15gBU9aEXZ-qcMm-oipr4sQLCnoW3m8vGfW4wh3BPH0BBlQzoksEt6JnZ9vPNCbuATOQSy6T1o-3G2zudAPJp_-w1BqeY5VgDwRH2qDQzUOELMmYreyFFYSPK4s46uCBUN3Z535uS4TUdr_KsbdLAOrrrqS3onBzCmRQHbJlVmpS36pr7FMVr3uJoT4-5JmLReAwXB94rHr0-txrGSImJ2kYfSS8UUrh6MFTYAtv25Z3E8wg9pqNYzCyZ1sTOxI9Pw9xttGU3p4tSz5djUZaTExuBNA4JKKo2cbtbeAx8Ew667hOJh2hJb-Lm_-Tk6qogjZODkRCbA6WEHhqGM7qHN_Hr1xE0YkYokr3NxPCqJCtO4AFKXKc33DtrGOREEMXO-4ru4joaJIzNzz0MDpIsGvDnqZ9UL1XA==	2026-11-30 08:04:41.774166+00	f
01a22b7c-107e-7a4c-9fb0-330b2d829e52	\\x6d8d3aa33a349f88474f47839f1aa5332c12636865e6797f078195736bc6bb7a	\\x9c936e67d3f03e3d8d2a9ab00fdafb1a8710f2e70d9df5f536c0e5d727732e84	faults.GhsTCG2hLMcDH-y3MMv4l_YcBvi4Ww-RUYaFv0rUml4kB_zHO9Ql1qz0gSElrLicD2KYYbre1QDTFdCz6BK8Yp-NkSvBd4RvCdCsehqCm7xM6qXm-b5883zPaKKn7DE_ZGnRpHrK_ktR0PzT-K9PsngErOdX6tQszB86s06w9M5zbIxUAuhmLYWUgxeTDpuxNuaFSt7xt_aYwBaJWD1Nt7232Nq9I9fdCmA_pnawnZwE2dBhkRWy1ehfi4K3DYiMRlm656JckW2rBjvRXUxmgHbMCcwIvOp0dVuFoCWjsocNLKtHEgDV6dNa2v6Us4SLiLU_FdDi4krpsIkOuYKw_w8FyaQtoWoskXbSQ5-cv185qSjRzNbaZ1eyPCynVwvYfiHLr8qLHmqUWQ_tEV3nDXSCMn6vHtJh00RRxIlvmmqzxp9Y7h-i75tYPgZBKZEwb8lgOL2VzNKudRvrivtAWY9STzV1_ZGr8gQH_CJs6tpHLp6oOlPX8ECI7YKrBUVtuxWxx_W0R57OUNDXKWO3ZcptaQAT_Fk3mPWslDGP6snbcElhAJypwaEhoRCIreMAUHIXMrdMNoxt2kJKCJS-JCJ22-6scod4xYvb_0hGhGsIftQMyicAan05pK9ziZyoLXi26AhwsCdPBHUqKx3vfIvK8ONffex3SisLKk9WA3dZkUUsXwN4Mt_o-fweBo3yxI7fUQ==	2026-11-30 08:04:42.083148+00	f
01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	\\xf13e4956b83851bcabd8b3e3172d7017cf21d5f69a328780cf6ed96e0e688d14	\\xf2f3195f1e6d05ea327d3103d8b8025caf39bd85887fb2399517b8e4a980aba3	faults.-31j9UrW4Jy5TJosFw9GQUf1MeHX4V3vclbQ4JNiRqrjePg-qSDebl17HkKwVddPRMeEwF0XanJ4joxNIDAKI-Z5aqZojVqwZWElFANQFpeeWs0HuVAZ6Try352rek6S-3QUltXxZIjS-sEDjTjAlB_HjamTUKQkIuGuP7XNtMcAhFrIMcmNgPmgON1wGMNVtdCo3Fl-Dh4X5MoFAMNk45NXDiT07_la6KSDb8SUUC-ji67SR6kwEKgiGt58byodaVSYjbWN9q9ay7wpJirAYQcm1oRH_p2sC09I5KhlVgMsjP9o9HY8_uT8w_9PieGf_m6gJcEnaAHhzIHDPmiPi7HQvj8omyHjKy5GwvdESaZye_jx_8RRsiOPr68HF4T0imfrUBjjuX78ukNEGnD7e5CBF0Xp253cn35RGwpBvno3VfCFlWbnO9BR46tQcD4ftNYNViOh9FWlCK90qQRJ68yHHTJ-xtFKcjx-knDJTGNEToSUTVkODietcw73o0kLqZniyYAPRdYfM8WgJx0lxOR4Cvk9g0kFAskd7n9DIONZ8jgMPz8wz4VBxUP9cwK6QzKXooqfmi7UKnIpDCJoBRsq5gmG7_FlzT4ADMr96WfhJRWO0V9d9IWlgV8wgeGfUoTkwCyBhJlNT-9a82lPfD83Czgo4EXU2zpU9lYbvy62gREV5lv06s-OJzUgUj0K6RAoVIw=	2026-11-30 08:04:42.300327+00	f
01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	\\xaa70f642feeca0e8e9358afa5deb4601a8ba74b90c63b01e2232ad58193a080e	\\xd9bf05dd67f5cbbab31a77f6d1bfdcc6f327a41d634576bc4250947021b0aad5	faults.FRniOP5A2Oj7a-jiguA0D54J1tw3XwW56ve2WIr9c_1RGtpPb0OduT_kNRINHIk2qv-HKzXhrB3lvt75cLgDpiJTn5zHB8i_zm79cZ-66ERD0WmayhlCfCo0bePtsjYARStLkVoAbpJ85OV1PizIubilfASVvZUM5s-perU3DeTGNXvWfw1tYS4pbEG91-mCG-KGErmaxoy5qEQVlhS7iyaAXPsNvT-Z2HkUBy7fi7jRcTbWF6NjY3nuTADma3_pFyW2M4fbDWzsUUiwi-b3M5w5nSWwy92jZHVmnI45mjCMndb4Xgf8kpRimXuYhBiIYaIByDFYmkY-oObIvFK_ff4MFf4QcEH6rAH3bdHon70njMjc-0klJKbvSq6mOODK7s_Q8OnhvHv9auvnbHfT6gzar2xpL7qxzPgEaYy97OM5qIDfZHkGqoa5nnvAYgvHr6N3Dw1QU16rFXaUcBmV0nllZGgZruxI8dLmkINq_TICx7TxLpUq8e6YhsIiE7TjRyhs0Pupia21AzQzAJrKmqDfSYkpaerNOq7u1Z3CXRHK9rwMnZq3qcjrXtAFUXNEOKACDbNV	2026-11-30 08:04:42.351003+00	t
01a22b7c-0e48-7bc5-9fdd-e639379d9959	\\x1d8db8c35ccdce4c73429acd475d4384261a9a549d680e25804efa492da22870	\\xb9759865a3c28b694643abacecaedbef04b827819046d220f3a772af343d698a	faults.akHDpx4ZQSzAl7SKcYvyWDAOphmEnQnPgN2dJ5BMYQSbTmOhhV7459-IvJebC0yT53buL7HG03vUFZDXfcdL9aZhOt6sNxkWeojBVf6zb-m0c4j6QWKCl-C3ewo11D3dvCqithWLgLRsHvLfJqZZcbQdXI7lHOOi9JF2Yh3zO8VbcS47x9CASwWs6N0u0HVavT3JshRwLVRnrJHvicUJLQFJgWPR5djpq4F_KSMc9kZVy8mbJV-PXjzw3oKvWKfgn12wCWeTcTA0nLRIoulAVpyI6R5tKwaDcIGB2s5_NzUA209QFggWyWgMJ9kUxOUET1hR8xC4BBxjUUG-pl6gZ_O_XgZhMJl1R9mkhXBT1n_O5d5-OJGBHzNHJrLzlywSyfrsZ6wZaWP8gp7IsiJMqQhLCdqLwHQe-kiZ-k0k9mYNr9HHfHb_-KkWMu0LvZH6cDK-e3Os2V7jw7YtxavGTHvpvMASqJqY3u8Sivb3GrzLyWaXZeRRQfPkjvKXJ4oihxycfUhrPg_DHU_FPIIiHXUJnwCELtGUmGoqMJ97dglWYwR5y8w5dWgKx8yiZuzgsRxD7Kl5Wxm_ivWRHivxG3WvnPBpqjHqfvHn24cFk9toaDmoofgBV7iZcRieyLfuMwBgy7NYa2cKfC7sUGgPRecmn_KMkbYhZ4ovUEXHWn4bcr2Cq90H1Zyxga2P4TgdH8wAFQ==	2026-11-30 08:04:41.937092+00	f
01a22b7c-0c83-7051-9232-45c5b52b51cb	\\xeb7abbaaeb8275952323a45e78d23c3117387e1459dec0804a08edbf31a4702e	\\xaf1e3b671c12613d02e47aeb64408eff60cde8b98f3be9411893e769d2437c9b	faults.R82uRJIrTYkqwnOonVc8x_TYY0j91ZvXpIAoc9onj2h1RIabknzFIixvz-8uW6ZltU3jpzZpW6Ug86RDcSsJ9Q-iUfhSu_1k9VSpQMHzTdHjy3YWDOwGI85bB8s8-rBsqQEUZlrKPzo3_z6mm3GbJuev3LtsQmZAJpGs0uoMk0v18AnoY9Boq03ESgpbJ0riUTohF7Ey_FBOesUlmuI2GmBnTer8pJPRmbyFVPeLNskvx2uUo9ZrIek0D2U8GoxgIVfXn0nDBTATWEwsXZZve6A649aYduuNE4r_F7TPPiHaM8rpQ1XF5RlaYrMvakW0avkEa-62LOmo1sYELuRbk_WF1BQYhou0N-vURYm_59WSp0l1GWcTqyZ1z4UrQIn62EOmE5lfltntRqLy3PLhxJYjU4EJaMoE27XLLPrBIM8Fd6qJlMiBbMOP3UrO6xx_EkRYlxpB_XvU59dp2KxiSL9BfuqT36d7f0YlFc3XpL_es16S9lQVim9HgY07dGtTKKcesNf2tE3PGrLz5LqXALXBKj13uZI-fajTvkQ5hdZ553SfLaVTI9pdpNIUQaI0ttTRrHCszBbpMlGP2TagCm8BzpllvWzjniG5pxFsJv2XGBf1Ww3QMOFmPsJa_VqRmnXXD19dIxyfAJPOOiqUXwIpJXElMf7miTdZQ8JgAYlnqDMcYjKrm90dpS37qRA=	2026-11-30 08:04:42.013873+00	f
01a22b7c-0e3a-7bae-83c4-30ac8e54a987	\\x51dd98a6481ab4beaef4cb33f996a22c8712df32d77fa500f0ae46cbf1d02882	\\xec7d50bfc7d13fb28848161417b3c4bb74f793810caa5b829580016be21d1403	faults.Cf5HqOVAEod1b4k4h84WhwL53FH3NLaL3ptz5yh-2uAO7nA2PiTb0AwBaGf-hMwXM4WcuOParUbIdtyHHL3fJkhkGa3TAY9mQabZn0HKN_oDxgs-YVJaRdjdrg8nK-8MqDQaOUavgUoCOvAYrgRoRNB_a7bipxWENiEePPRf1yl5Cl2IQlWrQey8W9Nw0s12x5svgogY7y-yxaeAcHqWQok_HeUqcDSwF57LN7eLJ2FKVZaaSr8PXtCwAC_3jK3SyycOWq-dSBAyv_80jI5Czh9OZ7W8edt7KrOqXpfe4lkg86MYkSGiBxnuqyYxNrK91jiVxBKI8YKeLLk5S1OPPqfENFqbm2zOcLBHMYF_aDQfzFvulRud8WZV1Km65gT-ybkA0D3Ixoym-Pbp7x59JGyFefrNqryHeLgNr8eRKmquNDpYlyhsHVTVeCSoCnk_RttyDvT9at_bn7YRPCOotQn4HH7QflHVQAiri1OVAgJv7XW1SZXoDN_4F-bDoHMWl1odxTyVZAjXH-uoPZbLAJBlU9OJl-pOm06IRWI9-GV7HZs5qskZ9YoAmK-8gXgz-GrJqGj2TcPPVPmzSJWVjwiC9e9_KBxKv2ZGcfcVLavkKB25uyA2ZEesFkmg__qB1LS0iJvo5xnSTbTdy6_3GX6wBPqH5WfT1wHsLVuaHeQ-8WeUCisSX5b36QaJ5Q7RhI0juW4=	2026-11-30 08:04:42.075698+00	f
01a22b7c-1113-7e55-a7fc-4d00400ae8bd	\\x601779d27f0cd4389fc0c4fcdc64fd8160d06f9e1090890b480741b0f6ffcc41	\\xd550b31d8b1f118f2dd04c105cf5c39f84c2ad080756734841023eeab71611ea	faults.VN95n53P0JOZ53rqwqHWoLqu9AB3WZ_lf3sS3n0TDWN6nEpRoKF30osZgemtuuBDlbw43d4bgR7er-CWEh7YGNY-KWmMQdI9c82KdotL0JPPdYw4d5iNDipYe7wfL7k7aJJboW77p3WxCPd5XRIyHZdCq9fmAGhwKx0_VmBM7j0ta-eudbkrgVal1oc1DCCYfyZEXnYnwRgHUJUPLZ0JZkYLjvXjgv957fGzTWax9CPyymz4dwc5kaG5EFSLbpMCcrPEyhTP4CLFpFpILOvoaJOXMCcyq_SQtIEODFghyrpnjmrRk8TfduUnOlyjjpchapnYZzFSHhfG3jB7k5HCv_tjNC_X9bgzTEfx0H0skOQAsT5HNFSxF9FWOtWHyGyQ9UU3mZLQZ2d3mzHf04PSMlLQFCWH9exchIsaCCJgLpb_tsfMHEbE-VMGMDKQrmUvwbqUy-Zw35F13BIU7jsyKaoFi_KOljEVamLd5iYkZA87GbsLrRAafUYKEXhv3T_AuDkxqlY_4gfuP_RzKupWhicSRDs1W6rshNGz6afOgShOezE3SMeEH9LLU6YedHLeKwi1yI-McvPzVis52UGpv5i7poQiPYROU9TtFK-LUzg2uAGsRbwbmwxsulFIULuP81ToTV4OlwLjAWzXkCYra5JHYdfRu--J7Yfd8VeharYCGQ761PSmfO5k8HdrQ-zZJX864g==	2026-11-30 08:04:42.075545+00	f
01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	\\x7caec4a3bd8aa9aebb76ea85b4fb6b7d853a6b811b6eef8c58eb3e8ab469b409	\\xf6dffa09644e1297aaca0b8b27b51a6799bdb9699f6f41442906a445eed46083	faults.R8I3P5SxyIUYrcMnoyMr-Uq4ICaV6beeHhXttGOdldNjYjYJXALUqGD0El_VNqAuJ53UEBDpp8GtGIMYJ3zh7H0temWDHGGdL7eOiSTmaZ6B8xKhB2l6rKvyWIuAm5_zeJLL8XKDR-pE6TcBU1CGwMnR1Etl3u_G_UOhI6H0Fn3bVuQd387pTOOI4DdY0a64OyStNTM7ZYPe6MXDO3333uKetRLxkCF6voeCQgPrs8BD5L2IgrXkRTG_1xLdZh5YWHR_fzA53yUqhUHBf3obqjPYRdARN7b9BMd7MqJWhhAk-RekxupCGSFhvNARJQvEYW8W8My9BJdSt2_G1hp_GRIXpzQRmRFCBSlFsGws811Tu4EAnA0B4y9df5ZKVGBVs1w1GTe4wSjKUdSPx8oukak8aYMoCPDXY0MsVZaSbEOTK3aLf6fnv_NpTHE-YGG2eo9cElfAaxOk0IGNuXtrrTJ_q46mocyJDoAuWGA6bpyZYz60eO5pwtI6fa5fo971t2c0GweHLEsFPT615ZUuUKzLi8vX6K_WteTjseSvfi1GprnkmCeI0y3BByw9vzpXeNGpb_iTDIHVn5xD_-pvG_V1r9y79iyCLD8JGVYDaVP1E4Zt1CYd6E4_FC1BNnbOKlslcjO03n2_SUkJDqLyHhqvdz417kFHx7bFhymT9x9Ff-xkSfkoCne8hg6wuSfkCx6nVg==	2026-11-30 08:04:42.083764+00	f
01a22b7c-107e-7a4c-9fb0-330b2d829e52	\\x56b82e9fa577da824339e7d6c8d18dbeb427b1ab10b3bbc48a5fbee030d8513e	\\x41612c102719b036ab9d2e8e4feba660210a074f554494a1823be1a3362fa7ec	faults.gMvj2sagcijsSa-26Cl0eAI6GOi_vkoPenihbAOYOJDWXsF1vLakAS5FlNN6Ho9tqfalsp21bb5RC8M1fsI5Vn3vfGyHTaqT7noplDtRBfDaF-_srVqDOMrggw3S5sJmjJ5J8QjuMUJ58RCZdL-SWt-juPesNA9_vfA368s4QcUar95McvNf-IEzboQ-b57xq4YHPvyAxsrDwanMxX1D7keyv6Gweq2Vb0FY_3OsSzzfyMH9v8hcU2wzPpKtO1kmlCJOgTodVVuGgFBQLV86fpefsLaQWV66GeHb9fMnmdIoYoMnmmNRy6xFoULDRy5liYAHpqwNBaMO7KUuO-zKhWgYyNrxKK4l78ElATRvK6DE7Nk1hx6Z68BMIPIVEJklyHHuyZ4Smw1LcdQOb_V8dG3mMBGdW1uJp8_btn2kGm2WsBZHVpXZUjAV1Jdx5MF7GuwMbOYYCuIZa2F9YqrgpeHtyXStQCsOtWAVNto5JrmHIqmk-k9bfrKW4oZy_KjKTKu_XwojdVWa93PEkHiGhO-CmdCEUB6bX-V-PgEYYF21zz9LJF--wyYr5ndf3BY5TfkbkWFYhUk7WmGafDqGTSkfePxJeh97bxX4w0lbgk78Xm7niXrI0nH4dbs6VSQyK5TM-9cCUke-a9iBo5_EF7tSwYKU63dEbFcaIPuxNnOk6HEYBEEg1IFd-KSNxqYy1YIjKSk=	2026-11-30 08:04:42.30409+00	f
01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	\\x8b5b573b352752fdaa20c488b746636ef7121342a4c0e95ca8c64cfaf7ce460d	\\xe86e8859fdce777be057582fa283f108bc95bb7ca453052c6f3a137151505046	faults.w4LNa646GOsrkxltOKS6vTWr9qSiGUsn1s5rRhel7ONK0o0LDudyGoWMr0Jg-O3FGsRsMxzsMx5h9iKs3N-3sqopU8Pghbzj_rywZ-p_IkAIeJ1Q9WACmgT39eKGe-UJuWmUHwzZ77o5JhU12MdMBmhaI0wIfNhjgcOV7KtWcJv9u3jcvoWjRNWW6YExHS7tCS_ARA9RELfvL1WARKItuQ16tZgitDcCJKZjS7qo-d_bzjK2c5io8FLbPDeE6pXrlMhBYg9f9SN5hi0OrsoooAyPD-PBwJezUW5BrMMb5j9BWQDJUoTh1X4vnEiqHY_PC_qaMwpCr9961fs_bLDBGrxCuOjzVngl6cKWWwLoqiteV6yKuq7NESJJezIB9Ry_lepgzQxLrsgPsrqcv8471dDr6XPQU330etxAHhbGrs-PMW-JCBq90aw0pqKHq6DM-Gf9EWEimWj4YjH1agzxYi4EU28eDQHH6o6xytQnUXvzkpj_hUGROUYUHhpWBGz8uspcOuA5kIRiW6yLBg4z595Gf8HJXgatXE6uUpvBx3mh0w0Pyxz_vh-9i-ZF57GT7I1MTUoNUMz-N8RiJzioW-8CYppR7JIMt7PbgfRWpqI_C03rmu7JDzScObMInf-cnV5_ucLCy-_lGe3tFf5j_pfRhj5A4D81ldYBqVs15Hs-om_VRG145txbWq19692NZSWZoow=	2026-11-30 08:04:42.306339+00	f
01a22b7c-0fce-77d9-930b-c90146ffe389	\\x10cc33d6a796159fbc07c3123129bba3c5c092113baf10270d2efb98cd795106	\\xe0932614c5742e6a8768b9d2fd564d472c6706ed5b2a35dd616b0085b2a2f25a	faults.TqETkyZXXd9x_M8t5JVnL4LtttowM85Es7xg3_s-8-c7L3_HafBtegdlJtroEOjWbanhG1dCROWS2uYlSWXUEGjCSJ8Ua8lsnf5cDcHmonfWHtFeJMgSG0RhGwoVJ4Y3on1-nsMBX7JDUn1yASm3Cwy6MrKSpTPsMNIKvpWjqM8OE3pRHMycdMhCzq9zQiMbspHhGitW464lo1OeAmff9xXM6PLkpUQBSEjm8S492fe2WSVmPd44UW5UrsLRp4StBV7L6fVkAVevFf0AJ7sR-dwZJ6rcs-GHEYdjpYg7lN8cGsPlURqegfkbvt5Uf5i3L4abXdoy5ICJvlcILClm4u5szYc3PSZGbPai7uGSBPtnJ06_nQK1hcRvvXj_6PDeZV2ub_4g5JaDmHdqIrPfYakqQZ3E03NtpsPNmOVRhsfj_47-U7JUjz1J4PHsLskiGVCGiNCJG4IC4FxIDN_Z8bfj9qj_yMDg1SYzxeoaEgFPnKzB-NojfTK_oRjhB72OG_727azqsPTUBhIod1n03kfSoPJNNtaYhzlCnSiylY9pWO9Cx6rvtsiTIecxXRLfVPNWk4WXfU1nx4fQzAcdnU3sOH-RmQc2mHTGGfC9SzmX16uVC6NG-imEvBVwdlGZYOBt7cxp5fLhYmY0wb7p0UYuSbu6aabBCFzWTGEfSutvIdxHRWTT5SriemXyoxv1W5NroQ==	2026-11-30 08:04:42.358847+00	f
01a22b7c-0e48-7bc5-9fdd-e639379d9959	\\x543322827665d454c467031b68c0d38ec453783f78bf49185b5b5f4695445147	\\x67fe56ff81adab87fddb3d13d1bcca9256407e1b0e17af4e272f1b3fa11890be	faults.zD0HMJMRh-2yL0IlZSj1ucwo-KGyk_Za6ZQXeivsqyKmkepW6yTaW5lokKSSDO_OK_vVd5XlEVpzjUfoYHEcjR2cjebYEMJLjT06ol65TZJEkKd8Bdcb_FuSL1CqdMO-VPEMynQOhctLmPLR0afGSXIHwuHh-LSO32FheAYMqzILhYqIw9VHC82ubsMY9ke4RgXK1l209EQZlP_7ehS7s8EApSNsbllhm5yXzZfnipVPeaE2ZCXYY_D0EU08hpYh_mpXUXBhEtS_AJf1OWr0gJr68hoaQxGl3HN5Ouc_1lHqQ0sFOxHpd091APeVONhSZYd4nCnut0s29Ywmg8h-iow2HDWijrS3A4EGtd96L1YHC1NsB6BMAaMyvqhQenIAS4tZywKd3FbE8u3v3ZfqfntzajdMPEypW_nKyqofs2GcDOdH-wP4SIAo-U7D8qfxD_r2Q3IqgqpgXlPCjW4u9hTOXuPzKS4EyBXXNcQszPzgxI9Yk03BoV5CIMh-h_oCgfB-c6HRpc9znOYbQ3XYKD-NXRg8rwClgUIQGAOpXUugfdtiz6EGwlE9S8NDk3P7fhvjtVcRmCn2_vu2-_S7xsPCLR1z6zanV84L4XY44K9G0qfZafQ6imWD8qTxKM9-Af6U7_zUUika4E2p2JYH057_KxHxyBuM6-NkCacnM3xf_7UYDQOFOSzHDw2FU0hZSzPu	2026-11-30 08:04:42.653566+00	f
01a22b7c-1113-7e55-a7fc-4d00400ae8bd	\\x3d8ac6aab3d9e468fdad1b4664f2b2cff9cf7afc2f1a5ad38c2ef8ca1fefe86c	\\x5b92ef911b37a59d7959eeb6ae36d874ab81e7a84f55d086fcc3b83f4b009324	faults.LZtw9G3njR9SYqilL6BEQBN0Au7Hnl3af-Twfstt4ZNQJV0dTbHZcQ66rTWPcuxz4mzK-kss2gCIq5DVO8kqfAym8UJVoQnaBMut7Qmt-CtO7yuKvmAwAsPO4w0LQNc-MNNwPkoyjwPecfO8YSi4ebmid7ehQ90D7LOzUXBy2i-O6Yasp3TgTnMC5zUo2IpfwKiaRVkJkZlZk2ie_Vc6iH8z6r8gB7fn53qVSPqTLboN7ODEcxB72Tfvgfd0soVT7fxk3DX-W4tLFfmSQQg5IgfwSlBYrxysqOZVXLe-B511s893n6qSUQUE8uMfkDvHF6AOghNSCiM9LbsS7QbggAXUIUWcr37FbwuIWn6Mj_RODmZwIky1JRawCRVS2OptdU11H0SxuNsXOaG1SWcxS-mFay_Yn2L07gCVv2PVS8XQuCdGQiBWbsl_VOWHNsKW83Bn9mfXijfTYPNTsHnoeseCFqh4Gq_9wzVGdFL7awKQjA2PBiA76kLfbVJ7kiPO0mls0N8_R8thIRCcbtf31Y6OrxpKz5QbAK2BZVgsZK-rD4q0Fk65rcrUGmTgV01BhUDnAj4xzwQ0nUDhHDbOpjwaiFBQg2IkQvyDncWYsENaHR05QEy44m5pchRxM1Ml5irD832xqjHLnjNtCfPIfRUhfnAR54n7_X-5bBD5tqXoUuh29bUVqrt3yVGktR5EirjGApg=	2026-11-30 08:04:42.432188+00	f
01a22b7c-0fce-77d9-930b-c90146ffe389	\\xa8324626c769f77f1c43f2cfcd89507732806ce80ec07fcd9281c9e7ee1f5f8c	\\x93f5f51edbc9bb706bd4980bedcfd3c029b639a045271ac2d84fa8c1114f0f02	faults.dtk8y7O0XceXeywg6G5giPkG8bDmkJSrwKdODoEKN5P3GFN8XbZJo8jhpKfZHOyXKJosNutx2nIcNxlwadTwqqgbOQnMNMVN-TYYRng92Ey27EiN795RdE7iclZEZt4AxrftqHsLFlSKT1_UZw2T8BcNxkLRMn-xlhCt081IDwZ-u1hMIfBOf97OPutkFRlGVBvQ_CEq4YnPWD256Tbz3aORwjwCc8FdoP7KEeX3adFO8ACf1QK1WEj_2vw-Q_UuJvahzDTWOAvp3ZxaWxnOPenC2PvPLW1cdiSQsmhoaUv8D382ubMM9SoTrJ7FI8atZAYEocbA0n0Fuo6hjMdQYVvTZS-3x1sGJ0KCoi-B1bknwRbVZ0l-PmT6yGThjzywcCkVcEBufO-FYYMAbvAKddTJjQRHZhl9nbtU3nyfoBuycygeQ0Gfw-vxRyUKSrVAiMwGBQUBEDe_83EVEdS1EFzXe2t--QZa5VkP4lJQlpogyd5CTgWMQUQ_xWSteW1-H79O5UrSRcuRaWtPfoLzqYSV3mvTHvgcDEHAT49unyOc9bRoizKgiUlXitck9rPQA4aXbsUhm9Mu1LYduv23vXdpsNcrHR5Z31TYDcK90VEkbaF63wuGyorrH7yn7ZiHu4okXK3uK4SyDoZCS1SQSnga0aQ9yJg8BuaxADwCL0LTQ6eDvKJE0r1M6N-XPTju1IQ2	2026-11-30 08:04:42.990604+00	f
01a22b7c-0da2-733f-a636-66b00c755752	\\x0797edb65d4132a4540d685b5ad46bb79de21cc63bc5ded6eb9407b71d5f87d4	\\x5ef05a0c00ad4bb09280bd60a4c1b4f768b424958ae9c6cac97a74044f3de494	faults.Dn0yRWPQK2r6qvH-X51KoE9FlVlXdpXgQ3VOYkXn_LuIEbowDDApmhJYlNCaNO27rLyAqBnoi5aNqUK0jRQSavjguujsc_QtiTHdq__AfsAwaLVKk7dPrGTI_MW1Nex796vN3fbfoCtyo7083htw4F34THYRmtaFc8JqOlL-8KOQolyuMddv7pQuFw0vFMejLQJRvj8oGVQzS3kBQcGuhypC1uLzN-cJCIkl2SoG7kmVomCv3Gb9Hn6lqRjHcoAEy3Vaqpja8DGCnyxcX5t_l_7hcb7-FPnS-H1VG4AUt49gNiaYrytItvcCQ2uxtVLUFdOoCZWSY45G7hIqjBBZpKW_sgOLe32ue4xDzWInWBm-5nVU94mwrFhehHJ_4CCmQIHBLbBA_2gbWJ-Zcs9z-5G2I8kCSPTm6ESF4Wa85aMw4vihvWCzga-77dnjv0lP1ZWLqk7E-oH4qXmJ61se6ipksSpGDhHsEBhBG2v0HojK2STNcCg4uR4fds1gNw3jz9BFmfafjkacZXpg_eX1JNIOFrdLCxKvSNL2HliY9ZT_Zb77fI8Xri9ym8clbkY8fqxmwFvi	2026-11-30 08:04:43.921663+00	t
01a22b7c-1cfb-70b3-9b92-809a7247f8ce	\\x802282576641a0540482e2cd8e3396f49a8319d0206442808338d3546adaf8c9	\\x3daab8308ee8574ddc8d5cb64f17c74a8a61e52ef7e0cbb690f8cfe4bc00add3	faults.OhFrOOI8K6u9hFOFid4UuYDotP3xez0QMH3OCtkg8q9SGViqVKmbNQCho8al6BytBMH9EPJXY58RWLxXi1_j4IMDIkJWPvAdk-bqQw2cQYY4ZShcGXGcma3wKoe0u7kIMvPh5KvLdMpQHqOX1ASkSEZ-bLuDHdg8YpHooldWuG6ndywRZ7cQT7zhcJvVBIGcCmR5BXoVU-4mLFvKQ3U-nShEUSvFefmQvj4WAN26UK3BU1RjJGkscfxDUzx51UVt2IdEzvgpzsVAyP9useY77vi-658PuhFPDci8d0hhL6BuyZ2t97tCvM4KmUFBqfzdE2H_Xdf4pK4bfqXTH-zYWi2LCh0kaXpAJ1JeFRcKH8yK4uoSUwDG-Lh8A1lD72xi7WxR1Zqdst1k-ZVlXAhXJcGeSUKihKdv	2026-11-30 08:04:44.284118+00	f
01a22b7c-0e48-7bc5-9fdd-e639379d9959	\\x84265c869b011bf7a4cf852214cecab1a8fb5386a313358738a42ff1950bc9de	\\x0ef64554471a755d19677309909106552cfa9798a4235fd01d29b9aea1838f96	faults.v3IyxHtc71rkrJpTm167x5C7debolPhjwnYS1qo-Q9f3i4X4hftGT6az4T3RBaU-iZ_lovmJnSOhvnNe8Rio_Kib23wzEAYo1V5qMwVj4_90FsCOK4RW-bBDz8--ZhtzDhH5tHZUfAHzw9XMgO57RyKobz5ayVx2C60HqFNucGeeEQRhklJxooGiWxRZM9bBofDTQqJBVnHB9SZNPtfo7qRF-MiJEaV3PtSqKFbOA1d68dZ6ay1T66trtLnFypAbZ5RumaJHj9Kp8lAictPHNdDkut7uSss36V_Q2ao2ZGor5h0pPOaX3wJU4zMd-fvk1MPAN2Wl8WhoiWqLHvPz41GC0jyvjs-9-s9JST_5KuX1dPR2osdZ3N7YTxxC-S4ICebIY-d6CzoeK4Sx1uSvbFUsF7jrmi2lXtzYSCg-Z2LKilLE9uNt4pNGniinIA0-tEikaXti35nOWybVFeVPZQ8NiTSAcBi9IVV-fjx85r-W-5B8-sYhaXnV-Mg-MrNPHme3U8gS4pRG8JgLc34B1c5GhjfK1a6XjGObG7iy8HiCe8S63-aQ6T85BNFPWizWUz9yzVtzYtQ2VCHLC4nO6P0ZF5J9iF3ESbboX5Mq3QlcRMi9NthG-n3nyCRBaCu7TRHdDDJ6W0Oj4RahPHzkEk_gVS8xXwJ1mdBENnh8la0jo_zDS_nMBRZvaj3Fs3lzWZHx150=	2026-11-30 08:04:42.457415+00	f
01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	\\x9e7d0ce63559a93ad5e091ba1fe5c16e4d0e182bd100acdef4475df466f63933	\\x0c81d34e8b197e8f368f555758e65b9c0669a46002ccaa00f13a95d8f4cb82d3	faults.qgfMW_UXa9_flgAOZ67R5Hg5xVsRfTpMdAAdudYwn5Uij1DBT9vHtNM212z9ERQIh_U2d2lVRTwoyIUP-e41orA23Ulrt1WZfgvWScgDA_DD_EZK5t-e1X7OOzj_wBzlf56JGwEj6AOe0wqhmG9htwSHvrcOISAMQ8zOggawHoY8BOayxWCUkF33LGUonM6NydWXl36yWMGIE4oD9uHIS2xfLAmh4WmUN1KFUhz_lgz7m200TRaIDOdnWi-yRbyPxmmoT-fvU9vmmW5g-vIYuDwPqWOA1kmW99TwpTIx1PrDXfPmz92PCEmbQIcPNH18kH7SUppWk8M7ro-Pd0f5knru7-uwm26kSKZMeyrt-iSfs2eg994jcsgDL633r8gIWWLfwbMlMFSFX1TGXtuk1QKApGucRTARH_QxVjMnB7eLmBPAre2047uyUldqTjZRsLmw3azCoXZxKcQnyB1e-qyCwSwXDCHP5SdHCHDbk_41nBodvzYLL5gxwbbexSF_juM7icpktig4nxQoff23WSezAiDGTJb1Zef9GD4RjfwGfbkskeyFzYowTelfdX32Dtd6jFdEuz_ygHrgsg4u0HyQlhJ8nq6g4uH9tx6VLJF9dce7pcZaHHfySNp2SVeeA_IICWOWiiZbjkRvq6YgTu3P5NIIblJJ3obbsXopUJItexg2eVELlVrK-PTB0AxasHb0	2026-11-30 08:04:42.554924+00	f
01a22b7c-0fce-77d9-930b-c90146ffe389	\\x0c465cc045c02ccea12cd100bfc26c75287727536e28d81fa2515171ac0db66c	\\x0fc71718a5075acce33c149a8e510d8e5a6fd4f57c9353210663127e14a5288a	faults.-IrzfeAF1QkfIRdXi-dZRgHuGjz8S6YPEYL5KzpezBo-rb1aoIUzrMgILVB6S8AASsvL0OxnYNIXEb0OQNiipVWMdQnVuZzG9eJwqhxokFzD-ufOOfn3DhsxiXOslzFO50lwTFZZjnu7kTq7_XP_7E6GPBSnkiBw0rqVnl7eFpWemrwr5SbdrC3dkUrWhRHFUmMuoiGKxEh2Dj_jKqVrwa91x9RbE_ast1n-YPEpA2vMRQpdinAaNTBtwOTR0KJT0l82ZTTSDkFuOz80GChePuhpcNT7QdG6vjRfiR-C_-wFprIGi31DZqXWuVzqe8HSs-eIqGSL5EVE0Vp0HMd2muFVmp6kkc3xMTsPdnrz23xNOqbxCU81HhcZ_PZiIfTeGNltjV1LvqEfwnefLyik2dozOHSaZTtZqlE9mvavYbxHMjL5Wov1bar96B41bfgu47AZX8E7o6nom0dmWJT_624BHz574kjsjdEQWRj6fHahm1O9Lv88Gif2kwY2YvZ_yWHLVIz1W0nWago2ERDiRjR0kL2om19MkXqicFeuXJyRwYhmrVgQawKTfeSYapKGAce6Q2gOGfLfsqIerYCojGhXcR5n3-sqnA9Kk3yMYfOOur0LPVQ7PtjKc4n2U92-dGtATZNmoH4_7UbnQ8mwis60sFAt4Y0eo5gYC-PM3C5fshSbGOjBEuyRr5eYj-PDVZbXlk4=	2026-11-30 08:04:42.61275+00	f
01a22b7c-1113-7e55-a7fc-4d00400ae8bd	\\x662e57733ae02985f26ffc98ca78fac1f57d9dba7226fcf86296d066c3ad1afd	\\xae2d5fee1c6e975acf0c0c52049f1773dd91d4254a3ed0c085856e37b4deece2	faults.nC-AE87keQLmiBE3YhIZDrpcyItyJmpXLgOTrH5YvbX5OEhcgMRtEcPU2RHzWOwhAXgogOfcjkIX0cj7HHZctEJULduLnOhynlnpIu97zRHf0LrsKRDVpAVgP4_MPsB0A20Lf6YP4ZfZuh1yVdcJGIcyuj04OSIravDBhYPss0_zmnJsclpDDv6rF38K_noxEwHHURoKJ-etMtlwfZxas-PwfP_YrUUE8DDaWhBjVbutghTppluc-gJkoVbsnEKO0A1WGUMs6FkICH_IJ__z6CURLwreUmMqNfxjjogGadD98ck6d9pLbLWX2_JvYZKBdlKfHxDogIWbHksFLXTBgZfh8hjeaBE1aaUI1KZ5YT83TkcZwRQm7vCtTIjW3o_CAq1dffgzUsy23MM4wyKC3kHnI2C4A8sDeR9PsLsNClGyUn2HJAxNLjQnbwyTF5AapoGxjupRFL04K7ccLGCLi13jl2VMG1wbreBl2r_rVm3tLYLhEWbSS34Eubg8b7Iedi_ZpF2XQK3-7LoTC47uZaz8sbiz2rTumcHrJPMag7QrohVvPJb89WL-l9oYIvLDvJDFIahVYLQf8JBNK390RTxtJOml4t_LhkAp1lrO0pVSNZiQ1VV_3eIvFOrz1b6xreGBq0RYZPeHex5-h-03kekpQ4nlkxKZhbqQCSB5DYktBMcgWSXDct2pN7KH6rGv3LrI	2026-11-30 08:04:42.647144+00	f
01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	\\xf983efdc46cf4565797587880f3c80d485240aeaf473ba97499ef5c6bb2d3804	\\xbc81a496389798c566f937e121840309d81d70a204fe4171d39d1ea9830a22bf	faults.UAAPFJiR78UPxHLZqqXOGcOzSRkhUHB7F0eEa5eJyfzhRrs0IjwE3cnNRWb0FaPdpbLgIPA7N19UQYec53okYtCpwxhNhgs56Pt7tDOaOnw1L5H8CKx-An7HB1AUUwCMmv8wcgWnrwrIgWrZjNRAGdQeXqsEAH5tZ_sN6ly5ATX5b20IUI6FlsD47hdSrWDA5oie71vD59Q5hoOViktC-hrM7U8z2uSrnY7ymAj3q7zW0Et_dKmOR3euD_B7GlalcMsKPQU_Yh-q7bTs98-b-e9Tp3-unZMeqeDG-DGTtdeF_Jy3ITyrzq-qfQwbB5TDgjShXYQOjV4yekocViq9m-WmoLNKCndEBTrsMqMKiLwT7rWgVKTjHPLcobSBguZsbAO1zK_guppG5_3oLJL4zvhTMWidZsEu_7_5WlbR8uSvvFCFdFumgiPE1GMp19g665bluQvazoTKpGGyQKSbrlI-XOzXzqrLgUeVeifOnnIulDYPbN7ZQq-G0-oReDTygUf3v_27j7UPKMx500wSbpOnU7GcIG9sMBhiprxUHdiF1Ru_WH2y0yG03rhlWAaqCJF9VJFEnKKbaPNQuDQd_OSwJVEUyfKlLA5OSO44oq5mGSLF3rkTHsSWrXG0Msb7niMDhF4rfY_AGdJBjmPscpSuxP8swtBDAjAEbp67L6fNKE4l3cGKgdC6hj-1UCk=	2026-11-30 08:04:42.750731+00	f
01a22b7c-107e-7a4c-9fb0-330b2d829e52	\\x350c0acfa7b76cfee491c7493a74081bc7900293bfe8731b17423add4254f037	\\x2ca72210d466041c63059c25bf4c7d2620e3d73b6a6695f8e46e33742971cdb3	faults.G9xWuNB_dYCsMRRcWgHjmF4154AjL03ZMlK0zEpSB9OD4pd2pqw9V5TRAyNSitjeYdFdsEcy5oiidrT598Y8lda7FR2XVL7ipEkTBOgCd0clTLNISFtI7FD2JJZ6b3uTvD-LIJexWVoh7gegiZ3Df-PhQIaqP03wvTKzdsBaamcDrYJ5naxV231P8r5TyaOVvlZ2hkORnd0sMahdxg-VakJXpuDZ5WkiKDGH847BZT3TQNSoRgz7_pR1Ea7wTty3ek0obDdb95rkWkbHg45zAd9sONcCsRJJv6VtJbSqwetTSRNAuGisEJTrD1pmuuaVptLB0ucJ8pxVnNelA-XxjpBTTTHV1VDDEm08ehIs_Tk3bZNHztukHoH4XjhnJmu1S8GezMZTurAhEDeOzDU4K9VuNU_XLyY5dyqZ3yrLGuxupPeceUL5wP_HdO_Zs--tYoqWyDVE6ji1t_O287kOL6KptVdTj52sBDWQYC2ceVr_g6ntw6QQ8UFSsc77_aoI0_tb_jg-Rs9GpDTIznJ3ADGl2LBpBYUkQ0MmtcmnAb_qJAodUxhaeNwRnUcA3Axq5hOxutLL4nKWO9e1yAxClL0lanrzs6uAxRkonrBlMWafukWqW5HHa4g2gXMYY1EU6vOXrl27nk7i74epWql8BO5-9KY69aRWj_FqWOG05duMdCYvhKkOSUjdy-rUnJZuMfFQ	2026-11-30 08:04:42.861915+00	f
01a22b7c-0d08-75bd-a220-078a93d318c1	\\xeba8387d8c87cd10c8dbd7ffb1914907c61911d054e7174c4c4dc0891c517f48	\\x0622e2811141e03bc530a9eff4e353bef279bf93161ac36807a10ce1ebd41df3	faults.We82m_wC0L7_cElrQj3e2b13JD149iBzpGS6exOtCJsoQyQf5gGUxGEuSrrDOtFvWtOc-kyU7J-RuCHsvCqpYDUMFlFxHvk6hs32UEXpxM9jJhhZwFIiFL1khfC3DQpd7xLKJMsd5SL-GoyViCjw5xqCtT17L5oHFgvXMz2L6caQ0Aj2tiwrYMYZXn96I2_z1KDcoJT9BUF1Dgnilwa8OXCaFDIli4j60E22fnzXZFSYWHakva6tbMNkCtPGje7F7jXNusiP4_WL9ymR9LgCfkxsLpLM9CeX-uC5dTGERMHMlu4zMUvjUY8HEKBHtg2BH_CijfTuAe7s6KesSKX4ZBHI3Fh0OsSZ2e-qrLMJ8CMXmL8r_EZ8yVHXsDfAghy1ScWb1k6RQLEdxgWBXUR047_X3voc6phnlze5VQTVjiEevzlpHYPUNgcfG4zRketDtxNSeM3zUsKSx2NUyPv7ntFPL2H7WKKfy2d-ADNiRsJnyzLbQxEST2IPMRdKFI_OIEBgcPWxQPHIpdFeVUB5TsobGz9CIwXr3ByPDfxHH0Gb2ET79u78_4e2w0l6b5uK2WRi0HHV	2026-11-30 08:04:43.501538+00	t
01a22b7c-0fce-77d9-930b-c90146ffe389	\\x97609cc5394616a6d7ba11b30b4eca7e9a5e03548b5aa7d7f2be640425031e36	\\x049fcf0552404883fb5a6aa08d29f12d193132c98e0c96e1950b5f3a608be23a	faults.nQW9AFKG_eIYILXApWvvz0Ju4aL_bWcG0gG2lsm6yEqCYjC5q6EHFeEK9NrT8tVFKDg6Cgoj9hl2koKM7cV5SLhyn407mZlYVs2PnUuKab_OTtjcwjAU45PIeg_hx8bwZp8o1dzMhz5NTc9gY_GKIlAMea7QxO_5UXknG-fD-ew8pgO0tdytGkDyS2vbK1_suyZ-BsSkWunBwb4XoFBKwnSi3S1ipRW6Vo8xfCwsnZGdiX4TM7JSVy9cTFRUWDRXoqWhQ8VL4cbrj2prd4D1mHpjlHPMyoUleG_gp7OMNNYTjuiOVTez0wXXG44DsAo9xFyqY0vTcMlegktyPKteVImnbR3beOvvUEFw2EluNXmDsTl5B_rUe3LwO3aBdpvqPKPaICdu0jd8lyB139g5UW0aDgKQdFBym_tRoINa_rAjDGLtT_BEc4eYcYxr0s76k7zOcHZ-WqCpGXrQHKi9vr8qCy9d9tXqWGg2y8XCizQ8JgQyYptbRnDzglRGJk0NfbxhKa0sR2aztzj14sEp1vSx3HY3yOBHF0V9NHJ3IKa7zp8t5z_iy2CLJjcrWEZSrYLcb8MQjBxuBQbSQEVvz4He7upGXXnpct6jLL7HhAga66Z7CuRzg3VJ7sLXqm2hkXgvV0F7qfq5GCVLwvk_sdzrrnZ7rCP2gSh-efgKiA3Epftm5gotf2joR2D0op8=	2026-11-30 08:04:43.542444+00	f
01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	\\xe2ddfa4edf6fb30440557ad7edfece689424044022e25aba1f0b61927126b4fb	\\xedf24e8bce3c197041be4878caf5bb431038237e1ea4b80dccc723b73e717e22	faults.cAVqnIcPyzk_80guYoUWf3JaQxwS-1XnkoUDJuhZJZFg39cXOQ8XIawgoBX6LlkUD6iqYyjJN1qcCF8UlxuuZsnImX5xTXkGdWJK1Kkcb7ferZdKlXhgbzTbX9brnWQPjXs9V83rkzy0dxpWi101IqR13k-BTJzPdW9wJr1hbAkep_lJJRhvtyQg2zYVjGjBtlSyyiM0bD7CIUyHRT9QFkBRKOBsS9W1VXOu_Rz0oJIjN62lpy_mYA8GZ-dcN9ByhvZgMMdgy7aeDSB5CRQSjaiIPveUM-JNJOp0oSYwChpQq9pZPKgg21ygPHlRPAsST8qLdkyawilDp86CSgviBWlen_N99d1tNtqAuNNadFZWHneWFFSfDjN-ziAdVuXAXi4aNU0UUco8Z8zElH9f5s1BCIzYO1hzGwymf0CtPeCdkhcVQu-MWylSETnmEiWqOgIUhBJ0XlU7TvOlL_ErpYssFgINNpces6tmnlLAJ_b0995wen3-Dy0F7aUphIj3EO5zevJTCarpShv50uTWJkjXjl35stxiJclCO9ZwgjJyGMsk51MuISk0Nbw6ohxg454BjcDg48gj4I2QfNPnG0yoh7nlGbkzB7UxpdgPfF_u_4weYFjYp8aYkMd_FZ1xfxqciURFhBDJ1760eoxfK-o0Y0u1EZLJY4fzY_mwfdUMGackmQZlmxMinh4nil7oL7Gu	2026-11-30 08:04:42.755596+00	f
01a22b7c-0e48-7bc5-9fdd-e639379d9959	\\x2a606a6fb14476eeea19ce03b55e70e271412df596df1ceb18c3ee32e01df768	\\xa47a7adf7a1e6e76375c093e2b4b65fac953b0b26ea9e68312f7e4946f0e8674	faults.7LOzpHsP828o9lLRakFnGk5OhtiXHRwTM6XowxxlLv-0SyeYQOAQwjuKjM7H-kUtpLVAmUiq1lDOg2WsdZxrpv_Yhi1nSXyw8yr5uyR8z_K9syN8Hb-wUsYHioGVhPme8pDmlDRqvN5nCt-OYyMe4Bwg65lF1l-W6jSAgEBDi4bjz28G7O-08B4esVBQ8KnGuA4V18V3kNyvPHo4lSCQ_0E_khad9HgE-MZYzucQAgLqkLVM5cKMqHHE_9ePN23JK8igKVuOsimUDCiA0GznwuY0hJ2_k6H-lLuYW0ecDyExuHSNnQdyuU6SNLzaBiJIAU0Sr5THuLeQrcoDw94tSMll9fsO8Rrdp6l9bSFlxal0TN9aRAlUm-UJ2ezutKNSBB5IFWW1c5jaw0GV03x-lYTjSFtOMnWPCYGanaokANNPDLmixV3Xj4zfp4zX9lHDdRXympjRBBhL1t_3qFDN60gI5fSPYuDhDnPasRzr6hWkFA5d7K-KJehydnbkzuvhP2h0U4jQ0AzxHwMjzKnoq39FPqwFLfpEoA8Em3AxwrQGr1xbsOCDqjNqFqokxuZ9_fa7QXR9l8VZV-VzZzaks2-MbooV7wMrQnjc3V803Ka82sQ3BsbNDTolYo6gJKUjMWtKS-HjJVGMvRLRUMxO1fWt0lSg4V9-kJ-yYnC0_npdzULUdcGb37ktFN0LQxE=	2026-11-30 08:04:42.995324+00	f
01a22b7c-107e-7a4c-9fb0-330b2d829e52	\\xd96d85e06996adfa3553fcf5f5f6f348ca2e322e12e990efddf5577d0a579723	\\x2d9b3645e203bbf756a7c0dec6bd4d104df48294a11025983360ce241b20f21d	faults.rglIiJfla8YgASW-IhnjDkt_gC84PwMaFAN-Xs0e07yZnmcGoOXkoiWn3V0vuXu4lZItChc3nqC9-h2ejNJBVG_Or04pLVtmCq6HttwQhGJyXYQ8gTpjZVG5Nc29841CvZPu0jbyjprv2pNQzQFCESJESEAu7FszbKW065KKWdDXTyE-QZosOyZdyMF-rapN9C4SJ9skd5oBjN93IWxju55CJbo3FSPhcZUXuvl7CPXcDuLvdndsTUie5VykjlcXHMUCJlVFwTOQKlG6U3QEBMB3v2es7JXX0-jJ-iPbUuzWCl-yKR1IM7n61VjWhHeKhiUhs8ly6aX29RfGyHsVpnC8uJRternjbJgLJktep1-Xrlplhlbxg5hyR_xukGosC58y5G-Vpx_Io_UbrDya4GLszGseQu3bXBgtqDfltdYf-g9iy9ZUA4PLOVL4Nq84-NPIImI5mrPnG7_ZH_wd9g-CqGXsqRMYbJ8mI042AVLNh8IuCsc7AFAaAtUWkuD-KBDdW0t6S-7pBNyZx95ckw0LUPFbVfACnqGxI-LXR33F6WdLrfnIHpNB2jZRhKYrNZe8O683NjXuWNWYqBSZFSV9PTiMKa8emK-RVe2YY38txJ8xSVopPPL8jebmPdJIAITEq-49yGmjZoFpj822CgRxkatYe_CeJTm0NLjZ7JNrw5EaaInndLsfgYu3Y0Y=	2026-11-30 08:04:43.068948+00	f
01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	\\x53cfb7f19249a2aeb4f30b12f72ef19d5aeb41f247733bf7483ee48d6de58f51	\\x4161f49bc213facaa47eeb1ce592978b63e3b274ba52149e95cedec16f1d6239	\N	2026-11-30 08:04:42.961971+00	t
01a22b7c-1113-7e55-a7fc-4d00400ae8bd	\\x371253ed3e634f4f62ffb749f3265223dca57b9b763594c20c9d5d7cbaf9d2d5	\\x4afd7d6887da97fed6b2e1ffaa6489b5b459e011357b88b6f129b61dbbe0cf36	faults.jr0EeIjLWKmd7eEUTVHQ9YyyAtllwbF6sjZaefM4SLFaml4sPWzXAf1B-gwyxdYZCUZ2Gc5KVF6ux8nyuOZ81v1KDuG9Ta1oYGeUwJGCiGOae70kJA1Px2wDuWrzkdRBdUydFmWhxi66aKx0H3fXQHMamL-fB3qf8QA78YxO5ZGNI3JsRKhuOnd8vQEsc5BgxsCOTP6cjPr6llQh_Y7kTnq_6wEPWtZQAvR_HtHZIhTjreBTGSb0FFZNgljgLZZ5Dd8lsztZYSo_xZxjEqxjFIUqYW5riXg4DxTE6aqwDb-FndwWAuqy2mGg0CwnlSHARRA_tPLcCxe20S8jhSD9P9W_Ro6MdA04_-YqyX-OzjrX0PbhPIw36nJFtiV03AWEPJjaA5B2Qecfkr8k8Nx0ZPnwHmFg1-ndLSh5MsjJqBYJQixxiKoLhEwEenQkL7CensoBd7oDaiELk7qFSKmanR1g1u-f904RiynyZ5Kv9xeHKdgMyJHW7DJwNp7DBN0MSBL516-E62O_N0Sh7l-8gSUqc6nZnmQYDnoGe0bh5SZ1i75Cmv5Gt9-46Z7_VIYOm6sOjo_guymJkVnEbvFgk0k-jWidimoO5g5Y-M4jFx4GNFcUsaZX81s6KdD48zf1v-tdn7rYXWPv1-PnhWsDi1GKkVzrMsNit3U9ejyHqoH2nUEgcNwS0PmpVg4B3pQ=	2026-11-30 08:04:43.188679+00	f
01a22b7c-0d50-74e2-8150-702a12e1a893	\\xb6f64dd5e1ec600e473cb1453dffd9bf44a119bd6f914eaa6fc4dcd88c9ceeb3	\\x4ab1ee50ac276a388bfdbc1c78bf46b6ff492ece725791b0fce0c4ff53840873	faults.Mn1WjnultL4uEn7NHEOoUDUIK-wh474zGGK34AM8h1EF3UI0Vsl_M4YDPBTpKNAFaOw-7vpbnFtjmhybnQO3gu8ahK2VPsGtEospukIOoFUpSKIz41TPi00xl1TQj02zoXZx_KEqNUsOhv3iNLKMlHHyFzXNY6C79aJh1W0pezBShzeJG4lkEfT6r7-_0yOHWAixP7AVvvfVV6n8nJCALtyCn7cN_JVlgKBd_o99Bai5f_VYppzPvEU0G7nEs-0ivxJac6nYI1638q06A2-8uFas77OJhETOBUqjnKT8CUgin6JZBcVp_ERd8uucTvvSS372LokHaxUrpC00hRkb74m2iRGjW3D1QZDH7SYi_3QqDnaGRq6BHNQ31L2vWcSTzci136HR4N1_Fc43yZWJ_fQXjhHuevovuY3z29z_OkY1Loh8HzP9IXSQeHryvTQG4ecRMv6V5fdBij-Pny1iyk9U-x3E4rNMu_7tbcYASxGYMiheOSLYmhXdqP-35iOiFE5B-9nDD4Da0rEsXB4j1KtARIu_mY54spCwWDGiaYfmUA18ryYFRuFFmtLCeIQqtafqQGVt	2026-11-30 08:04:43.266153+00	t
01a22b7c-0db6-7715-8516-51af222e984c	\\x9dad0c2336d791f0e56cca6e848ea0460f0c3008fb048b55333ccc8e92bce8d0	\\xf9f0be1037a00fb0775f5e66c42638f54194efc42d98f4c1de3f8ce53304ec7e	faults.eE3nY-REvMf9NpGpchaGPKgkbz03AZ5FTDMgXcsi_B1Hm7bhfRj9P_uT8y-qMY56GVznvXwBxoNBqKwNbMHZwmuwIzdqbY2oGgVzux6fDEb89zKmrcXfCiWeI7S9ccIMnFoJC5PBj1SKdibt9myogq5ORKGBNhr_xKgwxG4f1363Ok1pE2xt1xTc5mZ9XGhksQHTinG5I85Xnag8oDUSQUTEaACVeXShV3tIPK1ku7KiSlt5JgD-YSUsHliw6mQjpefaqvjP5HJHKtfZUcqqmai2qlLD_7MyDABSchWOO3EJTX4BfhhwEIpcHaCI5oIr6VAYwJTmmsk_lB4zHV2Hff6_yvXqUiWMr25jgbqK3zf-psvXkD5qxZwpxtf1AtPh5Q-ldFGDb7e8gX-TgOLJnLkI0YQn2S3mnEBKtsrW17YfyTIVe5UvGoZhxe9uRr625u9PR378_obmLS2m_YAXXEAFug2AUE6ZAA3B-Q9flabanmDPUEaUI04ZeBO7fa4hQwSWXxtyDEMNSkcLJ1kwiCbSWpMj-Kv6JTgNa4_qysbIFcTTABIP0e84i2JLcLCJvDz53Lwg	2026-11-30 08:04:43.839253+00	t
01a22b7c-1e7f-73b9-a56f-e3526411b929	\\xf1bf56b349c26b7e345a7e0464718240525a990001eccde853278929c51b7c6d	\\x8e916b00e7b2dc4bddf5e8efa43862ef67183a6d9557c3bdb974476209975da6	faults.C1qo57Y31sLK_Nn58VU-zO9fd9XQ6mSO3d2FrQU8IrNYkvgf1Uhb8_sP1LoZSLqu9lXtZJxjB-jC6dAKZU9xI8REe7BX3BXk0FiLGHeaMfCooeUjVjpGqav6t4M0TxTZV0aobuPj_UUb9tlxofBy3woj-wxHKHFvXeFOAEuNqKSVV1SLoxblqegbpd2NRwF0YpqsxsADIkM09TMMLGUL8IXUreogmbWRccjz5B6cmMdKcXrhcRpB7HFeooDmw_zp1VhlsqaQEdMnZ3MOmFUFU6fvTSNamEgwa_FZFKC2O0WZAitXga7T1aweIH4qXdQWxViS-shaLGOQIFxdMZtj7hBXmTDWUiegRTWMhhUsh0vsTN66BbgXvdLUeTN_mSyN7TVr9S8USeQoYorzeUey0OP3Na9hYtJKOXkec_nRN0lZFGT--Ug-lFUUjbF0ibEYu1vFHjl4JKQy-RR4WiZ16esKnN04F-XI5J7bH98wPuiOFmqbDvArctelPfUX7-161A_THtl8bccUNZskSIFcpJmaMHpGsQmbh20UnsHrjM1yZpjKE8wkjqNEj1elQeW6XIjkovZYkkMRuHJBKAskBXqarH9MedFllaeFHyrEe3Dd7e21krvH97nlymD2VYybVZfu66V5eghr5rquI1ao0wsZ2SDLnHXi4uzkbUc0	2026-11-30 08:04:44.525885+00	f
01a22b7c-1f45-7615-907e-0e67fbba8f8d	\\x581868fc3245500d7f1f410d29c130f337802bbc82736ea5819e0cf2b43e7053	\\x958ecebd9fa2ea4ab35f1920834af111360c9de2e15821f3e3c9ebe31323d94b	faults.dEDI4GIpVSWiTExhlg-FNHtcyokbajads9VA-IUZkMKdHTku8fB_7KO7zfdldaaYOvhrA7fmmY774wtX3UTp4A9h5Inwj9NsDXvYuFbyqe9VlIqU-_TQ1Tz_p9dgzRVY4OGJOawOIv7-bDee5woEzNfwlUDSBS-qbxMSZ0qrAuVodmi8zgyZA-aQJ5akMGFuT2TNqAheE-bUQZ-QGf2HVTEmgMW6TYsZwFs6awPNvSLQ1K30TYha1Z6q2bFXufYPpjvWOKwO07CxOci_bpOcC3Ypmjhnt6x51oB-D-fITXO-gmoLFB62sKA8LXtQbuetDY6r-913lCkt7LVX_mmh7caARDDEoQeWvfy2bHuV4RTlcQMX6pYzj1Sld4H4IFJzIlms7bqCy1pAatNS4DoAdtpEp5g4LJDBnYuTxoYT4QrDpKoUzV8Wba0dFJUx5nRuitQCbOCzqtfjgsx32GSoyz-qTUVJezpyB1yOZo7h7pAe9sfvNWOCz1vfhzpwQmS_4bAu1_0kJy5X1mMX05dSfrAy36HpqhEjaTUcpIz7Nlo2nCrIguSIFDMMagnXjQisFQN8raErD6YaAECN7e-pCpmN_4V4ZiDf66bj4AdSwLa4MFEwJ8hZ6VEbUXclkC7sr-KD0L6NHDPtpX9XXfzZgaD68_JM7FSqbuYtj5VY7nHgHKpsQJIwAGelJRzEXfWsSpQg	2026-11-30 08:04:44.628642+00	f
01a22b7c-1f45-7615-907e-0e67fbba8f8d	\\x47b62a000726617aec0a326dc3f2001e76e33f6c3fe385cbd442fa343ec371b3	\\x8830c5aa61887641e75ef468bd58b0429dfc3269f93dc063678e4d1fcf3a5273	faults.rrprXMQPOc2XnSfnzhFeVCvuJ_M3er0VFPCbG4o1yBM9fx2RRWMR87_OGOE1CFQ-pS5s4eJhtyKVWSBZ1uxlwCVNKqpbnBUIiohKr4jBKw_fzZ97h0ZhL7xagk2uzkuKdRMJUd2Hnzw3O6OWwcIu2Hif3SQbg9IFY6uz9oCFA_snrUdPXDYXyKqog8mGfJ_A6BXCvrH8iYnGsGUW8AggHghW4NT64LESfQUDcDbNzPocJ8Q15vkh0AY_ZNVJ5hutrAL0tNFxoSfmUP9BEIFfkLBtgH72J8Sscu3eXows2NvoPBAdawzRjuG5Qb35xnMIGJ9R4HNPGx8U2o-QWIRUI6GOKaP2XeG6qzZm0DZE8UoEpKj5j_Vt7Ed0UsnU9GT1NqTYNOVjfRlG4-dFlf2GgLwPcGtlYzb1jQK7bDDmXVuhnp9XDoNtC_MBO75FhXNzrrBxf2HvRYfhiDUYCzRJRScpYic2UEpdUsAtxugNE23g5bJ2Rb-9uEOCTmPh8A7gSVJzW2ofUUPyNs7zeFCDTADLgmZemRsNgL_IfEJdDhtrY7NpiQj3vL3U5nVH3oxGNEhTGoqb5FofMgq2X_aQvwyZVfEhxEKhV1Sb4W1i7RL2MIkqsVbeELGEtZ0ey6K2AOCoZZ8Skgo4EJ8rReIYUrvdbes9lR7pxGnhHkpnVpOq1g1qs_fPRGEWWT_W6AHUyLHUdw==	2026-11-30 08:04:44.684037+00	f
01a22b7c-5c90-76ff-ad2d-072d89e91619	\\x801ab317d7f975b0ccbe8547dbb26675ca6632feb91f4fbaf200ae694a896b27	\\x4a2a0be1ea9d074fe3acdda7bb13a8e411f10f2808ae2b908daa56df2b27eb46	faults.VNubCKvmrHrsnIjeFcOugo5srTFn9KicqRJvCCHDqrUB1tKvM0POa6y8a67UuyerPuQHMOk3uvQi2s0h73anKOQeu7PFl3ARJ-uw3T_VMNtJ3HhyZNEOV60quaj6OucRYzT0k1aXSp8UiP3TnqMk2lkISr2zOkaOa-Kn85ysasAQf9ACQlJ__QiuSWEAqf1z6dpk0rIX4gF3CtqpEjZ4hZITQQCghy-1iCKr0jLDBBUWj1iPflzFBw42DOoL5PXBuMf2NEgxe9n591RNXar91QGFBZOyxgTOSRhFrPwvLqE8viPo1FBui5wZh4BaFIkibOTnFCXGfWpJta1xLLeafb2K6NK_oPhpSHEbJKctb2Y_TwwIXGj-RFdUsU394eTrkehs3ATAi8Vs4z0vFRMHNfKymEbdHflOKU8txRouDoi1yGoIUwD90CAapgLjKzxuu3om9dMXI06rDtDM06s8vDg0LBLe0wtZXzDbcif8zYoQegXZgfPZqBOjt81pb1BF30_xkdzxxUc_D-nwJFRYbnjHGYHgQ9TOXs770jemJsLEUX9Nk16gd-MXbuC987wmFoPnzWvqXGhFaKas4FxN5JlzDGVJvx59nH9tHNnSSj9EWvYm112SQkOcRSU6BsbjryLzYKmgy4nnM5O29OUEvHL-G6_1vgPeNopvHcGZRE5OGGJYI-hQ7T4PMJgPYcs5_sIlOmxZwSsvMR-2y1HCgJitpRjNyDbKIirI0TPfl5NlUFtWg1GVSMP4KNAC9c_BQBcTyq9a5JuVy1CF4rqdfZWIhCy34KW6t3sn5__pTB42UFKjv9ZvYDE_NIC-qa0RmLdU0Sf7Tg9y4t0OUQ21X3ZAE13ARaPKVCSiIC8CMjKwqC22mGWt8_eWHaVf6S0rQuwL9Fh2xAZtIxvfsfTEGAk-ASrCxRV9DcRsNfDu1m7_Rr0QFhMKZ0tAE5z5kg2vxkl5NrbllRT8upLYsrpZenWD_nl1RonYwazWeNhMDmp552U-dsMyVSvejGe5-I21_f1XAs22_uerRvBbxvm6YnXRaL0RGQD-f_i9jdTLoFLbBEVJg1SYNr-8dqHlD20AscFk5C-hbDmvTFF1JwAjjOTuKR_ee-abIZlWA4XwRGmoy79fFkgkveV7vbUWaj5q4sed-yiDGdomqh4Bg9J1K4vYoEtwekFRRADxHlbbO18Luruhj3Q_BzXZt7Ny2jut6naRSEUTbZe2yV21kCGYr_5wop1AX7Fy7BmxT3VJoAm7w2ueu271WMpTKfqRCUEYbjhKPj2jNaRlsH6NCU_SGcbJ8pKLxu35BxwYp4AMbc35xl7j_tPOVj5iklFdhO_gTp0abQcObzM4MYp1cb8ayaJFh0x7JANE85Q1pBttQQB2rGPT7zPRN12VK0nBGgD223Y6JEETXvgJJ-KZ7nLXhDnuqClgVYCNHSaQU5wHjTdxTv1UyfznVihcjn2-azB2nIkJOr1V_I39uoH-gZEAGVJSL7M3gUNmkFJfKnTDZ2R8M1vL9reP1eIVi9eh8lLU9gxBAbReLBL3tx_TaMsxNHIiWTsRDE77lFXKDiunyhlGj4hwawJsTcbRiZ1bbtjhtRsKxYxCbKp6BnkUtz9jDieHntRZj56QSaT8TsmtINiFvY8G	2026-11-30 08:05:00.176081+00	t
\.


--
-- Data for Name: attempts; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.attempts (id, member_id, flow_id, kind, outcome, verdict, at) FROM stdin;
7f726e6b-d699-5264-8aac-da2acc4e47b6	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e967-76f1-9c3a-da559792c8b3	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:30.808053Z", "enrollment_id": "01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889", "login_expires_at": "2026-11-30T08:44:30.808053Z"}	2026-11-30 08:04:30.808053+00
a77dd6d7-aac8-550d-ae11-8520ef35ca2e	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:31.099072+00
a2981e29-2a83-5434-82b8-2974d8c36b75	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889", "login_expires_at": "2026-11-30T08:14:31.357614Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7b-e5c3-70db-bfc5-380231126065", "notice_id": "01a22b7b-ec22-722e-b918-d6b011139d53", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:31.357614+00
15bcbc71-35e2-5c24-9fbe-aa6a6a38d82e	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e967-76f1-9c3a-da559792c8b3	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:31.536081Z"}	2026-11-30 08:04:31.536081+00
84fea2ea-883c-5920-a384-77858352c667	01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:36.987965Z", "enrollment_id": "01a22b7c-01fb-7f62-857f-e022dc26f7a7", "login_expires_at": "2026-11-30T08:44:36.987965Z"}	2026-11-30 08:04:36.987965+00
b987a7bb-3a80-5031-81b9-f8784c1e4139	01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7c-01fb-7f62-857f-e022dc26f7a7	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:37.224472+00
a3983567-4bcf-5cf0-b93d-a07dc6ac006e	01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7c-01fb-7f62-857f-e022dc26f7a7	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-01fb-7f62-857f-e022dc26f7a7", "login_expires_at": "2026-11-30T08:14:37.530058Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-018e-7574-8572-dc0e385eb2df", "notice_id": "01a22b7c-0426-72fe-939e-bdcf53c969aa", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:37.530058+00
f5c8b48c-3b71-5727-bf82-63814a706053	01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	login_code	accepted	{"outcome": "accepted", "used_step": 59867530}	2026-11-30 08:04:37.696679+00
6524a362-7961-5ef4-94ac-b8fa19377e05	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7c-05cd-77af-9b5d-c319a0317c22	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:38.005680Z", "enrollment_id": "01a22b7c-05f5-754a-af08-f4d6c1784f8a", "login_expires_at": "2026-11-30T08:44:38.005680Z"}	2026-11-30 08:04:38.00568+00
553e027e-d30b-55e1-a7b1-91d2473138cd	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7c-05f5-754a-af08-f4d6c1784f8a	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:38.161573+00
3b015448-8de1-5e25-99b0-59968f4c7009	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7c-05f5-754a-af08-f4d6c1784f8a	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-05f5-754a-af08-f4d6c1784f8a", "login_expires_at": "2026-11-30T08:14:39.123678Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-05a9-71be-a597-edaba62c15f4", "notice_id": "01a22b7c-0a5c-7182-af56-80ce86a8d94f", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:39.123678+00
757b9919-0f4d-5609-a271-b0ae0bcba7b0	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7c-05cd-77af-9b5d-c319a0317c22	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:39.272343Z"}	2026-11-30 08:04:39.272343+00
cff012b7-6784-508b-92e7-2c906444bccb	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:39.683187Z", "enrollment_id": "01a22b7c-0c83-7051-9232-45c5b52b51cb", "login_expires_at": "2026-11-30T08:44:39.683187Z"}	2026-11-30 08:04:39.683187+00
0d834449-579e-5ca1-9a7a-7dc846e55e8d	01a22b7c-0bab-74be-89da-09a465bdd051	01a22b7c-0c4b-7399-90ec-e3fc87556759	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:39.941090Z", "enrollment_id": "01a22b7c-0d85-7859-a91d-d9e3fdcd7fde", "login_expires_at": "2026-11-30T08:44:39.941090Z"}	2026-11-30 08:04:39.94109+00
d0fe8b60-b48b-5d1a-9afd-7fa2331c9ab5	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-0d08-75bd-a220-078a93d318c1	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.136270Z", "enrollment_id": "01a22b7c-0e48-7bc5-9fdd-e639379d9959", "login_expires_at": "2026-11-30T08:44:40.136270Z"}	2026-11-30 08:04:40.13627+00
60bf1740-e365-5616-9532-01b1d00583c5	01a22b7c-0b99-7786-a566-00e86f568f17	01a22b7c-0c34-76ee-8f28-71390771b8b5	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.122672Z", "enrollment_id": "01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14", "login_expires_at": "2026-11-30T08:44:40.122672Z"}	2026-11-30 08:04:40.122672+00
6fac5099-229a-555a-bfe5-adc007d38997	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7c-0c83-7051-9232-45c5b52b51cb	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:40.196389+00
d037cfc7-0b88-566a-8f2c-dfa800f1dad0	01a22b7c-0c9f-7481-a88d-6db2bef98b79	01a22b7c-0d34-758c-b706-cc3ed9607365	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.122978Z", "enrollment_id": "01a22b7c-0e3a-7bae-83c4-30ac8e54a987", "login_expires_at": "2026-11-30T08:44:40.122978Z"}	2026-11-30 08:04:40.122978+00
87acbad3-f601-5eab-8af8-7baa22f99291	01a22b7c-0cef-71b8-bbde-ffd9924de760	01a22b7c-0d67-7403-9d7e-ff4bc1a7ecd0	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.399685Z", "enrollment_id": "01a22b7c-0f4f-78d2-9ee9-135c15f029f5", "login_expires_at": "2026-11-30T08:44:40.399685Z"}	2026-11-30 08:04:40.399685+00
18eb6228-2492-5314-9e16-374c560b00b6	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0da2-733f-a636-66b00c755752	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.526203Z", "enrollment_id": "01a22b7c-0fce-77d9-930b-c90146ffe389", "login_expires_at": "2026-11-30T08:44:40.526203Z"}	2026-11-30 08:04:40.526203+00
d98e0cab-0c56-5591-b948-1d3d6d7d566c	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7c-0d50-74e2-8150-702a12e1a893	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.702119Z", "enrollment_id": "01a22b7c-107e-7a4c-9fb0-330b2d829e52", "login_expires_at": "2026-11-30T08:44:40.702119Z"}	2026-11-30 08:04:40.702119+00
916cc7d1-4a98-5020-8d01-c1a765afa073	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-0db6-7715-8516-51af222e984c	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.851700Z", "enrollment_id": "01a22b7c-1113-7e55-a7fc-4d00400ae8bd", "login_expires_at": "2026-11-30T08:44:40.851700Z"}	2026-11-30 08:04:40.8517+00
8f3692ca-6748-5dca-b2bd-f90565e48769	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:40.990572Z", "enrollment_id": "01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c", "login_expires_at": "2026-11-30T08:44:40.990572Z"}	2026-11-30 08:04:40.990572+00
06583dec-37ec-50d8-bc7e-00b19861c58a	01a22b7c-0bab-74be-89da-09a465bdd051	01a22b7c-0d85-7859-a91d-d9e3fdcd7fde	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:41.317697+00
5561634c-823f-5147-9da5-340234a0d765	01a22b7c-0b99-7786-a566-00e86f568f17	01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:41.411291+00
e93c785e-471a-555d-8c8f-49acd4b91461	01a22b7c-0c9f-7481-a88d-6db2bef98b79	01a22b7c-0e3a-7bae-83c4-30ac8e54a987	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:41.553219+00
1b9074f7-0e6e-5d6b-960f-3e0a81af3e2f	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7c-0c83-7051-9232-45c5b52b51cb	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-0c83-7051-9232-45c5b52b51cb", "login_expires_at": "2026-11-30T08:14:41.720331Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6", "notice_id": "01a22b7c-14af-7386-9c89-be2f222d528f", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:41.720331+00
0f55363a-df21-590e-8708-a83083eedad3	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-0e48-7bc5-9fdd-e639379d9959	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:41.830086+00
02cd35fe-6d8d-57d6-bbcc-a9146de1c938	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:41.906139+00
e11a5af5-8ef5-5483-8848-d06b60b698d7	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7c-107e-7a4c-9fb0-330b2d829e52	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:41.918745+00
4a10ee1b-e0ba-5be2-95c2-a7a418afeb0b	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:41.924915+00
27a84c50-cd45-5f25-a07a-4c929e1a578b	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0fce-77d9-930b-c90146ffe389	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:42.065775+00
a12bb92e-9371-5a76-b157-7feb9faa7a51	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:42.295989Z"}	2026-11-30 08:04:42.295989+00
d913d4cb-dc6d-53d3-a717-15b591740e48	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c", "login_expires_at": "2026-11-30T08:14:42.668344Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-0d4a-7001-8fd3-0a98a0163f73", "notice_id": "01a22b7c-1847-72f5-810c-ac08dd969ed3", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:42.668344+00
880c6f2e-6cc0-57d0-b563-97e69e7a47d8	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-0e48-7bc5-9fdd-e639379d9959	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-0e48-7bc5-9fdd-e639379d9959", "login_expires_at": "2026-11-30T08:14:42.860777Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-0baa-7610-b193-f108736520d5", "notice_id": "01a22b7c-190e-738e-bdb8-4d0849df14af", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:42.860777+00
cbcb9c84-3c56-5dfa-aa3f-2ba059c4a5cb	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0fce-77d9-930b-c90146ffe389	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-0fce-77d9-930b-c90146ffe389", "login_expires_at": "2026-11-30T08:14:43.401342Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-0ce4-73b4-bd6a-94575602629f", "notice_id": "01a22b7c-1b38-767e-8db9-7af500f163cc", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:43.401342+00
01a22b7c-5c16-748e-a248-11e2cbc4772d	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-1e84-75b3-8545-e993063e6093	login_code	accepted	{"outcome": "accepted", "used_step": 59867531, "session_expires_at": "2026-12-01T08:05:00.063640Z"}	2026-11-30 08:05:00.06364+00
29134b6d-2b39-5d3b-bcc4-2e1d2f255c9f	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:42.873800Z"}	2026-11-30 08:04:42.8738+00
78927dd5-8876-56d6-9de7-df99a36284c4	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7c-107e-7a4c-9fb0-330b2d829e52	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-107e-7a4c-9fb0-330b2d829e52", "login_expires_at": "2026-11-30T08:14:42.944052Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-0caa-778b-a1ad-58e37b942747", "notice_id": "01a22b7c-196a-7599-8b30-5acde016ca51", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:42.944052+00
40ebb784-396e-5cd6-8f4c-c9409463554a	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	setup_code	accepted	{"ended": {"stage": "enrolled", "login_stage": "code_required", "enrollment_id": "01a22b7c-1113-7e55-a7fc-4d00400ae8bd", "login_expires_at": "2026-11-30T08:14:43.129505Z"}, "notice": {"kind": "device_added", "member_id": "01a22b7c-0cd1-7067-8cba-45bb2132d22c", "notice_id": "01a22b7c-1a0e-71df-9fb9-e15bd5982ca1", "account_id": "01a22b7b-e5b3-72bd-b17a-6cde26831960"}, "outcome": "accepted"}	2026-11-30 08:04:43.129505+00
d7b1c697-7d47-5d7c-80e2-678e37abe025	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7c-0d50-74e2-8150-702a12e1a893	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:43.208136Z"}	2026-11-30 08:04:43.208136+00
60854a5b-bef3-5019-84ef-e2d438297146	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-0d08-75bd-a220-078a93d318c1	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:43.400049Z"}	2026-11-30 08:04:43.400049+00
56910342-89ae-50d2-976c-4660ba0cf6cb	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-0db6-7715-8516-51af222e984c	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:43.793149Z"}	2026-11-30 08:04:43.793149+00
75a5699b-80e4-5f77-b959-d59ee1bec964	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0da2-733f-a636-66b00c755752	login_code	accepted	{"outcome": "accepted", "used_step": 59867530, "session_expires_at": "2026-12-01T08:04:43.892724Z"}	2026-11-30 08:04:43.892724+00
6cc48613-5865-5bae-af4e-6577857d0347	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-1ea2-7600-be69-61829255e8fe	new_address	accepted	{"change_id": "01a22b7c-1ea2-7600-be69-61829255e8fe"}	2026-11-30 08:04:44.28836+00
a133ea2d-134a-54e1-afa0-a39929b1bb7e	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-1e7f-73b9-a56f-e3526411b929	setup	accepted	{"outcome": "accepted", "expires_at": "2026-11-30T08:34:44.485049Z", "enrollment_id": "01a22b7c-1f45-7615-907e-0e67fbba8f8d", "replaces_device": true, "login_expires_at": "2026-11-30T08:44:44.485049Z"}	2026-11-30 08:04:44.485049+00
0fc55373-363a-5692-9433-9ed16f24460f	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-1f45-7615-907e-0e67fbba8f8d	email_code	accepted	{"outcome": "accepted"}	2026-11-30 08:04:44.588825+00
\.


--
-- Data for Name: authorization_codes; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.authorization_codes (code_hash, request_id, client_id, member_id, login_id, session_id, redirect_uri, code_challenge, nonce, scopes, acr, amr, auth_time, issued_at, expires_at, wrong_tries, used_at, grant_id) FROM stdin;
\\x5c874deca23e7a241dff4638dc3840bfac4ff1141da0410cf7132ff5333fdf74	01a22b7c-1cd4-75f8-8f67-fed3156fd043	app_P7xwXD4dTHfQWhgLJvTDdw	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-1e84-75b3-8545-e993063e6093	01a22b7c-5c26-7433-ad58-1972249beed4	https://shop.test/callback	Vt0eHRjI-PI5YUCxF5pqrF6NwGNzlUwj1Nz7gn2Eyoo	\N	{openid,email,offline_access}	urn:doorstep:acr:mfa	{pwd,otp,mfa}	2026-11-30 08:04:44.288087+00	2026-11-30 08:05:00.106855+00	2026-11-30 08:06:00.106855+00	0	2026-11-30 08:05:00.176081+00	01a22b7c-5c90-76ff-ad2d-072d89e91619
\.


--
-- Data for Name: authorization_requests; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.authorization_requests (id, client_id, browser_hash, parameters, member_id, login_id, created_at, expires_at, answered_at) FROM stdin;
01a22b7c-1cd4-75f8-8f67-fed3156fd043	app_P7xwXD4dTHfQWhgLJvTDdw	\\x951a92dc2fb3858f90d3e1c0ad8f8948200f26ad34b40a9e3b077413861edd66	{"state": "QNMYFBKbjSyQWPGy0jtEjRHAIW1K_F5AVp68cd3fNFk", "scopes": ["openid", "email", "offline_access"], "acr_wanted": "urn:doorstep:acr:mfa", "redirect_uri": "https://shop.test/callback", "code_challenge": "Vt0eHRjI-PI5YUCxF5pqrF6NwGNzlUwj1Nz7gn2Eyoo"}	\N	01a22b7c-1e84-75b3-8545-e993063e6093	2026-11-30 08:04:43.860963+00	2026-11-30 10:09:44.288087+00	2026-11-30 08:05:00.106855+00
\.


--
-- Data for Name: client_assertions; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.client_assertions (client_id, jti_hash, used_for, expires_at) FROM stdin;
\.


--
-- Data for Name: client_secrets; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.client_secrets (id, client_id, sealed, created_at) FROM stdin;
01a22b7b-ed7c-730f-8c10-12b525a67f60	app_P7xwXD4dTHfQWhgLJvTDdw	faults.wPF_dp-dxGY9A4gYPu1uYSfdf_qEd6UfCc7qpq3yKy73S8eA9BjyA_XtVRRIKCHFT9pb8uEkeKxX-J5i	2026-11-30 08:04:31.739014+00
01a22b7c-0135-72c5-b986-b8ee0e59da10	app_aLguBlOqX8WjSsslYKX-Mg	faults.JaRSKzgkIOPdYtRtNEFKD5m0q3IrP0vVitNXZeONwct2dsYtceeADFX7xGwLjxBiN3trXjFLErO30ZKW	2026-11-30 08:04:36.788967+00
\.


--
-- Data for Name: clients; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.clients (id, account_id, name, kind, first_factor, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri, initiate_login_uri, client_uri, auth_method, jwks, jwks_uri, min_acr, scopes, require_pkce, id_token_alg, entra_tenant_id, entra_client_id, entra_issuer, disabled_at, created_at, removed_at, tokens_from) FROM stdin;
app_P7xwXD4dTHfQWhgLJvTDdw	01a22b7b-e5b3-72bd-b17a-6cde26831960	Shop	web	doorstep	{https://shop.test/callback}	{https://shop.test/signed-out}	\N	\N	\N	client_secret_basic	\N	\N	\N	{openid,email,offline_access}	t	RS256	\N	\N	\N	\N	2026-11-30 08:04:31.739014+00	\N	2026-11-30 08:04:31.739014+00
app_aLguBlOqX8WjSsslYKX-Mg	01a22b7b-e5b3-72bd-b17a-6cde26831960	Portal	web	client	{https://shop.test/callback}	{https://shop.test/signed-out}	\N	\N	\N	client_secret_basic	\N	\N	\N	{openid,subjects,verifications}	t	RS256	\N	\N	\N	\N	2026-11-30 08:04:36.788967+00	\N	2026-11-30 08:04:36.788967+00
\.


--
-- Data for Name: devices; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.devices (id, account_id, member_id, enrollment_id, status, sealed_secret, last_step, failures, blocked_until, disabled_at, created_at, enrolled_at, last_used_at, ended_at, others_refused_at, forgiven_step, totp_algorithm, totp_digits, totp_period) FROM stdin;
01a22b7b-eb4e-7120-8041-9b7ba4f9a39b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	active	faults.q7n9ZA_HASfJVxFqWDc66D8D_qwvsHv0-Qib0Ht8mcQcRAwsrylj0pGHs3beCt8M	59867530	0	\N	\N	2026-11-30 08:04:31.175732+00	2026-11-30 08:04:31.357614+00	2026-11-30 08:04:31.536081+00	\N	\N	\N	SHA1	6	30
01a22b7c-0377-77b7-b92a-cbf3a9db8c08	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7c-01fb-7f62-857f-e022dc26f7a7	active	faults.CZkl1Q8dO95hnIcD37apAjELSYaAII0gVzLHvqu3zNRXJfzh9qUK4vK5WrQjxKiv	59867530	0	\N	\N	2026-11-30 08:04:37.360377+00	2026-11-30 08:04:37.530058+00	2026-11-30 08:04:37.696679+00	\N	\N	\N	SHA1	6	30
01a22b7c-06ef-75ab-8aca-697a4114aa42	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7c-05f5-754a-af08-f4d6c1784f8a	active	faults.IO5ORNMcU6d2w5cEyTm--2vhjYZ0CS_CkTK3uMBsabvHAW1CqGn_-GkjbxF6la5y	59867530	0	\N	\N	2026-11-30 08:04:38.243455+00	2026-11-30 08:04:39.123678+00	2026-11-30 08:04:39.272343+00	\N	\N	\N	SHA1	6	30
01a22b7c-156b-744d-be08-03d181ae7a70	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	01a22b7c-0e3a-7bae-83c4-30ac8e54a987	pending	faults.GuRLtLyYO1DBfs3QZf_pieKNgm0rApJf3I5Z5DSJ8t7C4u4zok4C6YKzqh-gRNvX	\N	0	\N	\N	2026-11-30 08:04:41.905221+00	\N	\N	\N	\N	\N	SHA1	6	30
01a22b7c-1667-775c-bf20-299c4fc041a2	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	pending	faults.4qHlX209M5OXfpTUzWIeFZ1c4JRPA7STMzKkdkeZDxDpUjWWB9q7C2VKtFdt-BdN	\N	0	\N	\N	2026-11-30 08:04:42.066784+00	\N	\N	\N	\N	\N	SHA1	6	30
01a22b7c-1163-704b-948c-eec7e6ab46e3	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7c-0c83-7051-9232-45c5b52b51cb	active	faults.7m3_d0guqqAci-ZM5sCQP5OXiAWcSKO95R-LcY0L0F1IlYoQ2KPrueT63I_lvOMd	59867530	0	\N	\N	2026-11-30 08:04:40.833318+00	2026-11-30 08:04:41.720331+00	2026-11-30 08:04:42.295989+00	\N	\N	\N	SHA1	6	30
01a22b7c-1690-7084-ab6a-24e52309f026	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	reset	\N	59867530	0	\N	\N	2026-11-30 08:04:42.167094+00	2026-11-30 08:04:42.668344+00	2026-11-30 08:04:42.8738+00	2026-11-30 08:04:43.148375+00	\N	\N	SHA1	6	30
01a22b7c-168c-7441-a213-c58f62aeaf10	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7c-107e-7a4c-9fb0-330b2d829e52	active	faults.JtGdy7lIoASNLzRC_sutDhd5PKvhV87P8vJLO8EWvaRxfu9U4htQWNIoLXC_P4Bk	59867530	0	\N	\N	2026-11-30 08:04:42.235016+00	2026-11-30 08:04:42.944052+00	2026-11-30 08:04:43.208136+00	\N	\N	\N	SHA1	6	30
01a22b7c-171a-70bc-aebe-dc8fa1cb0622	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	active	faults.N-IfbVqeFzRrvICmqDKtBFgg1JiURGk--eUIsY3X06XxAnfw1a07s3MAgU8FLhvB	59867530	0	\N	\N	2026-11-30 08:04:42.275869+00	2026-11-30 08:04:43.129505+00	2026-11-30 08:04:43.793149+00	\N	\N	\N	SHA1	6	30
01a22b7c-179e-7122-9c16-1038e58987de	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0fce-77d9-930b-c90146ffe389	active	faults.lyoJ5SwyjEElEiPl_WddnZep9xJGWKoxTzCzsLf5crQehyw9U4CTdRVkBnnlW8tF	59867530	0	\N	\N	2026-11-30 08:04:42.47871+00	2026-11-30 08:04:43.401342+00	2026-11-30 08:04:43.892724+00	\N	\N	\N	SHA1	6	30
01a22b7c-2001-760d-8a09-2c862c1d214d	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-1f45-7615-907e-0e67fbba8f8d	pending	faults.26BaIv9xJwNwTDp-zafYYOx8ElZ7NqSLeL_zajq0dlvZkC8Lc7DEntApXTFJ_Ftf	\N	0	\N	\N	2026-11-30 08:04:44.66818+00	\N	\N	\N	\N	\N	SHA1	6	30
01a22b7c-170c-74e9-8517-be2a09a3e653	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-0e48-7bc5-9fdd-e639379d9959	active	faults.5YnpJ8E8g1TjP_An7D3RV_U_aVReKSc_weYgF4z50B0dyKTG2Lr9PLuwSm8Ww-tm	59867531	0	\N	\N	2026-11-30 08:04:42.332326+00	2026-11-30 08:04:42.860777+00	2026-11-30 08:05:00.06364+00	\N	\N	\N	SHA1	6	30
\.


--
-- Data for Name: emails; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.emails (enrollment_id, number, member_id, key_name, lifetime, cooldown, tries_left, asked_at, failed_tries, last_failure, last_failure_detail, accepted_at, failed_at, abandoned_at, handed_over_at, denied) FROM stdin;
01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	1	01a22b7b-e5c3-70db-bfc5-380231126065	faults	00:10:00	00:00:01	5	2026-11-30 08:04:30.808053+00	0	\N	\N	2026-11-30 08:04:31.031199+00	\N	\N	\N	f
01a22b7c-01fb-7f62-857f-e022dc26f7a7	1	01a22b7c-018e-7574-8572-dc0e385eb2df	faults	00:10:00	00:00:01	5	2026-11-30 08:04:36.987965+00	0	\N	\N	2026-11-30 08:04:37.116043+00	\N	\N	\N	f
01a22b7c-05f5-754a-af08-f4d6c1784f8a	1	01a22b7c-05a9-71be-a597-edaba62c15f4	faults	00:10:00	00:00:01	5	2026-11-30 08:04:38.00568+00	0	\N	\N	2026-11-30 08:04:38.123072+00	\N	\N	\N	f
01a22b7c-0c83-7051-9232-45c5b52b51cb	1	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	faults	00:10:00	00:00:01	5	2026-11-30 08:04:39.683187+00	0	\N	\N	2026-11-30 08:04:39.901647+00	\N	\N	\N	f
01a22b7c-0d85-7859-a91d-d9e3fdcd7fde	1	01a22b7c-0bab-74be-89da-09a465bdd051	faults	00:10:00	00:00:01	5	2026-11-30 08:04:39.94109+00	0	\N	\N	2026-11-30 08:04:41.137676+00	\N	\N	\N	f
01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	1	01a22b7c-0b99-7786-a566-00e86f568f17	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.122672+00	0	\N	\N	2026-11-30 08:04:41.25321+00	\N	\N	\N	f
01a22b7c-0e48-7bc5-9fdd-e639379d9959	1	01a22b7c-0baa-7610-b193-f108736520d5	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.13627+00	0	\N	\N	2026-11-30 08:04:41.302086+00	\N	\N	\N	f
01a22b7c-0f4f-78d2-9ee9-135c15f029f5	1	01a22b7c-0cef-71b8-bbde-ffd9924de760	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.399685+00	0	\N	\N	2026-11-30 08:04:41.350938+00	\N	\N	\N	f
01a22b7c-0e3a-7bae-83c4-30ac8e54a987	1	01a22b7c-0c9f-7481-a88d-6db2bef98b79	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.122978+00	0	\N	\N	2026-11-30 08:04:41.426724+00	\N	\N	\N	f
01a22b7c-0fce-77d9-930b-c90146ffe389	1	01a22b7c-0ce4-73b4-bd6a-94575602629f	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.526203+00	0	\N	\N	2026-11-30 08:04:41.622864+00	\N	\N	\N	f
01a22b7c-107e-7a4c-9fb0-330b2d829e52	1	01a22b7c-0caa-778b-a1ad-58e37b942747	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.702119+00	0	\N	\N	2026-11-30 08:04:41.649204+00	\N	\N	\N	f
01a22b7c-1113-7e55-a7fc-4d00400ae8bd	1	01a22b7c-0cd1-7067-8cba-45bb2132d22c	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.8517+00	0	\N	\N	2026-11-30 08:04:41.691824+00	\N	\N	\N	f
01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	1	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	faults	00:10:00	00:00:01	5	2026-11-30 08:04:40.990572+00	0	\N	\N	2026-11-30 08:04:41.776188+00	\N	\N	\N	f
01a22b7c-1f45-7615-907e-0e67fbba8f8d	1	01a22b7c-0cd1-7067-8cba-45bb2132d22c	faults	00:10:00	00:00:01	5	2026-11-30 08:04:44.485049+00	0	\N	\N	2026-11-30 08:04:44.558473+00	\N	\N	\N	f
\.


--
-- Data for Name: enrollments; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.enrollments (id, account_id, member_id, login_id, replaces_device, returns_to, stage, stage_since, setup_tries_left, started_at, expires_at, ended_at) FROM stdin;
01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	f	setup_required	enrolled	2026-11-30 08:04:42.668344+00	10	2026-11-30 08:04:40.990572+00	2026-11-30 08:34:40.990572+00	2026-11-30 08:04:42.668344+00
01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e967-76f1-9c3a-da559792c8b3	f	setup_required	enrolled	2026-11-30 08:04:31.357614+00	10	2026-11-30 08:04:30.808053+00	2026-11-30 08:34:30.808053+00	2026-11-30 08:04:31.357614+00
01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	01a22b7c-0c34-76ee-8f28-71390771b8b5	f	setup_required	confirm_code	2026-11-30 08:04:42.697657+00	10	2026-11-30 08:04:40.122672+00	2026-11-30 08:34:40.122672+00	\N
01a22b7c-01fb-7f62-857f-e022dc26f7a7	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	f	setup_required	enrolled	2026-11-30 08:04:37.530058+00	10	2026-11-30 08:04:36.987965+00	2026-11-30 08:34:36.987965+00	2026-11-30 08:04:37.530058+00
01a22b7c-0e48-7bc5-9fdd-e639379d9959	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-0d08-75bd-a220-078a93d318c1	f	setup_required	enrolled	2026-11-30 08:04:42.860777+00	10	2026-11-30 08:04:40.13627+00	2026-11-30 08:34:40.13627+00	2026-11-30 08:04:42.860777+00
01a22b7c-107e-7a4c-9fb0-330b2d829e52	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7c-0d50-74e2-8150-702a12e1a893	f	setup_required	enrolled	2026-11-30 08:04:42.944052+00	10	2026-11-30 08:04:40.702119+00	2026-11-30 08:34:40.702119+00	2026-11-30 08:04:42.944052+00
01a22b7c-1113-7e55-a7fc-4d00400ae8bd	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-0db6-7715-8516-51af222e984c	f	setup_required	enrolled	2026-11-30 08:04:43.129505+00	10	2026-11-30 08:04:40.8517+00	2026-11-30 08:34:40.8517+00	2026-11-30 08:04:43.129505+00
01a22b7c-05f5-754a-af08-f4d6c1784f8a	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7c-05cd-77af-9b5d-c319a0317c22	f	setup_required	enrolled	2026-11-30 08:04:39.123678+00	10	2026-11-30 08:04:38.00568+00	2026-11-30 08:34:38.00568+00	2026-11-30 08:04:39.123678+00
01a22b7c-0fce-77d9-930b-c90146ffe389	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0da2-733f-a636-66b00c755752	f	setup_required	enrolled	2026-11-30 08:04:43.401342+00	10	2026-11-30 08:04:40.526203+00	2026-11-30 08:34:40.526203+00	2026-11-30 08:04:43.401342+00
01a22b7c-0f4f-78d2-9ee9-135c15f029f5	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cef-71b8-bbde-ffd9924de760	01a22b7c-0d67-7403-9d7e-ff4bc1a7ecd0	f	setup_required	verify_email	2026-11-30 08:04:40.399685+00	10	2026-11-30 08:04:40.399685+00	2026-11-30 08:34:40.399685+00	\N
01a22b7c-0d85-7859-a91d-d9e3fdcd7fde	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bab-74be-89da-09a465bdd051	01a22b7c-0c4b-7399-90ec-e3fc87556759	f	setup_required	install_app	2026-11-30 08:04:41.317697+00	10	2026-11-30 08:04:39.94109+00	2026-11-30 08:34:39.94109+00	\N
01a22b7c-1f45-7615-907e-0e67fbba8f8d	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-1e7f-73b9-a56f-e3526411b929	t	code_required	connect_device	2026-11-30 08:04:44.66818+00	10	2026-11-30 08:04:44.485049+00	2026-11-30 08:34:44.485049+00	\N
01a22b7c-0c83-7051-9232-45c5b52b51cb	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	f	setup_required	enrolled	2026-11-30 08:04:41.720331+00	10	2026-11-30 08:04:39.683187+00	2026-11-30 08:34:39.683187+00	2026-11-30 08:04:41.720331+00
01a22b7c-0e3a-7bae-83c4-30ac8e54a987	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	01a22b7c-0d34-758c-b706-cc3ed9607365	f	setup_required	connect_device	2026-11-30 08:04:41.905221+00	10	2026-11-30 08:04:40.122978+00	2026-11-30 08:34:40.122978+00	\N
\.


--
-- Data for Name: erasures; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.erasures (member_id, account_id, actor_id, reason, asked_at, workflows, actor_login_id, client_id) FROM stdin;
\.


--
-- Data for Name: event_links; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.event_links (event_id, account_id, "position", hash, linked_at) FROM stdin;
01a22b7b-e5b9-74c9-b7a3-ee4645d938fe	01a22b7b-e5b3-72bd-b17a-6cde26831960	1	\\xbd308fe7ab436565a0e3b30c25c4a2d362768511f1282125cfa6acbd68fdefe6	2026-11-30 08:04:30.258657+00
01a22b7b-e5e7-74fd-a3b4-0e7df7370a0a	01a22b7b-e5b3-72bd-b17a-6cde26831960	2	\\x3ec96de6fd31c71ca666074b80ad8738c63b91290f239035ecb15fb9bf6efa96	2026-11-30 08:04:30.258657+00
01a22b7b-e8b3-7739-b405-b22f3cf49abb	01a22b7b-e5b3-72bd-b17a-6cde26831960	3	\\x1324eb5252b34d6b2ae386df4be9b269b6ef50f3552ba8f7c6640f9b1128991a	2026-11-30 08:04:32.28767+00
01a22b7b-e8cb-71d6-a87f-bd50c9b288c5	01a22b7b-e5b3-72bd-b17a-6cde26831960	4	\\xe0c380ef22f12fd6472e626c89da70cd9822d766408d455cb5c8298d4a7a22bf	2026-11-30 08:04:32.28767+00
01a22b7b-e93a-721b-8d09-c7a4605cfcc8	01a22b7b-e5b3-72bd-b17a-6cde26831960	5	\\xed32602f4e869fc691078a381bebad3a24640992109cc40e4ccaac3cd4614392	2026-11-30 08:04:32.28767+00
01a22b7b-e967-76f1-9c3a-da569154fb08	01a22b7b-e5b3-72bd-b17a-6cde26831960	6	\\x5bb835c78cd4b09a0d2af9d5dd245c205de6bb2b884c7e46538e17181115416d	2026-11-30 08:04:32.28767+00
01a22b7b-e9e4-7508-9855-00702f587869	01a22b7b-e5b3-72bd-b17a-6cde26831960	7	\\x961558cb2f217929d97baebe71d3c69629d8c074147e91f3eadbeebaa22e949a	2026-11-30 08:04:32.28767+00
01a22b7b-eb07-7507-903a-4e1b14622236	01a22b7b-e5b3-72bd-b17a-6cde26831960	8	\\xe98fa7f53b2281c6dab0beb1fe7d84287b9cdb7507fd4d6a70dde759b9463d2a	2026-11-30 08:04:32.28767+00
01a22b7b-eb4e-7120-8041-9b7aefdcae08	01a22b7b-e5b3-72bd-b17a-6cde26831960	9	\\x3d57a46c5a4b4618fc742e21772f3489da32f125e650c7ad723fac7f790230fd	2026-11-30 08:04:32.28767+00
01a22b7b-ebab-7613-bc1e-018abe87d098	01a22b7b-e5b3-72bd-b17a-6cde26831960	10	\\x881157182be475a3c607e8b016046c76061535471218c0697968ab0261bd1d47	2026-11-30 08:04:32.28767+00
01a22b7b-ec22-722e-b918-d6ae71c17b49	01a22b7b-e5b3-72bd-b17a-6cde26831960	11	\\x36216b3cecd32f1e8655ae07872290d8273e576faca5483d9af13358d4ec1263	2026-11-30 08:04:32.28767+00
01a22b7b-ec22-722e-b918-d6af5581c661	01a22b7b-e5b3-72bd-b17a-6cde26831960	12	\\x27819d86399ce9899bf6c795c67632f55964923757f7e7e504c77be35f665380	2026-11-30 08:04:32.28767+00
01a22b7b-ecbf-7513-8054-1ba383416987	01a22b7b-e5b3-72bd-b17a-6cde26831960	13	\\x75240afc0f6c9c6c1628a06be3fe27f50e4f21c6d766cc7be3c2e160aebbc985	2026-11-30 08:04:32.28767+00
01a22b7b-ed7f-73d1-9568-035effbfe038	01a22b7b-e5b3-72bd-b17a-6cde26831960	14	\\x190dae4164fcf962489eb75fc5e05a0a0d0cccb9e754dbfb6446185d6b1c07ac	2026-11-30 08:04:32.28767+00
01a22b7b-ee32-7105-9b2f-0ea9a476ca0b	01a22b7b-e5b3-72bd-b17a-6cde26831960	15	\\x33cf363ffb0d67afce49e07c4e19b43d9c783dd6835d8a3c9731e14a2774caaa	2026-11-30 08:04:32.28767+00
01a22b7b-ee56-70c4-b025-08d9298cb5b2	01a22b7b-e5b3-72bd-b17a-6cde26831960	16	\\x1274339d3e70581daa4e80b7ddfcd55160d9872c3afca3be150cdcdf9487a927	2026-11-30 08:04:32.28767+00
01a22b7b-ee90-7072-93d0-18bcc7385c11	01a22b7b-e5b3-72bd-b17a-6cde26831960	17	\\xd428508bf480bbc96d99408008e37e13760f2b9c864879e23dd255d40da16849	2026-11-30 08:04:32.28767+00
01a22b7b-eeab-77d1-9a8c-d33492e14f4e	01a22b7b-e5b3-72bd-b17a-6cde26831960	18	\\x28a62995bbd8e0dc8423e7e33178f75e7fba556865c23f81d0f3ca6d3bd294fd	2026-11-30 08:04:32.28767+00
01a22b7b-ff12-7711-ac93-fa43e1a3df27	01a22b7b-e5b3-72bd-b17a-6cde26831960	19	\\xa30c32c3b4c296bebcb161d56b78c7263f5127f75ab5165da0b8116bf48bb807	2026-11-30 08:04:36.297101+00
01a22b7c-0136-7534-99c8-c8657e9e6898	01a22b7b-e5b3-72bd-b17a-6cde26831960	20	\\x51926153215794e78b44c31836e0499752120e5bfc6469430af3f57d546809b2	2026-11-30 08:04:38.305905+00
01a22b7c-015b-74be-975d-46b69475ca02	01a22b7b-e5b3-72bd-b17a-6cde26831960	21	\\xed228f953dc923e5b750564c0c60f8e35e799b6a043d14b0e44bafcca4f14d66	2026-11-30 08:04:38.305905+00
01a22b7c-0193-703a-8181-4f8479650d79	01a22b7b-e5b3-72bd-b17a-6cde26831960	22	\\xee0f97ca662196adc89647e903c2371e4a897b42d206d83fdc2541c343862fb5	2026-11-30 08:04:38.305905+00
01a22b7c-01c6-7516-bf9d-8d37e9efd772	01a22b7b-e5b3-72bd-b17a-6cde26831960	23	\\xa72ec27af239293f92d222a1e906e09a22c4cc7bafb3199d7a9c6400c5d8dc68	2026-11-30 08:04:38.305905+00
01a22b7c-0207-7653-9941-5dc676d2d32f	01a22b7b-e5b3-72bd-b17a-6cde26831960	24	\\x2e2694c62634770a691ced9101e00d1bce6ceeb776ea61189b5dc20b9f8f30e4	2026-11-30 08:04:38.305905+00
01a22b7c-02f1-769e-9175-e5dc6b30cffc	01a22b7b-e5b3-72bd-b17a-6cde26831960	25	\\x0c91159161d071207ab1706d45d426343a83470a767195bbd8ee33238b2cb381	2026-11-30 08:04:38.305905+00
01a22b7c-0377-77b7-b92a-cbf290d14f4c	01a22b7b-e5b3-72bd-b17a-6cde26831960	26	\\xa22433530ceadf604a70a0af51e33054befa68658ea94a0ef6b8891acbc4d29b	2026-11-30 08:04:38.305905+00
01a22b7c-03c9-7287-a969-4c39103d3245	01a22b7b-e5b3-72bd-b17a-6cde26831960	27	\\xc101142990e0e186ffc90f641e858c9b49181bf49208468f2b033950e193c5fa	2026-11-30 08:04:38.305905+00
01a22b7c-0426-72fe-939e-bdcda91659e8	01a22b7b-e5b3-72bd-b17a-6cde26831960	28	\\x9f1c83d23fd7ef92198e718ebb00d9ddf7a4bb937ec22cebdcdbc4dcc3e2ed3a	2026-11-30 08:04:38.305905+00
01a22b7c-0426-72fe-939e-bdcef94c2781	01a22b7b-e5b3-72bd-b17a-6cde26831960	29	\\x079a7aea314f49ef16a903e4983d703c8f65bb65101f4843c10eb0b7ae55f476	2026-11-30 08:04:38.305905+00
01a22b7c-04d8-7198-b0f9-5cab95ce7711	01a22b7b-e5b3-72bd-b17a-6cde26831960	30	\\xf7e6ef4ecd83b340d7e6faf39ca8d1e070553a9a2d9147c0616edc07befa6402	2026-11-30 08:04:38.305905+00
01a22b7c-05aa-7561-95f4-3eb74c8aa157	01a22b7b-e5b3-72bd-b17a-6cde26831960	31	\\xbdadbfc0bf5f9fe4d6d856bad561c4e528d3118cd4e778acb99ee60bb91ee308	2026-11-30 08:04:38.305905+00
01a22b7c-05cd-77af-9b5d-c31acf0c2eff	01a22b7b-e5b3-72bd-b17a-6cde26831960	32	\\x479e4c731a6b2bda2301768486a560b02ff0c72c3750f656f6f35070e2e09471	2026-11-30 08:04:38.305905+00
01a22b7c-05fc-729f-ad90-ac5ff80d3d39	01a22b7b-e5b3-72bd-b17a-6cde26831960	33	\\xae34729bcab4658541ce9dd6d9dc341758f9829bf296ac0b4879abfdeda53a9d	2026-11-30 08:04:38.305905+00
01a22b7c-069a-7188-be6c-fa278c16a82e	01a22b7b-e5b3-72bd-b17a-6cde26831960	34	\\x9801b47e92b5319bebb22e578c3a16d0d33188f6d585a97d14e643f1bab8c21c	2026-11-30 08:04:38.305905+00
01a22b7c-06ef-75ab-8aca-6979a248f9da	01a22b7b-e5b3-72bd-b17a-6cde26831960	35	\\x160ed6aa189db860afe42b08ff51ca35fab74ddc4af063875528953a6091694f	2026-11-30 08:04:38.305905+00
01a22b7c-0950-72ab-b5a8-3e8088f0e239	01a22b7b-e5b3-72bd-b17a-6cde26831960	36	\\xca753b44b3bd7c701845121ee43866474e93d9e3e8cc51d7da8e3020bcee596a	2026-11-30 08:04:40.347501+00
01a22b7c-0a5c-7182-af56-80cc7475fd68	01a22b7b-e5b3-72bd-b17a-6cde26831960	37	\\xebd394650e705001c85a1789ce3366eaa0ed035869378f9e60c8dfc64c7ac1aa	2026-11-30 08:04:40.347501+00
01a22b7c-0a5c-7182-af56-80cd0c9058ce	01a22b7b-e5b3-72bd-b17a-6cde26831960	38	\\x8a20db78f1cbef49f6134303fb807b4c38210604ef8afe5e1792cede7e87e3fc	2026-11-30 08:04:40.347501+00
01a22b7c-0af7-71f3-a4d4-a5a12a03d986	01a22b7b-e5b3-72bd-b17a-6cde26831960	39	\\x5a85543ce9f4af717067b8201bc5e3e76a99d3e8b8123f4da9ef7c08370cb70e	2026-11-30 08:04:40.347501+00
01a22b7c-0b71-72fc-ae75-4f0f12d13c36	01a22b7b-e5b3-72bd-b17a-6cde26831960	40	\\x2f01003bbc6596e98034e5529bf04731ffb5409886f388dd118989e305179cf3	2026-11-30 08:04:40.347501+00
01a22b7c-0b9c-7641-8131-d3fda2653918	01a22b7b-e5b3-72bd-b17a-6cde26831960	41	\\xdc40b4d0643c9eb3d671d8a268e862d0ce27c81b6f2f09b6e21c51fe9d528f04	2026-11-30 08:04:40.347501+00
01a22b7c-0bb1-7030-8ae0-5a498dabbfa4	01a22b7b-e5b3-72bd-b17a-6cde26831960	42	\\x8008e6e8707fdd65b6c0f0749e617da15e16e5584093fb9ff2628a2d75457613	2026-11-30 08:04:40.347501+00
01a22b7c-0bc2-7701-b02d-b34331e14648	01a22b7b-e5b3-72bd-b17a-6cde26831960	43	\\x6defdb41bd80df1608b220c9f2b253137a39da719744dce9fe15e7303a4c4fe5	2026-11-30 08:04:40.347501+00
01a22b7c-0bda-7569-bb8b-19453cfd95eb	01a22b7b-e5b3-72bd-b17a-6cde26831960	44	\\x874473c3996fff5a91ac9913305ad64a472187f74a8978fc0691a115e9aabdcb	2026-11-30 08:04:40.347501+00
01a22b7c-0c02-74df-8865-8b7392bf0788	01a22b7b-e5b3-72bd-b17a-6cde26831960	45	\\xe955c89be837f61064b6a5e44b6065d07b99ae5fb3d205daefc8874943297790	2026-11-30 08:04:40.347501+00
01a22b7c-0c0f-76c6-96c5-26f26747de97	01a22b7b-e5b3-72bd-b17a-6cde26831960	46	\\x915c687fa56f7c0c07dc77f283bc2104dba313f47c1c7e2578e4f078956cac66	2026-11-30 08:04:40.347501+00
01a22b7c-0c16-7749-ad3f-1cbebe160f8c	01a22b7b-e5b3-72bd-b17a-6cde26831960	47	\\xaaa87aeba9577ad30ee06c813eaa3b4bbac67bee3a01e42acea9e5d70d126a55	2026-11-30 08:04:40.347501+00
01a22b7c-0c20-7148-a90d-427fec831f58	01a22b7b-e5b3-72bd-b17a-6cde26831960	48	\\x52b43352a960aa01927d2b9df639e245a546e461c54ad54c3681af86f6770840	2026-11-30 08:04:40.347501+00
01a22b7c-0c34-76ee-8f28-713ab0260198	01a22b7b-e5b3-72bd-b17a-6cde26831960	49	\\x7d611ea7f747f6b44adba57f5d854607204444c15101910a6ddf215caa9e64de	2026-11-30 08:04:40.347501+00
01a22b7c-0c4b-7399-90ec-e3fdebe5e39b	01a22b7b-e5b3-72bd-b17a-6cde26831960	50	\\xa3c957dbea32e2cbc3216c49e5e3436b223f746d95b230e19a2382a9cdf81a8d	2026-11-30 08:04:40.347501+00
01a22b7c-0c98-751a-8924-3800c5f98584	01a22b7b-e5b3-72bd-b17a-6cde26831960	51	\\x63a1479d02f39c18077cb2cddcbf0c271c7feb4c131101b7a60eb408b3bf665a	2026-11-30 08:04:40.347501+00
01a22b7c-0cba-77b6-a441-057d1ae64d02	01a22b7b-e5b3-72bd-b17a-6cde26831960	52	\\xec443a71f30ae44a774c38d1b8ae1f1a9dfb3da936204783241aff99b785e5a9	2026-11-30 08:04:40.347501+00
01a22b7c-0cbc-73ac-898a-38eee268ba6e	01a22b7b-e5b3-72bd-b17a-6cde26831960	53	\\x517e8c7faad8de6787ce18cb58de2e3a202895d4d286f426a254d007ae341058	2026-11-30 08:04:40.347501+00
01a22b7c-0cd4-716a-8e62-f4d15f2df76a	01a22b7b-e5b3-72bd-b17a-6cde26831960	54	\\xdadcc966252f2166df51f097e0758810b7cbb5c8ce1bac6f4872eeddb65639d4	2026-11-30 08:04:40.347501+00
01a22b7c-0cf6-7071-9724-78a97ad559c7	01a22b7b-e5b3-72bd-b17a-6cde26831960	55	\\x72b46049b69745b3dbcbd532059d76575502241be83ebd0e47eed37f4ec281ed	2026-11-30 08:04:40.347501+00
01a22b7c-0d08-75bd-a220-078b86aedbba	01a22b7b-e5b3-72bd-b17a-6cde26831960	56	\\x3515544c4bb3b4ba56ca34dc99f167fb677a67062a3e5d41c2298b922f5151b4	2026-11-30 08:04:40.347501+00
01a22b7c-0d34-758c-b706-cc3f5fc56f69	01a22b7b-e5b3-72bd-b17a-6cde26831960	57	\\xa04eabbcff68860c77050467b66e0e5ffc323366a187f9a765bb903a14eded8c	2026-11-30 08:04:40.347501+00
01a22b7c-0d3a-72a6-8799-033113dbba4c	01a22b7b-e5b3-72bd-b17a-6cde26831960	58	\\x4396bc8891ee57f3b49db0a258bec4624e9f9e16ec10ca018963ade3a9db83c0	2026-11-30 08:04:40.347501+00
01a22b7c-0d4c-73d1-a20a-c21d5e05fd02	01a22b7b-e5b3-72bd-b17a-6cde26831960	59	\\x1871a096ca6ab7efdfcb73537cd682f0f50cceea8df46b702a46fa49a67bec7f	2026-11-30 08:04:40.347501+00
01a22b7c-0d50-74e2-8150-702bae489f55	01a22b7b-e5b3-72bd-b17a-6cde26831960	60	\\xe6583e74bbf6891793ae99d705f9d5003093146b2c8c5a66021823c494a10502	2026-11-30 08:04:40.347501+00
01a22b7c-0d67-7403-9d7e-ff4caee5d1f6	01a22b7b-e5b3-72bd-b17a-6cde26831960	61	\\x827b7b320b31fe21990f334bf857d66b69d0509e318a5eb806a171daa9a5e790	2026-11-30 08:04:40.347501+00
01a22b7c-0da2-733f-a636-66b16d5d26dd	01a22b7b-e5b3-72bd-b17a-6cde26831960	62	\\xf58aee6f5b0c510a89bad46a43e1758e48bb1b4481a51508d419c45852dc0450	2026-11-30 08:04:40.347501+00
01a22b7c-0db6-7715-8516-51b074f4b395	01a22b7b-e5b3-72bd-b17a-6cde26831960	63	\\xed8bb5475293569ad7e61d3fd0e1c9dc55009c57cfc6111d19b2433227db3391	2026-11-30 08:04:40.347501+00
01a22b7c-0e1c-71b1-9d85-ec0ed96b8102	01a22b7b-e5b3-72bd-b17a-6cde26831960	64	\\x53799edc38f0be9cf65e2f136606e6ddcdd0310b0d8b9186552f5b36080acf75	2026-11-30 08:04:40.347501+00
01a22b7c-0e59-752b-8b4f-759098f8a8a0	01a22b7b-e5b3-72bd-b17a-6cde26831960	65	\\x158b63329cb80cc39dc69d573f8dc2c97fafefe0ba45367166949d48840680d5	2026-11-30 08:04:40.347501+00
01a22b7c-0e6c-74e3-a6c1-ddc892c05200	01a22b7b-e5b3-72bd-b17a-6cde26831960	66	\\xf52cb6e8c3f0fbcd487a3d92fbc7832a0b2ef08a7632be0090d47cf5c84610c8	2026-11-30 08:04:40.347501+00
01a22b7c-0f0b-7660-887d-fe291957e370	01a22b7b-e5b3-72bd-b17a-6cde26831960	67	\\xa12efecfc391ee85e23ecbebe1b1696c4d8310f54b0a4ffd672af40679168721	2026-11-30 08:04:42.379565+00
01a22b7c-0f27-75ef-9fae-aad80ddd5f60	01a22b7b-e5b3-72bd-b17a-6cde26831960	68	\\x16e52a0c3089f6f38f17dccc6399e147a0bafc7ab22030f8c45c7b5c1593f6cd	2026-11-30 08:04:42.379565+00
01a22b7c-0f47-721a-9287-307bc38dac7d	01a22b7b-e5b3-72bd-b17a-6cde26831960	69	\\x1c98f88d851540b3b42aa9146375622779c3cb95667b360701b2554556066c58	2026-11-30 08:04:42.379565+00
01a22b7c-0fce-7557-afa2-d47f74d8e851	01a22b7b-e5b3-72bd-b17a-6cde26831960	70	\\x44aeff837be5c4e274e27ee05cc63b49e918bbbbeac542d7d0c615d40281f5a1	2026-11-30 08:04:42.379565+00
01a22b7c-103e-72ce-8e20-a93bce952176	01a22b7b-e5b3-72bd-b17a-6cde26831960	71	\\x5da3a377d3c5536be99b28799e1fa7325a0f20325f50937f37825c9a8537f218	2026-11-30 08:04:42.379565+00
01a22b7c-10af-7588-8aa3-8c4c42fb283d	01a22b7b-e5b3-72bd-b17a-6cde26831960	72	\\x0479ebe004933a7af43b6dfd1752397b6c0fd6c420b9140cf4d83598cda0dd26	2026-11-30 08:04:42.379565+00
01a22b7c-1163-704b-948c-eec6d2fb1599	01a22b7b-e5b3-72bd-b17a-6cde26831960	73	\\x950cd82ab1685e480763daf9c10680cefa9a36b03aafec8bc04ad4f30eef7e4e	2026-11-30 08:04:42.379565+00
01a22b7c-116f-7003-b30f-41b33075c00d	01a22b7b-e5b3-72bd-b17a-6cde26831960	74	\\xf5dbc4e17d867d60c45e37f914cf6898fe1a633d32a5e24f10895952e473c1eb	2026-11-30 08:04:42.379565+00
01a22b7c-11ed-7484-bca1-3458b3f98b3b	01a22b7b-e5b3-72bd-b17a-6cde26831960	75	\\xeb3b7604f7c614025af21b19cc7184b1c7fea67e4abd762b10f059000527ad6c	2026-11-30 08:04:42.379565+00
01a22b7c-1328-7350-9537-01a7e7eaa231	01a22b7b-e5b3-72bd-b17a-6cde26831960	76	\\x565785707c08a54ea72c8b119f503f3f4d32f9feffb54469696abad1a8ea74d9	2026-11-30 08:04:42.379565+00
01a22b7c-1383-70bc-817b-9013d313892c	01a22b7b-e5b3-72bd-b17a-6cde26831960	77	\\xe182557107dae91e71faa0c71c6a1338e02672f9b9e73b17e34fc83402d1a73a	2026-11-30 08:04:42.379565+00
01a22b7c-13a7-7659-97b7-0d00613bdee0	01a22b7b-e5b3-72bd-b17a-6cde26831960	78	\\x92c9c5e2429bd7c3905425458cf74d87dd76855bcd1823611bef82bf92c745b0	2026-11-30 08:04:42.379565+00
01a22b7c-1419-775d-81c9-11bb571df1b5	01a22b7b-e5b3-72bd-b17a-6cde26831960	79	\\x2f681db1ae8eea30955e275cc533e3bd0ed029ce971e231c9c4b077d01d0fd52	2026-11-30 08:04:42.379565+00
01a22b7c-14af-7386-9c89-be2df112fb00	01a22b7b-e5b3-72bd-b17a-6cde26831960	80	\\xe32ce1b7c27a7135d17e2b56900ac2aba426b32d818ee7c977ab06e23a8f363c	2026-11-30 08:04:42.379565+00
01a22b7c-14af-7386-9c89-be2eef4caea4	01a22b7b-e5b3-72bd-b17a-6cde26831960	81	\\x59482b72760cfef375adc496e999c3dd8051d1358b278aa89bdd19e17766ae94	2026-11-30 08:04:42.379565+00
01a22b7c-1503-745c-8bff-c4f915501748	01a22b7b-e5b3-72bd-b17a-6cde26831960	82	\\xdd1118ab59961659fcad1a7afc32820862697a347012fa08276312a9920d918b	2026-11-30 08:04:42.379565+00
01a22b7c-1560-771e-b61c-a2010c254d08	01a22b7b-e5b3-72bd-b17a-6cde26831960	83	\\xce9a69e17063960565be9bde94e00eec4bb7a9b695795d026f956c6aebb11fe0	2026-11-30 08:04:42.379565+00
01a22b7c-1565-7452-9557-67c9eecfc43d	01a22b7b-e5b3-72bd-b17a-6cde26831960	84	\\xeb502cf4abbbf0dd32a3a5c22b6dd06f28b38a80ed4731f7613ade5b5e26fac8	2026-11-30 08:04:42.379565+00
01a22b7c-1569-7343-92c7-a3f144051049	01a22b7b-e5b3-72bd-b17a-6cde26831960	85	\\xa3f3f6db03e04f2af494a164a6a6bca672f219819a2501975c1d6f849c96755e	2026-11-30 08:04:42.379565+00
01a22b7c-156b-744d-be08-03d032d476e6	01a22b7b-e5b3-72bd-b17a-6cde26831960	86	\\xd3871a371096ad346050206aaffb7ced4a39b129a92b34a6a6655442e60fceeb	2026-11-30 08:04:42.379565+00
01a22b7c-1667-775c-bf20-299ba2a0ef70	01a22b7b-e5b3-72bd-b17a-6cde26831960	87	\\x96729a7ec829e6bc202c26bec54deb1fade05bc3da6311f610e9550df09df834	2026-11-30 08:04:42.379565+00
01a22b7c-168c-7441-a213-c58e53a48460	01a22b7b-e5b3-72bd-b17a-6cde26831960	88	\\xd9a2a7e7740341bdebf7f36976ddc6d9c9001277bb345faacea5eb293d65bb5b	2026-11-30 08:04:42.379565+00
01a22b7c-168f-7058-bd5e-44b1827c6fc2	01a22b7b-e5b3-72bd-b17a-6cde26831960	89	\\x273a93ac05cd64729657ee0b6aaac9cce52bc8a6c436012bfe8b6c3445474b17	2026-11-30 08:04:42.379565+00
01a22b7c-1690-7084-ab6a-24e411c3f365	01a22b7b-e5b3-72bd-b17a-6cde26831960	90	\\x45fb8226f0de84224bc8544bfd35c168229b534546c3268dd2f5edaa2d7c5349	2026-11-30 08:04:42.379565+00
01a22b7c-16d5-7686-91a6-636d6b1cfbd6	01a22b7b-e5b3-72bd-b17a-6cde26831960	91	\\x067be3be2c04f8efbd46fed034dfede6ce8e0b6d08fdfb53d6c76a50d81fcc89	2026-11-30 08:04:42.379565+00
01a22b7c-170c-74e9-8517-be298be646c4	01a22b7b-e5b3-72bd-b17a-6cde26831960	92	\\xa751ace1687b0ff806a6591395e1ac4c21a5e0a71cc90e0aa191a2a497829825	2026-11-30 08:04:44.449696+00
01a22b7c-171a-70bc-aebe-dc8ebd1267cb	01a22b7b-e5b3-72bd-b17a-6cde26831960	93	\\x1cad52b8dc4d091e3466410cfa95023f8044adce1159dd47a383bdbd459189f0	2026-11-30 08:04:44.449696+00
01a22b7c-175e-729e-b956-b4b292f85ce9	01a22b7b-e5b3-72bd-b17a-6cde26831960	94	\\xe01f6f02d85de07a52bd124986bfb2afa7b56b52a1ec869ca7217ccc9d99890b	2026-11-30 08:04:44.449696+00
01a22b7c-1780-75ac-a9af-b91422a357cb	01a22b7b-e5b3-72bd-b17a-6cde26831960	95	\\x761fc5857d679b8016390b2388f44f2098818ab6fd7f22c3d3a78b44faac9e58	2026-11-30 08:04:44.449696+00
01a22b7c-179e-7122-9c16-10377b336139	01a22b7b-e5b3-72bd-b17a-6cde26831960	96	\\x38092c4c35742f12ae313029a1ba5eb517576ad95adb5cc32777ef5327c38a7c	2026-11-30 08:04:44.449696+00
01a22b7c-17ee-721f-9407-2515899a6c45	01a22b7b-e5b3-72bd-b17a-6cde26831960	97	\\xa35bcdc890b88b32d8b9f7bf962c10eeedd72cafff22c75211fb7db1f703a20f	2026-11-30 08:04:44.449696+00
01a22b7c-17f7-77e3-9901-1e5d26b184e3	01a22b7b-e5b3-72bd-b17a-6cde26831960	98	\\xddd047c1d42d5936ece6f6c8877db91afe01cf2af2a52255846ceb2c858d056f	2026-11-30 08:04:44.449696+00
01a22b7c-1847-72f5-810c-ac06a5752e82	01a22b7b-e5b3-72bd-b17a-6cde26831960	99	\\x637a5a55f8a5eb362d3d6b4777b4fed3baad3330108f0408f84776469ad22837	2026-11-30 08:04:44.449696+00
01a22b7c-1847-72f5-810c-ac07c86dc192	01a22b7b-e5b3-72bd-b17a-6cde26831960	100	\\x82e3e81173c3598ab279886ce2fd6da8506198e54814fae001a8b45174cf3f69	2026-11-30 08:04:44.449696+00
01a22b7c-1861-746a-9b7b-b66d6a752151	01a22b7b-e5b3-72bd-b17a-6cde26831960	101	\\x63aa4c602b07b70c09f1f31d92be68c1ca499a0de2177467e198854a783ac1dd	2026-11-30 08:04:44.449696+00
01a22b7c-18bb-7425-9d04-31243b907a17	01a22b7b-e5b3-72bd-b17a-6cde26831960	102	\\x6504653ece50a0919e0f45539f440c47964b62db47c965751601dd1aae895d26	2026-11-30 08:04:44.449696+00
01a22b7c-18fb-7250-a32e-4d9a916e78c1	01a22b7b-e5b3-72bd-b17a-6cde26831960	103	\\x64997ef044c911a1c27af900a0cf348451cb20edd88e5f708a5beb26740c4ef2	2026-11-30 08:04:44.449696+00
01a22b7c-190e-738e-bdb8-4d061a5fe36a	01a22b7b-e5b3-72bd-b17a-6cde26831960	104	\\xc61af45857f29358bea511663c4cd56a39e68401435d94d26b603c45df69443d	2026-11-30 08:04:44.449696+00
01a22b7c-190e-738e-bdb8-4d078818e05b	01a22b7b-e5b3-72bd-b17a-6cde26831960	105	\\x1f823f647425f6cd493650cf1db27a3dbbebbfa26a60e55e8741668708ebd433	2026-11-30 08:04:44.449696+00
01a22b7c-1917-7402-920a-af364e589520	01a22b7b-e5b3-72bd-b17a-6cde26831960	106	\\xf6142e9cb7ea38f49e8ea906c3ec17976e8afefae09ea056d554d6a45f5d753d	2026-11-30 08:04:44.449696+00
01a22b7c-196a-7599-8b30-5acbd21a1c2c	01a22b7b-e5b3-72bd-b17a-6cde26831960	107	\\xaa9c7a40a83e9c1ea258713cf1626509d2141299d1a44e5daf0ced3305ceaf3b	2026-11-30 08:04:44.449696+00
01a22b7c-196a-7599-8b30-5acc46eaf212	01a22b7b-e5b3-72bd-b17a-6cde26831960	108	\\x7eca111b03468131d7c65d0f1fd8cd737794de335a930d0f7ff3879f018a91ba	2026-11-30 08:04:44.449696+00
01a22b7c-1a0e-71df-9fb9-e15926ca6019	01a22b7b-e5b3-72bd-b17a-6cde26831960	109	\\x46115f8085f166121a8845a24f42495c2b7166228d4f3b0d4825be462464fb33	2026-11-30 08:04:44.449696+00
01a22b7c-1a0e-71df-9fb9-e15a101b2a4b	01a22b7b-e5b3-72bd-b17a-6cde26831960	110	\\xf887a28e3bb7ca01105b14623e3edc7d32629bb216f971c562eb6dc8588ace69	2026-11-30 08:04:44.449696+00
01a22b7c-1a18-721c-9088-ad6d613c210e	01a22b7b-e5b3-72bd-b17a-6cde26831960	111	\\x185c5c1f3ec1a4665d4abb9e8bbb8feb3949c74631f522cbbb2aaf04af581c50	2026-11-30 08:04:44.449696+00
01a22b7c-1a5d-701c-a453-5333f8524f53	01a22b7b-e5b3-72bd-b17a-6cde26831960	112	\\xa9569f1f9365d93b4f891535b25c93c5c2d7d01da312e61b7d88b5c017979176	2026-11-30 08:04:44.449696+00
01a22b7c-1ad6-741e-90d4-dea4e216dc5a	01a22b7b-e5b3-72bd-b17a-6cde26831960	113	\\xe43f42629c5843d3362fcfb6d882832469d177e84784b66d5fda73b59862fc78	2026-11-30 08:04:44.449696+00
01a22b7c-1b38-767e-8db9-7af355d2a765	01a22b7b-e5b3-72bd-b17a-6cde26831960	114	\\x04dba44a281e4f477ec8b2df56f838213e772cb906ba11c14fef74fb83920817	2026-11-30 08:04:44.449696+00
01a22b7c-1b38-767e-8db9-7af45fffe179	01a22b7b-e5b3-72bd-b17a-6cde26831960	115	\\x15060004fbb326f7f204041c9f4dfded3345a5dacd2d07b867d36a4b83b98092	2026-11-30 08:04:44.449696+00
01a22b7c-1b39-75d8-944f-47c2861ba736	01a22b7b-e5b3-72bd-b17a-6cde26831960	116	\\xe5ea5682c3c1692c28179e439294d03e503d82bd5f8dbd1f6dbff2fafd5eb9f5	2026-11-30 08:04:44.449696+00
01a22b7c-1c9b-7073-9993-a5ea1e525abd	01a22b7b-e5b3-72bd-b17a-6cde26831960	117	\\x775f29c603076b812f72d8db4e6cc534ab3bd1229cf48b4797787c0bcfb0afe5	2026-11-30 08:04:44.449696+00
01a22b7c-1cfb-70b3-9b92-809b996a2449	01a22b7b-e5b3-72bd-b17a-6cde26831960	118	\\x87a2bb0c55a34c10872c62bc699f201cdbd9ccf5bf692bdb69d8daa59037fdfa	2026-11-30 08:04:44.449696+00
01a22b7c-1e7f-73b9-a56f-e3535bf266f9	01a22b7b-e5b3-72bd-b17a-6cde26831960	119	\\x6aae729a2fc0edb50790094850699f767033d3e976cc28bb77a67e9651ef79ed	2026-11-30 08:04:44.449696+00
01a22b7c-1e84-75b3-8545-e994e71df338	01a22b7b-e5b3-72bd-b17a-6cde26831960	120	\\x587b3e1d197517ae62429285b614c4eb9f17de631a52f5b99759306ff5533d47	2026-11-30 08:04:44.449696+00
01a22b7c-1ea3-74c3-9271-d0b282a56538	01a22b7b-e5b3-72bd-b17a-6cde26831960	121	\\xbac3e8fc5cc6702311f1b07f2226d03be3d077834802374a1d1970e4531ceaf0	2026-11-30 08:04:44.449696+00
01a22b7c-1f4c-7393-a2b6-da311bda7d5b	01a22b7b-e5b3-72bd-b17a-6cde26831960	122	\\x5a18e551d6feed0125278f32b371030cf7313a25567a22505f9bf5ef3fd4f57a	2026-11-30 08:04:46.490949+00
01a22b7c-1fbb-770e-bcf0-b14efc001dd0	01a22b7b-e5b3-72bd-b17a-6cde26831960	123	\\xd158577b492497af7793ebe777a63fd2594861db14263a3bf2b18fd8231fa399	2026-11-30 08:04:46.490949+00
01a22b7c-2001-760d-8a09-2c85f3a57923	01a22b7b-e5b3-72bd-b17a-6cde26831960	124	\\x77871524da05eb9169e700a7e0425c5c179ef5771cab9d039d1c576c89c0558b	2026-11-30 08:04:46.490949+00
01a22b7c-5c26-7433-ad58-197383055308	01a22b7b-e5b3-72bd-b17a-6cde26831960	125	\\x8c69fb633f8330fe2ffc569e320deef4da7099bc2123cd043ceaf90047dd9bbf	2026-11-30 08:05:00.534893+00
01a22b7c-5c5f-7180-b85b-d87c2c559143	01a22b7b-e5b3-72bd-b17a-6cde26831960	126	\\x8fbb35089f5fd1abd44b02738a746c2a97d642198786570bffb2d324145bbfc3	2026-11-30 08:05:00.534893+00
01a22b7c-5db4-7232-92d5-2a8b8ce12816	\N	1	\\xceb6ed8510b8c96e41d6a564d52eef233e9ad6c79d9c4a05374e4730a7917828	2026-11-30 08:05:00.534893+00
01a22b7c-5db4-7232-92d5-2a8c204e25c5	\N	2	\\xc93eb3d553b6f929bf0b580fead275fa3f5db8397c7ac07d0d38f25b117c38c1	2026-11-30 08:05:00.534893+00
\.


--
-- Data for Name: event_names; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.event_names (event_id, before, after) FROM stdin;
01a22b7b-ed7f-73d1-9568-035effbfe038	Shop	Shop
01a22b7b-ee56-70c4-b025-08d9298cb5b2	Team	Team
01a22b7b-ee90-7072-93d0-18bcc7385c11	Team	Team
01a22b7c-0136-7534-99c8-c8657e9e6898	Portal	Portal
\.


--
-- Data for Name: event_reasons; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.event_reasons (event_id, reason) FROM stdin;
01a22b7c-1a18-721c-9088-ad6d613c210e	The phone was lost.
\.


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.events (id, account_id, member_id, actor_id, login_id, enrollment_id, kind, detail, at) FROM stdin;
01a22b7b-e5b9-74c9-b7a3-ee4645d938fe	01a22b7b-e5b3-72bd-b17a-6cde26831960	\N	\N	\N	\N	account_created	{}	2026-11-30 08:04:29.696521+00
01a22b7b-e5e7-74fd-a3b4-0e7df7370a0a	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	\N	user_created	{}	2026-11-30 08:04:29.696521+00
01a22b7b-e8b3-7739-b405-b22f3cf49abb	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e8b3-7739-b405-b22e2bfd0cef	\N	authn_password_success	{}	2026-11-30 08:04:30.484379+00
01a22b7b-e8cb-71d6-a87f-bd50c9b288c5	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e8b3-7739-b405-b22e2bfd0cef	\N	authn_login_success	{"amr": "pwd"}	2026-11-30 08:04:30.532802+00
01a22b7b-e93a-721b-8d09-c7a4605cfcc8	01a22b7b-e5b3-72bd-b17a-6cde26831960	\N	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e8b3-7739-b405-b22e2bfd0cef	\N	account_changed	{"two_step_required": true}	2026-11-30 08:04:30.647745+00
01a22b7b-e967-76f1-9c3a-da569154fb08	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	\N	authn_password_success	{}	2026-11-30 08:04:30.689632+00
01a22b7b-e9e4-7508-9855-00702f587869	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:30.808053+00
01a22b7b-eb07-7507-903a-4e1b14622236	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:31.099072+00
01a22b7b-eb4e-7120-8041-9b7aefdcae08	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:31.175732+00
01a22b7b-ebab-7613-bc1e-018abe87d098	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:31.268943+00
01a22b7b-ec22-722e-b918-d6af5581c661	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	authn_device_added	{}	2026-11-30 08:04:31.357614+00
01a22b7b-ec22-722e-b918-d6ae71c17b49	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-e9d8-7c0e-9ef8-cd7dc1d68889	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:31.357614+00
01a22b7b-ecbf-7513-8054-1ba383416987	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:31.536081+00
01a22b7b-ed7f-73d1-9568-035effbfe038	01a22b7b-e5b3-72bd-b17a-6cde26831960	\N	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e967-76f1-9c3a-da559792c8b3	\N	client_added	{"client": "app_P7xwXD4dTHfQWhgLJvTDdw"}	2026-11-30 08:04:31.739014+00
01a22b7b-ee32-7105-9b2f-0ea9a476ca0b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-ee2a-72c7-8abe-e94779e682c1	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:31.906549+00
01a22b7b-ee56-70c4-b025-08d9298cb5b2	01a22b7b-e5b3-72bd-b17a-6cde26831960	\N	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e967-76f1-9c3a-da559792c8b3	\N	group_added	{"group": "01a22b7b-ee4e-7699-b518-c3f6e8db9402"}	2026-11-30 08:04:31.950781+00
01a22b7b-ee90-7072-93d0-18bcc7385c11	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-ee2a-72c7-8abe-e94779e682c1	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	group_member_added	{"group": "01a22b7b-ee4e-7699-b518-c3f6e8db9402", "actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:32.014636+00
01a22b7b-eeab-77d1-9a8c-d33492e14f4e	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-ee2a-72c7-8abe-e94779e682c1	\N	\N	\N	authn_password_fail	{}	2026-11-30 08:04:32.039902+00
01a22b7b-ff12-7711-ac93-fa43e1a3df27	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-fece-7502-a5f3-59b3a90eed80	\N	\N	\N	user_created	{"imported": true}	2026-11-30 08:04:36.150199+00
01a22b7c-0136-7534-99c8-c8657e9e6898	01a22b7b-e5b3-72bd-b17a-6cde26831960	\N	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e967-76f1-9c3a-da559792c8b3	\N	client_added	{"client": "app_aLguBlOqX8WjSsslYKX-Mg"}	2026-11-30 08:04:36.788967+00
01a22b7c-015b-74be-975d-46b69475ca02	01a22b7b-e5b3-72bd-b17a-6cde26831960	\N	\N	\N	\N	authn_token_created	{"scope": "subjects verifications", "client": "app_aLguBlOqX8WjSsslYKX-Mg"}	2026-11-30 08:04:36.827403+00
01a22b7c-0193-703a-8181-4f8479650d79	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	\N	\N	user_created	{"client": "app_aLguBlOqX8WjSsslYKX-Mg"}	2026-11-30 08:04:36.866031+00
01a22b7c-01c6-7516-bf9d-8d37e9efd772	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	\N	authn_first_factor_vouched	{"client": "app_aLguBlOqX8WjSsslYKX-Mg"}	2026-11-30 08:04:36.929617+00
01a22b7c-0207-7653-9941-5dc676d2d32f	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	01a22b7c-01fb-7f62-857f-e022dc26f7a7	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:36.987965+00
01a22b7c-02f1-769e-9175-e5dc6b30cffc	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	01a22b7c-01fb-7f62-857f-e022dc26f7a7	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:37.224472+00
01a22b7c-0377-77b7-b92a-cbf290d14f4c	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	01a22b7c-01fb-7f62-857f-e022dc26f7a7	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:37.360377+00
01a22b7c-03c9-7287-a969-4c39103d3245	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	01a22b7c-01fb-7f62-857f-e022dc26f7a7	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:37.443232+00
01a22b7c-0426-72fe-939e-bdcef94c2781	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	01a22b7c-01fb-7f62-857f-e022dc26f7a7	authn_device_added	{}	2026-11-30 08:04:37.530058+00
01a22b7c-0426-72fe-939e-bdcda91659e8	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	01a22b7c-01fb-7f62-857f-e022dc26f7a7	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:37.530058+00
01a22b7c-04d8-7198-b0f9-5cab95ce7711	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	\N	authn_login_success	{"amr": "otp", "client": "app_aLguBlOqX8WjSsslYKX-Mg"}	2026-11-30 08:04:37.696679+00
01a22b7c-05aa-7561-95f4-3eb74c8aa157	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:37.92679+00
01a22b7c-05cd-77af-9b5d-c31acf0c2eff	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	\N	authn_password_success	{}	2026-11-30 08:04:37.964622+00
01a22b7c-05fc-729f-ad90-ac5ff80d3d39	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	01a22b7c-05f5-754a-af08-f4d6c1784f8a	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:38.00568+00
01a22b7c-069a-7188-be6c-fa278c16a82e	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	01a22b7c-05f5-754a-af08-f4d6c1784f8a	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:38.161573+00
01a22b7c-06ef-75ab-8aca-6979a248f9da	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	01a22b7c-05f5-754a-af08-f4d6c1784f8a	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:38.243455+00
01a22b7c-0950-72ab-b5a8-3e8088f0e239	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	01a22b7c-05f5-754a-af08-f4d6c1784f8a	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:38.828892+00
01a22b7c-0a5c-7182-af56-80cd0c9058ce	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	01a22b7c-05f5-754a-af08-f4d6c1784f8a	authn_device_added	{}	2026-11-30 08:04:39.123678+00
01a22b7c-0a5c-7182-af56-80cc7475fd68	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	01a22b7c-05f5-754a-af08-f4d6c1784f8a	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:39.123678+00
01a22b7c-0af7-71f3-a4d4-a5a12a03d986	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:39.272343+00
01a22b7c-0b71-72fc-ae75-4f0f12d13c36	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b6a-76e0-bef3-c8932aff4ae1	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.402723+00
01a22b7c-0b9c-7641-8131-d3fda2653918	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.44278+00
01a22b7c-0bb1-7030-8ae0-5a498dabbfa4	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.470032+00
01a22b7c-0bc2-7701-b02d-b34331e14648	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b6a-76e0-bef3-c8932aff4ae1	\N	01a22b7c-0bc2-7701-b02d-b34255a0e901	\N	authn_password_success	{}	2026-11-30 08:04:39.488846+00
01a22b7c-0bda-7569-bb8b-19453cfd95eb	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bab-74be-89da-09a465bdd051	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.463875+00
01a22b7c-0c02-74df-8865-8b7392bf0788	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.463948+00
01a22b7c-0c16-7749-ad3f-1cbebe160f8c	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	\N	authn_password_success	{}	2026-11-30 08:04:39.568504+00
01a22b7c-0c0f-76c6-96c5-26f26747de97	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f107711e24f7	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.463672+00
01a22b7c-0c34-76ee-8f28-713ab0260198	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	\N	01a22b7c-0c34-76ee-8f28-71390771b8b5	\N	authn_password_success	{}	2026-11-30 08:04:39.551456+00
01a22b7c-0c4b-7399-90ec-e3fdebe5e39b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bab-74be-89da-09a465bdd051	\N	01a22b7c-0c4b-7399-90ec-e3fc87556759	\N	authn_password_success	{}	2026-11-30 08:04:39.600534+00
01a22b7c-0cf6-7071-9724-78a97ad559c7	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cef-71b8-bbde-ffd9924de760	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.754569+00
01a22b7c-0da2-733f-a636-66b16d5d26dd	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	\N	authn_password_success	{}	2026-11-30 08:04:39.961312+00
01a22b7c-0c20-7148-a90d-427fec831f58	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f107711e24f7	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_invited	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.463672+00
01a22b7c-0cd4-716a-8e62-f4d15f2df76a	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.761046+00
01a22b7c-0c98-751a-8924-3800c5f98584	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	01a22b7c-0c83-7051-9232-45c5b52b51cb	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:39.683187+00
01a22b7c-0e6c-74e3-a6c1-ddc892c05200	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	\N	01a22b7c-0c34-76ee-8f28-71390771b8b5	01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.122672+00
01a22b7c-1503-745c-8bff-c4f915501748	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	01a22b7c-0e48-7bc5-9fdd-e639379d9959	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:41.830086+00
01a22b7c-1560-771e-b61c-a2010c254d08	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:41.906139+00
01a22b7c-1667-775c-bf20-299ba2a0ef70	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	\N	01a22b7c-0c34-76ee-8f28-71390771b8b5	01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:42.066784+00
01a22b7c-1690-7084-ab6a-24e411c3f365	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:42.167094+00
01a22b7c-16d5-7686-91a6-636d6b1cfbd6	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:42.295989+00
01a22b7c-170c-74e9-8517-be298be646c4	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	01a22b7c-0e48-7bc5-9fdd-e639379d9959	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:42.332326+00
01a22b7c-0cbc-73ac-898a-38eee268ba6e	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.707985+00
01a22b7c-0cba-77b6-a441-057d1ae64d02	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.703163+00
01a22b7c-0d34-758c-b706-cc3f5fc56f69	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	\N	01a22b7c-0d34-758c-b706-cc3ed9607365	\N	authn_password_success	{}	2026-11-30 08:04:39.843132+00
01a22b7c-0d08-75bd-a220-078b86aedbba	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	\N	authn_password_success	{}	2026-11-30 08:04:39.754803+00
01a22b7c-0d3a-72a6-8799-033113dbba4c	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.761154+00
01a22b7c-0d4c-73d1-a20a-c21d5e05fd02	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	user_created	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:39.881871+00
01a22b7c-0d50-74e2-8150-702bae489f55	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	\N	authn_password_success	{}	2026-11-30 08:04:39.881502+00
01a22b7c-0d67-7403-9d7e-ff4caee5d1f6	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cef-71b8-bbde-ffd9924de760	\N	01a22b7c-0d67-7403-9d7e-ff4bc1a7ecd0	\N	authn_password_success	{}	2026-11-30 08:04:39.907886+00
01a22b7c-0db6-7715-8516-51b074f4b395	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	\N	authn_password_success	{}	2026-11-30 08:04:39.947256+00
01a22b7c-0e1c-71b1-9d85-ec0ed96b8102	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bab-74be-89da-09a465bdd051	\N	01a22b7c-0c4b-7399-90ec-e3fc87556759	01a22b7c-0d85-7859-a91d-d9e3fdcd7fde	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:39.94109+00
01a22b7c-0e59-752b-8b4f-759098f8a8a0	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	01a22b7c-0e48-7bc5-9fdd-e639379d9959	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.13627+00
01a22b7c-0f0b-7660-887d-fe291957e370	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	\N	authn_password_success	{}	2026-11-30 08:04:40.324943+00
01a22b7c-156b-744d-be08-03d032d476e6	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	\N	01a22b7c-0d34-758c-b706-cc3ed9607365	01a22b7c-0e3a-7bae-83c4-30ac8e54a987	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:41.905221+00
01a22b7c-168f-7058-bd5e-44b1827c6fc2	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	01a22b7c-0fce-77d9-930b-c90146ffe389	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:42.065775+00
01a22b7c-175e-729e-b956-b4b292f85ce9	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	\N	\N	authn_password_reset_asked	{}	2026-11-30 08:04:42.419914+00
01a22b7c-1780-75ac-a9af-b91422a357cb	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:42.455446+00
01a22b7c-179e-7122-9c16-10377b336139	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	01a22b7c-0fce-77d9-930b-c90146ffe389	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:42.47871+00
01a22b7c-17ee-721f-9407-2515899a6c45	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:42.552098+00
01a22b7c-1861-746a-9b7b-b66d6a752151	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	\N	01a22b7c-0c34-76ee-8f28-71390771b8b5	01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:42.697657+00
01a22b7c-1917-7402-920a-af364e589520	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:42.8738+00
01a22b7c-196a-7599-8b30-5acc46eaf212	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	01a22b7c-107e-7a4c-9fb0-330b2d829e52	authn_device_added	{}	2026-11-30 08:04:42.944052+00
01a22b7c-196a-7599-8b30-5acbd21a1c2c	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	01a22b7c-107e-7a4c-9fb0-330b2d829e52	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:42.944052+00
01a22b7c-1a0e-71df-9fb9-e15a101b2a4b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	authn_device_added	{}	2026-11-30 08:04:43.129505+00
01a22b7c-1a0e-71df-9fb9-e15926ca6019	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:43.129505+00
01a22b7c-1a18-721c-9088-ad6d613c210e	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7b-e5c3-70db-bfc5-380231126065	\N	\N	authn_device_reset	{"actor_login_id": "01a22b7b-e967-76f1-9c3a-da559792c8b3"}	2026-11-30 08:04:43.148375+00
01a22b7c-1a5d-701c-a453-5333f8524f53	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:43.208136+00
01a22b7c-1ad6-741e-90d4-dea4e216dc5a	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-1ad6-741e-90d4-dea31637bd9b	\N	authn_password_success	{}	2026-11-30 08:04:43.346931+00
01a22b7c-1b39-75d8-944f-47c2861ba736	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:43.400049+00
01a22b7c-1c9b-7073-9993-a5ea1e525abd	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:43.793149+00
01a22b7c-1cfb-70b3-9b92-809b996a2449	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:04:43.892724+00
01a22b7c-1e7f-73b9-a56f-e3535bf266f9	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-1e7f-73b9-a56f-e3526411b929	\N	authn_password_success	{}	2026-11-30 08:04:44.28485+00
01a22b7c-1e84-75b3-8545-e994e71df338	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-1e84-75b3-8545-e993063e6093	\N	authn_password_success	{}	2026-11-30 08:04:44.288087+00
01a22b7c-1ea3-74c3-9271-d0b282a56538	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	\N	user_email_change_asked	{"actor_login_id": "01a22b7c-0da2-733f-a636-66b00c755752"}	2026-11-30 08:04:44.28836+00
01a22b7c-1f4c-7393-a2b6-da311bda7d5b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-1e7f-73b9-a56f-e3526411b929	01a22b7c-1f45-7615-907e-0e67fbba8f8d	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:44.485049+00
01a22b7c-1fbb-770e-bcf0-b14efc001dd0	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-1e7f-73b9-a56f-e3526411b929	01a22b7c-1f45-7615-907e-0e67fbba8f8d	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:44.588825+00
01a22b7c-2001-760d-8a09-2c85f3a57923	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-1e7f-73b9-a56f-e3526411b929	01a22b7c-1f45-7615-907e-0e67fbba8f8d	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:44.66818+00
01a22b7c-5c5f-7180-b85b-d87c2c559143	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-1e84-75b3-8545-e993063e6093	\N	authz_code_issued	{"acr": "urn:doorstep:acr:mfa", "client": "app_P7xwXD4dTHfQWhgLJvTDdw"}	2026-11-30 08:05:00.106855+00
01a22b7c-5db4-7232-92d5-2a8b8ce12816	\N	\N	\N	\N	\N	sys_signing_key_added	{"kid": "Mns_z4bWXSaLqIyuXexEdzSCVxJNT6Uc3XXrW7AgEBY", "algorithm": "RS256"}	2026-11-30 08:05:00.176195+00
01a22b7c-5db4-7232-92d5-2a8c204e25c5	\N	\N	\N	\N	\N	sys_signing_key_added	{"kid": "d16GGyVXDwE-qgKOX0mew-ccNNhXtXKf5rnP8UlwJ28", "algorithm": "ES256"}	2026-11-30 08:05:00.176195+00
01a22b7c-5e51-7204-963f-6d3bd8f50cf7	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-1e84-75b3-8545-e993063e6093	\N	authn_token_created	{"scope": "openid email offline_access", "client": "app_P7xwXD4dTHfQWhgLJvTDdw"}	2026-11-30 08:05:00.176081+00
01a22b7c-0f27-75ef-9fae-aad80ddd5f60	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	01a22b7c-0c83-7051-9232-45c5b52b51cb	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:40.196389+00
01a22b7c-0f47-721a-9287-307bc38dac7d	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	\N	01a22b7c-0d34-758c-b706-cc3ed9607365	01a22b7c-0e3a-7bae-83c4-30ac8e54a987	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.122978+00
01a22b7c-0fce-7557-afa2-d47f74d8e851	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cef-71b8-bbde-ffd9924de760	\N	01a22b7c-0d67-7403-9d7e-ff4bc1a7ecd0	01a22b7c-0f4f-78d2-9ee9-135c15f029f5	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.399685+00
01a22b7c-103e-72ce-8e20-a93bce952176	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	01a22b7c-0fce-77d9-930b-c90146ffe389	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.526203+00
01a22b7c-10af-7588-8aa3-8c4c42fb283d	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	01a22b7c-107e-7a4c-9fb0-330b2d829e52	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.702119+00
01a22b7c-1163-704b-948c-eec6d2fb1599	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	01a22b7c-0c83-7051-9232-45c5b52b51cb	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:40.833318+00
01a22b7c-116f-7003-b30f-41b33075c00d	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.8517+00
01a22b7c-11ed-7484-bca1-3458b3f98b3b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	authn_enrollment_started	{"stage": "verify_email"}	2026-11-30 08:04:40.990572+00
01a22b7c-1328-7350-9537-01a7e7eaa231	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bab-74be-89da-09a465bdd051	\N	01a22b7c-0c4b-7399-90ec-e3fc87556759	01a22b7c-0d85-7859-a91d-d9e3fdcd7fde	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:41.317697+00
01a22b7c-1383-70bc-817b-9013d313892c	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	01a22b7c-0c83-7051-9232-45c5b52b51cb	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:41.466406+00
01a22b7c-13a7-7659-97b7-0d00613bdee0	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	\N	01a22b7c-0c34-76ee-8f28-71390771b8b5	01a22b7c-0e3a-76c1-a9cd-8d4c329f7e14	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:41.411291+00
01a22b7c-1419-775d-81c9-11bb571df1b5	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	\N	01a22b7c-0d34-758c-b706-cc3ed9607365	01a22b7c-0e3a-7bae-83c4-30ac8e54a987	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:41.553219+00
01a22b7c-14af-7386-9c89-be2eef4caea4	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	01a22b7c-0c83-7051-9232-45c5b52b51cb	authn_device_added	{}	2026-11-30 08:04:41.720331+00
01a22b7c-14af-7386-9c89-be2df112fb00	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	01a22b7c-0c83-7051-9232-45c5b52b51cb	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:41.720331+00
01a22b7c-1565-7452-9557-67c9eecfc43d	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	01a22b7c-107e-7a4c-9fb0-330b2d829e52	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:41.918745+00
01a22b7c-1569-7343-92c7-a3f144051049	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	authn_enrollment_moved	{"stage": "install_app"}	2026-11-30 08:04:41.924915+00
01a22b7c-168c-7441-a213-c58e53a48460	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	01a22b7c-107e-7a4c-9fb0-330b2d829e52	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:42.235016+00
01a22b7c-171a-70bc-aebe-dc8ebd1267cb	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	\N	01a22b7c-0db6-7715-8516-51af222e984c	01a22b7c-1113-7e55-a7fc-4d00400ae8bd	authn_enrollment_moved	{"stage": "connect_device"}	2026-11-30 08:04:42.275869+00
01a22b7c-17f7-77e3-9901-1e5d26b184e3	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	01a22b7c-0e48-7bc5-9fdd-e639379d9959	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:42.586682+00
01a22b7c-1847-72f5-810c-ac07c86dc192	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	authn_device_added	{}	2026-11-30 08:04:42.668344+00
01a22b7c-1847-72f5-810c-ac06a5752e82	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	01a22b7c-119e-7fb9-ae3d-f1e6fa0c340c	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:42.668344+00
01a22b7c-18bb-7425-9d04-31243b907a17	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	01a22b7c-107e-7a4c-9fb0-330b2d829e52	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:42.7994+00
01a22b7c-18fb-7250-a32e-4d9a916e78c1	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	01a22b7c-0fce-77d9-930b-c90146ffe389	authn_enrollment_moved	{"stage": "confirm_code"}	2026-11-30 08:04:42.831786+00
01a22b7c-190e-738e-bdb8-4d078818e05b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	01a22b7c-0e48-7bc5-9fdd-e639379d9959	authn_device_added	{}	2026-11-30 08:04:42.860777+00
01a22b7c-190e-738e-bdb8-4d061a5fe36a	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	01a22b7c-0e48-7bc5-9fdd-e639379d9959	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:42.860777+00
01a22b7c-1b38-767e-8db9-7af45fffe179	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	01a22b7c-0fce-77d9-930b-c90146ffe389	authn_device_added	{}	2026-11-30 08:04:43.401342+00
01a22b7c-1b38-767e-8db9-7af355d2a765	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	\N	01a22b7c-0da2-733f-a636-66b00c755752	01a22b7c-0fce-77d9-930b-c90146ffe389	authn_enrollment_ended	{"stage": "enrolled"}	2026-11-30 08:04:43.401342+00
01a22b7c-5c26-7433-ad58-197383055308	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	\N	01a22b7c-1e84-75b3-8545-e993063e6093	\N	authn_login_success	{"amr": "pwd otp mfa"}	2026-11-30 08:05:00.06364+00
\.


--
-- Data for Name: events_to_link; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.events_to_link (event_id) FROM stdin;
01a22b7c-5e51-7204-963f-6d3bd8f50cf7
\.


--
-- Data for Name: grants; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.grants (id, client_id, account_id, member_id, login_id, session_id, scopes, acr, amr, nonce, auth_time, created_at, expires_at, ended_at) FROM stdin;
01a22b7c-5c90-76ff-ad2d-072d89e91619	app_P7xwXD4dTHfQWhgLJvTDdw	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-1e84-75b3-8545-e993063e6093	01a22b7c-5c26-7433-ad58-1972249beed4	{openid,email,offline_access}	urn:doorstep:acr:mfa	{pwd,otp,mfa}	\N	2026-11-30 08:04:44.288087+00	2026-11-30 08:05:00.176081+00	2026-12-30 08:05:00.176081+00	\N
\.


--
-- Data for Name: group_members; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.group_members (group_id, member_id, added_at) FROM stdin;
01a22b7b-ee4e-7699-b518-c3f6e8db9402	01a22b7b-ee2a-72c7-8abe-e94779e682c1	2026-11-30 08:04:32.014636+00
\.


--
-- Data for Name: groups; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.groups (id, account_id, name, name_key, members, created_at, removed_at) FROM stdin;
01a22b7b-ee4e-7699-b518-c3f6e8db9402	01a22b7b-e5b3-72bd-b17a-6cde26831960	Team	team	1	2026-11-30 08:04:31.950781+00	\N
\.


--
-- Data for Name: imported_members; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.imported_members (member_id, imported_at, hash_digest) FROM stdin;
01a22b7b-fece-7502-a5f3-59b3a90eed80	2026-11-30 08:04:36.150199+00	\N
\.


--
-- Data for Name: invitations; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.invitations (id, account_id, member_id, token_hash, key_name, stage, invited_at, remind_at, expires_at, started_at, ended_at, asked, number, asked_at, failed_tries, last_failure, last_failure_detail, accepted_at, failed_at, denied, email, address_key) FROM stdin;
01a22b7c-0c20-7148-a90d-427efb31ef49	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f107711e24f7	\\xe7436d9a0ea25d1f399fde27f9089e30f2d5c8cf890cad267bdaca80059a8ccc	faults	invited	2026-11-30 08:04:39.463672+00	2026-12-03 08:04:39.463672+00	2026-12-07 08:04:39.463672+00	2026-11-30 08:04:39.711288+00	\N	{"2026-11-30 08:04:39.463672+00"}	1	2026-11-30 08:04:39.463672+00	0	\N	\N	2026-11-30 08:04:39.948288+00	\N	f	\N	\N
\.


--
-- Data for Name: known_networks; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.known_networks (device_id, network, known_until, failures, blocked_until) FROM stdin;
01a22b7b-eb4e-7120-8041-9b7ba4f9a39b	127.0.0.1	2026-12-30 08:04:31.536081+00	0	\N
01a22b7c-0377-77b7-b92a-cbf3a9db8c08	127.0.0.1	2026-12-30 08:04:37.696679+00	0	\N
01a22b7c-06ef-75ab-8aca-697a4114aa42	127.0.0.1	2026-12-30 08:04:39.272343+00	0	\N
01a22b7c-1163-704b-948c-eec7e6ab46e3	127.0.0.1	2026-12-30 08:04:42.295989+00	0	\N
01a22b7c-1690-7084-ab6a-24e52309f026	127.0.0.1	2026-12-30 08:04:42.8738+00	0	\N
01a22b7c-168c-7441-a213-c58f62aeaf10	127.0.0.1	2026-12-30 08:04:43.208136+00	0	\N
01a22b7c-171a-70bc-aebe-dc8fa1cb0622	127.0.0.1	2026-12-30 08:04:43.793149+00	0	\N
01a22b7c-179e-7122-9c16-1038e58987de	127.0.0.1	2026-12-30 08:04:43.892724+00	0	\N
01a22b7c-170c-74e9-8517-be2a09a3e653	127.0.0.1	2026-12-30 08:05:00.06364+00	0	\N
\.


--
-- Data for Name: login_starts; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.login_starts (login_id, noted_at, claimed_until) FROM stdin;
\.


--
-- Data for Name: logins; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.logins (id, account_id, member_id, application, token_hash, stage, client_address, started_at, expires_at, latest_expiry, ended_at, browser_family, browser_system, policy, never_started, session_id, purpose, first_factor_at, first_factor, client_vouched) FROM stdin;
01a22b7b-e8b3-7739-b405-b22e2bfd0cef	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	admin_center	\\x47f056c99675de8461294ba2b9f13940d927c814d44ce42f3b774c17415b98c4	signed_in	127.0.0.1	2026-11-30 08:04:30.484379+00	2026-11-30 08:14:30.484379+00	2026-11-30 10:04:30.484379+00	2026-11-30 08:04:30.532802+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7b-e8cb-71d6-a87f-bd4f95cfb158	\N	\N	doorstep	f
01a22b7c-0da2-733f-a636-66b00c755752	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	web_console	\\xd815aa5e1df44b91b033c19cb59f069eee2db58d8cffc9560408724b6b04da86	signed_in	127.0.0.1	2026-11-30 08:04:39.961312+00	2026-11-30 08:14:43.401342+00	2026-11-30 10:04:39.961312+00	2026-11-30 08:04:43.892724+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-1cfb-70b3-9b92-809a7247f8ce	\N	\N	doorstep	f
01a22b7c-0c34-76ee-8f28-71390771b8b5	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b99-7786-a566-00e86f568f17	web_console	\\x23760c30e97de4275e850997e8f9e2abd89f43b22cd0eb624d87dab5ca651b61	setting_up	127.0.0.1	2026-11-30 08:04:39.551456+00	2026-11-30 08:44:40.122672+00	2026-11-30 10:04:39.551456+00	\N			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	doorstep	f
01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	admin_center	\\xb1499b8b01385e2264986e35cdb3df8907584b8a1aad0a8286f541527ca6e2cd	signed_in	127.0.0.1	2026-11-30 08:04:30.689632+00	2026-11-30 08:14:31.357614+00	2026-11-30 10:04:30.689632+00	2026-11-30 08:04:31.536081+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7b-ecbf-7513-8054-1ba26f8651a1	\N	\N	doorstep	f
01a22b7c-0d34-758c-b706-cc3ed9607365	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0c9f-7481-a88d-6db2bef98b79	web_console	\\x65339b4bee5b83b37830e11652947feb36c709dad4a4c3879704985b7f8bd1bc	setting_up	127.0.0.1	2026-11-30 08:04:39.843132+00	2026-11-30 08:44:40.122978+00	2026-11-30 10:04:39.843132+00	\N			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	doorstep	f
01a22b7c-01c6-7516-bf9d-8d366e4da7a5	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	app_aLguBlOqX8WjSsslYKX-Mg	\\x443076abd798a1231c291de4ba26d5fd52f47897b093e542f653a619ac956396	signed_in	127.0.0.1	2026-11-30 08:04:36.929617+00	2026-11-30 08:14:37.530058+00	2026-11-30 10:04:36.929617+00	2026-11-30 08:04:37.696679+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	client	f
01a22b7c-0d67-7403-9d7e-ff4bc1a7ecd0	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cef-71b8-bbde-ffd9924de760	web_console	\\xba47211e9e50748070d43fd73a331c071ef95bee9a97de2c6f5504d43660d0ba	setting_up	127.0.0.1	2026-11-30 08:04:39.907886+00	2026-11-30 08:44:40.399685+00	2026-11-30 10:04:39.907886+00	\N			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	doorstep	f
01a22b7c-05cd-77af-9b5d-c319a0317c22	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	web_console	\\x445ca8cd91eafde393f62d65c3669553e5619fa1a9db3a01f7087399c8693369	signed_in	127.0.0.1	2026-11-30 08:04:37.964622+00	2026-11-30 08:14:39.123678+00	2026-11-30 10:04:37.964622+00	2026-11-30 08:04:39.272343+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-0af7-71f3-a4d4-a5a00d84edf0	\N	\N	doorstep	f
01a22b7c-0bc2-7701-b02d-b34255a0e901	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0b6a-76e0-bef3-c8932aff4ae1	web_console	\\x8605165f26ad66382d5dba9cab83c05cf30882e197a81fb916e5e68b4122f14c	setup_required	127.0.0.1	2026-11-30 08:04:39.488846+00	2026-11-30 08:14:39.488846+00	2026-11-30 10:04:39.488846+00	\N			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	doorstep	f
01a22b7c-0c4b-7399-90ec-e3fc87556759	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bab-74be-89da-09a465bdd051	web_console	\\x0994ba24fb27ffe595c1be79ec7347dedc939b6c85e039eccc738350c4c847f7	setting_up	127.0.0.1	2026-11-30 08:04:39.600534+00	2026-11-30 08:44:39.94109+00	2026-11-30 10:04:39.600534+00	\N			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	doorstep	f
01a22b7c-1e7f-73b9-a56f-e3526411b929	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	web_console	\\xbb755a5b63a00e1798454169068af8a2e7f34ce966f1e4f07eba02f94844046c	setting_up	127.0.0.1	2026-11-30 08:04:44.28485+00	2026-11-30 08:44:44.485049+00	2026-11-30 10:04:44.28485+00	\N			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	doorstep	f
01a22b7c-1e84-75b3-8545-e993063e6093	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	app_P7xwXD4dTHfQWhgLJvTDdw	\\x6fb0202de7c4f01765721c4cb2787289f6b4fb1d06e88f7b4f99e986577bfbbf	signed_in	127.0.0.1	2026-11-30 08:04:44.288087+00	2026-11-30 08:14:44.288087+00	2026-11-30 10:04:44.288087+00	2026-11-30 08:05:00.06364+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-5c26-7433-ad58-1972249beed4	\N	\N	doorstep	f
01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	web_console	\\x54019548b600c1fbc12d730fe4f2d24044fd6f70b096479fd1a895c47ab47832	signed_in	127.0.0.1	2026-11-30 08:04:40.324943+00	2026-11-30 08:14:42.668344+00	2026-11-30 10:04:40.324943+00	2026-11-30 08:04:42.8738+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-1917-7402-920a-af358afae593	\N	\N	doorstep	f
01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	web_console	\\x2658d684bc17798228bc380e9efb0ee2a00fd0b7152b9d18e804828536fffcc7	signed_in	127.0.0.1	2026-11-30 08:04:39.568504+00	2026-11-30 08:14:41.720331+00	2026-11-30 10:04:39.568504+00	2026-11-30 08:04:42.295989+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-16d4-72e9-9d4a-ba164f469a1a	\N	\N	doorstep	f
01a22b7c-0d50-74e2-8150-702a12e1a893	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	web_console	\\x707e170b9b2d2e40c5445aaf86d451665a0e903760f19bcbbfde1368f4d17e75	signed_in	127.0.0.1	2026-11-30 08:04:39.881502+00	2026-11-30 08:14:42.944052+00	2026-11-30 10:04:39.881502+00	2026-11-30 08:04:43.208136+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-1a5d-701c-a453-53328464eb48	\N	\N	doorstep	f
01a22b7c-1ad6-741e-90d4-dea31637bd9b	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	web_console	\\x0a810bb04dc31ee9fdf66d2133c6f739d66e3bfa9013f19dac64212d79bcf09d	code_required	127.0.0.1	2026-11-30 08:04:43.346931+00	2026-11-30 08:14:43.346931+00	2026-11-30 10:04:43.346931+00	\N			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	\N	\N	\N	doorstep	f
01a22b7c-0d08-75bd-a220-078a93d318c1	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	web_console	\\xdc99141d55e2f229766f66a82ba26aef8e33842e13c59b94e4267acd4ab40365	signed_in	127.0.0.1	2026-11-30 08:04:39.754803+00	2026-11-30 08:14:42.860777+00	2026-11-30 10:04:39.754803+00	2026-11-30 08:04:43.400049+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-1b39-75d8-944f-47c17e7ca19f	\N	\N	doorstep	f
01a22b7c-0db6-7715-8516-51af222e984c	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	web_console	\\xa49ff20f24572d6b6ccd7e8cb0adad4645e72b7684365c6c4c502d821eccf40f	signed_in	127.0.0.1	2026-11-30 08:04:39.947256+00	2026-11-30 08:14:43.129505+00	2026-11-30 10:04:39.947256+00	2026-11-30 08:04:43.793149+00			{"enrollment": {"emails_per_hour": 1000, "resend_cooldown": "PT1S"}}	f	01a22b7c-1c9b-7073-9993-a5e9058245b5	\N	\N	doorstep	f
\.


--
-- Data for Name: member_counts; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.member_counts (account_id, slot, members, enabled, enrolled, enabled_enrolled, invited) FROM stdin;
01a22b7b-e5b3-72bd-b17a-6cde26831960	4	1	1	1	1	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	1	3	3	0	0	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	9	1	1	0	0	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	0	2	2	0	0	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	6	1	1	1	1	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	5	2	2	2	2	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	7	3	3	1	1	1
01a22b7b-e5b3-72bd-b17a-6cde26831960	3	1	1	0	0	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	12	1	1	1	1	0
01a22b7b-e5b3-72bd-b17a-6cde26831960	15	2	2	2	2	0
\.


--
-- Data for Name: member_search; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.member_search (member_id, account_id, words) FROM stdin;
01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e5b3-72bd-b17a-6cde26831960	administrator\nada@before.test
01a22b7b-ee2a-72c7-8abe-e94779e682c1	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-1@before.test
01a22b7b-fece-7502-a5f3-59b3a90eed80	01a22b7b-e5b3-72bd-b17a-6cde26831960	lou\nlou@before.test
01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7b-e5b3-72bd-b17a-6cde26831960	somebody\nsam@before.test
01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-2@before.test
01a22b7c-0b6a-76e0-bef3-c8932aff4ae1	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-5@before.test
01a22b7c-0b99-7786-a566-00e86f568f17	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-9@before.test
01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-11@before.test
01a22b7c-0bab-74be-89da-09a465bdd051	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-7@before.test
01a22b7c-0baa-7610-b193-f108736520d5	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-14@before.test
01a22b7c-0baa-7610-b193-f107711e24f7	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\ninvited-3@before.test
01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-4@before.test
01a22b7c-0c9f-7481-a88d-6db2bef98b79	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-8@before.test
01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-10@before.test
01a22b7c-0cef-71b8-bbde-ffd9924de760	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-6@before.test
01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-12@before.test
01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7b-e5b3-72bd-b17a-6cde26831960	kim\nmember-13@before.test
\.


--
-- Data for Name: members; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.members (id, account_id, email, email_key, name, role, language, password_hash, disabled_at, created_at, mailbox, address_state, enrolled_at, email_verified_at, recovered_at, invited_at) FROM stdin;
01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e5b3-72bd-b17a-6cde26831960	ada@before.test	ada@before.test	Administrator	admin	en	$argon2id$v=19$m=8,t=1,p=1$x91h9qsKRpoyI3eQxgZ6lg$OUtECnKTJkiuS0ha/q9tV5LJpfKTarShSJv882htUPE	\N	2026-11-30 08:04:29.696521+00	ada@before.test	good	2026-11-30 08:04:31.357614+00	2026-11-30 08:04:31.099072+00	\N	\N
01a22b7b-ee2a-72c7-8abe-e94779e682c1	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-1@before.test	member-1@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$nOg6sb+3oARrgYHAFnwlzA$ks1Y7NqPHfZH4IczK/+H75+PBcZPizPQEsoWoNqVXuA	\N	2026-11-30 08:04:31.906549+00	member-1@before.test	good	\N	\N	\N	\N
01a22b7b-fece-7502-a5f3-59b3a90eed80	01a22b7b-e5b3-72bd-b17a-6cde26831960	lou@before.test	lou@before.test	Lou	member	en	\N	\N	2026-11-30 08:04:36.150199+00	lou@before.test	good	\N	\N	\N	\N
01a22b7c-018e-7574-8572-dc0e385eb2df	01a22b7b-e5b3-72bd-b17a-6cde26831960	sam@before.test	sam@before.test	Somebody	member	en	\N	\N	2026-11-30 08:04:36.866031+00	sam@before.test	good	2026-11-30 08:04:37.530058+00	2026-11-30 08:04:37.224472+00	\N	\N
01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-2@before.test	member-2@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$cWCTv+g1RqiUiFPQbnxgJw$AMvEninPuU1tUVFUXSAu5OwLNm4xRHw5MpqSV9ifB/4	\N	2026-11-30 08:04:37.92679+00	member-2@before.test	good	2026-11-30 08:04:39.123678+00	2026-11-30 08:04:38.161573+00	\N	\N
01a22b7c-0b6a-76e0-bef3-c8932aff4ae1	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-5@before.test	member-5@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$HI4mB2ItYrrGoK4T17YkvQ$yI68IG+w/9HXiqIlsc52+88hUi2vi+93GCEXa26LkX4	\N	2026-11-30 08:04:39.402723+00	member-5@before.test	good	\N	\N	\N	\N
01a22b7c-0baa-7610-b193-f107711e24f7	01a22b7b-e5b3-72bd-b17a-6cde26831960	invited-3@before.test	invited-3@before.test	Kim	member	en	\N	\N	2026-11-30 08:04:39.463672+00	invited-3@before.test	good	\N	\N	\N	2026-11-30 08:04:39.463672+00
01a22b7c-0cef-71b8-bbde-ffd9924de760	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-6@before.test	member-6@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$X2AwAGnPw7+JH31MH3mZOg$zSOo42FjoAL9F7tbXEmVBjlzyMyM23x8ZNxbhi0RO04	\N	2026-11-30 08:04:39.754569+00	member-6@before.test	good	\N	\N	\N	\N
01a22b7c-0bab-74be-89da-09a465bdd051	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-7@before.test	member-7@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$ASA2LhSEiqDj1DfbPbzUNg$0NBJYDs9MHk6CG0rXayRHNC1cf/AN6fTvvHLg82ipno	\N	2026-11-30 08:04:39.463875+00	member-7@before.test	good	\N	2026-11-30 08:04:41.317697+00	\N	\N
01a22b7c-0b99-7786-a566-00e86f568f17	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-9@before.test	member-9@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$8A5mKJicYkqycu5KS89pjA$7VU6GBWqExgISgedhLc6u+NWcY1qWSSdkGIgJXEaFX8	\N	2026-11-30 08:04:39.44278+00	member-9@before.test	good	\N	2026-11-30 08:04:41.411291+00	\N	\N
01a22b7c-0c9f-7481-a88d-6db2bef98b79	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-8@before.test	member-8@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$sGywZ8btXB2STVNLfD+SUg$+Rd7ObQy8guNij4yDOPnFr3Y/I5Tek8TBKQwEQPECzg	\N	2026-11-30 08:04:39.707985+00	member-8@before.test	good	\N	2026-11-30 08:04:41.553219+00	\N	\N
01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-11@before.test	member-11@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$E8kNXRw9TDJODiYHnqEpfw$uBOgxz8r94UN0q+KpKIG9VxlNWabCAhx/UN78EPIow8	\N	2026-11-30 08:04:39.470032+00	member-11@before.test	good	2026-11-30 08:04:41.720331+00	2026-11-30 08:04:40.196389+00	\N	\N
01a22b7c-0baa-7610-b193-f108736520d5	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-14@before.test	member-14@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$Krn8/zo2Fq0bvy/Fp7pZ4w$y4c8f5LD499luFFBWw5eEIMiHtJN28ZI90mlDWmS6hk	\N	2026-11-30 08:04:39.463948+00	member-14@before.test	good	2026-11-30 08:04:42.860777+00	2026-11-30 08:04:41.830086+00	\N	\N
01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-4@before.test	member-4@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$0fpJ8tBNAgzNQZVKhXsr3A$3luq75tOgTxoDPr9RtMeQlZgmRW5T0ejf3aOcirwIfY	\N	2026-11-30 08:04:39.703163+00	member-4@before.test	good	2026-11-30 08:04:42.944052+00	2026-11-30 08:04:41.918745+00	\N	\N
01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-13@before.test	member-13@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$0gch4r8HUbF7w80CtiYSYQ$ea38cCYgfNXqWnqWvkUhhuA/X95UgndbNWx8d5IK6eM	\N	2026-11-30 08:04:39.881871+00	member-13@before.test	good	\N	2026-11-30 08:04:41.906139+00	\N	\N
01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-12@before.test	member-12@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$geXwkKMGnB2vPt4EHqIF5g$CymTU4Ha8P+tIG4xgLUNUbA18W1o4ETK16cojVrrzjE	\N	2026-11-30 08:04:39.761154+00	member-12@before.test	good	2026-11-30 08:04:43.401342+00	2026-11-30 08:04:42.065775+00	\N	\N
01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7b-e5b3-72bd-b17a-6cde26831960	member-10@before.test	member-10@before.test	Kim	member	en	$argon2id$v=19$m=8,t=1,p=1$MSuYmhowz1g3KRJ3tAgdAA$BWo5U/MvZxwD1f5z3P0KOf3nVvIzRfxcht9tnbKXFT0	\N	2026-11-30 08:04:39.761046+00	member-10@before.test	good	2026-11-30 08:04:43.129505+00	2026-11-30 08:04:44.588825+00	\N	\N
\.


--
-- Data for Name: notices; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.notices (id, account_id, member_id, kind, created_at, started_at, sent_at, failed_at, last_failure, last_failure_detail, login_id, event_id, address) FROM stdin;
01a22b7b-ec22-722e-b918-d6b011139d53	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	device_added	2026-11-30 08:04:31.357614+00	2026-11-30 08:04:31.447496+00	2026-11-30 08:04:31.536496+00	\N	\N	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	\N	\N
01a22b7b-ed8a-77a3-a75e-9655f61bd2e0	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	client_changed	2026-11-30 08:04:31.739014+00	2026-11-30 08:04:31.788041+00	2026-11-30 08:04:31.874041+00	\N	\N	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7b-ed7f-73d1-9568-035effbfe038	\N
01a22b7c-0138-77cb-8d8e-921a34d17f79	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	client_changed	2026-11-30 08:04:36.788967+00	2026-11-30 08:04:36.843729+00	2026-11-30 08:04:36.875729+00	\N	\N	\N	01a22b7b-e967-76f1-9c3a-da559792c8b3	01a22b7c-0136-7534-99c8-c8657e9e6898	\N
01a22b7c-0426-72fe-939e-bdcf53c969aa	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-018e-7574-8572-dc0e385eb2df	device_added	2026-11-30 08:04:37.530058+00	2026-11-30 08:04:37.653723+00	2026-11-30 08:04:37.676723+00	\N	\N	\N	01a22b7c-01c6-7516-bf9d-8d366e4da7a5	\N	\N
01a22b7c-0a5c-7182-af56-80ce86a8d94f	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	device_added	2026-11-30 08:04:39.123678+00	2026-11-30 08:04:39.217128+00	2026-11-30 08:04:39.240128+00	\N	\N	\N	01a22b7c-05cd-77af-9b5d-c319a0317c22	\N	\N
01a22b7c-14af-7386-9c89-be2f222d528f	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	device_added	2026-11-30 08:04:41.720331+00	2026-11-30 08:04:41.939152+00	2026-11-30 08:04:41.981152+00	\N	\N	\N	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	\N	\N
01a22b7c-1847-72f5-810c-ac08dd969ed3	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	device_added	2026-11-30 08:04:42.668344+00	2026-11-30 08:04:42.76744+00	2026-11-30 08:04:42.80144+00	\N	\N	\N	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	\N	\N
01a22b7c-190e-738e-bdb8-4d0849df14af	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	device_added	2026-11-30 08:04:42.860777+00	2026-11-30 08:04:42.977024+00	2026-11-30 08:04:43.055024+00	\N	\N	\N	01a22b7c-0d08-75bd-a220-078a93d318c1	\N	\N
01a22b7c-196a-7599-8b30-5acde016ca51	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	device_added	2026-11-30 08:04:42.944052+00	2026-11-30 08:04:43.037045+00	2026-11-30 08:04:43.113045+00	\N	\N	\N	01a22b7c-0d50-74e2-8150-702a12e1a893	\N	\N
01a22b7c-1a0e-71df-9fb9-e15bd5982ca1	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	device_added	2026-11-30 08:04:43.129505+00	2026-11-30 08:04:43.206827+00	2026-11-30 08:04:43.252827+00	\N	\N	\N	01a22b7c-0db6-7715-8516-51af222e984c	\N	\N
01a22b7c-1b38-767e-8db9-7af500f163cc	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	device_added	2026-11-30 08:04:43.401342+00	2026-11-30 08:04:43.606424+00	2026-11-30 08:04:43.795424+00	\N	\N	\N	01a22b7c-0da2-733f-a636-66b00c755752	\N	\N
01a22b7c-1ea3-74c3-9271-d0b348d98d52	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	address_asked	2026-11-30 08:04:44.28836+00	2026-11-30 08:04:44.384757+00	2026-11-30 08:04:44.437757+00	\N	\N	\N	\N	\N	\N
01a22b7c-1a19-7421-8e4f-aa58b06b2364	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	device_reset	2026-11-30 08:04:43.148375+00	2026-11-30 08:04:43.265522+00	\N	\N	smtp 451 4.7.1	later	\N	\N	\N
\.


--
-- Data for Name: password_tries; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.password_tries (id, address_key, client_address, at, waits, judged) FROM stdin;
01a22b7b-eea3-7530-b0a4-cc2315202d0a	\\x647d11b4d73d08b7c4ee8d6b22d4998072f4380406f24a50049f9a65159f7f0a	127.0.0.1	2026-11-30 08:04:32.037033+00	0	t
\.


--
-- Data for Name: recoveries; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.recoveries (id, account_id, member_id, address_key, address_hint, token_hash, stage, stage_since, client_address, browser_family, browser_system, policy, started_at, expires_at, ended_at, voided_at, asked, number, asked_at, key_name, tries_left, failed_tries, last_failure, last_failure_detail, accepted_at, failed_at, denied) FROM stdin;
01a22b7c-1757-7307-a1cb-f2e32ed34968	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	\\x76150ceb3dc06f812505048af06ac72c4a7fadf5d8e72ddc8123d741e47106f9	m•••@before.test	\\x04c8631f2fa402257026021342dbf3edf1fd25dd704eb0b2e7b4d3bcbd1aa5a0	verify_email	2026-11-30 08:04:42.419914+00	127.0.0.1			{"emails_per_hour": 1000, "resend_cooldown": "PT1S"}	2026-11-30 08:04:42.419914+00	2026-11-30 08:34:42.419914+00	\N	\N	{"2026-11-30 08:04:42.419914+00"}	1	2026-11-30 08:04:42.419914+00	faults	5	0	\N	\N	2026-11-30 08:04:42.713456+00	\N	f
\.


--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.refresh_tokens (token_hash, grant_id, issued_at, used_at) FROM stdin;
\\x03d7c3933067ebbc291ef174b867675860abac70ff91455c40dffa80f7fd8642	01a22b7c-5c90-76ff-ad2d-072d89e91619	2026-11-30 08:05:00.176081+00	\N
\.


--
-- Data for Name: repeated_events; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.repeated_events (subject, kind, slot, account_id, since, count, client_id) FROM stdin;
01a22b7b-ee2a-72c7-8abe-e94779e682c1	authn_password_fail	0	01a22b7b-e5b3-72bd-b17a-6cde26831960	2026-11-30 08:04:32.039902+00	1	\N
01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	authn_password_reset_asked	0	01a22b7b-e5b3-72bd-b17a-6cde26831960	2026-11-30 08:04:42.419914+00	1	\N
\.


--
-- Data for Name: schema_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.schema_migrations (version) FROM stdin;
0001
0002
0003
0004
0005
0006
0007
0008
0009
0010
0011
0012
0013
0014
0015
0016
0017
0018
0019
0020
0021
0022
0023
0024
0025
0026
0027
0028
0029
0030
0031
0032
0033
0034
0035
0036
0037
0038
0039
0040
0041
0042
0043
0044
0045
0046
0047
0048
0049
0050
0051
0052
0053
0054
0055
0056
0057
0058
0059
0060
0061
0062
0063
0064
0065
0066
\.


--
-- Data for Name: sealed_heads; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.sealed_heads (chain, "position", hash, tries, sealed) FROM stdin;
\.


--
-- Data for Name: session_clients; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.session_clients (session_id, client_id, member_id, joined_at, due_at, started_at, told_at, failed_at, last_failure, sign_ons, sign_ons_since) FROM stdin;
01a22b7c-5c26-7433-ad58-1972249beed4	app_P7xwXD4dTHfQWhgLJvTDdw	01a22b7c-0baa-7610-b193-f108736520d5	2026-11-30 08:05:00.106855+00	2026-11-30 09:05:00.06364+00	\N	\N	\N	\N	0	2026-11-30 08:05:00.106855+00
\.


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.sessions (id, account_id, member_id, login_id, token_hash, application, amr, client_address, user_agent, auth_time, last_seen_at, expires_at, ended_at, stepped_up_at) FROM stdin;
01a22b7b-e8cb-71d6-a87f-bd4f95cfb158	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e8b3-7739-b405-b22e2bfd0cef	\\xb5bc10aa031f47e9b31b8fa5858da0e209c9764070a1f6df87989231714d9547	admin_center	{pwd}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:30.484379+00	2026-11-30 08:04:30.532802+00	2026-12-01 08:04:30.532802+00	2026-11-30 08:04:31.357614+00	2026-11-30 08:04:30.532802+00
01a22b7b-ecbf-7513-8054-1ba26f8651a1	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7b-e5c3-70db-bfc5-380231126065	01a22b7b-e967-76f1-9c3a-da559792c8b3	\\xe950a8f0375b2bc0acff9d7420ba1ad5688c07097878f25e1f2ce6383090aeeb	admin_center	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:30.689632+00	2026-11-30 08:04:31.536081+00	2026-12-01 08:04:31.536081+00	\N	2026-11-30 08:04:31.536081+00
01a22b7c-0af7-71f3-a4d4-a5a00d84edf0	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-05a9-71be-a597-edaba62c15f4	01a22b7c-05cd-77af-9b5d-c319a0317c22	\\x94542986b19d63bc9c14aa47f9c384a992e06f8c399ae53e19326ff3e37ba9d3	web_console	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:37.964622+00	2026-11-30 08:04:39.272343+00	2026-12-01 08:04:39.272343+00	\N	2026-11-30 08:04:39.272343+00
01a22b7c-16d4-72e9-9d4a-ba164f469a1a	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0bb0-70cc-b87e-cef4bd2e30d6	01a22b7c-0c16-7749-ad3f-1cbdf2d377b2	\\x0907e107d93a4710b55ccc329e3706537504a1bc1355e557e9f240d20abd55b1	web_console	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:39.568504+00	2026-11-30 08:04:42.295989+00	2026-12-01 08:04:42.295989+00	\N	2026-11-30 08:04:42.295989+00
01a22b7c-1917-7402-920a-af358afae593	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0d4a-7001-8fd3-0a98a0163f73	01a22b7c-0f0b-7660-887d-fe28e3d3ceb1	\\xc3bf11172b6ad35233eec0d21c4fe3616970dcd3b013b963ec7611e9e92aee58	web_console	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:40.324943+00	2026-11-30 08:04:42.8738+00	2026-12-01 08:04:42.8738+00	2026-11-30 08:04:43.148375+00	2026-11-30 08:04:42.8738+00
01a22b7c-1a5d-701c-a453-53328464eb48	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0caa-778b-a1ad-58e37b942747	01a22b7c-0d50-74e2-8150-702a12e1a893	\\x9fa942f91a5176dcf5976efad2fe964c61c68ec2bb96f04c95d7934187b86948	web_console	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:39.881502+00	2026-11-30 08:04:43.208136+00	2026-12-01 08:04:43.208136+00	\N	2026-11-30 08:04:43.208136+00
01a22b7c-1b39-75d8-944f-47c17e7ca19f	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-0d08-75bd-a220-078a93d318c1	\\x3292d3f52b8d3c5085bcf3f053ad629f42beefbb1f50507cdda353ff9b36762b	web_console	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:39.754803+00	2026-11-30 08:04:43.400049+00	2026-12-01 08:04:43.400049+00	\N	2026-11-30 08:04:43.400049+00
01a22b7c-1c9b-7073-9993-a5e9058245b5	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0cd1-7067-8cba-45bb2132d22c	01a22b7c-0db6-7715-8516-51af222e984c	\\xe4ace27613d65cc5870c17becf3f644acc555caddb523689cff28c95d057590f	web_console	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:39.947256+00	2026-11-30 08:04:43.793149+00	2026-12-01 08:04:43.793149+00	\N	2026-11-30 08:04:43.793149+00
01a22b7c-1cfb-70b3-9b92-809a7247f8ce	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0ce4-73b4-bd6a-94575602629f	01a22b7c-0da2-733f-a636-66b00c755752	\\x3321b95c6e0aaa4f99cf1da01af100cb6fb9127cb3bd3534fc8f796b156ae319	web_console	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:39.961312+00	2026-11-30 08:04:43.892724+00	2026-12-01 08:04:43.892724+00	\N	2026-11-30 08:04:43.892724+00
01a22b7c-5c26-7433-ad58-1972249beed4	01a22b7b-e5b3-72bd-b17a-6cde26831960	01a22b7c-0baa-7610-b193-f108736520d5	01a22b7c-1e84-75b3-8545-e993063e6093	\\x403eaff605261bf6af57926fe76f73b292491c44b5cd3f169ef360508c6888e0	app_P7xwXD4dTHfQWhgLJvTDdw	{pwd,otp,mfa}	127.0.0.1	python-httpx/0.28.1	2026-11-30 08:04:44.288087+00	2026-11-30 08:05:00.06364+00	2026-12-01 08:05:00.06364+00	\N	2026-11-30 08:05:00.06364+00
\.


--
-- Data for Name: signing_keys; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.signing_keys (id, algorithm, public_jwk, sealed, created_at, signs_from, retired_at, published_until) FROM stdin;
Mns_z4bWXSaLqIyuXexEdzSCVxJNT6Uc3XXrW7AgEBY	RS256	{"e": "AQAB", "n": "-MePHWNJ7tz8pNLAiHyE5jcS0Jc1bG9J_Ch5Rmhdh1zQYjCaYaYMqQZwoADsIcks88wU-vGfz4HQGOD7jnSPIXZRLZxJCY-i09mki-JD7P_VD2s8BF9I7vxeBOHh83Yebk1DAGqt2nOZiddxmigzxU7OUX95UyynlgH7mpxu3zoG7UqdbhDNh54v3JlJ1Iy6vpq-lG77reFMcd7h9hgc3vN321QhdR6dVbry0GfyhAoJQV8c4fIYkJTO24QOIbFY_lO0iKgBZRSYrBLxbGVcvX7V3vCitEcdRpvYmPVY3YUiGBojEIB8PTX-AyEjUsb0L6hUKmrqYzaRHNQJWA9c4Q", "alg": "RS256", "kid": "Mns_z4bWXSaLqIyuXexEdzSCVxJNT6Uc3XXrW7AgEBY", "kty": "RSA", "use": "sig", "x5c": ["MIIDCjCCAfKgAwIBAgIUJp4+hXvZUgd44dE4OkvYxHgt6vswDQYJKoZIhvcNAQELBQAwPzE9MDsGA1UEAww0RG9vcnN0ZXAgTW5zX3o0YldYU2FMcUl5dVhleEVkelNDVnhKTlQ2VWMzWFhyVzdBZ0VCWTAeFw0yNjExMzAwODA1MDBaFw0zNjExMzAwODA1MDBaMD8xPTA7BgNVBAMMNERvb3JzdGVwIE1uc196NGJXWFNhTHFJeXVYZXhFZHpTQ1Z4Sk5UNlVjM1hYclc3QWdFQlkwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQD4x48dY0nu3Pyk0sCIfITmNxLQlzVsb0n8KHlGaF2HXNBiMJphpgypBnCgAOwhySzzzBT68Z/PgdAY4PuOdI8hdlEtnEkJj6LT2aSL4kPs/9UPazwEX0ju/F4E4eHzdh5uTUMAaq3ac5mJ13GaKDPFTs5Rf3lTLKeWAfuanG7fOgbtSp1uEM2Hni/cmUnUjLq+mr6Ubvut4Uxx3uH2GBze83fbVCF1Hp1VuvLQZ/KECglBXxzh8hiQlM7bhA4hsVj+U7SIqAFlFJisEvFsZVy9ftXe8KK0Rx1Gm9iY9VjdhSIYGiMQgHw9Nf4DISNSxvQvqFQqaupjNpEc1AlYD1zhAgMBAAEwDQYJKoZIhvcNAQELBQADggEBABSpcDgflCDuNgyNgkiM5tBkv3CusWEzLFVmOf0oJAvKtmGgcQTikqo6Xs/gupze8diFw1UkPItvuMCCGHr5WGckhmZqovPUULO4No+WOlU62/MIzCXJCU+XIC6hlW3PE/wevcteJ6tbvHjntct4tsSkl00ToqAjHJVZ7DO/itdkq8p6ND5RoElAi7A72xCRm1zmpOQ7oicPMLAG1akOTdOU4o57v0K1m2pPdIUgXqHD6J5W34Mqv2oqBte8CN2bzNwznrdpXfGwu7rnVEWXOpdn06ZEDESrE7VrerM2i+TPndNHWFygxZT1uf51/bL0C1W6+gWPPmmex3wtSHNe0UA="]}	faults.v70riT-omPcEfVqcZ19egRhC8P1J-FDyuuhr_jjUAdajhuucBYB3xiIskRuVHzsPey-Zo5UOi2rxE_tr1xlIoKIZ9zyXPnygM3KpTmKVrzfyzWe8eFVdR07vynBVS1pDKKUppO7WVDN-FgDVzbeXY9lKtTIceSm5Vye7DYquoNC6fW9zWMHpETJPXvkHya5K-UlCKCChrAI89mHUSoeMRb9hM1QuhW-BGZ8LXvyBrK4kUGehoHkCXVKjSv_s1Vtwg_9nH_jaApKiEs2wVRebuZkFgCGiNM-eAJX0IabI9b_Mmk8SB6xLO5io4hjOKHvC4om89zdut5KDpvj1xq_x6zgG5_RVQdlqnk5Xms6N2h_aRT5sZYYz_8kpswqPtLeYa2LAifihI2rjjC7yuWHBEvSACP633GMQX3-tVqVMQY9DN9S4QlIisFQLRpyWNtKc156PK5eUXWVtQbEVqsa7ZMeCA10knkmTFhTWQAZZIaZCGRWs6HZ8XKNvKgGX_qdgTujpj7Ij7SqUyMUUVwHdMlVzyVtAgqFDFjD0Oks52BPX0IOVUdBBJytvRi3pMzIF1K5YrB9GG06wzreF0kO-mqtmE-2J20yVDWS7er16x8fIBC8n4cGydhC6ehVajzrc66BCmYBnpYoOroMULQ1j2BL5aBpUSlghESWKt0IUYN9K3--OPP_tJnXJUvEArZPfPPBkhGbxvEaA1LrnqiLMnIX5n7FkHIMixPkY5NA33FMC_2y2B3x8Tg8hj3hQktgiOsV8I5hxj_-Hj6FOityz-q9n1x_QDFsUmA43ti0mk-qG1YTLIAQ9ZdSjHR0u_yd_CJGtOnoMFOqB7MDWS_2lQfgJx_djQ2OCBRQj0H_98r5wrgeUJC0EMxoiq1eVJnyvlDtycavovXDHyHEO4st0mIZvXPEIJ5iOBPVuxZ2-_pEUaNmjk7UGdGWyJFdGjN5KhhXBUEjwyZMuGPpcseZK24ebG0OPlNkoZB_X81hzjQkcHUj9PzgKvRPl8zBmjza0eLZIMIZ-pdae5v3Jtb5o87xRp9soMZnAv2gTfNNFGuNIiIj6yIulsoWWclntHrzSVqGxGUsXn6RTbm9Pn8-96TulMmbbLt7bAqsohDQ2EdPpv_4IrSZboum7idtv0VFScpqz3puZgSyj2knx6UMG16hERSRwUU-k39ILn_usMwfIv-LiFZ4--iNfvzMtGTkq2us8DVOANRCR6QVNUOrgV3bgri0ycfiC7yYxP4j16qCpFq8eqcNoWxFZQMrZq5kO97RHNeNmK7UwdHcTsvLVA_s3ZGLA3PhXq-5PNTXoT6Es02b6fE46hLRHRKAC0Hx8bU5TRvw_xDswu-FOI2LkJB-R7iRIeYJftmc63oGTXwdo7ggd6t-ej1FDBv-UPmT9gcgnIXPD9apouIYFlbILwV1YZPtUMAucaj8HyT9uFBCb5XLnGa5Q_b1Si2pXn_TK9xwTfyRvEe-0saeCe-BV416wPzs6o38JjrrLmOjyIf_vCSXDyKaZx3-ZasKUj-pXVMvkttTWiLL1mwII1sT3bAG_DMwUB583utLVSJ2Q0izj-8NCpqnMKiJOqfjQ1tM4uiMAqHaVuPx9S_0WmpyLgDANk3XfefHcX20xwRsP1YD4mqkSDuS5WkpriS-9AHhlDBzxL_lYmmpvcEuhhAiO3puaaCGUbaxXoecMOiyaUnXnLDRlEimI5WPKdaICvGaxlpFTccAbnFj5qayApoJFJPhq3QCUrgoXjhNuw98xYwEU6hckBVbWj1tMFNz2zzTknhtuvHYsZijjPaljnAg9PccC-dniKf3WCqcwYs_ruE-mF9O65HLNwAAGSMSPQkGz50lO9TbuKCvi1lkMQiY8ZSyEWC07B1HQ01FD7_fTFBodywQjxzWxV0DyZ5QlX_-v3SlL3TuUam1KF9BitWqTfFEbuWlxYo022cBVNgGArwGfgIvb3Dfv2qtIZq6fC0FUjoGM46JQm5YGL4xtAAvySY9OEsF6I1NLjIivZzAQvI1HulsfwhPjC4qv8-HLtiqb9oZj-bcxUSNDVR7T0ZZOlvOPHPFPCreeQtYfVaKtVDNmofPBAekkQeQ3v6Hzpy1BvMOyO_e7e7AfimE1KrOYfcqbQR_ilcFQU9kouKU3OaYam7afiBzNmMR8rt5wmR9tfR7Kbnqb41h_7u93o7awofp7QthahGQol3pwfED8c3Cl7GQDjWAHTt3G3-OA_6WbIrqGQ2pZxk7qltZdqbKdu1Me7cOdFjLKZq0ODJWz5G69ULcihFPynpMW4fRgeuZI	2026-11-30 08:05:00.176195+00	2026-11-30 08:05:00.176195+00	\N	\N
d16GGyVXDwE-qgKOX0mew-ccNNhXtXKf5rnP8UlwJ28	ES256	{"x": "MARkV3Mxwap9PpQHapsDBitnRT_tNvLSGDlxgVjZKAk", "y": "UdStJRT7L6jm0lEMsr7yJoczLfNEtIssmhpYC6OYEA8", "alg": "ES256", "crv": "P-256", "kid": "d16GGyVXDwE-qgKOX0mew-ccNNhXtXKf5rnP8UlwJ28", "kty": "EC", "use": "sig"}	faults.UbVptMMAUG4mwm9y49TCpne4rRtjsM_jTrmBPdG0wo5km3GCthHASq2pOgr19n8fTKfEnSrMpRPtDO6cu_ZQGUs9KVMw8QCj1qKOVT_EUdJUU9s3tIE3Cih2pnnj8ApFPY15h4sJvbax_d5CmBp11qqKCgx7uEsPd1AlMdn71GHm6iAgDj8nMzpgWy5FxUM635bUjcfdAx3hKg0i-EJKn7irmYL8bs_A6_oUBAQjXozeFmzzzxw51MCxN2UMP5KRSgbdcjYHlUIk1QA99IJA3yOdgE8i54xid9Vuc_jZVsrJAL6NgSYTkGcM88Hk54QS6s7wn1_FL4PQR-xbV115EklcVUqynCbOxXwnZN4=	2026-11-30 08:05:00.176195+00	2026-11-30 08:05:00.176195+00	\N	\N
\.


--
-- Data for Name: subjects; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.subjects (client_id, external_id, member_id, created_at) FROM stdin;
app_aLguBlOqX8WjSsslYKX-Mg	sam	01a22b7c-018e-7574-8572-dc0e385eb2df	2026-11-30 08:04:36.866031+00
\.


--
-- Data for Name: used_requests; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.used_requests (id, expires_at) FROM stdin;
\.


--
-- Name: access_tokens access_tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_pkey PRIMARY KEY (token_hash);


--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);


--
-- Name: address_changes address_changes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_pkey PRIMARY KEY (id);


--
-- Name: answers answers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (flow_id, key_hash);


--
-- Name: attempts attempts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (id);


--
-- Name: authorization_codes authorization_codes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_pkey PRIMARY KEY (code_hash);


--
-- Name: authorization_codes authorization_codes_request_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_request_id_key UNIQUE (request_id);


--
-- Name: authorization_requests authorization_requests_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_requests
    ADD CONSTRAINT authorization_requests_pkey PRIMARY KEY (id);


--
-- Name: client_assertions client_assertions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client_assertions
    ADD CONSTRAINT client_assertions_pkey PRIMARY KEY (client_id, jti_hash);


--
-- Name: client_secrets client_secrets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client_secrets
    ADD CONSTRAINT client_secrets_pkey PRIMARY KEY (id);


--
-- Name: clients clients_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_pkey PRIMARY KEY (id);


--
-- Name: devices devices_enrollment_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_enrollment_id_key UNIQUE (enrollment_id);


--
-- Name: devices devices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (id);


--
-- Name: emails emails_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.emails
    ADD CONSTRAINT emails_pkey PRIMARY KEY (enrollment_id, number);


--
-- Name: enrollments enrollments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_pkey PRIMARY KEY (id);


--
-- Name: erasures erasures_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.erasures
    ADD CONSTRAINT erasures_pkey PRIMARY KEY (member_id);


--
-- Name: event_links event_links_chain_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_links
    ADD CONSTRAINT event_links_chain_position_key UNIQUE (chain, "position");


--
-- Name: event_links event_links_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_links
    ADD CONSTRAINT event_links_pkey PRIMARY KEY (event_id);


--
-- Name: event_names event_names_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_names
    ADD CONSTRAINT event_names_pkey PRIMARY KEY (event_id);


--
-- Name: event_reasons event_reasons_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_reasons
    ADD CONSTRAINT event_reasons_pkey PRIMARY KEY (event_id);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);


--
-- Name: events_to_link events_to_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events_to_link
    ADD CONSTRAINT events_to_link_pkey PRIMARY KEY (event_id);


--
-- Name: grants grants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);


--
-- Name: group_members group_members_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.group_members
    ADD CONSTRAINT group_members_pkey PRIMARY KEY (group_id, member_id);


--
-- Name: groups groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_pkey PRIMARY KEY (id);


--
-- Name: imported_members imported_members_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imported_members
    ADD CONSTRAINT imported_members_pkey PRIMARY KEY (member_id);


--
-- Name: invitations invitations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);


--
-- Name: invitations invitations_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_token_hash_key UNIQUE (token_hash);


--
-- Name: known_networks known_networks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.known_networks
    ADD CONSTRAINT known_networks_pkey PRIMARY KEY (device_id, network);


--
-- Name: login_starts login_starts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_starts
    ADD CONSTRAINT login_starts_pkey PRIMARY KEY (login_id);


--
-- Name: logins logins_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.logins
    ADD CONSTRAINT logins_pkey PRIMARY KEY (id);


--
-- Name: member_counts member_counts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member_counts
    ADD CONSTRAINT member_counts_pkey PRIMARY KEY (account_id, slot);


--
-- Name: member_search member_search_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member_search
    ADD CONSTRAINT member_search_pkey PRIMARY KEY (member_id);


--
-- Name: members members_email_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_email_key_key UNIQUE (email_key);


--
-- Name: members members_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (id);


--
-- Name: notices notices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);


--
-- Name: password_tries password_tries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.password_tries
    ADD CONSTRAINT password_tries_pkey PRIMARY KEY (id);


--
-- Name: recoveries recoveries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recoveries
    ADD CONSTRAINT recoveries_pkey PRIMARY KEY (id);


--
-- Name: recoveries recoveries_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recoveries
    ADD CONSTRAINT recoveries_token_hash_key UNIQUE (token_hash);


--
-- Name: refresh_tokens refresh_tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash);


--
-- Name: repeated_events repeated_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.repeated_events
    ADD CONSTRAINT repeated_events_pkey PRIMARY KEY (subject, kind, slot);


--
-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);


--
-- Name: sealed_heads sealed_heads_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sealed_heads
    ADD CONSTRAINT sealed_heads_pkey PRIMARY KEY (chain);


--
-- Name: session_clients session_clients_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_clients
    ADD CONSTRAINT session_clients_pkey PRIMARY KEY (session_id, client_id);


--
-- Name: sessions sessions_login_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_login_id_key UNIQUE (login_id);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);


--
-- Name: sessions sessions_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_token_hash_key UNIQUE (token_hash);


--
-- Name: signing_keys signing_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (id);


--
-- Name: subjects subjects_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subjects
    ADD CONSTRAINT subjects_pkey PRIMARY KEY (client_id, external_id);


--
-- Name: used_requests used_requests_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.used_requests
    ADD CONSTRAINT used_requests_pkey PRIMARY KEY (id);


--
-- Name: access_tokens_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_tokens_expires_at_idx ON public.access_tokens USING btree (expires_at);


--
-- Name: access_tokens_grant_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_tokens_grant_id_idx ON public.access_tokens USING btree (grant_id) WHERE (grant_id IS NOT NULL);


--
-- Name: accounts_lower_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_lower_idx ON public.accounts USING btree (lower(name));


--
-- Name: address_changes_address_key_asked_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX address_changes_address_key_asked_at_idx ON public.address_changes USING btree (address_key, asked_at);


--
-- Name: address_changes_member_id_asked_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX address_changes_member_id_asked_at_idx ON public.address_changes USING btree (member_id, asked_at);


--
-- Name: address_changes_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX address_changes_member_id_idx ON public.address_changes USING btree (member_id) WHERE (ended_at IS NULL);


--
-- Name: address_changes_started_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX address_changes_started_at_idx ON public.address_changes USING btree (started_at);


--
-- Name: answers_with_token; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX answers_with_token ON public.answers USING btree (flow_id) WHERE (gives_session AND (sealed IS NOT NULL));


--
-- Name: attempts_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_at ON public.attempts USING btree (at);


--
-- Name: attempts_of_member; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_of_member ON public.attempts USING btree (member_id);


--
-- Name: attempts_of_nobody; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_of_nobody ON public.attempts USING btree (flow_id) WHERE (member_id IS NULL);


--
-- Name: authorization_codes_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorization_codes_expires_at_idx ON public.authorization_codes USING btree (expires_at);


--
-- Name: authorization_codes_grant_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorization_codes_grant_id_idx ON public.authorization_codes USING btree (grant_id) WHERE (grant_id IS NOT NULL);


--
-- Name: authorization_codes_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorization_codes_member_id_idx ON public.authorization_codes USING btree (member_id);


--
-- Name: authorization_requests_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorization_requests_expires_at_idx ON public.authorization_requests USING btree (expires_at);


--
-- Name: authorization_requests_login_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorization_requests_login_id_idx ON public.authorization_requests USING btree (login_id) WHERE (login_id IS NOT NULL);


--
-- Name: authorization_requests_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorization_requests_member_id_idx ON public.authorization_requests USING btree (member_id) WHERE (member_id IS NOT NULL);


--
-- Name: client_assertions_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX client_assertions_expires_at_idx ON public.client_assertions USING btree (expires_at);


--
-- Name: client_secrets_client_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX client_secrets_client_id_idx ON public.client_secrets USING btree (client_id);


--
-- Name: clients_account_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_account_id_id_idx ON public.clients USING btree (account_id, id);


--
-- Name: code_tries; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX code_tries ON public.attempts USING btree (member_id, at) WHERE ((kind = 'email_code'::text) AND (outcome = 'wrong-code'::text));


--
-- Name: devices_disabled; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX devices_disabled ON public.devices USING btree (account_id, member_id) WHERE ((status = 'active'::text) AND (disabled_at IS NOT NULL));


--
-- Name: devices_of_members; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX devices_of_members ON public.devices USING btree (member_id);


--
-- Name: emails_member_id_asked_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX emails_member_id_asked_at_idx ON public.emails USING btree (member_id, asked_at);


--
-- Name: enrollments_login_id_started_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX enrollments_login_id_started_at_idx ON public.enrollments USING btree (login_id, started_at);


--
-- Name: enrollments_running; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX enrollments_running ON public.enrollments USING btree (member_id) WHERE (ended_at IS NULL);


--
-- Name: enrollments_running_in_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX enrollments_running_in_account ON public.enrollments USING btree (account_id, id) WHERE (ended_at IS NULL);


--
-- Name: enrollments_running_members; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX enrollments_running_members ON public.enrollments USING btree (account_id, member_id) WHERE (ended_at IS NULL);


--
-- Name: events_account_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_account_id_id_idx ON public.events USING btree (account_id, id);


--
-- Name: events_member_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_member_id_id_idx ON public.events USING btree (member_id, id);


--
-- Name: events_rare_kinds; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_rare_kinds ON public.events USING btree (account_id, kind, id) WHERE (kind <> ALL (ARRAY['authn_password_success'::text, 'authn_login_success'::text]));


--
-- Name: grants_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grants_expires_at_idx ON public.grants USING btree (expires_at);


--
-- Name: grants_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grants_member_id_idx ON public.grants USING btree (member_id) WHERE (ended_at IS NULL);


--
-- Name: grants_session_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grants_session_id_idx ON public.grants USING btree (session_id) WHERE (session_id IS NOT NULL);


--
-- Name: group_members_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX group_members_member_id_idx ON public.group_members USING btree (member_id);


--
-- Name: groups_account_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX groups_account_id_id_idx ON public.groups USING btree (account_id, id) WHERE (removed_at IS NULL);


--
-- Name: groups_removed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX groups_removed ON public.groups USING btree (id) WHERE (removed_at IS NOT NULL);


--
-- Name: invitations_address_key_asked_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitations_address_key_asked_at_idx ON public.invitations USING btree (address_key, asked_at) WHERE (address_key IS NOT NULL);


--
-- Name: invitations_invited_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitations_invited_at_idx ON public.invitations USING btree (invited_at);


--
-- Name: invitations_member_id_asked_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitations_member_id_asked_at_idx ON public.invitations USING btree (member_id, asked_at);


--
-- Name: invitations_not_started; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitations_not_started ON public.invitations USING btree (invited_at) WHERE ((started_at IS NULL) AND (ended_at IS NULL));


--
-- Name: invitations_running; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX invitations_running ON public.invitations USING btree (member_id) WHERE (ended_at IS NULL);


--
-- Name: known_networks_known_until_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX known_networks_known_until_idx ON public.known_networks USING btree (known_until);


--
-- Name: known_networks_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX known_networks_waiting ON public.known_networks USING btree (blocked_until) WHERE (blocked_until IS NOT NULL);


--
-- Name: logins_member_id_started_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX logins_member_id_started_at_idx ON public.logins USING btree (member_id, started_at);


--
-- Name: logins_running; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX logins_running ON public.logins USING btree (member_id) WHERE (ended_at IS NULL);


--
-- Name: member_search_keys; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX member_search_keys ON public.member_search USING gin (public.search_keys("right"((account_id)::text, 2), words));


--
-- Name: members_account_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_account_id_id_idx ON public.members USING btree (account_id, id);


--
-- Name: members_administrators; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_administrators ON public.members USING btree (account_id, id) WHERE ((role = 'admin'::text) AND (disabled_at IS NULL));


--
-- Name: members_enrolled; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_enrolled ON public.members USING btree (account_id, id) WHERE (enrolled_at IS NOT NULL);


--
-- Name: members_invited; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_invited ON public.members USING btree (account_id, id) WHERE ((enrolled_at IS NULL) AND (invited_at IS NOT NULL));


--
-- Name: members_mailbox_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_mailbox_idx ON public.members USING btree (mailbox) WHERE (address_state = 'shared'::text);


--
-- Name: members_not_enrolled; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_not_enrolled ON public.members USING btree (account_id, id) WHERE (enrolled_at IS NULL);


--
-- Name: members_not_set_up; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_not_set_up ON public.members USING btree (account_id, id) WHERE ((enrolled_at IS NULL) AND (invited_at IS NULL));


--
-- Name: members_of_role_admin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_of_role_admin ON public.members USING btree (account_id, id) WHERE (role = 'admin'::text);


--
-- Name: members_to_look_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX members_to_look_at ON public.members USING btree (id) WHERE (address_state <> 'good'::text);


--
-- Name: notices_login_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_login_id_idx ON public.notices USING btree (login_id) WHERE (login_id IS NOT NULL);


--
-- Name: notices_of_member; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_of_member ON public.notices USING btree (member_id);


--
-- Name: notices_unsent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_unsent ON public.notices USING btree (created_at) WHERE ((sent_at IS NULL) AND (failed_at IS NULL));


--
-- Name: notices_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_waiting ON public.notices USING btree (created_at) WHERE (started_at IS NULL);


--
-- Name: one_active_device_per_member; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_active_device_per_member ON public.devices USING btree (member_id) WHERE (status = 'active'::text);


--
-- Name: one_group_per_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_group_per_name ON public.groups USING btree (account_id, name_key) WHERE (removed_at IS NULL);


--
-- Name: one_member_per_mailbox; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_member_per_mailbox ON public.members USING btree (mailbox) WHERE (address_state <> 'shared'::text);


--
-- Name: one_running_enrollment_per_login; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_running_enrollment_per_login ON public.enrollments USING btree (login_id) WHERE (ended_at IS NULL);


--
-- Name: password_tries_address_key_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX password_tries_address_key_at_idx ON public.password_tries USING btree (address_key, at);


--
-- Name: password_tries_client_address_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX password_tries_client_address_at_idx ON public.password_tries USING btree (client_address, at);


--
-- Name: recoveries_address_key_asked_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recoveries_address_key_asked_at_idx ON public.recoveries USING btree (address_key, asked_at);


--
-- Name: recoveries_member_id_asked_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recoveries_member_id_asked_at_idx ON public.recoveries USING btree (member_id, asked_at) WHERE (member_id IS NOT NULL);


--
-- Name: recoveries_network_of_started_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recoveries_network_of_started_at_idx ON public.recoveries USING btree (public.network_of(client_address), started_at);


--
-- Name: recoveries_of_nobody; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recoveries_of_nobody ON public.recoveries USING btree (started_at) WHERE (member_id IS NULL);


--
-- Name: recoveries_started_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recoveries_started_at_idx ON public.recoveries USING btree (started_at);


--
-- Name: refresh_tokens_grant_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refresh_tokens_grant_id_idx ON public.refresh_tokens USING btree (grant_id);


--
-- Name: repeated_events_since_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX repeated_events_since_idx ON public.repeated_events USING btree (since);


--
-- Name: session_clients_due_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_clients_due_at_idx ON public.session_clients USING btree (due_at) WHERE (started_at IS NULL);


--
-- Name: session_clients_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_clients_member_id_idx ON public.session_clients USING btree (member_id);


--
-- Name: session_clients_started_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_clients_started_at_idx ON public.session_clients USING btree (started_at) WHERE (started_at IS NOT NULL);


--
-- Name: sessions_alive; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_alive ON public.sessions USING btree (member_id) WHERE (ended_at IS NULL);


--
-- Name: sessions_by_network; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_by_network ON public.sessions USING btree (member_id, public.network_of(client_address), auth_time);


--
-- Name: subjects_client_id_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX subjects_client_id_member_id_idx ON public.subjects USING btree (client_id, member_id);


--
-- Name: subjects_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subjects_member_id_idx ON public.subjects USING btree (member_id);


--
-- Name: used_requests_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX used_requests_expires_at_idx ON public.used_requests USING btree (expires_at);


--
-- Name: devices device_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER device_changed AFTER UPDATE OF status, enrolled_at ON public.devices FOR EACH ROW WHEN (((old.status = 'active'::text) OR (new.status = 'active'::text))) EXECUTE FUNCTION public.note_enrolled();


--
-- Name: devices device_deleted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER device_deleted AFTER DELETE ON public.devices FOR EACH ROW WHEN ((old.status = 'active'::text)) EXECUTE FUNCTION public.note_enrolled();


--
-- Name: devices device_inserted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER device_inserted AFTER INSERT ON public.devices FOR EACH ROW WHEN ((new.status = 'active'::text)) EXECUTE FUNCTION public.note_enrolled();


--
-- Name: members member_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER member_changed AFTER UPDATE OF disabled_at, enrolled_at, invited_at ON public.members FOR EACH ROW WHEN ((((old.disabled_at IS NULL) <> (new.disabled_at IS NULL)) OR ((old.enrolled_at IS NULL) <> (new.enrolled_at IS NULL)) OR ((old.invited_at IS NULL) <> (new.invited_at IS NULL)))) EXECUTE FUNCTION public.count_member();


--
-- Name: members member_deleted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER member_deleted AFTER DELETE ON public.members FOR EACH ROW EXECUTE FUNCTION public.count_member();


--
-- Name: members member_inserted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER member_inserted AFTER INSERT ON public.members REFERENCING NEW TABLE AS created FOR EACH STATEMENT EXECUTE FUNCTION public.count_new_members();


--
-- Name: members member_named; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER member_named AFTER INSERT ON public.members REFERENCING NEW TABLE AS created FOR EACH STATEMENT EXECUTE FUNCTION public.note_words_of_new();


--
-- Name: members member_renamed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER member_renamed AFTER UPDATE OF name, email ON public.members FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.email IS DISTINCT FROM new.email))) EXECUTE FUNCTION public.note_words();


--
-- Name: events queue_event; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER queue_event AFTER INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION public.queue_event();


--
-- Name: sessions session_ended; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER session_ended AFTER UPDATE OF ended_at ON public.sessions FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION public.tell_clients();


--
-- Name: access_tokens access_tokens_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: access_tokens access_tokens_grant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id) ON DELETE CASCADE;


--
-- Name: address_changes address_changes_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: address_changes address_changes_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.address_changes
    ADD CONSTRAINT address_changes_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: attempts attempts_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: authorization_codes authorization_codes_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: authorization_codes authorization_codes_grant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id) ON DELETE SET NULL;


--
-- Name: authorization_codes authorization_codes_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: authorization_codes authorization_codes_request_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.authorization_requests(id) ON DELETE CASCADE;


--
-- Name: authorization_requests authorization_requests_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_requests
    ADD CONSTRAINT authorization_requests_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: authorization_requests authorization_requests_login_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_requests
    ADD CONSTRAINT authorization_requests_login_id_fkey FOREIGN KEY (login_id) REFERENCES public.logins(id) ON DELETE SET NULL;


--
-- Name: authorization_requests authorization_requests_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorization_requests
    ADD CONSTRAINT authorization_requests_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: client_assertions client_assertions_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client_assertions
    ADD CONSTRAINT client_assertions_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: client_secrets client_secrets_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.client_secrets
    ADD CONSTRAINT client_secrets_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: clients clients_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: devices devices_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: devices devices_enrollment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_enrollment_id_fkey FOREIGN KEY (enrollment_id) REFERENCES public.enrollments(id);


--
-- Name: devices devices_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: emails emails_enrollment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.emails
    ADD CONSTRAINT emails_enrollment_id_fkey FOREIGN KEY (enrollment_id) REFERENCES public.enrollments(id);


--
-- Name: emails emails_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.emails
    ADD CONSTRAINT emails_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: enrollments enrollments_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: enrollments enrollments_login_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_login_id_fkey FOREIGN KEY (login_id) REFERENCES public.logins(id);


--
-- Name: enrollments enrollments_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollments
    ADD CONSTRAINT enrollments_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: erasures erasures_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.erasures
    ADD CONSTRAINT erasures_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: erasures erasures_actor_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.erasures
    ADD CONSTRAINT erasures_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.members(id);


--
-- Name: erasures erasures_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.erasures
    ADD CONSTRAINT erasures_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: event_links event_links_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_links
    ADD CONSTRAINT event_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: events events_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: events events_actor_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.members(id);


--
-- Name: events events_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: grants grants_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: grants grants_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: grants grants_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: group_members group_members_group_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.group_members
    ADD CONSTRAINT group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.groups(id);


--
-- Name: group_members group_members_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.group_members
    ADD CONSTRAINT group_members_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: groups groups_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: imported_members imported_members_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imported_members
    ADD CONSTRAINT imported_members_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: invitations invitations_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: invitations invitations_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: known_networks known_networks_device_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.known_networks
    ADD CONSTRAINT known_networks_device_id_fkey FOREIGN KEY (device_id) REFERENCES public.devices(id) ON DELETE CASCADE;


--
-- Name: login_starts login_starts_login_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_starts
    ADD CONSTRAINT login_starts_login_id_fkey FOREIGN KEY (login_id) REFERENCES public.logins(id) ON DELETE CASCADE;


--
-- Name: logins logins_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.logins
    ADD CONSTRAINT logins_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: logins logins_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.logins
    ADD CONSTRAINT logins_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: member_counts member_counts_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member_counts
    ADD CONSTRAINT member_counts_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: member_search member_search_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member_search
    ADD CONSTRAINT member_search_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id) ON DELETE CASCADE;


--
-- Name: members members_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: notices notices_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: notices notices_login_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_login_id_fkey FOREIGN KEY (login_id) REFERENCES public.logins(id) ON DELETE SET NULL;


--
-- Name: notices notices_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: recoveries recoveries_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recoveries
    ADD CONSTRAINT recoveries_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: recoveries recoveries_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recoveries
    ADD CONSTRAINT recoveries_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: refresh_tokens refresh_tokens_grant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id) ON DELETE CASCADE;


--
-- Name: session_clients session_clients_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_clients
    ADD CONSTRAINT session_clients_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: session_clients session_clients_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_clients
    ADD CONSTRAINT session_clients_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: sessions sessions_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);


--
-- Name: sessions sessions_login_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_login_id_fkey FOREIGN KEY (login_id) REFERENCES public.logins(id);


--
-- Name: sessions sessions_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- Name: subjects subjects_client_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subjects
    ADD CONSTRAINT subjects_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE CASCADE;


--
-- Name: subjects subjects_member_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subjects
    ADD CONSTRAINT subjects_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.members(id);


--
-- PostgreSQL database dump complete
--


