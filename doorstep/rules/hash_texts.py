"""The texts that products keep hashes of passwords as: PHC strings, those of Django and
of directories.

Sources: the PHC string format, `django.contrib.auth.hashers`, passlib's modular crypt
format (which Authelia uses), RFC 2307.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError

from doorstep.rules.hash_cost import HashCost
from doorstep.rules.imported_hashes import (
    Argon2,
    Bcrypt,
    Pbkdf2,
    SaltedSha,
    Scrypt,
    StoredHash,
    bearable,
)

_LONGEST = 1024
_MOST_LANES = 64
_FEWEST_SALT = 8
_FEWEST_KEY, _MOST_KEY = 16, 128
"""Bytes."""
_SIZES = {"sha1": 20, "sha256": 32, "sha512": 64}
_SSHA = {"SSHA": "sha1", "SSHA256": "sha256", "SSHA512": "sha512"}


class HashRefusal(StrEnum):
    """Why a hash cannot be imported."""

    unknown = "unknown"
    malformed = "malformed"
    too_costly = "too_costly"


class HashRefused(Exception):  # noqa: N818  a result of reading
    def __init__(self, why: HashRefusal) -> None:
        super().__init__(why)
        self.why = why


def importable(text: str) -> StoredHash:
    """The hash that the text is of. Raises HashRefused, also for one that would take a
    login too much time or memory.
    """
    stored = read_hash(text)
    if not bearable(stored):
        raise HashRefused(HashRefusal.too_costly)
    return stored


def read_hash(text: str) -> StoredHash:
    """Raises HashRefused."""
    for pattern, read in _FORMS.items():
        if found := pattern.match(text):
            try:
                return read(found)
            except (ValueError, InvalidHashError):
                break
    else:
        raise HashRefused(HashRefusal.unknown)
    raise HashRefused(HashRefusal.malformed)


def _argon2(found: re.Match[str]) -> StoredHash:
    text = found["phc"]
    stored = extract_parameters(text)
    cost = HashCost(stored.memory_cost, stored.time_cost, stored.parallelism)
    _check(
        cost.passes >= 1, 1 <= cost.lanes <= _MOST_LANES, cost.memory >= 8 * cost.lanes
    )
    _check(len(text) <= _LONGEST, stored.salt_len >= _FEWEST_SALT)
    _check(_FEWEST_KEY <= stored.hash_len <= _MOST_KEY)
    return Argon2(text, cost)


def _bcrypt(found: re.Match[str]) -> StoredHash:
    rounds = int(found["rounds"])
    return Bcrypt(found["crypt"], rounds, digested=found["django"] == "bcrypt_sha256")


def _scrypt(found: re.Match[str]) -> StoredHash:
    return _checked_scrypt(
        1 << min(int(found["ln"]), 63),
        found,
        _decoded(found["salt"]),
        _decoded(found["key"]),
    )


def _django_scrypt(found: re.Match[str]) -> StoredHash:
    salt, key = found["salt"].encode(), _decoded(found["key"])
    return _checked_scrypt(int(found["n"]), found, salt, key)


def _checked_scrypt(
    n: int, found: re.Match[str], salt: bytes, key: bytes
) -> StoredHash:
    r, p = int(found["r"]), int(found["p"])
    _check(n > 1, n & (n - 1) == 0, r >= 1, p >= 1, _fits(key))
    return Scrypt(n, r, p, salt, key)


def _pbkdf2(found: re.Match[str]) -> StoredHash:
    digest, rounds = found["digest"] or "sha1", int(found["rounds"])
    key = _decoded(found["key"])
    _check(rounds >= 1, _fits(key), found["length"] in (None, str(len(key))))
    return Pbkdf2(digest, rounds, _decoded(found["salt"]), key)


def _django_pbkdf2(found: re.Match[str]) -> StoredHash:
    key, rounds = _decoded(found["key"]), int(found["rounds"])
    _check(rounds >= 1, _fits(key))
    return Pbkdf2(found["digest"], rounds, found["salt"].encode(), key)


def _salted_sha(found: re.Match[str]) -> StoredHash:
    digest = _SSHA[found["scheme"].upper()]
    plain, size = _decoded(found["key"]), _SIZES[digest]
    _check(len(plain) > size)
    return SaltedSha(digest, plain[size:], plain[:size])


def _fits(key: bytes) -> bool:
    return _FEWEST_KEY <= len(key) <= _MOST_KEY


def _check(*conditions: bool) -> None:
    if not all(conditions):
        raise ValueError


def _decoded(text: str) -> bytes:
    """Base64 with or without padding, and with `.` for `+` as passlib has it."""
    plain = text.rstrip("=").replace(".", "+")
    try:
        return b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError from error


_B64 = r"[A-Za-z0-9+/.]{1,400}={0,2}"
_NUMBER = r"[0-9]{1,10}"
_FORMS: Final[dict[re.Pattern[str], Callable[[re.Match[str]], StoredHash]]] = {
    re.compile(form): read
    for form, read in {
        r"(?:argon2)?(?P<phc>\$argon2(?:id|i|d)\$.*)\Z": _argon2,
        r"(?:(?P<django>bcrypt|bcrypt_sha256)\$)?"
        r"(?P<crypt>\$2[aby]\$(?P<rounds>0[4-9]|[12][0-9]|3[01])"
        r"\$[./A-Za-z0-9]{53})\Z": _bcrypt,
        rf"\$scrypt\$ln=(?P<ln>[0-9]{{1,2}}),r=(?P<r>{_NUMBER}),p=(?P<p>{_NUMBER})"
        rf"\$(?P<salt>{_B64})\$(?P<key>{_B64})\Z": _scrypt,
        rf"scrypt\$(?P<n>{_NUMBER})\$(?P<salt>[^$]{{1,200}})\$(?P<r>{_NUMBER})"
        rf"\$(?P<p>{_NUMBER})\$(?P<key>{_B64})\Z": _django_scrypt,
        rf"\$pbkdf2(?:-(?P<digest>sha1|sha256|sha512))?"
        rf"\$(?:i=)?(?P<rounds>{_NUMBER})(?:,l=(?P<length>{_NUMBER}))?"
        rf"\$(?P<salt>{_B64})\$(?P<key>{_B64})\Z": _pbkdf2,
        rf"pbkdf2_(?P<digest>sha1|sha256|sha512)\$(?P<rounds>{_NUMBER})"
        rf"\$(?P<salt>[^$]{{1,200}})\$(?P<key>{_B64})\Z": _django_pbkdf2,
        rf"\{{(?P<scheme>(?i:SSHA(?:256|512)?))\}}(?P<key>{_B64})\Z": _salted_sha,
    }.items()
}
"""What a form's text looks like, and what reads it."""
