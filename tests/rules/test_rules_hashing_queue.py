"""The queue in front of the threads that hash: who has a turn, and who none."""

import asyncio
from datetime import timedelta

import pytest

from doorstep.errors import Overloaded
from doorstep.rules.hashing_queue import HashingQueue

_TURN, _LONGEST = 0.1, 2.0  # counted here, not waited for: no machine is too slow


def _queue(seconds: float) -> HashingQueue:
    """Of two places, where a turn takes about so many seconds."""
    return HashingQueue(2, seconds, longest_wait=timedelta(seconds=_LONGEST))


class Line:
    """Callers who hash until they are told to stop, and in which order they had it."""

    def __init__(self, queue: HashingQueue) -> None:
        self.queue = queue
        self.served: list[str] = []
        self.stopping = asyncio.Event()

    async def take(self, name: str, *, known: bool) -> None:
        async with self.queue.turn(known=known):
            self.served.append(name)
            await self.stopping.wait()

    async def comes(self, name: str, *, known: bool = False) -> asyncio.Task[None]:
        task = asyncio.create_task(self.take(name, known=known))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return task


@pytest.fixture
def line() -> Line:
    return Line(_queue(_TURN))


async def _fill(line: Line, *, known: bool = False) -> list[asyncio.Task[None]]:
    """As many as are let in."""
    tasks: list[asyncio.Task[None]] = []
    while not tasks or not tasks[-1].done():
        tasks.append(await line.comes(f"stranger {len(tasks)}", known=known))
    return tasks


async def test_H1_row8_known_client_has_its_turn_before_strangers(line: Line) -> None:
    strangers = [await line.comes(f"stranger {each}") for each in range(10)]
    known = await line.comes("known", known=True)

    line.stopping.set()
    await asyncio.gather(known, *strangers)

    assert line.served[:2] == ["stranger 0", "stranger 1"]
    assert line.served[2] == "known"
    assert line.served[3:] == [f"stranger {each}" for each in range(2, 10)]


async def test_H1_row8_line_is_as_long_as_can_be_served_in_time(line: Line) -> None:
    *waiting, refused = await _fill(line)

    served_in_time = int(_LONGEST / _TURN * 2)
    assert len(waiting) == pytest.approx(2 + served_in_time, abs=1)
    with pytest.raises(Overloaded) as overloaded:
        await refused
    assert overloaded.value.seconds == pytest.approx(_LONGEST, abs=1)
    line.stopping.set()
    await asyncio.gather(*waiting)


async def test_H1_row8_strangers_do_not_fill_the_line_of_known_clients(
    line: Line,
) -> None:
    *strangers, refused = await _fill(line)
    *known, too_many = await _fill(line, known=True)

    assert len(known) == pytest.approx(len(strangers), abs=3)
    line.stopping.set()
    await asyncio.gather(*strangers, refused, too_many, return_exceptions=True)
    assert await asyncio.gather(*known) == [None] * len(known)
    assert isinstance(too_many.exception(), Overloaded)


async def test_H1_row8_whoever_leaves_the_line_is_not_served_and_makes_room(
    line: Line,
) -> None:
    *waiting, _ = await _fill(line)

    waiting[5].cancel()
    await asyncio.sleep(0)
    late = await line.comes("late")
    line.stopping.set()
    await asyncio.gather(late, *waiting, return_exceptions=True)

    assert "stranger 5" not in line.served
    assert line.served[-1] == "late"


async def test_H1_row8_turn_that_comes_as_its_caller_leaves_goes_to_the_next(
    line: Line,
) -> None:
    first, second, third, fourth = [await line.comes(str(each)) for each in range(4)]

    line.stopping.set()
    while "2" not in line.served and not first.done():
        await asyncio.sleep(0)
    third.cancel()  # at the moment at which it was given its turn
    await asyncio.gather(first, second, third, fourth, return_exceptions=True)

    assert fourth.exception() is None
    async with line.queue.turn(known=False), line.queue.turn(known=False):
        pass  # both places are free again


async def test_H1_row8_caller_may_leave_at_the_moment_that_a_place_gets_free(
    line: Line,
) -> None:
    first, second, leaving, last = [await line.comes(str(each)) for each in range(4)]

    leaving.cancel()
    line.queue._leave(_TURN)  # before it could take itself off the line
    line.stopping.set()
    results = await asyncio.gather(first, second, leaving, last, return_exceptions=True)

    assert [type(each) for each in results if each] == [asyncio.CancelledError]
    assert line.served == ["0", "1", "3"]


async def test_H1_row8_those_who_wait_are_refused_once_turns_prove_slow() -> None:
    line = Line(_queue(0.001))
    waiting = [await line.comes(str(each)) for each in range(100)]
    known = await line.comes("known", known=True)

    line.queue._leave(20.0)  # a turn that took so long, of a place that is free again
    await asyncio.sleep(0)

    refused = [each for each in waiting if each.done()]
    assert len(refused) > 90
    assert not waiting[2].done()
    assert not known.done()
    line.stopping.set()
    await asyncio.gather(known, *waiting, return_exceptions=True)


async def test_H1_row8_queue_recovers_from_turns_that_were_slow() -> None:
    line = Line(_queue(60.0))
    line.stopping.set()

    for each in range(60):
        await asyncio.gather(*[await line.comes(f"{each} {one}") for one in range(4)])
    many = [await line.comes(str(each)) for each in range(100)]
    results = await asyncio.gather(*many, return_exceptions=True)

    assert results == [None] * 100
