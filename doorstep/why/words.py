"""The sentences of `doorstep why`: the reason, and what happens next."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from doorstep.i18n import format_duration
from doorstep.mail.codes import gist
from doorstep.why.reasons import Explanation, Reason

_SAID = {
    Reason.database_away: "PostgreSQL does not answer ({failure}): nobody gets in.",
    Reason.database_read_only: "PostgreSQL is read-only ({failure}): nobody gets in.",
    Reason.temporal_away: "Temporal does not answer: nobody gets further.",
    Reason.no_worker: "No worker polls the task queue {stage}: nobody gets further.",
    Reason.workflow_paused: "The workflow is paused in Temporal since {since}, by an "
    "operator: the member can read where it stands and do nothing.",
    Reason.workflow_failing: "The workflow fails since {since} ({failure}, try "
    "{tries}), as after a deployment that does not fit the flows it found.",
    Reason.workflow_gone: "The workflow was {stage} in Temporal at {since}, before "
    "the flow had ended.",
    Reason.workflow_missing: "Temporal has no workflow for the flow that began at "
    "{since}: the API was cut off before the start, or Temporal lost it.",
    Reason.member_disabled: "The member is disabled since {since}.",
    Reason.never_came: "The member has not tried to sign in, or not for a day.",
    Reason.password_wrong: "The member never got past the password: typed wrong "
    "{tries} times, the last at {since}.",
    Reason.setup_required: "The login waits since {since} for the member to begin "
    "setting up an authenticator.",
    Reason.mail_on_its_way: "Mail no. {mail} is on its way to the mail server since "
    "{since}.",
    Reason.mail_server_slow: "The mail server does not answer: mail no. {mail} has "
    "been waiting for the mail server since {since}; {tries} tries failed before.",
    Reason.mail_server_away: "The mail server is down or cannot be reached: mail no. "
    "{mail} has failed {tries} times, the last with {failure}.",
    Reason.mail_denied: "The mail server takes no mail from here{hint}, whoever it is "
    "for: mail no. {mail} has failed {tries} times, the last with {failure}.",
    Reason.mail_put_off: "The mail server puts mail no. {mail} off{hint}: it has "
    "failed {tries} times, the last with {failure}.",
    Reason.mail_refused: "The mail server has refused mail no. {mail} for good: "
    "{failure}.",
    Reason.mail_undelivered: "Mail no. {mail} could not be delivered while its code "
    "could live; it has failed {tries} times, the last with {failure}.",
    Reason.email_code: "The set-up waits for the emailed code: the mail server took "
    "mail no. {mail} at {since}; {tries} wrong codes so far, {tries_left} tries left.",
    Reason.email_code_burned: "The code of mail no. {mail} is burned: all its tries "
    "were wrong, {tries} in this set-up.",
    Reason.email_code_expired: "The code of mail no. {mail} expired at {until}.",
    Reason.mails_used_up: "The member has used up the mails of an hour.",
    Reason.tries_used_up: "The member has used up the wrong emailed codes of a day.",
    Reason.install_app: "The set-up waits since {since} for the member to install an "
    "authenticator app and continue.",
    Reason.connect_device: "The set-up waits since {since} for the member to scan the "
    "QR code or type the key; {tries} wrong setup codes so far.",
    Reason.setup_code: "The set-up waits since {since} for the first code of the new "
    "device; {tries} wrong ones so far, {tries_left} tries left.",
    Reason.clock_off: "The phone's clock is {off}: the last wrong code was right for "
    "that time; {tries} wrong codes so far.",
    Reason.login_code: "The login waits since {since} for a code from the "
    "authenticator app; {tries} wrong ones in a row so far.",
    Reason.device_locked: "The device is locked until {again_at} for a network that it "
    "knows, after {tries} wrong codes in a row from there.",
    Reason.others_locked: "The device is locked until {again_at} for networks that it "
    "does not know, after {tries} wrong codes from there; where it is known it works.",
    Reason.others_refused: "The device is locked since {since} for networks that it "
    "does not know, after {tries} wrong codes from there; where it is known it works.",
    Reason.device_disabled: "The device is disabled since {since}, after too many "
    "wrong codes in a row from a network that it knew.",
    Reason.never_started: "Temporal did not take the login's start: it was cancelled "
    "at {since} and counts for nothing.",
    Reason.ended: "The flow ended as {stage} at {since}.",
}

_ANOTHER_MAIL = "The member can ask for another mail from {again_at} on."
_MEANWHILE = "what runs out meanwhile is begun anew"
_UNLOCK = (
    "`doorstep device unlock` lifts it at once, `doorstep member password` too, where "
    "somebody else may know the password"
)
_NEXT = {
    Reason.database_away: "Flows go on from where they were once it is back; "
    "`doorstep doctor` says more.",
    Reason.database_read_only: "Flows go on from where they were once it takes writes "
    "again: end what made it so, or let DOORSTEP_DATABASE_URL lead to the primary.",
    Reason.temporal_away: f"Flows go on once it is back; {_MEANWHILE}.",
    Reason.no_worker: f"Start `doorstep worker`: flows go on then; {_MEANWHILE}.",
    Reason.workflow_paused: "`temporal workflow unpause --workflow-id {flow}` lets it "
    "go on from where it was; its deadline, {until}, stands.",
    Reason.workflow_failing: "Temporal tries again by itself: put back workers that "
    f"fit, or mended ones; {_MEANWHILE}.",
    Reason.workflow_gone: "Nothing: the member signs in anew.",
    Reason.workflow_missing: "Nothing: the member signs in anew; this one expires at "
    "{until}.",
    Reason.member_disabled: "Nothing, until an administrator enables the member.",
    Reason.never_came: "Nothing, until the member signs in.",
    Reason.password_wrong: "The member types the right password; after many wrong "
    "ones there is a wait.",
    Reason.setup_required: "The member presses Continue; else the login expires at "
    "{until}.",
    Reason.mail_on_its_way: "It is tried until {until}.",
    Reason.mail_server_slow: "It is waited for as RFC 5321 asks, minutes a step, and "
    "tried until {until}; `doorstep doctor` says at which step.",
    Reason.mail_denied: "An operator has to act: `doorstep doctor` tries sign-in, "
    "sender and relaying. This mail is tried until {until}.",
    Reason.mail_server_away: "It is tried again {when}, and until {until}.",
    Reason.mail_put_off: "It is tried again {when}, and until {until}.",
    Reason.mail_refused: "It is not tried again: check the member's address. "
    + _ANOTHER_MAIL,
    Reason.mail_undelivered: _ANOTHER_MAIL,
    Reason.email_code: "The code works until {until}. " + _ANOTHER_MAIL,
    Reason.email_code_burned: _ANOTHER_MAIL,
    Reason.email_code_expired: _ANOTHER_MAIL,
    Reason.mails_used_up: _ANOTHER_MAIL,
    Reason.tries_used_up: "Emailed codes are judged again from {again_at} on.",
    Reason.install_app: "The set-up expires at {until} unless it goes on.",
    Reason.connect_device: "The set-up expires at {until} unless it goes on.",
    Reason.setup_code: "The set-up expires at {until} unless it goes on.",
    Reason.clock_off: "No such code is accepted: the member lets the phone set its "
    "time by itself, and types the next code before {until}.",
    Reason.login_code: "The login expires at {until} unless it goes on.",
    Reason.device_locked: "Right codes are taken again from then on; `doorstep device "
    "unlock` lifts the wait at once.",
    Reason.others_locked: "Right codes are taken again from then on, and make their "
    f"network known; {_UNLOCK}.",
    Reason.others_refused: f"No wait ends this: {_UNLOCK}.",
    Reason.device_disabled: "The member sets up a new device at the code prompt, or "
    "an administrator resets this one.",
    Reason.never_started: "Nothing: the member signs in anew.",
    Reason.ended: "Nothing: the member signs in anew.",
}
_ENDED_WELL = {
    "signed_in": "Nothing: the member is in.",
    "enrolled": "The member signs in with a new code from the device.",
}
_HINTS = {
    Reason.mail_put_off: {
        "450": ", as one does that greylists",
        "451": ", as one does that greylists",
        "452": ", as with a full mailbox or disk",
    },
    Reason.mail_denied: {
        "530": " as it wants a user name and password",
        "534": " as it does not take our user name and password",
        "535": " as it does not take our user name and password",
        "tls": " as there is no encryption that both can agree on",
        "auth": " as it offers no sign-in",
    },
}


def sentence(explanation: Explanation) -> str:
    return _SAID[explanation.reason].format_map(_values(explanation))


def what_next(explanation: Explanation) -> str:
    words = _NEXT[explanation.reason]
    if explanation.reason is Reason.ended:
        words = _ENDED_WELL.get(explanation.stage or "", words)
    return words.format_map(_values(explanation))


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _values(explanation: Explanation) -> dict[str, str]:
    values = {name: _in_words(value) for name, value in asdict(explanation).items()}
    hints = _HINTS.get(explanation.reason, {})
    hint = hints.get(gist(explanation.failure or ""), "")
    known = explanation.next_try_at is not None
    when = f"at {values['next_try_at']}" if known else "within seconds"
    return {**values, "hint": hint, "when": when}


def _in_words(value: object) -> str:
    match value:
        case None:
            return "an unknown time"
        case datetime():
            return moment(value)
        case timedelta():
            side = "ahead" if value > timedelta(0) else "behind"
            return f"{format_duration(abs(value), 'en')} {side}"
    return str(value)
