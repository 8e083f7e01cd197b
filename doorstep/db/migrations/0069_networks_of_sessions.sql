-- migrate:up

-- As 0067. A table for itself: it is locked while its index is built.
alter table sessions alter column client_address type text collate "C";

-- migrate:down
