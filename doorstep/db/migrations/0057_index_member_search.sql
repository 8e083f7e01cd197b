-- migrate:up transaction:false

create index concurrently member_search_keys
    on member_search using gin (search_keys(right(account_id::text, 2), words));

-- migrate:down
