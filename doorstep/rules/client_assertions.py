"""Client assertions: how a client proves itself by a key of its own (RFC 7523 3,
OpenID Connect Core 9, `private_key_jwt`).
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # as in `doorstep.rules.jose`
    from joserfc.jwk import Key

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_ALGORITHMS: Final = ("RS256", "PS256", "ES256")
_SKEW = timedelta(seconds=30)
"""How far a client's clock may be off."""
_LONGEST = timedelta(hours=2)
"""How far ahead its end may be: its `jti` is remembered until then. Authlib's usual is
an hour.
"""
_LONGEST_JTI = 512


class AssertionFault(StrEnum):
    """Why an assertion proves nothing."""

    unreadable = "assertion_unreadable"
    wrong_signature = "assertion_signature"
    wrong_subject = "assertion_subject"
    wrong_audience = "assertion_audience"
    expired = "assertion_expired"
    without_jti = "assertion_without_jti"
    used_again = "assertion_used_again"


@dataclass(frozen=True)
class Assertion:
    """A valid one, whose `jti` is yet to be used."""

    jti_hash: bytes
    expires_at: datetime


@dataclass(frozen=True)
class Unverified:
    """Whom an assertion names, before it is known who signed it."""

    client_id: str
    kid: str | None


def read_unverified(assertion: str) -> Unverified | None:
    """None for what is no signed JWT of a client."""
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        parts = jws.extract_compact(assertion.encode("ascii"))
        claims = json.loads(parts.payload)
    except (JoseError, ValueError, RecursionError):
        return None
    kid = parts.headers().get("kid")
    subject = claims.get("sub") if isinstance(claims, dict) else None
    if not isinstance(subject, str):
        return None
    return Unverified(subject, kid if isinstance(kid, str) else None)


def has_key(jwks: Mapping[str, object], kid: str | None) -> bool:
    """Whether a set of keys may hold the one that an assertion names."""
    return kid is None or any(key.kid == kid for key in keys_in(jwks))


def verify_assertion(
    assertion: str,
    jwks: Mapping[str, object],
    client_id: str,
    audiences: Collection[str],
    at: datetime,
) -> Assertion | AssertionFault:
    """`audiences` are the issuer and the endpoint that the assertion was sent to."""
    claims = _claims(assertion, jwks)
    if claims is None:
        return AssertionFault.wrong_signature
    if claims.get("iss") != client_id or claims.get("sub") != client_id:
        return AssertionFault.wrong_subject
    if not _texts(claims.get("aud")) & {*audiences}:
        return AssertionFault.wrong_audience
    expires_at = _moment(claims.get("exp"))
    if expires_at is None or not _is_now(claims, expires_at, at):
        return AssertionFault.expired
    jti = claims.get("jti")
    if not isinstance(jti, str) or not 0 < len(jti) <= _LONGEST_JTI:
        return AssertionFault.without_jti
    return Assertion(hashlib.sha256(jti.encode()).digest(), expires_at + _SKEW)


def _is_now(claims: Mapping[str, object], expires_at: datetime, at: datetime) -> bool:
    begin = [_moment(claims.get(name)) for name in ("nbf", "iat")]
    begun = all(each is None or each <= at + _SKEW for each in begin)
    return begun and at - _SKEW < expires_at <= at + _LONGEST


def _claims(assertion: str, jwks: Mapping[str, object]) -> Mapping[str, object] | None:
    """Those of an assertion that one of the keys has signed."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    named = read_unverified(assertion)
    for key in keys_in(jwks):
        if named is None or named.kid not in (None, key.kid):
            continue
        try:
            return jwt.decode(assertion, KeySet([key]), ASSERTION_ALGORITHMS).claims
        except (JoseError, ValueError):
            continue
    return None


def keys_in(jwks: Mapping[str, object]) -> Iterator["Key"]:
    """Those that joserfc can read; a set may hold others as well."""
    from joserfc.errors import JoseError
    from joserfc.jwk import JWKRegistry

    listed = jwks.get("keys")
    for each in listed if isinstance(listed, list) else ():
        try:
            yield JWKRegistry.import_key(dict(each))
        except (JoseError, ValueError, TypeError, KeyError):
            continue


def _texts(value: object) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {each for each in values if isinstance(each, str)}


def _moment(value: object) -> datetime | None:
    """A NumericDate (RFC 7519 2)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError):
        return None
