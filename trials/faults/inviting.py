"""A person who is invited, and chooses the first password by the mailed link."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from trials.faults.person import LostError, Person
from trials.faults.smtp_server import SmtpServer

_PAUSE_SECONDS = 0.25
_CHOSEN = "words that were chosen by hand"
_LINK = re.compile(r"/invitation/(\S+)")


async def accept_invitation(
    person: Person, invite: Callable[[str], Awaitable[None]]
) -> None:
    """As somebody new: another address, no authenticator yet."""
    person.email, person.app = f"invited-{person.email}", None
    await invite(person.email)
    path = f"/v1/invitations/{await _token(person.smtp, person.email)}"
    body = {"password": _CHOSEN}
    answer = await person.frontend.call_until_answered("POST", path, body=body)
    if answer.status not in (204, 404):  # done already, where an answer got lost
        raise LostError(f"an invitation was answered {answer}")
    person.password = _CHOSEN


async def _token(smtp: SmtpServer, email: str) -> str:
    while True:
        for mail in smtp.mails:
            if mail.to == email and (found := _LINK.search(mail.text)):
                return found[1]
        await asyncio.sleep(_PAUSE_SECONDS)
