"""A stack under test: a build's `doorstep up`, in a folder and on ports of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.up.ports import is_open
from doorstep.settings import load
from doorstep.settings.processes import WorkerSettings
from trials.ports import free_port

_PORTS = ("API", "UP_TEMPORAL", "UP_UI", "UP_SMTP", "UP_MAILBOX")
THIS_BUILD = Path(sys.executable).with_name("doorstep")


@dataclass(frozen=True)
class Stack:
    """Where it is found; `ports` by the names of their settings."""

    folder: Path
    ports: dict[str, str]

    @property
    def api_port(self) -> int:
        return int(self.ports["DOORSTEP_API_PORT"])

    @property
    def temporal_address(self) -> str:
        return f"127.0.0.1:{self.ports['DOORSTEP_UP_TEMPORAL_PORT']}"

    def settings(self) -> WorkerSettings:
        """As its own worker has them, where it is of this build."""
        os.environ.update(self.ports)
        return WorkerSettings.of(load(self.folder))


@asynccontextmanager
async def running_stack(
    folder: Path, program: Path = THIS_BUILD, **settings: str
) -> AsyncIterator[Stack]:
    """`settings` are its environment variables, beside the ports."""
    ports = {f"DOORSTEP_{name}_PORT": str(free_port()) for name in _PORTS}
    public_url = f"http://127.0.0.1:{ports['DOORSTEP_API_PORT']}"
    process = await asyncio.create_subprocess_exec(
        str(program),
        *("up", "--data-dir", str(folder)),
        env={
            **os.environ,
            **ports,
            "DOORSTEP_LOG_LEVEL": "WARNING",
            "DOORSTEP_PUBLIC_URL": public_url,
            **settings,
        },
        stdin=DEVNULL,
        stdout=PIPE,
    )
    try:
        await _until_open(process, int(ports["DOORSTEP_API_PORT"]))
        yield Stack(folder, ports)
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def floor_worker(address: str) -> AsyncIterator[int]:
    """Its process id."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "trials.bench.floor", address
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        await process.wait()


async def _until_open(process: Process, port: int) -> None:
    async with asyncio.timeout(120):
        while process.returncode is None:
            if await is_open("127.0.0.1", port):
                return
            await asyncio.sleep(0.1)
    raise SystemExit("doorstep up did not start")
