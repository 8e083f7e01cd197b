"""Limits of one connection in bytes and time: no client delays the others."""

import asyncio
from dataclasses import replace

import pytest
from starlette.types import Receive, Scope, Send

from doorstep.process.http_limits import HttpLimits
from http_server import GET, http_server
from problem_documents import kind
from waiting import in_time, timed

KIB = 1024
REAL = HttpLimits()
BRIEF = HttpLimits(
    first_byte_seconds=0.3,
    head_seconds=0.3,
    body_seconds=0.3,
    idle_seconds=0.3,
    farewell_seconds=0.3,
)
CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"


def _pieces(text: bytes, size: int = 8 * KIB) -> list[bytes]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def _head_of(size: int) -> bytes:
    return GET + b"X-Long: " + b"a" * (size - len(GET) - 12) + b"\r\n\r\n"


def test_limits_are_those_of_the_contract() -> None:
    assert REAL.head_bytes == 32 * KIB
    assert REAL.head_seconds == 10
    assert REAL.idle_seconds == 75
    assert REAL.proxy_idle_seconds == 620
    assert REAL.first_byte_seconds < 30


@pytest.mark.parametrize(
    "sent",
    [
        GET + b"X-Long: " + b"a" * 48 * KIB,
        GET + b"X-Long: " + b" " * 48 * KIB,
        GET + b"a" * 48 * KIB,
        GET + b"X-A: b\r\n" * 6 * KIB,
        b"GET /" + b"a" * 48 * KIB,
        b"\r\n" * 24 * KIB,
        CHUNKED + b"0\r\nX-Long: " + b"a" * 48 * KIB,
        CHUNKED + b"1;" + b"a" * 48 * KIB,
    ],
    ids=["header", "spaces", "name", "many", "url", "empty lines", "trailer", "chunk"],
)
@pytest.mark.parametrize("size", [8 * KIB, 64 * KIB, 700])
async def test_H1_row3_a_head_of_more_than_32_kib_is_refused(
    sent: bytes, size: int
) -> None:
    async with http_server() as server:
        answer = await server.answer_to(*_pieces(sent, size))

    assert kind(answer) == (431, "invalid-request")
    assert answer.headers["connection"] == "close"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "max-age" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize("size", [7, 700, 8 * KIB, 64 * KIB])
async def test_H1_row3_headers_of_32_kib_pass_and_one_byte_more_does_not(
    size: int,
) -> None:
    async with http_server() as server:
        peer = await server.connect()
        statuses = []
        for length in (32 * KIB, 32 * KIB, 32 * KIB + 1):
            await peer.send(*_pieces(_head_of(length), size))
            statuses.append((await peer.answer()).status_code)

    assert statuses == [200, 200, 431]


async def test_H1_row3_a_client_that_is_still_sending_receives_the_refusal() -> None:
    async with http_server() as server:
        peer = await server.connect()
        await peer.send(GET, *[b"X-Long: " + b"a" * 8 * KIB + b"\r\n"] * 60)
        (answer,) = await peer.answers()

    assert answer.status_code == 431


async def test_H1_row3_endless_headers_delay_nobody() -> None:
    async with http_server() as server:
        endless = [await server.connect() for _ in range(20)]
        sending = [
            asyncio.create_task(peer.send(b"GET /", *[b"a" * 8 * KIB] * 100))
            for peer in endless
        ]
        asking = server.answer_to(GET + b"Connection: close\r\n\r\n")
        other, took = await timed(asking)
        answers = [await peer.answers() for peer in endless]
        await asyncio.gather(*sending)

    assert other.status_code == 200
    assert took < 2
    assert {answer.status_code for (answer,) in answers} == {431}


async def test_H1_row4_a_silent_connection_is_closed() -> None:
    async with http_server(BRIEF) as server:
        peer = await server.connect()

        assert await peer.is_closed()


@pytest.mark.parametrize(
    ("begun", "goes_on"),
    [(b"G", b""), (GET, b"a"), (GET + b"X-Half: ", b"a"), (b"\r\n", b"\r\n")],
    ids=["one byte", "no end", "half a header", "an empty line"],
)
async def test_H1_row4_an_incomplete_head_is_closed_however_slowly_it_continues(
    begun: bytes, goes_on: bytes
) -> None:
    async with http_server(BRIEF) as server:
        peer = await server.connect()
        await peer.send(begun)

        async def drip() -> None:
            while True:
                await peer.send(goes_on)
                await asyncio.sleep(0.05)

        dripping = asyncio.create_task(drip())
        (answer,) = await peer.answers()
        dripping.cancel()

    assert kind(answer) == (408, "invalid-request")


