"""A member who is signed in and changes the address, over HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx

from journey import Journey
from service import ADMIN, Service
from waiting import until, until_true

SUBJECT = "Confirm your new email address"
ASKED = "Your email address is about to change"
CHANGED = "Your email address was changed"
NEW = "max.bennett@acme.test"
_PATH = "/v1/me/email"


@dataclass
class Move:
    """Every answer is the raw response; the password was right moments ago."""

    person: Journey
    email: str = NEW

    @property
    def service(self) -> Service:
        return self.person.service

    async def ask(self, email: str = "") -> httpx.Response:
        self.email = email or self.email
        body = {"email": self.email}
        return await self.person.with_session("POST", _PATH, json=body)

    async def read(self) -> httpx.Response:
        return await self.person.with_session("GET", _PATH)

    async def emailed_code(self) -> str:
        """The code in the newest mail, once all that were asked for have come."""
        number = (await self.read()).json()["email"]["number"]
        codes = self.service.mail.codes
        await until_true(lambda: len(codes(self.email, SUBJECT)) >= number)
        return codes(self.email, SUBJECT)[-1]

    async def resend(self) -> httpx.Response:
        return await self.person.with_session("POST", f"{_PATH}/resend", json={})

    async def submit_code(self, code: str) -> httpx.Response:
        body = {"code": code}
        return await self.person.with_session("POST", f"{_PATH}/code", json=body)

    async def submit_wrong_code(self) -> httpx.Response:
        codes = self.service.mail.codes(self.email, SUBJECT)
        return await self.submit_code("000000" if "000000" not in codes else "111111")

    async def cancel(self) -> httpx.Response:
        return await self.person.with_session("DELETE", _PATH)

    async def me(self) -> dict[str, Any]:
        answer = await self.person.with_session("GET", "/v1/me")
        return dict(answer.json()["member"])


async def moving(service: Service, email: str = NEW) -> Move:
    """A member who is signed in."""
    person = Journey(service)
    assert (await person.start()).status_code == 201
    return Move(person, email)


async def administrator(service: Service) -> Journey:
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


def mails_to(service: Service, address: str) -> list[str]:
    """The subjects of what an address was sent."""
    found = [m for m in service.mail.messages if str(m["To"]) == address]
    return [str(message["Subject"]) for message in found]


async def until_mailed(service: Service, address: str, *subjects: str) -> None:
    """Until an address has been sent these, in whatever order, and nothing else."""

    async def look() -> list[str]:
        return sorted(mails_to(service, address))

    await until(look, lambda seen: seen == sorted(subjects))
