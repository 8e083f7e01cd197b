"""One example per operation: the body it takes, and what it returns.

They are of one story, a first sign-in and what surrounds it, which a test plays.
"""

from collections.abc import Mapping
from typing import Any

from api.edge.openapi import password_examples as passwords

LOGIN = "0199b5a0-7c3e-7d61-9a51-2b1f6c0e8d01"
SETUP = "0199b5a0-9d10-7a20-8f4c-63b7d2a95e02"
_ACCOUNT = "0199b59f-1f00-7c11-b0aa-0d5e7c9f3a03"
_MEMBER = "0199b59f-5a80-7e42-9c3d-8b1a4f6e2d04"
_ADMIN = "0199b59f-2b40-7b33-a1ce-5f7d9e0b1c05"
_SESSION = "0199b5a1-4e20-7f54-8d6b-1c9a3e5f7b06"
_CLIENT = "app_kP3vX9sQ2mT7wZ4yB8nL1A"
_EVENT = "0199b5a1-4e21-7a65-9e7c-2d0b4f6a8c07"
_CLIENT = "app_kP3vX9sQ2mT7wZ4yB8nL1A"
_SECRET = "0199b5a2-0a10-7b76-8f8d-3e1c5a7b9d08"  # noqa: S105  an id
_BEGUN, _SOON, _LATER = (f"2026-03-02T09:{minute}:00Z" for minute in ("00", "10", "30"))
_MAILED = "2026-03-02T09:00:02Z"
_TOKEN = "V2hhdCBzdGFuZHMgaGVyZSBpcyBub3QgYSB0b2tlbi4"  # noqa: S105  an example

_login = {
    "id": LOGIN,
    "stage": "setup_required",
    "application": "web_console",
    "purpose": None,
    "enrollment_id": None,
    "next_code_at": None,
    "expires_at": _SOON,
}
_signed_in = {
    **_login,
    "stage": "signed_in",
    "enrollment_id": SETUP,
    "next_code_at": "2026-03-02T09:05:30Z",
    "session": {
        "token": _TOKEN,
        "expires_at": "2026-03-02T10:05:00Z",
        "amr": ["pwd", "otp", "mfa"],
    },
}
_mail = {
    "address_hint": "j•••@acme.test",
    "number": 1,
    "status": "sent",
    "sent_at": _MAILED,
    "code_expires_at": "2026-03-02T09:10:02Z",
    "resend_at": "2026-03-02T09:01:00Z",
    "attempts_left": 5,
}
_setup = {
    "id": SETUP,
    "login_id": LOGIN,
    "stage": "verify_email",
    "replaces_device": False,
    "email": _mail,
    "attempts_left": None,
    "expires_at": _LATER,
}
_resent = {**_mail, "number": 2, "status": "sending", "sent_at": None}
_proven = {**_setup, "stage": "install_app"}
_member = {
    "id": _MEMBER,
    "email": "jo@acme.test",
    "name": "Jo",
    "role": "member",
    "language": "en",
    "disabled": False,
    "two_step": "enrolled",
    "created_at": "2026-03-02T08:00:00Z",
}
_account = {
    "id": _ACCOUNT,
    "name": "Acme",
    "two_step_required": True,
    "language": "en",
    "colour": "#1d4ed8",
}
_session = {
    "application": "web_console",
    "amr": ["pwd", "otp", "mfa"],
    "auth_time": "2026-03-02T09:05:00Z",
    "expires_at": "2026-03-02T10:05:00Z",
}
_open_session = {
    "id": _SESSION,
    **_session,
    "client_name": None,
    "last_seen_at": "2026-03-02T09:05:00Z",
    "client_address": "203.0.113.7",
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0",
    "current": True,
}
_running = {
    "id": SETUP,
    "member": {"id": _MEMBER, "email": "jo@acme.test", "name": "Jo"},
    "stage": "verify_email",
    "since": _BEGUN,
    "reason": "email_code",
    "waiting_for": "The member has to type the code from the email.",
    "last_mail_failure": None,
    "started_at": _BEGUN,
    "expires_at": _LATER,
}
_event = {
    "id": _EVENT,
    "kind": "authn_login_success",
    "at": "2026-03-02T09:05:00Z",
    "member_id": _MEMBER,
    "actor_id": None,
    "login_id": LOGIN,
    "enrollment_id": None,
    "actor_login_id": None,
    "client_address": "203.0.113.7",
    "browser_family": "Firefox",
    "browser_system": "Linux",
    "client_name": None,
    "detail": {"application": "web_console", "amr": "pwd otp mfa"},
}
_client = {
    "id": _CLIENT,
    "account_id": _ACCOUNT,
    "name": "Billing",
    "kind": "web",
    "first_factor": "doorstep",
    "redirect_uris": ["https://billing.acme.test/callback"],
    "post_logout_redirect_uris": ["https://billing.acme.test/"],
    "backchannel_logout_uri": None,
    "initiate_login_uri": None,
    "client_uri": None,
    "auth_method": "client_secret_basic",
    "jwks": None,
    "jwks_uri": None,
    "min_acr": "urn:doorstep:acr:mfa",
    "scopes": ["openid", "profile", "email"],
    "require_pkce": True,
    "id_token_alg": "RS256",
    "entra_tenant_id": None,
    "entra_client_id": None,
    "entra_issuer": None,
    "secrets": [{"id": _SECRET, "created_at": _BEGUN}],
    "disabled": False,
    "created_at": _BEGUN,
}
_subject = {
    "external_id": "4711",
    "member_id": _MEMBER,
    "email": "sam@acme.test",
    "name": "Sam",
    "language": "en",
    "two_step": "not_set_up",
    "created_at": "2026-03-02T08:00:00Z",
}
_verification = {
    **_login,
    "application": _CLIENT,
    "purpose": "Payment of 300 €",
    "flow_token": _TOKEN,
}
_code = {"code": "492038"}


