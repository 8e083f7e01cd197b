"""What keeps a crowd at one flow from becoming a storm of calls to Temporal."""

import pytest

from api.concurrency import OneAtATime
from api.edge.problems import Problem


async def test_second_step_of_a_flow_is_turned_away_until_the_first_is_over() -> None:
    gate = OneAtATime()

    async with gate.step("flow"):
        with pytest.raises(Problem) as refused:
            async with gate.step("flow"):
                pass
    async with gate.step("flow"):
        pass

    assert refused.value.kind == "too-many-attempts"
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
