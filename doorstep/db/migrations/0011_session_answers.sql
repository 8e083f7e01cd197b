-- migrate:up

alter table answers -- whose token is forgotten: its fingerprint stays
    add column gives_session boolean not null default false,
    drop constraint answers_check,
    add check (fingerprint is not null or sealed is null);
update answers set gives_session = true
    where sealed is not null and flow_id in (select login_id from sessions);
create index answers_with_token on answers (flow_id)
    where gives_session and sealed is not null;

-- migrate:down
