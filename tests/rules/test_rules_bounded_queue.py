"""The queue for hashing and for acts: who is served, and who is refused."""

import asyncio
from datetime import timedelta

import pytest

from doorstep.errors import Overloaded
from doorstep.rules.bounded_queue import BoundedQueue

_TURN, _LONGEST = 0.1, 2.0  # counted here, not waited for: no machine is too slow


def _queue(seconds: float) -> BoundedQueue:
    """A queue of two places, where a turn takes about so many seconds."""
    return BoundedQueue(2, seconds, longest_wait=timedelta(seconds=_LONGEST))


class Callers:
    """Callers who hash until they are stopped, and the order in which they were
    served.
    """

    def __init__(self, queue: BoundedQueue) -> None:
        self.queue = queue
        self.served: list[str] = []
        self.stopping = asyncio.Event()

    async def take(self, name: str, *, known: bool) -> None:
        async with self.queue.turn(known=known):
            self.served.append(name)
            await self.stopping.wait()

    async def join(self, name: str, *, known: bool = False) -> asyncio.Task[None]:
        task = asyncio.create_task(self.take(name, known=known))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return task


@pytest.fixture
def callers() -> Callers:
    return Callers(_queue(_TURN))


async def _fill(callers: Callers, *, known: bool = False) -> list[asyncio.Task[None]]:
    """As many callers as are accepted."""
    tasks: list[asyncio.Task[None]] = []
    while not tasks or not tasks[-1].done():
        tasks.append(await callers.join(f"unknown {len(tasks)}", known=known))
    return tasks


async def test_H1_row8_known_clients_are_served_before_unknown_ones(
    callers: Callers,
) -> None:
    unknown_clients = [await callers.join(f"unknown {each}") for each in range(10)]
    known = await callers.join("known", known=True)

    callers.stopping.set()
    await asyncio.gather(known, *unknown_clients)

    assert callers.served[:2] == ["unknown 0", "unknown 1"]
    assert callers.served[2] == "known"
    assert callers.served[3:] == [f"unknown {each}" for each in range(2, 10)]


async def test_H1_row8_queue_is_as_long_as_can_be_served_in_time(
    callers: Callers,
) -> None:
    *waiting, refused = await _fill(callers)

    served_in_time = int(_LONGEST / _TURN * 2)
    assert len(waiting) == pytest.approx(2 + served_in_time, abs=1)
    with pytest.raises(Overloaded) as overloaded:
        await refused
    assert overloaded.value.seconds == pytest.approx(_LONGEST, abs=1)
    callers.stopping.set()
    await asyncio.gather(*waiting)


async def test_H1_row8_unknown_clients_do_not_fill_the_queue_of_known_ones(
    callers: Callers,
) -> None:
    *unknown_clients, refused = await _fill(callers)
    *known, too_many = await _fill(callers, known=True)

    assert len(known) == pytest.approx(len(unknown_clients), abs=3)
    callers.stopping.set()
    await asyncio.gather(*unknown_clients, refused, too_many, return_exceptions=True)
    assert await asyncio.gather(*known) == [None] * len(known)
    assert isinstance(too_many.exception(), Overloaded)


async def test_H1_row8_a_cancelled_caller_leaves_the_queue(
    callers: Callers,
) -> None:
    *waiting, _ = await _fill(callers)

    waiting[5].cancel()
    await asyncio.sleep(0)
    late = await callers.join("late")
    callers.stopping.set()
    await asyncio.gather(late, *waiting, return_exceptions=True)

    assert "unknown 5" not in callers.served
    assert callers.served[-1] == "late"


async def test_H1_row8_turn_of_a_caller_cancelled_at_that_moment_goes_to_the_next(
    callers: Callers,
) -> None:
    first, second, third, fourth = [await callers.join(str(each)) for each in range(4)]

    callers.stopping.set()
    while "2" not in callers.served and not first.done():
        await asyncio.sleep(0)
    third.cancel()  # at the moment at which it got its turn
    await asyncio.gather(first, second, third, fourth, return_exceptions=True)

    assert fourth.exception() is None
    async with callers.queue.turn(known=False), callers.queue.turn(known=False):
        pass  # both places are free again


async def test_H1_row8_caller_may_be_cancelled_as_a_place_becomes_free(
    callers: Callers,
) -> None:
    first, second, leaving, last = [await callers.join(str(each)) for each in range(4)]

    leaving.cancel()
    callers.queue._leave(_TURN)  # before it could leave the queue
    callers.stopping.set()
    results = await asyncio.gather(first, second, leaving, last, return_exceptions=True)

    assert [type(each) for each in results if each] == [asyncio.CancelledError]
    assert callers.served == ["0", "1", "3"]


async def test_H1_row8_waiting_callers_are_refused_once_turns_are_slow() -> None:
    callers = Callers(_queue(0.001))
    waiting = [await callers.join(str(each)) for each in range(100)]
    known = await callers.join("known", known=True)

    callers.queue._leave(
        20.0
    )  # a turn that took so long, of a place that is free again
    await asyncio.sleep(0)

    refused = [each for each in waiting if each.done()]
    assert len(refused) > 90
    assert not waiting[2].done()
    assert not known.done()
    callers.stopping.set()
    await asyncio.gather(known, *waiting, return_exceptions=True)


async def test_H1_row8_queue_recovers_from_slow_turns() -> None:
    callers = Callers(_queue(60.0))
    callers.stopping.set()

    for each in range(60):
        await asyncio.gather(*[await callers.join(f"{each} {one}") for one in range(4)])
    many = [await callers.join(str(each)) for each in range(100)]
    results = await asyncio.gather(*many, return_exceptions=True)

    assert results == [None] * 100


async def test_H1_unknown_client_is_not_overtaken_until_it_is_too_late(
    callers: Callers,
) -> None:
    """Within a second it is told so, or goes first from then on."""
    *_, overtaken = [await callers.join(str(each)) for each in range(3)]
    (place,) = callers.queue._strangers
    known = [await callers.join(f"known {each}", known=True) for each in range(40)]

    callers.queue._decide(place)

    with pytest.raises(Overloaded):
        await overtaken
    callers.stopping.set()
    await asyncio.gather(*known, return_exceptions=True)


async def test_H1_unknown_client_that_has_waited_goes_first(
    callers: Callers,
) -> None:
    waiting = [await callers.join(str(each)) for each in range(5)]

    for place in [*callers.queue._strangers]:
        callers.queue._decide(place)
    waiting.append(await callers.join("known", known=True))
    assert callers.queue.refusal(known=True) is None
    callers.stopping.set()
    await asyncio.gather(*waiting)

    assert callers.served == ["0", "1", "2", "3", "4", "known"]


async def test_H1_caller_that_is_sure_of_its_turn_is_not_refused(
    callers: Callers,
) -> None:
    await _fill(callers, known=True)

    async with asyncio.TaskGroup() as group:
        sure = group.create_task(_sure(callers.queue))
        await asyncio.sleep(0)
        callers.queue._leave(20.0)
        callers.stopping.set()

    assert sure.result()


async def _sure(queue: BoundedQueue) -> bool:
    async with queue.turn(known=True, sure=True):
        return True


async def test_H1_nobody_is_refused_after_waiting_for_a_second() -> None:
    """Who was told nothing in that time is served."""
    callers = Callers(_queue(0.001))
    waiting = [await callers.join(str(each)) for each in range(100)]
    for place in callers.queue._strangers:
        place.since -= 1.5

    callers.queue._leave(20.0)
    await asyncio.sleep(0)

    assert not any(each.done() for each in waiting)
    callers.stopping.set()
    await asyncio.gather(*waiting)
