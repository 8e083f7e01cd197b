"""The objects of people and their accounts in the examples."""

ACCOUNT_ID = "0199b59f-1f00-7c11-b0aa-0d5e7c9f3a03"
MEMBER_ID = "0199b59f-5a80-7e42-9c3d-8b1a4f6e2d04"
SESSION_ID = "0199b5a1-4e20-7f54-8d6b-1c9a3e5f7b06"

MEMBER = {
    "id": MEMBER_ID,
    "email": "jo@acme.test",
    "pending_email": None,
    "name": "Jo",
    "role": "member",
    "language": "en",
    "disabled": False,
    "two_step": "enrolled",
    "created_at": "2026-03-02T08:00:00Z",
}
ACCOUNT = {
    "id": ACCOUNT_ID,
    "name": "Acme",
    "two_step_required": True,
    "language": "en",
    "colour": "#1d4ed8",
}
SESSION = {
    "application": "web_console",
    "amr": ["pwd", "otp", "mfa"],
    "auth_time": "2026-03-02T09:05:00Z",
    "expires_at": "2026-03-02T10:05:00Z",
}
ME = {
    "member": MEMBER,
    "account": ACCOUNT,
    "session": SESSION,
    "authenticator": {
        "enrolled_at": "2026-03-02T09:04:00Z",
        "last_used_at": "2026-03-02T09:05:00Z",
    },
}
OPEN_SESSION = {
    "id": SESSION_ID,
    **SESSION,
    "client_name": None,
    "last_seen_at": "2026-03-02T09:05:00Z",
    "client_address": "203.0.113.7",
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0",
    "current": True,
}
FILE = (
    '"email","name","role","language","external_id"\r\n'
    '"jo@acme.test","Jo","member","en",""\r\n'
)
