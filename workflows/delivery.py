"""Getting verification mails out while a set-up waits for their code."""

from datetime import datetime, timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import FailureError

with workflow.unsafe.imports_passed_through():
    from activities.mails import Mails
    from doorstep.assignments import EmailAcceptance, EmailDelivery
    from doorstep.policy import EnrollmentPolicy
    from workflows.work import finishing


_RETRIES = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=15)
)


class EmailDelivering:
    """One mail at a time: a newer one, or the end of the stage, abandons the last."""

    def __init__(self, enrollment_id: UUID, policy: EnrollmentPolicy) -> None:
        self._enrollment_id = enrollment_id
        self._policy = policy
        self._number = 0
        self._asked_at: datetime | None = None
        self._stopped = False

    def ask(self, number: int, at: datetime) -> None:
        self._number = number
        self._asked_at = at

    def stop(self) -> None:
        self._stopped = True

    async def run(self) -> None:
        while not self._stopped:
            handled = self._number
            await self._deliver(handled)
            await self._newer_than(handled)

    async def _deliver(self, number: int) -> None:
        sending = workflow.start_activity_method(
            Mails.send_code,
            EmailDelivery(enrollment_id=self._enrollment_id, number=number),
            schedule_to_close_timeout=self._time_left(),
            start_to_close_timeout=timedelta(seconds=60),
            heartbeat_timeout=timedelta(seconds=10),
            retry_policy=_RETRIES,
            summary=f"Verification email no. {number}",
        )
        await workflow.wait_condition(
            lambda: sending.done() or self._stopped or self._number > number
        )
        if not sending.done():
            sending.cancel()
            return
        try:
            await sending
        except FailureError:
            return  # the email's row says so, and a resend is the way on
        await self._note_accepted(number)

    async def _newer_than(self, number: int) -> None:
        await workflow.wait_condition(lambda: self._stopped or self._number > number)

    async def _note_accepted(self, number: int) -> None:
        await workflow.execute_activity_method(
            Mails.note_accepted,
            EmailAcceptance(
                enrollment_id=self._enrollment_id, number=number, at=workflow.now()
            ),
            summary=f"Verification email no. {number} was accepted",
            **finishing(),
        )

    def _time_left(self) -> timedelta:
        """A mail is worth sending only while its code can live."""
        asked_at = self._asked_at or workflow.now()
        left = asked_at + self._policy.email_code_lifetime - workflow.now()
        return max(left, timedelta(seconds=1))
