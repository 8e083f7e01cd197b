"""All pages by name, for the tests and pictures that render each of them."""

from datetime import datetime, timedelta

from api.edge import bodies
from api.pages.frame.flash import Flash
from doorstep.db.member_counts import EnrollmentCounts
from doorstep.rules.stages import EnrollmentStage, LoginStage
from page_access import ACCESS
from page_applications import APPLICATIONS
from page_asked import ASKED
from page_deadlines import DEADLINES
from page_invitations import INVITATIONS
from page_members import MEMBERS
from page_operating import OPERATING
from page_passwords import PASSWORDS
from page_states import (
    NOW,
    State,
    account,
    in_admin_center,
    login,
    me,
    open_session,
    setting_up,
    soon,
    with_secret,
)

_E, _L = EnrollmentStage, LoginStage
_MAIL = "steps/verify_email.html"
_CODE = "steps/code_required.html"


def _at_code(
    flash: Flash | None = None,
    next_code_at: datetime | None = None,
    digits: int = 6,
) -> dict[str, object]:
    return {
        "account": account(),
        "login": login(_L.code_required, next_code_at),
        "flash": flash,
        "device_enrolled_at": NOW,
        "code_digits": digits,
    }


SIGNING_IN = {
    "sign in": State(
        "sign_in.html",
        {
            "application": "web_console",
            "signed_in_elsewhere": True,
            "has_running_login": False,
        },
    ),
    "wrong password": State(
        "sign_in.html",
        {
            "application": "admin_center",
            "typed": {"email": "jo@acme.test"},
            "signed_in_elsewhere": False,
            "has_running_login": True,
            "flash": Flash("sign-in", "invalid-credentials"),
        },
    ),
    "code prompt": State(
        _CODE,
        _at_code(next_code_at=soon(21)),
    ),
    "code prompt, eight digits": State(_CODE, _at_code(digits=8)),
    "wrong code": State(
        _CODE,
        _at_code(Flash("code", "wrong-code", 3, next_code_at=soon(17))),
    ),
    "wrong code, the current one being used": State(
        _CODE,
        _at_code(Flash("code", "wrong-code", 5, next_code_at=soon(17)), soon(17)),
    ),
    "last wrong code": State(
        _CODE,
        _at_code(Flash("code", "wrong-code", 0, soon(30), soon(17))),
    ),
    "too many codes": State(
        _CODE,
        _at_code(Flash("code", "too-many-attempts", until=soon(25))),
    ),
    "device switched off": State(
        _CODE,
        _at_code(Flash("code", "device-disabled")),
    ),
    "new device": State(
        "steps/new_device.html",
        _at_code(),
    ),
    "lost answer": State(
        "steps/signed_in.html",
        {"account": account(), "login": login(_L.signed_in)},
    ),
    "expired": State(
        "steps/ended.html",
        {"account": account(), "login": login(_L.expired)},
    ),
    "cancelled": State(
        "steps/ended.html",
        {"account": account(), "login": login(_L.cancelled)},
    ),
}
SETTING_UP = {
    "setup required": State(
        "steps/setup_required.html",
        {"account": account(), "login": login(_L.setup_required)},
    ),
    "mail sent": State(
        _MAIL,
        setting_up(_E.verify_email),
    ),
    "mail on its way": State(
        _MAIL,
        setting_up(_E.verify_email, status="sending"),
    ),
    "mail server slow": State(
        _MAIL,
        {**setting_up(_E.verify_email, status="retrying"), "tried_again_at": None},
    ),
    "mail refused": State(
        _MAIL,
        setting_up(_E.verify_email, status="failed"),
    ),
    "wrong mailed code": State(
        _MAIL,
        setting_up(_E.verify_email, flash=Flash("email-code", "wrong-code", 1)),
    ),
    "mailed code burned": State(
        _MAIL,
        setting_up(
            _E.verify_email, flash=Flash("email-code", "wrong-code", 0), attempts_left=0
        ),
    ),
    "install an app": State(
        "steps/install_app.html",
        setting_up(_E.install_app),
    ),
    "connect": State(
        "steps/connect_device.html",
        with_secret(_E.connect_device),
    ),
    "connect another device": State(
        "steps/connect_device.html",
        with_secret(
            _E.connect_device, replaces=True, address="j" * 300, issuer="長" * 100
        ),
    ),
    "setup code": State(
        "steps/confirm_code.html",
        with_secret(_E.confirm_code),
    ),
    "wrong setup code": State(
        "steps/confirm_code.html",
        with_secret(_E.confirm_code, Flash("setup-code", "wrong-code", 9)),
    ),
    "connected": State(
        "steps/enrolled.html",
        _at_code(next_code_at=soon(21)),
    ),
}


