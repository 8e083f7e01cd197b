"""The workflow that tells one client of the end of one session.

telling → told | refused (the client answered 4xx) | gave_up (a day without an answer)
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.logouts import Logouts
    from doorstep.messages.flows import LogoutEnded, LogoutStart
    from doorstep.messages.search_attributes import TROUBLE
    from doorstep.rules.logout_waits import ANSWER_WITHIN, TOLD_FOR
    from doorstep.rules.task_queues import logout_queue
    from workflows.visibility import Trouble, clock

_WITHOUT_TROUBLE = timedelta(minutes=1)
_RETRIES = RetryPolicy(
    initial_interval=timedelta(seconds=5), maximum_interval=timedelta(minutes=5)
)


@workflow.defn(name="Logout")
class LogoutWorkflow:
    """Back-channel logout: a client that is down is told later."""

    @workflow.run
    async def run(self, start: LogoutStart) -> LogoutEnded:
        until = workflow.now() + TOLD_FOR
        self._show(f"Attempts continue until {clock(until)}.", None)
        ended = await self._tell(start, _WITHOUT_TROUBLE)
        if ended is None:
            self._show(
                "The client does not answer. The pending activity shows the last "
                f"error; attempts continue until {clock(until)}, in the end every five "
                "minutes.",
                Trouble.logout_delayed,
            )
            ended = await self._tell(start, until - workflow.now())
        if ended is None:
            await self._give_up(start)
            ended = LogoutEnded(outcome="gave_up")
        failed = ended.outcome in ("refused", "gave_up")
        self._show(
            f"Ended as `{ended.outcome}`. Nothing else will happen.",
            Trouble.logout_failed if failed else None,
        )
        return ended

    async def _tell(self, start: LogoutStart, within: timedelta) -> LogoutEnded | None:
        """None where it could not be told in that time."""
        try:
            return await workflow.execute_activity_method(
                Logouts.tell,
                start,
                task_queue=logout_queue(workflow.info().task_queue),
                schedule_to_close_timeout=within,
                start_to_close_timeout=2 * ANSWER_WITHIN,
                retry_policy=_RETRIES,
                summary="Tell the client",
            )
        except ActivityError:
            return None

    async def _give_up(self, start: LogoutStart) -> None:
        await workflow.execute_activity_method(
            Logouts.give_up,
            start,
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=_RETRIES,
            summary="Note that the client was not told",
        )

    def _show(self, details: str, trouble: Trouble | None) -> None:
        workflow.set_current_details(
            f"**Telling a client** that a session has ended.\n\n{details}"
        )
        if trouble is not None:
            workflow.upsert_search_attributes([TROUBLE.value_set(trouble)])
