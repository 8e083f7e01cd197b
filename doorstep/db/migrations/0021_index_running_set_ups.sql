-- migrate:up transaction:false

create index concurrently enrollments_running_in_account
    on enrollments (account_id, id) where ended_at is null;

-- migrate:down
