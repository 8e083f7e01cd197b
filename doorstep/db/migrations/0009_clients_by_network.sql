-- migrate:up

create function network_of(client text) returns text -- what doorstep/rules/networks.py says
    language plpgsql immutable strict parallel safe as $$
declare
    address inet;
    octets bytea;
begin
    if position('/' in client) > 0 then
        return client;
    end if;
    address := regexp_replace(client, '^([^%]*:[^%]*)%[^%]+$', '\1')::inet;
    if family(address) = 4 then
        return client;
    end if;
    octets := substring(inet_send(address) from 5);
    if address <<= '2002::/16'::inet then
        octets := substring(octets from 3 for 4);
    elsif address <<= '::ffff:0:0/96'::inet or address <<= '64:ff9b::/96'::inet then
        octets := substring(octets from 13 for 4);
    else
        return network(set_masklen(address, 64))::text;
    end if;
    return concat_ws(
        '.', get_byte(octets, 0), get_byte(octets, 1), get_byte(octets, 2), get_byte(octets, 3)
    );
exception when invalid_text_representation then
    return client; -- no address: `unknown`
end
$$;

alter table sessions -- the client as budgets count it; people read the whole address
    add column client_network text generated always as (network_of(client_address)) stored;
create index on sessions (member_id, client_network, auth_time);
drop index sessions_member_id_client_address_auth_time_idx;

alter table password_tries -- not judged: reserved, while the password is hashed
    add column judged boolean not null default true;
update password_tries set client_address = network_of(client_address);
comment on column password_tries.client_address is 'the network that clients are counted by';

alter table logins -- Temporal did not take the start: cancelled, and counts for nothing
    add column never_started boolean not null default false;

-- migrate:down
