"""The pages of passwords, in every state: one's own, and a forgotten one."""

from datetime import timedelta

from api.edge import bodies
from api.edge.password_bodies import PasswordReset, ResetEmail
from api.edge.problems import FieldError
from api.pages.frame.flash import Flash
from doorstep.rules.stages import RecoveryStage
from page_states import ID, NOW, State, account, me, soon

_HINT = "j•••@acme.test"
_CODE, _PASSWORD = "recovery/code.html", "recovery/password.html"
_COMMON = FieldError("common", ("new",))
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
    return {**shown, "me": me(device)}


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
