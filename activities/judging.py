"""The transaction of every judge: lock the member, look up the attempt, decide, record.

So each attempt is judged once, and two attempts of one member never at the same time.
A judge reads what it needs in one statement after the lock, and what it wants written
travels with the record of its verdict.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from doorstep.db.attempts import AttemptKind, Attempts
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.messages.activities import JudgeOrder, Verdict
from doorstep.messages.flows import Outcome


class Attempted(Protocol):
    """The rows that a judge reads, with the verdict of an earlier call."""

    @property
    def verdict(self) -> dict[str, object] | None: ...


_Verdict = TypeVar("_Verdict", bound=Verdict)
_Rows = TypeVar("_Rows", bound=Attempted)
_JUDGED = (Outcome.accepted, Outcome.wrong_code, Outcome.email_taken)


async def judge_once(
    pool: Pool,
    attempt: JudgeOrder,
    kind: AttemptKind,
    verdict_type: type[_Verdict],
    *,
    look: Callable[[Connection], Awaitable[_Rows]],
    judge: Callable[[Connection, _Rows, list[Write]], Awaitable[_Verdict]],
) -> _Verdict:
    """Judge under the member's lock and record the verdict, or return the recorded one.

    Without a member, `look` locks what the attempt is about. A refusal (a wait, a wrong
    stage) is not a verdict: it is not counted or recorded.
    """
    member_id = attempt.member_id or attempt.flow_id
    async with MemberLock.held(pool, member_id) as connection:
        rows = await look(connection)
        if rows.verdict is not None:
            return _noting(verdict_type.model_validate(rows.verdict), repeated=True)
        writes: list[Write] = []
        verdict = await judge(connection, rows, writes)
        if verdict.outcome in _JUDGED:
            writes.append(_record(attempt, kind, verdict))
        await write_together(connection, *writes)
        return _noting(verdict, repeated=False)


def _record(attempt: JudgeOrder, kind: AttemptKind, verdict: Verdict) -> Write:
    return Attempts.recorded(
        attempt.attempt_id,
        member_id=attempt.member_id,
        flow_id=attempt.flow_id,
        kind=kind,
        outcome=verdict.outcome,
        verdict=verdict.model_dump(mode="json", exclude_defaults=True),
        at=attempt.at,
    )


def _noting(verdict: _Verdict, *, repeated: bool) -> _Verdict:
    """With what this release's workflows do next."""
    follows = {"repeated": repeated, "fewer_commands": True, "leaves_timer": True}
    return verdict.model_copy(update=follows)
