-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

create table recoveries ( -- resets of forgotten passwords, of addresses nobody has too
    id uuid primary key,
    account_id uuid references accounts,
    member_id uuid references members, -- null where nobody who may sign in has it
    address_key bytea not null check (length(address_key) = 32), -- of the one typed
    address_hint text not null,
    token_hash bytea not null unique,
    stage text not null check (
        stage in ('verify_email', 'set_password', 'done', 'expired', 'cancelled')
    ),
    stage_since timestamptz not null,
    client_address text not null,
    browser_family text not null default '',
    browser_system text not null default '',
    policy jsonb not null default '{}',
    started_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    voided_at timestamptz, -- from then on no code is right: the member was signed out
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
    check ((member_id is null) = (account_id is null)),
    check ((ended_at is not null) = (stage in ('done', 'expired', 'cancelled')))
);
create index on recoveries (address_key, asked_at);
create index on recoveries (member_id, asked_at) where member_id is not null;
create index on recoveries (network_of(client_address), started_at);
create index on recoveries (started_at);
create index recoveries_of_nobody on recoveries (started_at) where member_id is null;

-- Since when a password that came by mail alone holds: until a code from the
-- authenticator, no mail replaces that either.
alter table members add column recovered_at timestamptz;

-- Those of a recovery may be nobody's.
alter table attempts alter column member_id drop not null;
create index attempts_of_nobody on attempts (flow_id) where member_id is null;

-- migrate:down
