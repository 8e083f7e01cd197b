"""The states of two-step verification in SQL: who is in which, and who may be."""

from doorstep.rules.people import TwoStep

WITH_STATE = """
    select page.*, case
            when device.locked then 'locked'
            when setup.running then 'setting_up'
            when page.enrolled_at is not null then 'enrolled'
            when page.invited_at is not null then 'invited'
            else 'not_set_up'
        end as two_step,
        coalesce(moving.pending_email, invited.pending_email) as pending_email
    from page
    left join lateral (
        select devices.disabled_at is not null or blocked.one is not null as locked
        from devices left join lateral (
            select true as one from known_networks
            where device_id = devices.id and blocked_until > $2 and known_until > $2
            limit 1
        ) as blocked on true
        where member_id = page.id and status = 'active' limit 1
    ) as device on page.enrolled_at is not null
    left join lateral (
        select true as running from enrollments
        where member_id = page.id and ended_at is null and expires_at > $2 limit 1
    ) as setup on true
    left join lateral (
        select email as pending_email from address_changes
        where member_id = page.id and ended_at is null and expires_at > $2 limit 1
    ) as moving on true
    left join lateral (
        select email as pending_email from invitations where member_id = page.id
        order by asked_at desc, id desc limit 1
    ) as invited on page.invited_at is not null
    order by page.id
"""
"""Of the members of a common table expression `page`, at the moment $2."""

LOCKED = """
    select member_id from devices
    where account_id = $1 and status = 'active' and disabled_at is not null
    union
    select device.member_id from (
        select distinct device_id from known_networks
        where blocked_until > $2 and known_until > $2
    ) as blocked
    cross join lateral (
        select member_id from devices
        where id = blocked.device_id and account_id = $1 and status = 'active' limit 1
    ) as device
"""
"""The members of the account $1 who are locked at the moment $2."""

NOT_SETTING_UP = """not exists (
    select from enrollments
    where account_id = $1 and member_id = members.id and ended_at is null
        and expires_at > $2
)"""
CANDIDATES = {
    None: "select id from members where account_id = $1 and id > $3",
    TwoStep.invited: f"""
        select id from members
        where account_id = $1 and enrolled_at is null and invited_at is not null
            and id > $3 and {NOT_SETTING_UP}
    """,
    TwoStep.not_set_up: f"""
        select id from members
        where account_id = $1 and enrolled_at is null and invited_at is null
            and id > $3 and {NOT_SETTING_UP}
    """,
    TwoStep.enrolled: """
        select id from members
        where account_id = $1 and enrolled_at is not null and id > $3
    """,
    TwoStep.setting_up: """
        select distinct member_id as id from enrollments
        where account_id = $1 and ended_at is null and expires_at > $2
            and member_id > $3
    """,
    TwoStep.locked: f"""
        select member_id as id from ({LOCKED}) as locked where member_id > $3
    """,
}
"""Who may be in a state, each by an index that has few others."""

FEW = (TwoStep.setting_up, TwoStep.locked)
"""States in which few members of an account are."""
