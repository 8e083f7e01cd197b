"""Debian's postgrey, the greylisting server that Postfix asks."""

import asyncio
import os
import pwd
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from debian import program
from waiting import listens

_ACCOUNT = "nobody"


@asynccontextmanager
async def running_postgrey(
    folder: Path, port: int, *, seconds: int
) -> AsyncIterator[None]:
    """A mail is accepted so many seconds after it was first refused."""
    database = folder / "postgrey"
    database.mkdir()
    os.chown(database, pwd.getpwnam(_ACCOUNT).pw_uid, -1)
    folder.chmod(0o711)  # it works under that account
    process = await asyncio.create_subprocess_exec(
        str(program("postgrey")),
        *(f"--inet=127.0.0.1:{port}", f"--delay={seconds}", f"--dbdir={database}"),
        *(f"--user={_ACCOUNT}", "--group=nogroup", f"--pidfile={folder}/postgrey.pid"),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        assert await listens(process, port), "postgrey did not start"
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
