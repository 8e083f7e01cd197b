"""Starting the workflow of a notice, for API, commands, activities and the sweep."""

from contextlib import suppress

from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from doorstep.messages.flows import NoticeStart


async def start_notice(client: Client, task_queue: str, notice: NoticeStart) -> None:
    """Start its workflow; does nothing if it was started before."""
    with suppress(WorkflowAlreadyStartedError):
        await client.start_workflow(
            "Notice",
            notice,
            id=f"notice/{notice.notice_id}",
            task_queue=task_queue,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            static_summary=f"Notice to the member: {notice.kind.replace('_', ' ')}",
        )
