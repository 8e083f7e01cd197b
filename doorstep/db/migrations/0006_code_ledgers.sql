-- migrate:up

-- From here on `failures` and `blocked_until` of a device are those of all networks that
-- are not known; what was counted before stays there, where it holds nobody at home.
alter table devices
    add column others_refused_at timestamptz; -- until unlocked, or a new password

create table known_networks ( -- where a device was set up or gave a right code lately
    device_id uuid not null references devices on delete cascade,
    network text not null, -- an IPv4 address, or the /64 of an IPv6 one
    known_until timestamptz not null,
    failures int not null default 0, -- wrong codes in a row from there
    blocked_until timestamptz,
    primary key (device_id, network)
);
create index on known_networks (known_until);
create index known_networks_waiting on known_networks (blocked_until)
    where blocked_until is not null;

insert into known_networks (device_id, network, known_until)
    with seen as (
        select devices.id as device_id, sessions.client_address as client, auth_time as at
        from devices join sessions using (member_id)
        where status = 'active' and auth_time >= enrolled_at and 'otp' = any(amr)
        union all
        select devices.id, logins.client_address, enrolled_at
        from devices
        join enrollments on enrollments.id = enrollment_id
        join logins on logins.id = login_id
        where status = 'active'
    ), placed as (
        select device_id, at + interval '30 days' as known_until,
            case
                when client ~ '^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$'
                    or client ~ '^([0-9a-f]{1,4}(:[0-9a-f]{1,4})*)?::([0-9a-f]{1,4}(:[0-9a-f]{1,4})*)?$'
                    and client !~ '(:.*){8}'
                then host(network(set_masklen(client::inet, 64))) || '/64'
                else client
            end as network
        from seen where client <> ''
    )
    select device_id, network, max(known_until) from placed
    where known_until > now() group by device_id, network;

-- migrate:down
