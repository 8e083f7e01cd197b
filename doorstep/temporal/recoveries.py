"""Starting the workflow of a recovery."""

from datetime import timedelta
from uuid import UUID

from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from doorstep.messages.flows import RecoveryStart
from doorstep.messages.search_attributes import ACCOUNT, MEMBER, STAGE
from doorstep.rules.stages import RecoveryStage


async def start_recovery(
    client: Client, task_queue: str, start: RecoveryStart, task_timeout: timedelta
) -> None:
    """Start its workflow, once."""
    await client.start_workflow(
        "Recovery",
        start,
        id=f"recovery/{start.recovery_id}",
        task_queue=task_queue,
        task_timeout=task_timeout,
        static_summary="Reset of a forgotten password",
        search_attributes=_attributes(start.account_id, start.member_id),
    )


def _attributes(
    account_id: UUID | None, member_id: UUID | None
) -> TypedSearchAttributes:
    """Where nobody has the address only the stage."""
    ids = ((ACCOUNT, account_id), (MEMBER, member_id))
    return TypedSearchAttributes(
        [
            SearchAttributePair(STAGE, RecoveryStage.verify_email.value),
            *(SearchAttributePair(key, str(known)) for key, known in ids if known),
        ]
    )
