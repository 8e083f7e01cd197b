"""Starting the workflow of an invitation, for API, commands and the sweep."""

from contextlib import suppress

from temporalio.client import Client
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from doorstep.messages.flows import InvitationStart
from doorstep.messages.search_attributes import ACCOUNT, MEMBER, STAGE
from doorstep.rules.stages import InvitationStage


async def start_invitation(
    client: Client, task_queue: str, start: InvitationStart
) -> None:
    """Start its workflow; does nothing if it was started before."""
    with suppress(WorkflowAlreadyStartedError):
        await client.start_workflow(
            "Invitation",
            start,
            id=f"invitation/{start.invitation_id}",
            task_queue=task_queue,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            static_summary="Invitation of a member",
            search_attributes=TypedSearchAttributes(
                [
                    SearchAttributePair(STAGE, InvitationStage.invited.value),
                    SearchAttributePair(ACCOUNT, str(start.account_id)),
                    SearchAttributePair(MEMBER, str(start.member_id)),
                ]
            ),
        )
