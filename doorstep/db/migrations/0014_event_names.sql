-- migrate:up

create table event_names ( -- what a changed name was and is: erasable, not part of the trail
    event_id uuid primary key,
    before text not null,
    after text not null
);

-- migrate:down
