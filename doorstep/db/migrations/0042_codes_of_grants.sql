-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- For the deletion of grants.
create index on authorization_codes (grant_id) where grant_id is not null;

-- migrate:down
