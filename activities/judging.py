"""The transaction of every judge: lock the member, look up the attempt, decide, record.

So each attempt is judged once, and two attempts of one member never at the same time.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from doorstep.db.attempts import AttemptKind, Attempts
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.messages.activities import JudgeOrder, Verdict
from doorstep.messages.flows import Outcome

_Verdict = TypeVar("_Verdict", bound=Verdict)
_JUDGED = (Outcome.accepted, Outcome.wrong_code)


async def judge_once(
    pool: Pool,
    attempt: JudgeOrder,
    kind: AttemptKind,
    verdict_type: type[_Verdict],
    judge: Callable[[Connection, Member], Awaitable[_Verdict]],
) -> _Verdict:
    """Judge under the member's lock and record the verdict, or return the recorded one.

    A refusal (a wait, a wrong stage) is not a verdict: it is not counted or recorded.
    """
    async with pool.acquire() as connection, connection.transaction():
        member = await Members(connection).lock(attempt.member_id)
        earlier = await Attempts(connection).verdict(attempt.attempt_id)
        if earlier is not None:
            return _noting(verdict_type.model_validate(earlier), repeated=True)
        verdict = await judge(connection, member)
        if verdict.outcome in _JUDGED:
            await Attempts(connection).record(
                attempt.attempt_id,
                member_id=attempt.member_id,
                flow_id=attempt.flow_id,
                kind=kind,
                outcome=verdict.outcome,
                verdict=verdict.model_dump(mode="json"),
                at=attempt.at,
            )
        return _noting(verdict, repeated=False)


def _noting(verdict: _Verdict, *, repeated: bool) -> _Verdict:
    return verdict.model_copy(update={"repeated": repeated})
