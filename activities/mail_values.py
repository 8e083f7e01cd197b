"""Values for the templates of mails: the member, and where the login came from."""

from doorstep.db.mail_facts import ClientAct, Recipient, SignInOrigin
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
        "application": origin.client or _APPLICATIONS.get(origin.application, ""),
        "family": origin.browser.family,
        "system": origin.browser.system,
    }


def client_act(act: ClientAct) -> dict[str, str]:
    return {"act": act.kind, "client": act.client}
