"""What each kind of problem is called, and what it means, in the caller's language."""

from doorstep import i18n


def _(text: str) -> str:
    """Mark a text for translation; it is looked up when the language is known."""
    return text


_TEXTS = {
    "invalid-credentials": (
        _("The email address or the password is not right."),
        _("Check both and try again."),
    ),
    "not-signed-in": (
        _("You are not signed in."),
        _("Sign in and repeat the request with the session's token."),
    ),
    "not-an-administrator": (
        _("This is for administrators."),
        _("Sign in to the Admin Center as an administrator of the account."),
    ),
    "not-found": (
        _("There is nothing here."),
        _("It does not exist, or the token does not belong to it."),
    ),
    "wrong-stage": (
        _("This is not the step it is at."),
        _("Read it to see where it stands, and go on from there."),
    ),
    "email-taken": (
        _("The email address is taken."),
        _("Another member uses this address."),
    ),
    "last-administrator": (
        _("This is the last administrator."),
        _("An account keeps at least one administrator who can sign in."),
    ),
    "flow-ended": (
        _("This has ended."),
        _("It is finished, expired or cancelled. Begin again by signing in."),
    ),
    "invalid-request": (
        _("The request cannot be understood."),
        _("It does not have the form that this address takes."),
    ),
    "wrong-code": (
        _("The code is not right."),
        _("Take the newest code; each one works once."),
    ),
    "device-disabled": (
        _("The authenticator is switched off."),
        _("There were too many wrong codes in a row. Set up a new mobile device."),
    ),
    "too-many-attempts": (
        _("Too many attempts."),
        _("Wait as long as the answer says, then try again."),
    ),
    "resend-too-soon": (
        _("The email was sent just now."),
        _("Wait as long as the answer says, then ask for it again."),
    ),
    "too-many-emails": (
        _("Too many emails."),
        _("Wait as long as the answer says, then ask for another one."),
    ),
    "too-many-logins": (
        _("Too many logins were started."),
        _("Wait as long as the answer says, then sign in again."),
    ),
    "internal-error": (
        _("Something went wrong here."),
        _("The fault is ours and has been noted. See where it stands, then try again."),
    ),
    "temporarily-unavailable": (
        _("This does not work for the moment."),
        _("Nothing is lost. See where it stands in a moment, then repeat the request."),
    ),
}


def texts(slug: str, language: str) -> tuple[str, str]:
    """Title and detail."""
    title, detail = _TEXTS[slug]
    words = i18n.translator(language)
    return words.gettext(title), words.gettext(detail)
