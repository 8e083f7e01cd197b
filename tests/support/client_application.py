"""A client of the OpenID provider, as far as the browser's part of it goes."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit
from uuid import UUID

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

from client_rows import insert_client
from doorstep.process.token_signing import TokenSigning
from doorstep.rules.pkce import challenge_of
from doorstep.rules.seal import KeyRing
from doorstep.rules.tokens import new_token
from markup import Markup
from service import Service
from visitor import Visitor

CALLBACK = "https://shop.test/callback"


@dataclass
class ClientApplication:
    """One registered client; `verifier` and `state` are those of its newest request."""

    service: Service
    id: str
    secret: str = ""
    verifier: str = field(default_factory=new_token)
    state: str = "a state"

    def address(self, **changed: str | None) -> str:
        """That of its request, with parameters changed, added or left out (None)."""
        usual = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": CALLBACK,
            "scope": "openid profile email",
            "state": self.state,
            "nonce": "a nonce",
            "code_challenge": challenge_of(self.verifier),
            "code_challenge_method": "S256",
        }
        given = {**usual, **changed}
        kept = {name: value for name, value in given.items() if value is not None}
        return f"/oauth2/authorize?{urlencode(kept)}"

    async def ask(self, **changed: str | None) -> httpx.Response:
        """Without following a redirect."""
        return await self.service.http.get(self.address(**changed))

    async def open(self, visitor: Visitor, **changed: str | None) -> Markup:
        return await visitor.open(self.address(**changed))

    def exchange_form(self, code: str) -> dict[str, str]:
        return {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
        }

    async def exchange(self, code: str) -> httpx.Response:
        return await self.call("token", **self.exchange_form(code))

    async def call(self, endpoint: str, **form: str) -> httpx.Response:
        """By its secret."""
        path, auth = f"/oauth2/{endpoint}", (self.id, self.secret)
        return await self.service.http.post(path, data=form, auth=auth)


def answer_of(response: httpx.Response) -> dict[str, str]:
    """What the client is told: by a redirect, or by a page that goes on by itself."""
    address = response.headers.get("location", "")
    if not address:
        page = Markup(response.text)
        (refresh,) = page.all("meta", **{"http-equiv": "refresh"})
        _, _, address = refresh.attributes["content"].partition("url=")
    assert address.startswith(f"{CALLBACK}?"), address
    query = parse_qs(urlsplit(address).query, strict_parsing=True)
    return {name: value for name, (value,) in query.items()}


async def push(client: ClientApplication, **changed: str | None) -> httpx.Response:
    """A pushed request, with parameters changed, added or left out."""
    form = dict(parse_qsl(urlsplit(client.address(**changed)).query))
    return await client.call("par", **form)


async def pushed(client: ClientApplication, **changed: str | None) -> str:
    """The address that the client sends the browser to."""
    answer = await push(client, **changed)
    assert answer.status_code == 201, answer.text
    assert answer.json()["expires_in"] == 60
    uri = answer.json()["request_uri"]
    return f"/oauth2/authorize?client_id={client.id}&request_uri={uri}"


async def id_token_of(client: ClientApplication, code: str) -> dict[str, Any]:
    """The claims of the ID token that a code is exchanged for, verified."""
    answer = await client.exchange(code)
    assert answer.status_code == 200, answer.text
    return await verified(client.service, answer.json()["id_token"])


async def verified(service: Service, token: str) -> dict[str, Any]:
    """The claims of a token that one of the published keys has signed."""
    keys = KeySet.import_key_set((await service.http.get("/oauth2/jwks")).json())
    return dict(jwt.decode(token, keys).claims)


def signing_of(service: Service) -> TokenSigning:
    """That of the API in the test, which has read its keys before."""
    transport = service.http._transport
    assert isinstance(transport, httpx.ASGITransport)
    signing = transport.app.state.parts.oauth.signing  # type: ignore[attr-defined]
    assert isinstance(signing, TokenSigning)
    return signing


async def add_client(service: Service, **fields: object) -> ClientApplication:
    """A client of Acme, unless `account_id` says otherwise."""
    usual = {"name": "The Shop", "redirect_uris": (CALLBACK,)}
    account_id = fields.pop("account_id", service.account_id)
    assert isinstance(account_id, UUID)
    ring = KeyRing.parse(service.settings.keys)
    added = await insert_client(
        service.pool, ring, account_id, service.clock(), **{**usual, **fields}
    )
    return ClientApplication(service, added.id, added.secret)
