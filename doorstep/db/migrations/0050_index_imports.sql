-- migrate:up transaction:false

-- For the erasure of their members: no login takes them with it.
create index concurrently devices_imported on devices (member_id)
    where enrollment_id is null;

-- migrate:down
