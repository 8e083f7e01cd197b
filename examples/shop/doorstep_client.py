"""What the shop asks of Doorstep, over HTTP: all that an application has to do.

Only the ID token needs a library (joserfc); the rest is urllib.
"""

import base64
import hashlib
import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.jwk import KeySet

WITH_CODE = "urn:doorstep:acr:mfa"
_PATIENCE = 10
Document: TypeAlias = dict[str, object]


class Refused(Exception):  # noqa: N818  an answer, not an error of the shop
    """Doorstep said no: `what` is the `error` or the type of the problem."""

    def __init__(self, status: int, what: str) -> None:
        super().__init__(what)
        self.status = status
        self.what = what


@dataclass(frozen=True)
class SignIn:
    """One sign-in that was begun; the browser's session holds it until it returns."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True)
class Doorstep:
    """One client of the provider at `issuer`."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str

    def address(self, begun: SignIn) -> str:
        """Where the browser goes to sign in with password and code."""
        query = urlencode(self._parameters(begun, scope="openid profile"))
        return f"{self.issuer}/oauth2/authorize?{query}"

    def pushed_address(self, begun: SignIn, person: str) -> str:
        """Where the browser goes for the code only: the shop has checked the password.

        The request goes from server to server, so nobody can edit whom it is about.
        """
        asked = self._parameters(begun, scope="openid", login_hint=person)
        pushed = self._post("/oauth2/par", asked)
        reference = {"client_id": self.client_id, "request_uri": pushed["request_uri"]}
        return f"{self.issuer}/oauth2/authorize?{urlencode(reference)}"

    def signed_in(self, begun: SignIn, answer: Mapping[str, str]) -> Document:
        """The claims of who came back. Raises Refused, or an error of joserfc."""
        if answer.get("state") != begun.state or answer.get("iss") != self.issuer:
            raise Refused(400, "another sign-in")
        if "code" not in answer:
            raise Refused(403, answer.get("error", "no code"))
        form = {
            "grant_type": "authorization_code",
            "code": answer["code"],
            "redirect_uri": self.redirect_uri,
            "code_verifier": begun.verifier,
        }
        return self._claims(str(self._post("/oauth2/token", form)["id_token"]), begun)

    def register(self, person: str, email: str, name: str) -> Document:
        """Tell Doorstep of a person whose password the shop keeps."""
        about = {"email": email, "name": name, "language": "en"}
        path = f"/v1/subjects/{quote(person, safe='')}"
        return self._json("PUT", path, about, self._token("subjects"))

    def ask_for_code(self, person: str, purpose: str) -> Document:
        """Begin a verification whose code is typed on the shop's own page."""
        about = {
            "external_id": person,
            "application": self.client_id,
            "purpose": purpose,
        }
        return self._json(
            "POST", "/v1/verifications", about, self._token("verifications")
        )

    def is_right(self, login: str, flow_token: str, code: str) -> bool:
        """Judge the code. Raises Refused where the person has to wait."""
        try:
            found = self._json(
                "POST", f"/v1/logins/{login}/code", {"code": code}, flow_token
            )
        except Refused as refused:
            if refused.what == "urn:doorstep:problem:wrong-code":
                return False
            raise
        return found["stage"] == "signed_in"

    def _parameters(self, begun: SignIn, **others: str) -> dict[str, str]:
        return {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": begun.challenge,
            "code_challenge_method": "S256",
            "acr_values": WITH_CODE,
            **others,
        }

    def _claims(self, id_token: str, begun: SignIn) -> Document:
        keys = KeySet.import_key_set(self._call("GET", "/oauth2/jwks"))  # type: ignore[arg-type]  # a dict of JSON
        token = jwt.decode(id_token, keys, algorithms=["RS256", "ES256"])
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": begun.nonce},
            acr={"essential": True, "value": WITH_CODE},
        ).validate(token.claims)
        return dict(token.claims)

    def _token(self, scope: str) -> str:
        form = {"grant_type": "client_credentials", "scope": scope}
        return str(self._post("/oauth2/token", form)["access_token"])

    def _post(self, path: str, form: Mapping[str, str]) -> Document:
        """As this client: id and secret in the header (RFC 6749 2.3.1)."""
        pair = f"{quote(self.client_id)}:{quote(self.client_secret)}"
        basic = base64.b64encode(pair.encode()).decode()
        return self._call(
            "POST",
            path,
            urlencode(form).encode(),
            {
                "Authorization": f"Basic {basic}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )

    def _json(
        self, method: str, path: str, body: Mapping[str, str], token: str
    ) -> Document:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        }
        return self._call(method, path, json.dumps(body).encode(), headers)

    def _call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Document:
        request = urllib.request.Request(  # noqa: S310  the address is configured
            f"{self.issuer}{path}", body, dict(headers or {}), method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            found = json.load(error)
            what = str(found.get("error") or found.get("type"))
            raise Refused(error.code, what) from None
