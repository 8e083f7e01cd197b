"""What a set-up waits for, and why its mail fails, in the reader's language.

`doorstep.why.words` has the sentences for operators, with more detail.
"""

from doorstep import i18n
from doorstep.mail.codes import SIGN_IN_REFUSED, gist
from doorstep.why.reasons import Explanation, Reason


def _(text: str) -> str:
    """Mark a text for translation; it is looked up when the language is known."""
    return text


_SENTENCES = {
    Reason.member_disabled: _("The member is disabled and cannot sign in."),
    Reason.mail_on_its_way: _("The email is on its way to the mail server."),
    Reason.mail_server_away: _(
        "The mail server cannot be reached. The email is tried again by itself."
    ),
    Reason.mail_denied: _(
        "The mail server takes no mail from here. Whoever runs this service has to see "
        "to it; the email is tried again by itself."
    ),
    Reason.mail_put_off: _(
        "The mail server puts the email off. It is tried again by itself."
    ),
    Reason.mail_refused: _(
        "The mail server refused the email for good. Check the member's address."
    ),
    Reason.mail_undelivered: _(
        "The email could not be delivered while its code was good. Send it again."
    ),
    Reason.email_code: _("The member has to type the code from the email."),
    Reason.email_code_burned: _(
        "The emailed code was typed wrong too often. Another email is needed."
    ),
    Reason.email_code_expired: _(
        "The emailed code has expired. Another email is needed."
    ),
    Reason.mails_used_up: _(
        "The emails of an hour are used up. The next one is possible from %(moment)s."
    ),
    Reason.tries_used_up: _(
        "The wrong emailed codes of a day are used up. The next one is judged from "
        "%(moment)s."
    ),
    Reason.install_app: _("The member has to install an authenticator app."),
    Reason.connect_device: _("The member has to scan the QR code or type the key."),
    Reason.setup_code: _("The member has to type the first code from the app."),
    Reason.clock_off: _(
        "The clock of the phone is wrong by %(time)s. It has to set its time by itself."
    ),
}
_REFUSED = _("refused for good")
_SIGN_IN = _("signing in to it failed")
_FAILURES = {
    "address": _REFUSED,
    "connect": _("not reached"),
    "timeout": _("no answer in time"),
    "tls": _("no secure connection"),
    "auth": _SIGN_IN,
    "450": _("put off for now, as by greylisting"),
    "451": _("put off for now, as by greylisting"),
    "452": _("the mailbox is full"),
    **dict.fromkeys(SIGN_IN_REFUSED, _SIGN_IN),
    "550": _("no such mailbox, or not for us"),
    "552": _("the mailbox is full"),
}
_DENIED = _("no mail is taken from here")
_PUT_OFF = _("put off for now")
_UNCLEAR = _("broken off")


def waiting_for(explanation: Explanation, language: str) -> str:
    """One or two sentences, for the reasons that a running set-up can have."""
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
    own = gist(code) in ("tls", "auth", *SIGN_IN_REFUSED)
    return _meaning(code) if own else _DENIED


def _meaning(code: str) -> str:
    of_class = {"4": _PUT_OFF, "5": _REFUSED}.get(gist(code)[:1], _UNCLEAR)
    return _FAILURES.get(gist(code), of_class)
