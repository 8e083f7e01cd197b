-- migrate:up

alter table logins
    -- when the first factor was given, where that was before the login
    add column first_factor_at timestamptz;

-- migrate:down
