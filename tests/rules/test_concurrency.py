"""Concurrent requests for one flow do not become concurrent calls to Temporal."""

import pytest

from api.concurrency import OneAtATime
from api.edge.problems import Problem


async def test_second_step_of_a_flow_is_rejected_until_the_first_ends() -> None:
    gate = OneAtATime()

    async with gate.step("flow"):
        with pytest.raises(Problem) as refused:
            async with gate.step("flow"):
                pass
    async with gate.step("flow"):
        pass

    assert refused.value.kind == "too-many-attempts"
    assert refused.value.extra["retry_after"] == 1


async def test_steps_of_different_flows_are_independent() -> None:
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


async def test_what_was_read_of_a_flow_is_stale_once_a_step_began_or_ended() -> None:
    gate = OneAtATime()

    before = gate.look("flow")
    async with gate.step("another"):
        untouched = before.stale
    async with gate.step("flow"):
        begun, within = before.stale, gate.look("flow")

    assert (untouched, begun, within.stale) == (False, True, True)
    assert not gate.look("flow").stale
