"""Idempotency-Key: how a repeat of an act is recognized, and gets the first answer.

A key is claimed, or looked up, together with the check of the caller's token, before
the body is read, so that one connection serves both. A body that is refused releases a
claim.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeAlias, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, TypeAdapter
from uuid_utils.compat import uuid7

from api.edge.problems import Problem, malformed
from api.texts.problems import ProblemKind
from doorstep.db.answers import KeyUse
from doorstep.db.attempts import Attempts
from doorstep.db.pool import Connection, Pool
from doorstep.messages.activities import Verdict
from doorstep.rules.stages import LoginStage
from doorstep.transactions.kept_answers import (
    KeptAnswers,
    NotKept,
    Place,
    Reply,
    key_digest,
)

_MOVED_ON = (ProblemKind.wrong_stage, ProblemKind.flow_ended)
"""The refusals that a completed act causes for its own repeat."""
_ANSWERED = (ProblemKind.wrong_code, ProblemKind.temporarily_unavailable)
_VERDICTS = (ProblemKind.wrong_code, ProblemKind.wrong_password)
_NO_VERDICT = (ProblemKind.temporarily_unavailable,)
_VISIBLE = "!-~\u00a1-\u00ac\u00ae-\u00ff"
IDEMPOTENCY_KEY = f"^[{_VISIBLE}]([ {_VISIBLE}]{{0,253}}[{_VISIBLE}])?$"
"""1 to 255 printable characters of Latin-1, with spaces between."""
_HEADER = ("header", "Idempotency-Key")
_EXTRA = TypeAdapter(dict[str, str | int | None])
_SECONDS = TypeAdapter(int | None)
_NEXT_CODE = "next_code_in"
_Body = TypeVar("_Body", bound=BaseModel)
_Verdict = TypeVar("_Verdict", bound=Verdict)


@dataclass(frozen=True)
class Attempt:
    """An act; with an Idempotency-Key, repeats of it count as one.

    `ours` is False where the key has its answer, or another request that acts now.
    `claimed` is the act of no other request; one that is not is judged once by its id,
    and another request may answer it within `another_within`.
    """

    key: str | None = None
    ours: bool = True
    claimed: bool = False
    another_within: timedelta = timedelta()

    @classmethod
    def new(cls) -> "Attempt":
        return cls()

    def id_for(self, flow_id: UUID, act: str) -> UUID:
        """The attempt id, under which the verdict is recorded and repeated."""
        if self.key is None:
            return uuid7()
        return uuid5(flow_id, f"{act}/{self.key}")


class _Row(Protocol):
    @property
    def id(self) -> UUID: ...


class ClaimedFlow(Protocol):
    """A login, a setup or a session, with the act of the caller who presented its
    token.
    """

    @property
    def row(self) -> _Row: ...

    @property
    def attempt(self) -> Attempt: ...


@dataclass(frozen=True)
class Looking:
    """Looks up the key of an act that is judged, and so done once by its attempt id.

    Such an act needs no claim: a second request with the key gets the same verdict.
    """

    key: str | None
    kept: KeptAnswers

    @property
    def digest(self) -> bytes | None:
        return None if self.key is None else key_digest(self.key)

    def attempt(self, use: KeyUse | None) -> Attempt:
        """`invalid-request` for a malformed key."""
        if self.key is None:
            return Attempt.new()
        _check(self.key)
        if use is None:
            return Attempt(self.key, another_within=self.kept.longest_act)
        ours = not use.answered and not self.kept.is_in_progress(use)
        return Attempt(self.key, ours=ours)


Claiming: TypeAlias = Callable[[Connection, UUID], Awaitable[Attempt]]
"""Claims the act of a request for the flow whose token it has presented."""


async def unclaimed(_connection: Connection, _flow_id: UUID) -> Attempt:
    """For an act without a key, and for none."""
    return Attempt.new()


@dataclass(frozen=True)
class Replays:
    kept: KeptAnswers

    def looking(self, key: str | None) -> Looking:
        return Looking(key, self.kept)

    def claiming(self, key: str | None) -> Claiming:
        """Claims the key, if there is one; `invalid-request` for a malformed one."""

        async def claim(connection: Connection, flow_id: UUID) -> Attempt:
            if key is None:
                return Attempt.new()
            _check(key)
            ours = await self.kept.claim(connection, Place(flow_id, key))
            return Attempt(key, ours=ours, claimed=ours)

        return claim

    async def claimed(self, key: str | None, owner_id: UUID) -> Attempt:
        """The act of whoever has been authenticated, such as a session."""
        if key is None:
            return Attempt.new()
        async with self.kept.pool.acquire() as connection:
            return await self.claiming(key)(connection, owner_id)

    async def once(
        self,
        flow: ClaimedFlow,
        name: str,
        read: Callable[[], Awaitable[_Body]],
        act: Callable[[_Body], Awaitable[Reply]],
    ) -> Reply:
        """Act, or repeat the answer; `invalid-request` for another act's key.

        Verdicts are stored, of right and wrong codes; other refusals and faults
        are not: they are to be retried. A repeat that comes while the act is in
        progress is refused until then.
        """
        attempt = flow.attempt
        if attempt.key is None:
            return await act(await read())
        place = Place(flow.row.id, attempt.key)
        if not attempt.ours:
            return _repeated(await self.kept.find(place, _asked(name, await read())))
        try:
            body = await read()
            reply = await self._acted(place, _asked(name, body), act, body)
        except BaseException as fault:
            await asyncio.shield(self._unanswered(attempt, place, fault))
            raise
        await self.kept.keep(place, _asked(name, body), reply)
        return reply

    async def _unanswered(
        self, attempt: Attempt, place: Place, fault: BaseException
    ) -> None:
        """So that a repeat acts, or gets the verdict that this request did not get."""
        if attempt.claimed:
            await self.kept.release(place)
        elif not isinstance(fault, Problem) or fault.kind in _NO_VERDICT:
            await self.kept.give_up(place)

    async def _acted(
        self,
        place: Place,
        asked: str,
        act: Callable[[_Body], Awaitable[Reply]],
        body: _Body,
    ) -> Reply:
        try:
            return await act(body)
        except Problem as problem:
            if problem.kind in _VERDICTS:
                await self.kept.keep(place, asked, _of_problem(problem))
            raise


async def earlier_verdict(
    pool: Pool,
    attempt: Attempt,
    attempt_id: UUID,
    refusal: Problem,
    verdict_type: type[_Verdict],
) -> _Verdict:
    """The verdict of an attempt that is refused now, but was judged before.

    Raises the refusal where the attempt was not judged.
    """
    repeated = attempt.key is not None or refusal.kind in _MOVED_ON
    if not repeated or refusal.kind in _ANSWERED:
        raise refusal
    async with pool.acquire() as connection:
        verdict = await Attempts(connection).verdict(attempt_id)
    if verdict is None:
        raise refusal
    return verdict_type.model_validate(verdict)


def _check(key: str) -> None:
    if not re.fullmatch(IDEMPOTENCY_KEY, key):
        raise malformed("key", *_HEADER)


def _asked(name: str, body: BaseModel) -> str:
    """An act with all that its body says: `code/123456`, `resend`."""
    return "/".join([name, *map(str, body.model_dump(mode="json").values())])


def _of_problem(problem: Problem) -> Reply:
    told = {"problem": problem.kind, _NEXT_CODE: problem.next_code_in}
    return Reply(problem.status, {**told, **problem.plain_extra})


def _repeated(kept: Reply | NotKept) -> Reply:
    match kept:
        case NotKept.in_progress:
            raise Problem(ProblemKind.too_many_attempts, retry_after=1)
        case NotKept.forgotten:
            raise Problem(ProblemKind.flow_ended, stage=LoginStage.signed_in)
        case NotKept.asked_otherwise:
            raise malformed("other_request", *_HEADER)
    document = dict(kept.document or {})
    kind = document.pop("problem", None)
    if kind is None:
        return kept
    extra = _EXTRA.validate_python(document)
    problem = Problem(ProblemKind(str(kind)))
    problem.next_code_in = _SECONDS.validate_python(extra.pop(_NEXT_CODE, None))
    problem.extra |= extra
    raise problem
