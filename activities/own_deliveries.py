"""Handing over the newest mail of a flow whose own row keeps how that goes.

A retry sends the same mail: the same code or link, Date and Message-ID. The reply of
the server goes to PostgreSQL; Temporal gets its number only.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Protocol
from uuid import UUID

from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.mail_metrics import counted
from activities.sending import (
    heartbeats,
    refuse_while_stopping,
    report_is_due,
    within,
    write_at_last,
)
from doorstep.clock import Clock
from doorstep.db.own_deliveries import MailedFlows, OwnDeliveries
from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailError
from doorstep.mail.message import MailKind
from doorstep.mail.smtp import Smtp
from doorstep.messages.flows import MailDelay

_TELLING = timedelta(seconds=2)
_WORKFLOWS = {
    MailedFlows.address_changes: "address",
    MailedFlows.invitations: "invitation",
    MailedFlows.recoveries: "recovery",
}


class OwnMail(Protocol):
    """A row with its newest mail."""

    @property
    def id(self) -> UUID: ...

    @property
    def number(self) -> int: ...

    @property
    def asked_at(self) -> datetime: ...


class OwnMailWithCode(OwnMail, Protocol):
    @property
    def code_expires_at(self) -> datetime: ...


@dataclass(frozen=True)
class Deliverer:
    """`reports` says whether the failure of a try is reported to the workflow."""

    pool: Pool
    smtp: Smtp
    client: Client
    flows: MailedFlows
    reports: Callable[[], bool] = report_is_due

    async def deliver(
        self,
        mail: OwnMail,
        kind: MailKind,
        message: EmailMessage,
        now: Clock,
        left: timedelta | None = None,
    ) -> datetime:
        """Hand it over in what time is `left`, and record when.

        Raises MailDelayed or MailRefused, once that is recorded.
        """
        try:
            return await self._hand_over(mail, kind, message, now, left)
        except MailError as error:
            await self._note_failure(mail, error, now())
            raise

    async def _hand_over(
        self,
        mail: OwnMail,
        kind: MailKind,
        message: EmailMessage,
        now: Clock,
        left: timedelta | None,
    ) -> datetime:
        """Once the message is being transferred, its time limit no longer applies."""
        async with (
            heartbeats(),
            counted(kind, mail.asked_at, now),
            within(left) as limit,
            self.smtp.addressed(message) as hand_over,
        ):
            refuse_while_stopping()
            limit.reschedule(None)
            await hand_over()
            accepted_at = now()
            return await write_at_last(lambda: self._note_accepted(mail, accepted_at))

    async def _note_accepted(self, mail: OwnMail, at: datetime) -> datetime:
        async with self.pool.acquire() as connection:
            deliveries = OwnDeliveries(connection, self.flows)
            return await deliveries.note_accepted(mail.id, mail.number, at)

    async def _note_failure(
        self, mail: OwnMail, error: MailError, at: datetime
    ) -> None:
        async with self.pool.acquire() as connection:
            deliveries = OwnDeliveries(connection, self.flows)
            await deliveries.note_failure(mail.id, mail.number, error, at)
        if isinstance(error, MailDelayed) and self.reports():
            attempt = activity.info().attempt
            delay = MailDelay(number=mail.number, failure=error.code, attempt=attempt)
            name = f"{_WORKFLOWS[self.flows]}/{mail.id}"
            flow = self.client.get_workflow_handle(name)
            with suppress(RPCError):  # nothing but the current details depends on it
                await flow.signal("mail_delayed", delay, rpc_timeout=_TELLING)


def refuse_expired(mail: OwnMailWithCode, at: datetime) -> None:
    """Raise `expired`, which is not retried, where the mail's code is over."""
    if at >= mail.code_expires_at:
        raise ApplicationError("expired", type="expired", non_retryable=True)
