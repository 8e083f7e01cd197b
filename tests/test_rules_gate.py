"""What keeps a crowd at one flow from becoming a storm of calls to Temporal."""

import asyncio

import pytest

from api.gate import OneAtATime, SharedReads
from api.problems import Problem


class Stage:
    """Answers queries when it is told to, and remembers how many there were."""

    def __init__(self) -> None:
        self.value = 0
        self.queries = 0
        self.answering = asyncio.Event()

    async def query(self) -> int:
        self.queries += 1
        seen = self.value
        await self.answering.wait()
        return seen


async def test_second_step_of_a_flow_is_turned_away_until_the_first_is_over() -> None:
    gate = OneAtATime()

    async with gate.step("flow"):
        with pytest.raises(Problem) as refused:
            async with gate.step("flow"):
                pass
    async with gate.step("flow"):
        pass

    assert refused.value.slug == "too-many-attempts"
    assert refused.value.extra["retry_after"] == 1


async def test_steps_of_different_flows_do_not_meet() -> None:
    gate = OneAtATime()

    async with gate.step("one"), gate.step("another"):
        pass


async def test_step_that_fails_frees_its_flow() -> None:
    gate = OneAtATime()

    with pytest.raises(ValueError, match="fault"):
        async with gate.step("flow"):
            raise ValueError("fault")

    async with gate.step("flow"):
        pass


async def test_crowd_of_readers_costs_two_queries() -> None:
    reads, stage = SharedReads[int](), Stage()
    first = asyncio.create_task(reads.read("flow", stage.query))
    await asyncio.sleep(0)
    crowd = [asyncio.create_task(reads.read("flow", stage.query)) for _ in range(50)]
    await asyncio.sleep(0)

    stage.answering.set()
    await asyncio.gather(first, *crowd)

    assert stage.queries == 2


async def test_reader_joins_no_query_that_was_under_way_before() -> None:
    reads, stage = SharedReads[int](), Stage()
    before = asyncio.create_task(reads.read("flow", stage.query))
    while stage.queries == 0:
        await asyncio.sleep(0)
    stage.value = 1  # an act was answered in between

    after = asyncio.create_task(reads.read("flow", stage.query))
    await asyncio.sleep(0)
    stage.answering.set()

    assert await before == 0
    assert await after == 1


async def test_reader_who_leaves_takes_nobody_with_them() -> None:
    reads, stage = SharedReads[int](), Stage()
    leaving = asyncio.create_task(reads.read("flow", stage.query))
    staying = asyncio.create_task(reads.read("flow", stage.query))
    await asyncio.sleep(0)

    leaving.cancel()
    stage.answering.set()

    assert await staying == 0


async def test_query_that_fails_fails_its_own_readers_only() -> None:
    reads, stage = SharedReads[int](), Stage()
    stage.answering.set()

    async def fail() -> int:
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        await reads.read("flow", fail)
    answer = await reads.read("flow", stage.query)

    assert answer == 0
