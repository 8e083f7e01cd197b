"""A person who is invited, and chooses the first password by the mailed link."""

import asyncio
import re
from typing import Protocol

from trials.faults.person import LostError, Person
from trials.faults.smtp_server import SmtpServer

_PAUSE_SECONDS = 0.25
_CHOSEN = "words that were chosen by hand"
_LINK = re.compile(r"/invitation/(\S+)")


class Inviting(Protocol):
    """What an administrator does."""

    async def invite(self, email: str) -> None: ...

    async def correct(self, email: str, right: str) -> None: ...


async def accept_invitation(person: Person, administrator: Inviting) -> None:
    """As somebody new: another address, no authenticator yet. Some were invited at a
    wrong address first, whose link is dead.
    """
    person.email, person.app = f"invited-{person.email}", None
    await administrator.invite(person.email)
    if person.scenario.resends:
        wrong, person.email = person.email, f"right-{person.email}"
        await administrator.correct(wrong, person.email)
        await _expect_dead(person, wrong)
    await choose_password(person)


async def choose_password(person: Person) -> None:
    """By the newest link: a repeated correction ends those before."""
    while True:
        token = (await _tokens(person.smtp, person.email))[-1]
        answer = await _accept(person, token)
        # where it is refused, it may be done already, and its answer have got lost
        if answer == 204 or await person.password_works(_CHOSEN):
            person.password = _CHOSEN
            return
        if answer != 404:
            raise LostError(f"an invitation was answered {answer}")
        await asyncio.sleep(_PAUSE_SECONDS)


async def _expect_dead(person: Person, wrong: str) -> None:
    for token in _sent(person.smtp, wrong):
        if (answer := await _accept(person, token)) != 404:
            raise LostError(f"the link at the wrong address was answered {answer}")


async def _accept(person: Person, token: str) -> int:
    path, body = f"/v1/invitations/{token}", {"password": _CHOSEN}
    answer = await person.frontend.call_until_answered("POST", path, body=body)
    return answer.status


async def _tokens(smtp: SmtpServer, email: str) -> list[str]:
    while not (found := _sent(smtp, email)):
        await asyncio.sleep(_PAUSE_SECONDS)
    return found


def _sent(smtp: SmtpServer, email: str) -> list[str]:
    links = [_LINK.search(mail.text) for mail in smtp.mails if mail.to == email]
    return [found[1] for found in links if found]
