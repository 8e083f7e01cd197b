"""The kinds of problem: one table of statuses and texts, in the caller's language."""

from enum import StrEnum
from typing import NamedTuple

from doorstep import i18n


def _(text: str) -> str:
    """Mark a text for translation; it is looked up when the language is known."""
    return text


class ProblemKind(StrEnum):
    """What a problem document's `type` ends in."""

    invalid_credentials = "invalid-credentials"
    not_signed_in = "not-signed-in"
    not_an_administrator = "not-an-administrator"
    not_found = "not-found"
    wrong_stage = "wrong-stage"
    email_taken = "email-taken"
    last_administrator = "last-administrator"
    flow_ended = "flow-ended"
    invalid_request = "invalid-request"
    wrong_code = "wrong-code"
    device_disabled = "device-disabled"
    too_many_attempts = "too-many-attempts"
    resend_too_soon = "resend-too-soon"
    too_many_emails = "too-many-emails"
    too_many_logins = "too-many-logins"
    internal_error = "internal-error"
    temporarily_unavailable = "temporarily-unavailable"

    @property
    def status(self) -> int:
        """Its usual one."""
        return _TABLE[self].status

    def texts(self, language: str, status: int | None = None) -> tuple[str, str]:
        """Title and detail; some statuses of a malformed request have their own."""
        words, row = i18n.translator(language), _TABLE[self]
        detail = row.detail
        if self is ProblemKind.invalid_request:
            detail = MALFORMED.get(status or row.status, detail)
        return words.gettext(row.title), words.gettext(detail)


def used_code(seconds: int, language: str) -> str:
    """The detail in place of the usual one, where the app's current code has been used.

    Told from the clock alone, whatever code was typed.
    """
    words = i18n.translator(language)
    text = words.gettext(
        "You have already used the current code. The next one shows %(when)s."
    )
    return text % {"when": i18n.seconds_from_now(seconds, language)}


class _Row(NamedTuple):
    status: int
    title: str
    detail: str


MALFORMED = {
    405: _(
        "This address does not take this method. The Allow header has those it does."
    ),
    408: _("The request did not arrive in time."),
    413: _("The body is larger than 16 KiB."),
    415: _("Send the body as JSON in UTF-8, with Content-Type: application/json."),
    431: _("Address and headers are larger than 32 KiB."),
}
"""The details of a malformed request, by status."""
_TABLE = {
    ProblemKind.invalid_credentials: _Row(
        401,
        _("The email address or the password is not right."),
        _("Check both and try again."),
    ),
    ProblemKind.not_signed_in: _Row(
        401,
        _("You are not signed in."),
        _("Sign in and repeat the request with the session's token."),
    ),
    ProblemKind.not_an_administrator: _Row(
        403,
        _("This is for administrators."),
        _("Sign in to the Admin Center as an administrator of the account."),
    ),
    ProblemKind.not_found: _Row(
        404,
        _("There is nothing here."),
        _("It does not exist, or the token does not belong to it."),
    ),
    ProblemKind.wrong_stage: _Row(
        409,
        _("This is not the step it is at."),
        _("Read it to see where it stands, and go on from there."),
    ),
    ProblemKind.email_taken: _Row(
        409,
        _("The email address is taken."),
        _("Another member uses this address."),
    ),
    ProblemKind.last_administrator: _Row(
        409,
        _("This is the last administrator."),
        _("An account keeps at least one administrator who can sign in."),
    ),
    ProblemKind.flow_ended: _Row(
        410,
        _("This has ended."),
        _("It is finished, expired or cancelled. Begin again by signing in."),
    ),
    ProblemKind.invalid_request: _Row(
        422,
        _("The request cannot be understood."),
        _("It does not have the form that this address takes."),
    ),
    ProblemKind.wrong_code: _Row(
        422,
        _("The code is not right."),
        _("Take the newest code; each one works once."),
    ),
    ProblemKind.device_disabled: _Row(
        423,
        _("The authenticator is switched off."),
        _("There were too many wrong codes in a row. Set up a new mobile device."),
    ),
    ProblemKind.too_many_attempts: _Row(
        429,
        _("Too many attempts."),
        _("Wait as long as the answer says, then try again."),
    ),
    ProblemKind.resend_too_soon: _Row(
        429,
        _("The email was sent just now."),
        _("Wait as long as the answer says, then ask for it again."),
    ),
    ProblemKind.too_many_emails: _Row(
        429,
        _("Too many emails."),
        _("Wait as long as the answer says, then ask for another one."),
    ),
    ProblemKind.too_many_logins: _Row(
        429,
        _("Too many logins were started."),
        _("Wait as long as the answer says, then sign in again."),
    ),
    ProblemKind.internal_error: _Row(
        500,
        _("Something went wrong here."),
        _("The fault is ours and has been noted. See where it stands, then try again."),
    ),
    ProblemKind.temporarily_unavailable: _Row(
        503,
        _("This does not work for the moment."),
        _("Nothing is lost. See where it stands in a moment, then repeat the request."),
    ),
}
