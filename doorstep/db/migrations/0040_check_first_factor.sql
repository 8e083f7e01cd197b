-- migrate:up transaction:false

alter table logins validate constraint logins_first_factor_check;

-- migrate:down
