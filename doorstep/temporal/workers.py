"""Several workers of one process, which run and stop together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from temporalio.worker import Worker


@dataclass(frozen=True)
class Workers:
    """The workers of one process: for flows, for mail, for telling clients."""

    all: list[Worker]

    async def shutdown(self) -> None:
        await asyncio.gather(*(worker.shutdown() for worker in self.all))

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Workers"]:
        async with AsyncExitStack() as stack:
            for worker in self.all:
                await stack.enter_async_context(worker)
            try:
                yield self
            finally:
                await self.shutdown()
