"""What callers do with the set-up of an authenticator; routes and pages alike."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from api import bodies
from api.attempts import Attempt
from api.flows import FlowGone, Flows, TurnedAway
from api.gate import OneAtATime
from api.problems import Problem, not_found, of_outcome, unavailable
from api.showing import Showing
from doorstep.clock import Clock
from doorstep.codes import TypedCode, seal_code
from doorstep.db.attempts import Attempts
from doorstep.db.email_budget import email_budget
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollment
from doorstep.db.enrollments import Enrollments as EnrollmentRows
from doorstep.db.pool import Pool
from doorstep.messages import (
    Act,
    CodeSubmission,
    Continue,
    EnrollmentReply,
    EnrollmentState,
    Outcome,
    Resend,
)
from doorstep.seal import KeyRing
from doorstep.stages import EnrollmentStage
from doorstep.tokens import looks_like_token, token_hash

_BEGINS_WITHIN = timedelta(seconds=10)
"""From its row to its workflow; a login that dies in between ends the set-up."""


@dataclass(frozen=True)
class EnrollmentFlow:
    """A set-up whose login's token the caller has shown."""

    row: Enrollment


@dataclass(frozen=True)
class Enrollments:
    """Each method answers with the set-up, or raises the problem."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    flows: Flows
    gate: OneAtATime

    async def authorise(self, enrollment_id: UUID, flow_token: str) -> EnrollmentFlow:
        if not looks_like_token(flow_token):
            raise not_found()
        async with self.pool.acquire() as connection:
            row = await EnrollmentRows(connection).with_token(
                enrollment_id, token_hash(flow_token)
            )
        if row is None:
            raise not_found()
        return EnrollmentFlow(row)

    async def read(self, flow: EnrollmentFlow) -> bodies.Enrollment:
        return await self._body(flow.row.id, await self._state(flow.row))

    async def begun(self, enrollment_id: UUID) -> bodies.Enrollment:
        """A set-up that was begun this moment: its row is all there is to know."""
        async with self.pool.acquire() as connection:
            row = await EnrollmentRows(connection).get(enrollment_id)
        return await self._body(enrollment_id, _as_noted(row))

    async def mail_tried_again_at(self, flow: EnrollmentFlow) -> datetime | None:
        """When a slow mail server is asked again; None where that is not known."""
        try:
            moment = await self.flows.mail_tried_again_at(flow.row.id)
        except (Problem, FlowGone):
            return None
        return moment if moment and moment > self.clock() else None

    async def resend(
        self, flow: EnrollmentFlow, attempt: Attempt, actor_id: UUID | None = None
    ) -> bodies.Enrollment:
        """`actor_id` is the administrator who asks for it, if it is not the member."""
        attempt_id = attempt.id_for(flow.row.id, "resend")
        act = Resend(attempt_id=attempt_id, actor_id=actor_id)
        return await self._act(flow, "resend", act)

    async def submit_email_code(
        self, flow: EnrollmentFlow, code: str, attempt: Attempt
    ) -> bodies.Enrollment:
        await self._refuse_burned(flow.row)
        submission = self._submission(flow, code, attempt, "email-code")
        return await self._act(flow, "submit_email_code", submission)

    async def advance(
        self,
        flow: EnrollmentFlow,
        stage: Literal["install_app", "connect_device"],
        attempt: Attempt,
    ) -> bodies.Enrollment:
        """Leave a stage; a repeat changes nothing."""
        act = Continue(
            attempt_id=attempt.id_for(flow.row.id, "continue"),
            stage=EnrollmentStage(stage),
        )
        return await self._act(flow, "continue", act)

    async def submit_setup_code(
        self, flow: EnrollmentFlow, code: str, attempt: Attempt
    ) -> bodies.Enrollment:
        """The first code of the new device: a right one binds it."""
        submission = self._submission(flow, code, attempt, "setup-code")
        return await self._act(flow, "submit_setup_code", submission)

    async def cancel(self, flow: EnrollmentFlow, attempt: Attempt) -> None:
        act = Act(attempt_id=attempt.id_for(flow.row.id, "cancel"))
        enrollment = await self._act(flow, "cancel", act)
        if enrollment.stage is not EnrollmentStage.cancelled:
            raise Problem("flow-ended", stage=enrollment.stage)

    def _submission(
        self, flow: EnrollmentFlow, code: str, attempt: Attempt, act: str
    ) -> CodeSubmission:
        attempt_id = attempt.id_for(flow.row.id, act)
        sealed = seal_code(self.ring, TypedCode(code), flow.row.id, attempt_id)
        return CodeSubmission(
            attempt_id=attempt_id, sealed=sealed, sent_at=self.clock()
        )

    async def _state(self, row: Enrollment) -> EnrollmentState:
        """As the workflow says; of an ended set-up, as its row says."""
        if row.ended_at is None:
            try:
                return await self.flows.enrollment(row.id)
            except FlowGone:
                return _as_noted(await self._row_without_flow(row.id))
        return _as_noted(row)

    async def _act(
        self, flow: EnrollmentFlow, update: str, act: Act | CodeSubmission | Continue
    ) -> bodies.Enrollment:
        """A repeat of what was done, though its answer got lost, is no refusal."""
        try:
            return await self._acted(flow, update, act)
        except Problem as problem:
            if problem.slug not in ("wrong-stage", "flow-ended"):
                raise
            async with self.pool.acquire() as connection:
                if not await Attempts(connection).accepted(act.attempt_id):
                    raise
                row = await EnrollmentRows(connection).get(flow.row.id)
            return await self.read(EnrollmentFlow(row))

    async def _acted(
        self, flow: EnrollmentFlow, update: str, act: Act | CodeSubmission | Continue
    ) -> bodies.Enrollment:
        if flow.row.ended_at is not None:
            raise Problem("flow-ended", stage=flow.row.stage)
        async with self.gate.step(flow.row.login_id):
            try:
                reply = await self.flows.act_on_enrollment(flow.row.id, update, act)
            except TurnedAway as refusal:
                raise Problem(refusal.outcome, stage=refusal.stage) from None
            except FlowGone:
                row = await self._row_without_flow(flow.row.id)
                if not row.stage.final:
                    raise unavailable() from None
                raise Problem("flow-ended", stage=row.stage) from None
        if reply.outcome is Outcome.flow_ended:
            raise Problem("flow-ended", stage=await self._ending(flow, reply))
        if reply.outcome is not Outcome.accepted:
            raise of_outcome(
                reply.outcome,
                stage=reply.state.stage,
                at=self.clock(),
                retry_at=reply.retry_at,
                attempts_left=reply.attempts_left,
            )
        return await self._body(flow.row.id, reply.state)

    async def _ending(
        self, flow: EnrollmentFlow, reply: EnrollmentReply
    ) -> EnrollmentStage:
        """The judge found the flow over before its workflow noted it."""
        if reply.state.stage.final:
            return reply.state.stage
        async with self.pool.acquire() as connection:
            row = await EnrollmentRows(connection).get(flow.row.id)
        return row.stage if row.ended_at else EnrollmentStage.expired

    async def _row_without_flow(self, enrollment_id: UUID) -> Enrollment:
        """Of a set-up that is over, one that was terminated too, or begins just now."""
        async with self.pool.acquire() as connection:
            row = await EnrollmentRows(connection).get(enrollment_id)
        begins = self.clock() < row.started_at + _BEGINS_WITHIN
        if row.ended_at is None and not begins:
            return replace(row, stage=EnrollmentStage.cancelled)
        return row

    async def _refuse_burned(self, row: Enrollment) -> None:
        """A member who must wait costs no workflow anything."""
        if row.stage is not EnrollmentStage.verify_email:
            return
        at = self.clock()
        async with self.pool.acquire() as connection:
            email = await Emails(connection).newest(row.id)
            limits = row.policy.enrollment
            budget = await email_budget(connection, row.member_id, limits, at)
        if budget.tries_again_at or email.tries_left == 0:
            raise of_outcome(
                Outcome.too_many_attempts,
                stage=row.stage,
                at=at,
                retry_at=budget.tries_again_at or email.resend_at,
            )

    async def _body(
        self, enrollment_id: UUID, state: EnrollmentState
    ) -> bodies.Enrollment:
        async with self.pool.acquire() as connection:
            shown = Showing(connection, self.clock())
            return await shown.enrollment(enrollment_id, state.stage)


def _as_noted(row: Enrollment) -> EnrollmentState:
    return EnrollmentState(stage=row.stage, expires_at=row.expires_at)
