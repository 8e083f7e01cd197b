"""Graceful shutdown of a command at SIGTERM, Ctrl-C or a closed terminal."""

import asyncio
import os
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import TypeVar

from doorstep.process.service_manager import tell_stopping

_Result = TypeVar("_Result")
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def until_signalled(
    work: Coroutine[None, None, _Result], *, within: float | None = None
) -> _Result | None:
    """Run `work`; the first signal cancels it, later ones are ignored.

    Returns its result, or None if it was cancelled. If it has not ended `within`
    seconds of the signal, the process exits at once, with 1.
    """
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()

    def end() -> None:
        for name in _ENDINGS:
            loop.add_signal_handler(name, lambda: None)
        tell_stopping()
        task.cancel()
        if within is not None:
            loop.call_later(within, _cut_off)

    for name in _ENDINGS:
        loop.add_signal_handler(name, end)
    with suppress(asyncio.CancelledError):
        return await task
    return None


def _cut_off() -> None:
    import structlog

    structlog.get_logger(__name__).warning("did not stop in time")
    os._exit(1)
