"""Microsoft Entra ID, as its reference says, on a port of its own."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from http_server import http_server

TENANT = "9122040d-6c67-4c5b-b112-36a304b66dad"
REGISTRATION = "00001111-aaaa-2222-bbbb-3333cccc4444"
OBJECT_ID = "55556666-ffff-7777-aaaa-8888bbbb9999"
CALLBACK = "https://login.microsoftonline.com/common/federation/externalauthprovider"
CLAIMS = (
    '{"id_token": {"acr": {"essential": true, "values": ["possessionorinherence"]},'
    ' "amr": {"essential": true, "values": ["face", "fido", "otp", "sms"]}}}'
)


def _new_key() -> RSAKey:
    return RSAKey.generate_key(2048, auto_kid=True)


@dataclass(frozen=True)
class FakeEntra:
    issuer: str
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True)
    )

    def hint(self, signer: RSAKey | None = None, **changed: Any) -> str:
        """Expired on purpose; signed by another key if one is given."""
        issued_at = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": REGISTRATION,
            "exp": issued_at - 1,
            "iat": issued_at,
            "tid": TENANT,
            "oid": OBJECT_ID,
            "sub": "mBfcvuhSHkDWVgV72x2ruIYdSsPSvcj2R0qfc6mGEAA",
            "preferred_username": "max@acme.test",
            **changed,
        }
        header = {"alg": "RS256", "kid": self.key.kid, "typ": "JWT"}
        return jwt.encode(header, claims, signer or self.key)

    def form(self, client_id: str, **changed: str | None) -> dict[str, str]:
        usual = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "client_id": client_id,
            "redirect_uri": CALLBACK,
            "claims": CLAIMS,
            "nonce": "AwABAAEAAAACAOz_BQD0",
            "state": "ewAfxQ",
            "id_token_hint": self.hint(),
        }
        return {k: v for k, v in {**usual, **changed}.items() if v is not None}


@asynccontextmanager
async def fake_entra() -> AsyncIterator[FakeEntra]:
    served: dict[str, Any] = {}

    async def show(request: Request) -> JSONResponse:
        return JSONResponse(served[request.url.path])

    discovery = f"/{TENANT}/v2.0/.well-known/openid-configuration"
    routes = [Route(discovery, show), Route("/keys", show)]
    async with http_server(app=Starlette(routes=routes)) as server:
        origin = f"http://127.0.0.1:{server.port}"
        entra = FakeEntra(f"{origin}/{TENANT}/v2.0")
        served[discovery] = {"issuer": entra.issuer, "jwks_uri": f"{origin}/keys"}
        served["/keys"] = {"keys": [entra.key.as_dict(private=False)]}
        yield entra
