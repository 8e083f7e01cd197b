"""The sentences of `doorstep why`: the reason, and what happens next."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from doorstep.i18n import format_duration
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.mail_hints import hint

_FAILED = "failed attempts: {tries}, last error: {failure}"
_WRONG_AND_LEFT = "wrong codes: {tries}, attempts left: {tries_left}"
_SAID = {
    Reason.database_away: "PostgreSQL is not responding ({failure}), so nobody can "
    "sign in.",
    Reason.database_read_only: "PostgreSQL is read-only ({failure}), so nobody can "
    "sign in.",
    Reason.temporal_away: "Temporal is not responding, so nobody can continue.",
    Reason.no_worker: "No worker is polling the task queue {stage}, so nobody can "
    "continue.",
    Reason.workflow_paused: "An operator paused the workflow in Temporal at {since}. "
    "The member can see the current step but cannot continue.",
    Reason.workflow_failing: "The workflow has been failing since {since} ({failure}, "
    "attempt {tries}), probably because a deployment does not fit the running flows.",
    Reason.workflow_gone: "The workflow was {stage} in Temporal at {since}, before the "
    "flow had ended.",
    Reason.workflow_missing: "Temporal has no workflow for the flow that started at "
    "{since}: the API was interrupted before it could start one, or Temporal lost it.",
    Reason.member_disabled: "The member has been disabled since {since}.",
    Reason.client_refused: "The member entered the correct password at {since}, but "
    "the application is turned off, or not one that the account's members sign in to.",
    Reason.never_came: "The member has not tried to sign in during the last day.",
    Reason.password_wrong: "The member has not entered the correct password (wrong "
    "attempts: {tries}, the last at {since}).",
    Reason.setup_required: "Waiting since {since} for the member to start setting up "
    "an authenticator.",
    Reason.mail_on_its_way: "Mail {mail} has been on its way to the mail server since "
    "{since}.",
    Reason.mail_server_slow: "The mail server is not responding: mail {mail} has been "
    "waiting for it since {since} (failed attempts before: {tries}).",
    Reason.mail_server_away: "The mail server is down or unreachable: mail {mail} "
    f"could not be sent ({_FAILED}).",
    Reason.mail_denied: "The mail server accepts no mail from Doorstep{hint}: mail "
    f"{{mail}} could not be sent ({_FAILED}).",
    Reason.mail_put_off: "The mail server is delaying mail {mail}{hint}. F"
    f"{_FAILED[1:]}.",
    Reason.mail_refused: "The mail server permanently rejected mail {mail}{hint}: "
    "{failure}.",
    Reason.mail_undelivered: "Mail {mail} could not be delivered before its code "
    f"expired ({_FAILED}).",
    Reason.email_code: "Waiting for the emailed code: the mail server accepted mail "
    f"{{mail}} at {{since}} ({_WRONG_AND_LEFT}).",
    Reason.email_code_burned: "The code in mail {mail} can no longer be used after too "
    "many wrong attempts (wrong codes in this setup: {tries}).",
    Reason.email_code_expired: "The code in mail {mail} expired at {until}.",
    Reason.mails_used_up: "The member has reached the hourly limit for emails.",
    Reason.tries_used_up: "The member has reached the daily limit for wrong emailed "
    "codes.",
    Reason.install_app: "Waiting since {since} for the member to install an "
    "authenticator app and continue.",
    Reason.connect_device: "Waiting since {since} for the member to scan the QR code "
    "or enter the key (wrong setup codes: {tries}).",
    Reason.setup_code: "Waiting since {since} for the first code from the new device "
    f"({_WRONG_AND_LEFT}).",
    Reason.clock_off: "The phone's clock is {off}: the last wrong code was correct for "
    "that time (wrong codes: {tries}).",
    Reason.login_code: "Waiting since {since} for a code from the authenticator app "
    "(wrong codes in a row: {tries}).",
    Reason.device_locked: "The device is locked for a known network until {again_at} "
    "(wrong codes in a row from there: {tries}).",
    Reason.others_locked: "The device is locked for unknown networks until {again_at} "
    "(wrong codes from there: {tries}). It still works from known networks.",
    Reason.others_refused: "The device has been locked for unknown networks since "
    "{since} (wrong codes from there: {tries}). It still works from known networks.",
    Reason.device_disabled: "The device has been disabled since {since}, after too "
    "many wrong codes in a row from a known network.",
    Reason.signing_key_missing: "No usable key signs with {failure}, so no "
    "application that wants it gets an ID token.",
    Reason.client_not_authenticated: "The application {client} failed to authenticate, "
    "last at {since} ({failure}).",
    Reason.redirect_refused: "The application {client} sent somebody here with a "
    "return address that is not registered for it, last at {since}. People are told "
    "so, and get no further.",
    Reason.code_expired: "The application {client} was given a code at {since}, and "
    "did not exchange it within 60 seconds.",
    Reason.code_refused: "The code of the application {client} was refused at {since} "
    "({failure}).",
    Reason.code_reused: "A code or refresh token of the application {client} came "
    "twice at {since}, so its tokens have ended.",
    Reason.logout_failing: "The application {client} has not been told yet that the "
    "member's session ended at {since} (last error: {failure}).",
    Reason.logout_failed: "The application {client} was not told that the member's "
    "session ended at {since} (last error: {failure}).",
    Reason.start_waiting: "The login of {since} has ended, but its workflow has not "
    "begun: Temporal does not show it yet.",
    Reason.reset_waiting: "A password reset has been waiting since {since} for {step}.",
    Reason.address_waiting: "A change of the member's address has been waiting since "
    "{since} for {step}.",
    Reason.invited: "The member was invited at {since} and has not chosen a password "
    "yet. The mail server accepted mail {mail}.",
    Reason.invitation_expired: "The member has no password: the invitation {ending}.",
    Reason.imported_without_password: "The member was imported at {since} without a "
    "password, and has none.",
    Reason.never_started: "Temporal did not accept the start of the login. It was "
    "cancelled at {since} and does not count towards any limit.",
    Reason.ended: "The flow ended at {since}: it was {stage}.",
}
_INVITED = {
    "corrected": "The member was invited at {since} at another address, which becomes "
    "the member's, and has not chosen a password yet. The mail server accepted mail "
    "{mail}.",
    "taken": "The member was invited at {since} at another address, which another "
    "member has now: the invitation cannot be accepted, and no more mail goes there.",
}
_ENDED = {
    "signed_in": "The member signed in at {since}.",
    "enrolled": "The member finished setting up the device at {since}.",
    "expired": "The flow expired at {since}.",
    "cancelled": "The flow was cancelled at {since}.",
    "done": "The member set a new password at {since}.",
    "changed": "The member's address was changed at {since}.",
    "accepted": "The member accepted the invitation at {since}.",
}
_STEPS = {
    "verify_email": "the code in mail {mail} (attempts left: {tries_left})",
    "set_password": "the new password, after a correct emailed code",
    "taken": "a code, but another member has the new address, so none is sent",
}
"""What a password reset or a change of address waits for."""

_ENDINGS = {
    "expired": "expired at {since}",
    "cancelled": "was cancelled at {since}",
}
"""How an invitation ended."""

_ANOTHER_MAIL = "The member can request another email from {again_at}."
_MEANWHILE = "Anything that expires in the meantime has to be started again"
_SIGNS_IN_AGAIN = "Nothing to do: the member signs in again."
_SETUP_EXPIRES = "The setup expires at {until} unless the member continues."
_RETRIED = "The next attempt is {when}. Attempts stop at {until}."
_UNLOCK = (
    "`doorstep device unlock` lifts the lock immediately; so does `doorstep member "
    "password`, in case someone else knows the password"
)
_NEXT = {
    Reason.database_away: "Flows continue where they left off once it is back. "
    "`doorstep doctor` shows more.",
    Reason.database_read_only: "Flows continue where they left off once it accepts "
    "writes again: make it writable, or point DOORSTEP_DATABASE_URL to the primary.",
    Reason.temporal_away: f"Flows continue once it is back. {_MEANWHILE}.",
    Reason.no_worker: f"Start `doorstep worker`, and flows continue. {_MEANWHILE}.",
    Reason.workflow_paused: "Run `temporal workflow unpause --workflow-id {flow}` to "
    "continue. The deadline stays {until}.",
    Reason.workflow_failing: "Temporal retries automatically. Deploy workers that fit, "
    f"or fixed ones. {_MEANWHILE}.",
    Reason.workflow_gone: _SIGNS_IN_AGAIN,
    Reason.workflow_missing: "Nothing to do: the member signs in again. This flow "
    "expires at {until}.",
    Reason.member_disabled: "An administrator can enable the member.",
    Reason.client_refused: "An administrator turns it on in the Admin Center, on the "
    "page “Applications”; `doorstep client list` shows whose it is.",
    Reason.never_came: "Nothing to do until the member signs in.",
    Reason.password_wrong: "The member enters the correct password. After many wrong "
    "attempts there is a wait.",
    Reason.setup_required: "The member selects Continue. Otherwise, the login expires "
    "at {until}.",
    Reason.mail_on_its_way: "Attempts continue until {until}.",
    Reason.mail_server_slow: "Doorstep waits as RFC 5321 asks, minutes for each step, "
    "and retries until {until}. `doorstep doctor` shows which step hangs.",
    Reason.mail_denied: "An operator needs to act: `doorstep doctor` tests sign-in, "
    "sender and relaying. Attempts continue until {until}.",
    Reason.mail_server_away: _RETRIED,
    Reason.mail_put_off: _RETRIED,
    Reason.mail_refused: "It will not be retried. Check the member's address. "
    + _ANOTHER_MAIL,
    Reason.mail_undelivered: _ANOTHER_MAIL,
    Reason.email_code: "The code is valid until {until}. " + _ANOTHER_MAIL,
    Reason.email_code_burned: _ANOTHER_MAIL,
    Reason.email_code_expired: _ANOTHER_MAIL,
    Reason.mails_used_up: _ANOTHER_MAIL,
    Reason.tries_used_up: "Emailed codes are checked again from {again_at}.",
    Reason.install_app: _SETUP_EXPIRES,
    Reason.connect_device: _SETUP_EXPIRES,
    Reason.setup_code: _SETUP_EXPIRES,
    Reason.clock_off: "Such codes are not accepted. The member turns on automatic date "
    "and time on the phone and enters the next code before {until}.",
    Reason.login_code: "The login expires at {until} unless the member continues.",
    Reason.device_locked: "After that, correct codes are accepted again. `doorstep "
    "device unlock` lifts the lock immediately.",
    Reason.others_locked: "After that, correct codes are accepted again and make their "
    f"network known. {_UNLOCK}.",
    Reason.others_refused: f"The lock does not end by itself. {_UNLOCK}.",
    Reason.device_disabled: "The member sets up a new device at the code prompt, or "
    "an administrator resets this one.",
    Reason.signing_key_missing: "`doorstep doctor` says which key is missing. No "
    "code is spent meanwhile.",
    Reason.client_not_authenticated: "Check its secret or key, and its clock. "
    "`doorstep client rotate` makes another secret.",
    Reason.redirect_refused: "Compare its address with `doorstep client show`, "
    "character by character.",
    Reason.code_expired: "Check that its server reaches /oauth2/token; then the "
    "member signs in again.",
    Reason.code_refused: "Check its redirect URI, PKCE and clock; then the member "
    "signs in again.",
    Reason.code_reused: "The member signs in to it again. If the application did "
    "not send it twice, somebody else has it.",
    Reason.logout_failing: "Attempts continue until {until}: see {flow} in Temporal.",
    Reason.logout_failed: "It will not be tried again, and the member stays signed in "
    "there until its own session ends. Check its backchannel_logout_uri.",
    Reason.start_waiting: "A worker starts it within seconds. If it takes longer, "
    "`doorstep doctor` says why.",
    Reason.reset_waiting: "Password and device stay as they are until then. The reset "
    "expires at {until}.",
    Reason.address_waiting: "The member signs in and enters the code on the page "
    "“Security”, where the email can be sent again. The address stays as it is until "
    "then. The change expires at {until}.",
    Reason.invited: "The member follows the link, which works until {until}. "
    "`doorstep member invite` sends a new one.",
    Reason.invitation_expired: "An administrator invites the member again, or "
    "`doorstep member invite` does.",
    Reason.imported_without_password: "`doorstep member invite` or an administrator "
    "mails a link to choose one, and `doorstep member password` sets one. “Forgot your "
    "password?” sends nothing to who has none.",
    Reason.never_started: _SIGNS_IN_AGAIN,
    Reason.ended: _SIGNS_IN_AGAIN,
}
_ENDED_WELL = {
    "signed_in": "Nothing to do: the member is signed in.",
    "enrolled": "The member signs in with a new code from the device.",
    "done": "The member signs in with the new password.",
    "changed": "The member signs in with the new address.",
    "accepted": "The member signs in with the password.",
}
_SAID_OF_STAGE = {Reason.ended: _ENDED, Reason.invited: _INVITED}
_NEXT_OF_STAGE = {
    Reason.ended: _ENDED_WELL,
    Reason.invited: {
        "taken": "`doorstep member change --email` gives the member another address.",
    },
}


def sentence(explanation: Explanation) -> str:
    return _of_stage(explanation, _SAID, _SAID_OF_STAGE)


def what_next(explanation: Explanation) -> str:
    return _of_stage(explanation, _NEXT, _NEXT_OF_STAGE)


def _of_stage(
    explanation: Explanation,
    usual: Mapping[Reason, str],
    of_stage: Mapping[Reason, Mapping[str, str]],
) -> str:
    reason, stage = explanation.reason, explanation.stage or ""
    words = of_stage.get(reason, {}).get(stage, usual[reason])
    return words.format_map(_values(explanation))


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _values(explanation: Explanation) -> dict[str, str]:
    values = {name: _in_words(value) for name, value in asdict(explanation).items()}
    known = explanation.next_try_at is not None
    when = f"at {values['next_try_at']}" if known else "within seconds"
    step = _STEPS.get(explanation.stage or "", "the member").format_map(values)
    ending = _ENDINGS.get(explanation.stage or "", "ended").format_map(values)
    more = {"hint": hint(explanation), "when": when, "step": step, "ending": ending}
    return {**values, **more}


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
