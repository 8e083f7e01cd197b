"""The table `session_clients`: the clients that take part in a session.

Each is told of its end. `due_at` is when the session ends as far as is known: its idle
or absolute end at first, moved forward by a trigger on `sessions` when it is ended.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.purging import PAGE
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.clients import ClientKind, SigningAlgorithm

_CAN_BE_TOLD = "backchannel_logout_uri is not null and clients.disabled_at is null"


@dataclass(frozen=True)
class ClientToTell:
    """A client that takes part in a session which is over; `account_id` is that of the
    member.
    """

    session_id: UUID
    client_id: str
    member_id: UUID
    account_id: UUID


@dataclass(frozen=True)
class Telling(ClientToTell):
    """With where and how it is told; `settled` once it was told or has failed.

    `uri` is None where it cannot be told any more.
    """

    kind: ClientKind
    uri: str | None
    algorithm: SigningAlgorithm
    settled: bool


@dataclass(frozen=True)
class TellingFailed:
    """A client that could not be told so far; `failed_at` where that is final."""

    session_id: UUID
    client_id: str
    name: str
    due_at: datetime
    last_failure: str
    failed_at: datetime | None


_to_tell = RowMapper(ClientToTell)
_telling = RowMapper(Telling)
_failed = RowMapper(TellingFailed)


@dataclass(frozen=True)
class SignOnBudget:
    """`most` sign-ins of a session to one client in a window that begins after `since`,
    without anything being asked.
    """

    since: datetime
    most: int


class SessionClients:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def joined(
        session_id: UUID,
        client_id: str,
        member_id: UUID,
        at: datetime,
        ends_at: datetime,
        *,
        budget: SignOnBudget | None = None,
    ) -> Write:
        """It takes part from now on; the session ends then, as far as is known.

        Waits for whoever ends the session at the same time: nothing is written once it
        has ended, so that no client is forgotten; nor where the budget is spent.
        Without one the person was asked, and counting begins anew.
        """
        counted, since, most = (1, budget.since, budget.most) if budget else (0, at, 0)
        return Write(
            """
            insert into session_clients as mine (
                session_id, client_id, member_id, joined_at, due_at, sign_ons,
                sign_ons_since
            )
            select id, $2, $3, $4, $5, $6, $4
            from sessions where id = $1 and ended_at is null for share
            on conflict (session_id, client_id) do update set
                due_at = excluded.due_at,
                sign_ons = $6
                    + case when mine.sign_ons_since > $7 then mine.sign_ons else 0 end,
                sign_ons_since = case
                    when mine.sign_ons_since > $7 then mine.sign_ons_since else $4
                end
            where $6 = 0 or mine.sign_ons_since <= $7 or mine.sign_ons < $8
            """,
            (session_id, client_id, member_id, at, ends_at, counted, since, most),
            decisive=True,
        )

    async def spent_since(
        self, session_id: UUID, client_id: str, budget: SignOnBudget
    ) -> datetime | None:
        """When the window began whose budget is spent; None where it is not."""
        since: datetime | None = await self._connection.fetchval(
            """
            select sign_ons_since from session_clients
            where session_id = $1 and client_id = $2
                and sign_ons_since > $3 and sign_ons >= $4
            """,
            session_id,
            client_id,
            budget.since,
            budget.most,
        )
        return since

    async def take_due(
        self, at: datetime, idle: timedelta, limit: int = 100
    ) -> list[ClientToTell]:
        """Those of sessions that are over. A session that was used meanwhile is looked
        at again at its new end; clients that cannot be told are forgotten.
        """
        records = await self._connection.fetch(
            f"""
            with due as materialized (
                select mine.session_id, mine.client_id, mine.member_id,
                    least(session.expires_at, session.last_seen_at + $2) as ends_at,
                    session.id is null or session.ended_at is not null
                        or least(session.expires_at, session.last_seen_at + $2) <= $1
                        as is_over,
                    {_CAN_BE_TOLD} as is_told
                from session_clients as mine
                join clients on clients.id = mine.client_id
                left join sessions as session on session.id = mine.session_id
                where mine.started_at is null and mine.due_at <= $1
                order by mine.due_at limit $3 for update of mine skip locked
            ), later as (
                update session_clients as mine set due_at = due.ends_at from due
                where mine.session_id = due.session_id
                    and mine.client_id = due.client_id and not is_over
            ), forgotten as (
                delete from session_clients as mine using due
                where mine.session_id = due.session_id
                    and mine.client_id = due.client_id and is_over and not is_told
            )
            select session_id, client_id, member_id, account_id
            from due join members on members.id = member_id
            where is_over and is_told
            """,
            at,
            idle,
            limit,
        )
        return [_to_tell(record) for record in records]

    async def note_started(
        self, session_id: UUID, client_id: str, at: datetime
    ) -> None:
        await self._connection.execute(
            """
            update session_clients set started_at = $3
            where session_id = $1 and client_id = $2 and started_at is null
            """,
            session_id,
            client_id,
            at,
        )

    async def telling(self, session_id: UUID, client_id: str) -> Telling | None:
        record = await self._connection.fetchrow(
            f"""
            select session_id, client_id, member_id, members.account_id, clients.kind,
                case
                    when {_CAN_BE_TOLD}
                    then backchannel_logout_uri
                end as uri,
                id_token_alg as algorithm,
                told_at is not null or failed_at is not null as settled
            from session_clients
            join clients on clients.id = client_id
            join members on members.id = member_id
            where session_id = $1 and client_id = $2
            """,
            session_id,
            client_id,
        )
        return _telling(record) if record else None

    @staticmethod
    def told(session_id: UUID, client_id: str, at: datetime) -> Write:
        return Write(
            """
            update session_clients set
                told_at = $3, last_failure = null,
                started_at = coalesce(started_at, $3)
            where session_id = $1 and client_id = $2
                and told_at is null and failed_at is null
            """,
            (session_id, client_id, at),
            decisive=True,
        )

    @staticmethod
    def failed(session_id: UUID, client_id: str, at: datetime) -> Write:
        """For good."""
        return Write(
            """
            update session_clients set
                failed_at = $3, started_at = coalesce(started_at, $3)
            where session_id = $1 and client_id = $2
                and told_at is null and failed_at is null
            """,
            (session_id, client_id, at),
            decisive=True,
        )

    async def note_failure(
        self, session_id: UUID, client_id: str, failure: str, at: datetime
    ) -> None:
        """Of one try."""
        await self._connection.execute(
            """
            update session_clients set
                last_failure = $3, started_at = coalesce(started_at, $4)
            where session_id = $1 and client_id = $2 and told_at is null
            """,
            session_id,
            client_id,
            failure,
            at,
        )

    async def failing_of(self, member_id: UUID, since: datetime) -> list[TellingFailed]:
        """Those of the member that could not be told of an end since then."""
        records = await self._connection.fetch(
            """
            select session_id, client_id, name, due_at, last_failure, failed_at
            from session_clients join clients on clients.id = client_id
            where member_id = $1 and due_at > $2
                and told_at is null and last_failure is not null
            order by due_at desc
            """,
            member_id,
            since,
        )
        return [_failed(record) for record in records]

    async def delete_over(self, before: datetime, limit: int = PAGE) -> int:
        """Delete those of sessions that ended before; returns how many."""
        return int(
            await self._connection.fetchval(
                """
                with old as materialized (
                    select session_id, client_id from session_clients
                    where started_at < $1 order by started_at
                    limit $2 for update skip locked
                ), gone as (
                    delete from session_clients
                    where session_id = any(array(select session_id from old))
                        and (session_id, client_id) in (
                            select session_id, client_id from old
                        )
                    returning 1
                )
                select count(*) from gone
                """,
                before,
                limit,
            )
        )
