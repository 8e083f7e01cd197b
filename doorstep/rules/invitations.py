"""The link of an invitation: derived, not stored.

So a retried mail and the reminder have the same link, and a copy of the database
reveals none.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

from doorstep.rules.seal import KeyRing, Purpose

PATH = "/invitation"


def invitation_token(
    ring: KeyRing, key_name: str, invitation_id: UUID, address_key: bytes | None = None
) -> str:
    """256 bits, HMAC-SHA256 over the id, written as other tokens are. One that corrects
    an address is bound to it: mailed to another, it would be of no use.

    Raises UnsealError if the key is not on the ring.
    """
    key = ring.derive(Purpose.invitation, key_name)
    digest = hmac.new(
        key, invitation_id.bytes + (address_key or b""), hashlib.sha256
    ).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def invitation_link(public_url: str, token: str) -> str:
    return f"{public_url}{PATH}/{token}"
