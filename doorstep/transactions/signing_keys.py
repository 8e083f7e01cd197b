"""The rotation of signing keys: a new one is published before it signs.

Clients keep the published keys for a while, some for a day: 48 hours later all have the
new one. The old one then signs no more, and stays published until its last token has
ended.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Pool
from doorstep.db.signing_keys import SigningKey, SigningKeys
from doorstep.rules.clients import SigningAlgorithm
from doorstep.rules.jose import KeyPair, new_key_pair
from doorstep.rules.seal import KeyRing, Purpose

PUBLISHED_BEFORE: Final = timedelta(hours=48)
PUBLISHED_AFTER: Final = timedelta(minutes=10)
"""Longer than the 5 minutes of a token, signed by a process that learns of the rotation
within a minute.
"""
KEPT_AFTER: Final = timedelta(days=90)
"""How long an unpublished key still verifies the ID tokens that clients hand in when
somebody signs out, which may be old.
"""


@dataclass(frozen=True)
class Rotated:
    """The keys that were added, and those that were waiting to sign already."""

    added: tuple[SigningKey, ...]
    waiting: tuple[SigningKey, ...] = ()


async def add_missing_signing_keys(pool: Pool, ring: KeyRing, at: datetime) -> None:
    """One for each algorithm that has none; it signs at once."""
    pairs = await _new_pairs(SigningAlgorithm, at)
    async with pool.acquire() as connection, connection.transaction():
        keys = SigningKeys(connection)
        await keys.lock()
        there = {key.algorithm for key in await keys.all()}
        for pair in pairs:
            if pair.algorithm not in there:
                key = _sealed(pair, ring, at, at)
                await keys.insert(key)
                await Events(connection).write(_added(key, at))


async def rotate_signing_keys(pool: Pool, ring: KeyRing, at: datetime) -> Rotated:
    """A new key for each algorithm, unless one waits to sign already."""
    pairs = await _new_pairs(SigningAlgorithm, at)
    async with pool.acquire() as connection, connection.transaction():
        keys = SigningKeys(connection)
        await keys.lock()
        present = await keys.all()
        waiting = tuple(key for key in present if key.signs_from > at)
        has_one = {key.algorithm for key in waiting}
        known = {key.algorithm for key in present}
        signs_from = at + PUBLISHED_BEFORE
        added = [
            _sealed(pair, ring, at, signs_from if pair.algorithm in known else at)
            for pair in pairs
            if pair.algorithm not in has_one
        ]
        for key in added:
            until = signs_from + PUBLISHED_AFTER
            await keys.retire(key.algorithm, signs_from, until)
            await keys.insert(key)
            await Events(connection).write(_added(key, at))
        await keys.delete_unpublished(at - KEPT_AFTER)
    return Rotated(tuple(added), waiting)


async def replace_stolen_signing_keys(
    pool: Pool, ring: KeyRing, at: datetime
) -> Rotated:
    """New keys that sign now; the others are published no more, so that clients soon
    refuse what a thief signs.
    """
    pairs = await _new_pairs(SigningAlgorithm, at)
    added = tuple(_sealed(pair, ring, at, at) for pair in pairs)
    async with pool.acquire() as connection, connection.transaction():
        keys = SigningKeys(connection)
        await keys.lock()
        await keys.withdraw(at)
        for key in added:
            await keys.insert(key)
            await Events(connection).write(_added(key, at, withdrawn=True))
    return Rotated(added)


async def _new_pairs(
    algorithms: Iterable[SigningAlgorithm], at: datetime
) -> list[KeyPair]:
    """Made before a transaction begins: the numbers of RSA take their time."""
    return [await asyncio.to_thread(new_key_pair, each, at) for each in algorithms]


def _sealed(
    pair: KeyPair, ring: KeyRing, at: datetime, signs_from: datetime
) -> SigningKey:
    return SigningKey(
        id=pair.kid,
        algorithm=pair.algorithm,
        public_jwk=pair.public_jwk,
        sealed=ring.seal(Purpose.signing_key, pair.private, pair.kid),
        created_at=at,
        signs_from=signs_from,
    )


def _added(key: SigningKey, at: datetime, *, withdrawn: bool = False) -> Event:
    detail: dict[str, str | bool] = {"kid": key.id, "algorithm": key.algorithm.value}
    if withdrawn:
        detail["others_withdrawn"] = True
    return Event(EventKind.signing_key_added, None, at, detail=detail)
