-- migrate:up

set local lock_timeout = '3s'; -- rather fail than have everybody wait behind it

alter table devices
    alter column enrollment_id drop not null, -- of an imported one
    -- How it makes codes: an imported one as the product did that it was set up in.
    add column totp_algorithm text not null default 'SHA1',
    add column totp_digits smallint not null default 6,
    add column totp_period smallint not null default 30, -- seconds
    add constraint devices_totp_check check (
        totp_algorithm in ('SHA1', 'SHA256', 'SHA512')
        and totp_digits between 6 and 8 and totp_period between 15 and 120
    ) not valid,
    add constraint devices_enrollment_check
        check (enrollment_id is not null or status <> 'pending') not valid;

create table imported_members (
    member_id uuid primary key references members,
    imported_at timestamptz not null,
    -- SHA-256 of the password hash that was imported: whether it is still the one.
    hash_digest bytea check (length(hash_digest) = 32)
);

-- migrate:down
