"""The workflow of a recovery: the reset of a forgotten password.

verify_email → set_password → done
      |______________|→ expired | cancelled

The password itself is set by the API, since nothing secret enters a history: then the
row has ended, and the workflow is signalled. For an address that nobody has it runs the
same way, and no mail is sent.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.recovery_codes import RecoveryCodes
    from activities.recovery_mails import MailsOfRecoveries
    from doorstep.messages.activities import (
        EmailSent,
        JudgeOrderFields,
        RecoveryCode,
        RecoveryDelivery,
        RecoveryEnding,
        RecoveryMailOrder,
        Verdict,
    )
    from doorstep.messages.flows import (
        Act,
        CodeSubmission,
        Ended,
        MailDelay,
        Outcome,
        RecoveryEnded,
        RecoveryReply,
        RecoveryStart,
        RecoveryState,
    )
    from doorstep.rules.stages import RecoveryStage
    from workflows.activity_options import finishing, judging, refused, reject_stale
    from workflows.email_delivery import EmailDeliveries, Mail
    from workflows.visibility import EXPIRES, OperatorView

_NO_MAIL = "No email is sent: nobody who can sign in has the address."
_PROVED = (Outcome.accepted, Outcome.wrong_stage)
"""The mailbox is proved. `wrong_stage` means by an earlier attempt, whose verdict was
committed and did not reach the workflow.
"""


class _Deliveries(EmailDeliveries):
    """Mails of a recovery."""

    def _sending(self, mail: Mail) -> "workflow.ActivityHandle[EmailSent | None]":
        return workflow.start_activity_method(
            MailsOfRecoveries.send,
            RecoveryDelivery(recovery_id=self._flow_id, number=mail.number),
            **self._options(mail),
            summary=f"Send password reset email {mail.number}",
        )


@workflow.defn(name="Recovery")
class RecoveryWorkflow:
    """From a forgotten password to a new one, or to none."""

    @workflow.init
    def __init__(self, start: RecoveryStart) -> None:
        self._start = start
        self._stage = RecoveryStage.verify_email
        self._end_reason: Ended | None = None
        self._lock = asyncio.Lock()
        self._view = OperatorView(start.started_at, locks=False)
        self._deliveries = _Deliveries(
            start.recovery_id, start.policy, start.started_at, self._show
        )

    @workflow.run
    async def run(self, start: RecoveryStart) -> RecoveryEnded:
        self._show()
        if start.member_id:
            self._deliveries.start()
        try:
            while not self._stage.final:
                await self._wait(start.expires_at - workflow.now())
        except asyncio.CancelledError:
            await self._end(RecoveryStage.cancelled)
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise
        finally:
            if start.member_id:
                self._deliveries.abandon()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return RecoveryEnded(stage=self._stage)

    @workflow.update(description="Send the password reset email again")
    async def resend(self, act: Act) -> RecoveryReply:
        async with self._lock:
            if self._stage is not RecoveryStage.verify_email:
                return self._reply(self._refusal())
            verdict = await workflow.execute_local_activity_method(
                RecoveryCodes.request,
                RecoveryMailOrder(**self._attempt(act)),
                **judging("Request another password reset email"),
            )
            if verdict.outcome is Outcome.accepted:
                self._deliveries.ask(verdict.number, workflow.now())
            elif verdict.outcome is Outcome.wrong_stage:
                self._enter(RecoveryStage.set_password)
            return self._reply(verdict)

    @resend.validator
    def validate_resend(self, act: Act) -> None:
        self._reject_unless_waiting()

    @workflow.update(description="Check the emailed code")
    async def submit_code(self, submission: CodeSubmission) -> RecoveryReply:
        async with self._lock:  # two guesses judged together could share the last try
            if self._stage is not RecoveryStage.verify_email:
                return self._reply(self._refusal())
            verdict = await workflow.execute_local_activity_method(
                RecoveryCodes.judge,
                RecoveryCode(**self._attempt(submission), sealed=submission.sealed),
                **judging("Verify the emailed code"),
            )
            if verdict.outcome in _PROVED:
                self._enter(RecoveryStage.set_password)
            return self._reply(verdict)

    @submit_code.validator
    def validate_submit_code(self, submission: CodeSubmission) -> None:
        reject_stale(submission, self._stage)
        self._reject_unless_waiting()

    @workflow.signal(description="End now: its row has ended, or the member's flows do")
    def end_now(self, reason: Ended) -> None:
        self._end_reason = reason

    @workflow.signal(description="An email could not be sent and is retried")
    def mail_delayed(self, delay: MailDelay) -> None:
        self._deliveries.note_delay(delay)

    @workflow.query(description="The state of the recovery")
    def state(self) -> RecoveryState:
        return RecoveryState(stage=self._stage, expires_at=self._start.expires_at)

    async def _wait(self, left: timedelta) -> None:
        if left <= timedelta(0):
            await asyncio.shield(self._end(RecoveryStage.expired))
            return
        with suppress(TimeoutError):  # the next call acts on it
            await workflow.wait_condition(
                lambda: self._stage.final or self._end_reason is not None,
                timeout=left,
                timeout_summary=EXPIRES,
            )
        if self._end_reason is not None:
            await asyncio.shield(self._end(RecoveryStage.cancelled))

    async def _end(self, stage: RecoveryStage) -> None:
        async with self._lock:
            if self._stage.final:
                return
            ended = await workflow.execute_activity_method(
                RecoveryCodes.end,
                RecoveryEnding(
                    recovery_id=self._start.recovery_id,
                    member_id=self._start.member_id,
                    stage=stage,
                    at=workflow.now(),
                ),
                **finishing(f"End the password reset: {stage}"),
            )
            self._enter(ended.stage)

    def _enter(self, stage: RecoveryStage) -> None:
        self._stage = stage
        self._deliveries.stop()
        self._view.enter(stage)
        self._show()

    def _show(self) -> None:
        waits = self._stage is RecoveryStage.verify_email
        mails, trouble = [_NO_MAIL] if waits else [], None
        if self._start.member_id:
            mails = self._deliveries.details()
            trouble = self._deliveries.mail.trouble if waits else None
        self._view.show(self._stage, self._start.expires_at, mails, trouble)

    def _refusal(self) -> Outcome:
        return Outcome.flow_ended if self._stage.final else Outcome.wrong_stage

    def _reject_unless_waiting(self) -> None:
        if self._stage is not RecoveryStage.verify_email:
            raise refused(self._refusal(), self._stage)

    def _attempt(self, act: Act) -> JudgeOrderFields:
        return {
            "attempt_id": act.attempt_id,
            "member_id": self._start.member_id,
            "flow_id": self._start.recovery_id,
            "at": workflow.now(),
        }

    def _reply(self, verdict: Verdict | Outcome) -> RecoveryReply:
        judged = verdict if isinstance(verdict, Verdict) else Verdict(outcome=verdict)
        self._view.note(judged)
        self._show()
        return RecoveryReply(
            outcome=judged.outcome,
            state=self.state(),
            attempts_left=judged.attempts_left,
            retry_at=judged.retry_at,
        )
