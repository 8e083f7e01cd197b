"""The running flows: rows of those that have not ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.stages import ApplicationId, LoginStage


@dataclass(frozen=True)
class RunningFlow:
    """`flow` is the workflow's id, `mail_failure` that of an undelivered mail."""

    flow: str
    account: str
    member: str
    stage: str
    since: datetime
    expires_at: datetime
    mail_failure: str | None


@dataclass(frozen=True)
class RunningLogin:
    """A login that has not ended, and where it was begun."""

    id: UUID
    application: ApplicationId
    client_name: str | None
    stage: LoginStage
    started_at: datetime
    expires_at: datetime
    client_address: str
    browser_family: str
    browser_system: str


_WAITING = """
    select flow, accounts.name as account, members.email as member, stage,
        since, expires_at, mail_failure
    from (
        select 'enrollment/' || id as flow, account_id, member_id, stage,
            stage_since as since, expires_at, (
                select case when accepted_at is null then last_failure end
                from emails where enrollment_id = enrollments.id
                order by number desc limit 1
            ) as mail_failure
        from enrollments where ended_at is null
        union all
        select 'login/' || id, account_id, member_id, stage, (
                select greatest(
                    logins.started_at, max(started_at), max(ended_at)
                ) from enrollments where login_id = logins.id
            ), expires_at, null
        from logins where ended_at is null
        union all
        select 'recovery/' || id, account_id, member_id, stage, stage_since,
            expires_at, case when accepted_at is null then last_failure end
        from recoveries where ended_at is null and member_id is not null
        union all
        select 'address/' || id, account_id, member_id, stage, stage_since,
            expires_at, case when accepted_at is null then last_failure end
        from address_changes where ended_at is null
        union all
        select 'invitation/' || id, account_id, member_id, stage, invited_at,
            expires_at, case when accepted_at is null then last_failure end
        from invitations where ended_at is null
    ) as flows
    join accounts on accounts.id = flows.account_id
    join members on members.id = flows.member_id
    where since <= $1
        and ($2::uuid is null or flows.account_id = $2)
        and ($3::text is null or stage = $3)
    order by since, flow desc
"""
_flow, _login = RowMapper(RunningFlow), RowMapper(RunningLogin)


class RunningFlows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def waiting(
        self,
        *,
        since_before: datetime,
        account_id: UUID | None = None,
        stage: str | None = None,
    ) -> list[RunningFlow]:
        """Those that entered their stage by that moment, the longest wait first."""
        records = await self._connection.fetch(
            _WAITING,
            since_before,
            account_id,
            stage,
        )
        return [_flow(record) for record in records]

    async def logins_of(
        self, member_id: UUID, at: datetime, *, limit: int, before: UUID | None = None
    ) -> list[RunningLogin]:
        """The member's logins that run at that moment, newest first."""
        records = await self._connection.fetch(
            """
            select id, application,
                (select name from clients where clients.id = application)
                    as client_name,
                stage, started_at, expires_at, client_address,
                browser_family, browser_system
            from logins
            where member_id = $1 and ended_at is null and expires_at > $2
                and ($3::uuid is null or id < $3)
            order by id desc limit $4
            """,
            member_id,
            at,
            before,
            limit,
        )
        return [_login(record) for record in records]
