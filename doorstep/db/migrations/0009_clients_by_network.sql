-- migrate:up

create function network_of(client text) returns text -- what doorstep/rules/networks.py says
    language plpgsql immutable strict parallel safe as $$
declare
    address inet;
    octets bytea;
begin
    if position(':' in client) = 0 or position('/' in client) > 0 then
        return client; -- of IPv4, or a network already
    end if;
    begin -- only here: it costs a subtransaction
        address := regexp_replace(client, '^([^%]*:[^%]*)%[^%]+$', '\1')::inet;
    exception when invalid_text_representation then
        return client; -- no address: `_proxy:hidden`
    end;
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
end
$$;

-- The client as budgets count it. An index, since a column would have the table written
-- anew, with nobody signing in meanwhile; alone in its transaction, so that whoever waits
-- for it holds nothing that it needs.
create index sessions_by_network
    on sessions (member_id, network_of(client_address), auth_time);

-- migrate:down
