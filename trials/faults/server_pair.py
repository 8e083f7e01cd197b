"""Two PostgreSQL servers: a primary and its standby, which can take its place.

Replication is synchronous while there is a standby: a commit that was answered is on
both. TCP on loopback, since replication has to find the other server by an address that
the account of PostgreSQL can use, too.
"""

import asyncio
import shutil
import signal
from asyncio.subprocess import Process
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import asyncpg
import psutil

from cli.up.account import OsAccount
from cli.up.child import Part, launch, plain_environment
from cli.up.cluster import OWNER, Cluster
from trials.ports import free_port

_PAUSE_SECONDS = 0.05
_SYNCHRONOUS = "synchronous_standby_names"


class TcpCluster(Cluster):
    """A cluster on a port of loopback."""

    def __init__(
        self, folder: Path, programs: Path, account: OsAccount | None, log: Path
    ) -> None:
        super().__init__(folder, programs, account, log)
        self.programs = programs
        self.account = account
        self.log = log
        self.port = free_port()
        self.process: Process | None = None

    def part(self) -> Part:
        part = super().part()
        own = (
            *("--listen_addresses=127.0.0.1", f"--port={self.port}"),
            "--wal_retrieve_retry_interval=200ms",  # commits wait for the standby
        )
        return replace(part, command=(*part.command, *own))

    def address(self, role: str, database: str) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    async def start(self) -> None:
        self.process = await launch(self.part())
        while not await self.answers():
            await asyncio.sleep(_PAUSE_SECONDS)

    def send(self, to_all: signal.Signals) -> None:
        """To the server and its children, the parent first."""
        assert self.process
        parent = psutil.Process(self.process.pid)
        for each in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                each.send_signal(to_all)

    async def kill(self) -> None:
        if self.process and self.process.returncode is None:
            self.send(signal.SIGKILL)
            await self.process.wait()


class ServerPair:
    """`primary` and `standby` change their places at each `promote`."""

    def __init__(self, folder: Path, programs: Path, account: OsAccount | None) -> None:
        self.both = tuple(
            TcpCluster(folder / name, programs, account, folder / f"{name}.log")
            for name in ("one", "two")
        )
        self.primary, self.standby = self.both
        self.whole = asyncio.Event()
        """Both run, and nothing is behind."""

    async def start(self) -> None:
        await self.primary.prepare()
        await self.primary.start()
        await self.attach_standby()

    async def stop(self) -> None:
        for cluster in self.both:
            await cluster.kill()
            cluster.close()

    def address(self, role: str, database: str) -> str:
        """A URL with both hosts, always in the same order."""
        hosts = ",".join(f"127.0.0.1:{cluster.port}" for cluster in self.both)
        return f"postgresql://{role}@{hosts}/{database}"

    def addresses(self, database: str) -> tuple[str, str]:
        """DOORSTEP_DATABASE_URL and DOORSTEP_MIGRATION_URL."""
        return self.address(database, database), self.address(OWNER, database)

    async def promote(self) -> None:
        """The standby becomes the primary, whatever the other is doing."""
        await _as_owner(self.standby, "select pg_promote()")
        self.primary, self.standby = self.standby, self.primary

    async def attach_standby(self) -> None:
        """Copy the primary, and replicate from it; returns once nothing is behind."""
        await self.standby.kill()
        await _copy(self.primary, self.standby)
        await self.standby.start()
        while not await self._streams():
            await asyncio.sleep(_PAUSE_SECONDS)
        await _as_owner(
            self.primary,
            f"alter system set {_SYNCHRONOUS} = '*'",
            "select pg_reload_conf()",
        )
        await self.until_whole()

    async def until_whole(self) -> None:
        while not await self._streams(sync_state="sync"):
            await asyncio.sleep(_PAUSE_SECONDS)
        self.whole.set()

    async def _streams(self, sync_state: str = "%") -> bool:
        return await _as_owner(
            self.primary,
            "select exists (select from pg_stat_replication "
            f"where state = 'streaming' and sync_state like '{sync_state}')",
        )


async def _as_owner(cluster: TcpCluster, *statements: str) -> bool:
    """Returns what the last one says."""
    connection = await asyncpg.connect(cluster.address(OWNER, OWNER))
    try:
        return bool([await connection.fetchval(each) for each in statements][-1])
    finally:
        await connection.close()


async def _copy(primary: TcpCluster, standby: TcpCluster) -> None:
    """By pg_basebackup, from which the standby knows whom to follow.

    A promoted copy must not wait for a standby that it does not have.
    """
    folder, account = standby.folder, standby.account
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    if account:
        account.take_over(folder)
    await _as_owner(
        primary, f"alter system reset {_SYNCHRONOUS}", "select pg_reload_conf()"
    )
    source = f"--dbname=host=127.0.0.1 port={primary.port} user={OWNER}"
    with standby.log.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            str(standby.programs / "pg_basebackup"),
            *(source, "--pgdata=.", "--checkpoint=fast", "--write-recovery-conf"),
            *("--no-sync", "--wal-method=stream"),
            cwd=folder,
            env=plain_environment(),
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            stderr=log,
        )
    assert await process.wait() == 0
