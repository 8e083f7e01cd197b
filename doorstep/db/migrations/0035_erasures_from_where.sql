-- migrate:up

-- That of the administrator's session. It refers to no row: logins are purged.
alter table erasures add column actor_login_id uuid;

-- migrate:down
