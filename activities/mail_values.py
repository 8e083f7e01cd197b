"""Values for the templates of mails: the member, and where the login came from."""

from doorstep.db.accounts import Accounts
from doorstep.db.logins import Login
from doorstep.db.members import Member
from doorstep.db.pool import Connection
from doorstep.rules.stages import Application

_APPLICATIONS = {
    Application.web_console: "Web Console",
    Application.admin_center: "Admin Center",
}


async def people(connection: Connection, member: Member) -> dict[str, str]:
    account = await Accounts(connection).get(member.account_id)
    return {
        "account": account.name,
        "colour": account.colour or "",
        "member": member.name,
    }


def sign_in(login: Login) -> dict[str, str]:
    """Enough for members to tell their own sign-in from somebody else's."""
    return {
        "application": _APPLICATIONS[login.application],
        "family": login.browser.family,
        "system": login.browser.system,
    }
