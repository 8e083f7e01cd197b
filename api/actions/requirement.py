"""Switching the requirement of two-step verification off.

It weakens every door of the account, so who does it gives a code again, or, without an
authenticator, the password; both on the budgets of signing in.
"""

from dataclasses import dataclass

from api.actions.login_refusals import refusal
from api.actions.password_budget import PasswordBudget
from api.edge.client import Client
from api.flows import Flows
from doorstep.clock import Clock
from doorstep.db.devices import Devices
from doorstep.db.pool import Pool
from doorstep.messages.flows import Outcome
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.codes import TypedCode
from doorstep.rules.seal import KeyRing
from doorstep.transactions.requirement import SwitchedOff, SwitchingOff
from doorstep.transactions.sessions import SignedIn


@dataclass(frozen=True)
class Requirement:
    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    budget: PasswordBudget

    async def asks_for_code(self, admin: SignedIn) -> bool:
        """Otherwise for the password: there is no authenticator."""
        async with self.pool.acquire() as connection:
            return await Devices(connection).active(admin.member.id) is not None

    async def switch_off_by_code(
        self, admin: SignedIn, reason: str, code: str, client: Client
    ) -> None:
        """Raises what a login answers a code with that is not accepted."""
        typed = TypedCode(
            code, client_address=client.address, user_agent=client.user_agent
        )
        await self._finish(await self._switching_off(admin, reason).by_code(typed))

    async def switch_off_by_password(
        self, admin: SignedIn, reason: str, password: str, client: Client
    ) -> None:
        """Raises `invalid-credentials`, and the problems of the password's budget."""
        typed = TypedAddress.read(admin.member.email)
        async with self.budget.reserving(typed, client) as one:
            right = await one.judge(password)
        off = self._switching_off(admin, reason)
        await self._finish(await off.by_password(right.member.password_hash))

    def _switching_off(self, admin: SignedIn, reason: str) -> SwitchingOff:
        return SwitchingOff(self.pool, self.ring, admin, reason, self.clock())

    async def _finish(self, switched: SwitchedOff) -> None:
        if notice := switched.verdict.notice:
            await self.flows.start_notice(notice)
        await self.flows.start_notices(switched.notices)
        if switched.verdict.outcome is not Outcome.accepted:
            raise refusal(switched.verdict, self.clock())
