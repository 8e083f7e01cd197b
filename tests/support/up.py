"""`doorstep up`, in a folder and on ports of its own."""

import asyncio
import json
import os
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.up.binaries import program
from trials.ports import free_port
from waiting import listens, patient_client

_PORTS = ("API", "UP_TEMPORAL", "UP_UI", "UP_SMTP", "UP_MAILBOX")
_SAMPLE = ("UP_SAMPLE",)


@dataclass(frozen=True)
class Up:
    """A running stack and its seeded members."""

    folder: Path
    ports: dict[str, int]
    process: Process

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['API']}"

    @property
    def mailbox(self) -> str:
        return f"http://127.0.0.1:{self.ports['UP_MAILBOX']}"

    @property
    def sample(self) -> str:
        return f"http://127.0.0.1:{self.ports['UP_SAMPLE']}"

    @property
    def temporal_ui(self) -> str:
        return f"http://127.0.0.1:{self.ports['UP_UI']}"

    def person(self, number: int) -> tuple[str, str]:
        """Address and password: 0 is the administrator, 1 and 2 are members."""
        people = json.loads((self.folder / "accounts.json").read_text())["people"]
        return people[number]["email"], people[number]["password"]

    async def mails(self, address: str) -> list[dict[str, Any]]:
        """The mails to an address, newest first."""
        async with patient_client() as http:
            answer = await http.get(
                f"{self.mailbox}/api/messages", params={"to": address}
            )
        return list(answer.json())


@asynccontextmanager
async def running_up(folder: Path, *options: str, **settings: str) -> AsyncIterator[Up]:
    names = _PORTS + _SAMPLE * ("--sample" in options)
    ports = {name: free_port() for name in names}
    environment = {
        **os.environ,
        **{f"DOORSTEP_{name}_PORT": str(port) for name, port in ports.items()},
        "DOORSTEP_PUBLIC_URL": f"http://127.0.0.1:{ports['API']}",
        **settings,
    }
    log = folder.with_suffix(".log").open("ab")
    process = await asyncio.create_subprocess_exec(
        program("doorstep"),
        *("up", "--data-dir", str(folder), *options),
        env=environment,
        stdin=DEVNULL,
        stdout=log,
        stderr=STDOUT,
    )
    log.close()
    try:
        await _until_ready(process, ports["API"], folder.with_suffix(".log"))
        yield Up(folder, ports, process)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _until_ready(process: Process, port: int, log: Path) -> None:
    if await listens(process, port):
        return
    output = await asyncio.to_thread(log.read_text)
    raise AssertionError(output)
