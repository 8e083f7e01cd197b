-- migrate:up

create table event_reasons ( -- what an administrator typed: not part of the trail
    event_id uuid primary key,
    reason text not null check (char_length(reason) between 1 and 500)
);
insert into event_reasons (event_id, reason)
    select id, detail ->> 'reason' from events where detail ? 'reason';
update events set detail = detail - 'reason' where detail ? 'reason';

create index on events (account_id, kind, id);
create index on events (member_id, id);

create table event_links ( -- the chain: one for each account, one for no account
    event_id uuid primary key, -- no foreign key: a missing event is for us to find
    account_id uuid references accounts,
    chain uuid not null generated always as (
        coalesce(account_id, '00000000-0000-0000-0000-000000000000')
    ) stored,
    position bigint not null check (position >= 1),
    hash bytea not null check (length(hash) = 32),
    linked_at timestamptz not null,
    unique (chain, position)
);

create table events_to_link ( -- commits with its event: a late commit is not missed
    event_id uuid primary key
);
create function queue_event() returns trigger language plpgsql as $$
begin
    insert into events_to_link (event_id) values (new.id);
    return null;
end
$$;
create trigger queue_event after insert on events
    for each row execute function queue_event();
insert into events_to_link (event_id) select id from events;

-- migrate:down
