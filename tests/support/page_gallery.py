"""All pages by name, for the tests and pictures that render each of them."""

from datetime import datetime, timedelta

from api.edge import bodies
from api.pages.frame.flash import Flash
from doorstep.rules.stages import EnrollmentStage, LoginStage
from page_deadlines import DEADLINES
from page_members import MEMBERS
from page_operating import OPERATING
from page_states import (
    NAME,
    NOW,
    State,
    account,
    in_admin_center,
    login,
    me,
    setting_up,
    soon,
    with_secret,
)

_E, _L = EnrollmentStage, LoginStage
_MAIL = "steps/verify_email.html"
_CODE = "steps/code_required.html"


def _at_code(
    flash: Flash | None = None, next_code_at: datetime | None = None
) -> dict[str, object]:
    return {
        "account": account(),
        "login": login(_L.code_required, next_code_at),
        "flash": flash,
        "device_enrolled_at": NOW,
    }


SIGNING_IN = {
    "sign in": State(
        "sign_in.html",
        "Sign in to the Web Console",
        ("Email address", "Password", "Sign in to the Admin Center"),
        {"application": "web_console", "has_running_login": False},
    ),
    "wrong password": State(
        "sign_in.html",
        "Sign in to the Admin Center",
        ("Wrong email address or password.", "Go on with it"),
        {
            "application": "admin_center",
            "has_running_login": True,
            "flash": Flash("sign-in", "invalid-credentials"),
        },
    ),
    "code prompt": State(
        _CODE,
        "Enter the code from your app",
        (
            "One-time code",
            "Set up a new mobile device",
            "You have already used the current code. The next one shows in 21 seconds.",
        ),
        _at_code(next_code_at=soon(21)),
    ),
    "wrong code": State(
        _CODE,
        "Enter the code from your app",
        (
            "You have 3 more tries.",
            "clock automatically",
            "It was set up on March 5, 2026.",
            "Each code works once. The app shows the next one in 17 seconds.",
        ),
        _at_code(Flash("code", "wrong-code", 3, next_code_at=soon(17))),
    ),
    "wrong code, the current one being used": State(
        _CODE,
        "Enter the code from your app",
        (
            "You have already used the current code. The next one shows in 17 seconds.",
            "5 tries left.",
            "clock automatically",
        ),
        _at_code(Flash("code", "wrong-code", 5, next_code_at=soon(17)), soon(17)),
    ),
    "too many codes": State(
        _CODE,
        "Enter the code from your app",
        ("You can try again in 25 seconds.", "It was set up on March 5, 2026."),
        _at_code(Flash("code", "too-many-attempts", until=soon(25))),
    ),
    "device switched off": State(
        _CODE,
        "Enter the code from your app",
        ("Set up a new mobile device.",),
        _at_code(Flash("code", "device-disabled")),
    ),
    "new device": State(
        "steps/new_device.html",
        "Set up a new mobile device",
        ("keeps working until the new one is confirmed", "Continue"),
        _at_code(),
    ),
    "lost answer": State(
        "steps/signed_in.html",
        "Your code was right",
        ("Continue",),
        {"account": account(), "login": login(_L.signed_in)},
    ),
    "expired": State(
        "steps/ended.html",
        "Sign-in expired",
        ("Sign in again",),
        {"account": account(), "login": login(_L.expired)},
    ),
    "cancelled": State(
        "steps/ended.html",
        "Sign-in cancelled",
        ("in this browser or by an administrator", "Sign in again"),
        {"account": account(), "login": login(_L.cancelled)},
    ),
}
SETTING_UP = {
    "set-up required": State(
        "steps/setup_required.html",
        "Set up an additional way to verify your account",
        ("You need a computer and your phone", "Begin on the computer", "Continue"),
        {"account": account(), "login": login(_L.setup_required)},
    ),
    "mail sent": State(
        _MAIL,
        "Verification email has been sent",
        ("Email Verification", "send the email again", "5 tries left.", "43 seconds"),
        setting_up(_E.verify_email),
    ),
    "mail on its way": State(
        _MAIL,
        "Verification email is being sent",
        ("The email is on its way",),
        setting_up(_E.verify_email, status="sending"),
    ),
    "mail server slow": State(
        _MAIL,
        "Verification email is being sent",
        ("The mail server is slow. We try again by ourselves",),
        {**setting_up(_E.verify_email, status="retrying"), "tried_again_at": None},
    ),
    "mail refused": State(
        _MAIL,
        "Verification email could not be sent",
        ("Check the address with your administrator", "send the email again"),
        setting_up(_E.verify_email, status="failed"),
    ),
    "wrong mailed code": State(
        _MAIL,
        "Verification email has been sent",
        ("You have one more try.",),
        setting_up(_E.verify_email, flash=Flash("email-code", "wrong-code", 1)),
    ),
    "mailed code burned": State(
        _MAIL,
        "Verification email has been sent",
        ("Have the email sent again", "Send the email again"),
        setting_up(
            _E.verify_email, flash=Flash("email-code", "wrong-code", 0), attempts_left=0
        ),
    ),
    "install an app": State(
        "steps/install_app.html",
        "Install an authenticator app",
        (
            "1Password",
            "Open the app store of your phone",
            "If you have an app already, just continue.",
        ),
        setting_up(_E.install_app),
    ),
    "connect": State(
        "steps/connect_device.html",
        "Connect to your mobile device",
        (
            "GAYT EMZU GU3D OOBZ MFRG GZDF MZTW Q2LK",
            "Leave this page open",
            "The set-up ends in 30 minutes; this page stays valid until then.",
            "restored from its backup",
        ),
        with_secret(_E.connect_device),
    ),
    "setup code": State(
        "steps/confirm_code.html",
        "Enter setup code",
        ("Setup code", "10 tries left.", "Show the QR code again"),
        with_secret(_E.confirm_code),
    ),
    "wrong setup code": State(
        "steps/confirm_code.html",
        "Enter setup code",
        ("You have 9 more tries.", "several entries of this name"),
        with_secret(_E.confirm_code, Flash("setup-code", "wrong-code", 9)),
    ),
    "connected": State(
        "steps/enrolled.html",
        "Your mobile device is connected",
        ("Continue asks you for a new code", "next code in 21 seconds"),
        _at_code(next_code_at=soon(21)),
    ),
}
INSIDE = {
    "web console": State(
        "web_console.html",
        f"Welcome, {NAME}",
        ("Password and one-time code", "March 5, 2026", "Acme & Sons", "Sign out"),
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
        f"Welcome, {NAME}",
        ("next sign-in",),
        {"account": account(colour="#ffd400"), "me": me(None)},
    ),
    "switch": State(
        "admin_center/security.html",
        "Security",
        ("Require two-step verification", "Save", "On"),
        in_admin_center(),
        step="security",
    ),
    "no such page": State(
        "problem.html", "There is no such page", (), {"slug": "not-found", "again": "/"}
    ),
    "unavailable": State(
        "problem.html",
        "One moment, please",
        ("Nothing is lost", "Try again"),
        {"slug": "temporarily-unavailable", "again": "/verify"},
    ),
    "foreign form": State(
        "problem.html",
        "This form could not be accepted",
        ("nothing was changed",),
        {"slug": "foreign-form", "again": "/"},
    ),
    "other address": State(
        "problem.html",
        "This form could not be accepted",
        ("DOORSTEP_PUBLIC_URL", "Go to https://login.acme.test"),
        {"slug": "other-address", "public_url": "https://login.acme.test"},
    ),
}
GALLERY = {**SIGNING_IN, **SETTING_UP, **DEADLINES, **INSIDE, **MEMBERS, **OPERATING}
