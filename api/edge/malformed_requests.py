"""Malformed HTTP requests are answered with a problem document too."""

import json
from collections.abc import Callable
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.edge.headers import every_answers
from api.edge.problems import Problem, unavailable
from api.texts.problems import ProblemKind
from doorstep.process.http_limits import HttpLimits
from doorstep.process.http_protocol import ServerTerms, bounded
from doorstep.process.open_connections import OpenConnections
from doorstep.settings import Settings


def protocol(
    settings: Settings, limits: HttpLimits | None = None
) -> type[HttpToolsProtocol]:
    """The HTTP protocol of the API and its pages; other limits are for tests."""
    limits = limits or HttpLimits(connections=settings.api_connections)
    opened = OpenConnections(limits.connections, settings.trusted_proxies)
    https = settings.public_url.startswith("https:")
    return bounded(ServerTerms(limits, _refusal(https=https), opened))


def _refusal(*, https: bool) -> Callable[[HTTPStatus], bytes]:
    def refusal(status: HTTPStatus) -> bytes:
        problem = _problem(status)
        body = json.dumps(problem.document("en")).encode()
        headers = {
            **every_answers(https=https),
            "Content-Type": "application/problem+json",
            "Content-Language": "en",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        if "retry_after" in problem.extra:
            headers["Retry-After"] = str(problem.extra["retry_after"])
        lines = [f"{name}: {value}" for name, value in headers.items()]
        head = "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *lines, "", ""])
        return head.encode() + body

    return refusal


def _problem(status: HTTPStatus) -> Problem:
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        return unavailable()
    return Problem(ProblemKind.invalid_request, status=status.value)
