-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

create index on accounts (lower(name));

alter table members -- when the active device was set up; null where there is none
    add column enrolled_at timestamptz;

-- By triggers, so that it is right whichever release writes; who changes the status of a
-- device has locked its member.
create function note_enrolled() returns trigger language plpgsql as $$
declare
    subject constant uuid := coalesce(new.member_id, old.member_id);
begin
    update members set enrolled_at = (
        select enrolled_at from devices where member_id = subject and status = 'active'
    ) where id = subject;
    return null;
end
$$;
create trigger device_inserted after insert on devices
    for each row when (new.status = 'active') execute function note_enrolled();
create trigger device_changed after update of status, enrolled_at on devices
    for each row when (old.status = 'active' or new.status = 'active')
    execute function note_enrolled();
create trigger device_deleted after delete on devices
    for each row when (old.status = 'active') execute function note_enrolled();

create table member_counts ( -- the sum over its slots is an account's
    account_id uuid not null references accounts,
    slot smallint not null, -- of a member's id: members seldom wait for one row
    members bigint not null,
    enabled bigint not null,
    enrolled bigint not null,
    enabled_enrolled bigint not null,
    primary key (account_id, slot)
) with (fillfactor = 50); -- counting touches no index, and its page has room for it

create function count_member() returns trigger language plpgsql as $$
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
            - (old.enrolled_at is not null and old.disabled_at is null)::int
    )
    on conflict (account_id, slot) do update set
        members = kept.members + excluded.members,
        enabled = kept.enabled + excluded.enabled,
        enrolled = kept.enrolled + excluded.enrolled,
        enabled_enrolled = kept.enabled_enrolled + excluded.enabled_enrolled;
    return null;
end
$$;
create trigger member_inserted after insert on members
    for each row execute function count_member();
create trigger member_changed after update of disabled_at, enrolled_at on members
    for each row when (
        (old.disabled_at is null) <> (new.disabled_at is null)
        or (old.enrolled_at is null) <> (new.enrolled_at is null)
    ) execute function count_member();
create trigger member_deleted after delete on members
    for each row execute function count_member();

-- The triggers have stopped changes of members until this commits: one pass over the table.
insert into member_counts
    select account_id, get_byte(uuid_send(id), 15) & 15,
        count(*), count(*) filter (where disabled_at is null), 0, 0
    from members group by 1, 2;

-- migrate:down