def _turning_off(flash: Flash) -> dict[str, object]:
    counts = EnrollmentCounts({}, enrolled=9, enabled=12)
    return in_admin_center(
        flash=flash, typed={"reason": "Ticket 4711"}, enrollment_counts=counts
    )


def _stepping_up(flash: Flash | None = None, *, by_code: bool) -> dict[str, object]:
    return in_admin_center(
        flash=flash,
        here="/admin-center/two-step-off",
        waiting={"asked": "test.sealed"},
        code_digits=6 if by_code else None,
        back="/admin-center",
    )


INSIDE = {
    "web console": State(
        "web_console.html",
        {
            "account": account(),
            "me": me(
                bodies.AuthenticatorFacts(
                    enrolled_at=NOW, last_used_at=NOW - timedelta(minutes=5)
                )
            ),
        },
    ),
    "web console without device": State(
        "web_console.html",
        {"account": account(colour="#ffd400"), "me": me(None)},
    ),
    "own sessions": State(
        "sessions.html",
        {
            "account": account(),
            "me": me(None),
            "sessions": (open_session(current=True), open_session(current=False)),
            "flash": Flash("end", "session-ended"),
        },
        step="sessions",
    ),
    "switch": State(
        "admin_center/security.html",
        in_admin_center(),
        step="security",
    ),
    "switch that is off": State(
        "admin_center/security.html",
        {"account": account(required=False)},
        step="security",
    ),
    "turn off": State(
        "admin_center/two_step_off.html",
        _turning_off(Flash("two-step-off", "invalid-request")),
        step="security",
    ),
    "step up by code": State(
        "step_up.html", _stepping_up(by_code=True), step="step-up"
    ),
    "step up with a wrong code": State(
        "step_up.html",
        _stepping_up(Flash("code", "wrong-code", 3), by_code=True),
        step="step-up",
    ),
    "step up by password": State(
        "step_up.html",
        _stepping_up(Flash("password", "wrong-password"), by_code=False),
        step="step-up",
    ),
    "no such page": State("problem.html", {"slug": "not-found", "again": "/"}),
    "internal error": State("problem.html", {"slug": "internal-error", "again": "/"}),
    "refused form": State("problem.html", {"slug": "invalid-request", "again": "/"}),
    "for administrators": State(
        "problem.html", {"slug": "not-an-administrator", "again": "/"}
    ),
    "unavailable": State(
        "problem.html",
        {"slug": "temporarily-unavailable", "again": "/verify"},
    ),
    "foreign form": State(
        "problem.html",
        {"slug": "foreign-form", "again": "/"},
    ),
    "other address": State(
        "problem.html",
        {"slug": "other-address", "public_url": "https://login.acme.test"},
    ),
}
GALLERY = {
    **SIGNING_IN,
    **ASKED,
    **SETTING_UP,
    **DEADLINES,
    **INSIDE,
    **PASSWORDS,
    **INVITATIONS,
    **MEMBERS,
    **ACCESS,
    **OPERATING,
    **APPLICATIONS,
}
