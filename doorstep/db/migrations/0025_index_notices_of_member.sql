-- migrate:up transaction:false

create index concurrently notices_of_member on notices (member_id);

-- migrate:down
