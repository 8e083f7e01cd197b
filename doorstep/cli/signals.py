"""SIGTERM, Ctrl-C and a closed terminal end a command in order."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress

_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def until_signalled(work: Coroutine[None, None, None]) -> None:
    """Run `work`; the first signal cancels it, the next ones find it cleaning up."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()

    def end() -> None:
        for name in _ENDINGS:
            loop.add_signal_handler(name, lambda: None)
        task.cancel()

    for name in _ENDINGS:
        loop.add_signal_handler(name, end)
    with suppress(asyncio.CancelledError):
        await task
