-- migrate:up

alter table logins -- Temporal did not take the start: cancelled, and counts for nothing
    add column never_started boolean not null default false;

alter table password_tries -- not judged: reserved, while the password is hashed
    add column judged boolean not null default true;
update password_tries set client_address = network_of(client_address)
    where client_address <> network_of(client_address);
comment on column password_tries.client_address is 'the network that clients are counted by';

drop index sessions_member_id_client_address_auth_time_idx;

-- migrate:down
