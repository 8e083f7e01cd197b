-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

create table address_changes (
    id uuid primary key,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    email text not null, -- the new address, as it was typed
    address_key bytea not null check (length(address_key) = 32), -- of the new address
    stage text not null check (
        stage in ('verify_email', 'changed', 'expired', 'cancelled')
    ),
    stage_since timestamptz not null,
    policy jsonb not null default '{}',
    started_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    asked timestamptz[] not null, -- when each mail was; empty where it never started
    -- The newest mail.
    number integer not null check (number >= 1),
    asked_at timestamptz not null,
    key_name text not null,
    tries_left integer not null check (tries_left >= 0),
    failed_tries integer not null default 0,
    last_failure text,
    last_failure_detail text,
    accepted_at timestamptz,
    failed_at timestamptz,
    denied boolean not null default false,
    check ((ended_at is not null) = (stage <> 'verify_email'))
);
create unique index on address_changes (member_id) where ended_at is null; -- one pending
create index on address_changes (member_id, asked_at);
create index on address_changes (address_key, asked_at);
create index on address_changes (started_at);

-- migrate:down
