"""The workflow of a change of address.

verify_email → changed
      |→ expired | cancelled

The code goes to the new address, where nobody else has it, and a notice to the old one.
The judge of the code changes the address.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import FailureError

with workflow.unsafe.imports_passed_through():
    from activities.address_codes import AddressCodes
    from activities.address_mails import MailsOfAddresses
    from doorstep.messages.activities import (
        AddressCode,
        AddressDelivery,
        AddressEnding,
        AddressMailOrder,
        AddressVerdict,
        EmailSent,
        JudgeOrderFields,
        Verdict,
    )
    from doorstep.messages.flows import (
        Act,
        AddressEnded,
        AddressReply,
        AddressStart,
        AddressState,
        CodeSubmission,
        Ended,
        MailDelay,
        Outcome,
    )
    from doorstep.rules.stages import AddressStage
    from workflows.activity_options import (
        finishing,
        judging,
        notify,
        refused,
        reject_stale,
    )
    from workflows.email_delivery import EmailDeliveries, Mail
    from workflows.enrollment import EnrollmentWorkflow
    from workflows.visibility import EXPIRES, OperatorView


class _Deliveries(EmailDeliveries):
    """Mails to a new address."""

    def _sending(self, mail: Mail) -> "workflow.ActivityHandle[EmailSent | None]":
        return workflow.start_activity_method(
            MailsOfAddresses.send,
            AddressDelivery(change_id=self._flow_id, number=mail.number),
            **self._options(mail),
            summary=f"Send email {mail.number} to the new address",
        )


@workflow.defn(name="AddressChange")
class AddressChangeWorkflow:
    """From a new address to the member's address, or to none."""

    @workflow.init
    def __init__(self, start: AddressStart) -> None:
        self._start = start
        self._stage = AddressStage.verify_email
        self._end_reason: Ended | None = None
        self._lock = asyncio.Lock()
        self._view = OperatorView(start.started_at, locks=False)
        self._deliveries = _Deliveries(
            start.change_id, start.policy, start.started_at, self._show
        )

    @workflow.run
    async def run(self, start: AddressStart) -> AddressEnded:
        self._show()
        self._deliveries.start()
        try:
            while not self._stage.final:
                await self._wait(start.expires_at - workflow.now())
        except asyncio.CancelledError:
            await self._end(AddressStage.cancelled)
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise
        finally:
            self._deliveries.abandon()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return AddressEnded(stage=self._stage)

    @workflow.update(description="Send the email to the new address again")
    async def resend(self, act: Act) -> AddressReply:
        async with self._lock:
            if self._stage.final:
                return self._reply(Outcome.flow_ended)
            verdict = await workflow.execute_local_activity_method(
                AddressCodes.request,
                AddressMailOrder(**self._attempt(act)),
                **judging("Request another email to the new address"),
            )
            if verdict.outcome is Outcome.accepted:
                self._deliveries.ask(verdict.number, workflow.now())
            return self._reply(verdict)

    @resend.validator
    def validate_resend(self, act: Act) -> None:
        self._reject_ended()

    @workflow.update(description="Check the emailed code and change the address")
    async def submit_code(self, submission: CodeSubmission) -> AddressReply:
        async with self._lock:  # two guesses judged together could share the last try
            if self._stage.final:
                return self._reply(Outcome.flow_ended)
            verdict = await workflow.execute_local_activity_method(
                AddressCodes.judge,
                AddressCode(**self._attempt(submission), sealed=submission.sealed),
                **judging("Verify the emailed code"),
            )
            await self._conclude(verdict)
            return self._reply(verdict)

    @submit_code.validator
    def validate_submit_code(self, submission: CodeSubmission) -> None:
        reject_stale(submission, self._stage)
        self._reject_ended()

    @workflow.signal(description="End now: its row has ended, or the member's flows do")
    def end_now(self, reason: Ended) -> None:
        self._end_reason = reason

    @workflow.signal(description="An email could not be sent and is retried")
    def mail_delayed(self, delay: MailDelay) -> None:
        self._deliveries.note_delay(delay)

    @workflow.query(description="The state of the change of address")
    def state(self) -> AddressState:
        return AddressState(stage=self._stage, expires_at=self._start.expires_at)

    async def _wait(self, left: timedelta) -> None:
        if left <= timedelta(0):
            await asyncio.shield(self._end(AddressStage.expired))
            return
        with suppress(TimeoutError):  # the next call acts on it
            await workflow.wait_condition(
                lambda: self._stage.final or self._end_reason is not None,
                timeout=left,
                timeout_summary=EXPIRES,
            )
        if self._end_reason is not None:
            await asyncio.shield(self._end(AddressStage.cancelled))

    async def _conclude(self, verdict: AddressVerdict) -> None:
        """The stage enters once the rest is under way: the flow may end then."""
        for setup in verdict.setups:
            flow = workflow.get_external_workflow_handle(f"enrollment/{setup}")
            with suppress(FailureError):  # it has ended already
                await flow.signal(EnrollmentWorkflow.end_now, Ended.committed)
        for notice in verdict.notices:
            await notify(notice)
        if verdict.stage is not None:
            self._enter(verdict.stage)

    async def _end(self, stage: AddressStage) -> None:
        async with self._lock:
            if self._stage.final:
                return
            ended = await workflow.execute_activity_method(
                AddressCodes.end,
                AddressEnding(
                    change_id=self._start.change_id,
                    member_id=self._start.member_id,
                    stage=stage,
                    at=workflow.now(),
                ),
                **finishing(f"End the change of address: {stage}"),
            )
            self._enter(ended.stage)

    def _enter(self, stage: AddressStage) -> None:
        self._stage = stage
        self._deliveries.stop()
        self._view.enter(stage)
        self._show()

    def _show(self) -> None:
        deliveries = self._deliveries
        trouble = deliveries.mail.trouble if not self._stage.final else None
        until = self._start.expires_at
        self._view.show(self._stage, until, deliveries.details(), trouble)

    def _reject_ended(self) -> None:
        if self._stage.final:
            raise refused(Outcome.flow_ended, self._stage)

    def _attempt(self, act: Act) -> JudgeOrderFields:
        return {
            "attempt_id": act.attempt_id,
            "member_id": self._start.member_id,
            "flow_id": self._start.change_id,
            "at": workflow.now(),
        }

    def _reply(self, verdict: Verdict | Outcome) -> AddressReply:
        judged = verdict if isinstance(verdict, Verdict) else Verdict(outcome=verdict)
        self._view.note(judged)
        self._show()
        return AddressReply(
            outcome=judged.outcome,
            state=self.state(),
            attempts_left=judged.attempts_left,
            retry_at=judged.retry_at,
        )
