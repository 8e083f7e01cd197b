"""Starting the workflow of a notice, whose row is committed before."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError

from doorstep.messages.activities import LoginCodeVerdict, SetupCodeVerdict
from doorstep.messages.flows import NoticeStart
from doorstep.temporal.notice_starts import start_notice

_AT_ONCE = timedelta(seconds=1)
"""A judge has four seconds for all, and a person waits."""
_Verdict = TypeVar("_Verdict", LoginCodeVerdict, SetupCodeVerdict)


class NoticeStarts:
    """If a start fails for good, the notice sweep makes up for it."""

    def __init__(self, client: Client, task_queue: str) -> None:
        self._client = client
        self._task_queue = task_queue

    @activity.defn(name="start_notice")
    async def start(self, notice: NoticeStart) -> None:
        """A repeat changes nothing."""
        await start_notice(self._client, self._task_queue, notice)

    async def begun(self, verdict: _Verdict, notice: NoticeStart, /) -> _Verdict:
        """The verdict without its notice, which was started; where that fails, the
        workflow gets it and tries again.
        """
        with suppress(RPCError, TimeoutError):
            async with asyncio.timeout(_AT_ONCE.total_seconds()):
                await self.start(notice)
            return verdict.model_copy(update={"notice": None})
        return verdict
