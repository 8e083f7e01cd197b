"""The examples of setting passwords: the body that an operation takes, and what it
returns.
"""

from collections.abc import Mapping
from typing import Any

RESET = "0199b5a2-1c40-7b76-a08d-3e1c5a7b9d08"
TOKEN = "V2hhdCBzdGFuZHMgaGVyZSBpcyBub3QgYSB0b2tlbi4"  # noqa: S105  an example
_reset_mail = {
    "address_hint": "j•••@acme.test",
    "number": 1,
    "code_expires_at": "2026-03-02T09:10:00Z",
    "resend_at": "2026-03-02T09:01:00Z",
    "attempts_left": 5,
}
_reset = {
    "id": RESET,
    "stage": "verify_email",
    "email": _reset_mail,
    "expires_at": "2026-03-02T09:30:00Z",
}

REQUESTS: Mapping[str, Any] = {
    "change_password": {
        "current": "correct horse battery",
        "new": "four words that come to mind",
    },
    "forget_password": {"email": "jo@acme.test"},
    "resend_reset_email": {},
    "submit_reset_code": {"code": "492038"},
    "accept_invitation": {"password": "words that only Kim knows"},
    "send_invitation": {},
    "set_new_password": {"new": "another four words to keep"},
}
ANSWERS: Mapping[str, Any] = {
    "forget_password": {**_reset, "flow_token": TOKEN},
    "read_reset": _reset,
    "read_invitation": {
        "account": "Acme",
        "email_hint": "k•••@acme.test",
        "language": "fr",
    },
    "resend_reset_email": {**_reset, "email": {**_reset_mail, "number": 2}},
    "submit_reset_code": {**_reset, "stage": "set_password"},
}
