"""The files in `migrations/`: numbered, forward only, in the format of dbmate.

They are applied through the same client as everything else is: what the URL says is
read once, and poolers that refuse a client's own start-up parameters are reached.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from doorstep.db.pool import Connection, Pool
from doorstep.db.statement_limits import PATIENT
from doorstep.errors import ConfigurationError

MIGRATIONS = Path(__file__).with_name("migrations")
_UP = re.compile(
    r"-- migrate:up(?P<options>[^\n]*)\n(?P<sql>.*)-- migrate:down", re.DOTALL
)
_ALONE = "transaction:false"
_APPLIED = """
    create table if not exists schema_migrations (version varchar primary key)
"""
_NOTE = "insert into schema_migrations (version) values ($1)"


@dataclass(frozen=True)
class Migration:
    """No transaction may hold what a file does that is `alone`: whoever is killed
    between that and its note does it again. Unfinished indexes are gone by then.
    """

    name: str
    sql: str
    alone: bool

    @property
    def version(self) -> str:
        return self.name.partition("_")[0]

    @classmethod
    def read(cls, file: Path) -> "Migration":
        found = _UP.match(file.read_text())
        assert found, f"{file.name} has no up and down"
        return cls(file.name, found["sql"], _ALONE in found["options"])

    async def apply(self, owner: Connection) -> None:
        """Raises ConfigurationError, with the words of the database."""
        try:
            if self.alone:
                with suppress(asyncpg.DuplicateTableError):  # built, but not noted
                    await owner.execute(self.sql)
                await owner.execute(_NOTE, self.version)
                return
            async with owner.transaction():
                await owner.execute(f"{PATIENT}; {self.sql}")
                await owner.execute(_NOTE, self.version)
        except asyncpg.InsufficientPrivilegeError:
            raise  # its remedy is not in the file
        except asyncpg.PostgresError as error:
            raise ConfigurationError(
                f"The migration {self.name} failed: {error}. Those before it are "
                "applied; `doorstep migrate` continues with it."
            ) from error


async def pending(database: Connection | Pool) -> list[str]:
    """The names of the files that are not applied yet, in their order."""
    files = sorted(path.name for path in MIGRATIONS.glob("*.sql"))
    if await database.fetchval("select to_regclass('schema_migrations')") is None:
        return files
    rows = await database.fetch("select version from schema_migrations")
    applied = {row["version"] for row in rows}
    return [name for name in files if name.partition("_")[0] not in applied]


async def apply_pending(owner: Connection) -> None:
    """In their order. Raises ConfigurationError at the first that fails."""
    await owner.execute(_APPLIED)
    for name in await pending(owner):
        await Migration.read(MIGRATIONS / name).apply(owner)
