-- migrate:up

alter table devices -- the last used step whose code was typed again without costing a try
    add column forgiven_step bigint;

-- migrate:down
