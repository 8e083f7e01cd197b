-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

-- Not checked yet for the rows that there are: 0031 does, without a lock.
alter table logins
    drop constraint logins_application_check,
    add constraint logins_application_check check (
        application ~ '^(web_console|admin_center|app_[A-Za-z0-9_-]{22})$'
    ) not valid,
    add column session_id uuid, -- that of the browser, where the login joins one
    add column purpose text check (char_length(purpose) between 1 and 100);
alter table sessions
    drop constraint sessions_application_check,
    add constraint sessions_application_check check (
        application ~ '^(web_console|admin_center|app_[A-Za-z0-9_-]{22})$'
    ) not valid,
    add column stepped_up_at timestamptz;

create table clients ( -- OpenID Connect: the applications that sign people in
    id text primary key check (id ~ '^app_[A-Za-z0-9_-]{22}$'),
    account_id uuid references accounts, -- null: the whole installation
    name text not null check (char_length(name) between 1 and 100),
    kind text not null check (kind in ('web', 'native', 'machine')),
    first_factor text not null
        check (first_factor in ('doorstep', 'client', 'id_token_hint')),
    redirect_uris text[] not null,
    post_logout_redirect_uris text[] not null,
    backchannel_logout_uri text,
    initiate_login_uri text,
    client_uri text,
    auth_method text not null check (
        auth_method in (
            'client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'
        )
    ),
    jwks jsonb,
    jwks_uri text,
    min_acr text check (min_acr in ('urn:doorstep:acr:pwd', 'urn:doorstep:acr:mfa')),
    scopes text[] not null,
    require_pkce boolean not null,
    id_token_alg text not null check (id_token_alg in ('RS256', 'ES256')),
    entra_tenant_id text,
    entra_client_id text,
    entra_issuer text,
    disabled_at timestamptz,
    created_at timestamptz not null,
    check ((auth_method = 'none') = (kind = 'native')),
    check (require_pkce or auth_method <> 'none')
);
create index on clients (account_id, id);

create table client_secrets (
    id uuid primary key,
    client_id text not null references clients on delete cascade,
    sealed text not null, -- the SHA-256 of the secret: a digest that takes the ring
    created_at timestamptz not null
);
create index on client_secrets (client_id);

create table client_assertions ( -- RFC 7523: each `jti` once
    client_id text not null references clients on delete cascade,
    jti_hash bytea not null,
    used_for bytea not null, -- the hash of the request; a repeat of it is answered again
    expires_at timestamptz not null,
    primary key (client_id, jti_hash)
);
create index on client_assertions (expires_at);

create table signing_keys ( -- of ID and logout tokens
    id text primary key, -- the `kid`
    algorithm text not null check (algorithm in ('RS256', 'ES256')),
    public_jwk jsonb not null,
    sealed text not null, -- the private key
    created_at timestamptz not null,
    signs_from timestamptz not null,
    retired_at timestamptz, -- signs no more; published until its last token has ended
    published_until timestamptz
);

create table authorization_requests (
    id uuid primary key,
    client_id text not null references clients on delete cascade,
    handle_hash bytea unique, -- of a `request_uri`, or of an address: used once
    browser_hash bytea, -- of the cookie of the browser that it belongs to
    parameters jsonb not null,
    member_id uuid references members, -- whom the client named, if it did
    login_id uuid references logins on delete set null, -- that carries it
    created_at timestamptz not null,
    expires_at timestamptz not null,
    answered_at timestamptz -- the client was told how it ended
);
create index on authorization_requests (login_id) where login_id is not null;
create index on authorization_requests (member_id) where member_id is not null;
create index on authorization_requests (expires_at);

create table grants ( -- what a client got by one code, and its refresh tokens
    id uuid primary key,
    client_id text not null references clients on delete cascade,
    account_id uuid not null references accounts,
    member_id uuid not null references members,
    login_id uuid not null,
    session_id uuid, -- null: of a client that proves the first factor itself
    scopes text[] not null,
    acr text not null,
    amr text[] not null,
    nonce text,
    auth_time timestamptz not null,
    created_at timestamptz not null,
    expires_at timestamptz not null, -- of the last that can come of it
    ended_at timestamptz
);
create index on grants (member_id) where ended_at is null;
create index on grants (session_id) where session_id is not null;
create index on grants (expires_at);

create table authorization_codes (
    code_hash bytea primary key,
    request_id uuid not null unique references authorization_requests on delete cascade,
    client_id text not null references clients on delete cascade,
    member_id uuid not null references members,
    login_id uuid not null,
    session_id uuid,
    redirect_uri text not null,
    code_challenge text,
    nonce text,
    scopes text[] not null,
    acr text not null,
    amr text[] not null,
    auth_time timestamptz not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    wrong_tries integer not null default 0,
    used_at timestamptz, -- by the grant, or by too many wrong tries
    grant_id uuid references grants on delete set null
);
create index on authorization_codes (expires_at);
create index on authorization_codes (member_id);

create table access_tokens (
    token_hash bytea primary key,
    client_id text not null references clients on delete cascade,
    grant_id uuid references grants on delete cascade, -- null: client credentials
    scopes text[] not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index on access_tokens (grant_id) where grant_id is not null;
create index on access_tokens (expires_at);

create table refresh_tokens (
    token_hash bytea primary key,
    grant_id uuid not null references grants on delete cascade,
    issued_at timestamptz not null,
    used_at timestamptz
);
create index on refresh_tokens (grant_id);

create table session_clients ( -- who takes part in a session, and is told of its end
    session_id uuid not null,
    client_id text not null references clients on delete cascade,
    member_id uuid not null references members,
    joined_at timestamptz not null,
    due_at timestamptz not null, -- when the session has ended, as far as is known
    started_at timestamptz, -- of the workflow `logout/<session>/<client>`
    told_at timestamptz,
    failed_at timestamptz,
    last_failure text,
    primary key (session_id, client_id)
);
create index on session_clients (due_at) where started_at is null;
create index on session_clients (member_id);

create table subjects ( -- members of whom a client has the password
    client_id text not null references clients on delete cascade,
    external_id text not null check (external_id ~ '^[!-~]{1,255}$'),
    member_id uuid not null references members,
    created_at timestamptz not null,
    primary key (client_id, external_id)
);
create unique index on subjects (client_id, member_id);
create index on subjects (member_id);

-- migrate:down
