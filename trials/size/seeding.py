"""Fills a database with as many people as one likes, by SQL: minutes for a million.

    python -m trials.size.seeding --data-dir .doorstep 100000

Makes an account with that many members, of whom nine in ten have an authenticator, and
what they leave in 300 days of signing in: per member one setup and three logins with
their sessions, verdicts, audit events and links, and at the end some running setups,
notices and kept answers. All have one password, hashed cheaply, and the secret of the
authenticator of a member follows from the number in the address, see `secret_of`.

Written as the owner with triggers and foreign keys off, so nobody else should write
meanwhile.
"""

import argparse
import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
from argon2 import PasswordHasher
from uuid_utils.compat import uuid7

from doorstep.audit.chain import START, link_hash
from doorstep.db.events import COLUMNS, recorded_event
from doorstep.db.pool import Connection, connected
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.settings import load
from doorstep.settings.processes import DatabaseSettings, KeySettings
from trials.size.statements import ASKED, BEGIN, OLD_LOGINS, PEOPLE, SINCE_THEN

PASSWORD = "four words that nobody said"
HOME = "127.0.0.1"
"""The network that every authenticator knows."""
_AT_ONCE = 20_000


@dataclass(frozen=True)
class SeededAccount:
    """Member 1 is its administrator; every tenth member has no authenticator."""

    id: UUID
    domain: str
    members: int

    def email(self, number: int) -> str:
        return f"member-{number}@{self.domain}"


def secret_of(email: str) -> bytes:
    """Of the authenticator of a seeded member, 20 bytes."""
    return hashlib.sha256(email.encode()).digest()[:20]


async def seed(
    owner_url: str, ring: KeyRing, members: int, name: str = "size"
) -> SeededAccount:
    """An account of this many members and what they left; addresses have the name."""
    account = SeededAccount(uuid7(), f"{name}.test", members)
    async with _seeding(owner_url, account, name, key_name=ring.newest) as owner:
        await _run(owner, PEOPLE)
        await _make_devices(owner, ring, account)
        await _run(owner, SINCE_THEN)
        await _link(owner, account.id)
        await owner.execute("vacuum analyze")
    return account


async def seed_old_logins(owner_url: str, account: SeededAccount, count: int) -> None:
    """Logins of 91 days ago and before, with sessions and verdicts: to be purged."""
    async with _seeding(owner_url, account, "", old_logins=count) as owner:
        await _run(owner, OLD_LOGINS)


@asynccontextmanager
async def _seeding(
    owner_url: str,
    account: SeededAccount,
    name: str,
    *,
    old_logins: int = 0,
    key_name: str = "",
) -> AsyncIterator[Connection]:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    asked = (
        *(account.id, account.members, name, account.domain),
        *(cheap, old_logins, key_name),
    )
    async with connected(owner_url) as owner:
        await owner.execute("set session_replication_role = replica")
        await _run(owner, BEGIN)
        await owner.execute(ASKED, *asked)
        yield owner


async def _run(owner: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        await owner.execute(statement)


async def _make_devices(
    owner: Connection, ring: KeyRing, account: SeededAccount
) -> None:
    async for rows in _pages(
        owner,
        """
        select member_id, enrollment_id, number, born from seeded
        where enrollment_id is not null order by number
        """,
    ):
        devices = [
            (
                (device_id := uuid7()),
                *(account.id, row["member_id"], row["enrollment_id"], "active"),
                *(_sealed(ring, account.email(row["number"]), device_id), 0),
                *(row["born"], row["born"]),
            )
            for row in rows
        ]
        await _copy(
            owner,
            "devices",
            "id account_id member_id enrollment_id status sealed_secret last_step "
            "created_at enrolled_at",
            devices,
        )


def _sealed(ring: KeyRing, email: str, device_id: UUID) -> str:
    return ring.seal(Purpose.totp, secret_of(email), str(device_id))


async def _link(owner: Connection, account_id: UUID) -> None:
    """What the worker does, but all of it at once."""
    position, before = 0, START
    async for rows in _pages(
        owner,
        f"select {COLUMNS} from events where account_id = $1 order by id",
        account_id,
    ):
        links = []
        for event in map(recorded_event, rows):
            position, before = position + 1, link_hash(before, event)
            links.append((event.id, account_id, position, before, event.at))
        columns = "event_id account_id position hash linked_at"
        await _copy(owner, "event_links", columns, links)


async def _pages(
    owner: Connection, query: str, *given: object
) -> AsyncIterator[list[asyncpg.Record]]:
    async with owner.transaction():
        cursor = await owner.cursor(query, *given)
        while rows := await cursor.fetch(_AT_ONCE):
            yield rows


async def _copy(
    owner: Connection, table: str, columns: str, rows: Sequence[tuple[object, ...]]
) -> None:
    await owner.copy_records_to_table(table, columns=columns.split(), records=rows)


async def _main(folder: Path | None, members: int, name: str) -> None:
    settings = load(folder)
    url = settings.migration_url or DatabaseSettings.of(settings).database_url
    ring = KeyRing.parse(KeySettings.of(settings).keys)
    account = await seed(url, ring, members, name)
    print(f"{members} members, {account.email(1)} administers; {PASSWORD!r}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fill a database with people.")
    parser.add_argument("members", type=int)
    parser.add_argument("--name", default="size")
    parser.add_argument("--data-dir", type=Path, help="of `doorstep up`")
    asked = parser.parse_args()
    asyncio.run(_main(asked.data_dir, asked.members, asked.name))
