"""The token endpoint: what a client exchanges for tokens (RFC 6749 3.2)."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.actions.client_proof import TOKEN_ENDPOINT, AuthenticatedClient, Credentials
from api.actions.token_exchange import GivenCode
from api.actions.token_issuer import Repeats
from api.edge.idempotency import IDEMPOTENCY_KEY
from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from api.oauth.client_authentication import (
    asked_in,
    authenticate,
    read_credentials,
    replayed,
)
from api.oauth.forms import Form, read_form, required
from api.oauth.routing import CrossOriginRoute, allow_preflight
from api.parts import Parts, TheParts
from doorstep.db.token_facts import PresentedClient
from doorstep.transactions.kept_answers import Reply

router = APIRouter(route_class=CrossOriginRoute, include_in_schema=False)
allow_preflight(router, TOKEN_ENDPOINT, "POST")


@dataclass(frozen=True)
class _TokenRequest:
    parts: Parts
    request: Request
    form: Form
    credentials: Credentials

    async def proven(self, presented: PresentedClient | None) -> AuthenticatedClient:
        return await authenticate(
            self.parts, self.request, self.form, self.credentials, presented
        )

    def repeats(self, client: AuthenticatedClient) -> Repeats:
        """How a repeat of this request would be known."""
        keys = []
        if (key := self.request.headers.get("idempotency-key")) is not None:
            if not re.fullmatch(IDEMPOTENCY_KEY, key):
                raise OAuthError(
                    OAuthErrorCode.invalid_request, "The Idempotency-Key is malformed."
                )
            keys.append(f"key/{key}")
        if client.jti_hash is not None:
            keys.append(f"jti/{client.jti_hash.hex()}")
        return Repeats(tuple(keys), asked_in(self.form))


@router.post(TOKEN_ENDPOINT)
async def exchange(request: Request, parts: TheParts) -> Response:
    """Nothing is cached: `no-store` comes with every answer."""
    form = await read_form(request)
    credentials = read_credentials(request, form)
    grant = _GRANTS.get(required(form, "grant_type"))
    if grant is None:
        raise OAuthError(OAuthErrorCode.unsupported_grant_type)
    reply = await grant(_TokenRequest(parts, request, form, credentials))
    return JSONResponse(reply.document, headers={"Pragma": "no-cache"})


async def _of_code(asked: _TokenRequest) -> Reply:
    code, exchange = required(asked.form, "code"), asked.parts.oauth.exchange
    facts = await exchange.look(asked.credentials.client_id, code)
    client = await asked.proven(facts.presented if facts else None)
    assert facts is not None  # noqa: S101  for mypy: the client is proven
    given = GivenCode(
        code, asked.form.get("redirect_uri"), asked.form.get("code_verifier")
    )
    return await exchange.exchange(facts, given, asked.repeats(client))


async def _of_refresh_token(asked: _TokenRequest) -> Reply:
    token, refresh = required(asked.form, "refresh_token"), asked.parts.oauth.refresh
    facts = await refresh.look(asked.credentials.client_id, token)
    client = await asked.proven(facts.presented if facts else None)
    assert facts is not None  # noqa: S101  for mypy: the client is proven
    repeats = asked.repeats(client)
    return await refresh.exchange(facts, token, asked.form.get("scope"), repeats)


async def _of_client(asked: _TokenRequest) -> Reply:
    """An assertion is used once here: nothing tells a repeat from a replay."""
    presented = await asked.parts.oauth.proof.find(asked.credentials.client_id)
    client = await asked.proven(presented)
    if client.repeats:
        raise replayed()
    scope = asked.form.get("scope")
    return await asked.parts.oauth.credentials.exchange(client.client, scope)


_Grant = Callable[[_TokenRequest], Awaitable[Reply]]
_GRANTS: dict[str, _Grant] = {
    "authorization_code": _of_code,
    "refresh_token": _of_refresh_token,
    "client_credentials": _of_client,
}
