"""Mails counted by what became of them, and timed from when they were asked for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from temporalio import activity

from doorstep.errors import MailRefused
from doorstep.mail.message import MailKind


@asynccontextmanager
async def counted(kind: MailKind, asked_at: datetime) -> AsyncIterator[None]:
    """Around one try to send: `accepted`, `delayed` (to be tried again) or `refused`.

    The latency is that of what was accepted: earlier tries and waits included.
    """
    now = asyncio.get_running_loop().time
    began = now()
    outcome = "delayed"
    try:
        yield
        outcome = "accepted"
    except MailRefused:
        outcome = "refused"
        raise
    finally:
        _note(kind, outcome)
    waited = activity.info().started_time - asked_at + timedelta(seconds=now() - began)
    activity.metric_meter().create_histogram_timedelta(
        "doorstep_mail_latency", "From asking for a mail to its acceptance.", "s"
    ).record(max(waited, timedelta(0)), {"kind": kind.value})


def _note(kind: MailKind, outcome: str) -> None:
    activity.metric_meter().create_counter(
        "doorstep_mails", "Tries to send a mail, by kind and outcome."
    ).add(1, {"kind": kind.value, "outcome": outcome})
