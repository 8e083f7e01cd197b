"""The workflow of an invitation: a member chooses the first password by a mailed link.

invited → accepted
   |____→ expired | cancelled

The password itself is set by the API, since nothing secret enters a history: then the
row has ended, and the workflow is signalled.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.invitation_mails import MailsOfInvitations
    from activities.invitations import InvitationEndings
    from doorstep.messages.activities import (
        InvitationDelivery,
        InvitationEnding,
        InvitationMailed,
    )
    from doorstep.messages.flows import (
        Ended,
        InvitationEnded,
        InvitationStart,
        InvitationState,
        MailDelay,
    )
    from doorstep.rules.smtp_waits import LONGEST_TRY
    from doorstep.rules.stages import InvitationStage
    from doorstep.rules.task_queues import notice_queue
    from workflows.activity_options import finishing, give_up
    from workflows.visibility import EXPIRES, OperatorView, Trouble, clock

_RETRIES = RetryPolicy(
    initial_interval=timedelta(seconds=2), maximum_interval=timedelta(minutes=5)
)
_REMINDS = "Reminds the member unless the invitation has been accepted by then"


@workflow.defn(name="Invitation")
class InvitationWorkflow:
    """From the mail with a link to the first password, or to none."""

    @workflow.init
    def __init__(self, start: InvitationStart) -> None:
        self._start = start
        self._stage = InvitationStage.invited
        self._end_reason: Ended | None = None
        self._number = 0
        self._mail = ""
        self._trouble: Trouble | None = None
        self._view = OperatorView(start.invited_at, locks=False)

    @workflow.run
    async def run(self, start: InvitationStart) -> InvitationEnded:
        try:
            await self._mail_and_wait(start.remind_at or start.expires_at)
            if start.remind_at and not self._end_reason:
                await self._mail_and_wait(start.expires_at)
            await asyncio.shield(self._end(self._ending))
        except asyncio.CancelledError:
            await self._end(InvitationStage.cancelled)
            raise
        return InvitationEnded(stage=self._stage)

    @workflow.signal(description="End now: its row has ended")
    def end_now(self, reason: Ended) -> None:
        self._end_reason = reason

    @workflow.signal(description="An email could not be sent and is retried")
    def mail_delayed(self, delay: MailDelay) -> None:
        if delay.number == self._number:
            self._note(f"is **delayed**: `{delay.failure}`", Trouble.mail_delayed)

    @workflow.query(description="The state of the invitation")
    def state(self) -> InvitationState:
        return InvitationState(stage=self._stage, expires_at=self._start.expires_at)

    @property
    def _ending(self) -> InvitationStage:
        """Unless another one has been committed."""
        waited = self._end_reason is None
        return InvitationStage.expired if waited else InvitationStage.cancelled

    async def _mail_and_wait(self, until: datetime) -> None:
        """Send the next mail, and wait for the end; a mail is tried until then."""
        self._number += 1
        left = until - workflow.now()
        if left <= timedelta(0):  # no worker was there for so long
            return
        self._note("is on its way to the mail server")
        sending = self._send(left)
        number = self._number
        sending.add_done_callback(lambda done: self._note_sent(number, done))
        last = until == self._start.expires_at
        try:
            with suppress(TimeoutError):  # the caller acts on it
                await workflow.wait_condition(
                    lambda: self._end_reason is not None,
                    timeout=left,
                    timeout_summary=EXPIRES if last else _REMINDS,
                )
        finally:
            give_up(sending)

    def _send(
        self, left: timedelta
    ) -> "workflow.ActivityHandle[InvitationMailed | None]":
        order = InvitationDelivery(
            invitation_id=self._start.invitation_id, number=self._number
        )
        return workflow.start_activity_method(
            MailsOfInvitations.send,
            order,
            task_queue=notice_queue(workflow.info().task_queue),
            schedule_to_close_timeout=left,
            start_to_close_timeout=LONGEST_TRY,
            heartbeat_timeout=timedelta(seconds=10),
            retry_policy=_RETRIES,
            summary=f"Send {self._mail_name}",
        )

    def _note_sent(
        self, number: int, sending: "asyncio.Task[InvitationMailed | None]"
    ) -> None:
        if number != self._number or sending.cancelled():
            return
        if fault := sending.exception():
            if not is_cancelled_exception(fault):
                self._note("could **not be sent**", Trouble.mail_failed)
        elif sent := sending.result():
            self._note(f"was **accepted** by the mail server at {clock(sent.at)}")

    async def _end(self, stage: InvitationStage) -> None:
        ended = await workflow.execute_activity_method(
            InvitationEndings.end,
            InvitationEnding(
                invitation_id=self._start.invitation_id,
                member_id=self._start.member_id,
                stage=stage,
                at=workflow.now(),
            ),
            **finishing(f"End the invitation: {stage}"),
        )
        self._stage, self._trouble = ended.stage, None
        self._view.enter(ended.stage)
        self._show()

    @property
    def _mail_name(self) -> str:
        return "the invitation" if self._number == 1 else "the reminder"

    def _note(self, state: str, trouble: Trouble | None = None) -> None:
        self._mail = f"The email with {self._mail_name} {state}."
        self._trouble = trouble
        self._show()

    def _show(self) -> None:
        lines = [self._mail]
        if self._number == 1 and self._start.remind_at:
            lines.append(f"A reminder is due at {clock(self._start.remind_at)}.")
        until = self._start.expires_at
        self._view.show(self._stage, until, lines, self._trouble)
