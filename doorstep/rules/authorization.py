"""An authorization request, read and judged (RFC 6749 4.1.1, RFC 7636, OpenID Connect
Core 3.1.2.1), and the errors that its client is told.

Its client and redirect URI are known by then: a mistake is told to that address.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from doorstep.errors import DoorstepError
from doorstep.rules import pkce
from doorstep.rules.acr import Acr, AcrWish
from doorstep.rules.clients import FirstFactor, Scope
from doorstep.rules.people import Language
from doorstep.rules.requested_claims import acr_wish

REQUEST_URI = "urn:ietf:params:oauth:request_uri:"
"""What a pushed request's address begins with (RFC 9126 2.2); its handle follows."""
_LONGEST = {"state": 4096, "nonce": 2048, "login_hint": 320, "purpose": 100}
_LONGEST_TOGETHER = 5000
"""Bytes: as a sealed part of an address, a request stays below the 8 KiB that proxies
take by default.
"""
_TEXT = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]*\Z")
_SECONDS = re.compile(r"[0-9]{1,9}\Z")
_PROMPTS = frozenset({"none", "login", "consent", "select_account"})
_ASKING_AGAIN = frozenset({"login", "select_account"})
"""`select_account` is answered by the sign-in page, which takes any address; `consent`
by nothing: the account has consented for its members."""
_UNSUPPORTED = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}


class ResponseMode(StrEnum):
    """How the answer travels to the client."""

    query = "query"
    form_post = "form_post"


class AuthorizationError(StrEnum):
    """What a client is told instead of a code."""

    invalid_request = "invalid_request"
    unauthorized_client = "unauthorized_client"
    access_denied = "access_denied"
    unsupported_response_type = "unsupported_response_type"
    invalid_scope = "invalid_scope"
    temporarily_unavailable = "temporarily_unavailable"
    login_required = "login_required"
    request_not_supported = "request_not_supported"
    request_uri_not_supported = "request_uri_not_supported"
    registration_not_supported = "registration_not_supported"
    invalid_request_uri = "invalid_request_uri"
    unmet_authentication_requirements = "unmet_authentication_requirements"


