-- migrate:up

-- As 0067. A table for itself: it is locked while its indexes are built.
alter table members
    alter column email_key type text collate "C",
    alter column mailbox type text collate "C";

-- migrate:down
