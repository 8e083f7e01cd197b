"""`doorstep up` with a member for each of the seven languages, and its own mail
server.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from doorstep import i18n
from mail_server import MailServer
from service import PASSWORD
from up import Up, running_up
from waiting import patient_client

_SEEDED = 3


@dataclass(frozen=True)
class MultilingualStack(Up):
    """The seeded members come first, then one for each language."""

    mail: MailServer

    def person(self, number: int) -> tuple[str, str]:
        if number < _SEEDED:
            return super().person(number)
        return _address(i18n.LANGUAGES[number - _SEEDED]), PASSWORD

    async def mails(self, address: str) -> list[dict[str, str]]:
        return [
            {"subject": str(mail["Subject"]), "text": _text(mail)}
            for mail in reversed(self.mail.messages)
            if str(mail["To"]) == address
        ]


def member_speaking(language: str) -> int:
    """The number of the member whose language it is."""
    return _SEEDED + i18n.LANGUAGES.index(language)


@asynccontextmanager
async def running_multilingual_stack(folder: Path) -> AsyncIterator[MultilingualStack]:
    mail = MailServer()
    await mail.start()
    try:
        async with running_up(folder, DOORSTEP_SMTP_URL=mail.url) as up:
            await _add_members(up)
            yield MultilingualStack(up.folder, up.ports, up.process, mail)
    finally:
        await mail.stop()


async def _add_members(up: Up) -> None:
    email, password = up.person(0)
    entry = {"email": email, "password": password, "application": "admin_center"}
    async with patient_client(up.url) as http:
        login = (await http.post("/v1/logins", json=entry)).json()
        http.headers["authorization"] = f"Bearer {login['session']['token']}"
        for language in i18n.LANGUAGES:
            person = {
                "email": _address(language),
                "name": "Kim",
                "role": "member",
                "language": language,
                "password": PASSWORD,
            }
            added = await http.post("/v1/account/members", json=person)
            assert added.status_code == 201, added.text


def _address(language: str) -> str:
    return f"kim.{language}@acme.test"


def _text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
