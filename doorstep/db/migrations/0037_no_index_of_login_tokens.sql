-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- A login is looked up by its id; the hash of its token is compared then.
alter table logins drop constraint logins_token_hash_key;

-- migrate:down