def _page(item: object) -> dict[str, object]:
    return {"items": [item], "next_cursor": None}


REQUESTS: Mapping[str, Any] = {
    "log_in": {
        "email": "jo@acme.test",
        "password": "correct horse battery",
        "application": "web_console",
    },
    "begin_setup": {},
    "resend_email": {},
    "submit_email_code": _code,
    "advance_setup": {"stage": "install_app"},
    "submit_setup_code": _code,
    "submit_code": _code,
    "renew_session": {},
    "step_up": _code,
    **passwords.REQUESTS,
    "change_account": {"two_step_required": True, "colour": "#1d4ed8"},
    "create_member": {
        "email": "kim@acme.test",
        "name": "Kim",
        "role": "member",
        "language": "fr",
        "password": "a password to begin with",
    },
    "change_member": {"name": "Kim Park", "language": "en"},
    "add_client": {
        "name": "Billing",
        "kind": "web",
        "redirect_uris": ["https://billing.acme.test/callback"],
        "post_logout_redirect_uris": ["https://billing.acme.test/"],
        "min_acr": "urn:doorstep:acr:mfa",
    },
    "change_client": {"name": "Billing and invoices"},
    "add_client_secret": {},
    "reset_device": {"reason": "Lost phone, identity confirmed by phone"},
    "unlock_device": {"reason": "Called us from the office phone"},
    "end_member_sessions": {"reason": "Left a shared computer"},
    "cancel_member_login": {"reason": "Not the member, says the member"},
    "erase_member": {"email": "kim@acme.test", "reason": "Has left the company"},
    "put_subject": {"email": "sam@acme.test", "name": "Sam", "language": "en"},
    "open_verification": {
        "external_id": "4711",
        "application": _CLIENT,
        "purpose": "Payment of 300 €",
    },
    "resend_for_member": {},
    "cancel_for_member": {"reason": "Wrong mailbox, begins again"},
}
ANSWERS: Mapping[str, Any] = {
    "log_in": {**_login, "flow_token": _TOKEN},
    "read_login": _login,
    "begin_setup": _setup,
    "submit_code": _signed_in,
    "renew_session": _signed_in,
    "read_setup": _setup,
    "resend_email": {**_setup, "email": _resent},
    "submit_email_code": _proven,
    "advance_setup": {**_proven, "stage": "connect_device", "attempts_left": 10},
    "read_authenticator": {
        "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        "otpauth_uri": "otpauth://totp/Acme:jo@acme.test?secret="
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Acme&algorithm=SHA1&digits=6&period=30",
        "qr_svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 49 49">…</svg>',
        "issuer": "Acme",
        "account_name": "jo@acme.test",
    },
    "submit_setup_code": {**_proven, "stage": "enrolled", "attempts_left": 10},
    "read_me": {
        "member": _member,
        "account": _account,
        "session": _session,
        "authenticator": {
            "enrolled_at": "2026-03-02T09:04:00Z",
            "last_used_at": "2026-03-02T09:05:00Z",
        },
    },
    "step_up": _session,
    **passwords.ANSWERS,
    "list_sessions": _page(_open_session),
    "list_member_sessions": _page({**_open_session, "current": False}),
    "list_member_logins": _page(
        {
            "id": LOGIN,
            "application": _CLIENT,
            "client_name": "Billing",
            "stage": "code_required",
            "started_at": _BEGUN,
            "expires_at": _SOON,
            "client_address": "203.0.113.7",
            "browser_family": "Firefox",
            "browser_system": "Linux",
        }
    ),
    "read_account": _account,
    "change_account": _account,
    "list_members": _page(_member),
    "list_setups": _page(_running),
    "read_running_setup": _running,
    "resend_for_member": {**_running, "reason": "mail_on_its_way"},
    "list_events": _page(_event),
    "list_subjects": _page(_subject),
    "read_subject": _subject,
    "put_subject": _subject,
    "open_verification": _verification,
    "read_member": _member,
    "list_clients": _page(_client),
    "add_client": {**_client, "client_secret": _TOKEN, "secret_id": _SECRET},
    "read_client": _client,
    "change_client": {**_client, "name": "Billing and invoices"},
    "add_client_secret": {
        "id": _SECRET,
        "created_at": _SOON,
        "client_secret": _TOKEN,
    },
    "create_member": {
        **_member,
        "email": "kim@acme.test",
        "name": "Kim",
        "language": "fr",
        "two_step": "not_set_up",
    },
    "change_member": {**_member, "email": "kim@acme.test", "name": "Kim Park"},
}
PATH_IDS = {
    "login_id": LOGIN,
    "enrollment_id": SETUP,
    "member_id": _MEMBER,
    "session_id": _SESSION,
    "client_id": _CLIENT,
    "secret_id": _SECRET,
    "reset_id": passwords.RESET,
}
