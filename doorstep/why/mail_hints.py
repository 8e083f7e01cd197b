"""What the failure of a mail suggests about its cause."""

from doorstep.mail.codes import gist
from doorstep.why.explanations import Explanation, Reason

_HINTS = {
    Reason.mail_refused: {
        "utf8": " because it takes ASCII addresses only (no SMTPUTF8)",
    },
    Reason.mail_put_off: {
        "450": " (greylisting)",
        "451": " (greylisting)",
        "452": " (mailbox or disk full)",
    },
    Reason.mail_denied: {
        "530": " because it requires a user name and password",
        "534": " because it does not accept our user name and password",
        "535": " because it does not accept our user name and password",
        "tls": " because there is no encryption that both support",
        "auth": " because it offers no sign-in",
        "token": " because DOORSTEP_SMTP_TOKEN_COMMAND gives no token for it",
    },
}


def hint(explanation: Explanation) -> str:
    """What the failure of a mail suggests about its cause, if anything."""
    hints = _HINTS.get(explanation.reason, {})
    return hints.get(gist(explanation.failure or ""), "")
