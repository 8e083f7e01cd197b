"""A process of Doorstep that is killed while its database connections are stopped."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from breakpoints import Breakpoint, breakpoint_proxy
from cli.up.binaries import program
from cli.up.child import Part, plain_environment
from doorstep.settings.processes import WorkerSettings
from trials.faults.process import PartProcess

_SETTINGS = (
    *("database_url", "temporal_address", "smtp_url", "keys", "task_queue"),
    *("mail_from", "public_url"),
)


async def _at_once() -> bool:
    return True


@asynccontextmanager
async def stopped_process(
    settings: WorkerSettings,
    command: str,
    folder: Path,
    *breakpoints: Breakpoint,
    ready: Callable[[], Awaitable[bool]] = _at_once,
    **environment: str,
) -> AsyncIterator[PartProcess]:
    """`doorstep <command>` as `settings` say, and with variables of its own."""
    parts = urlsplit(settings.database_url)
    there = f"{parse_qs(parts.query)['host'][0]}/.s.PGSQL.5432"
    async with breakpoint_proxy(
        lambda: asyncio.open_unix_connection(there), *breakpoints
    ) as port:
        url = f"postgresql://{parts.username}@127.0.0.1:{port}{parts.path}"
        chosen = settings.model_copy(update={"database_url": url})
        part = Part(
            name=command,
            command=(program("doorstep"), command),
            environment={
                **plain_environment(),
                **{f"DOORSTEP_{n.upper()}": str(getattr(chosen, n)) for n in _SETTINGS},
                **environment,
            },
            log=folder / f"{command}.log",
            patience=0,
        )
        process = PartProcess(part, ready)
        await process.start()
        try:
            yield process
        finally:
            await process.end()
