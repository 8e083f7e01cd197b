"""Sending a notice on its own way, as a workflow that holds up nobody."""

from temporalio import activity
from temporalio.client import Client

from doorstep.messages.flows import NoticeStart
from doorstep.process.notice_sweep import start_notice


class NoticeStarts:
    """Starts the workflow of a notice whose row was committed."""

    def __init__(self, client: Client, task_queue: str) -> None:
        self._client = client
        self._task_queue = task_queue

    @activity.defn(name="start_notice")
    async def start(self, notice: NoticeStart) -> None:
        """A repeat finds it started; what fails here is found by the sweep."""
        await start_notice(self._client, self._task_queue, notice)
