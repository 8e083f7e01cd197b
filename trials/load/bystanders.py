"""Members who only want to sign in, and how long they wait meanwhile."""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from doorstep.rules import totp
from trials.bench.members import BenchMember
from trials.faults.frontend import Answer, Frontend
from trials.load.attackers import open_login

_PAUSE = 0.25
_FEWEST = 5


@dataclass(frozen=True)
class SignInTimes:
    """Seconds of whole logins, and of the work that they were measured beside."""

    logins: int
    refused: dict[str, int]
    p50: float
    p99: float
    took: float


@dataclass(frozen=True)
class Bystanders:
    """One login at a time, each of another member, with short pauses."""

    frontend: Frontend
    members: Iterator[BenchMember]

    async def during(self, work: Awaitable[None]) -> SignInTimes:
        task = asyncio.create_task(_timed(work))
        seconds: list[float] = []
        refused: Counter[str] = Counter()
        while not task.done() or len(seconds) < _FEWEST:
            before = time.perf_counter()
            answer = await self._sign_in()
            if not answer.good:
                refused[answer.slug] += 1
            seconds.append(time.perf_counter() - before)
            await asyncio.sleep(_PAUSE)
        return SignInTimes(
            len(seconds),
            dict(refused),
            statistics.median(seconds),
            sorted(seconds)[int(len(seconds) * 0.99)],
            await task,
        )

    async def _sign_in(self) -> Answer:
        """As a frontend that repeats unanswered requests."""
        person = next(self.members)
        flow = await open_login(self.frontend, person)
        code = totp.code(person.secret, totp.time_step(datetime.now(UTC)))
        act = (flow.path, flow.id, flow.token)
        answer = await self.frontend.act(act, "code", {"code": code})
        if answer.slug == "flow-ended":  # signed in, but the answer got lost
            answer = await self.frontend.act(act, "session", {})
        return answer


async def _timed(work: Awaitable[None]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began
