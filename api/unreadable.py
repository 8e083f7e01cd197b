"""What cannot be read as a request at all is answered by a problem document too."""

import json

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.headers import every_answers
from api.problem_texts import texts
from api.problems import Problem


def protocol(*, https: bool) -> type[HttpToolsProtocol]:
    """HTTP as uvicorn speaks it, but for its own words about a malformed request."""

    class Protocol(HttpToolsProtocol):
        def send_400_response(self, msg: str) -> None:  # noqa: ARG002  not for callers
            self.transport.write(_answer(https=https))
            self.transport.close()

    return Protocol


def _answer(*, https: bool) -> bytes:
    problem = Problem("invalid-request", status=400)
    body = json.dumps(problem.document(*texts(problem.slug, "en"))).encode()
    headers = {
        **every_answers(https=https),
        "Content-Type": "application/problem+json",
        "Content-Language": "en",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join(["HTTP/1.1 400 Bad Request", *lines, "", ""])
    return head.encode() + body
