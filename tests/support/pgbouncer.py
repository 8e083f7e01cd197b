"""PgBouncer from Debian, with the configuration of docs/deploying/pooler.md.

Of it only names, addresses and the mode are changed, and what a test is about.
"""

import asyncio
import re
import shutil
import subprocess
from asyncio.subprocess import DEVNULL, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import asyncpg

from cli.up.account import unprivileged_account
from cli.up.cluster import OWNER, Cluster
from compose_file import ROOT
from debian import program
from trials.ports import free_port
from waiting import listens

PAGE = ROOT / "docs/deploying/pooler.md"
_BLOCK = re.compile(r"^```ini$(.*?)^```$", re.MULTILINE | re.DOTALL)
_KEEPS_STATEMENTS = (1, 21)
_PASSWORD = "of a role"
_HERE = "/proc/self/cwd"
"""The folder of the socket: others on its path are closed to the account."""


@dataclass(frozen=True)
class Pooled:
    """A database behind PgBouncer, and its two roles."""

    name: str
    port: int
    direct: str
    """The URL of the owner, without the pooler."""
    mode: str
    options: str
    """What the page has in the URLs for this mode and version."""

    @property
    def url(self) -> str:
        return self._of(self.name)

    @property
    def owner_url(self) -> str:
        return self._of(OWNER)

    @property
    def settings(self) -> dict[str, str]:
        return {
            "DOORSTEP_DATABASE_URL": self.url,
            "DOORSTEP_MIGRATION_URL": self.owner_url,
        }

    def _of(self, role: str) -> str:
        password = _PASSWORD.replace(" ", "%20")
        where = f"127.0.0.1:{self.port}/{self.name}{self.options}"
        return f"postgresql://{role}:{password}@{where}"


def version() -> tuple[int, ...]:
    """Of the program that is installed; skips the test where there is none."""
    said = subprocess.run(
        [program("pgbouncer"), "--version"], check=True, capture_output=True, text=True
    )
    (numbers,) = re.findall(r"PgBouncer (\d+)\.(\d+)", said.stdout)
    return tuple(map(int, numbers))


def options_for(mode: str) -> str:
    keeps = mode == "session" or version() >= _KEEPS_STATEMENTS
    return "" if keeps else "?pgbouncer=true"


@asynccontextmanager
async def empty_database(cluster: Cluster) -> AsyncIterator[str]:
    """Its name, which is that of its role."""
    name = f"pooled_{uuid4().hex}"
    await cluster.make_database(name)
    yield name
    admin = await asyncpg.connect(cluster.address(OWNER, OWNER))
    await admin.execute(f'drop database "{name}" with (force)')
    await admin.execute(f'drop role "{name}"')
    await admin.close()


@asynccontextmanager
async def pgbouncer(
    cluster: Cluster, name: str, mode: str, *lines: str
) -> AsyncIterator[Pooled]:
    """In front of the database; `lines` are added to the configuration."""
    port = free_port()
    account = unprivileged_account()
    folder = Path(mkdtemp())
    file = _configured(folder, name, port, mode, lines)
    if account:
        account.take_over(folder)
    with (folder / "output.log").open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            program("pgbouncer"),
            file,
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            cwd=cluster.folder,
        )
    try:
        assert await listens(process, port), "it did not start"
        direct = cluster.address(OWNER, name)
        yield Pooled(name, port, direct, mode, options_for(mode))
    except BaseException as error:
        error.add_note((folder / "output.log").read_text()[-4000:])
        raise
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        shutil.rmtree(folder)


def _configured(
    folder: Path,
    name: str,
    port: int,
    mode: str,
    lines: tuple[str, ...],
) -> Path:
    """The configuration of the page, in this mode and with these names."""
    (text,) = _BLOCK.findall(PAGE.read_text())
    users = folder / "userlist.txt"
    users.write_text("".join(f'"{role}" "{_PASSWORD}"\n' for role in (name, OWNER)))
    for old, new in (
        (
            "doorstep = host=127.0.0.1 port=5432 dbname=doorstep",
            f"{name} = host={_HERE} port=5432 dbname={name}",
        ),
        ("listen_port = 6432", f"listen_port = {port}\nunix_socket_dir ="),
        ("/etc/pgbouncer/userlist.txt", str(users)),
        ("pool_mode = transaction", f"pool_mode = {mode}"),
    ):
        assert text.count(old) == 1, f"{old!r} is not in the configuration"
        text = text.replace(old, new)
    file = folder / "pgbouncer.ini"
    file.write_text("\n".join([text, *lines, ""]))
    return file
