"""Three times what a build can serve: who is answered, and what is lost.

Logins arrive in an open loop, however late the answers are: half from addresses that
their member has signed in from before, half from new ones. A caller who is refused
goes away.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace

from trials.bench.http_client import Answer
from trials.bench.journeys import Person, RefusedError
from trials.bench.measuring import quantile, run
from trials.bench.sides import BuildSide

TIMES = 3
_AT_ONCE = 16
_PEAK_LOGINS = 200
_SECONDS_A_CODE = 30
_WELL_SECONDS = 1.0
"""A login that takes no longer shows that the overload is over."""
_PATIENCE_SECONDS = 60


@dataclass
class Tally:
    """What arrivals were answered."""

    statuses: Counter[str] = field(default_factory=Counter)
    refused_after: dict[str, list[float]] = field(default_factory=dict)
    """Seconds, by what was refused: the password or the code."""
    without_retry_after: int = 0
    signed_in: list[str] = field(default_factory=list)
    """The paths of logins that were answered as signed in."""
    open_: dict[str, tuple[str, Person]] = field(default_factory=dict)
    """Logins that were begun and not signed in: path, token and person."""
    known: Counter[bool] = field(default_factory=Counter)
    """Those who signed in, by whether their address was known."""

    def refused(self, what: str, answer: Answer, seconds: float) -> None:
        self.refused_after.setdefault(what, []).append(seconds)
        self.without_retry_after += "retry-after" not in answer.headers


async def overload(side: BuildSide, seconds: float) -> list[str]:
    """Measure the peak, then let three times as many arrive for so long."""
    some = await side.people.take(_PEAK_LOGINS)
    peak = (await run(some, side.journeys.log_in, _AT_ONCE)).rate
    await side.people.grow(int(peak * _SECONDS_A_CODE * 1.2))
    tally = Tally()
    await _arrivals(side, tally, TIMES * peak, seconds)
    recovered = await _recovered(side)
    lost = await _lost(side, tally)
    return list(_rows(tally, peak, seconds, recovered, lost))


async def _arrivals(side: BuildSide, tally: Tally, rate: float, seconds: float) -> None:
    """Each has a task of its own; ends with the last answer."""
    began = time.perf_counter()
    number = 0
    async with asyncio.TaskGroup() as group:
        while (now := time.perf_counter() - began) < seconds:
            while number < now * rate:
                group.create_task(_arrival(side, tally, known=number % 2 == 0))
                number += 1
            await asyncio.sleep(1 / rate)


async def _arrival(side: BuildSide, tally: Tally, *, known: bool) -> None:
    person = side.people.rested()
    if person is None:
        tally.statuses["nobody was left to arrive"] += 1
        return
    try:
        caller = person if known else replace(person, address=side.people.elsewhere())
        await _log_in(side, tally, caller, known=known)
        person.last_step = caller.last_step
    finally:
        side.people.enrolled.append(person)


async def _log_in(
    side: BuildSide, tally: Tally, caller: Person, *, known: bool
) -> None:
    began = time.perf_counter()
    acts: dict[str, Callable[[Person], Awaitable[object]]] = {
        "password": side.journeys.open_login,
        "code": side.journeys.second_factor,
    }
    for what, act in acts.items():
        try:
            await act(caller)
        except RefusedError as refusal:
            tally.statuses[str(refusal)] += 1
            tally.refused(what, refusal.answer, time.perf_counter() - began)
            break
        except (OSError, EOFError, TimeoutError) as broken:
            tally.statuses[type(broken).__name__] += 1
            break
        began = time.perf_counter()
    else:
        tally.statuses["signed in"] += 1
        tally.signed_in.append(caller.flow[0])
        tally.known[known] += 1
        return
    if caller.flow[0]:
        tally.open_[caller.flow[0]] = (caller.flow[1], caller)


async def _recovered(side: BuildSide) -> float:
    """Seconds after the last arrival until a login goes well again."""
    began = time.perf_counter()
    well = False
    while not well and time.perf_counter() - began < _PATIENCE_SECONDS:
        (person,) = await side.people.take(1)
        round_ = await run([person], side.journeys.log_in, 1)
        well = bool(round_.seconds) and round_.seconds[0] < _WELL_SECONDS
    return time.perf_counter() - began


async def _lost(side: BuildSide, tally: Tally) -> int:
    """Logins that were begun and have no row, or signed in and have no event."""
    missing = 0
    for path, (token, person) in tally.open_.items():
        answer = await side.journeys.send(person, "GET", path, None, token)
        missing += not answer.good
    signed_in = {path.rpartition("/")[2] for path in tally.signed_in}
    return missing + len(signed_in - await side.people.signed_in())


def _rows(
    tally: Tally, peak: float, seconds: float, recovered: float, lost: int
) -> Iterator[str]:
    rate = len(tally.signed_in) / seconds
    yield "| overload | |"
    yield "| --- | --- |"
    yield f"| peak | {peak:.1f} logins per second |"
    yield f"| offered | {TIMES * peak:.1f} per second for {seconds:.0f} s |"
    yield f"| signed in | {rate:.1f} per second, **{rate / peak:.2f}** of the peak |"
    for known, where in ((True, "known"), (False, "new")):
        yield f"| signed in from {where} addresses | {tally.known[known]} |"
    for words, count in tally.statuses.most_common():
        yield f"| {words} | {count} |"
    yield from _refusals(tally)
    yield f"| recovered after | {recovered:.1f} s |"
    yield f"| lost | {lost} |"


def _refusals(tally: Tally) -> Iterator[str]:
    everything = [one for some in tally.refused_after.values() for one in some]
    for what, seconds in {**tally.refused_after, "all": everything}.items():
        if seconds:
            p50, p99 = (1000 * quantile(seconds, share) for share in (0.5, 0.99))
            yield f"| refused after, {what}: p50, p99 | {p50:.0f} ms, {p99:.0f} ms |"
    yield f"| refused without Retry-After | {tally.without_retry_after} |"
