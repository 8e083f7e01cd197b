-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- Such a member signs in by no password: an application has it.
alter table members alter column password_hash drop not null;

-- migrate:down
