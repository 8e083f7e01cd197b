"""The workflow of a notice: one mail about what happened, retried for a day.

It is a workflow of its own, so that a slow mail server delays neither login nor setup.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.notice_mails import NoticeMails
    from doorstep.messages.flows import NoticeStart
    from doorstep.rules.smtp_waits import LONGEST_TRY
    from doorstep.rules.task_queues import notice_queue
    from workflows.visibility import spaced


@workflow.defn(name="Notice")
class NoticeWorkflow:
    """One mail: a device was added, replaced or reset, or too many codes were wrong."""

    @workflow.run
    async def run(self, start: NoticeStart) -> None:
        workflow.set_current_details(
            f"**Emailing the member:** {spaced(start.kind)}.\n\n**Next:** attempts "
            "continue for a day, in the end every five minutes. The pending activity "
            "shows the last error."
        )
        await workflow.execute_activity_method(
            NoticeMails.send,
            start,
            task_queue=notice_queue(workflow.info().task_queue),
            schedule_to_close_timeout=timedelta(days=1),
            start_to_close_timeout=LONGEST_TRY,
            heartbeat_timeout=timedelta(seconds=10),
            retry_policy=RetryPolicy(
                initial_interval=timedelta(seconds=2),
                maximum_interval=timedelta(minutes=5),
            ),
            summary=f"Send the notice: {spaced(start.kind)}",
        )
