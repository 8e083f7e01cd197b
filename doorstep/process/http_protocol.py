"""uvicorn's HTTP/1.1 protocol with limits on bytes, time and connections.

uvicorn does not limit requests before they are complete: headers of any length are read
for any time, and silent connections stay open (0.54 with httptools, where
`h11_max_incomplete_event_size` and `timeout_keep_alive` do not apply).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import ClassVar, TypeAlias

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from doorstep.process.http_limits import HttpLimits
from doorstep.process.open_connections import OpenConnections
from doorstep.process.request_head import unfit

_PIECE = 1024
"""Bytes that are parsed at once, before they are counted."""
_MOST_QUEUED = 8
Refusal: TypeAlias = Callable[[HTTPStatus], bytes]
"""The bytes of a complete response that closes the connection."""


@dataclass(frozen=True)
class ServerTerms:
    """Limits, refusal and connections of one server."""

    limits: HttpLimits
    refusal: Refusal
    opened: OpenConnections


def bounded(agreed: ServerTerms) -> type[HttpToolsProtocol]:
    """The protocol class of one server."""

    class BoundedHttp(_BoundedHttp):
        terms = agreed

    return BoundedHttp


class _Part(Enum):
    """The part of a request that is read next."""

    start = auto()
    head = auto()
    body = auto()


class _AnswerTransport(asyncio.Transport):
    """The transport of one response, whose `close` is decided by the protocol."""

    def __init__(self, protocol: "_BoundedHttp") -> None:
        super().__init__()
        self._protocol = protocol

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._protocol.transport.write(data)

    def is_closing(self) -> bool:
        return self._protocol.transport.is_closing()

    def close(self) -> None:
        self._protocol.end()


class _BoundedHttp(HttpToolsProtocol):
    terms: ClassVar[ServerTerms]
    _part = _Part.start
    _read = 0
    """Bytes of the current part, including the whole chunk in which it began."""
    _body = 0
    _refused = False
    _offered = False
    """Another protocol, and the parser stops before the body."""
    _watch: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own
        super().connection_made(transport)
        limits, opened = self.terms.limits, self.terms.opened
        peer = self.client[0] if self.client else ""
        self.timeout_keep_alive = limits.idle_of(trusted=opened.trusts(peer))  # type: ignore[assignment]  # an int there
        if not opened.enter(self, peer):
            transport.abort()
            return
        self.timeout_keep_alive_task = self.loop.call_later(
            limits.first_byte_seconds, self.timeout_keep_alive_handler
        )

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.terms.opened.leave(self)
        self._unset_keepalive_if_required()
        self._stop_watching()
        self.resume_writing()

    def evict(self) -> None:
        self.transport.abort()

    def timeout_keep_alive_handler(self) -> None:
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        at = 0
        self._unset_keepalive_if_required()
        self._watch_for(self.terms.limits.head_seconds)
        while at < len(data) and not (self._refused or self.transport.is_closing()):
            piece = data[at : at + self._room]
            self._parse(piece)
            at += len(piece)
            self._read += len(piece)
            self._check()
        if self._part is _Part.body:
            self._watch_for(self.terms.limits.body_seconds)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._enter(_Part.head)
        self._watch_for(self.terms.limits.head_seconds)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Trailers are ignored: uvicorn would add them to the headers."""
        if self._part is _Part.head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        parser, most = self.parser, self.terms.limits.head_fields
        method, version = parser.get_method(), parser.get_http_version()
        if why := unfit(method, version, self.headers, most):
            self._refuse(why)
            return
        self._offered = self.parser.should_upgrade()
        if self._offered:
            return
        self._stop_watching()
        if self.terms.opened.must_refuse(self):
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
        if not self._refused:
            super().on_headers_complete()
            self.cycle.transport = _AnswerTransport(self)
            self._enter(_Part.body)

    def on_body(self, body: bytes) -> None:
        self._body += len(body)
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._refused or self._offered:
            return
        self._stop_watching()
        super().on_message_complete()
        self._enter(_Part.start)
        if not self.cycle.response_complete:
            self.terms.opened.being_answered(self)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.pipeline:
            self.terms.opened.waits_for_client(self)
        if self.transport.is_closing():
            self._expect_reading()

    def pause_writing(self) -> None:
        super().pause_writing()
        self.terms.opened.waits_for_client(self)
        self._expect_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread:
            self._unread.cancel()
            self._unread = None
        if self._answers and not self.cycle.more_body:
            self.terms.opened.being_answered(self)

    def _parse(self, piece: bytes) -> None:
        try:
            self.parser.feed_data(piece)
        except HttpParserUpgrade as offer:
            if self._offered:
                self._decline(piece[offer.args[0] :])
        except HttpParserError:
            self._refuse(HTTPStatus.BAD_REQUEST)

    def _decline(self, rest: bytes) -> None:
        """Ignore an `Upgrade` (RFC 9110 7.8) and continue reading the request.

        Otherwise its body would be discarded, or parsed as another request that a proxy
        in front has not seen.
        """
        line = b"%b %b HTTP/%b" % (
            self.parser.get_method(),
            self.url,
            self.parser.get_http_version().encode(),
        )
        kept = [header for header in self.headers if header[0] != b"upgrade"]
        head = [line, *(b"%b: %b" % header for header in kept), b"", b""]
        self.parser = HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self._parse(b"\r\n".join(head) + rest)

    @property
    def _room(self) -> int:
        if self._part is _Part.body:
            return _PIECE
        return min(_PIECE, self.terms.limits.head_bytes - self._read)

    def _enter(self, part: _Part) -> None:
        self._part, self._read, self._body = part, 0, 0

    def _check(self) -> None:
        """Check the byte limits; the framing of a body is limited like a head."""
        limits = self.terms.limits
        if self._refused:
            return
        many = self._part is _Part.head and len(self.headers) > limits.head_fields
        if many or self._read - self._body >= limits.head_bytes:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self._read >= limits.message_bytes:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif len(self.pipeline) > _MOST_QUEUED:
            self._close_after_answer()

    def _watch_for(self, seconds: float) -> None:
        if self._watch is None and not self._refused:
            self._watch = self.loop.call_later(seconds, self._is_late, seconds)

    def _stop_watching(self) -> None:
        if self._watch:
            self._watch.cancel()
            self._watch = None

    def _is_late(self, seconds: float) -> None:
        self._watch = None
        if self.flow.read_paused:  # this process has paused reading
            self._watch_for(seconds)
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _expect_reading(self) -> None:
        """Close the connection if the client does not read the response in time."""
        if self._unread is None:
            seconds = self.terms.limits.idle_seconds
            self._unread = self.loop.call_later(seconds, self.transport.abort)

    def _refuse(self, status: HTTPStatus) -> None:
        """Send the refusal, unless a response is being sent, and close."""
        in_body, answers = self._part is _Part.body, self._answers
        if answers and not in_body:
            self._close_after_answer()
            return
        if answers and (self.pipeline or self.cycle.response_started):
            self.transport.abort()
            return
        if answers:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if answers or not in_body:  # otherwise this request was answered
            self.transport.write(self._refusal(status))
        self._drain()

    def _refusal(self, status: HTTPStatus) -> bytes:
        head, end, body = self.terms.refusal(status).partition(b"\r\n\r\n")
        return head + end + (b"" if self.parser.get_method() == b"HEAD" else body)

    def end(self) -> None:
        """Close after a response, even if the request is not complete."""
        if self._part is _Part.body:
            self._drain()
        else:
            self.transport.close()

    def _drain(self) -> None:
        """Read and discard input: closing at once would reset the connection, and the
        client would lose the refusal.
        """
        self._refused = True
        self._stop_watching()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._watch = self.loop.call_later(
            self.terms.limits.farewell_seconds, self.transport.abort
        )

    @property
    def _answers(self) -> bool:
        return bool(self.cycle) and not self.cycle.response_complete

    def _close_after_answer(self) -> None:
        """Close after the current response; clients retry requests without one."""
        self._refused = True
        self._stop_watching()
        self.cycle.keep_alive = False
