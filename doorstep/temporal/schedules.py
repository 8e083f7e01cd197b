"""The schedules of Temporal: the daily purge."""

from contextlib import suppress

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleRange,
    ScheduleSpec,
)

_EACH_NIGHT = ScheduleCalendarSpec(hour=[ScheduleRange(3)], minute=[ScheduleRange(17)])


async def schedule_purge(client: Client, task_queue: str) -> None:
    """Create it for 03:17 UTC each day; an existing one, maybe changed by an operator,
    is kept.
    """
    schedule = Schedule(
        action=ScheduleActionStartWorkflow(
            "Purge",
            id=f"purge-{task_queue}",
            task_queue=task_queue,
            static_summary="Delete rows past their retention",
        ),
        spec=ScheduleSpec(calendars=[_EACH_NIGHT]),
    )
    with suppress(ScheduleAlreadyRunningError):
        await client.create_schedule(f"purge-{task_queue}", schedule)
