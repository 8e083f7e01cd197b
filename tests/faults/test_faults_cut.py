"""A short run of `make faults`: kills during journeys, and all its proofs."""

from pathlib import Path

from trials.faults.plan import Kind, PartKind, make_plan
from trials.faults.run import run

_SEED = 47881
"""With this seed, each kind of journey is made, and each kind of part killed."""


async def test_W2_killed_parts_lose_and_double_nothing(tmp_path: Path) -> None:
    plan = make_plan(_SEED, journeys=18, kills=7)

    result = await run(plan, tmp_path, callers=8)

    assert set(result.done) == set(Kind)
    assert set(result.killed) == set(PartKind)
    assert (result.evidence, result.lost) == ([], 0)
    assert result.done.total() == len(plan.scenarios)
