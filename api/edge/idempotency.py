"""Idempotency-Key: a repeat of an act gets the first answer.

Answers are stored sealed, since one of them holds a session token; the request is
stored as a keyed digest, since it may be a code. The digest's key is sealed with the
answer, so that `doorstep keys rotate` seals it again too.

A session token is repeated for as long as `POST …/session` would return one, and only
while it is the session's token: after that a repeat is answered as any late act.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from pydantic import TypeAdapter

from api.edge.attempts import Attempt
from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.answers import Answers, StoredAnswer
from doorstep.db.pool import Pool
from doorstep.db.sessions import RENEWABLE_FOR, Sessions
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import LoginStage
from doorstep.rules.tokens import token_hash

_EXTRA = TypeAdapter(dict[str, str | int | None])


@dataclass(frozen=True)
class Reply:
    """A status with its JSON document; None for an answer without a body."""

    status: int
    document: dict[str, object] | None = None

    @property
    def session_token(self) -> str | None:
        session = (self.document or {}).get("session")
        return str(session["token"]) if isinstance(session, dict) else None


@dataclass(frozen=True)
class Replays:
    """Every act is answered within `longest_act`, unless its process has died."""

    pool: Pool
    ring: KeyRing
    clock: Clock
    session_idle: timedelta
    longest_act: timedelta

    async def once(
        self,
        flow_id: UUID,
        attempt: Attempt,
        asked: str,
        act: Callable[[], Awaitable[Reply]],
    ) -> Reply:
        """Act, or repeat the answer; `invalid-request` for another act's key.

        Verdicts are stored, of right and wrong codes; other refusals and faults
        are not: they are to be retried. A repeat that comes while the act is in
        progress is refused until then.
        """
        if attempt.key is None:
            return await act()
        place = _Place(flow_id, attempt.key)
        if not await self._claim(place):
            return await self._kept(place, asked)
        try:
            reply = await self._acted(place, asked, act)
        except BaseException:
            await asyncio.shield(self._release(place))
            raise
        await self._keep(place, asked, reply)
        return reply

    async def _acted(
        self, place: "_Place", asked: str, act: Callable[[], Awaitable[Reply]]
    ) -> Reply:
        try:
            return await act()
        except Problem as problem:
            if problem.kind is ProblemKind.wrong_code:
                await self._keep(place, asked, _of_problem(problem))
            raise

    async def _claim(self, place: "_Place") -> bool:
        async with self.pool.acquire() as connection:
            return await Answers(connection).take_in_hand(
                place.flow_id, place.key_hash, self.clock(), self.longest_act
            )

    async def _release(self, place: "_Place") -> None:
        async with self.pool.acquire() as connection:
            await Answers(connection).let_go(place.flow_id, place.key_hash)

    async def _kept(self, place: "_Place", asked: str) -> Reply:
        async with self.pool.acquire() as connection:
            stored = await Answers(connection).get(place.flow_id, place.key_hash)
        if stored is None:
            raise Problem(ProblemKind.too_many_attempts, retry_after=1)
        if stored.sealed is None:
            raise _over()
        plain = self.ring.open(Purpose.answer, stored.sealed, place.bound_to)
        kept = json.loads(plain)
        fingerprint = _fingerprint(kept.pop("asked_under", ""), asked)
        if not hmac.compare_digest(stored.fingerprint, fingerprint):
            raise Problem(ProblemKind.invalid_request)
        reply = Reply(**kept)
        token = reply.session_token
        if token is not None and not await self._opens(token):
            raise _over()
        return _answered(reply)

    async def _opens(self, token: str) -> bool:
        """Whether it is the token of a session that was opened a moment ago."""
        at = self.clock()
        async with self.pool.acquire() as connection:
            session = await Sessions(connection).alive(
                token_hash(token), at, self.session_idle
            )
        return session is not None and at < session.auth_time + RENEWABLE_FOR

    async def _keep(self, place: "_Place", asked: str, reply: Reply) -> None:
        key = secrets.token_hex()
        plain = json.dumps(
            {"status": reply.status, "document": reply.document, "asked_under": key}
        )
        answer = StoredAnswer(
            _fingerprint(key, asked),
            self.ring.seal(Purpose.answer, plain.encode(), place.bound_to),
            gives_session=reply.session_token is not None,
        )
        async with self.pool.acquire() as connection:
            await Answers(connection).keep(place.flow_id, place.key_hash, answer)


@dataclass(frozen=True)
class _Place:
    flow_id: UUID
    key: str

    @property
    def key_hash(self) -> bytes:
        return hashlib.sha256(self.key.encode()).digest()

    @property
    def bound_to(self) -> str:
        return f"{self.flow_id}/{self.key_hash.hex()}"


def _fingerprint(key: str, asked: str) -> bytes:
    return hmac.new(key.encode(), asked.encode(), hashlib.sha256).digest()


def _over() -> Problem:
    return Problem(ProblemKind.flow_ended, stage=LoginStage.signed_in)


def _of_problem(problem: Problem) -> Reply:
    return Reply(problem.status, {"problem": problem.kind, **problem.plain_extra})


def _answered(kept: Reply) -> Reply:
    document = dict(kept.document or {})
    kind = document.pop("problem", None)
    if kind is None:
        return kept
    problem = Problem(ProblemKind(str(kind)))
    problem.extra |= _EXTRA.validate_python(document)
    raise problem
