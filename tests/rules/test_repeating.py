"""A background loop survives every error, and its errors are reported."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from errno import ENOSPC
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from doorstep.process import repeating
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import one_by_one
from waiting import in_time, until

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
_SECRET = "jo@acme.test typed 123456"


class Work:
    """Raises each of the faults once, and then succeeds."""

    def __init__(self, *faults: BaseException) -> None:
        self._faults = list(faults)
        self.rounds = 0
        self.succeeded = 0

    async def __call__(self) -> None:
        self.rounds += 1
        if self._faults:
            raise self._faults.pop(0)
        self.succeeded += 1

    async def successes(self) -> int:
        return self.succeeded


@asynccontextmanager
async def _running(
    work: Callable[[], Awaitable[None]], health: LoopHealth, each: float = 0.001
) -> AsyncIterator[None]:
    async with repeating.repeating("walk of tests", work, each, health):
        yield


def _health() -> LoopHealth:
    return LoopHealth(lambda: NOW)


@pytest.mark.parametrize(
    "fault",
    [
        ValueError(_SECRET),
        RuntimeError(_SECRET),
        KeyError(_SECRET),
        MemoryError(_SECRET),
        AssertionError(_SECRET),
        ExceptionGroup(_SECRET, [ValueError(_SECRET)]),
        asyncio.CancelledError(_SECRET),
    ],
    ids=lambda fault: type(fault).__name__,
)
async def test_W2_row21_loop_continues_after_an_unexpected_error(
    fault: BaseException,
) -> None:
    work = Work(fault)

    with capture_logs() as logged:
        async with _running(work, _health()):
            await until(work.successes, lambda count: count > 1)

    (line,) = [line for line in logged if line["event"] == "walk of tests failed"]
    assert line["log_level"] == "error"
    assert line["fault"] == type(fault).__name__
    assert line["at"][-1].endswith("__call__")
    assert _SECRET not in str(logged)


async def test_row21_readiness_names_a_loop_that_failed_three_times_in_a_row() -> None:
    health, readiness = _health(), []

    async def work() -> None:
        readiness.append(health.missing())
        if len(readiness) <= 4:
            raise ValueError(_SECRET)

    async with _running(work, health):
        await until(lambda: _length(readiness), lambda length: length > 5)

    words = "the walk of tests, which has failed {} times since {}: ValueError"
    assert readiness[:6] == [
        None,
        None,
        None,
        words.format(3, "2026-05-01T12:00:00+00:00"),
        words.format(4, "2026-05-01T12:00:00+00:00"),
        None,
    ]


async def _length(items: list[str | None]) -> int:
    return len(items)


async def _pauses(
    monkeypatch: pytest.MonkeyPatch, each: float, *faults: Exception
) -> list[float]:
    """The pauses between the rounds, which are skipped; those of others are not."""
    pauses, sleep = [], asyncio.sleep
    others = asyncio.all_tasks()

    async def skip(seconds: float) -> None:
        if asyncio.current_task() in others:
            return await sleep(seconds)
        pauses.append(seconds)
        return await sleep(0)

    work = Work(*faults)
    with monkeypatch.context() as patch:
        patch.setattr(asyncio, "sleep", skip)
        async with _running(work, _health(), each):
            while not work.succeeded:
                await sleep(0)
    return pauses[: len(faults)]


async def test_row21_pauses_grow_while_the_loop_itself_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unforeseen = [ValueError()] * 8

    assert await _pauses(monkeypatch, 2.0, *unforeseen) == [
        *(2.0, 4.0, 8.0, 16.0, 32.0),
        *(60.0, 60.0, 60.0),
    ]
    assert await _pauses(monkeypatch, 90.0, *unforeseen[:3]) == [90.0] * 3


async def test_W2_row21_loops_work_within_two_seconds_of_a_recovery(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    away = [OSError(), TimeoutError(), OSError(), OSError()]

    assert await _pauses(monkeypatch, 60.0, *away) == [2.0] * 4
    assert await _pauses(monkeypatch, 0.5, *away) == [0.5] * 4


async def test_loop_ends_with_its_context() -> None:
    started = asyncio.Event()

    async def work() -> None:
        started.set()
        await asyncio.Event().wait()

    async with _running(work, _health()):
        await in_time(started.wait())


async def test_row21_one_failing_item_does_not_stop_the_others() -> None:
    done = []

    async def act(item: int) -> None:
        if item == 2:
            raise ValueError(_SECRET)
        done.append(item)

    with pytest.raises(ValueError, match="typed"):
        await one_by_one([1, 2, 3], act)

    assert done == [1, 3]


async def test_row21_items_wait_while_the_database_is_unavailable() -> None:
    tried = []

    async def act(item: int) -> None:
        tried.append(item)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await one_by_one([1, 2, 3], act)

    assert tried == [1]


async def test_loop_goes_on_where_its_log_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: str, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(repeating, "_log", SimpleNamespace(error=full, warning=full))
    work = Work(TypeError(_SECRET), OSError(_SECRET))

    async with _running(work, _health()):
        await until(work.successes, bool)


def test_readiness_names_all_loops_that_fail_and_those_that_hang() -> None:
    moments = [NOW, NOW, NOW, NOW + timedelta(minutes=31)]
    health = LoopHealth(lambda: moments[0] if len(moments) == 1 else moments.pop(0))
    health.began("sweep of logins")
    for loop in ("sweep of notices", "linking of events"):
        for _ in range(3):
            health.failed(loop, "TypeError")

    at = "2026-05-01T12:00:00+00:00"
    assert health.missing() == (
        f"the linking of events, which has failed 3 times since {at}: TypeError; "
        f"the sweep of notices, which has failed 3 times since {at}: TypeError; "
        f"the sweep of logins, which has not ended its round since {at}"
    )
    health.succeeded("sweep of logins")
    assert "sweep of logins" not in str(health.missing())
