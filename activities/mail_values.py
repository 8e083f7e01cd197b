"""Values for the templates of mails: the member, and where the login came from."""

from doorstep.db.mail_facts import Recipient, SignInOrigin
from doorstep.rules.stages import Application, ApplicationId

_APPLICATIONS: dict[ApplicationId, str] = {
    Application.web_console: "Web Console",
    Application.admin_center: "Admin Center",
}


def people(recipient: Recipient) -> dict[str, str]:
    return {
        "account": recipient.account,
        "colour": recipient.colour or "",
        "member": recipient.name,
    }


def sign_in(origin: SignInOrigin) -> dict[str, str]:
    """Enough for members to tell their own sign-in from somebody else's."""
    return {
        "application": _APPLICATIONS.get(origin.application, ""),
        "family": origin.browser.family,
        "system": origin.browser.system,
    }
