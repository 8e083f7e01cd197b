"""`/oauth2/health`: whether people can sign in now, for an application to ask before it
sends anybody here.
"""

from dataclasses import asdict
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from api.oauth.client_authentication import authenticate, read_credentials
from api.oauth.routing import OAuthRoute
from api.parts import Parts, TheParts, bearer

_ASK_AGAIN = "5"
"""Seconds."""

router = APIRouter(route_class=OAuthRoute, include_in_schema=False)


@router.get("/oauth2/health")
async def health(request: Request, parts: TheParts) -> Response:
    """503 where sign-ins or setups do not work: each part says why."""
    await _check_client(request, parts)
    condition = await parts.applications.health.condition()
    if condition.good:
        return JSONResponse(asdict(condition))
    error = OAuthErrorCode.temporarily_unavailable.value
    return JSONResponse(
        {"error": error, **asdict(condition)},
        HTTPStatus.SERVICE_UNAVAILABLE,
        {"Retry-After": _ASK_AGAIN},
    )


async def _check_client(request: Request, parts: Parts) -> None:
    """By a token of its own, good for anything, or by its secret."""
    scheme, _, _ = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        credentials = read_credentials(request, {})
        presented = await parts.oauth.proof.find(credentials.client_id)
        await authenticate(parts, request, {}, credentials, presented)
    elif await parts.applications.calls.find(bearer(request.headers)) is None:
        raise OAuthError(
            OAuthErrorCode.invalid_token,
            "Send a token from the client credentials grant, or HTTP Basic.",
            status=HTTPStatus.UNAUTHORIZED,
            challenge='Bearer error="invalid_token"',
        )
