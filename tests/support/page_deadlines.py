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
        {
            **setting_up(_E.verify_email, status="retrying"),
            "tried_again_at": soon(8),
        },
    ),
    "mailed code expired": State(
        _MAIL,
        setting_up(_E.verify_email, code_expires_at=NOW),
    ),
    "wrong mailed code of several": State(
        _MAIL,
        setting_up(
            _E.verify_email, flash=Flash("email-code", "wrong-code", 2), number=3
        ),
    ),
    "setup expired": State(
        "steps/setup_required.html",
        {"account": account(), "login": login(_L.setup_required), "flash": _OVER},
    ),
    "replacement expired at the prompt": State(
        _CODE,
        {
            "account": account(),
            "login": login(_L.code_required),
            "flash": _OVER,
            "device_enrolled_at": NOW,
            "code_digits": 6,
        },
    ),
}
