"""Idempotency-Key: a repeat of an act gets the first answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from pydantic import TypeAdapter

from api.edge.attempts import Attempt
from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.rules.stages import LoginStage
from doorstep.transactions.kept_answers import KeptAnswers, NotKept, Place, Reply

_EXTRA = TypeAdapter(dict[str, str | int | None])


@dataclass(frozen=True)
class Replays:
    kept: KeptAnswers

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
        place = Place(flow_id, attempt.key)
        if not await self.kept.claim(place):
            return _repeated(await self.kept.find(place, asked))
        try:
            reply = await self._acted(place, asked, act)
        except BaseException:
            await asyncio.shield(self.kept.release(place))
            raise
        await self.kept.keep(place, asked, reply)
        return reply

    async def _acted(
        self, place: Place, asked: str, act: Callable[[], Awaitable[Reply]]
    ) -> Reply:
        try:
            return await act()
        except Problem as problem:
            if problem.kind is ProblemKind.wrong_code:
                await self.kept.keep(place, asked, _of_problem(problem))
            raise


def _of_problem(problem: Problem) -> Reply:
    return Reply(problem.status, {"problem": problem.kind, **problem.plain_extra})


def _repeated(kept: Reply | NotKept) -> Reply:
    match kept:
        case NotKept.in_progress:
            raise Problem(ProblemKind.too_many_attempts, retry_after=1)
        case NotKept.forgotten:
            raise Problem(ProblemKind.flow_ended, stage=LoginStage.signed_in)
        case NotKept.asked_otherwise:
            raise Problem(ProblemKind.invalid_request)
    document = dict(kept.document or {})
    kind = document.pop("problem", None)
    if kind is None:
        return kept
    problem = Problem(ProblemKind(str(kind)))
    problem.extra |= _EXTRA.validate_python(document)
    raise problem
