-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- Nobody reads it: it is `login/` or `enrollment/` and the id.
alter table logins drop column workflow_id;
alter table enrollments drop column workflow_id;

-- migrate:down
