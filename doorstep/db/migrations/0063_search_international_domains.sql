-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- The letters of a label of a domain, `xn--bcher-kva` being `bücher` (RFC 3492); any
-- other label as it is.
create function decoded_label(label text) returns text
language plpgsql immutable strict parallel safe as $$
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
$$;

create function email_in_letters(email text) returns text
language sql immutable strict parallel safe as $$
    select regexp_replace(email, '[^@]*$', '') || string_agg(
        decoded_label(label), '.' order by number
    )
    from string_to_table(substring(email from '[^@]*$'), '.')
        with ordinality as labels (label, number)
$$;

-- As before; an address whose domain is coded, with its letters too.
create or replace function member_words(name text, email text) returns text
language sql immutable strict parallel safe as $$
    select folded(name) || e'\n' || folded(email) || case
        when email ~* '[@.]xn--[^@]*$' then e'\n' || folded(email_in_letters(email))
        else ''
    end
$$;

-- migrate:down
