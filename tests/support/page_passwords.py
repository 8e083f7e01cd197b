"""The pages of passwords, in every state: one's own, and a forgotten one."""

from datetime import timedelta

from api.edge import bodies
from api.edge.address_bodies import CodeEmail, PendingAddress
from api.edge.password_bodies import PasswordReset, ResetEmail
from api.edge.problems import FieldError
from api.pages.frame.flash import Flash
from doorstep.rules.stages import RecoveryStage
from page_states import ID, NOW, State, account, me, soon

_HINT = "j•••@acme.test"
_CODE, _PASSWORD = "recovery/code.html", "recovery/password.html"
_COMMON = FieldError("common", ("new",))
_NO_DOMAIN = FieldError("labels", ("email",))
_SHORT = FieldError("under_eight", ("new",))
_FROM_HERE = {"named": "", "sign_in": "/sign-in"}


def _reset(left: int = 5, lives: int = 540) -> dict[str, object]:
    return {
        "reset": PasswordReset(
            id=ID,
            stage=RecoveryStage.verify_email,
            email=ResetEmail(
                address_hint=_HINT,
                number=1,
                code_expires_at=soon(lives),
                resend_at=soon(20),
                attempts_left=left,
            ),
            expires_at=soon(1740),
        )
    }


def _choosing(flash: Flash | None = None) -> dict[str, object]:
    typed = {"email": "jo@acme.test", "fewest": 15, "expires_at": soon(1500)}
    return {**typed, "flash": flash}


def _security(flash: Flash | None = None, sessions: int = 2) -> dict[str, object]:
    used = NOW - timedelta(minutes=5)
    device = bodies.AuthenticatorFacts(enrolled_at=NOW, last_used_at=used)
    shown = {"account": account(), "sessions": sessions, "fewest": 8, "flash": flash}
    shown["pending"] = None
    return {**shown, "me": me(device)}


def _pending(left: int = 5) -> PendingAddress:
    return PendingAddress(
        pending_email="jo.baker@acme.test",
        email=CodeEmail(
            number=1,
            code_expires_at=soon(540),
            resend_at=soon(20),
            attempts_left=left,
        ),
        expires_at=soon(86_000),
    )


def _weak(act: str, wrong: FieldError) -> Flash:
    return Flash(act, "weak-password", wrong=wrong)


PASSWORDS = {
    "security": State("security.html", _security(), step="security"),
    "security, wrong password": State(
        "security.html",
        _security(Flash("change-password", "wrong-password")),
        step="security",
    ),
    "security, weak password": State(
        "security.html", _security(_weak("change-password", _SHORT)), step="security"
    ),
    "security without device": State(
        "security.html",
        {**_security(Flash("change-password", "password-changed"), 1), "me": me(None)},
        step="security",
    ),
    "security, address refused": State(
        "security.html",
        {
            **_security(Flash("change-email", "invalid-request", wrong=_NO_DOMAIN)),
            "typed": {"email": "jo@acme"},
        },
        step="security",
    ),
    "security, address waits": State(
        "security.html", {**_security(), "pending": _pending()}, step="security"
    ),
    "security, address code wrong": State(
        "security.html",
        {
            **_security(Flash("email-code", "wrong-code", 4)),
            "pending": _pending(4),
        },
        step="security",
    ),
    "security, address code spent": State(
        "security.html",
        {
            **_security(Flash("email-code", "wrong-code", 0)),
            "pending": _pending(0),
        },
        step="security",
    ),
    "forgot password": State(
        "recovery/ask.html", {"typed": {"email": ""}, **_FROM_HERE}
    ),
    "forgot password on the way to a client": State(
        "recovery/ask.html",
        {
            "typed": {"email": ""},
            "named": "test.sealed",
            "sign_in": "/sign-in?request=sealed",
        },
    ),
    "forgot password too often": State(
        "recovery/ask.html",
        {
            "typed": {"email": "jo@acme.test"},
            **_FROM_HERE,
            "flash": Flash("forgot-password", "too-many-emails", until=soon(1200)),
        },
    ),
    "reset code": State(_CODE, _reset()),
    "reset code wrong": State(
        _CODE, {**_reset(4), "flash": Flash("email-code", "wrong-code", 4)}
    ),
    "reset code spent": State(
        _CODE, {**_reset(0), "flash": Flash("email-code", "wrong-code", 0)}
    ),
    "reset code expired": State(_CODE, _reset(lives=0)),
    "new password": State(_PASSWORD, _choosing()),
    "new password weak": State(_PASSWORD, _choosing(_weak("set-password", _COMMON))),
}
