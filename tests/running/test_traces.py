"""Traces are exported where a collector is set, and only there."""

import asyncio

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from doorstep.process.configuration import plaintext_peers
from doorstep.process.embedded_server import EmbeddedServer
from doorstep.settings import Settings
from doorstep.settings.connections import Peer
from doorstep.telemetry import running_telemetry
from trials.ports import free_port
from waiting import until_true


async def test_spans_reach_the_collector_before_the_process_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On this machine, past the proxy of the environment, which is away here."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    taken: list[bytes] = []

    async def take(request: Request) -> Response:
        taken.append(await request.body())
        return Response()

    port = free_port()
    routes = [Route("/v1/traces", take, methods=["POST"])]
    collector = EmbeddedServer(
        uvicorn.Config(Starlette(routes=routes), port=port, log_level=50)
    )
    collecting = asyncio.create_task(collector.serve())
    await until_true(lambda: collector.started)

    settings = Settings(traces_url=f"http://127.0.0.1:{port}/")
    async with running_telemetry(settings, "doorstep-test") as telemetry:
        telemetry.tracer.start_span("a step").end()

    collector.should_exit = True
    await collecting
    assert b"doorstep-test" in b"".join(taken)
    assert b"a step" in b"".join(taken)


async def test_tracing_is_off_without_a_collector() -> None:
    async with running_telemetry(Settings(), "doorstep-test") as telemetry:
        assert not telemetry.tracer.start_span("a step").is_recording()
        assert telemetry.interceptors == ()


def test_C2_traces_are_sent_in_plain_text_only_where_permitted() -> None:
    elsewhere = "http://collector:4318"

    with pytest.raises(ValueError, match="DOORSTEP_ALLOW_PLAINTEXT=traces"):
        Settings(traces_url=elsewhere)

    permitted = Settings(
        traces_url=elsewhere,
        allow_plaintext=frozenset({Peer.traces}),
        database_url="postgresql:///doorstep?host=/tmp",
        temporal_address="127.0.0.1:7233",
    )
    assert plaintext_peers(permitted, sends_mail=False) == [Peer.traces]
