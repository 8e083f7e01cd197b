-- migrate:up transaction:false

create index concurrently notices_unsent on notices (created_at)
    where sent_at is null and failed_at is null;

-- migrate:down
