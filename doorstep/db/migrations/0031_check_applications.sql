-- migrate:up transaction:false

alter table logins validate constraint logins_application_check;
alter table sessions validate constraint sessions_application_check;

-- migrate:down
