-- migrate:up transaction:false

-- Beside that of 0017, which the release before reads: many may be invited at once.
create index concurrently members_not_set_up on members (account_id, id)
    where enrolled_at is null and invited_at is null;

-- migrate:down
