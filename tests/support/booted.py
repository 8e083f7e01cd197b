"""A Debian that systemd-nspawn has booted: a systemd of its own on this network."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from waiting import in_time, until

_AUTHORITIES = "/etc/ssl/certs"
"""This machine's: that of a company's proxy may be among them."""
_INSIDE = {
    "PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
    "PIP_CERT": f"{_AUTHORITIES}/ca-certificates.crt",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True)
class Booted:
    """What is changed in it is gone when it ends."""

    init: int
    """The process of its systemd."""

    async def run(self, line: str, typed: str = "") -> str:
        """Its output, once it has succeeded, typed in /release as root. To install
        what comes from PyPI takes as long as it takes.
        """
        code, printed = await self.tried(line, typed)
        if code:
            _, journal = await self.tried("journalctl --no-pager --lines=50")
            raise AssertionError(f"{line}\n{printed}\n{journal}")
        return printed

    async def tried(self, line: str, typed: str = "") -> tuple[int, str]:
        process = await asyncio.create_subprocess_exec(
            *("nsenter", "--target", str(self.init), "--all"),
            *("/bin/bash", "-c", f"cd /release; {line}"),
            env=_INSIDE,
            stdin=PIPE,
            stdout=PIPE,
            stderr=STDOUT,
        )
        printed, _ = await process.communicate(typed.encode())
        return process.returncode or 0, printed.decode().strip()

    async def shows(self, unit: str, name: str) -> str:
        """A property of a unit."""
        return await self.run(f"systemctl show --property={name} --value {unit}")


@asynccontextmanager
async def booted(root: Path, release: Path, deploy: Path) -> AsyncIterator[Booted]:
    """`release` is /release in it, with `deploy` in that; both cannot be written."""
    process = await asyncio.create_subprocess_exec(
        *("systemd-nspawn", "--quiet", f"--directory={root}", "--volatile=overlay"),
        *("--boot", "--register=no", "--keep-unit", "--console=pipe"),
        *(f"--bind-ro={release}:/release", f"--bind-ro={deploy}:/release/deploy"),
        f"--bind-ro={_AUTHORITIES}",
        env={"PATH": os.environ["PATH"]},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        machine = Booted(await _init_of(process))
        await until(lambda: _state(machine), lambda state: state == "running")
        yield machine
    finally:
        process.send_signal(signal.SIGTERM)
        await in_time(process.wait())


async def _init_of(process: Process) -> int:
    """The child that has become systemd; others prepare it and end."""

    async def look() -> list[int]:
        assert process.returncode is None, "systemd-nspawn has ended"
        task = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        return [int(child) for child in task.read_text().split() if _is_init(child)]

    (init,) = await until(look, bool)
    return init


def _is_init(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/comm").read_text().strip() == "systemd"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def _state(machine: Booted) -> str:
    _, printed = await machine.tried("systemctl is-system-running")
    return printed
