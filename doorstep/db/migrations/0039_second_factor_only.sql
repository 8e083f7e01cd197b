-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

alter table logins
    add column first_factor text not null default 'doorstep', -- who proved it
    -- The application named the client: its address stands for whoever sends codes.
    add column client_vouched boolean not null default false,
    add constraint logins_first_factor_check
        check (first_factor in ('doorstep', 'client', 'id_token_hint')) not valid;

alter table notices add column address text; -- null: the member's of the moment

alter table erasures
    add column client_id text, -- that asked for it, instead of a person with a reason
    alter column reason drop not null;

-- migrate:down