class AuthorizationRefused(DoorstepError):  # noqa: N818  as the RFC calls it
    """The client is told the error; the description is for its developers."""

    def __init__(self, error: AuthorizationError, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


class AskingClient(Protocol):
    """What a request is judged by."""

    @property
    def first_factor(self) -> FirstFactor: ...

    @property
    def scopes(self) -> Collection[str]: ...

    @property
    def require_pkce(self) -> bool: ...


class AuthorizationParameters(BaseModel):
    """What a client has asked for; `silent` is `prompt=none`, `anew` `prompt=login`.

    `hint_subject` and `hint_acr` are what an identity provider is answered with that
    has named the person by a hint.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    redirect_uri: str
    response_mode: ResponseMode = ResponseMode.query
    state: str | None = None
    scopes: tuple[str, ...] = ()
    nonce: str | None = None
    code_challenge: str | None = None
    silent: bool = False
    anew: bool = False
    max_age: int | None = None
    login_hint: str | None = None
    language: Language | None = None
    acr_wanted: Acr | None = None
    acr_essential: tuple[Acr, ...] | None = None
    purpose: str | None = None
    hint_subject: str | None = None
    hint_acr: str | None = None

    @property
    def acr(self) -> AcrWish:
        return AcrWish(self.acr_wanted, self.acr_essential)


def read_hinted(
    given: Mapping[str, str], to: AuthorizationParameters
) -> AuthorizationParameters:
    """What an identity provider asks for that gives a hint, by a form and for an ID
    token alone. Raises AuthorizationRefused.
    """
    if given.get("response_type") != "id_token":
        raise AuthorizationRefused(
            AuthorizationError.unsupported_response_type,
            "response_type must be id_token",
        )
    if to.response_mode is not ResponseMode.form_post:
        raise _invalid("response_mode must be form_post")
    nonce = given.get("nonce", "")
    if not _fits("nonce", nonce):
        raise _invalid("nonce is too long, or has control characters")
    return to.model_copy(update={"scopes": (Scope.openid,), "nonce": nonce or None})


def answered_at(given: Mapping[str, str], redirect_uri: str) -> AuthorizationParameters:
    """Where and how the client is answered, whatever else may be wrong."""
    by_form = given.get("response_mode") == ResponseMode.form_post
    state = given.get("state")
    return AuthorizationParameters(
        redirect_uri=redirect_uri,
        response_mode=ResponseMode.form_post if by_form else ResponseMode.query,
        state=state if state is not None and _fits("state", state) else None,
    )


def read_parameters(
    given: Mapping[str, str], client: AskingClient, to: AuthorizationParameters
) -> AuthorizationParameters:
    """The rest of it. Raises AuthorizationRefused."""
    for name, error in _UNSUPPORTED.items():
        if name in given:
            raise AuthorizationRefused(
                AuthorizationError(error), f"{name} is not supported here"
            )
    _check_response(given)
    for name in _LONGEST:
        if not _fits(name, given.get(name, "")):
            raise _invalid(f"{name} is too long, or has control characters")
    prompts = _prompts(given.get("prompt", ""))
    wish = acr_wish(given.get("acr_values", ""), given.get("claims"))
    if wish is None:
        raise _invalid("claims is not the JSON object that OpenID Connect describes")
    return _bounded(
        to,
        {
            "scopes": _scopes(given.get("scope", ""), client),
            "nonce": given.get("nonce"),
            "code_challenge": _challenge(given, client),
            "silent": "none" in prompts,
            "anew": bool(prompts & _ASKING_AGAIN),
            "max_age": _max_age(given.get("max_age")),
            "login_hint": given.get("login_hint"),
            "language": _language(given.get("ui_locales", "")),
            "acr_wanted": wish.wanted,
            "acr_essential": wish.essential,
            "purpose": given.get("purpose") or None,
        },
    )


def _bounded(
    to: AuthorizationParameters, read: Mapping[str, object]
) -> AuthorizationParameters:
    asked = to.model_copy(update=read)
    if len(asked.model_dump_json(exclude_defaults=True).encode()) > _LONGEST_TOGETHER:
        raise _invalid(f"the parameters are longer than {_LONGEST_TOGETHER} bytes")
    return asked


def _check_response(given: Mapping[str, str]) -> None:
    kind, mode = given.get("response_type"), given.get("response_mode", "query")
    if not kind:
        raise _invalid("response_type is missing")
    if kind != "code":
        raise AuthorizationRefused(
            AuthorizationError.unsupported_response_type,
            "response_type must be code",
        )
    if mode not in list(ResponseMode):
        raise _invalid("response_mode must be query or form_post")


def _scopes(text: str, client: AskingClient) -> tuple[str, ...]:
    """Unknown ones are ignored (OpenID Connect Core 3.1.2.1); of one that is known and
    not the client's, the client is told.
    """
    asked = [scope for scope in dict.fromkeys(text.split()) if scope in list(Scope)]
    if client.first_factor is FirstFactor.client:
        asked = [scope for scope in asked if scope != Scope.offline_access]
    if refused := [scope for scope in asked if scope not in client.scopes]:
        raise AuthorizationRefused(
            AuthorizationError.invalid_scope,
            f"the client is not registered for the scope {refused[0]}",
        )
    if not asked:
        raise AuthorizationRefused(
            AuthorizationError.invalid_scope, "scope names none that is known"
        )
    return tuple(asked)


def _challenge(given: Mapping[str, str], client: AskingClient) -> str | None:
    challenge, method = given.get("code_challenge"), given.get("code_challenge_method")
    if challenge is None and method is None:
        if client.require_pkce:
            raise _invalid(
                "code_challenge is missing: this client has require_pkce set (RFC 7636)"
            )
        return None
    if method != pkce.METHOD:
        raise _invalid("code_challenge_method must be S256")
    if not pkce.looks_like_challenge(challenge or ""):
        raise _invalid("code_challenge is not a SHA-256 in base64url")
    return challenge


def _prompts(text: str) -> frozenset[str]:
    prompts = frozenset(text.split())
    if not prompts <= _PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise _invalid("prompt must be none or login")
    return prompts


def _max_age(text: str | None) -> int | None:
    if text is None:
        return None
    if not _SECONDS.match(text):
        raise _invalid("max_age must be a number of seconds")
    return int(text)


def _language(text: str) -> Language | None:
    """The first that there are pages in: `fr` of `fr-CA de`."""
    codes = {language.value: language for language in Language}
    asked = (tag.partition("-")[0].lower() for tag in text.split())
    return next((codes[code] for code in asked if code in codes), None)


def _fits(name: str, text: str) -> bool:
    return len(text) <= _LONGEST[name] and _TEXT.match(text) is not None


def _invalid(description: str) -> AuthorizationRefused:
    return AuthorizationRefused(AuthorizationError.invalid_request, description)
