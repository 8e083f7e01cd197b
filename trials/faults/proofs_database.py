"""What must hold in the database whatever was killed; each query returns violations.

Flows that were put there before the journeys have no attempts and no events.
"""

from collections.abc import Mapping

from doorstep.db.pool import Pool

_EVENTS_OF = (
    "select {key}, count(*) as events from events "
    "where kind = {kind} and {key} is not null group by 1"
)

PROOFS = {
    "a member has at most one active device": """
        select member_id from devices where status = 'active'
        group by 1 having count(*) > 1
    """,
    "a confirmed setup left one device, on or taken off later": """
        select enrollments.id from enrollments
        left join devices on enrollment_id = enrollments.id
        where stage = 'enrolled'
            and coalesce(status not in ('active', 'replaced', 'reset'), true)
    """,
    "a setup that ended otherwise left none": """
        select enrollments.id from enrollments
        join devices on enrollment_id = enrollments.id
        where stage in ('expired', 'cancelled') and status <> 'abandoned'
    """,
    "the active device is that of the last confirmed setup": """
        select member_id from (
            select distinct on (member_id) member_id, status from devices
            where enrolled_at is not null order by member_id, enrolled_at desc
        ) as last
        where status not in ('active', 'reset')
    """,
    "each accepted login code gave its login a session, and nothing else did": """
        select coalesce(flow_id, sessions.login_id) from (
            select flow_id, session_id from attempts
            join logins on logins.id = flow_id and first_factor = 'doorstep'
            where kind = 'login_code' and outcome = 'accepted'
        ) as codes full join sessions on sessions.id = session_id
        group by flow_id, sessions.id
        having count(sessions.id) <> 1 or count(flow_id) <> 1
    """,
    "a login is signed in exactly where it has a session": """
        select logins.id from logins
        left join sessions as own on own.login_id = logins.id
        left join sessions as joined on joined.id = logins.session_id
        where first_factor = 'doorstep' and case stage when 'signed_in'
            then joined.id is null else own.id is not null end
    """,
    "an application's word opens no session": """
        select sessions.id from sessions join logins on logins.id = login_id
        where first_factor <> 'doorstep'
    """,
    "a device reset or replaced left no session of before alive": """
        select sessions.id from sessions join devices using (member_id)
            join logins on logins.id = login_id
        where devices.status in ('replaced', 'reset')
            and logins.ended_at < devices.ended_at and sessions.ended_at is null
    """,
    "a used code costs no try once, however often it is typed again": """
        select member_id from attempts
        where kind = 'login_code' and verdict -> 'free' = 'true'
        group by member_id, verdict -> 'used_step' having count(*) > 1
    """,
    "a try for a setup code was taken for each wrong one": """
        select enrollments.id from enrollments left join attempts
            on flow_id = enrollments.id and kind = 'setup_code'
            and outcome = 'wrong-code'
        group by enrollments.id having count(attempts.id) <> 10 - setup_tries_left
    """,
    "a try for an emailed code was taken for each wrong one": """
        select enrollment_id from (
            select enrollment_id, sum(5 - tries_left) as spent from emails group by 1
        ) as taken left join attempts
            on flow_id = enrollment_id and kind = 'email_code'
            and outcome = 'wrong-code'
        group by enrollment_id, spent having count(attempts.id) <> spent
    """,
    "a device counts the wrong codes since its last right one": """
        select devices.id from devices
        join known_networks on device_id = devices.id
        left join attempts
            on attempts.member_id = devices.member_id and kind = 'login_code'
            and outcome = 'wrong-code'
            and verdict -> 'free' is distinct from 'true'
            and at > coalesce(last_used_at, enrolled_at)
        where status = 'active'
        group by devices.id, known_networks.device_id, known_networks.network
        having count(attempts.id) <> known_networks.failures or devices.failures > 0
    """,
    "a try of a reset was taken for each wrong code": """
        select recoveries.id from recoveries left join attempts
            on flow_id = recoveries.id and kind = 'email_code'
            and outcome = 'wrong-code'
        group by recoveries.id having count(attempts.id) <> 5 - tries_left
    """,
    "a reset that is done changed the password once": """
        select recoveries.member_id from recoveries left join events
            on events.member_id = recoveries.member_id
            and kind = 'authn_password_change'
        where stage = 'done' group by 1 having count(events.id) <> 1
    """,
    "an invitation was accepted once": """
        select invitations.member_id from invitations cross join lateral (
            select count(*) as times from events
            where events.member_id = invitations.member_id
                and kind = 'user_invitation_accepted'
        ) as accepted
        group by invitations.member_id, times
        having times <> count(*) filter (where stage = 'accepted') or times > 1
    """,
    "who chose a password by a corrected invitation has its address": """
        select invitations.id from invitations
        join members on members.id = member_id
        where stage = 'accepted' and invitations.email <> members.email
    """,
    "a change of address came to its end, and moved the member once": """
        select change.id from address_changes as change
        join members on members.id = member_id
        left join events on events.member_id = change.member_id
            and kind = 'user_updated' and detail ? 'email'
        group by change.id, members.email
        having change.email <> members.email or change.stage <> case
                when change.asked = '{}' then 'cancelled' -- withdrawn
                else 'changed'
            end
            or count(events.id) <> 1
    """,
    "a try of a change of address was taken for each wrong code": """
        select change.id from address_changes as change left join attempts
            on flow_id = change.id and attempts.kind = 'email_code'
            and outcome = 'wrong-code'
        group by change.id having count(attempts.id) <> 5 - tries_left
    """,
    "who was invited has a password": """
        select id from members where invited_at is not null
    """,
    "an erasure came to its end": "select member_id from erasures",
    "a login that was to be started is": "select login_id from login_starts",
    "an erased member left no login": """
        select logins.id from logins join members on members.id = member_id
        where name = 'Erased'
    """,
    "an erasure is one event": """
        select members.id from members
        left join events on member_id = members.id and kind = 'user_deleted'
        where name = 'Erased' group by members.id having count(events.id) <> 1
    """,
}

