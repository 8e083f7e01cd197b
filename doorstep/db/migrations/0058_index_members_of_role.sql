-- migrate:up transaction:false

create index concurrently members_of_role_admin
    on members (account_id, id) where role = 'admin';

-- migrate:down
