-- migrate:up transaction:false

-- Whether a member ever had one: asked for each line of an import.
create index concurrently devices_of_members on devices (member_id);

-- migrate:down
