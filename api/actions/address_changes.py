"""A change of the address of the member who is signed in, for routes and pages.

Nothing that the member sees depends on whether somebody has the new address, until the
code from its mailbox was right.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar
from uuid import UUID

from api.actions.step_up import require_step_up
from api.concurrency import OneAtATime
from api.edge.address_bodies import PendingAddress
from api.edge.flow_faults import FlowFull, FlowGone, UpdateRejected
from api.edge.idempotency import Attempt, earlier_verdict
from api.edge.problems import (
    Problem,
    not_found,
    not_now,
    of_outcome,
    seconds_until,
    unavailable,
)
from api.flows import Flows, Update
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.address_changes import AddressChange, AddressChanges
from doorstep.db.address_facts import AddressRows
from doorstep.db.emails import Email
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import CannotConfirmError, ResendTooSoonError, TooManyMailsError
from doorstep.messages.activities import Verdict
from doorstep.messages.flows import Act, AddressReply, CodeSubmission, Outcome
from doorstep.rules.codes import TypedCode, seal_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import AddressStage
from doorstep.settings.limits import LimitVariables
from doorstep.temporal.address_changes import start_address_change
from doorstep.transactions.address_changes import (
    AddressAsked,
    NewAddress,
    ask_for_address,
    end_change,
    withdraw_change,
)
from doorstep.transactions.email_budget import EmailBudget, addresses_at
from doorstep.transactions.invitations import Inviting
from workflows.address_change import AddressChangeWorkflow

_Act = TypeVar("_Act", bound=Act)
_Update: TypeAlias = Update[AddressChangeWorkflow, _Act, AddressReply]
_Refusal: TypeAlias = Callable[[EmailBudget, Email, datetime], Verdict | None]
ATTEMPT = Attempt.new()
"""Of a caller that does not repeat."""
_BEGINS_WITHIN = timedelta(seconds=10)
"""The longest time between the row of a change and the start of its workflow."""


@dataclass(frozen=True)
class AddressChangeActions:
    """Each method that acts returns the pending change, or raises the problem."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    settings: LimitVariables
    one_at_a_time: OneAtATime = field(default_factory=OneAtATime)

    def asking(self, email: str) -> NewAddress:
        inviting = Inviting.of(self.ring, self.settings)
        return NewAddress(email, self.settings.address_policy, inviting)

    async def ask(
        self, signed_in: SignedIn, email: str, attempt: Attempt = ATTEMPT
    ) -> PendingAddress:
        """Mail a code to the new address, and a notice to the old one; a change that is
        pending ends. Wants a step-up.
        """
        attempt_id = attempt.id_for(signed_in.session.id, "new-address")
        at = self.clock()
        require_step_up(signed_in, at)
        member, asked = signed_in.member, self.asking(email)
        try:
            begun = await ask_for_address(
                self.pool, member.id, asked, at, signed_in.actor(at), attempt_id
            )
        except CannotConfirmError:
            raise Problem(ProblemKind.not_signed_in) from None
        except (TooManyMailsError, ResendTooSoonError) as held:
            raise held_mail(held, at) from None
        if not begun.change.over(at):
            await self._begin(begun, attempt_id)
        return await self._pending(begun.change.id)

    async def follow(self, asked: AddressAsked | None, kept: UUID | None) -> None:
        """After an administrator's change of a member: `kept` is one that ended."""
        if asked is not None:
            await self._begin(asked)
        if kept is not None:
            await self.flows.signal_ended([f"address/{kept}"])

    async def _begin(self, asked: AddressAsked, attempt_id: UUID | None = None) -> None:
        """Start the workflow of a change that has been committed. One that was asked
        for before may have it already, and stays.
        """
        try:
            await self.flows.start(start_address_change, asked.start)
        except BaseException:
            if asked.notice is not None:
                await asyncio.shield(self._withdraw(asked.change, attempt_id))
            raise
        if asked.replaced is not None:
            await self.flows.signal_ended([f"address/{asked.replaced}"])
        if asked.notice is not None:
            await self.flows.start_notice(asked.notice)

    async def _withdraw(self, change: AddressChange, attempt_id: UUID | None) -> None:
        await withdraw_change(self.pool, change.id, self.clock(), attempt_id)

    async def pending(self, signed_in: SignedIn) -> PendingAddress | None:
        row = await self._newest(signed_in)
        if row is None or row.over(self.clock()):
            return None
        return await self._pending(row.id)

    async def resend(
        self, signed_in: SignedIn, attempt: Attempt = ATTEMPT
    ) -> PendingAddress:
        row = await self._asked(signed_in)
        attempt_id = attempt.id_for(signed_in.session.id, "address-resend")
        act, update = Act(attempt_id=attempt_id), AddressChangeWorkflow.resend
        await self._act(row, update, act, EmailBudget.resend_refusal, attempt)
        return await self._pending(row.id)

    async def submit_code(
        self, signed_in: SignedIn, code: str, attempt: Attempt = ATTEMPT
    ) -> None:
        """A right code changes the address, unless it was taken meanwhile."""
        row, at = await self._asked(signed_in), self.clock()
        attempt_id = attempt.id_for(signed_in.session.id, "address-code")
        sealed = seal_code(self.ring, TypedCode(code), row.id, attempt_id)
        act = CodeSubmission(attempt_id=attempt_id, sealed=sealed, sent_at=at)
        await self._act(
            row, AddressChangeWorkflow.submit_code, act, _code_refusal, attempt
        )

    async def cancel(self, signed_in: SignedIn) -> None:
        row = await self._newest(signed_in)
        if row is None:
            raise not_found()
        stage = row.stage_at(self.clock())
        if not stage.final:
            stage = await self._end(row)
        if stage is not AddressStage.cancelled:
            raise not_now(stage)
        await self.flows.signal_ended([f"address/{row.id}"])

    async def _act(
        self,
        row: AddressChange,
        update: "_Update[_Act]",
        act: _Act,
        refusal: _Refusal,
        attempt: Attempt,
    ) -> None:
        """An attempt that was judged gets its verdict again, if the answer was lost."""
        try:
            async with self.one_at_a_time.step(row.id):
                rows = await self._rows(row.id)
                self._refuse(rows, refusal)
                await self._call(row, update, act)
        except Problem as problem:
            judged = await earlier_verdict(
                self.pool, attempt, act.attempt_id, problem, Verdict
            )
            if judged.outcome is not Outcome.accepted:
                raise self._refused(judged) from None

    def _refuse(self, rows: AddressRows, refusal: _Refusal) -> None:
        stage = rows.row.stage_at(self.clock())
        if stage.final:
            raise not_now(stage)
        budget = EmailBudget.of(rows.spent, rows.row.policy)
        if refused := refusal(budget, rows.row.mail, self.clock()):
            raise self._refused(refused)

    async def _call(
        self, row: AddressChange, update: "_Update[_Act]", act: _Act
    ) -> None:
        try:
            reply = await self.flows.act_on(
                AddressChangeWorkflow, f"address/{row.id}", update, act
            )
        except UpdateRejected as refusal:
            raise not_now(AddressStage(refusal.stage)) from None
        except (FlowGone, FlowFull):
            if self.clock() < row.started_at + _BEGINS_WITHIN:
                raise unavailable() from None
            raise not_now(await self._end(row)) from None
        if reply.outcome is not Outcome.accepted:
            raise self._refused(reply, reply.state.stage)

    async def _newest(self, signed_in: SignedIn) -> AddressChange | None:
        async with self.pool.acquire() as connection:
            return await AddressChanges(connection).newest_of(signed_in.member.id)

    async def _asked(self, signed_in: SignedIn) -> AddressChange:
        """The pending change, or the last one."""
        row = await self._newest(signed_in)
        if row is None:
            raise not_found()
        return row

    async def _rows(self, change_id: UUID) -> AddressRows:
        async with self.pool.acquire() as connection:
            return await addresses_at(connection, self.clock()).get(change_id)

    async def _pending(self, change_id: UUID) -> PendingAddress:
        rows = await self._rows(change_id)
        budget = EmailBudget.of(rows.spent, rows.row.policy)
        return PendingAddress.of(rows.row, budget.tries_left_today)

    async def _end(self, row: AddressChange) -> AddressStage:
        stage, at = AddressStage.cancelled, self.clock()
        return (await end_change(self.pool, row.id, row.member_id, stage, at)).stage

    def _refused(self, judged: Verdict | AddressReply, stage: str = "") -> Problem:
        return of_outcome(
            judged.outcome,
            stage=stage,
            at=self.clock(),
            retry_at=judged.retry_at,
            attempts_left=judged.attempts_left,
        )


def held_mail(held: TooManyMailsError | ResendTooSoonError, at: datetime) -> Problem:
    """Until another mail may be asked for."""
    soon = isinstance(held, ResendTooSoonError)
    kind = ProblemKind.resend_too_soon if soon else ProblemKind.too_many_emails
    return Problem(kind, retry_after=seconds_until(held.again_at, at))


def _code_refusal(budget: EmailBudget, mail: Email, _: datetime) -> Verdict | None:
    return budget.refusal(mail)
