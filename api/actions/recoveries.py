"""The reset of a forgotten password, for routes and pages.

Nothing that a caller sees depends on whether a member has the address, until the code
from the mailbox was right.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias, TypeVar
from uuid import UUID

from api.actions.password_budget import PasswordBudget
from api.actions.recovery_view import recovery_body
from api.concurrency import OneAtATime
from api.edge.client import Client
from api.edge.flow_faults import FlowFull, FlowGone, UpdateRejected
from api.edge.idempotency import Attempt, Claiming, earlier_verdict, unclaimed
from api.edge.password_bodies import PasswordReset
from api.edge.problems import (
    Problem,
    not_found,
    not_now,
    of_outcome,
    unavailable,
    weak_password,
)
from api.flows import Flows, Update
from doorstep.clock import Clock
from doorstep.db.accounts import Accounts
from doorstep.db.password_tries import Guess
from doorstep.db.pool import Pool
from doorstep.db.recoveries import Recovery
from doorstep.db.recovery_facts import RecoveryRows
from doorstep.errors import Overloaded
from doorstep.messages.activities import Verdict
from doorstep.messages.flows import (
    Act,
    CodeSubmission,
    Ended,
    Outcome,
    RecoveryReply,
    RecoveryStart,
)
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.codes import TypedCode, seal_code
from doorstep.rules.password_strength import PasswordRules
from doorstep.rules.people import address_hint
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import RecoveryStage
from doorstep.rules.tokens import looks_like_token, new_token, token_hash
from doorstep.settings.limits import LimitVariables
from doorstep.temporal.recoveries import start_recovery
from doorstep.transactions.email_budget import EmailBudget
from doorstep.transactions.recoveries import (
    Asked,
    end_recovery,
    open_recovery,
    recoveries_at,
    set_recovered_password,
    withdraw_recovery,
)
from workflows.recovery import RecoveryWorkflow

_Act = TypeVar("_Act", bound=Act)
_Update: TypeAlias = Update[RecoveryWorkflow, _Act, RecoveryReply]
_BEGINS_WITHIN = timedelta(seconds=10)
"""The longest time between the row of a recovery and the start of its workflow."""


@dataclass(frozen=True)
class RecoveryFlow:
    """A recovery whose caller has presented its token, and the act of this call."""

    rows: RecoveryRows
    attempt: Attempt = field(default_factory=Attempt.new)

    @property
    def row(self) -> Recovery:
        return self.rows.row


@dataclass(frozen=True)
class RecoveryActions:
    """Each method returns the recovery, or raises the problem."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    budget: PasswordBudget
    settings: LimitVariables
    one_at_a_time: OneAtATime = field(default_factory=OneAtATime)

    async def open(self, email: str, client: Client) -> PasswordReset:
        """Begin one for whoever has the address, with its flow token."""
        token, at = new_token(), self.clock()
        asked = Asked(
            guess=Guess(TypedAddress.read(email), client.network),
            address_hint=address_hint(email.strip()),
            client_address=client.address,
            browser=client.browser,
            token_hash=token_hash(token),
            key_name=self.ring.newest,
            policy=self.settings.recovery_policy,
            starts=self.settings.recovery_starts,
        )
        async with asyncio.timeout(self.budget.limits.act.total_seconds()):
            opened = await open_recovery(self.pool, asked, at)
            if isinstance(opened, Verdict):
                raise self._refused(opened)
            await self._start(opened)
        rows = await self._rows(opened.id)
        reset = recovery_body(rows, self.clock())
        return reset.model_copy(update={"flow_token": token})

    async def authorise(
        self, recovery_id: UUID, flow_token: str, claim: Claiming = unclaimed
    ) -> RecoveryFlow:
        if not looks_like_token(flow_token):
            raise not_found()
        async with self.pool.acquire() as connection:
            rows = await recoveries_at(connection, self.clock()).presented(
                recovery_id, token_hash(flow_token)
            )
            if rows is None:
                raise not_found()
            attempt = await claim(connection, recovery_id)
        return RecoveryFlow(rows, attempt)

    def read(self, flow: RecoveryFlow) -> PasswordReset:
        return recovery_body(flow.rows, self.clock())

    async def resend(self, flow: RecoveryFlow) -> PasswordReset:
        act = Act(attempt_id=flow.attempt.id_for(flow.row.id, "resend"))
        return await self._act(flow, RecoveryWorkflow.resend, act, self._of_resend)

    async def submit_code(self, flow: RecoveryFlow, code: str) -> PasswordReset:
        attempt_id = flow.attempt.id_for(flow.row.id, "code")
        sealed = seal_code(self.ring, TypedCode(code), flow.row.id, attempt_id)
        act = CodeSubmission(attempt_id=attempt_id, sealed=sealed, sent_at=self.clock())
        return await self._act(flow, RecoveryWorkflow.submit_code, act, self._of_code)

    async def rules(self, flow: RecoveryFlow) -> PasswordRules:
        """What the new password has to meet; only whose mailbox is proved may know."""
        member = flow.rows.member
        stage = flow.row.stage_at(self.clock())
        if stage is not RecoveryStage.set_password or member is None:
            raise not_now(stage)
        async with self.pool.acquire() as connection:
            account = await Accounts(connection).get(member.account_id)
        return account.password_rules(member.email, member.name)

    async def set_password(self, flow: RecoveryFlow, new: str) -> None:
        """The devices stay; sessions and flows of the member end."""
        rules = await self.rules(flow)
        if weakness := rules.weakness(new):
            raise weak_password(weakness, rules, "new")
        async with self.one_at_a_time.step(flow.row.id):
            try:
                password_hash = await self.budget.passwords.hash(new)
            except Overloaded as overloaded:
                raise unavailable(overloaded.seconds) from None
            done = await set_recovered_password(
                self.pool, flow.row, password_hash, self.clock()
            )
            if done is None:
                raise not_now(await self._ending(flow.row))
        await self.flows.signal_ended([f"recovery/{flow.row.id}"])
        await self.flows.signal_end(done.ended, Ended.committed)
        await self.flows.start_notice(done.notice)

    async def cancel(self, flow: RecoveryFlow) -> None:
        stage = flow.row.stage_at(self.clock())
        if not stage.final:
            stage = await self._end(flow.row)
        if stage is not RecoveryStage.cancelled:
            raise not_now(stage)
        await self.flows.signal_ended([f"recovery/{flow.row.id}"])

    async def _start(self, recovery: Recovery) -> None:
        start = RecoveryStart(
            recovery_id=recovery.id,
            account_id=recovery.account_id,
            member_id=recovery.member_id,
            started_at=recovery.started_at,
            expires_at=recovery.expires_at,
            policy=recovery.policy,
        )
        try:
            await self.flows.start(start_recovery, start)
        except BaseException:
            await asyncio.shield(
                withdraw_recovery(self.pool, recovery.id, self.clock())
            )
            raise

    async def _act(
        self,
        flow: RecoveryFlow,
        update: "_Update[_Act]",
        act: _Act,
        refusal: Callable[[RecoveryRows], None],
    ) -> PasswordReset:
        """An attempt that was judged gets its verdict again, if the answer was lost."""
        try:
            async with self.one_at_a_time.step(flow.row.id):
                refusal(await self._rows(flow.row.id))
                await self._call(flow.row, update, act)
        except Problem as problem:
            judged = await earlier_verdict(
                self.pool, flow.attempt, act.attempt_id, problem, Verdict
            )
            if judged.outcome is not Outcome.accepted:
                raise self._refused(judged) from None
        return recovery_body(await self._rows(flow.row.id), self.clock())

    async def _call(self, row: Recovery, update: "_Update[_Act]", act: _Act) -> None:
        try:
            reply = await self.flows.act_on(
                RecoveryWorkflow, f"recovery/{row.id}", update, act
            )
        except UpdateRejected as refusal:
            raise not_now(RecoveryStage(refusal.stage)) from None
        except (FlowGone, FlowFull):
            if self.clock() < row.started_at + _BEGINS_WITHIN:
                raise unavailable() from None
            raise not_now(await self._end(row)) from None
        if reply.outcome is not Outcome.accepted:
            raise self._refused(reply, reply.state.stage)

    def _of_resend(self, rows: RecoveryRows) -> None:
        self._refuse_unless_waiting(rows)
        budget = EmailBudget.of(rows.spent, rows.row.policy)
        if refused := budget.resend_refusal(rows.row.mail, self.clock()):
            raise self._refused(refused)

    def _of_code(self, rows: RecoveryRows) -> None:
        self._refuse_unless_waiting(rows)
        budget = EmailBudget.of(rows.spent, rows.row.policy)
        if refused := budget.refusal(rows.row.mail):
            raise self._refused(refused)

    def _refuse_unless_waiting(self, rows: RecoveryRows) -> None:
        stage = rows.row.stage_at(self.clock())
        if stage is not RecoveryStage.verify_email:
            raise not_now(stage)

    async def _end(self, row: Recovery) -> RecoveryStage:
        ended = await end_recovery(
            self.pool, row.id, row.member_id, RecoveryStage.cancelled, self.clock()
        )
        return ended.stage

    async def _ending(self, row: Recovery) -> RecoveryStage:
        """Of one that no longer takes a password."""
        stage = (await self._rows(row.id)).row.stage_at(self.clock())
        return stage if stage.final else RecoveryStage.cancelled

    async def _rows(self, recovery_id: UUID) -> RecoveryRows:
        async with self.pool.acquire() as connection:
            return await recoveries_at(connection, self.clock()).get(recovery_id)

    def _refused(self, judged: Verdict | RecoveryReply, stage: str = "") -> Problem:
        return of_outcome(
            judged.outcome,
            stage=stage,
            at=self.clock(),
            retry_at=judged.retry_at,
            attempts_left=judged.attempts_left,
        )
