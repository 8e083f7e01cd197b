"""The pages that show a deadline, by name."""

from api.pages.frame.flash import Flash
from doorstep.rules.stages import EnrollmentStage, LoginStage
from page_states import NOW, State, account, login, setting_up, soon

_E, _L = EnrollmentStage, LoginStage
_MAIL = "steps/verify_email.html"
_CODE = "steps/code_required.html"
_OVER = Flash("email-code", "setup-expired")

DEADLINES = {
    "mail server slow, next try": State(
        _MAIL,
        "Verification email is being sent",
        ("We try again in 8 seconds; there is nothing you need to do.", "Look again"),
        {
            **setting_up(_E.verify_email, status="retrying"),
            "tried_again_at": soon(8),
        },
    ),
    "mailed code expired": State(
        _MAIL,
        "Verification email has been sent",
        ("The code that was sent has expired.", "Send the email again"),
        setting_up(_E.verify_email, code_expires_at=NOW),
    ),
    "wrong mailed code of several": State(
        _MAIL,
        "Verification email has been sent",
        ("You have 2 more tries.", "3 emails were sent to you. Only the code of the"),
        setting_up(
            _E.verify_email, flash=Flash("email-code", "wrong-code", 2), number=3
        ),
    ),
    "set-up expired": State(
        "steps/setup_required.html",
        "Set up an additional way to verify your account",
        ("The set-up was open for too long, so it has ended.", "Continue"),
        {"account": account(), "login": login(_L.setup_required), "flash": _OVER},
    ),
    "replacement expired at the prompt": State(
        _CODE,
        "Enter the code from your app",
        ("The set-up was open for too long", "Begin the set-up again"),
        {
            "account": account(),
            "login": login(_L.code_required),
            "flash": _OVER,
            "device_enrolled_at": NOW,
        },
    ),
}
