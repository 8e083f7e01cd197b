"""Each background loop of the processes meets something unforeseen, and goes on."""

import ast
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

import worker
from api.app import create_app
from changed_settings import changed
from doorstep.clock import system_clock
from doorstep.process import repeating
from doorstep.process.health_listener import listening
from doorstep.process.loop_health import LoopHealth
from doorstep.process.memory import returning_memory
from doorstep.process.renewing import renewing
from doorstep.settings.processes import WorkerSettings
from doorstep.telemetry import OFF
from doorstep.temporal.client import connect
from source_code import nodes, sources
from trials.ports import free_port
from waiting import until

_SECRET = "jo@acme.test typed 123456"
_FAILURES = 3
_FROM_THEN = 0.01
"""Seconds between two rounds, in place of those of the product."""
LOOPS = {
    *("linking of events", "writing of repeated events", "count of setups"),
    *("count of what waits", "forgetting of session tokens", "forgetting of tries"),
    *("sweep of notices", "sweep of invitations", "sweep of erasures"),
    *("sweep of logouts", "sweep of logins", "starting of logins"),
    *("look at the backlog", "return of freed memory", "health listener"),
    "watch of the API's database connections",
    "watch of the worker's database connections",
    "renewal of credentials for Temporal",
}


class Broken:
    """Each loop raises at first, and then works; what was seen of it meanwhile."""

    def __init__(self, health: LoopHealth) -> None:
        self._health = health
        self.raised: Counter[str] = Counter()
        self.succeeded: set[str] = set()
        self.unready: dict[str, str | None] = {}

    async def seen(self) -> set[str]:
        return self.succeeded

    async def round(self, what: str, work: Callable[[], Awaitable[object]]) -> None:
        if self.raised[what] < _FAILURES:
            self.raised[what] += 1
            raise TypeError(_SECRET)
        self.unready.setdefault(what, self._health.missing())
        await work()
        self.succeeded.add(what)


@pytest.fixture
async def observed(
    settings: WorkerSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[tuple[Broken, LoopHealth, list[EventDict]]]:
    """API and worker with all their loops, each of which has failed and recovered."""
    health = LoopHealth(system_clock)
    broken, repeat = Broken(health), repeating._repeat

    async def failing_at_first(
        what: str, work: Callable[[], Awaitable[object]], _: float, own: LoopHealth
    ) -> None:
        assert own is health
        await repeat(what, lambda: broken.round(what, work), _FROM_THEN, own)

    async def missing() -> str | None:
        return health.missing()

    async def exposition() -> bytes:
        return b""

    monkeypatch.setattr(repeating, "_repeat", failing_at_first)
    listening_at = changed(settings, internal_port=free_port())
    app = create_app(settings, health=health)
    key = tmp_path / "key"
    key.write_text("of-nobody")
    renewed = changed(settings, temporal_api_key_file=key)
    with capture_logs() as logged:
        async with (
            returning_memory(health),
            renewing(renewed, await connect(settings, lazy=True), OFF, health),
            listening(listening_at, missing, exposition, health),
            worker.running_worker(settings, health=health),
            app.router.lifespan_context(app),
        ):
            await until(broken.seen, lambda succeeded: succeeded >= LOOPS)
            yield broken, health, logged


async def test_W2_every_loop_goes_on_after_a_type_error_and_readiness_tells(
    observed: tuple[Broken, LoopHealth, list[EventDict]],
) -> None:
    broken, health, logged = observed

    assert set(broken.raised) == LOOPS
    assert set(broken.raised.values()) == {_FAILURES}
    for loop in LOOPS:
        assert f"the {loop}, which has failed 3 times" in (broken.unready[loop] or "")
        lines = [line for line in logged if line["event"] == f"{loop} failed"]
        assert [line["fault"] for line in lines] == ["TypeError"] * _FAILURES
        assert {line["log_level"] for line in lines} == {"error"}
    assert _SECRET not in str(logged)
    assert health.missing() is None


def test_no_loop_is_left_out() -> None:
    calls = [
        node
        for file in sources("doorstep", "api", "worker.py", "cli")
        for node in nodes(file)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "repeating"
    ]

    assert len(calls) == len(LOOPS) - 1  # API and worker have the watch from one place
