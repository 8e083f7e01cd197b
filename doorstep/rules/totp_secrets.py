"""The secret of an authenticator as people and products pass it on: a key URI
(`otpauth://totp/…`) or base32.

Sources: Google's Key URI Format, RFC 4226 4 (the length of a secret), RFC 4648 6.
"""

import binascii
import re
from base64 import b32decode
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from doorstep.rules.totp import USUAL, Algorithm, Parameters

_DIGITS: Final = range(6, 9)
_PERIODS: Final = range(15, 121)
_BYTES: Final = range(10, 129)
"""RFC 4226 wants 16 or more; those of Google's first app have 10."""
_BETWEEN = re.compile(r"[\s-]+")


class SecretRefused(ValueError):  # noqa: N818  a result of reading
    """The text says why, as the end of a sentence: never a value."""


@dataclass(frozen=True, repr=False)
class AppSecret:
    """What an authenticator app makes its codes of."""

    secret: bytes
    app: Parameters = USUAL


def read_secret(text: str) -> AppSecret:
    """Raises SecretRefused."""
    if ":" not in text:
        return app_secret(_decoded(text), USUAL)
    try:
        uri = urlsplit(text)
        given = dict(parse_qsl(uri.query, strict_parsing=True))
    except ValueError:
        raise SecretRefused("must be an otpauth:// URI or base32") from None
    if uri.scheme.lower() != "otpauth" or uri.netloc.lower() != "totp":
        raise SecretRefused("must be an otpauth://totp/ URI or base32")
    named = {name.lower(): value for name, value in given.items()}
    return app_secret(_decoded(named.get("secret", "")), _parameters(named))


def app_secret(secret: bytes, app: Parameters) -> AppSecret:
    """Raises SecretRefused for what no authenticator of ours may be."""
    if len(secret) not in _BYTES:
        raise SecretRefused("must have a secret of 80 to 1024 bits")
    if app.digits not in _DIGITS:
        raise SecretRefused("must have codes of 6 to 8 digits")
    if app.period not in _PERIODS:
        raise SecretRefused("must have a period of 15 to 120 seconds")
    return AppSecret(secret, app)


def algorithm_named(name: str) -> Algorithm:
    """As products write it: `SHA256`, `sha-256`, `HmacSHA256`. Raises SecretRefused."""
    plain = name.upper().replace("-", "").removeprefix("HMAC")
    try:
        return Algorithm(plain)
    except ValueError:
        raise SecretRefused("must use SHA1, SHA256 or SHA512") from None


def _parameters(named: dict[str, str]) -> Parameters:
    try:
        return Parameters(
            algorithm_named(named.get("algorithm", USUAL.algorithm)),
            int(named.get("digits", USUAL.digits)),
            int(named.get("period", USUAL.period)),
        )
    except SecretRefused:
        raise
    except ValueError:
        raise SecretRefused("must have whole numbers for digits and period") from None


def _decoded(text: str) -> bytes:
    plain = _BETWEEN.sub("", text).rstrip("=")
    try:
        return b32decode(plain + "=" * (-len(plain) % 8), casefold=True)
    except (binascii.Error, ValueError):
        raise SecretRefused("must have a secret in base32") from None
