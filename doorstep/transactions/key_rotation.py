"""The rotation of keys: what each key still seals, and resealing under the newest.

Emailed codes are derived from the key that their row names and expire within minutes;
they are counted, but not changed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from doorstep.db.answers import Answers
from doorstep.db.client_secrets import ClientSecrets
from doorstep.db.devices import Devices
from doorstep.db.emails import Emails
from doorstep.db.pool import Connection, Pool
from doorstep.db.sealed_heads import SealedHeads
from doorstep.db.sealing import SealedTable, SealedValue
from doorstep.db.signing_keys import SigningKeys
from doorstep.errors import UnsealError
from doorstep.rules.seal import KeyRing, Purpose

_BATCH = 100
_PAUSE_SECONDS = 0.2

_Table: TypeAlias = Callable[[Connection], SealedTable]
_TABLES: tuple[tuple[_Table, Purpose], ...] = (
    (Devices, Purpose.totp),
    (Answers, Purpose.answer),
    (SealedHeads, Purpose.chain_head),
    (ClientSecrets, Purpose.client_secret),
    (SigningKeys, Purpose.signing_key),
)


@dataclass(frozen=True)
class KeyUse:
    """How many values one key still opens: secrets of authenticators, kept answers,
    heads of purged audit events, secrets of applications, keys that sign tokens, and
    emailed codes that are still valid.
    """

    name: str
    on_ring: bool
    newest: bool
    secrets: int = 0
    answers: int = 0
    heads: int = 0
    client_secrets: int = 0
    signing_keys: int = 0
    emailed_codes: int = 0

    @property
    def sealed(self) -> int:
        """How many values a rotation reseals."""
        of_clients = self.client_secrets + self.signing_keys
        return self.secrets + self.answers + self.heads + of_clients

    @property
    def used(self) -> bool:
        return bool(self.sealed or self.emailed_codes)

    @property
    def retired(self) -> bool:
        """Whether nothing needs it any more."""
        return self.on_ring and not self.newest and not self.used


async def key_uses(pool: Pool, ring: KeyRing, at: datetime) -> list[KeyUse]:
    """The keys of the ring, newest first, then used keys that are missing from it."""
    async with pool.acquire() as connection:
        secrets = await Devices(connection).count_by_key()
        answers = await Answers(connection).count_by_key()
        heads = await SealedHeads(connection).count_by_key()
        clients = await ClientSecrets(connection).count_by_key()
        signing = await SigningKeys(connection).count_by_key()
        codes = await Emails(connection).count_live_by_key(at)
    used = {*secrets, *answers, *heads, *clients, *signing, *codes}
    missing = sorted(used - ring.keys.keys())
    return [
        KeyUse(
            name=name,
            on_ring=name in ring.keys,
            newest=name == ring.newest,
            secrets=secrets.get(name, 0),
            answers=answers.get(name, 0),
            heads=heads.get(name, 0),
            client_secrets=clients.get(name, 0),
            signing_keys=signing.get(name, 0),
            emailed_codes=codes.get(name, 0),
        )
        for name in [*ring.keys, *missing]
    ]


class Rotation:
    """Reseals every value under the newest key while the service runs.

    Each batch is a short transaction that skips rows which are locked, so that a judge
    waits a moment at most. A rotation that was interrupted continues when it is run
    again.
    """

    def __init__(self, pool: Pool, ring: KeyRing, most: int = _BATCH) -> None:
        self._pool = pool
        self._ring = ring
        self._most = most
        self.resealed = 0
        self.unopened: list[str] = []
        """The ids of rows whose value no key of the ring opens."""

    async def waiting(self) -> int:
        """How many values are sealed under another key than the newest."""
        counts = [await self._waiting_in(table) for table, _ in _TABLES]
        return sum(counts)

    async def run(self, report_progress: Callable[[int], None]) -> None:
        """Reseal every value that can be opened; reports the total after each batch."""
        for table, purpose in _TABLES:
            unopened_before = len(self.unopened)
            await self._reseal_table(table, purpose, report_progress)
            while await self._waiting_in(table) > len(self.unopened) - unopened_before:
                await asyncio.sleep(_PAUSE_SECONDS)  # the rest is locked by others
                await self._reseal_table(table, purpose, report_progress)

    async def _reseal_table(
        self, table: _Table, purpose: Purpose, report_progress: Callable[[int], None]
    ) -> None:
        after: str | None = None
        while True:
            async with self._pool.acquire() as connection, connection.transaction():
                rows = table(connection)
                values = await rows.lock_sealed_otherwise(
                    self._ring.newest, after, self._most
                )
                resealed = [
                    new for old in values if (new := self._resealed(old, purpose))
                ]
                await rows.put(resealed)
            if not values:
                return
            after = values[-1].place
            self.resealed += len(resealed)
            report_progress(self.resealed)

    def _resealed(self, value: SealedValue, purpose: Purpose) -> SealedValue | None:
        try:
            plain = self._ring.open(purpose, value.sealed, value.place)
        except UnsealError:
            if value.place not in self.unopened:
                self.unopened.append(value.place)
            return None
        return SealedValue(value.place, self._ring.seal(purpose, plain, value.place))

    async def _waiting_in(self, table: _Table) -> int:
        async with self._pool.acquire() as connection:
            counts = await table(connection).count_by_key()
        return sum(counts.values()) - counts.get(self._ring.newest, 0)
