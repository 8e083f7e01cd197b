-- migrate:up transaction:false

create index concurrently attempts_at on attempts (at);

-- migrate:down
