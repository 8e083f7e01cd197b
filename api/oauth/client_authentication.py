"""How a client says who it is (RFC 6749 2.3, RFC 7523 2.2, OpenID Connect Core 9)."""

import binascii
import hashlib
import re
from base64 import b64decode
from urllib.parse import unquote_plus

from fastapi import Request

from api.actions.client_proof import AuthenticatedClient, Credentials, NotProven
from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from api.edge.oauth_metrics import note_client
from api.oauth.forms import Form, read_form, required
from api.parts import Parts
from doorstep.db.token_facts import ExaminedToken, PresentedClient
from doorstep.rules.client_assertions import ASSERTION_TYPE, read_unverified
from doorstep.rules.clients import AuthMethod

_CHALLENGE = 'Basic realm="Doorstep", charset="UTF-8"'
_CLIENT_ID = re.compile(r"app_[A-Za-z0-9_-]{22}\Z")
_OF_CLIENT = ("client_secret", "client_assertion", "client_assertion_type")
_SAID = {
    "unknown": "There is no such client.",
    "disabled": "The client is disabled.",
    "wrong_method": "The client is registered with another way to authenticate.",
    "wrong_secret": "The client's secret is wrong.",
    "keys_unreachable": "The client's keys could not be fetched.",
    "assertion_unreadable": "The assertion cannot be read.",
    "assertion_signature": "None of the client's keys has signed the assertion.",
    "assertion_subject": "The assertion's iss and sub must be the client's id.",
    "assertion_audience": "The assertion's aud must be the issuer or this endpoint.",
    "assertion_expired": "The assertion has expired, or ends over 2 hours from now.",
    "assertion_without_jti": "The assertion needs a jti of 1 to 512 characters.",
    "assertion_used_again": "The assertion's jti has been used before.",
}


def read_credentials(request: Request, form: Form) -> Credentials:
    """Raises OAuthError: `invalid_client` without a client's id, `invalid_request` for
    several ways at once.
    """
    given = _given(request, form)
    if not _CLIENT_ID.match(given.client_id):
        raise refusal(by_header=given.by_header, description=_SAID["unknown"])
    return given


def _given(request: Request, form: Form) -> Credentials:
    header = request.headers.get("authorization")
    if header is not None:
        if any(name in form for name in _OF_CLIENT):
            raise _several()
        return _basic(header, form)
    secret, assertion = form.get("client_secret"), form.get("client_assertion")
    if secret is not None and assertion is not None:
        raise _several()
    if assertion is not None:
        return _asserted(assertion, form)
    if "client_id" not in form:
        raise refusal(by_header=False, description="The request names no client.")
    return Credentials(form["client_id"], secret=secret)


async def authenticate(
    parts: Parts,
    request: Request,
    form: Form,
    credentials: Credentials,
    presented: PresentedClient | None,
) -> AuthenticatedClient:
    """The client, once it is proven. Raises OAuthError `invalid_client`."""
    if presented is not None:
        note_client(request, presented.client.kind)
    found = await parts.oauth.proof.check(
        credentials, presented, request.url.path, digest_of(request, form)
    )
    if isinstance(found, NotProven):
        raise refusal(
            by_header=credentials.by_header, description=_SAID.get(found.reason)
        )
    return found


async def examined(parts: Parts, request: Request, *, public: bool) -> ExaminedToken:
    """The token that a form names, for the client that asks; `public` ones may, that
    cannot prove who they are. Raises OAuthError.
    """
    form = await read_form(request)
    credentials = read_credentials(request, form)
    token = required(form, "token")
    facts = await parts.oauth.tokens.examine(credentials.client_id, token)
    presented = facts.presented if facts else None
    client = await authenticate(parts, request, form, credentials, presented)
    if client.client.auth_method is AuthMethod.none and not public:
        raise refusal(by_header=False, description=_SAID["wrong_method"])
    if client.repeats:
        raise replayed()
    assert facts is not None  # noqa: S101  for mypy: the client is proven
    return facts


def replayed() -> OAuthError:
    """Where an assertion may not come twice, even with the same request."""
    return refusal(by_header=False, description=_SAID["assertion_used_again"])


def refusal(*, by_header: bool, description: str | None) -> OAuthError:
    """401 with a challenge, where the client has used the header (RFC 6749 5.2)."""
    return OAuthError(
        OAuthErrorCode.invalid_client,
        description,
        status=401,
        challenge=_CHALLENGE if by_header else None,
    )


def asked_in(form: Form) -> str:
    """What a request asks for, whoever sends it: the same for its repeat."""
    asked = sorted((name, form[name]) for name in form if name not in _OF_CLIENT)
    return repr(asked)


def digest_of(request: Request, form: Form) -> bytes:
    """Of an endpoint and what it is asked."""
    asked = f"{request.url.path}\n{asked_in(form)}"
    return hashlib.sha256(asked.encode(errors="surrogatepass")).digest()


def _basic(header: str, form: Form) -> Credentials:
    scheme, _, text = header.partition(" ")
    try:
        pair = b64decode(text.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        pair = ""
    if scheme.lower() != "basic" or ":" not in pair:
        raise refusal(by_header=True, description="Send HTTP Basic.")
    client_id, _, secret = pair.partition(":")
    client_id = unquote_plus(client_id)
    if form.get("client_id", client_id) != client_id:
        raise refusal(by_header=True, description="Two clients are named.")
    return Credentials(client_id, secret=unquote_plus(secret), by_header=True)


def _asserted(assertion: str, form: Form) -> Credentials:
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise OAuthError(
            OAuthErrorCode.invalid_request,
            f"client_assertion_type must be {ASSERTION_TYPE}.",
        )
    named = read_unverified(assertion)
    if named is None:
        description = _SAID["assertion_unreadable"]
        raise refusal(by_header=False, description=description)
    if form.get("client_id", named.client_id) != named.client_id:
        raise refusal(by_header=False, description="Two clients are named.")
    return Credentials(named.client_id, assertion=assertion, kid=named.kid)


def _several() -> OAuthError:
    return OAuthError(
        OAuthErrorCode.invalid_request, "Authenticate the client in one way only."
    )
