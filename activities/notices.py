"""The activity that starts the workflow of a notice."""

from temporalio import activity
from temporalio.client import Client

from doorstep.messages.flows import NoticeStart
from doorstep.temporal.notice_starts import start_notice


class NoticeStarts:
    """The notice's row is committed before."""

    def __init__(self, client: Client, task_queue: str) -> None:
        self._client = client
        self._task_queue = task_queue

    @activity.defn(name="start_notice")
    async def start(self, notice: NoticeStart) -> None:
        """A repeat changes nothing; if it fails, the notice sweep starts it."""
        await start_notice(self._client, self._task_queue, notice)
