"""The workflow of a setup: a child workflow of its login.

verify_email → install_app → connect_device → confirm_code → enrolled
      |             |               |______________|____________↑
      |_____________|_______________|______________|→ expired | cancelled

Its login learns how it ended: by a signal before the update is answered, or, where a
code has ended it, from its result a moment after.
"""

import asyncio
from contextlib import suppress

from temporalio import workflow
from temporalio.exceptions import FailureError

with workflow.unsafe.imports_passed_through():
    from activities.email_codes import EmailCodes
    from activities.enrollments import EnrollmentChanges
    from activities.setup_codes import SetupCodes
    from doorstep.messages.activities import (
        EmailCode,
        EmailRequest,
        EnrollmentEnding,
        EnrollmentMove,
        JudgeOrderFields,
        SetupCode,
        SetupCodeVerdict,
        Verdict,
    )
    from doorstep.messages.flows import (
        Act,
        CodeSubmission,
        Continue,
        Ended,
        EnrollmentEnded,
        EnrollmentReply,
        EnrollmentStart,
        EnrollmentState,
        MailDelay,
        Outcome,
        Resend,
    )
    from doorstep.rules.stages import EnrollmentStage, in_words
    from workflows.activity_options import (
        finishing,
        judging,
        notify,
        refused,
        reject_stale,
    )
    from workflows.email_delivery import EmailDeliveries
    from workflows.flow_timer import FlowTimer
    from workflows.visibility import OperatorView

_NEXT = {
    EnrollmentStage.install_app: EnrollmentStage.connect_device,
    EnrollmentStage.connect_device: EnrollmentStage.confirm_code,
}
_PROVED = (Outcome.accepted, Outcome.wrong_stage)
"""The mailbox is proved. `wrong_stage` means by an earlier attempt, whose verdict was
committed and did not reach the workflow.
"""


