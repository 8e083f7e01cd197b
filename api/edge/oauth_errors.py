"""Errors of the OAuth endpoints: JSON as RFC 6749 5.2 and RFC 6750 3 say, in English,
for programmers: never problem documents.
"""

from enum import StrEnum
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from api.edge.faults import as_problem
from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.errors import DoorstepError

OAUTH = "/oauth2/"
"""What all paths of OAuth endpoints begin with."""
_BUSY = (ProblemKind.temporarily_unavailable, ProblemKind.too_many_attempts)


class OAuthErrorCode(StrEnum):
    """Those of the standards that Doorstep's endpoints answer with themselves."""

    invalid_request = "invalid_request"
    invalid_client = "invalid_client"
    invalid_grant = "invalid_grant"
    unauthorized_client = "unauthorized_client"
    unsupported_grant_type = "unsupported_grant_type"
    invalid_scope = "invalid_scope"
    invalid_token = "invalid_token"  # noqa: S105  a word, not a token
    insufficient_scope = "insufficient_scope"
    unsupported_response_type = "unsupported_response_type"
    request_not_supported = "request_not_supported"
    registration_not_supported = "registration_not_supported"
    server_error = "server_error"
    temporarily_unavailable = "temporarily_unavailable"


class OAuthError(DoorstepError):
    """An error answer; `challenge` is that of `WWW-Authenticate`, if there is one.

    The description is for the client's programmer. It never repeats what was sent.
    """

    def __init__(
        self,
        code: OAuthErrorCode,
        description: str | None = None,
        *,
        status: int = HTTPStatus.BAD_REQUEST,
        challenge: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.description = description
        self.status = status
        self.challenge = challenge
        self.retry_after = retry_after

    def response(self) -> Response:
        document = {"error": self.code.value}
        if self.description:
            document["error_description"] = self.description
        headers = {"Pragma": "no-cache"}
        if self.challenge:
            headers["WWW-Authenticate"] = self.challenge
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return JSONResponse(document, self.status, headers)


def is_oauth(request: Request) -> bool:
    return str(request.scope["path"]).startswith(OAUTH)


def as_oauth_error(fault: Exception) -> OAuthError:
    """The answer to anything that was raised while an endpoint was served."""
    if isinstance(fault, OAuthError):
        return fault
    problem = fault if isinstance(fault, Problem) else as_problem(fault)
    if problem.kind in _BUSY:
        seconds = problem.extra.get("retry_after")
        return OAuthError(
            OAuthErrorCode.temporarily_unavailable,
            status=problem.status,
            retry_after=seconds if isinstance(seconds, int) else 2,
        )
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return OAuthError(OAuthErrorCode.server_error, status=problem.status)
    _, detail = problem.kind.texts("en", problem.status)
    return OAuthError(OAuthErrorCode.invalid_request, detail, status=problem.status)
