"""What tokens say of a person (OpenID Connect Core 2, 3.1.3.6, 5.1, 5.4)."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from doorstep.rules.acr import Acr
from doorstep.rules.clients import Scope

ID_TOKEN_LIFETIME: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Profile:
    """A person as one client knows them: `external_id` is the client's own id for one
    whose password it has.
    """

    email: str
    email_verified: bool
    name: str
    locale: str
    external_id: str | None

    def claims(self, scopes: Collection[str]) -> dict[str, object]:
        """Those that the scopes ask for; a client's own id is always there."""
        claims: dict[str, object] = {}
        if Scope.email in scopes:
            claims |= {"email": self.email, "email_verified": self.email_verified}
        if Scope.profile in scopes:
            claims |= {"name": self.name, "locale": self.locale}
            claims |= {"preferred_username": self.email}
        if self.external_id is not None:
            claims["preferred_username"] = self.external_id
        return claims


@dataclass(frozen=True)
class Authentication:
    """How and when somebody was authenticated, for one client."""

    member_id: UUID
    client_id: str
    session_id: UUID | None
    acr: Acr
    amr: tuple[str, ...]
    auth_time: datetime
    scopes: tuple[str, ...]


def id_token_claims(
    authentication: Authentication,
    profile: Profile,
    issuer: str,
    at: datetime,
    *,
    access_token: str | None,
    nonce: str | None,
) -> dict[str, object]:
    """`iat` is never ahead, `aud` is the client alone, and there is no `nbf`."""
    issued_at = int(at.timestamp())
    claims: dict[str, object] = {
        "iss": issuer,
        "sub": str(authentication.member_id),
        "aud": authentication.client_id,
        "iat": issued_at,
        "exp": issued_at + int(ID_TOKEN_LIFETIME.total_seconds()),
        "auth_time": int(authentication.auth_time.timestamp()),
        "acr": authentication.acr.value,
        "amr": list(authentication.amr),
    }
    if nonce is not None:
        claims["nonce"] = nonce
    if authentication.session_id is not None:
        claims["sid"] = str(authentication.session_id)
    if access_token is not None:
        claims["at_hash"] = _half_hash(access_token)
    return {**claims, **profile.claims(authentication.scopes)}


def _half_hash(access_token: str) -> str:
    """The left half of its SHA-256: both algorithms sign with that."""
    digest = hashlib.sha256(access_token.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
