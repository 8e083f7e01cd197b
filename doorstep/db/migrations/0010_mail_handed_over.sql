-- migrate:up

alter table emails
    -- since when the mail server may have it, where its answer is not known
    add column handed_over_at timestamptz,
    -- whether the last failure is the operator's to fix, not the address's
    add column denied boolean not null default false;

-- migrate:down
