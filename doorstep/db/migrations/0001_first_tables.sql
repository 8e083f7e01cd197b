-- migrate:up

create table accounts (
    id uuid primary key,
    name text not null check (char_length(name) between 1 and 100),
    two_step_required boolean not null default false,
    created_at timestamptz not null
);

create table members (
    id uuid primary key,
    account_id uuid not null references accounts,
    email text not null,
    email_key text not null unique, -- normalised: two spellings are one mailbox
    name text not null check (char_length(name) between 1 and 100),
    role text not null check (role in ('member', 'admin')),
    language text not null,
    password_hash text not null,
    disabled_at timestamptz,
    created_at timestamptz not null
);
create index on members (account_id, id);

create table logins (
    id uuid primary key,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    application text not null check (application in ('web_console', 'admin_center')),
    workflow_id text generated always as ('login/' || id::text) stored,
    token_hash bytea not null unique,
    stage text not null check (stage in (
        'setup_required', 'setting_up', 'code_required', 'signed_in', 'expired', 'cancelled'
    )),
    client_address text not null,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    latest_expiry timestamptz not null,
    ended_at timestamptz,
    check ((ended_at is not null) = (stage in ('signed_in', 'expired', 'cancelled')))
);
create index on logins (member_id, started_at);
create index logins_running on logins (member_id) where ended_at is null;

create table enrollments (
    id uuid primary key,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    login_id uuid not null references logins,
    workflow_id text generated always as ('enrollment/' || id::text) stored,
    replaces_device boolean not null,
    returns_to text not null check (returns_to in ('setup_required', 'code_required')),
    stage text not null check (stage in (
        'verify_email', 'install_app', 'connect_device', 'confirm_code',
        'enrolled', 'expired', 'cancelled'
    )),
    stage_since timestamptz not null,
    setup_tries_left int not null check (setup_tries_left >= 0),
    started_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    check ((ended_at is not null) = (stage in ('enrolled', 'expired', 'cancelled')))
);
create index on enrollments (login_id, started_at);
create index enrollments_running on enrollments (member_id) where ended_at is null;
create unique index one_running_enrollment_per_login
    on enrollments (login_id) where ended_at is null;

create table emails (
    enrollment_id uuid not null references enrollments,
    number int not null check (number >= 1),
    member_id uuid not null references members,
    key_name text not null,
    lifetime interval not null,
    cooldown interval not null,
    tries_left int not null check (tries_left >= 0),
    asked_at timestamptz not null,
    failed_tries int not null default 0, -- of the delivery
    last_failure text,                   -- smtp 451 4.7.1
    last_failure_detail text,            -- the server's own words
    accepted_at timestamptz,
    failed_at timestamptz,
    abandoned_at timestamptz,
    primary key (enrollment_id, number)
);
create index on emails (member_id, asked_at);

create table devices (
    id uuid primary key,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    enrollment_id uuid not null unique references enrollments,
    status text not null check (status in (
        'pending', 'active', 'replaced', 'reset', 'abandoned'
    )),
    sealed_secret text,
    last_step bigint,  -- RFC 6238: only a greater time step is accepted
    failures int not null default 0,
    blocked_until timestamptz,
    disabled_at timestamptz,
    created_at timestamptz not null,
    enrolled_at timestamptz,
    last_used_at timestamptz,
    ended_at timestamptz,
    check ((sealed_secret is not null) = (status in ('pending', 'active'))),
    check (status <> 'active' or (last_step is not null and enrolled_at is not null))
);
create unique index one_active_device_per_member on devices (member_id) where status = 'active';

create table sessions (
    id uuid primary key,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    login_id uuid not null unique references logins,
    token_hash bytea not null unique,
    application text not null check (application in ('web_console', 'admin_center')),
    amr text[] not null,
    client_address text not null,
    user_agent text not null,
    auth_time timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index sessions_alive on sessions (member_id) where ended_at is null;
create index on sessions (member_id, client_address, auth_time);

create table attempts ( -- the verdict on each act, so that a repeat gets the same
    id uuid primary key,
    member_id uuid not null references members,
    flow_id uuid not null,
    kind text not null,
    outcome text not null,
    verdict jsonb not null,
    at timestamptz not null
);
create index code_tries on attempts (member_id, at)
    where kind = 'email_code' and outcome = 'wrong-code';

create table answers ( -- what an Idempotency-Key was answered, sealed
    flow_id uuid not null,
    key_hash bytea not null,
    fingerprint bytea not null,
    sealed text not null,
    created_at timestamptz not null,
    primary key (flow_id, key_hash)
);

create table password_tries ( -- wrong or not yet judged
    id uuid primary key,
    address_key bytea not null,
    client_address text not null,
    at timestamptz not null,
    waits int not null -- how many waits in a row this try has brought on its pair
);
create index on password_tries (address_key, at);
create index on password_tries (client_address, at);

create table notices (
    id uuid primary key,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    kind text not null,
    created_at timestamptz not null,
    started_at timestamptz, -- its workflow
    sent_at timestamptz,
    failed_at timestamptz,
    last_failure text,
    last_failure_detail text
);
create index notices_waiting on notices (created_at) where started_at is null;

create table events ( -- the audit trail: ids only
    id uuid primary key,
    account_id uuid references accounts, -- none for an address that nobody has
    member_id uuid references members,
    actor_id uuid references members,
    login_id uuid,
    enrollment_id uuid,
    kind text not null,
    detail jsonb not null default '{}',
    at timestamptz not null
);
create index on events (account_id, id);

-- migrate:down
