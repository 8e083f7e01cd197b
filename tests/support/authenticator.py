"""An authenticator app that shares no code with the service (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
from datetime import datetime


def code_at(
    secret: str,
    at: datetime,
    steps: int = 0,
    *,
    algorithm: str = "sha1",
    digits: int = 6,
    period: int = 30,
) -> str:
    """The digits an app shows for a base32 secret, some time steps from `at`."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = int(at.timestamp()) // period + steps
    made = hmac.new(key, struct.pack(">Q", counter), getattr(hashlib, algorithm))
    digest = made.digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def next_step(at: datetime) -> datetime:
    """When an app shows the code after the one of `at`."""
    return datetime.fromtimestamp((int(at.timestamp()) // 30 + 1) * 30, at.tzinfo)
