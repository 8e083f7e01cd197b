-- migrate:up transaction:false

-- Every login writes the two that are left out: they are found by walking the events of
-- the account, or the member.
create index concurrently events_rare_kinds on events (account_id, kind, id)
    where kind not in ('authn_password_success', 'authn_login_success');

-- migrate:down
