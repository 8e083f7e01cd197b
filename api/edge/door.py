"""The door of the API: what would wait too long is refused before anything is read.

Under overload most requests are refused, so a refusal has to cost little. It depends on
the queues and on the client's network only, never on who is named in the request: no
address can be told from another by it.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog
from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.edge.client import client_address
from api.edge.problems import unavailable
from api.edge.responses import problem_response
from doorstep.errors import Overloaded
from doorstep.rules.bounded_queue import BoundedQueue
from doorstep.rules.networks import Network, network_of
from doorstep.rules.recent_networks import RecentNetworks
from doorstep.telemetry import Telemetry

_PASSWORDS = "/v1/logins"
_ACTS = ("/v1/logins/", "/v1/enrollments/", "/v1/verifications")
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_STRANGERS_SHARE = 0.5
"""How much of the longest wait unknown networks get in the queue of acts, and before
their flow begins, where all wait in one line: the rest of it is for known ones.
"""
_LOOKS = 25
"""So many passwords a second from networks that this process has not seen are let in
nevertheless, and asked of the database: a member's own may be among them.
"""
_QUIET = 60.0
"""Seconds without a refusal, after which the next one is logged."""
_log = structlog.get_logger(__name__)


class Refusals:
    """Counts and logs what is refused for too much load."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._latest = -math.inf
        self._counter = telemetry.meter.create_counter(
            "doorstep_refused_for_load",
            "Requests refused for load, by queue: passwords, acts or starts.",
        )
        for queue in ("passwords", "acts", "starts"):
            self._counter.add(0, {"queue": queue})

    def count(self, queue: str) -> None:
        now = time.monotonic()
        if now - self._latest >= _QUIET:
            _log.warning("more is asked than can be served", queue=queue)
        self._latest = now
        self._counter.add(1, {"queue": queue})


@dataclass
class Door:
    """The queues of one process, and the networks that go first."""

    passwords: BoundedQueue
    acts: BoundedQueue
    begins: Callable[[float], Overloaded | None]
    """The refusal of a login whose flow would begin too late, by the share of the
    longest wait that it gets.
    """
    trusted: Sequence[Network]
    refusals: Refusals
    networks: RecentNetworks = field(default_factory=RecentNetworks)
    now: Callable[[], float] = time.monotonic
    _second: int = 0
    _looks: int = 0

    def refusal(self, request: Request) -> Overloaded | None:
        """None for a request that may enter."""
        if request.method in _READS:
            return None
        path = request.scope["path"]
        if path == _PASSWORDS:  # a right one then waits for its start, among the acts
            return (
                self._of_password(request)
                or self._in_line(request, "acts", self._for_act)
                or self._in_line(request, "starts", self.begins)
            )
        if path.startswith(_ACTS):
            return self._in_line(request, "acts", self._for_act)
        return None

    def _of_password(self, request: Request) -> Overloaded | None:
        refusal = self.passwords.refusal(known=False)
        if refusal and self._is_known(request):
            refusal = self.passwords.refusal(known=True)
        elif refusal and self._may_look():
            return None
        if refusal:
            self.refusals.count("passwords")
        return refusal

    def _in_line(
        self,
        request: Request,
        queue: str,
        refusal_for: Callable[[float], Overloaded | None],
    ) -> Overloaded | None:
        refusal = refusal_for(_STRANGERS_SHARE)
        if refusal and self._is_known(request):
            refusal = refusal_for(1.0)
        if refusal:
            self.refusals.count(queue)
        return refusal

    def _for_act(self, share: float) -> Overloaded | None:
        return self.acts.refusal(known=True, share=share)

    def _is_known(self, request: Request) -> bool:
        peer = request.client.host if request.client else "unknown"
        hops = request.headers.getlist("x-forwarded-for")
        return network_of(client_address(peer, hops, self.trusted)) in self.networks

    def _may_look(self) -> bool:
        second = int(self.now())
        if second != self._second:
            self._second, self._looks = second, 0
        self._looks += 1
        return self._looks <= _LOOKS


class AtTheDoor:
    """ASGI middleware: asks `app.state.parts.door`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None
        if scope["type"] == "http":
            request = Request(scope)
            refusal = request.app.state.parts.door.refusal(request)
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            answer = problem_response(request, unavailable(refusal.seconds))
            await answer(scope, receive, send)
