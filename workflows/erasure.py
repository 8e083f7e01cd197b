"""The workflow of an erasure: the member's flows end, then what names the person goes.

The member is locked out before it starts. However long a flow takes to end, it waits:
a running flow without its row would fail for ever.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.member_erasure import MemberErasure
    from doorstep.messages.activities import ErasureOrder
    from doorstep.messages.flows import ErasureStart

_RETRIES = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=1)
)


@workflow.defn(name="Erasure")
class ErasureWorkflow:
    """Erases one member, who is locked out."""

    @workflow.run
    async def run(self, start: ErasureStart) -> None:
        workflow.set_current_details(
            "**Erases a member** who is locked out.\n\n**Next:** the member's flows "
            "end, then the rows are overwritten; the id and the audit trail stay."
        )
        await workflow.execute_activity_method(
            MemberErasure.end_flows,
            self._order(start),
            start_to_close_timeout=timedelta(minutes=1),
            retry_policy=_RETRIES,
            summary="End the member's flows",
        )
        await workflow.execute_activity_method(
            MemberErasure.erase,
            self._order(start),
            start_to_close_timeout=timedelta(minutes=1),
            retry_policy=_RETRIES,
            summary="Erase what names the person",
        )

    def _order(self, start: ErasureStart) -> ErasureOrder:
        return ErasureOrder(
            member_id=start.member_id, account_id=start.account_id, at=workflow.now()
        )
