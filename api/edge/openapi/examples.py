"""One example per operation: the body it takes, and what it returns.

They are of one story, a first sign-in and what surrounds it, which a test plays.
"""

from collections.abc import Mapping
from typing import Any

from api.edge.openapi import address_examples as addresses
from api.edge.openapi import group_examples as groups
from api.edge.openapi import password_examples as passwords
from api.edge.openapi import people_examples as people

LOGIN = "0199b5a0-7c3e-7d61-9a51-2b1f6c0e8d01"
SETUP = "0199b5a0-9d10-7a20-8f4c-63b7d2a95e02"
_ADMIN = "0199b59f-2b40-7b33-a1ce-5f7d9e0b1c05"
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
_running = {
    "id": SETUP,
    "member": {"id": people.MEMBER_ID, "email": "jo@acme.test", "name": "Jo"},
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
    "member_id": people.MEMBER_ID,
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
    "account_id": people.ACCOUNT_ID,
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
    "member_id": people.MEMBER_ID,
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
    "change_me": {"language": "en"},
    **addresses.REQUESTS,
    "change_account": {"two_step_required": True, "colour": "#1d4ed8"},
    "create_member": {
        "email": "kim@acme.test",
        "name": "Kim",
        "role": "member",
        "language": "fr",
        "password": "a password to begin with",
    },
    "change_member": {"name": "Kim Park", "language": "en"},
    **groups.REQUESTS,
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
    "read_me": people.ME,
    "change_me": people.ME,
    "step_up": people.SESSION,
    **passwords.ANSWERS,
    **addresses.ANSWERS,
    "list_sessions": _page(people.OPEN_SESSION),
    "list_member_sessions": _page({**people.OPEN_SESSION, "current": False}),
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
    "read_account": people.ACCOUNT,
    "change_account": people.ACCOUNT,
    "download_members": people.FILE,
    "list_members": _page(people.MEMBER),
    "list_setups": _page(_running),
    "read_running_setup": _running,
    "resend_for_member": {**_running, "reason": "mail_on_its_way"},
    "list_events": _page(_event),
    "list_subjects": _page(_subject),
    "read_subject": _subject,
    "put_subject": _subject,
    "open_verification": _verification,
    "read_member": people.MEMBER,
    **groups.ANSWERS,
    "list_clients": _page(_client),
    "add_client": {**_client, "client_secret": _TOKEN, "secret_id": _SECRET},
    "read_client": _client,
    "change_client": {**_client, "name": "Billing and invoices"},
    "add_client_secret": {"id": _SECRET, "created_at": _SOON, "client_secret": _TOKEN},
    "create_member": {
        **people.MEMBER,
        "email": "kim@acme.test",
        "name": "Kim",
        "language": "fr",
        "two_step": "not_set_up",
    },
    "change_member": {**people.MEMBER, "email": "kim@acme.test", "name": "Kim Park"},
}
PATH_IDS = {
    "login_id": LOGIN,
    "enrollment_id": SETUP,
    "member_id": people.MEMBER_ID,
    "session_id": people.SESSION_ID,
    "client_id": _CLIENT,
    "group_id": groups.GROUP,
    "secret_id": _SECRET,
    "reset_id": passwords.RESET,
    "token": passwords.TOKEN,
}
