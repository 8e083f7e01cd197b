-- migrate:up transaction:false

drop index concurrently if exists events_account_id_kind_id_idx;

-- migrate:down
