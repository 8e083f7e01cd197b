-- migrate:up

alter table logins -- its limits as it began; those of the contract where none are named
    add column policy jsonb not null default '{}';

-- migrate:down
