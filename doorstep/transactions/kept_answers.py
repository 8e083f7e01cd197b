"""Answers under an Idempotency-Key: claimed while the act runs, kept sealed after it.

Answers are stored sealed, since one of them holds a session token; the request is
stored as a keyed digest, since it may be a code. The digest's key is sealed with the
answer, so that `doorstep keys rotate` seals it again too.

A session token is repeated for as long as `POST …/session` would return one, and only
while it is the session's token: after that a repeat is answered as any late act.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from doorstep.clock import Clock
from doorstep.db.answers import Answers, KeyUse, StoredAnswer
from doorstep.db.logins import Logins
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import RENEWABLE_FOR, Sessions
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.tokens import token_hash

_KEY_BYTES = 16
GRANTS_REPEATED_WITHIN: Final = timedelta(seconds=60)
"""How long an application gets the first answer again, which has its tokens."""


@dataclass(frozen=True)
class Reply:
    """A status with its JSON document; None for an answer without a body."""

    status: int
    document: dict[str, object] | None = None

    @property
    def session_token(self) -> str | None:
        session = (self.document or {}).get("session")
        return str(session["token"]) if isinstance(session, dict) else None


class NotKept(StrEnum):
    """Why there is no reply for a repeat of a claimed act."""

    in_progress = "in_progress"
    asked_otherwise = "asked_otherwise"
    """The key was used for another act."""
    forgotten = "forgotten"
    """It held a session token that may no longer be repeated."""


@dataclass(frozen=True)
class Place:
    """Where an act's answer is kept: its flow, and the caller's key."""

    flow_id: UUID
    key: str

    @property
    def key_hash(self) -> bytes:
        return key_digest(self.key)

    @property
    def bound_to(self) -> str:
        return f"{self.flow_id}/{self.key_hash.hex()}"


@dataclass(frozen=True)
class KeptAnswers:
    """A claim lasts `longest_act`: a longer act belongs to a dead process."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    session_idle: timedelta
    longest_act: timedelta

    async def claim(self, connection: Connection, place: Place) -> bool:
        """Claim the act; False if it was answered or is in progress."""
        return await Answers(connection).claim(
            place.flow_id, place.key_hash, self.clock(), self.longest_act
        )

    async def give_up(self, place: Place) -> None:
        """Note that an act which was not claimed got no answer, so that its verdict
        may be answered by a repeat at once: a claim whose time is over.
        """
        async with self.pool.acquire() as connection:
            await Answers(connection).claim(
                place.flow_id,
                place.key_hash,
                self.clock() - self.longest_act,
                self.longest_act,
            )

    def is_in_progress(self, use: KeyUse) -> bool:
        return not use.answered and self.clock() < use.created_at + self.longest_act

    async def release(self, place: Place) -> None:
        """Drop the claim unless an answer was kept, so that a repeat acts again."""
        async with self.pool.acquire() as connection:
            await Answers(connection).release(place.flow_id, place.key_hash)

    async def keep(self, place: Place, asked: str, reply: Reply) -> None:
        """Store the answer of an act; the first answer stays."""
        stored = self.sealed(place, asked, reply)
        async with self.pool.acquire() as connection:
            answers = Answers(connection)
            await answers.keep(place.flow_id, place.key_hash, stored, self.clock())

    def sealed(self, place: Place, asked: str, reply: Reply) -> StoredAnswer:
        """The answer as it is stored in its place, and opens nowhere else."""
        key = secrets.token_urlsafe(_KEY_BYTES)
        plain = json.dumps(
            {"status": reply.status, "document": reply.document, "asked_under": key},
            separators=(",", ":"),
        )
        return StoredAnswer(
            _fingerprint(key, asked),
            self.ring.seal(Purpose.answer, plain.encode(), place.bound_to),
            gives_session=reply.session_token is not None,
        )

    async def find(self, place: Place, asked: str) -> Reply | NotKept:
        """The reply to an act that could not be claimed."""
        async with self.pool.acquire() as connection:
            stored = await Answers(connection).get(place.flow_id, place.key_hash)
        if stored is None:
            return NotKept.in_progress
        if stored.sealed is None:
            return NotKept.forgotten
        plain = self.ring.open(Purpose.answer, stored.sealed, place.bound_to)
        kept = json.loads(plain)
        fingerprint = _fingerprint(kept.pop("asked_under", ""), asked)
        if not hmac.compare_digest(stored.fingerprint, fingerprint):
            return NotKept.asked_otherwise
        reply = Reply(**kept)
        token = reply.session_token
        if token is not None and not await self._opens(token):
            return NotKept.forgotten
        return reply

    async def _opens(self, token: str) -> bool:
        """Whether it is the token of a session that was opened a moment ago."""
        at = self.clock()
        async with self.pool.acquire() as connection:
            session = await Sessions(connection).alive(
                token_hash(token), at, self.session_idle
            )
            if session is None:
                return False
            opened_at = (await Logins(connection).get(session.login_id)).ended_at
        return opened_at is not None and at < opened_at + RENEWABLE_FOR


async def forget_session_tokens(pool: Pool, clock: Clock) -> int:
    """Delete the sealed tokens that may no longer be repeated; returns how many.

    Those of ended sessions are deleted when the session ends.
    """
    at = clock()
    async with pool.acquire() as connection:
        answers = Answers(connection)
        granted = await answers.forget_granted_tokens(at - GRANTS_REPEATED_WITHIN)
        return granted + await answers.forget_tokens(at - RENEWABLE_FOR)


def key_digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _fingerprint(key: str, asked: str) -> bytes:
    return hmac.new(key.encode(), asked.encode(), hashlib.sha256).digest()
