"""Starting the workflow that tells a client of the end of a session."""

from contextlib import suppress

from temporalio.client import Client
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from doorstep.messages.flows import LogoutStart
from doorstep.messages.search_attributes import ACCOUNT, APPLICATION, MEMBER


async def start_logout(client: Client, task_queue: str, start: LogoutStart) -> None:
    """Start its workflow; does nothing if it was started before."""
    with suppress(WorkflowAlreadyStartedError):
        await client.start_workflow(
            "Logout",
            start,
            id=f"logout/{start.session_id}/{start.client_id}",
            task_queue=task_queue,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            search_attributes=TypedSearchAttributes(
                [
                    SearchAttributePair(ACCOUNT, str(start.account_id)),
                    SearchAttributePair(MEMBER, str(start.member_id)),
                    SearchAttributePair(APPLICATION, start.client_id),
                ]
            ),
            static_summary="Tell a client that a session has ended",
        )
