-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

create table groups ( -- of an account's members
    id uuid primary key,
    account_id uuid not null references accounts,
    name text not null check (char_length(name) between 1 and 100),
    name_key text not null, -- case-folded: no two groups of an account have the same
    members integer not null default 0 check (members >= 0),
    created_at timestamptz not null,
    removed_at timestamptz -- from then on nobody's; the purge removes its members
);
create unique index one_group_per_name on groups (account_id, name_key)
    where removed_at is null;
create index on groups (account_id, id) where removed_at is null;
create index groups_removed on groups (id) where removed_at is not null;

create table group_members (
    group_id uuid not null references groups,
    member_id uuid not null references members,
    added_at timestamptz not null,
    primary key (group_id, member_id)
);
create index on group_members (member_id);

-- migrate:down
