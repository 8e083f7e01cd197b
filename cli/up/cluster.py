"""The embedded PostgreSQL: its process, databases and URLs."""

import asyncio
import signal
import sys
from pathlib import Path
from urllib.parse import urlencode

from cli.up.account import OsAccount
from cli.up.child import Part, plain_environment
from cli.up.cluster_files import make_cluster, remove_stale_lock, where
from cli.up.socket_folder import SocketFolder

OWNER = "postgres"
"""The superuser of the cluster, used for migrations only."""

_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "log_error_verbosity": "terse",  # details quote rows, which hold addresses
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
    **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),
}


class Cluster:
    """A cluster in the data folder.

    It uses `trust` authentication: the folder has mode 0700, and the socket in it is
    the only way to connect.
    """

    def __init__(
        self, folder: Path, programs: Path, account: OsAccount | None, log: Path
    ) -> None:
        self.folder = folder
        self._programs = programs
        self._account = account
        self._log = log
        self._socket = SocketFolder(folder)

    async def prepare(self) -> None:
        """Run initdb if needed; remove the lock file that a killed run has left."""
        if not self.folder.exists():
            making = (self.folder, self._programs, self._account, self._log)
            await asyncio.to_thread(make_cluster, *making)
        elif self._account:
            self._account.take_over(self.folder)
        remove_stale_lock(self.folder)

    def part(self) -> Part:
        return Part(
            name="postgres",
            command=(
                str(self._programs / "postgres"),
                *where(self.folder, self._account),
                *("-k", "."),  # relative, since long socket paths are not allowed
                *(f"--{name}={value}" for name, value in _SETTINGS.items()),
            ),
            environment=plain_environment(),
            log=self._log,
            patience=1.5,
            stop_signal=signal.SIGINT,  # "fast": SIGTERM would wait for its clients
            last_signal=signal.SIGQUIT,  # it stops its own children, unlike SIGKILL
            folder=self.folder,
            account=self._account,
        )

    def addresses(self, database: str) -> dict[str, str]:
        """The settings of a database that `make_database` has made."""
        return {
            "DOORSTEP_DATABASE_URL": self.address(database, database),
            "DOORSTEP_MIGRATION_URL": self.address(OWNER, database),
        }

    def address(self, role: str, database: str) -> str:
        """A URL for asyncpg."""
        query = urlencode({"host": str(self._socket.path)}, safe="/")
        return f"postgresql://{role}@/{database}?{query}"

    async def answers(self) -> bool:
        import asyncpg

        try:
            connection = await asyncpg.connect(self.address(OWNER, OWNER))
        except (OSError, TimeoutError, asyncpg.PostgresError):
            return False
        await connection.close()
        return True

    async def make_database(self, name: str) -> None:
        """Create a database of the superuser and an unprivileged role of the same name.

        A database of an earlier release gets the superuser as its owner.
        """
        import asyncpg

        connection = await asyncpg.connect(self.address(OWNER, OWNER))
        try:
            if not await connection.fetchval(
                "select true from pg_roles where rolname = $1", name
            ):
                await connection.execute(f'create role "{name}" login')
            if not await connection.fetchval(
                "select true from pg_database where datname = $1", name
            ):
                await connection.execute(f'create database "{name}"')
            await connection.execute(f'alter database "{name}" owner to {OWNER}')
        finally:
            await connection.close()

    def close(self) -> None:
        self._socket.close()
