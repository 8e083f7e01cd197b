-- migrate:up

create table repeated_events ( -- counted until the worker writes one event of them
    subject uuid not null, -- the member, or zero for addresses that nobody has
    kind text not null,
    slot smallint not null, -- so that strangers do not all wait for one row
    account_id uuid,
    since timestamptz not null,
    count bigint not null check (count >= 1),
    primary key (subject, kind, slot)
) with (fillfactor = 50); -- counting touches no index, and its page has room for it
create index on repeated_events (since);

create table sealed_heads ( -- where a chain begins whose older events were purged
    chain uuid primary key,
    position bigint not null check (position >= 1),
    hash bytea not null check (length(hash) = 32),
    tries bigint not null check (tries >= 0), -- that the purged events told of
    sealed text not null -- the same, under the ring: nobody else can make one
);

-- The application may delete no event. This alone takes some away for it: of the chain
-- without an account, from its beginning, never its last link and nothing younger than
-- 30 days (29: the clocks of two machines). What is taken without a sealed head that fits is missing to `audit verify`.
create function purge_unowned_events(upto bigint) returns bigint
language plpgsql security definer as $$
declare
    unowned constant uuid := '00000000-0000-0000-0000-000000000000';
    permitted constant boolean := has_table_privilege('events', 'delete');
    gone bigint;
begin
    if upto >= (select max(position) from event_links where chain = unowned) then
        raise exception 'the last link of a chain is not purged';
    end if;
    if exists (
        select from event_links join events on events.id = event_links.event_id
        where chain = unowned and position <= upto
            and events.at > clock_timestamp() - interval '29 days'
    ) then
        raise exception 'events younger than 29 days are not purged';
    end if;
    if not permitted then -- where owner and application are one role
        execute format('grant delete on events, event_links to %I', current_user);
    end if;
    with unlinked as (
        delete from event_links where chain = unowned and position <= upto
        returning event_id
    )
    delete from events using unlinked
    where events.id = unlinked.event_id and events.account_id is null;
    get diagnostics gone = row_count;
    if not permitted then
        execute format('revoke delete on events, event_links from %I', current_user);
    end if;
    return gone;
end
$$;
revoke all on function purge_unowned_events(bigint) from public;
do $$
begin -- nobody's temporary table stands in for ours
    execute format(
        'alter function purge_unowned_events(bigint) set search_path = %I, pg_temp',
        current_schema()
    );
end
$$;

-- migrate:down
