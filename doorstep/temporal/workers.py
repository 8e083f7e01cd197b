"""Several workers of one process, which run and stop together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

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
        refused this client's polls for too long. Whoever is within is cancelled once,
        where each worker as a context of its own would cancel once more, and also while
        the others stop.
        """
        inside, faults = asyncio.current_task(), _Faults()
        assert inside is not None  # noqa: S101  for mypy: a context is entered by a task
        before = inside.cancelling()
        runs = [asyncio.create_task(worker.run()) for worker in self.all]
        for run in runs:
            run.add_done_callback(partial(faults.note, interrupt=inside.cancel))
        try:
            yield self
        except asyncio.CancelledError:
            if not faults.found or inside.uncancel() > before:
                raise
        finally:
            faults.are_expected = True
            await self.shutdown()
            await asyncio.wait(runs)
        if isinstance(faults.found, RuntimeError):
            raise PollingFailed(
                "Temporal has refused the polls of this worker for too long."
            ) from faults.found
        if faults.found:
            raise faults.found


class _Faults:
    """The first error of workers that ended by one."""

    def __init__(self) -> None:
        self.found: BaseException | None = None
        self.are_expected = False

    def note(self, run: asyncio.Task[None], interrupt: Callable[[], object]) -> None:
        if run.cancelled() or (fault := run.exception()) is None or self.found:
            return
        self.found = fault
        if not self.are_expected:
            interrupt()
