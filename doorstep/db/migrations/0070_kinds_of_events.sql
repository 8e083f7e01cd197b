-- migrate:up

-- As 0067. A table for itself: it is locked while its index is built.
alter table events alter column kind type text collate "C";

-- migrate:down
