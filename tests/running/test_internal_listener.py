"""Liveness and readiness probes, and a graceful shutdown."""

import asyncio
import gc

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from structlog.testing import capture_logs

from changed_settings import changed
from cli import api_server
from doorstep.clock import system_clock
from doorstep.process.embedded_server import EmbeddedServer
from doorstep.process.health_listener import (
    STOPPING,
    _in_words,
    listening,
)
from doorstep.process.readiness import Readiness
from doorstep.settings import Settings
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import connect
from journey import Journey
from service import Service
from trials.ports import free_port
from waiting import patient_client, until, until_true


async def _exposition() -> bytes:
    return b"doorstep_logins_started_total 1\n"


async def _asked(missing: str | None, path: str, **headers: str) -> httpx.Response:
    async def check() -> str | None:
        return missing

    settings = Settings(internal_port=free_port())
    async with (
        listening(settings, check, _exposition),
        patient_client(retries=8) as http,
    ):
        url = f"http://127.0.0.1:{settings.internal_port}{path}"
        return await http.get(url, headers=headers)


async def test_H1_row3_the_internal_listener_bounds_headers_too() -> None:
    answer = await _asked(None, "/readyz", long="a" * 48 * 1024)

    assert (answer.status_code, answer.text) == (
        431,
        "Request Header Fields Too Large\n",
    )


async def test_a_process_that_waits_collects_its_garbage(
    settings: WorkerSettings,
) -> None:
    """A start is without it, and may wait for days."""
    away = changed(settings, database_url="postgresql://me@127.0.0.1:1/d")
    readiness = Readiness(away, await connect(away, lazy=True), system_clock)
    gc.disable()
    waiting = asyncio.create_task(readiness.wait(needs_worker=False))
    try:
        await until_true(gc.isenabled)
    finally:
        gc.enable()
        waiting.cancel()


async def test_process_that_waits_is_alive_and_names_what_is_missing() -> None:
    alive = await _asked("the database: no answer in time", "/healthz")
    ready = await _asked("the database: no answer in time", "/readyz")

    assert alive.status_code == 200
    assert ready.status_code == 503
    assert ready.json() == {
        "ready": False,
        "waits_for": "the database: no answer in time",
    }


async def test_process_with_all_dependencies_is_ready_and_has_metrics() -> None:
    ready = await _asked(None, "/readyz")
    metrics = await _asked(STOPPING, "/metrics")

    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert metrics.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert metrics.content == await _exposition()


async def test_metrics_that_cannot_be_read_are_503_and_come_back() -> None:
    faults = [TypeError("jo@acme.test")]

    async def exposition() -> bytes:
        if faults:
            raise faults.pop()
        return b"up 1\n"

    settings = Settings(internal_port=free_port())
    url = f"http://127.0.0.1:{settings.internal_port}/metrics"
    async with (
        listening(settings, _nothing_missing, exposition),
        patient_client(retries=8) as http,
    ):
        failed, read = await http.get(url), await http.get(url)

    assert (failed.status_code, failed.text) == (503, "metrics failed: TypeError")
    assert (read.status_code, read.text) == (200, "up 1\n")


async def test_a_listener_that_ended_is_opened_again_and_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    serve, ends = EmbeddedServer.serve, iter([TypeError(), SystemExit(1), None])

    async def ending_at_first(server: EmbeddedServer) -> None:
        if fault := next(ends, None):
            raise fault
        await serve(server)

    monkeypatch.setattr(EmbeddedServer, "serve", ending_at_first)
    settings = Settings(internal_port=free_port())
    with capture_logs() as logged:
        async with (
            listening(settings, _nothing_missing, _exposition),
            patient_client() as http,
        ):
            port = settings.internal_port
            answer = await until(lambda: _answered(http, port), bool)

    assert answer == 200
    assert [line["fault"] for line in logged] == ["TypeError", "ListenerEnded"]


async def _nothing_missing() -> str | None:
    return None


async def _answered(http: httpx.AsyncClient, port: int | None) -> int:
    try:
        return (await http.get(f"http://127.0.0.1:{port}/readyz")).status_code
    except httpx.TransportError:
        return 0


async def test_row21_a_failing_readiness_check_is_not_ready() -> None:
    async def broken() -> str | None:
        raise KeyError("jo@acme.test")  # an unexpected error

    missing = await _in_words(broken)

    assert missing == "its own check, which failed: KeyError"


async def _missing(service: Service, **others: object) -> str | None:
    settings = service.settings.model_copy(update=others)
    client = await connect(settings, lazy=True)
    return await Readiness(settings, client, system_clock).missing()


async def test_api_is_ready_with_database_temporal_and_a_worker(
    service: Service,
) -> None:
    nowhere = f"127.0.0.1:{free_port()}"

    assert await _missing(service) is None
    assert await _missing(service, task_queue="none") == (
        "a worker on the task queue none"
    )
    database = await _missing(service, database_url=f"postgresql://x@{nowhere}/x")
    assert (database or "").startswith("the database: ")
    missing = await _missing(service, temporal_address=nowhere)
    assert missing
    assert missing.startswith("Temporal: DOORSTEP_TEMPORAL_ADDRESS: no Temporal server")


async def test_api_is_ready_only_once_its_port_is_open(service: Service) -> None:
    client = await connect(service.settings, lazy=True)
    readiness = Readiness(service.settings, client, system_clock)
    server = EmbeddedServer(
        uvicorn.Config(FastAPI(), port=free_port(), log_config=None)
    )

    before = await api_server.missing_for(server, readiness)
    running = asyncio.create_task(server.serve())
    after = await until(
        lambda: api_server.missing_for(server, readiness),
        lambda missing: missing is None,
    )
    server.should_exit = True
    stopping = await api_server.missing_for(server, readiness)
    await running

    assert before == "its own port, which opens last"
    assert after is None
    assert stopping == STOPPING


async def test_stopped_api_answers_requests_in_progress() -> None:
    asked, port = asyncio.Event(), free_port()
    app = FastAPI()

    @app.get("/")
    async def slow() -> str:
        asked.set()
        await asyncio.sleep(0.5)
        return "answered"

    server = EmbeddedServer(
        uvicorn.Config(app, port=port, log_config=None, timeout_graceful_shutdown=5)
    )
    stopped = asyncio.create_task(api_server.until_stopped(server))
    async with patient_client(retries=8) as http:
        asking = asyncio.create_task(http.get(f"http://127.0.0.1:{port}/"))
        await asked.wait()
        stopped.cancel()
        answer = await asking
        await asyncio.wait([stopped])

        assert answer.json() == "answered"
        assert stopped.cancelled()


async def test_stopped_worker_finishes_the_mail_in_progress(
    own_service: Service,
) -> None:
    service = own_service
    service.mail.delay = 1
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    await service.mail.accepting.wait()

    await service.stop_worker()

    flow = f"enrollment/{person.enrollment['id']}"
    history = await service.client.get_workflow_handle(flow).fetch_history()
    ended = [
        event
        for event in history.events
        if event.HasField("activity_task_completed_event_attributes")
    ]
    assert len(service.mail.codes()) == len(ended) == 1
