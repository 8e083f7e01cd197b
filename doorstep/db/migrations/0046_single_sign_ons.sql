-- migrate:up

-- How often a session has signed in to the client without anything being asked, and
-- since when that is counted.
alter table session_clients
    add column sign_ons integer not null default 0,
    add column sign_ons_since timestamptz not null default now();

-- migrate:down
