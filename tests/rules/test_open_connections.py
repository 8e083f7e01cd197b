"""Which connection is closed where too many are open."""

import asyncio
from dataclasses import dataclass
from ipaddress import ip_network

import pytest
import structlog
from pydantic import ValidationError
from starlette.types import Message, Receive, Scope, Send

from doorstep.process.http_limits import HttpLimits
from doorstep.process.open_connections import OpenConnections
from doorstep.settings import Settings
from http_server import GET, HttpServer, RawClient, echo_app, http_server
from problem_documents import problem
from waiting import in_time

FEW = HttpLimits(connections=16)
_LONG = 16 * 1024 * 1024
PROXIES = (ip_network("10.0.0.9/32"),)


@dataclass(eq=False)
class _Held:
    gone: bool = False

    def evict(self) -> None:
        self.gone = True


def _enter(opened: OpenConnections, peer: str, count: int = 1) -> list[_Held]:
    held = [_Held() for _ in range(count)]
    for one in held:
        assert opened.enter(one, peer)
    return held


def test_H1_a_client_with_many_connections_loses_the_oldest() -> None:
    opened = OpenConnections(16)
    other = _enter(opened, "192.0.2.1")
    many = _enter(opened, "198.51.100.1", 100)

    assert [one.gone for one in other] == [False]
    assert [one.gone for one in many] == [True] * 85 + [False] * 15


def test_H1_H2_an_ipv6_network_counts_as_one_client() -> None:
    opened = OpenConnections(16)
    other = _enter(opened, "2001:db8:1:2::1")
    for host in range(100):
        _enter(opened, f"2001:db8:9:9::{host:x}")

    assert not other[0].gone


def test_H1_a_request_in_progress_is_never_cut() -> None:
    opened = OpenConnections(16)
    answered = _enter(opened, "198.51.100.1", 15)
    for one in answered:
        opened.being_answered(one)
    _enter(opened, "198.51.100.1", 100)

    assert not any(one.gone for one in answered)


def test_H1_a_new_connection_is_refused_where_all_are_busy() -> None:
    opened = OpenConnections(16)
    answered = _enter(opened, "198.51.100.1", 16)
    for one in answered:
        opened.being_answered(one)

    refused = opened.enter(_Held(), "192.0.2.1")
    opened.leave(answered[0])

    assert not refused
    assert opened.enter(_Held(), "192.0.2.1")


def test_H1_one_network_gets_half_of_the_requests_in_progress() -> None:
    opened = OpenConnections(16)
    many = _enter(opened, "198.51.100.1", 8)
    (more,) = _enter(opened, "198.51.100.1")
    (other,) = _enter(opened, "192.0.2.1")
    for one in many:
        opened.being_answered(one)

    assert opened.must_refuse(more)
    assert not opened.must_refuse(other)

    opened.waits_for_client(many[0])

    assert not opened.must_refuse(more)


def test_H1_a_trusted_proxy_stands_for_many_clients() -> None:
    opened = OpenConnections(16, PROXIES)
    proxied = _enter(opened, "10.0.0.9", 12)
    for one in proxied:
        opened.being_answered(one)
    (more,) = _enter(opened, "10.0.0.9")
    silent = _enter(opened, "192.0.2.1", 3)
    _enter(opened, "192.0.2.2", 2)

    assert not opened.must_refuse(more)
    assert not more.gone
    assert [one.gone for one in silent] == [True, True, False]


def test_H1_the_one_that_answered_last_waits_longest() -> None:
    opened = OpenConnections(16)
    first, second, *_ = _enter(opened, "192.0.2.1", 16)
    opened.being_answered(first)
    opened.waits_for_client(first)

    _enter(opened, "192.0.2.1")

    assert (first.gone, second.gone) == (False, True)


def test_exhausted_connections_are_logged_once() -> None:
    opened = OpenConnections(16)

    with structlog.testing.capture_logs() as logged:
        for one in _enter(opened, "192.0.2.1", 100):
            opened.leave(one)
        _enter(opened, "192.0.2.1", 17)

    refused = {"event": "connections used up", "most": 16, "log_level": "warning"}
    assert logged == [refused, refused]


async def test_H1_row4_idle_connections_do_not_keep_others_from_being_served() -> None:
    async with http_server(FEW) as server:
        silent = [await server.connect() for _ in range(100)]
        for half in silent[::2]:
            await half.send(GET)
        answer = await server.answer_to(GET + b"Connection: close\r\n\r\n")

        assert answer.status_code == 200
        assert all([await one.is_closed() for one in silent[:84]])


async def test_H1_the_request_past_the_bound_is_told_to_retry() -> None:
    release = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await release.wait()
        await echo_app(scope, receive, send)

    async with http_server(FEW, slow) as server:
        asking = [await server.connect() for _ in range(8)]
        for peer in asking:
            await peer.send(GET + b"Connection: close\r\n\r\n")
            await asyncio.sleep(0.01)
        refused = await server.answer_to(GET + b"\r\n")
        release.set()
        answers = [answer for peer in asking for answer in await peer.answers()]

    assert problem(refused) == (503, "temporarily-unavailable", {"retry_after": 2})
    assert [answer.status_code for answer in answers] == [200] * 8


async def _long(scope: Scope, receive: Receive, send: Send) -> None:
    """A response in two parts, of which the first exceeds the socket buffers."""
    if scope["path"] == "/":
        await echo_app(scope, receive, send)
        return
    length = (b"content-length", str(_LONG + 1).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": b"a" * _LONG, "more_body": True})
    await send({"type": "http.response.body", "body": b"b"})


async def _asks_for_much(server: HttpServer) -> RawClient:
    peer = await server.connect()
    await peer.send(b"GET /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    await in_time(peer.reader.readuntil(b"\r\n\r\n"))
    return peer


async def test_H1_a_client_that_does_not_read_delays_nobody() -> None:
    async with http_server(FEW, _long) as server:
        for _ in range(16):
            await _asks_for_much(server)
        answer = await server.answer_to(GET + b"Connection: close\r\n\r\n")

    assert answer.status_code == 200


async def test_H1_a_client_that_reads_again_is_not_cut() -> None:
    release = asyncio.Event()

    async def halting(_: Scope, receive: Receive, send: Send) -> None:
        async def send_later(message: Message) -> None:
            if message.get("body") == b"b":
                await release.wait()
            await send(message)

        await _long({"path": "/long"}, receive, send_later)

    async with http_server(FEW, halting) as server:
        reading = await _asks_for_much(server)
        await in_time(reading.reader.readexactly(_LONG))
        silent = [await server.connect() for _ in range(32)]
        release.set()

        assert await in_time(reading.reader.read()) == b"b"
        assert await silent[0].is_closed()


def test_bound_is_a_setting_with_a_minimum() -> None:
    assert Settings(api_connections=16).api_connections == 16
    with pytest.raises(ValidationError):
        Settings(api_connections=15)
