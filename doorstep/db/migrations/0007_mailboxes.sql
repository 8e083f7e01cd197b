-- migrate:up

-- `email_key` stays as releases before know it. `mailbox` is the address in the normal
-- form that IDNA and casefolding make, which is not to be had in SQL: `doorstep migrate`
-- computes it for each row that is `unread`.
alter table members
    add column mailbox text,
    add column address_state text not null default 'unread' check (
        address_state in (
            'unread',  -- written by a release before
            'good',
            'refused', -- good as it is, but no longer taken for a new member
            'shared'   -- another member has the mailbox: this one is found by email_key
        )
    ),
    add check ((mailbox is null) = (address_state = 'unread')),
    -- A release before cannot erase a member and leave the mailbox.
    add check (
        email_key not like 'erased-%@erased.invalid'
        or coalesce(mailbox, email_key) = email_key
    );
create unique index one_member_per_mailbox
    on members (mailbox) where address_state <> 'shared';
create index on members (mailbox) where address_state = 'shared';
create index members_to_look_at on members (id) where address_state <> 'good';

-- migrate:down
