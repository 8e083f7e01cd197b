-- migrate:up

alter table accounts
    add column language text not null default 'en'
        check (language in ('en', 'fr', 'it', 'de', 'es', 'pt', 'nl')),
    add column colour text check (colour ~ '^#[0-9a-f]{6}$'); -- none: Doorstep's own

alter table logins -- roughly where it was begun, told in mail: `Firefox`, `Windows`
    add column browser_family text not null default '',
    add column browser_system text not null default '';

alter table notices -- the login at which it happened, where it was at one
    add column login_id uuid references logins on delete set null;
create index on notices (login_id) where login_id is not null;

-- migrate:down
