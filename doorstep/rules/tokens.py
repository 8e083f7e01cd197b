"""Bearer tokens: 256 random bits for the holder, their SHA-256 for the database."""

import hashlib
import re
import secrets

TOKEN = "^[A-Za-z0-9_-]{43}$"  # noqa: S105  a pattern
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def looks_like_token(text: str) -> bool:
    return _TOKEN.match(text) is not None
