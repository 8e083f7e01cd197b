-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- What follows from new members once for a statement, not once for each of its members:
-- an import inserts hundreds.
create function note_words_of_new() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    insert into member_search (member_id, account_id, words)
    select id, account_id, member_words(name, email) from created
    on conflict (member_id) do update set words = excluded.words;
    return null;
end
$$;
drop trigger member_named on members;
create trigger member_named after insert on members referencing new table as created
    for each statement execute function note_words_of_new();

-- In the order of slots: two that count at once wait for each other, but not in a circle.
create function count_new_members() returns trigger language plpgsql as $$
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
drop trigger member_inserted on members;
create trigger member_inserted after insert on members referencing new table as created
    for each statement execute function count_new_members();

-- The same keys as before, made sooner: the characters are taken apart once.
create or replace function search_keys(part text, words text) returns text[]
language sql immutable strict parallel safe cost 1000 as $$
    select array_remove(array(
        select unnest(array[part || a, part || a || b, part || a || b || c])
        from (
            select unnest(string_to_array(words, null)) as a,
                unnest((string_to_array(words, null))[2:]) as b,
                unnest((string_to_array(words, null))[3:]) as c
        ) as places
    ), null)
$$;

-- migrate:down
