-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- Where an invitation goes that corrects the member's address; null: to that address.
alter table invitations
    add column email text,
    add column address_key bytea check (length(address_key) = 32),
    add check ((email is null) = (address_key is null));
create index on invitations (address_key, asked_at) where address_key is not null;

-- migrate:down
