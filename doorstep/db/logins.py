"""The table `logins`: one row for each login."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.db.pool import Connection, Record, present
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.clients import FirstFactor
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.stages import ApplicationId, LoginStage
from doorstep.rules.user_agents import UNKNOWN, Browser

COLUMNS = """
    id, account_id, member_id, application, stage, client_address,
    started_at, expires_at, latest_expiry, ended_at, browser_family, browser_system,
    policy, (
        select jsonb_build_object(
            'id', id, 'expires_at', expires_at, 'returns_to', returns_to
        )
        from enrollments where login_id = logins.id and ended_at is null
    ) as setup, never_started, session_id, first_factor_at, purpose, first_factor,
    client_vouched
"""


class RunningEnrollment(BaseModel):
    """The running setup of a login, and the stage it returns to if that fails."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    id: UUID
    expires_at: datetime
    returns_to: LoginStage


@dataclass(frozen=True)
class Login:
    """`session_id` is the browser's session, from before it or which it has opened;
    `first_factor_at` is when the first factor was given where that was before it;
    `purpose` is what the application says that it is for. `client_vouched`: it has
    named the client's address, which counts for whoever sends codes.
    """

    id: UUID
    account_id: UUID
    member_id: UUID
    application: ApplicationId
    stage: LoginStage
    client_address: str
    started_at: datetime
    expires_at: datetime
    latest_expiry: datetime
    ended_at: datetime | None
    policy: LoginPolicy
    browser: Browser = UNKNOWN
    setup: RunningEnrollment | None = None
    never_started: bool = False
    session_id: UUID | None = None
    first_factor_at: datetime | None = None
    purpose: str | None = None
    first_factor: FirstFactor = FirstFactor.doorstep
    client_vouched: bool = False

    @property
    def oldest_factor_at(self) -> datetime:
        return self.first_factor_at or self.started_at

    def client_of(self, address: str) -> str:
        """Whose address counts for a code that was sent from this one."""
        return self.client_address if self.client_vouched else address

    @property
    def opens_session(self) -> bool:
        """Whether a right code signs in to Doorstep: otherwise it is the application
        that the person signs in to.
        """
        return self.first_factor is FirstFactor.doorstep

    def over(self, at: datetime) -> bool:
        """Whether it has ended, or is past its deadline, recorded or not."""
        return self.ended_at is not None or at >= self.expires_at

    def running_setup(self, at: datetime) -> RunningEnrollment | None:
        """None if the setup or the login is past its deadline, recorded or not."""
        if self.setup is None or self.over(at) or at >= self.setup.expires_at:
            return None
        return self.setup

    def stage_at(self, at: datetime) -> LoginStage:
        """The stage; deadlines count even if they are not recorded yet."""
        if self.ended_at is not None:
            return self.stage
        if at >= self.expires_at:
            return LoginStage.expired
        if self.setup is not None and at >= self.setup.expires_at:
            return self.setup.returns_to
        return self.stage


login_of = RowMapper(Login)


@dataclass(frozen=True)
class Origin:
    """Where a login was begun: the network address, and roughly the browser; and the
    name of the application that it is for, where that is a client.
    """

    client_address: str
    browser: Browser
    application: str | None = None


