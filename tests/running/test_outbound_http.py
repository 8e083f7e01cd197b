"""Requests to addresses that clients have registered: straight to a judged address."""

from datetime import timedelta

import pytest

from black_hole import CLOSED, black_hole, resolving
from doorstep.errors import OutboundError
from doorstep.process.outbound_http import OutboundHttp
from http_server import http_server
from waiting import PATIENCE_SECONDS

_HOST = "wiki.acme.test"
_LONG = timedelta(seconds=PATIENCE_SECONDS)


@pytest.fixture
def http() -> OutboundHttp:
    return OutboundHttp(loopback=True, within=_LONG)


@pytest.mark.parametrize("name", ["http_proxy", "ALL_PROXY"])
async def test_P7_no_proxy_of_the_environment_is_asked(
    http: OutboundHttp, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would resolve the name again, and could reach what may not be asked."""
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with http_server() as server:
        answer = await http.get(f"http://127.0.0.1:{server.port}/")

    assert answer.status == 200


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "closed"])
async def test_a_name_is_asked_at_its_first_address_that_answers(
    http: OutboundHttp, silent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with http_server() as server:
        with black_hole(server.port) as silent_one:
            first = silent_one if silent else CLOSED[0]
            with resolving(monkeypatch, _HOST, first, "127.0.0.1"):
                answer = await http.get(f"http://{_HOST}:{server.port}/")

    assert answer.status == 200


async def test_P7_addresses_that_may_not_be_asked_are_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outside = OutboundHttp(loopback=False, within=_LONG)
    async with http_server() as server:
        with (
            resolving(monkeypatch, _HOST, "127.0.0.1", "10.0.0.7"),
            pytest.raises(OutboundError, match="may not be asked"),
        ):
            await outside.get(f"http://{_HOST}:{server.port}/")
