-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- For the purge of those that were told.
create index on session_clients (started_at) where started_at is not null;

-- migrate:down
