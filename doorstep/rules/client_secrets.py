"""Secrets of clients: 256 random bits, of which a keyed digest is kept."""

from hmac import compare_digest
from uuid import UUID

from doorstep.errors import UnsealError
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.tokens import token_hash


def sealed_digest(ring: KeyRing, secret_id: UUID, secret: str) -> str:
    """The SHA-256 of the secret under the newest key, bound to the secret's row.

    Sealed instead of an HMAC, so that a rotation of keys can reseal it; one hash is
    enough, since no dictionary has a random secret.
    """
    return ring.seal(Purpose.client_secret, token_hash(secret), str(secret_id))


def is_secret(ring: KeyRing, secret_id: UUID, sealed: str, given: str) -> bool:
    """Whether the given text is the secret; False if its key is not on the ring."""
    try:
        digest = ring.open(Purpose.client_secret, sealed, str(secret_id))
    except UnsealError:
        return False
    return compare_digest(digest, token_hash(given))
