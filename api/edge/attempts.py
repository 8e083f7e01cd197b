"""One act of a caller, and how a repeat of it is recognized."""

import re
from dataclasses import dataclass
from typing import Annotated, TypeAlias
from uuid import UUID, uuid5

from fastapi import Depends, Request
from uuid_utils.compat import uuid7

from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.db.attempts import Attempts
from doorstep.db.pool import Pool
from doorstep.messages.activities import Verdict

_MOVED_ON = (ProblemKind.wrong_stage, ProblemKind.flow_ended)
"""The refusals that a completed act causes for its own repeat."""
_ANSWERED = (ProblemKind.wrong_code, ProblemKind.temporarily_unavailable)
_VISIBLE = "!-~\u00a1-\u00ac\u00ae-\u00ff"
IDEMPOTENCY_KEY = f"^[{_VISIBLE}]([ {_VISIBLE}]{{0,253}}[{_VISIBLE}])?$"
"""1 to 255 printable characters of Latin-1, with spaces between."""


@dataclass(frozen=True)
class Attempt:
    """An act; with an Idempotency-Key, repeats of it count as one."""

    key: str | None = None

    @classmethod
    def new(cls) -> "Attempt":
        return cls()

    def id_for(self, flow_id: UUID, act: str) -> UUID:
        """The attempt id, under which the verdict is recorded and repeated."""
        if self.key is None:
            return uuid7()
        return uuid5(flow_id, f"{act}/{self.key}")


async def earlier_verdict(
    pool: Pool, attempt: Attempt, attempt_id: UUID, refusal: Problem
) -> Verdict:
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
    return Verdict.model_validate(verdict)


def _attempt(request: Request) -> Attempt:
    key = request.headers.get("idempotency-key")
    if key is not None and not re.fullmatch(IDEMPOTENCY_KEY, key):
        raise Problem(ProblemKind.invalid_request)
    return Attempt(key)


TheAttempt: TypeAlias = Annotated[Attempt, Depends(_attempt)]
