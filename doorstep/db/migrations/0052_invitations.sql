-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

create table invitations ( -- by a link in a mail, of members who have no password yet
    id uuid primary key,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    token_hash bytea not null unique check (length(token_hash) = 32),
    key_name text not null, -- from which the link is derived
    stage text not null check (
        stage in ('invited', 'accepted', 'expired', 'cancelled')
    ),
    invited_at timestamptz not null,
    remind_at timestamptz, -- null where it is too short for a reminder
    expires_at timestamptz not null,
    started_at timestamptz, -- its workflow; null: the sweep starts it
    ended_at timestamptz,
    asked timestamptz[] not null, -- when each mail was
    -- The newest mail: the invitation is the first, the reminder the second.
    number integer not null check (number >= 1),
    asked_at timestamptz not null,
    failed_tries integer not null default 0,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamptz,
    failed_at timestamptz,
    denied boolean not null default false,
    check ((ended_at is not null) = (stage <> 'invited'))
);
create unique index invitations_running on invitations (member_id)
    where ended_at is null;
create index on invitations (member_id, asked_at);
create index on invitations (invited_at);
create index invitations_not_started on invitations (invited_at)
    where started_at is null and ended_at is null;

-- Since when a member waits to choose the first password.
alter table members add column invited_at timestamptz;

alter table member_counts -- those of the members without a device who are invited
    add column invited bigint not null default 0;

create or replace function count_member() returns trigger language plpgsql as $$
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
drop trigger member_changed on members;
create trigger member_changed
    after update of disabled_at, enrolled_at, invited_at on members
    for each row when (
        (old.disabled_at is null) <> (new.disabled_at is null)
        or (old.enrolled_at is null) <> (new.enrolled_at is null)
        or (old.invited_at is null) <> (new.invited_at is null)
    ) execute function count_member();

-- migrate:down
