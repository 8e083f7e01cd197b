"""`/oauth2/par`: an authorization request that the browser never sees (RFC 9126)."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.actions.waiting_requests import HANDLE_LIVES
from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from api.oauth.client_authentication import authenticate, read_credentials, replayed
from api.oauth.forms import Form, read_form
from api.oauth.routing import OAuthRoute
from api.parts import Parts, TheParts
from doorstep.db.clients import Client
from doorstep.rules.authorization import (
    REQUEST_URI,
    AuthorizationParameters,
    AuthorizationRefused,
    answered_at,
    read_parameters,
)
from doorstep.rules.client_uris import is_registered
from doorstep.rules.clients import FirstFactor

PAR_ENDPOINT = "/oauth2/par"

router = APIRouter(route_class=OAuthRoute, include_in_schema=False)


@router.post(PAR_ENDPOINT)
async def push(request: Request, parts: TheParts) -> Response:
    """An address of the request, for one use by one browser within 60 seconds."""
    form = await read_form(request)
    credentials = read_credentials(request, form)
    presented = await parts.oauth.proof.find(credentials.client_id)
    proven = await authenticate(parts, request, form, credentials, presented)
    if proven.repeats:
        raise replayed()
    client = proven.client
    try:
        asked = _read(form, client)
        member_id = await _named(parts, client, asked, form.get("id_token_hint"))
    except AuthorizationRefused as refused:
        code = OAuthErrorCode(refused.error)
        raise OAuthError(code, refused.description) from None
    handle = parts.authorizations.waiting.handed(client, asked, member_id)
    document = {
        "request_uri": f"{REQUEST_URI}{handle}",
        "expires_in": int(HANDLE_LIVES.total_seconds()),
    }
    return JSONResponse(document, HTTPStatus.CREATED)


def _read(form: Form, client: Client) -> AuthorizationParameters:
    if client.first_factor is FirstFactor.id_token_hint:
        raise OAuthError(OAuthErrorCode.unauthorized_client)
    if "request_uri" in form:
        raise _refused("request_uri cannot be pushed")
    redirect_uri = form.get("redirect_uri", "")
    if not is_registered(redirect_uri, client.redirect_uris, client.kind):
        raise _refused("redirect_uri is not registered for this client")
    return read_parameters(form, client, answered_at(form, redirect_uri))


async def _named(
    parts: Parts, client: Client, asked: AuthorizationParameters, hint: str | None
) -> UUID | None:
    """Who is meant: a client with passwords of its own has to say."""
    if client.first_factor is not FirstFactor.client:
        return await parts.authorizations.hinted(client, hint)
    member_id = await parts.authorizations.named(client, asked.login_hint or "")
    if member_id is None:
        raise _refused("login_hint has to be the external_id of one of its subjects")
    return member_id


def _refused(description: str) -> OAuthError:
    return OAuthError(OAuthErrorCode.invalid_request, description)
