"""The delivery of mails with a code while a flow waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from activities.mails import Mails
    from doorstep.messages.activities import EmailAcceptance, EmailDelivery, EmailSent
    from doorstep.messages.flows import MailDelay
    from doorstep.rules.policy import EmailPolicy
    from doorstep.rules.smtp_waits import LONGEST_TRY, RFC_5321
    from doorstep.rules.task_queues import mail_queue
    from workflows.activity_options import finishing, give_up
    from workflows.visibility import COUNTS_AS_SLOW, EXPIRES, Trouble, clock


_SLOW = timedelta(minutes=10)
"""A setup whose emailed code was not typed by then gets the trouble `slow`."""
_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(seconds=15)
_LAST_ANSWER = RFC_5321.data + timedelta(minutes=1)
"""A message that is being handed over when the time for new tries ends may finish."""
_RETRIES = RetryPolicy(initial_interval=_FIRST_WAIT, maximum_interval=_LONGEST_WAIT)


@dataclass
class Mail:
    """The state of one mail, as far as it was reported to the flow."""

    number: int
    asked_at: datetime
    sent: EmailSent | None = None
    failure: str = ""
    attempt: int = 0
    failed_at: datetime | None = None
    given_up: bool = False
    unwanted: bool = False

    def delayed(self, delay: MailDelay, at: datetime) -> None:
        self.failure, self.attempt, self.failed_at = delay.failure, delay.attempt, at

    @property
    def trouble(self) -> Trouble | None:
        if self.given_up:
            return Trouble.mail_failed
        waits = self.failed_at is not None and self.sent is None
        return Trouble.mail_delayed if waits else None

    def details(self, policy: EmailPolicy) -> list[str]:
        again = clock(self.asked_at + policy.resend_cooldown)
        return [
            f"Emails requested: {self.number}.",
            f"Email {self.number} {self._state()}.",
            f"Another email can be requested from {again}.",
        ]

    def _state(self) -> str:
        if self.sent:
            taken = f"was **accepted** by the mail server at {clock(self.sent.at)}"
            return f"{taken}; its code is valid until {clock(self.sent.code_ends_at)}"
        if self.unwanted:
            return "was **not sent**: it must not be, or is no longer wanted"
        failure = f"`{self.failure}` (attempt {self.attempt}"
        if self.given_up:
            return f"has **failed** permanently: {failure})"
        if self.failed_at is None:
            return "is on its way to the mail server"
        wait = min(_FIRST_WAIT * 2 ** (self.attempt - 1), _LONGEST_WAIT)
        again = clock(self.failed_at + wait)
        return f"is **delayed**: {failure}, next attempt at {again})"


class _Options(TypedDict):
    task_queue: str
    schedule_to_close_timeout: timedelta
    start_to_close_timeout: timedelta
    heartbeat_timeout: timedelta
    retry_policy: RetryPolicy


class EmailDeliveries:
    """Verification mails of a setup, one at a time: a newer one, or the end of the
    stage, cancels the last.
    """

    def __init__(
        self,
        flow_id: UUID,
        policy: EmailPolicy,
        asked_at: datetime,
        changed: Callable[[], None],
    ) -> None:
        """The first mail was requested at `asked_at`; `changed` is called on news."""
        self.mail = Mail(1, asked_at)
        self.slow_at = asked_at + _SLOW
        self._flow_id = flow_id
        self._policy = policy
        self._changed = changed
        self._stopped = False

    def ask(self, number: int, at: datetime) -> None:
        self.mail = Mail(number, at)

    def note_delay(self, delay: MailDelay) -> None:
        if delay.number == self.mail.number:
            self.mail.delayed(delay, workflow.now())
            self._changed()

    def stop(self) -> None:
        self._stopped = True

    def details(self) -> list[str]:
        """Lines of Markdown for the current details; empty once the stage is over."""
        return [] if self._stopped else self.mail.details(self._policy)

    @property
    def trouble(self) -> Trouble | None:
        if self._stopped:
            return None
        slow = Trouble.slow if workflow.now() >= self.slow_at else None
        return self.mail.trouble or slow

    def next_due(self, ends: datetime) -> tuple[datetime, str]:
        """When the setup's timer fires next, at the latest as it `ends`, and why."""
        if workflow.now() < self.slow_at < ends:
            return self.slow_at, COUNTS_AS_SLOW
        return ends, EXPIRES

    def start(self) -> None:
        self._running = asyncio.create_task(self._run())

    def abandon(self) -> None:
        """The setup is over: cancel a mail that is still being delivered."""
        give_up(self._running)

    async def _run(self) -> None:
        while not self._stopped:
            mail = self.mail
            await self._deliver(mail)
            await workflow.wait_condition(lambda: self._superseded(mail))  # noqa: B023  awaited here

    async def _deliver(self, mail: Mail) -> None:
        notes_itself = workflow.patched("mail-notes-its-acceptance")
        sending = self._sending(mail)
        await workflow.wait_condition(lambda: sending.done() or self._superseded(mail))
        if not sending.done():
            give_up(sending)
            return
        try:
            mail.sent = await sending
            mail.unwanted = notes_itself and mail.sent is None
        except (
            FailureError
        ) as failure:  # noted in the email's row; the member can ask for another
            self._give_up(mail, failure)
            return
        if not notes_itself:
            mail.sent = mail.sent or self._sent_now()
            await self._note_accepted(mail.number)
        self._changed()

    def _sending(self, mail: Mail) -> "workflow.ActivityHandle[EmailSent | None]":
        return workflow.start_activity_method(
            Mails.send_code,
            EmailDelivery(enrollment_id=self._flow_id, number=mail.number),
            **self._options(mail),
            summary=f"Send verification email {mail.number}",
        )

    def _options(self, mail: Mail) -> _Options:
        return {
            "task_queue": mail_queue(workflow.info().task_queue),
            "schedule_to_close_timeout": self._time_left(mail) + _LAST_ANSWER,
            "start_to_close_timeout": LONGEST_TRY,
            "heartbeat_timeout": timedelta(seconds=10),
            "retry_policy": _RETRIES,
        }

    def _superseded(self, mail: Mail) -> bool:
        return self._stopped or self.mail is not mail

    def _give_up(self, mail: Mail, failure: FailureError) -> None:
        """The mail was refused, or its time is up: the last reported failure stays."""
        cause = failure.cause if isinstance(failure, ActivityError) else None
        if isinstance(cause, ApplicationError) and cause.type != "expired":
            mail.failure, mail.attempt = cause.message, mail.attempt + 1
        mail.given_up = True
        self._changed()

    async def _note_accepted(self, number: int) -> None:
        await workflow.execute_activity_method(
            Mails.note_accepted,
            EmailAcceptance(
                enrollment_id=self._flow_id, number=number, at=workflow.now()
            ),
            **finishing(f"Record that verification email {number} was accepted"),
        )

    def _sent_now(self) -> EmailSent:
        at = workflow.now()
        return EmailSent(at=at, code_ends_at=at + self._policy.email_code_lifetime)

    def _time_left(self, mail: Mail) -> timedelta:
        """A mail is retried only as long as its code could still be valid."""
        left = mail.asked_at + self._policy.email_code_lifetime - workflow.now()
        return max(left, timedelta(seconds=1))
