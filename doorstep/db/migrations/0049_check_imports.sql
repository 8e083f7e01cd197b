-- migrate:up transaction:false

alter table devices validate constraint devices_totp_check,
    validate constraint devices_enrollment_check;

-- migrate:down
