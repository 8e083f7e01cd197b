-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- Given for a refresh token after the session had run out.
alter table access_tokens
    add column outlives_session boolean not null default false;

-- When a code or link that was mailed to the member's address came back.
alter table members
    add column email_verified_at timestamptz;

-- The subject of the count is then made of the client's id.
alter table repeated_events
    add column client_id text;

-- migrate:down
