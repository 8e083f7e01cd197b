"""The hash of a link in the chain of audit events: it covers the event and the previous
link.

hash = SHA-256(hash of the link before, or 32 zero bytes ‖ the event as canonical JSON).
The JSON is RFC 8785's for what an event holds (text, whole numbers, booleans, null):
keys sorted, no space, UTF-8; ids in their usual form, the moment in UTC with
microseconds. Nothing secret is in it: anybody who can read the events can recompute it.
"""

import hashlib
import json
from datetime import UTC
from uuid import UUID

from doorstep.db.events import RecordedEvent

START = bytes(32)
"""The hash in place of a previous link, for the first one of a chain."""


_AS_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link_hash(before: bytes, event: RecordedEvent) -> bytes:
    """32 bytes."""
    return hashlib.sha256(before + canonical(event)).digest()


def canonical(event: RecordedEvent) -> bytes:
    fields = {
        "id": str(event.id),
        "account_id": _id(event.account_id),
        "member_id": _id(event.member_id),
        "actor_id": _id(event.actor_id),
        "login_id": _id(event.login_id),
        "enrollment_id": _id(event.enrollment_id),
        "kind": event.kind,
        "detail": event.detail,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return _AS_JSON.encode(fields).encode()


def _id(value: UUID | None) -> str | None:
    return None if value is None else str(value)
