"""The password of the member who is signed in, changed with the present one."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from api.actions.password_budget import PasswordBudget, RightPassword
from api.edge.client import Client
from api.edge.password_bodies import PasswordChange
from api.edge.problems import Problem, unavailable, weak_password
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.attempts import Attempts
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import Overloaded
from doorstep.messages.flows import Ended
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.password_strength import PasswordRules
from doorstep.transactions.own_password import (
    NotChanged,
    PasswordChanged,
    change_own_password,
)


@dataclass(frozen=True)
class OwnPassword:
    pool: Pool
    clock: Clock
    flows: Flows
    budget: PasswordBudget

    def rules(self, signed_in: SignedIn) -> PasswordRules:
        """What a new password has to meet."""
        member = signed_in.member
        return signed_in.account.password_rules(member.email, member.name)

    async def change(
        self,
        signed_in: SignedIn,
        change: PasswordChange,
        client: Client,
        attempt_id: UUID | None = None,
    ) -> None:
        """End the member's other sessions and running flows; notify the member.

        A wrong present password counts like one at signing in. A repeat of an attempt
        that has changed the password changes nothing.
        """
        if attempt_id is not None and await self._done(attempt_id):
            return
        rules = self.rules(signed_in)
        if weakness := rules.weakness(change.new):
            raise weak_password(weakness, rules, "new")
        async with asyncio.timeout(self.budget.limits.act.total_seconds()):
            changed = await self._change(signed_in, change, client, attempt_id)
        await self.flows.signal_end(changed.ended, Ended.committed)
        await self.flows.start_notice(changed.notice)

    async def _done(self, attempt_id: UUID) -> bool:
        async with self.pool.acquire() as connection:
            return await Attempts(connection).verdict(attempt_id) is not None

    async def _change(
        self,
        signed_in: SignedIn,
        change: PasswordChange,
        client: Client,
        attempt_id: UUID | None,
    ) -> PasswordChanged:
        """Where a login has just renewed the hash, the password is judged once more."""
        for _ in range(2):
            right = await self._judged(signed_in, change.current, client)
            changed = await change_own_password(
                self.pool,
                signed_in,
                right.member,
                await self._hash(change.new),
                self.clock(),
                attempt_id=attempt_id,
            )
            if isinstance(changed, PasswordChanged):
                return changed
            if changed is NotChanged.shut_out:
                raise Problem(ProblemKind.not_signed_in)
        raise Problem(ProblemKind.wrong_password)

    async def _judged(
        self, signed_in: SignedIn, current: str, client: Client
    ) -> RightPassword:
        typed = TypedAddress.read(signed_in.member.email)
        try:
            async with self.budget.reserving(typed, client) as one:
                right = await one.judge(current)
        except Problem as problem:
            if problem.kind is not ProblemKind.invalid_credentials:
                raise
            raise Problem(ProblemKind.wrong_password) from None
        if right.member.id != signed_in.member.id:  # two members of one mailbox
            raise Problem(ProblemKind.wrong_password)
        return right

    async def _hash(self, password: str) -> str:
        try:
            return await self.budget.passwords.hash(password)
        except Overloaded as overloaded:
            raise unavailable(overloaded.seconds) from None
