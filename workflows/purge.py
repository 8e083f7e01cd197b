"""The workflow of the daily purge: one activity, started by a schedule."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.purges import Purges
    from doorstep.messages.activities import Purged, PurgeOrder


@workflow.defn(name="Purge")
class PurgeWorkflow:
    """Deletes rows that are past their retention; returns how many."""

    @workflow.run
    async def run(self) -> Purged:
        workflow.set_current_details("Deleting rows past their retention.")
        return await workflow.execute_activity_method(
            Purges.purge,
            PurgeOrder(at=workflow.now()),
            schedule_to_close_timeout=timedelta(hours=12),
            start_to_close_timeout=timedelta(hours=2),
            summary="Delete rows past their retention",
        )
