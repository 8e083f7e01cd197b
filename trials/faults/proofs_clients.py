"""What must hold of the clients' codes, tokens and logouts, whatever was killed."""

from doorstep.db.pool import Pool
from trials.faults.backchannel import Backchannel
from trials.faults.proofs_database import violations

UNTOLD_CLIENTS = """
    select session_id from session_clients join sessions on sessions.id = session_id
    where sessions.ended_at is not null and told_at is null and failed_at is null
"""
_EVENTS_PER = """
    select coalesce(had.login_id, noted.login_id) from (
        select login_id, count(*) as times from {rows} group by 1
    ) as had full join (
        select login_id, count(*) as times from events
        where kind = '{kind}' and login_id is not null group by 1
    ) as noted using (login_id)
    where had.times is distinct from noted.times
"""
_REFRESHED = """
    refresh_tokens join grants on grants.id = grant_id
        and refresh_tokens.issued_at > grants.created_at
"""
_PROOFS = {
    "a code that was used gave a grant, and no other did": """
        select coalesce(request_id, grants.id) from (
            select request_id, grant_id from authorization_codes
            where used_at is not null
        ) as codes full join grants on grants.id = grant_id
        where request_id is null or grants.id is null
    """,
    "a code gave one grant": """
        select grant_id from authorization_codes where grant_id is not null
        group by 1 having count(*) > 1
    """,
    "a refresh token that was used gave one other": """
        select grant_id from refresh_tokens
        group by 1 having count(*) <> 1 + count(used_at)
    """,
    "an access token came with each refresh token": """
        select coalesce(had.grant_id, came.grant_id) from (
            select grant_id, count(*) as times from refresh_tokens group by 1
        ) as had full join (
            select grant_id, count(*) as times from access_tokens
            where grant_id is not null group by 1
        ) as came using (grant_id)
        where had.times is distinct from came.times
    """,
    "an exchange is one event": _EVENTS_PER.format(
        rows="grants", kind="authn_token_created"
    ),
    "a refresh is one event": _EVENTS_PER.format(
        rows=_REFRESHED, kind="authn_token_refreshed"
    ),
    "a client of a session that has ended was told, or is told as failed": (
        UNTOLD_CLIENTS
    ),
    "what came of telling a client is one event": """
        select session_id from session_clients left join events
            on kind = case when told_at is not null then 'session_client_told'
                else 'session_client_not_told' end
            and detail ->> 'session' = session_id::text
            and detail ->> 'client' = client_id
        where told_at is not null or failed_at is not null
        group by session_id, client_id having count(events.id) <> 1
    """,
    "an application's person was created once": """
        select subjects.member_id from subjects left join events
            on events.member_id = subjects.member_id and kind = 'user_created'
        group by subjects.member_id having count(events.id) <> 1
    """,
}


async def prove_clients(pool: Pool, clients: Backchannel) -> list[str]:
    """One line for each violated rule, and for each client that heard otherwise."""
    records = await pool.fetch(
        """
        select session_id::text as session, client_id, told_at, failed_at
        from session_clients
        """
    )
    wrong = []
    for record in records:
        pair = (record["session"], record["client_id"])
        if record["told_at"] and pair not in clients.accepted:
            wrong.append(f"{pair} is said to be told, and was not")
        if record["failed_at"] and pair not in clients.refused:
            wrong.append(f"{pair} is said to have refused, and did not")
    return wrong + await violations(pool, _PROOFS)
