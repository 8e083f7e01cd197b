"""The examples of changing one's own address: the body that an operation takes, and
what it returns.
"""

from collections.abc import Mapping
from typing import Any

_mail = {
    "number": 1,
    "code_expires_at": "2026-03-02T09:10:00Z",
    "resend_at": "2026-03-02T09:01:00Z",
    "attempts_left": 5,
}
_pending = {
    "pending_email": "jo.baker@acme.test",
    "email": _mail,
    "expires_at": "2026-03-03T09:00:00Z",
}

REQUESTS: Mapping[str, Any] = {
    "change_email": {"email": "jo.baker@acme.test"},
    "resend_code_to_new_email": {},
    "confirm_new_email": {"code": "492038"},
}
ANSWERS: Mapping[str, Any] = {
    "change_email": _pending,
    "read_pending_email": _pending,
    "resend_code_to_new_email": {**_pending, "email": {**_mail, "number": 2}},
}
