"""Several workers of one process, which run and stop together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from temporalio.worker import Worker

from doorstep.errors import PollingFailed


@dataclass(frozen=True)
class Workers:
    """The workers of one process: for flows, for mail, for telling clients."""

    all: list[Worker]

    async def shutdown(self) -> None:
        await asyncio.gather(*(worker.shutdown() for worker in self.all))

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Workers"]:
        """Raises PollingFailed out of the context where the SDK gives up: Temporal has
        refused this client's polls for too long.
        """
        task, cancelled = asyncio.current_task(), False
        assert task is not None  # noqa: S101  for mypy: a context is entered by a task
        before = task.cancelling()
        try:
            async with AsyncExitStack() as stack:
                try:
                    for worker in self.all:
                        await stack.enter_async_context(worker)
                    yield self
                except asyncio.CancelledError:  # also by a worker that has failed
                    cancelled = True
                    raise
                finally:
                    await self.shutdown()
        except RuntimeError as error:
            if not cancelled:
                raise
            while task.cancelling() > before:  # once by each worker that has failed
                task.uncancel()
            raise PollingFailed(
                "Temporal has refused the polls of this worker for too long."
            ) from error
