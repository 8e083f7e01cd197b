"""What can be said of a client when it is registered, and what does not go together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol, TypeAlias
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from doorstep.rules.acr import Acr
from doorstep.rules.client_uris import ClientUri, reached_from
from doorstep.rules.clients import (
    ACCOUNT_SCOPES,
    CREDENTIAL_SCOPES,
    DEFAULT_SCOPES,
    AuthMethod,
    ClientKind,
    FirstFactor,
    Scope,
    SigningAlgorithm,
)
from doorstep.rules.people import Name

_MOST_URIS = 50
_MOST_KEYS = 20
_KEY_TYPES = ("RSA", "EC", "OKP")
_PRIVATE = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k"))
"""The members of a JWK that only its owner may have (RFC 7518 6)."""
Jwks: TypeAlias = Mapping[str, object]


def _public_keys(jwks: Jwks) -> Jwks:
    keys = jwks.get("keys")
    if not isinstance(keys, list) or not 1 <= len(keys) <= _MOST_KEYS:
        raise PydanticCustomError("jwks", "must be a JWK set with public keys")
    for key in keys:
        if not isinstance(key, dict) or key.get("kty") not in _KEY_TYPES:
            raise PydanticCustomError("jwks", "must be a JWK set with public keys")
        if _PRIVATE & key.keys():
            raise PydanticCustomError(
                "jwks_private", "must hold public keys only: keep the private ones"
            )
    return jwks


def _each_once(scopes: tuple[Scope, ...]) -> tuple[Scope, ...]:
    return tuple(dict.fromkeys(scopes))


_FROM_JSON = Field(strict=False)
"""JSON has neither enums nor tuples: a strict body takes text and arrays for them."""
Uris: TypeAlias = Annotated[
    tuple[ClientUri, ...], Field(max_length=_MOST_URIS), _FROM_JSON
]
PublicKeys: TypeAlias = Annotated[dict[str, object], AfterValidator(_public_keys)]
Scopes: TypeAlias = Annotated[
    tuple[Annotated[Scope, _FROM_JSON], ...], AfterValidator(_each_once), _FROM_JSON
]
EntraText: TypeAlias = Annotated[
    str, StringConstraints(pattern="^[!-~]+$", min_length=1, max_length=255)
]


class ClientChange(BaseModel):
    """The fields to change: only those that are set count."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    name: Name = ""
    redirect_uris: Uris = ()
    post_logout_redirect_uris: Uris = ()
    backchannel_logout_uri: ClientUri | None = None
    initiate_login_uri: ClientUri | None = None
    client_uri: ClientUri | None = None
    auth_method: Annotated[AuthMethod, _FROM_JSON] = AuthMethod.client_secret_basic
    jwks: PublicKeys | None = None
    jwks_uri: ClientUri | None = None
    min_acr: Annotated[Acr, _FROM_JSON] | None = None
    scopes: Scopes = DEFAULT_SCOPES
    require_pkce: bool = True
    id_token_alg: Annotated[SigningAlgorithm, _FROM_JSON] = SigningAlgorithm.rs256
    entra_tenant_id: EntraText | None = None
    entra_client_id: EntraText | None = None
    entra_issuer: ClientUri | None = None
    disabled: bool = False


class ClientFields(ClientChange):
    """A new client; where `auth_method` is not set, it follows from the kind."""

    name: Name
    kind: Annotated[ClientKind, _FROM_JSON]
    first_factor: Annotated[FirstFactor, _FROM_JSON] = FirstFactor.doorstep


class Registered(Protocol):
    """A client as it would be."""

    @property
    def account_id(self) -> UUID | None: ...
    @property
    def kind(self) -> ClientKind: ...
    @property
    def first_factor(self) -> FirstFactor: ...
    @property
    def redirect_uris(self) -> tuple[str, ...]: ...
    @property
    def backchannel_logout_uri(self) -> str | None: ...
    @property
    def auth_method(self) -> AuthMethod: ...
    @property
    def jwks(self) -> Jwks | None: ...
    @property
    def jwks_uri(self) -> str | None: ...
    @property
    def scopes(self) -> tuple[str, ...]: ...
    @property
    def require_pkce(self) -> bool: ...
    @property
    def entra_tenant_id(self) -> str | None: ...
    @property
    def entra_client_id(self) -> str | None: ...
    @property
    def entra_issuer(self) -> str | None: ...


@dataclass(frozen=True)
class Conflict:
    """A field that does not go with the others; `kind` is that of a field's error."""

    field: str
    kind: str
    sentence: str


def conflicts(client: Registered, public_url: str) -> Iterator[Conflict]:
    """Why the client cannot be registered like this, if it cannot."""
    yield from _of_its_kind(client)
    yield from _of_its_keys(client)
    yield from _of_its_scopes(client)
    yield from _of_entra(client)
    for field in ("backchannel_logout_uri", "jwks_uri"):
        uri = getattr(client, field)
        if uri and not reached_from(uri, public_url):
            yield Conflict(
                field, "uri_private", "must not be in a private or local network"
            )


def _of_its_kind(client: Registered) -> Iterator[Conflict]:
    native = client.kind is ClientKind.native
    if native != (client.auth_method is AuthMethod.none):
        sentence = "must be none for a native application, and only for one"
        yield Conflict("auth_method", "auth_method_of_kind", sentence)
    if native and not client.require_pkce:
        sentence = "cannot be off for an application without a secret"
        yield Conflict("require_pkce", "pkce_of_native", sentence)
    if client.kind is ClientKind.machine and client.redirect_uris:
        sentence = "must be empty for a machine: no person signs in to it"
        yield Conflict("redirect_uris", "uris_of_machine", sentence)
    match client.first_factor:
        case FirstFactor.client if native or client.account_id is None:
            sentence = "needs a web or machine application of one account"
        case FirstFactor.id_token_hint if client.kind is not ClientKind.web:
            sentence = "needs a web application"
        case _:
            return
    yield Conflict("first_factor", "first_factor_of_kind", sentence)


def _of_its_keys(client: Registered) -> Iterator[Conflict]:
    needed = client.auth_method is AuthMethod.private_key_jwt
    if needed and not client.jwks and not client.jwks_uri:
        yield Conflict("jwks", "keys_missing", "is needed for private_key_jwt")
    if client.jwks and client.jwks_uri:
        yield Conflict("jwks_uri", "keys_twice", "cannot be set together with jwks")


def _of_its_scopes(client: Registered) -> Iterator[Conflict]:
    asked = set(client.scopes)
    if client.account_id is None and asked & ACCOUNT_SCOPES:
        sentence = "has a scope that only an account's application may have"
    elif client.kind is ClientKind.native and asked & CREDENTIAL_SCOPES:
        sentence = "has a scope that needs a secret"
    elif client.first_factor is FirstFactor.client and Scope.offline_access in asked:
        sentence = "cannot have offline_access: there is no session to outlive"
    else:
        return
    yield Conflict("scopes", "scopes_of_kind", sentence)


def _of_entra(client: Registered) -> Iterator[Conflict]:
    needed = client.first_factor is FirstFactor.id_token_hint
    for field in ("entra_tenant_id", "entra_client_id", "entra_issuer"):
        if needed != (getattr(client, field) is not None):
            sentence = "is needed for Microsoft Entra ID, and only there"
            yield Conflict(field, "entra_field", sentence)
