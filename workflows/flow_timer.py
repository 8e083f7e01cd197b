"""The timer of a flow's deadline, which may be left running where the flow ends.

Temporal drops it with the flow. Cancelling it would be one more event in the history of
every login.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from temporalio import workflow


class FlowTimer:
    """`left` is set where the flow has ended and its timer may stay as it is."""

    def __init__(self) -> None:
        self.left = False

    def watch(
        self, wait: Callable[[], Awaitable[None]], over: Callable[[], bool]
    ) -> "asyncio.Task[None]":
        """Call `wait` again and again until the flow is `over`."""
        return asyncio.create_task(_repeated(wait, over))

    async def until_over(self, watching: "asyncio.Task[None]") -> None:
        """Until then, or until the timer is left.

        What the watching raises is raised here; where this is cancelled, it is
        cancelled first.
        """
        try:
            await workflow.wait_condition(lambda: self.left or watching.done())
        except asyncio.CancelledError:
            watching.cancel()
            await workflow.wait_condition(watching.done)
            raise
        if watching.done():
            watching.result()

    async def fires(
        self, due: datetime, summary: str, *, unless: Callable[[], bool]
    ) -> bool:
        """Wait until it is `due`; False, with the timer cancelled, if `unless` holds
        before.
        """
        try:
            await workflow.wait_condition(
                lambda: not self.left and unless(),
                timeout=due - workflow.now(),
                timeout_summary=summary,
            )
        except TimeoutError:
            return True
        return False


async def _repeated(
    wait: Callable[[], Awaitable[None]], over: Callable[[], bool]
) -> None:
    while not over():
        await wait()
