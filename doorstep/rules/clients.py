"""Clients: the applications that sign people in through Doorstep.

Sources: OpenID Connect Dynamic Client Registration 1.0 (names and values of fields),
RFC 6749 2.1 and 2.3, RFC 8252.
"""

import re
import secrets
from enum import StrEnum
from typing import Final

CLIENT_ID = "^app_[A-Za-z0-9_-]{22}$"
MOST_SECRETS = 2
"""A second one, so that no moment of a rotation is without a valid secret."""


class ClientKind(StrEnum):
    """What a client runs on: a server, a person's device, a server without people."""

    web = "web"
    native = "native"
    machine = "machine"


class FirstFactor(StrEnum):
    """Who proves the first factor."""

    doorstep = "doorstep"
    client = "client"
    id_token_hint = "id_token_hint"  # noqa: S105  a word, not a token


class AuthMethod(StrEnum):
    """How a client authenticates itself; `none` is that of native ones."""

    client_secret_basic = "client_secret_basic"  # noqa: S105  a word, not a secret
    client_secret_post = "client_secret_post"  # noqa: S105  a word, not a secret
    private_key_jwt = "private_key_jwt"
    none = "none"

    @property
    def by_secret(self) -> bool:
        return self in (AuthMethod.client_secret_basic, AuthMethod.client_secret_post)


class SigningAlgorithm(StrEnum):
    """Of ID tokens and logout tokens (RFC 7518 3.1)."""

    rs256 = "RS256"
    es256 = "ES256"


class Scope(StrEnum):
    """What a client may ask for."""

    openid = "openid"
    profile = "profile"
    email = "email"
    offline_access = "offline_access"
    subjects = "subjects"
    verifications = "verifications"
    members_read = "members:read"
    events_read = "events:read"
    client_address = "client_address"


DEFAULT_SCOPES: Final = (Scope.openid, Scope.profile, Scope.email)
ACCOUNT_SCOPES: Final = frozenset(
    (Scope.subjects, Scope.verifications, Scope.members_read, Scope.events_read)
)
"""What one account's data is behind: not for clients of the whole installation."""
CREDENTIAL_SCOPES: Final = ACCOUNT_SCOPES | {Scope.client_address}
"""Those of client credentials, for `/v1`."""


def looks_like_client_id(text: str) -> bool:
    return re.fullmatch(CLIENT_ID, text) is not None


def new_client_id() -> str:
    """`app_` and 128 random bits; it is no credential."""
    return f"app_{secrets.token_urlsafe(16)}"


def usual_auth_method(kind: ClientKind) -> AuthMethod:
    """Where none was chosen: native clients cannot keep a secret (RFC 8252 8.5)."""
    if kind is ClientKind.native:
        return AuthMethod.none
    return AuthMethod.client_secret_basic
