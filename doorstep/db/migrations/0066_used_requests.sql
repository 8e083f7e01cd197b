-- migrate:up

-- Authorization requests whose address was used: what was asked for is in the address.
create table used_requests (
    id uuid primary key,
    expires_at timestamptz not null
);
create index on used_requests (expires_at);
drop index authorization_requests_waiting;
alter table authorization_requests drop column handle_hash;

-- migrate:down
