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
    not_an_application = "not-an-application"
    step_up_required = "step-up-required"
    insufficient_scope = "insufficient-scope"
    approval_needed = "approval-needed"
    not_found = "not-found"
    wrong_stage = "wrong-stage"
    email_taken = "email-taken"
    last_administrator = "last-administrator"
    too_many_secrets = "too-many-secrets"
    name_taken = "name-taken"
    flow_ended = "flow-ended"
    invalid_request = "invalid-request"
    wrong_code = "wrong-code"
    weak_password = "weak-password"  # noqa: S105  a word, not a password
    wrong_password = "wrong-password"  # noqa: S105  a word, not a password
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


def wrong_code(wait: int | None, next_code_in: int | None, language: str) -> str | None:
    """The detail of a wrong code in place of the usual one: that its last try began a
    wait, or that the app's current code has been used. Both are whole seconds.

    The latter is told from the clock alone, whatever code was typed.
    """
    words = i18n.translator(language)
    if wait is not None:
        text = words.gettext("There are no attempts left for now. Try again %(when)s.")
        return text % {"when": i18n.seconds_from_now(wait, language)}
    if next_code_in is not None:
        text = words.gettext(
            "You have already used the current code. The next one appears %(when)s."
        )
        return text % {"when": i18n.seconds_from_now(next_code_in, language)}
    return None


class _Row(NamedTuple):
    status: int
    title: str
    detail: str


MALFORMED = {
    405: _(
        "This endpoint does not support this method. See the Allow header for those "
        "it does."
    ),
    408: _("The request did not arrive in time."),
    413: _("The body is larger than 16 KiB."),
    415: _("Send the body as JSON in UTF-8, with Content-Type: application/json."),
    431: _("The URL and headers are larger than 32 KiB."),
}
"""The details of a malformed request, by status."""
_TABLE = {
    ProblemKind.invalid_credentials: _Row(
        401,
        _("Wrong email address or password."),
        _("Check both and try again."),
    ),
    ProblemKind.not_signed_in: _Row(
        401,
        _("You are not signed in."),
        _("Sign in, then repeat the request with the session token."),
    ),
    ProblemKind.not_an_administrator: _Row(
        403,
        _("For administrators only."),
        _("Sign in to the Admin Center as an administrator of the account."),
    ),
    ProblemKind.not_an_application: _Row(
        403,
        _("You can't sign in to this application."),
        _("Your account does not use it, or it is turned off."),
    ),
    ProblemKind.step_up_required: _Row(
        403,
        _("Confirm again that it's you."),
        _("Send a code or the password to POST /v1/me/step-up, then repeat this."),
    ),
    ProblemKind.insufficient_scope: _Row(
        403,
        _("The token does not allow this."),
        _("Use a token with the scope that this endpoint needs."),
    ),
    ProblemKind.approval_needed: _Row(
        403,
        _("An administrator has to help."),
        _(
            "The password was reset by email, so an email cannot replace the mobile "
            "device too. An administrator can reset the device."
        ),
    ),
    ProblemKind.not_found: _Row(
        404,
        _("Not found."),
        _("It does not exist, or the token does not give access to it."),
    ),
    ProblemKind.wrong_stage: _Row(
        409,
        _("Not possible at the current stage."),
        _("Read the current stage and continue from there."),
    ),
    ProblemKind.email_taken: _Row(
        409,
        _("This email address is already in use."),
        _("Another member already uses it."),
    ),
    ProblemKind.last_administrator: _Row(
        409,
        _("This is the last administrator."),
        _("An account needs at least one administrator who can sign in."),
    ),
    ProblemKind.too_many_secrets: _Row(
        409,
        _("The application already has two secrets."),
        _("Delete one of them first."),
    ),
    ProblemKind.name_taken: _Row(
        409,
        _("This name is already in use."),
        _("Choose another name."),
    ),
    ProblemKind.flow_ended: _Row(
        410,
        _("Already ended."),
        _("It is complete, expired or cancelled. Sign in to start over."),
    ),
    ProblemKind.invalid_request: _Row(
        422,
        _("Invalid request."),
        _("The request does not have the form that this endpoint expects."),
    ),
    ProblemKind.wrong_code: _Row(
        422,
        _("Wrong code."),
        _("Use the newest code. Each code works only once."),
    ),
    ProblemKind.weak_password: _Row(
        422,
        _("Weak password."),
        _("Choose another one: the reason says what is wrong with it."),
    ),
    ProblemKind.wrong_password: _Row(
        422,
        _("Wrong password."),
        _("Check it and try again."),
    ),
    ProblemKind.device_disabled: _Row(
        423,
        _("The mobile device is disabled."),
        _("There were too many wrong codes in a row. Set up a new mobile device."),
    ),
    ProblemKind.too_many_attempts: _Row(
        429,
        _("Too many attempts."),
        _("Wait for the time given in retry_after, then try again."),
    ),
    ProblemKind.resend_too_soon: _Row(
        429,
        _("The email was just sent."),
        _("Wait for the time given in retry_after, then request it again."),
    ),
    ProblemKind.too_many_emails: _Row(
        429,
        _("Too many emails."),
        _("Wait for the time given in retry_after, then request another one."),
    ),
    ProblemKind.too_many_logins: _Row(
        429,
        _("Too many logins started."),
        _("Wait for the time given in retry_after, then sign in again."),
    ),
    ProblemKind.internal_error: _Row(
        500,
        _("Something went wrong."),
        _(
            "The problem is on our side and has been logged. Check the current state, "
            "then try again."
        ),
    ),
    ProblemKind.temporarily_unavailable: _Row(
        503,
        _("Temporarily unavailable."),
        _(
            "Nothing is lost. Check the current state in a moment, then repeat the "
            "request."
        ),
    ),
}
