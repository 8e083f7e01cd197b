-- migrate:up transaction:false

create index concurrently enrollments_running_members
    on enrollments (account_id, member_id) where ended_at is null;

-- migrate:down
