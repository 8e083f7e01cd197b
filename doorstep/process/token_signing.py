"""The signing keys as one process keeps them: a rotation is seen within a minute."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from doorstep.clock import Clock
from doorstep.db.pool import DATABASE_AWAY, Pool
from doorstep.db.signing_keys import SigningKey, SigningKeys
from doorstep.errors import SigningKeyMissing, UnsealError
from doorstep.rules.clients import SigningAlgorithm
from doorstep.rules.jose import Claims, Jwk, TokenSigner, TokenType, verified_claims
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.transactions.signing_keys import add_missing_signing_keys

_KEPT_FOR = timedelta(minutes=1)
_log = structlog.get_logger(__name__)


@dataclass
class TokenSigning:
    """Signs with the key of the moment, and publishes all that clients need.

    The first use on an installation makes its keys. Where the database is away, what
    was read last goes on.
    """

    pool: Pool
    ring: KeyRing
    clock: Clock
    _keys: tuple[SigningKey, ...] = ()
    _read_at: datetime | None = None
    _signers: dict[str, TokenSigner] = field(default_factory=dict)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def sign(
        self,
        claims: Claims,
        algorithm: SigningAlgorithm,
        typ: TokenType = TokenType.id_token,
    ) -> str:
        """Raises SigningKeyMissing."""
        return (await self.signer(algorithm)).sign(claims, typ)

    async def signer(self, algorithm: SigningAlgorithm) -> TokenSigner:
        """To be asked for before anything is spent. Raises SigningKeyMissing."""
        keys = await self._current()  # first: keys that are made by it sign from then
        at = self.clock()
        for key in keys:
            if key.algorithm is algorithm and key.signs(at):
                return self._signer(key)
        raise SigningKeyMissing(algorithm.value)

    async def published(self) -> list[Jwk]:
        at = self.clock()
        return [key.public_jwk for key in await self._current() if key.published(at)]

    async def verified(self, token: str, kid: str) -> Claims | None:
        """The claims of an ID token of ours, however old; None for any other token, and
        where its key was withdrawn.
        """
        for key in await self._current():
            if key.id == kid and not key.withdrawn:
                return verified_claims(token, key.public_jwk, key.algorithm)
        return None

    def _signer(self, key: SigningKey) -> TokenSigner:
        if key.id not in self._signers:
            try:
                private = self.ring.open(Purpose.signing_key, key.sealed, key.id)
            except UnsealError:
                raise SigningKeyMissing(key.algorithm.value) from None
            self._signers[key.id] = TokenSigner(key.id, key.algorithm, private)
        return self._signers[key.id]

    async def _current(self) -> tuple[SigningKey, ...]:
        if not self._fresh():
            async with self._reading:
                if not self._fresh():
                    await self._read()
        return self._keys

    def _fresh(self) -> bool:
        at = self._read_at
        return at is not None and at <= self.clock() < at + _KEPT_FOR

    async def _read(self) -> None:
        at = self.clock()
        try:
            keys = await self._all()
            if {key.algorithm for key in keys} < set(SigningAlgorithm):
                await add_missing_signing_keys(self.pool, self.ring, at)
                keys = await self._all()
        except DATABASE_AWAY as fault:
            if not self._keys:
                raise
            _log.warning("signing keys not read again", fault=type(fault).__name__)
            return
        self._keys, self._read_at = tuple(keys), at

    async def _all(self) -> list[SigningKey]:
        async with self.pool.acquire() as connection:
            return await SigningKeys(connection).all()
