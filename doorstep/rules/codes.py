"""Codes that people type: deriving the emailed code, and sealing codes for the judge.

The emailed code is derived, not stored: a retried mail has the same code, and a copy of
the database reveals none.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from uuid import UUID

from doorstep.rules.seal import KeyRing, Purpose

_DIGITS = 6


def email_code(ring: KeyRing, key_name: str, enrollment_id: UUID, number: int) -> str:
    """The code in a setup's email of this number."""
    return _derived(ring, Purpose.email_code, key_name, enrollment_id, number)


def recovery_code(ring: KeyRing, key_name: str, recovery_id: UUID, number: int) -> str:
    """The code in a recovery's email of this number."""
    return _derived(ring, Purpose.recovery_code, key_name, recovery_id, number)


def address_code(ring: KeyRing, key_name: str, change_id: UUID, number: int) -> str:
    """The code in the email of this number to a new address."""
    return _derived(ring, Purpose.address_code, key_name, change_id, number)


def _derived(
    ring: KeyRing, purpose: Purpose, key_name: str, flow_id: UUID, number: int
) -> str:
    """6 digits from HMAC-SHA256 over (flow's id, email number).

    256 bits reduced modulo 10**6: the bias is below 2**-236.
    """
    key = ring.derive(purpose, key_name)
    message = flow_id.bytes + number.to_bytes(4, "big")
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return str(int.from_bytes(digest, "big") % 10**_DIGITS).zfill(_DIGITS)


@dataclass(frozen=True)
class TypedCode:
    """A submission as the judge needs it; sealed in the history of the workflow.

    `session_token_hash` is the hex SHA-256 of the token that the caller gets if the
    code is right; empty where no session follows.
    """

    code: str
    session_token_hash: str = ""
    client_address: str = ""
    user_agent: str = ""


def seal_code(ring: KeyRing, typed: TypedCode, flow_id: UUID, attempt_id: UUID) -> str:
    plain = json.dumps(asdict(typed), separators=(",", ":")).encode()
    return ring.seal(Purpose.code_in_flight, plain, f"{flow_id}/{attempt_id}")


def open_code(ring: KeyRing, sealed: str, flow_id: UUID, attempt_id: UUID) -> TypedCode:
    """Raises UnsealError if the code was sealed for another flow or attempt."""
    plain = ring.open(Purpose.code_in_flight, sealed, f"{flow_id}/{attempt_id}")
    return TypedCode(**json.loads(plain))
