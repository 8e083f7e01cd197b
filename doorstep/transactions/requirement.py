"""Two-step verification switched off by an administrator who has just proven to be it.

The code is judged, or the password that was judged before is compared with the stored
one, in the transaction that switches off: the account is locked, then the member.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from doorstep.db.accounts import Accounts
from doorstep.db.devices import Devices
from doorstep.db.login_facts import LoginsWithFacts
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import Write, write_together
from doorstep.messages.activities import LoginCodeVerdict
from doorstep.messages.flows import NoticeStart, Outcome
from doorstep.rules.codes import TypedCode
from doorstep.rules.networks import network_of
from doorstep.rules.people import ReasonText, Role
from doorstep.rules.seal import KeyRing
from doorstep.transactions.accounts import AccountFields, Actor, change_locked
from doorstep.transactions.login_codes import CodeComparison
from doorstep.transactions.sessions import SignedIn

_OFF = AccountFields(two_step_required=False)


@dataclass(frozen=True)
class SwitchedOff:
    """`verdict` is that on the code or password; `notices` are to be started."""

    verdict: LoginCodeVerdict
    notices: tuple[NoticeStart, ...] = ()


_ACCEPTED = LoginCodeVerdict(outcome=Outcome.accepted)
_GONE = LoginCodeVerdict(outcome=Outcome.flow_ended)


@dataclass(frozen=True)
class SwitchingOff:
    """What an administrator asks for; where it is off already, nothing is judged."""

    pool: Pool
    ring: KeyRing
    admin: SignedIn
    reason: ReasonText
    at: datetime

    async def by_code(self, typed: TypedCode) -> SwitchedOff:
        """`wrong-stage` where the administrator has no authenticator."""

        async def judge(connection: Connection, member: Member) -> LoginCodeVerdict:
            facts = await LoginsWithFacts(connection).judged(
                self.admin.session.login_id,
                None,
                self.at,
                network_of(typed.client_address),
            )
            writes: list[Write] = []
            verdict = await CodeComparison(
                connection, self.ring, facts, member, typed, self.at, writes
            ).verdict()
            await write_together(connection, *writes)
            return verdict

        return await self._judged(judge)

    async def by_password(self, password_hash: str | None) -> SwitchedOff:
        """The password was right for this hash; `flow-ended` if it has been changed,
        `wrong-stage` where a code has to be given.
        """

        async def judge(connection: Connection, member: Member) -> LoginCodeVerdict:
            if await Devices(connection).active(member.id):
                return LoginCodeVerdict(outcome=Outcome.wrong_stage)
            return _ACCEPTED if member.password_hash == password_hash else _GONE

        return await self._judged(judge)

    async def _judged(
        self, judge: Callable[[Connection, Member], Awaitable[LoginCodeVerdict]]
    ) -> SwitchedOff:
        admin = self.admin
        async with self.pool.acquire() as connection, connection.transaction():
            account = await Accounts(connection).lock(admin.account.id)
            member = await Members(connection).lock(admin.member.id)
            if not account.two_step_required:
                return SwitchedOff(_ACCEPTED)
            if member.disabled_at is not None or member.role is not Role.admin:
                return SwitchedOff(_GONE)
            verdict = await judge(connection, member)
            if verdict.outcome is not Outcome.accepted:
                return SwitchedOff(verdict)
            by = Actor(member.id, admin.session.login_id)
            changed = await change_locked(
                connection, account, _OFF, self.at, by=by, reason=self.reason
            )
            return SwitchedOff(verdict, changed.notices)
