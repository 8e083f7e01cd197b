-- migrate:up

alter table answers -- without an answer: the act is in hand since `created_at`
    alter column fingerprint drop not null,
    alter column sealed drop not null,
    add check ((fingerprint is null) = (sealed is null));

-- migrate:down