@workflow.defn(name="Enrollment")
class EnrollmentWorkflow:
    """From the emailed code to an active device, or to none."""

    @workflow.init
    def __init__(self, start: EnrollmentStart) -> None:
        self._start = start
        self._stage = EnrollmentStage.verify_email
        self._ended: EnrollmentEnded | None = None
        self._end_reason: Ended | None = None
        self._timer = FlowTimer()
        self._lock = asyncio.Lock()
        self._view = OperatorView(start.started_at)
        self._deliveries = EmailDeliveries(
            start.enrollment_id, start.policy, start.started_at, self._show
        )

    @workflow.run
    async def run(self, start: EnrollmentStart) -> EnrollmentEnded:
        self._show()
        watching = self._timer.watch(self._wait, lambda: self._ended is not None)
        self._deliveries.start()
        try:
            while self._ended is None:
                await self._timer.until_over(watching)
        except asyncio.CancelledError:
            await self._end(EnrollmentStage.cancelled)
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise
        finally:
            self._deliveries.abandon()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self._ended

    @workflow.update(description="Send the verification email again")
    async def resend(self, act: Resend) -> EnrollmentReply:
        async with self._lock:
            if self._stage is not EnrollmentStage.verify_email:
                return self._reply(self._refusal())
            order = EmailRequest.of(act, **self._attempt(act))
            verdict = await workflow.execute_local_activity_method(
                EmailCodes.request,
                order,
                **judging("Request another verification email"),
            )
            if verdict.outcome is Outcome.accepted:
                self._deliveries.ask(verdict.number, workflow.now())
            elif verdict.outcome is Outcome.wrong_stage:
                self._enter(EnrollmentStage.install_app)
            return self._reply(verdict)

    @resend.validator
    def validate_resend(self, act: Resend) -> None:
        self._reject_unless(EnrollmentStage.verify_email)

    @workflow.update(description="Check the emailed code")
    async def submit_email_code(self, submission: CodeSubmission) -> EnrollmentReply:
        async with self._lock:  # two guesses judged together could share the last try
            if self._stage is not EnrollmentStage.verify_email:
                return self._reply(self._refusal())
            verdict = await workflow.execute_local_activity_method(
                EmailCodes.judge,
                EmailCode(**self._attempt(submission), sealed=submission.sealed),
                **judging("Verify the emailed code"),
            )
            if verdict.outcome in _PROVED:
                self._enter(EnrollmentStage.install_app)
            return self._reply(verdict)

    @submit_email_code.validator
    def validate_submit_email_code(self, submission: CodeSubmission) -> None:
        reject_stale(submission, self._stage)
        self._reject_unless(EnrollmentStage.verify_email)

    @workflow.update(name="continue", description="Continue where no code is needed")
    async def advance(self, act: Continue) -> EnrollmentReply:
        async with self._lock:
            if self._stage.final:
                return self._reply(Outcome.flow_ended)
            if self._stage is act.stage:
                await self._move(_NEXT[act.stage])
            return self._reply(self._after_continue(act.stage))

    @advance.validator
    def validate_advance(self, act: Continue) -> None:
        if self._stage.final or self._stage is EnrollmentStage.verify_email:
            raise refused(self._refusal(), self._stage)

    @workflow.update(description="Check the new device's first code and bind it")
    async def submit_setup_code(self, submission: CodeSubmission) -> EnrollmentReply:
        async with self._lock:
            if not self._stage.shows_secret:
                return self._reply(self._refusal())
            verdict = await workflow.execute_local_activity_method(
                SetupCodes.judge,
                SetupCode(**self._attempt(submission), sealed=submission.sealed),
                **judging("Verify the setup code"),
            )
            await self._conclude(verdict)
            return self._reply(verdict)

    @submit_setup_code.validator
    def validate_submit_setup_code(self, submission: CodeSubmission) -> None:
        reject_stale(submission, self._stage)
        self._reject_unless(
            EnrollmentStage.connect_device, EnrollmentStage.confirm_code
        )

    @workflow.update(description="Cancel the setup")
    async def cancel(self, act: Act) -> EnrollmentReply:
        await self._end(EnrollmentStage.cancelled)
        return self._reply(Outcome.accepted)

    @cancel.validator
    def validate_cancel(self, act: Act) -> None:
        if self._stage.final:
            raise refused(Outcome.flow_ended, self._stage)

    @workflow.signal(description="End now: another setup of the member was completed")
    def end_now(self, reason: Ended) -> None:
        self._end_reason = reason

    @workflow.signal(description="An email could not be sent and is retried")
    def mail_delayed(self, delay: MailDelay) -> None:
        self._deliveries.note_delay(delay)

    @workflow.query(description="The state of the setup")
    def state(self) -> EnrollmentState:
        return EnrollmentState(stage=self._stage, expires_at=self._start.expires_at)

    async def _wait(self) -> None:
        ends = self._start.expires_at
        if workflow.now() >= ends:
            await asyncio.shield(self._end(EnrollmentStage.expired))
            return
        due, words = self._deliveries.next_due(ends)
        await self._timer.fires(due, words, unless=self._is_told)
        self._show()
        if self._end_reason is not None:
            await asyncio.shield(self._end(EnrollmentStage.cancelled))

    async def _end(self, stage: EnrollmentStage) -> None:
        async with self._lock:
            if self._ended is not None:
                return
            ended = await workflow.execute_activity_method(
                EnrollmentChanges.end,
                EnrollmentEnding(
                    enrollment_id=self._start.enrollment_id,
                    member_id=self._start.member_id,
                    stage=stage,
                    at=workflow.now(),
                ),
                **finishing(f"End the setup: {in_words(stage)}"),
            )
            await self._finish(ended)

    async def _move(self, stage: EnrollmentStage) -> None:
        await workflow.execute_local_activity_method(
            EnrollmentChanges.move,
            EnrollmentMove(
                enrollment_id=self._start.enrollment_id,
                member_id=self._start.member_id,
                stage=stage,
                at=workflow.now(),
            ),
            **judging(f"Next step: {in_words(stage)}"),
        )
        self._enter(stage)

    async def _conclude(self, verdict: SetupCodeVerdict) -> None:
        if verdict.ended is None:
            return
        await self._finish(verdict.ended, by_result=verdict.fewer_commands)
        self._timer.left = verdict.leaves_timer
        for other in verdict.superseded:
            flow = workflow.get_external_workflow_handle(f"enrollment/{other}")
            with suppress(FailureError):
                await flow.signal(EnrollmentWorkflow.end_now, Ended.superseded)
        await notify(verdict.notice)

    async def _finish(self, ended: EnrollmentEnded, *, by_result: bool = False) -> None:
        """Its login learns it by a signal, or as the result of its child."""
        self._enter(ended.stage)
        login = workflow.get_external_workflow_handle(f"login/{self._start.login_id}")
        if not by_result:
            with suppress(FailureError):  # the login has ended already
                await login.signal("setup_ended", ended)
        self._ended = ended

    def _enter(self, stage: EnrollmentStage) -> None:
        self._stage = stage
        if stage is not EnrollmentStage.verify_email:
            self._deliveries.stop()
        self._view.enter(stage)
        self._show()

    def _show(self) -> None:
        mails, until = self._deliveries, self._start.expires_at
        self._view.show(self._stage, until, mails.details(), mails.trouble)

    def _is_told(self) -> bool:
        return self._ended is not None or self._end_reason is not None

    def _after_continue(self, stage: EnrollmentStage) -> Outcome:
        """A repeat of `continue` for a stage that was left already is accepted."""
        order = list(EnrollmentStage)
        later = order.index(self._stage) > order.index(stage)
        return Outcome.accepted if later else Outcome.wrong_stage

    def _refusal(self) -> Outcome:
        return Outcome.flow_ended if self._stage.final else Outcome.wrong_stage

    def _reject_unless(self, *stages: EnrollmentStage) -> None:
        if self._stage not in stages:
            raise refused(self._refusal(), self._stage)

    def _attempt(self, act: Act) -> JudgeOrderFields:
        return {
            "attempt_id": act.attempt_id,
            "member_id": self._start.member_id,
            "flow_id": self._start.enrollment_id,
            "at": workflow.now(),
        }

    def _reply(self, verdict: Verdict | Outcome) -> EnrollmentReply:
        judged = verdict if isinstance(verdict, Verdict) else Verdict(outcome=verdict)
        self._view.note(judged)
        self._show()
        return EnrollmentReply(
            outcome=judged.outcome,
            state=self.state(),
            attempts_left=judged.attempts_left,
            retry_at=judged.retry_at,
        )
