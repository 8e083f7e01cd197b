-- migrate:up transaction:false

create index concurrently members_enrolled
    on members (account_id, id) where enrolled_at is not null;

-- migrate:down
