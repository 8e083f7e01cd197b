-- migrate:up transaction:false

-- That of 0061 has its rows too.
drop index concurrently if exists devices_imported;

-- migrate:down
