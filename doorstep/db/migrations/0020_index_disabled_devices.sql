-- migrate:up transaction:false

create index concurrently devices_disabled
    on devices (account_id, member_id) where status = 'active' and disabled_at is not null;

-- migrate:down
