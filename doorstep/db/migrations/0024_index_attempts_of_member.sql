-- migrate:up transaction:false

create index concurrently attempts_of_member on attempts (member_id);

-- migrate:down
