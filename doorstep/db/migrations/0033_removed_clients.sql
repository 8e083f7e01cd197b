-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- A removed client keeps its row: sessions, events and mails go on naming it.
alter table clients
    add column removed_at timestamptz,
    add column tokens_from timestamptz not null; -- those issued before are ended
alter table notices
    add column event_id uuid; -- what it is about, where the mail says more of it

-- migrate:down
