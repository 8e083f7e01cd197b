"""A client of an OpenID provider, with a browser that is signed in there already. It
does the same with both sides, and knows them by their addresses alone.
"""

import asyncio
import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet

from doorstep.rules.pkce import challenge_of
from trials.bench.http_client import Answer, HttpClient
from trials.bench.journeys import RefusedError

REDIRECT_URI = "http://127.0.0.1:9/callback"
"""Nobody listens there: the browser of a trial reads where it is sent, and stops."""
SCOPE = "openid profile email"
_LONGEST_SECONDS = 30


@dataclass(frozen=True)
class Endpoints:
    """Their paths."""

    authorize: str
    token: str
    userinfo: str
    introspect: str
    jwks: str


@dataclass(frozen=True, repr=False)
class Registration:
    client_id: str
    secret: str

    @property
    def basic(self) -> str:
        pair = f"{self.client_id}:{self.secret}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"


@dataclass(frozen=True, repr=False)
class Code:
    """One that is not exchanged yet."""

    code: str
    verifier: str
    nonce: str


@dataclass(frozen=True)
class RelyingParty:
    issuer: str
    endpoints: Endpoints
    registration: Registration
    cookies: str
    """Those of the browser, as its header has them."""
    http: HttpClient

    async def round_trip(self) -> tuple[Code, Answer]:
        """From the request of the browser to the tokens."""
        code = await self.code()
        return code, await self.exchange(code)

    async def code(self) -> Code:
        """The browser asks, and is sent back at once."""
        verifier, nonce, state = (secrets.token_urlsafe(32) for _ in range(3))
        query = {
            "response_type": "code",
            "client_id": self.registration.client_id,
            "redirect_uri": REDIRECT_URI,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        path = f"{self.endpoints.authorize}?{urlencode(query)}"
        answer = await self._send("GET", path, {"Cookie": self.cookies})
        location = answer.headers.get("location", "")
        given = parse_qs(urlsplit(location).query)
        if not location.startswith(f"{REDIRECT_URI}?") or "code" not in given:
            raise RefusedError("authorize", answer)
        assert given["state"] == [state]
        assert given["iss"] == [self.issuer]
        return Code(given["code"][0], verifier, nonce)

    async def exchange(self, code: Code) -> Answer:
        form = {
            "grant_type": "authorization_code",
            "code": code.code,
            "redirect_uri": REDIRECT_URI,
            "code_verifier": code.verifier,
        }
        return await self._by_client(self.endpoints.token, form)

    async def userinfo(self, token: str) -> Answer:
        headers = {"Authorization": f"Bearer {token}"}
        return await self._read("GET", self.endpoints.userinfo, headers)

    async def introspect(self, token: str) -> Answer:
        answer = await self._by_client(self.endpoints.introspect, {"token": token})
        assert answer.document["active"] is True
        return answer

    async def jwks(self) -> Answer:
        return await self._read("GET", self.endpoints.jwks, {})

    async def verify(self) -> None:
        """Once and unmeasured: the tokens are good, and say whose they are."""
        code, answer = await self.round_trip()
        keys = KeySet.import_key_set((await self.jwks()).document)  # type: ignore[arg-type]
        token = jwt.decode(answer.document["id_token"], keys, algorithms=["RS256"])
        wanted = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.registration.client_id},
            nonce={"essential": True, "value": code.nonce},
        )
        wanted.validate(token.claims)
        known = await self.userinfo(answer.document["access_token"])
        assert known.document["sub"] == token.claims["sub"]

    async def _by_client(self, path: str, form: Mapping[str, str]) -> Answer:
        headers = {"Authorization": self.registration.basic}
        return await self._read("POST", path, headers, form)

    async def _read(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        answer = await self._send(method, path, headers, form)
        if answer.status != 200:
            raise RefusedError(path, answer)
        return answer

    async def _send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        async with asyncio.timeout(_LONGEST_SECONDS):
            return await self.http.send(method, path, headers, form=form)
