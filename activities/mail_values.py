"""What the words of a mail speak of: whom it is for, and where it was asked for."""

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
    """Where it happened: enough to tell one's own sign-in from another's."""
    return {
        "application": _APPLICATIONS[login.application],
        "family": login.browser.family,
        "system": login.browser.system,
    }
