"""Sealing with a ring of named keys: AES-256-GCM, bound to row and purpose.

`DOORSTEP_KEYS` is `name:base64,…`, newest first. Each purpose has its own key, derived
with HKDF-SHA256 (RFC 5869), so that a value sealed for one does not open for another. A
sealed value is `name.base64url(nonce ‖ ciphertext ‖ tag)`.

The library comes with the first value: it is 6 MiB, which an idle process does without.
"""

import binascii
import re
import secrets
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from doorstep.errors import ConfigurationError, UnsealError

KEY_BYTES = 32
_NONCE_BYTES = 12
_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}\Z")


class Purpose(StrEnum):
    """What a key is derived for. The texts enter the derivation and must not change."""

    totp = "doorstep/totp/1"
    code_in_flight = "doorstep/code-in-flight/1"
    email_code = "doorstep/email-code/1"
    recovery_code = "doorstep/recovery-code/1"
    address_code = "doorstep/address-code/1"
    invitation = "doorstep/invitation/1"
    answer = "doorstep/answer/1"
    chain_head = "doorstep/chain-head/1"
    client_secret = "doorstep/client-secret/1"  # noqa: S105  a word, not a secret
    kept_form = "doorstep/kept-form/1"
    signing_key = "doorstep/signing-key/1"
    authorization_request = "doorstep/authorization-request/1"


@dataclass(frozen=True, repr=False)
class KeyRing:
    """The keys by name; the first one seals, all of them open."""

    keys: dict[str, bytes]

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Parse `DOORSTEP_KEYS`. Raises ConfigurationError naming the invalid entry."""
        keys: dict[str, bytes] = {}
        for entry in text.split(","):
            name, key = _parse_entry(entry.strip())
            if name in keys:
                raise ConfigurationError(
                    f"DOORSTEP_KEYS contains the key {name!r} twice."
                )
            if key in keys.values():
                raise ConfigurationError(
                    f"DOORSTEP_KEYS: the key {name!r} is a copy of another. "
                    "Make a new one with `doorstep keys new`."
                )
            keys[name] = key
        return cls(keys)

    @property
    def newest(self) -> str:
        return next(iter(self.keys))

    def derive(self, purpose: Purpose, name: str | None = None) -> bytes:
        """The key of one purpose under the named key, the newest by default."""
        key = self.keys.get(name or self.newest)
        if key is None:
            raise UnsealError(f"the key {name!r} is not on the ring")
        return _derived(key, purpose)

    def seal(self, purpose: Purpose, plain: bytes, bound_to: str) -> str:
        """Encrypt under the newest key; opens only with the same `bound_to`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        name, nonce = self.newest, secrets.token_bytes(_NONCE_BYTES)
        box = AESGCM(self.derive(purpose)).encrypt(nonce, plain, bound_to.encode())
        return f"{name}.{urlsafe_b64encode(nonce + box).decode()}"

    def open(self, purpose: Purpose, sealed: str, bound_to: str) -> bytes:
        """Decrypt. Raises UnsealError if value, purpose, `bound_to` or key differ."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        name, _, text = sealed.partition(".")
        try:
            box = urlsafe_b64decode(text)
            cipher = AESGCM(self.derive(purpose, name))
            return cipher.decrypt(
                box[:_NONCE_BYTES], box[_NONCE_BYTES:], bound_to.encode()
            )
        except (InvalidTag, ValueError) as error:
            raise UnsealError("the sealed value does not open here") from error


def new_entry(name: str) -> str:
    """A fresh entry for the ring, `name:base64`."""
    if not _NAME.match(name):
        raise ConfigurationError(
            f"{name!r} is not a valid key name: use 1 to 32 letters, digits, _ or -."
        )
    return f"{name}:{b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def _parse_entry(entry: str) -> tuple[str, bytes]:
    name, colon, text = entry.partition(":")
    if not colon or not _NAME.match(name):
        raise ConfigurationError(
            "DOORSTEP_KEYS must be name:base64,… . Make a key with `doorstep keys new`."
        )
    try:
        key = b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigurationError(
            f"DOORSTEP_KEYS: the key {name!r} must be {KEY_BYTES} bytes in base64. "
            "Make one with `doorstep keys new`."
        )
    if _looks_made_up(key):
        raise ConfigurationError(
            f"DOORSTEP_KEYS: the key {name!r} is not random (a sample?). "
            "Make one with `doorstep keys new`."
        )
    return name, key


def _looks_made_up(key: bytes) -> bool:
    """Whether it is not random: zeros, repeated bytes, a sequence, or typed text.

    Fewer than one random key in 10**9 is refused by this.
    """
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    few = KEY_BYTES // 2
    return len(set(key)) <= few or len(steps) <= few or key.isascii()


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: Purpose) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.value.encode()).derive(key)