class Logins:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def origins(
        self, account_id: UUID | None, ids: Collection[UUID]
    ) -> dict[UUID, Origin]:
        """By id; logins of other accounts, and purged ones, are left out."""
        records = await self._connection.fetch(
            """
            select id, client_address, browser_family, browser_system,
                (select name from clients where clients.id = application) as client
            from logins
            where account_id = $1 and id = any($2)
            """,
            account_id,
            list(ids),
        )
        return _origins(records)

    async def origins_of_setups(
        self, account_id: UUID, ids: Collection[UUID]
    ) -> dict[UUID, Origin]:
        """The same by the ids of setups."""
        records = await self._connection.fetch(
            """
            select enrollments.id, client_address, browser_family, browser_system,
                (select name from clients where clients.id = application) as client
            from enrollments join logins on logins.id = login_id
            where enrollments.account_id = $1 and enrollments.id = any($2)
            """,
            account_id,
            list(ids),
        )
        return _origins(records)

    @staticmethod
    def inserted(login: Login, token_hash: bytes) -> Write:
        return Write(
            """
            insert into logins (
                id, account_id, member_id, application, stage, client_address,
                started_at, expires_at, latest_expiry, ended_at, token_hash,
                browser_family, browser_system, policy, session_id, first_factor_at,
                first_factor, client_vouched, purpose
            ) values (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                $17, $18, $19
            )
            """,
            (
                login.id,
                login.account_id,
                login.member_id,
                login.application,
                login.stage,
                login.client_address,
                login.started_at,
                login.expires_at,
                login.latest_expiry,
                login.ended_at,
                token_hash,
                *astuple(login.browser),
                login.policy.model_dump(mode="json", exclude_defaults=True),
                login.session_id,
                login.first_factor_at,
                login.first_factor,
                login.client_vouched,
                login.purpose,
            ),
        )

    async def find(self, login_id: UUID) -> Login | None:
        """For an id from a request or command."""
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from logins where id = $1", login_id
        )
        return login_of(record) if record else None

    async def get(self, login_id: UUID) -> Login:
        return present(await self.find(login_id))

    async def of_ids(self, login_ids: list[UUID]) -> dict[UUID, Login]:
        records = await self._connection.fetch(
            f"select {COLUMNS} from logins where id = any($1)", login_ids
        )
        return {record["id"]: login_of(record) for record in records}

    async def newest_of(self, member_id: UUID) -> Login | None:
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from logins "
            "where member_id = $1 order by started_at desc, id desc limit 1",
            member_id,
        )
        return login_of(record) if record else None

    @staticmethod
    def moved(login_id: UUID, stage: LoginStage, expires_at: datetime) -> Write:
        """Into a stage that is not final."""
        return Write(
            """
            update logins set stage = $2, expires_at = $3
            where id = $1 and ended_at is null
            """,
            (login_id, stage, expires_at),
            decisive=True,
        )

    async def end(self, login_id: UUID, stage: LoginStage, at: datetime) -> bool:
        """Enter a final stage; False if the login had ended before."""
        status = await self._connection.execute(
            """
            update logins set stage = $2, ended_at = $3
            where id = $1 and ended_at is null
            """,
            login_id,
            stage,
            at,
        )
        return status.endswith("1")

    @staticmethod
    def signed_in(login_id: UUID, at: datetime, session_id: UUID | None) -> Write:
        """Into this session; None where the client has one of its own."""
        return Write(
            """
            update logins set stage = 'signed_in', ended_at = $2, session_id = $3
            where id = $1 and ended_at is null
            """,
            (login_id, at, session_id),
            decisive=True,
        )

    async def withdraw(self, login_id: UUID, at: datetime) -> bool:
        """Cancel one whose workflow was not started; False if it had ended before."""
        status = await self._connection.execute(
            """
            update logins set stage = 'cancelled', ended_at = $2, never_started = true
            where id = $1 and ended_at is null
            """,
            login_id,
            at,
        )
        return status.endswith("1")

    async def overdue(self, expired_before: datetime, most: int) -> list[Login]:
        """Those past their deadline that were not ended, the oldest first."""
        records = await self._connection.fetch(
            f"select {COLUMNS} from logins "
            "where ended_at is null and expires_at < $1 order by expires_at limit $2",
            expired_before,
            most,
        )
        return [login_of(record) for record in records]

    async def cancel_all_of(self, member_id: UUID, at: datetime) -> list[Login]:
        """Cancel every running login of the member; returns the rows after that."""
        records = await self._connection.fetch(
            f"""
            update logins set stage = 'cancelled', ended_at = $2
            where member_id = $1 and ended_at is null returning {COLUMNS}
            """,
            member_id,
            at,
        )
        return [login_of(record) for record in records]


def _origins(records: Sequence[Record]) -> dict[UUID, Origin]:
    return {
        record["id"]: Origin(
            record["client_address"],
            Browser(record["browser_family"], record["browser_system"]),
            record["client"],
        )
        for record in records
    }
