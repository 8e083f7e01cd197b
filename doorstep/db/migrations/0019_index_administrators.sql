-- migrate:up transaction:false

create index concurrently members_administrators
    on members (account_id, id) where role = 'admin' and disabled_at is null;

-- migrate:down