_EVENTS = {  # attempts of a kind and outcome, and the event that records each
    ("login_code", "accepted"): ("login_id", "'authn_login_success'"),
    ("email_code", "wrong-code"): ("enrollment_id", "'authn_email_code_fail'"),
    ("setup_code", "wrong-code"): ("enrollment_id", "'authn_setup_code_fail'"),
    ("resend", "accepted"): ("enrollment_id", "'authn_email_asked'"),
    ("setup_code", "accepted"): (
        "enrollment_id",
        "any('{authn_device_added,authn_device_replaced}')",
    ),
    ("login_code", "wrong-code"): (
        "login_id",
        "any('{authn_otp_fail,authn_otp_replay}')",
    ),
    ("setup", "accepted"): ("login_id", "'authn_enrollment_started'"),
}
_EVENT_PER_ATTEMPT = """
    with tried as (
        select flow_id, count(*) as tries from attempts
        where kind = $1 and outcome = $2
            and flow_id not in (select id from recoveries)
            and flow_id not in (select id from address_changes) group by 1
    ), recorded as ({events})
    select coalesce(flow_id, {key}) from tried full join recorded on {key} = flow_id
    where coalesce(tries, 0) <> coalesce(events, 0)
"""
_EVENT_ONCE = """
    select coalesce(enrollment_id, login_id) from events
    where kind = any($1) group by kind, enrollment_id, login_id, detail
    having count(*) > 1
"""
_ONCE = (
    "authn_enrollment_started",
    "authn_enrollment_moved",
    "authn_enrollment_ended",
    "authn_login_ended",
    "authn_password_success",
    "authn_first_factor_vouched",
)
_EVENT_PER_ROW = """
    select logins.id from logins left join events
        on login_id = logins.id
        and kind in ('authn_password_success', 'authn_first_factor_vouched')
    where exists (select from events where login_id = logins.id)
        and started_at is distinct from ended_at  -- a session answered at once
    group by logins.id having count(events.id) <> 1
"""


async def prove_database(pool: Pool) -> list[str]:
    """One line for each violated rule, with the ids that violate it."""
    broken = await violations(pool, PROOFS)
    for (kind, outcome), (key, of_kind) in _EVENTS.items():
        events = _EVENTS_OF.format(key=key, kind=of_kind)
        query = _EVENT_PER_ATTEMPT.format(events=events, key=key)
        found = await pool.fetch(query, kind, outcome)
        sentence = f"one event for each {kind} that is {outcome}"
        broken.append(_line(sentence, [record[0] for record in found]))
    once = await pool.fetch(_EVENT_ONCE, list(_ONCE))
    broken.append(_line("one event a step", [record[0] for record in once]))
    logins = await pool.fetch(_EVENT_PER_ROW)
    broken.append(_line("one event a password", [record[0] for record in logins]))
    return [line for line in broken if line]


async def violations(pool: Pool, proofs: Mapping[str, str]) -> list[str]:
    """One line for each sentence whose query finds something."""
    lines = [
        _line(sentence, [record[0] for record in await pool.fetch(query)])
        for sentence, query in proofs.items()
    ]
    return [line for line in lines if line]


def _line(sentence: str, ids: list[object]) -> str:
    if not ids:
        return ""
    return f"violated: {sentence} ({len(ids)}: {', '.join(map(str, ids[:3]))})"
