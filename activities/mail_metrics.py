"""Metrics of mails: counters by outcome, and the latency since the request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from temporalio import activity

from doorstep.clock import Clock
from doorstep.errors import MailDenied, MailError, MailRefused
from doorstep.mail.message import MailKind


@asynccontextmanager
async def counted(
    kind: MailKind, asked_at: datetime, now: Clock
) -> AsyncIterator[None]:
    """Count one try to send as `accepted`, `delayed`, `denied` or `refused`.

    Delayed and denied ones are retried; a denied one is for the operator to fix. The
    latency is recorded for accepted mails and includes earlier tries.
    """
    try:
        yield
    except MailError as error:
        _note(kind, _outcome(error))
        raise
    _note(kind, "accepted")
    waited = now() - asked_at
    activity.metric_meter().create_histogram_timedelta(
        "doorstep_mail_latency", "From asking for a mail to its acceptance.", "s"
    ).record(max(waited, timedelta(0)), {"kind": kind.value})


def _outcome(error: MailError) -> str:
    if isinstance(error, MailRefused):
        return "refused"
    return "denied" if isinstance(error, MailDenied) else "delayed"


def _note(kind: MailKind, outcome: str) -> None:
    activity.metric_meter().create_counter(
        "doorstep_mails", "Tries to send a mail, by kind and outcome."
    ).add(1, {"kind": kind.value, "outcome": outcome})
