-- migrate:up

create table erasures ( -- members who are being erased; the row goes with them
    member_id uuid primary key references members,
    account_id uuid not null references accounts,
    actor_id uuid references members, -- null is an operator
    reason text not null check (char_length(reason) between 1 and 500),
    asked_at timestamptz not null,
    workflows text[] not null -- that ran then
);

-- migrate:down
