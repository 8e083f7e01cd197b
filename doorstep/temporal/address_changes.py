"""Starting the workflow of a change of address, for API and commands."""

from contextlib import suppress
from datetime import timedelta

from temporalio.client import Client
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from doorstep.messages.flows import AddressStart
from doorstep.messages.search_attributes import ACCOUNT, MEMBER, STAGE
from doorstep.rules.stages import AddressStage


async def start_address_change(
    client: Client, task_queue: str, start: AddressStart, task_timeout: timedelta
) -> None:
    """Start its workflow; does nothing if it was started before."""
    with suppress(WorkflowAlreadyStartedError):
        await client.start_workflow(
            "AddressChange",
            start,
            id=f"address/{start.change_id}",
            task_queue=task_queue,
            task_timeout=task_timeout,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            static_summary="Change of a member's address",
            search_attributes=TypedSearchAttributes(
                [
                    SearchAttributePair(STAGE, AddressStage.verify_email.value),
                    SearchAttributePair(ACCOUNT, str(start.account_id)),
                    SearchAttributePair(MEMBER, str(start.member_id)),
                ]
            ),
        )
