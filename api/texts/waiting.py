"""What a setup waits for, and why its mail fails, in the reader's language.

`doorstep.why.words` has the sentences for operators, with more detail.
"""

from doorstep import i18n
from doorstep.mail.codes import SIGN_IN_REFUSED, gist
from doorstep.why.explanations import Explanation, Reason


def _(text: str) -> str:
    """Mark a text for translation; it is looked up when the language is known."""
    return text


_SENTENCES = {
    Reason.member_disabled: _("The member is disabled and cannot sign in."),
    Reason.mail_on_its_way: _("The email is on its way to the mail server."),
    Reason.mail_server_away: _(
        "The mail server can't be reached. The email will be retried automatically."
    ),
    Reason.mail_denied: _(
        "The mail server doesn't accept mail from Doorstep. The operator of this "
        "service needs to fix this. The email will be retried automatically."
    ),
    Reason.mail_put_off: _(
        "The mail server is delaying the email. It will be retried automatically."
    ),
    Reason.mail_refused: _(
        "The mail server rejected the email. Check the member's address."
    ),
    Reason.mail_undelivered: _(
        "The email couldn't be delivered before its code expired. Send it again."
    ),
    Reason.email_code: _("The member needs to enter the code from the email."),
    Reason.email_code_burned: _(
        "Too many wrong codes were entered for the email. A new email is needed."
    ),
    Reason.email_code_expired: _(
        "The emailed code has expired. A new email is needed."
    ),
    Reason.mails_used_up: _(
        "The hourly email limit has been reached. The next email can be sent from "
        "%(moment)s."
    ),
    Reason.tries_used_up: _(
        "The daily limit for wrong emailed codes has been reached. Codes are checked "
        "again from %(moment)s."
    ),
    Reason.install_app: _("The member needs to install an authenticator app."),
    Reason.connect_device: _("The member needs to scan the QR code or enter the key."),
    Reason.setup_code: _("The member needs to enter the first code from the app."),
    Reason.clock_off: _(
        "The phone's clock is off by %(time)s. The member needs to turn on automatic "
        "date and time."
    ),
}
_REFUSED = _("permanently rejected")
_SIGN_IN = _("authentication failed")
_FAILURES = {
    "address": _REFUSED,
    "utf8": _("takes ASCII addresses only"),
    "connect": _("unreachable"),
    "timeout": _("timed out"),
    "tls": _("no secure connection"),
    "auth": _SIGN_IN,
    "token": _SIGN_IN,
    "450": _("delayed, probably by greylisting"),
    "451": _("delayed, probably by greylisting"),
    "452": _("mailbox full"),
    **dict.fromkeys(SIGN_IN_REFUSED, _SIGN_IN),
    "550": _("no such mailbox, or relaying denied"),
    "552": _("mailbox full"),
}
_DENIED = _("mail from Doorstep not accepted")
_PUT_OFF = _("delayed")
_UNCLEAR = _("connection lost")


def waiting_for(explanation: Explanation, language: str) -> str:
    """One or two sentences, for the reasons that a running setup can have."""
    sentence = i18n.translator(language).gettext(_SENTENCES[explanation.reason])
    used_up = explanation.reason in (
        Reason.mails_used_up,
        Reason.tries_used_up,
    )
    if used_up and explanation.again_at:
        return sentence % {"moment": i18n.format_moment(explanation.again_at, language)}
    if explanation.reason is Reason.clock_off and explanation.off:
        return sentence % {"time": i18n.format_duration(abs(explanation.off), language)}
    return sentence


def mail_failure(code: str, language: str, *, denied: bool = False) -> str:
    """`smtp 451 4.7.1`, with its meaning; `denied` is for the operator to fix."""
    known = _meaning(code) if not denied else _denied(code)
    meaning = i18n.translator(language).gettext(known)
    return f"{code} ({meaning})"


def _denied(code: str) -> str:
    """For authentication and encryption the code is enough."""
    own = gist(code) in ("tls", "auth", "token", *SIGN_IN_REFUSED)
    return _meaning(code) if own else _DENIED


def _meaning(code: str) -> str:
    of_class = {"4": _PUT_OFF, "5": _REFUSED}.get(gist(code)[:1], _UNCLEAR)
    return _FAILURES.get(gist(code), of_class)
