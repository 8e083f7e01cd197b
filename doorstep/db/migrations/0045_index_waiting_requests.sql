-- migrate:up transaction:false

-- For those that expired without a login: many more stay for a day with theirs.
create index concurrently authorization_requests_waiting
    on authorization_requests (expires_at) where login_id is null;

-- migrate:down
