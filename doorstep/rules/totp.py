"""Time-based one-time passwords of authenticator apps (RFC 6238, RFC 4226).

SHA-1, 6 digits, steps of 30 s, secrets of 160 bits; an imported authenticator keeps
what it was made with. A code is accepted from the current time step, the one before and
the one after. A match returns its time step, which must be greater than the last one
used (RFC 6238, section 5.2).
"""

import hashlib
import hmac
import secrets
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote, urlencode

import pyotp

from doorstep.rules.characters import blank, readable

DIGITS = 6
STEP = timedelta(seconds=30)
WINDOW = 1
SECRET_BYTES = 20
MOST_OFF = timedelta(minutes=10)
"""To either side, for diagnosing clock skew."""
_LONGEST_PART = 88
"""Percent-encoded characters of a label part: 80 of ASCII with the ellipsis. More make
the QR code too fine or too large for a screen."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Algorithm(StrEnum):
    """The hash of the HMAC, by the name that key URIs have for it."""

    sha1 = "SHA1"
    sha256 = "SHA256"
    sha512 = "SHA512"

    @property
    def digest(self) -> Callable[..., Any]:
        return _DIGESTS[self]


_DIGESTS = {
    Algorithm.sha1: hashlib.sha1,
    Algorithm.sha256: hashlib.sha256,
    Algorithm.sha512: hashlib.sha512,
}


@dataclass(frozen=True)
class Parameters:
    """How an authenticator makes codes of its secret; `period` is in whole seconds."""

    algorithm: Algorithm = Algorithm.sha1
    digits: int = DIGITS
    period: int = STEP // timedelta(seconds=1)

    @property
    def step(self) -> timedelta:
        return timedelta(seconds=self.period)


USUAL: Final = Parameters()
"""Of every authenticator that is set up here."""


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def as_base32(secret: bytes) -> str:
    """Upper case without padding, the form that people type and URIs carry."""
    return b32encode(secret).decode().rstrip("=")


def time_step(at: datetime, app: Parameters = USUAL) -> int:
    """The number of whole steps between the Unix epoch and `at`."""
    return (at - _EPOCH) // app.step


def start_of(step: int, app: Parameters = USUAL) -> datetime:
    return _EPOCH + step * app.step


def next_code_at(
    last_step: int | None, at: datetime, app: Parameters = USUAL
) -> datetime | None:
    """When the app shows a code that is not used yet; None if it shows one now."""
    if last_step is None or last_step < time_step(at, app):
        return None
    return start_of(last_step + 1, app)


def code(secret: bytes, step: int, app: Parameters = USUAL) -> str:
    digest = app.algorithm.digest
    return pyotp.HOTP(as_base32(secret), digits=app.digits, digest=digest).at(step)


def matching_step(
    secret: bytes,
    typed: str,
    at: datetime,
    app: Parameters = USUAL,
    window: int = WINDOW,
) -> int | None:
    """The greatest time step of the window with the code `typed`, or None.

    Every step is computed, so that the time taken reveals nothing.
    """
    now = time_step(at, app)
    steps = range(now - window, now + window + 1)
    matches = [
        step
        for step in steps
        if hmac.compare_digest(code(secret, step, app).encode(), typed.encode())
    ]
    return max(matches, default=None)


def steps_off(
    secret: bytes, typed: str, at: datetime, app: Parameters = USUAL
) -> int | None:
    """The clock skew that explains a wrong code, in steps of 30 s whatever the app's
    period is; negative is behind.

    For diagnosis only: it does not make a code right.
    """
    step = matching_step(secret, typed, at, app, MOST_OFF // app.step)
    if step is None:
        return None
    return round((step - time_step(at, app)) * app.step / STEP)


def label_part(text: str) -> str:
    """An issuer or account name that apps can parse: no colon, and nothing invisible
    but what shapes letters and emoji.

    A very long one is truncated with an ellipsis.
    """
    label = " ".join(readable(text).replace(":", " ").split())
    return _cut_off("Doorstep" if blank(label) else label)


def _cut_off(text: str) -> str:
    if len(_quoted(text)) <= _LONGEST_PART:
        return text
    while len(_quoted(f"{text}…")) > _LONGEST_PART:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _quoted(text: str) -> str:
    return quote(text, safe="@")


def otpauth_uri(secret: bytes, *, issuer: str, account_name: str) -> str:
    """The key URI that authenticator apps read from a QR code.

    Spaces are `%20`, not `+`, which several apps show literally.
    """
    label = f"{_quoted(issuer)}:{_quoted(account_name)}"
    parameters = {
        "secret": as_base32(secret),
        "issuer": issuer,
        "algorithm": "SHA1",
        "digits": DIGITS,
        "period": STEP // timedelta(seconds=1),
    }
    query = urlencode(parameters, quote_via=quote, safe="@")
    return f"otpauth://totp/{label}?{query}"
