-- migrate:up transaction:false

create index concurrently members_invited on members (account_id, id)
    where enrolled_at is null and invited_at is not null;

-- migrate:down
