"""What one act of a login needs to know, over several tables, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.answers import USE_OF_KEY, KeyUse
from doorstep.db.devices import Device, device_of
from doorstep.db.logins import COLUMNS, Login, login_of
from doorstep.db.members import Member, member_of
from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.code_ledgers import Ledger, LedgerKind
from doorstep.rules.totp import USUAL, Parameters

_DEVICE = device_of.columns_of("device", "device")
_MEMBER = member_of.columns_of("member", "member")
_FACTS = f"""
    {login_of.columns_of("login", "login")},
    {_DEVICE},
    here.failures as here_failures, here.blocked_until as here_blocked_until
"""
_OF_CLIENT = """
    left join devices as device
        on device.member_id = login.member_id and device.status = 'active'
    left join known_networks as here
        on here.device_id = device.id and here.known_until > $4 and here.network = case
            when login.client_vouched then network_of(login.client_address) else $3
        end
"""


@dataclass(frozen=True)
class KnownNetwork:
    """The ledger of the client's network, which is known for the device."""

    failures: int
    blocked_until: datetime | None


@dataclass(frozen=True)
class LoginFacts:
    """A login, and the active device that its codes are of."""

    login: Login
    device: Device | None
    here: KnownNetwork | None

    @property
    def totp(self) -> Parameters:
        """How the codes are made that the login takes."""
        return self.device.totp if self.device else USUAL

    @property
    def ledger(self) -> Ledger | None:
        """Where a wrong code from this client would count."""
        if self.device is None or self.here is None:
            return self.device.others if self.device else None
        return Ledger(
            LedgerKind.known_network,
            self.here.failures,
            self.here.blocked_until,
            self.device.disabled_at,
        )


@dataclass(frozen=True)
class PresentedLogin(LoginFacts):
    """A login whose token was presented, and the use of the request's key so far."""

    key_use: KeyUse | None


@dataclass(frozen=True)
class JudgedLogin(LoginFacts):
    """A login for which a code is to be judged; `verdict` if it was before."""

    member: Member
    verdict: dict[str, object] | None


@dataclass(frozen=True)
class MembersSignIn:
    """A member with what decides about another login.

    `started` has the starts of earlier logins that Temporal accepted, the latest first.
    """

    member: Member
    two_step_required: bool
    device: Device | None
    started: tuple[datetime, ...]


_sign_in = RowMapper(MembersSignIn)
_presented = RowMapper(PresentedLogin)
_judged = RowMapper(JudgedLogin)


class LoginsWithFacts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def sign_in_of(self, member_id: UUID, since: datetime) -> MembersSignIn:
        """With the starts since then; to be read with the member locked."""
        record = await self._connection.fetchrow(
            f"""
            select {_MEMBER}, two_step_required,
                {_DEVICE},
                array(
                    select started_at from logins
                    where logins.member_id = $1 and started_at > $2
                        and not never_started
                        and ended_at is distinct from started_at -- single sign-on
                    order by started_at desc
                ) as started
            from members as member
            join accounts on accounts.id = member.account_id
            left join devices as device
                on device.member_id = member.id and device.status = 'active'
            where member.id = $1
            """,
            member_id,
            since,
        )
        return _sign_in(present(record))

    async def presented(
        self,
        login_id: UUID,
        token_hash: bytes,
        at: datetime,
        *,
        network: str,
        key_hash: bytes | None,
    ) -> PresentedLogin | None:
        """None if it is another login's token, or there is no such login."""
        record = await self._connection.fetchrow(
            f"""
            select {_FACTS}, {USE_OF_KEY}
            from (
                select {COLUMNS} from logins where id = $1 and token_hash = $2
            ) as login
            {_OF_CLIENT}
            left join answers as answer
                on answer.flow_id = login.id and answer.key_hash = $5
            """,
            login_id,
            token_hash,
            network,
            at,
            key_hash,
        )
        return _presented(record) if record else None

    async def judged(
        self, login_id: UUID, attempt_id: UUID | None, at: datetime, network: str
    ) -> JudgedLogin:
        """To be read with the member locked; without an attempt id, no verdict."""
        record = await self._connection.fetchrow(
            f"""
            select {_FACTS}, {_MEMBER}, verdict
            from (select {COLUMNS} from logins where id = $1) as login
            join members as member on member.id = login.member_id
            {_OF_CLIENT}
            left join attempts on attempts.id = $2
            """,
            login_id,
            attempt_id,
            network,
            at,
        )
        return _judged(present(record))

    async def stood_on_ended_session(self, login: Login) -> bool:
        """Whether somebody has ended the session that it stands on.

        A setup ends all sessions: that of the login itself is no reason. The session is
        locked until the transaction ends.
        """
        return bool(
            await self._connection.fetchval(
                """
                select ended_at is not null and not exists (
                    select from enrollments
                    where login_id = $2 and stage = 'enrolled'
                        and ended_at = sessions.ended_at
                )
                from sessions where id = $1 for no key update
                """,
                login.session_id,
                login.id,
            )
        )
