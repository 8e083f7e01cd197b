"""The actions on the setup of an authenticator, for routes and pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, TypeVar
from uuid import UUID

from api.actions.enrollment_refusals import EnrollmentRefusals
from api.actions.enrollment_view import enrollment_body
from api.actions.missed_endings import MissedEndings
from api.concurrency import Look, OneAtATime
from api.edge import bodies
from api.edge.client import Client
from api.edge.flow_faults import FlowFull, FlowGone, UpdateRejected
from api.edge.idempotency import (
    Attempt,
    Claiming,
    Looking,
    earlier_verdict,
    unclaimed,
)
from api.edge.problems import Problem, not_found, of_outcome, unavailable
from api.flows import EnrollmentUpdate, Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.actors import Actor
from doorstep.db.enrollment_facts import PresentedSetup
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.pool import Connection, Pool
from doorstep.messages.activities import Verdict
from doorstep.messages.flows import (
    Act,
    CodeSubmission,
    Continue,
    EnrollmentReply,
    Outcome,
    Resend,
)
from doorstep.rules.codes import TypedCode, seal_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage
from doorstep.rules.tokens import looks_like_token, token_hash
from doorstep.transactions.email_budget import setups_at
from doorstep.transactions.flow_facts import (
    SetupFacts,
    setup_facts,
)
from workflows.enrollment import EnrollmentWorkflow

_Act = TypeVar("_Act", bound=Act)

_BEGINS_WITHIN = timedelta(seconds=10)
"""The longest time between the row of a setup and the start of its workflow."""


@dataclass(frozen=True)
class EnrollmentFlow:
    """A setup whose caller has presented its flow token, and the act of this call.

    `setup` was read with the token, before the caller's body.
    """

    setup: SetupFacts
    look: Look
    attempt: Attempt = field(default_factory=Attempt.new)

    @property
    def row(self) -> Enrollment:
        return self.setup.row


@dataclass(frozen=True)
class EnrollmentActions:
    """Each method returns the setup, or raises the problem."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    one_at_a_time: OneAtATime
    missed_endings: MissedEndings
    refusals: EnrollmentRefusals

    async def authorise(
        self, enrollment_id: UUID, flow_token: str, claim: Claiming = unclaimed
    ) -> EnrollmentFlow:
        look = self.one_at_a_time.look(enrollment_id)
        async with self.pool.acquire() as connection:
            rows = await self._presented(connection, enrollment_id, flow_token, None)
            attempt = await claim(connection, enrollment_id)
        return EnrollmentFlow(SetupFacts.of(rows), look, attempt)

    async def authorise_act(
        self, enrollment_id: UUID, flow_token: str, key: Looking
    ) -> EnrollmentFlow:
        """The same for an act that changes nothing when it is repeated."""
        look = self.one_at_a_time.look(enrollment_id)
        async with self.pool.acquire() as connection:
            rows = await self._presented(
                connection, enrollment_id, flow_token, key.digest
            )
        return EnrollmentFlow(SetupFacts.of(rows), look, key.attempt(rows.key_use))

    async def _presented(
        self,
        connection: Connection,
        enrollment_id: UUID,
        flow_token: str,
        key_hash: bytes | None,
    ) -> PresentedSetup:
        if not looks_like_token(flow_token):
            raise not_found()
        rows = await setups_at(connection, self.clock()).presented(
            enrollment_id, token_hash(flow_token), key_hash
        )
        if rows is None:
            raise not_found()
        return rows

    async def of_account(self, account_id: UUID, enrollment_id: UUID) -> EnrollmentFlow:
        """For an administrator, who needs no flow token."""
        async with self.pool.acquire() as connection:
            look = self.one_at_a_time.look(enrollment_id)
            row = await Enrollments(connection).find(enrollment_id)
            if row is None or row.account_id != account_id:
                raise not_found()
            setup = await setup_facts(connection, enrollment_id, self.clock())
            return EnrollmentFlow(setup, look)

    def read(self, flow: EnrollmentFlow) -> bodies.Enrollment:
        """As its rows were when its token was presented."""
        return enrollment_body(flow.setup, self.clock())

    async def read_again(self, enrollment_id: UUID) -> bodies.Enrollment:
        """After an act: every stage is committed before it is answered."""
        at = self.clock()
        async with self.pool.acquire() as connection:
            return enrollment_body(await setup_facts(connection, enrollment_id, at), at)

    async def mail_tried_again_at(self, enrollment_id: UUID) -> datetime | None:
        """When a delayed mail is retried; None where that is not known."""
        try:
            moment = await self.flows.mail_tried_again_at(enrollment_id)
        except (Problem, FlowGone):
            return None
        return moment if moment and moment > self.clock() else None

    async def resend(
        self, flow: EnrollmentFlow, by: Actor | None = None
    ) -> bodies.Enrollment:
        """`by` is the administrator who asks for it, if it is not the member."""
        attempt_id = flow.attempt.id_for(flow.row.id, "resend")
        asks = by or Actor()
        act = Resend(
            attempt_id=attempt_id,
            actor_id=asks.member_id,
            actor_login_id=asks.login_id,
        )
        return await self._act(
            flow, EnrollmentWorkflow.resend, act, self.refusals.of_resend
        )

    async def submit_email_code(
        self, flow: EnrollmentFlow, code: str
    ) -> bodies.Enrollment:
        submission = self._submission(flow, TypedCode(code), "email-code")
        refusal = self.refusals.of_email_code
        return await self._act(
            flow, EnrollmentWorkflow.submit_email_code, submission, refusal
        )

    async def advance(
        self,
        flow: EnrollmentFlow,
        stage: Literal["install_app", "connect_device"],
    ) -> bodies.Enrollment:
        """Leave a stage; a repeat changes nothing."""
        act = Continue(
            attempt_id=flow.attempt.id_for(flow.row.id, "continue"),
            stage=EnrollmentStage(stage),
        )
        if self.refusals.has_left(flow.row, act.stage):
            return self.read(flow)
        refusal = partial(self.refusals.of_continue, stage=act.stage)
        return await self._act(flow, EnrollmentWorkflow.advance, act, refusal)

    async def submit_setup_code(
        self, flow: EnrollmentFlow, code: str, client: Client
    ) -> bodies.Enrollment:
        """The first code of the new device: a right one binds it, and makes the
        client's network known to it."""
        typed = TypedCode(code, client_address=client.address)
        submission = self._submission(flow, typed, "setup-code")
        refusal = self.refusals.of_setup_code
        return await self._act(
            flow, EnrollmentWorkflow.submit_setup_code, submission, refusal
        )

    async def cancel(self, flow: EnrollmentFlow) -> None:
        act = Act(attempt_id=flow.attempt.id_for(flow.row.id, "cancel"))
        enrollment = await self._act(
            flow, EnrollmentWorkflow.cancel, act, self.refusals.of_cancel
        )
        if enrollment.stage is not EnrollmentStage.cancelled:
            raise Problem(ProblemKind.flow_ended, stage=enrollment.stage)

    def _submission(
        self, flow: EnrollmentFlow, typed: TypedCode, act: str
    ) -> CodeSubmission:
        attempt_id = flow.attempt.id_for(flow.row.id, act)
        sealed = seal_code(self.ring, typed, flow.row.id, attempt_id)
        return CodeSubmission(
            attempt_id=attempt_id, sealed=sealed, sent_at=self.clock()
        )

    async def _act(
        self,
        flow: EnrollmentFlow,
        update: "EnrollmentUpdate[_Act]",
        act: _Act,
        refusal: Callable[[SetupFacts], None],
    ) -> bodies.Enrollment:
        """An attempt that was judged gets its verdict again, if the answer was lost."""
        try:
            refusal(await self._newest(flow))
            async with self.one_at_a_time.step(flow.row.login_id, flow.row.id):
                await self._acted(flow.row, update, act)
        except Problem as problem:
            judged = await earlier_verdict(
                self.pool, flow.attempt, act.attempt_id, problem, Verdict
            )
            if judged.outcome is not Outcome.accepted:
                raise self._refused(judged) from None
        return await self.read_again(flow.row.id)

    async def _newest(self, flow: EnrollmentFlow) -> SetupFacts:
        """Of many requests that wait for their bodies, all but the first read again."""
        if not flow.look.stale:
            return flow.setup
        async with self.pool.acquire() as connection:
            return await setup_facts(connection, flow.row.id, self.clock())

    async def _acted(
        self, row: Enrollment, update: "EnrollmentUpdate[_Act]", act: _Act
    ) -> None:
        """Repeats the update where the workflow was behind its row."""
        try:
            await self._call(row, update, act)
        except Problem as problem:
            seen = problem.extra.get("stage")
            if problem.kind is not ProblemKind.wrong_stage:
                raise
            if not await self.missed_endings.setup(row, str(seen)):
                raise
            await self._call(row, update, act)

    async def _call(
        self, row: Enrollment, update: "EnrollmentUpdate[_Act]", act: _Act
    ) -> None:
        try:
            reply = await self.flows.act_on_enrollment(row.id, update, act)
        except UpdateRejected as refusal:
            raise Problem(ProblemKind(refusal.outcome), stage=refusal.stage) from None
        except (FlowGone, FlowFull):
            ended = Problem(ProblemKind.flow_ended, stage=await self._end(row))
            raise ended from None
        if reply.outcome is Outcome.flow_ended:
            raise Problem(ProblemKind.flow_ended, stage=await self._ending(row, reply))
        if reply.outcome is not Outcome.accepted:
            raise self._refused(reply, reply.state.stage)

    async def _end(self, row: Enrollment) -> EnrollmentStage:
        """Of a setup that has no running workflow."""
        async with self.pool.acquire() as connection:
            found = await Enrollments(connection).get(row.id)
        if found.ended_at is not None:
            return found.stage
        if self.clock() < row.started_at + _BEGINS_WITHIN:
            raise unavailable()
        return await self.missed_endings.end_setup(row)

    async def _ending(self, row: Enrollment, reply: EnrollmentReply) -> EnrollmentStage:
        """The row has ended before the workflow knows."""
        if reply.state.stage.final:
            return reply.state.stage
        async with self.pool.acquire() as connection:
            found = await Enrollments(connection).get(row.id)
        return found.stage if found.ended_at else EnrollmentStage.expired

    def _refused(self, judged: Verdict | EnrollmentReply, stage: str = "") -> Problem:
        return of_outcome(
            judged.outcome,
            stage=stage,
            at=self.clock(),
            retry_at=judged.retry_at,
            attempts_left=judged.attempts_left,
        )
