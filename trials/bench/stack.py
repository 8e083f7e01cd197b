"""The stack under test: `doorstep up` in a folder and on ports of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cli.up.ports import is_open
from doorstep.settings import load
from doorstep.settings.processes import WorkerSettings
from trials.ports import free_port

_PORTS = ("API", "UP_TEMPORAL", "UP_UI", "UP_SMTP", "UP_MAILBOX")


@asynccontextmanager
async def running_stack(folder: Path) -> AsyncIterator[WorkerSettings]:
    ports = {f"DOORSTEP_{name}_PORT": str(free_port()) for name in _PORTS}
    environment = {**os.environ, **ports, "DOORSTEP_LOG_LEVEL": "WARNING"}
    environment["DOORSTEP_PUBLIC_URL"] = (
        f"http://127.0.0.1:{ports['DOORSTEP_API_PORT']}"
    )
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("doorstep")),
        *("up", "--data-dir", str(folder)),
        env=environment,
        stdin=DEVNULL,
        stdout=PIPE,
    )
    try:
        await _until_open(process, int(ports["DOORSTEP_API_PORT"]))
        os.environ.update(ports)
        yield WorkerSettings.of(load(folder))
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def floor_worker(address: str) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "trials.bench.floor", address
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def _until_open(process: Process, port: int) -> None:
    async with asyncio.timeout(60):
        while process.returncode is None:
            if await is_open("127.0.0.1", port):
                return
            await asyncio.sleep(0.1)
    raise SystemExit("doorstep up did not start")
