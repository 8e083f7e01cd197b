-- migrate:up transaction:false

create index concurrently members_not_enrolled
    on members (account_id, id) where enrolled_at is null;

-- migrate:down
