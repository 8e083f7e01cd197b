"""The rotation of keys: what each key still seals, and resealing under the newest.

Emailed codes are derived from the key that their row names and expire within minutes;
they are counted, but not changed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from doorstep.db.answers import SEALED_ANSWERS
from doorstep.db.client_secrets import SEALED_CLIENT_SECRETS
from doorstep.db.devices import SEALED_DEVICE_SECRETS
from doorstep.db.emails import Emails
from doorstep.db.pool import Pool
from doorstep.db.sealed_heads import SEALED_HEADS
from doorstep.db.sealing import SealedColumn, SealedValue, SealedValues
from doorstep.db.signing_keys import SEALED_KEYS
from doorstep.errors import UnsealError
from doorstep.rules.seal import KeyRing, Purpose

_BATCH = 100
_PAUSE_SECONDS = 0.2

_SEALED: dict[Purpose, SealedColumn] = {
    Purpose.totp: SEALED_DEVICE_SECRETS,
    Purpose.answer: SEALED_ANSWERS,
    Purpose.chain_head: SEALED_HEADS,
    Purpose.client_secret: SEALED_CLIENT_SECRETS,
    Purpose.signing_key: SEALED_KEYS,
}


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
        counts = {
            purpose: await SealedValues(connection, column).count_by_key()
            for purpose, column in _SEALED.items()
        }
        codes = await Emails(connection).count_live_by_key(at)
    used = {*chain.from_iterable(counts.values()), *codes}
    missing = sorted(used - ring.keys.keys())
    return [
        KeyUse(
            name=name,
            on_ring=name in ring.keys,
            newest=name == ring.newest,
            secrets=counts[Purpose.totp].get(name, 0),
            answers=counts[Purpose.answer].get(name, 0),
            heads=counts[Purpose.chain_head].get(name, 0),
            client_secrets=counts[Purpose.client_secret].get(name, 0),
            signing_keys=counts[Purpose.signing_key].get(name, 0),
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
        counts = [await self._waiting_in(column) for column in _SEALED.values()]
        return sum(counts)

    async def run(self, report_progress: Callable[[int], None]) -> None:
        """Reseal every value that can be opened; reports the total after each batch."""
        for purpose, column in _SEALED.items():
            unopened_before = len(self.unopened)
            await self._reseal(column, purpose, report_progress)
            while await self._waiting_in(column) > len(self.unopened) - unopened_before:
                await asyncio.sleep(_PAUSE_SECONDS)  # the rest is locked by others
                await self._reseal(column, purpose, report_progress)

    async def _reseal(
        self,
        column: SealedColumn,
        purpose: Purpose,
        report_progress: Callable[[int], None],
    ) -> None:
        after: str | None = None
        while True:
            async with self._pool.acquire() as connection, connection.transaction():
                rows = SealedValues(connection, column)
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

    async def _waiting_in(self, column: SealedColumn) -> int:
        async with self._pool.acquire() as connection:
            counts = await SealedValues(connection, column).count_by_key()
        return sum(counts.values()) - counts.get(self._ring.newest, 0)
