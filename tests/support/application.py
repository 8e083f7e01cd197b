"""An application that keeps its own passwords: it calls `/v1` by tokens of its own."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from doorstep.rules.seal import KeyRing
from doorstep.rules.tokens import new_token, token_hash
from journey import Journey
from seeding import insert_device
from service import Service

ALL = ("subjects", "verifications", "members:read", "events:read")
JO = {"email": "jo@acme.test", "name": "Jo", "language": "en"}


@dataclass(frozen=True)
class Application:
    """What it calls, with a token for its scopes; every answer is the raw response."""

    service: Service
    id: str
    token: str

    async def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.service.http.request(method, path, headers=headers, **options)

    async def put(self, external_id: str, /, **changed: str) -> httpx.Response:
        path = f"/v1/subjects/{external_id}"
        return await self.call("PUT", path, json={**JO, **changed})

    async def get(self, external_id: str) -> httpx.Response:
        return await self.call("GET", f"/v1/subjects/{external_id}")

    async def verify(self, external_id: str, /, **more: str) -> httpx.Response:
        body = {"external_id": external_id, "application": self.id, **more}
        return await self.call("POST", "/v1/verifications", json=body)

    async def verification(self, external_id: str, /, **more: str) -> Journey:
        """Of a known person, which goes on as any login."""
        answer = await self.verify(external_id, **more)
        assert answer.status_code == 201, answer.text
        return Journey(self.service, JO["email"], self.id, login=dict(answer.json()))


async def application_of(service: Service, *scopes: str, **fields: str) -> Application:
    """Registered in the service's account, with a token for these scopes."""
    client_id = f"app_{secrets.token_urlsafe(16)}"
    await service.pool.execute(
        """
        insert into clients (
            id, account_id, name, kind, first_factor, redirect_uris,
            post_logout_redirect_uris, auth_method, scopes, require_pkce, id_token_alg,
            created_at, tokens_from
        ) values ($1, $2, $3, 'machine', 'client', '{}', '{}', 'client_secret_basic',
            $4, true, 'RS256', $5, $5)
        """,
        client_id,
        service.account_id,
        fields.get("name", "Shop"),
        list(scopes or ALL),
        service.clock(),
    )
    return await with_token(service, client_id, *(scopes or ALL))


async def with_token(
    service: Service, client_id: str, *scopes: str, age: timedelta = timedelta()
) -> Application:
    """The application with another token, issued so long ago."""
    token, issued_at = new_token(), service.clock() - age
    await service.pool.execute(
        """
        insert into access_tokens (token_hash, client_id, scopes, issued_at, expires_at)
        values ($1, $2, $3, $4, $5)
        """,
        token_hash(token),
        client_id,
        list(scopes),
        issued_at,
        issued_at + timedelta(minutes=15),
    )
    return Application(service, client_id, token)


async def with_device(application: Application, external_id: str) -> Journey:
    """A verification of a new person who has set up an authenticator earlier."""
    service = application.service
    subject = (await application.put(external_id)).json()
    secret = await insert_device(
        service.pool,
        KeyRing.parse(service.settings.keys),
        UUID(subject["member_id"]),
        service.clock() - timedelta(hours=3),
    )
    person = await application.verification(external_id)
    person.secret = secret
    return person
