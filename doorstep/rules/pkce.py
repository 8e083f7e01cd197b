"""Proof Key for Code Exchange (RFC 7636), by the method S256 alone."""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256

METHOD = "S256"
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}\Z")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}\Z")


def looks_like_challenge(text: str) -> bool:
    """Whether it may be a SHA-256 in base64url."""
    return _CHALLENGE.match(text) is not None


def challenge_of(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def verifies(verifier: str, challenge: str) -> bool:
    """Whether the challenge was made of this verifier."""
    fits = _VERIFIER.match(verifier) is not None
    return fits and hmac.compare_digest(challenge_of(verifier), challenge)