async def test_H1_row4_the_second_request_has_the_same_time() -> None:
    async with http_server(replace(BRIEF, idle_seconds=20)) as server:
        peer = await server.connect()
        await peer.send(GET + b"\r\n" + GET)
        first, second = await peer.answers()

    assert (first.status_code, second.status_code) == (200, 408)


async def test_H1_row4_an_idle_connection_is_closed_and_not_before() -> None:
    async with http_server(replace(BRIEF, first_byte_seconds=20)) as server:
        peer = await server.connect()
        for _ in range(2):
            await peer.send(GET + b"\r\n")
            assert (await peer.answer()).status_code == 200

        assert await peer.is_closed()


async def test_H1_row4_an_endless_body_is_closed() -> None:
    limits = replace(BRIEF, idle_seconds=20)
    async with http_server(limits, _at_once) as server:
        peer = await server.connect()
        await peer.send(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{")
        answer = await peer.answer()

        assert answer.status_code == 200
        assert await peer.is_closed()


async def test_H1_a_body_past_the_limit_is_not_read_to_its_end() -> None:
    limits = replace(REAL, message_bytes=64 * KIB, body_seconds=60)
    async with http_server(limits, _at_once) as server:
        peer = await server.connect()
        await peer.send(
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
            *[b"a" * 8 * KIB] * 20,
        )
        answer = await peer.answer()

        assert answer.status_code == 200
        assert await peer.is_closed()


async def test_A1_a_client_that_is_still_sending_receives_an_early_answer() -> None:
    async with http_server(app=_at_once) as server:
        answer = await server.answer_to(
            b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            b"Content-Length: 1000000\r\n\r\n",
            *[b"a" * 8 * KIB] * 122,
        )

    assert answer.status_code == 200


async def test_H1_an_answer_that_nobody_reads_is_dropped() -> None:
    dropped = asyncio.Event()

    async def long(_: Scope, __: Receive, send: Send) -> None:
        body = b"a" * 16 * KIB * KIB
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body[:-1], "more_body": True})
        await send({"type": "http.response.body", "body": body[-1:]})
        dropped.set()

    async with http_server(BRIEF, long) as server:
        peer = await server.connect()
        await peer.send(GET + b"\r\n")

        await in_time(dropped.wait())


async def test_H1_pipelined_requests_are_answered_up_to_a_limit() -> None:
    async with http_server() as server:
        peer = await server.connect()
        await peer.send((GET + b"\r\n") * 2000)
        answers = await peer.answers()

    assert {answer.status_code for answer in answers} == {200}
    assert 1 <= len(answers) < 100


async def test_H2_trailers_are_not_headers() -> None:
    async with http_server() as server:
        answer = await server.answer_to(
            b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
            b"Connection: close\r\n\r\n1\r\na\r\n0\r\nX-Note: late\r\n\r\n"
        )

    assert answer.status_code == 200
    assert "late" not in answer.text


@pytest.mark.parametrize("size", [1, 7, 8 * KIB])
@pytest.mark.parametrize("chunked", [True, False])
async def test_H2_bytes_after_an_upgrade_header_are_the_body(
    size: int, chunked: bool
) -> None:
    inner = b"a body as any other"
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(inner), inner) if chunked else inner
    framing = (
        b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % len(inner)
    )
    async with http_server() as server:
        peer = await server.connect()
        head = (
            b"POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\n"
            b"Upgrade: h2c\r\n" + framing + b"\r\n\r\n"
        )
        await peer.send(*_pieces(head + body, size))
        (answer,) = await peer.answers()

    assert answer.status_code == 200
    assert answer.headers["x-read"] == str(len(inner))


async def test_a_client_that_offers_http_2_is_served_with_http_1() -> None:
    async with http_server() as server:
        peer = await server.connect()
        for _ in range(3):
            await peer.send(GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
            assert (await peer.answer()).status_code == 200


@pytest.mark.parametrize("line", [b"CONNECT a:1", b"CONNECT a.test:443", b"CONNECT /"])
async def test_A1_connect_is_refused(line: bytes) -> None:
    async with http_server() as server:
        answer = await server.answer_to(line + b" HTTP/1.1\r\nHost: a\r\n\r\n" + GET)

    assert kind(answer) == (400, "invalid-request")


async def test_H1_row3_a_refused_head_request_gets_no_body() -> None:
    async with http_server() as server:
        peer = await server.connect()
        await peer.send(b"HEAD /" + b"a" * 48 * KIB)
        head, _, body = (await in_time(peer.reader.read())).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 431 ")
    assert body == b""


async def _at_once(_: Scope, __: Receive, send: Send) -> None:
    length = (b"content-length", b"0")
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body"})
