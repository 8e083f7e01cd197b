"""An authenticator app that shares no code with the service (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
from datetime import datetime


def code_at(secret: str, at: datetime, steps: int = 0) -> str:
    """The 6 digits an app shows for a base32 secret, some time steps from `at`."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = int(at.timestamp()) // 30 + steps
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def next_step(at: datetime) -> datetime:
    """When an app shows the code after the one of `at`."""
    return datetime.fromtimestamp((int(at.timestamp()) // 30 + 1) * 30, at.tzinfo)
