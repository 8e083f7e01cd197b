"""Somebody who is invited, over HTTP."""

import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from journey import Journey
from service import ADMIN, Service
from waiting import until_true

INVITED = "kim@acme.test"
SUBJECT, REMINDER = "You are invited", "Reminder: you are invited"
CHOSEN = "seven quiet lamps of tin"
MEMBERS = "/v1/account/members"
_LINK = re.compile(r"^http://\S+/invitation/([A-Za-z0-9_-]{43})\s", re.MULTILINE)


async def administrator(service: Service) -> Journey:
    """Signed in to the Admin Center, before two-step verification is required."""
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


@dataclass
class Invited:
    """One member whom an administrator invites; every answer is the raw response."""

    service: Service
    admin: Journey
    email: str = INVITED
    document: dict[str, Any] = field(default_factory=dict)

    async def create(self, **different: str) -> httpx.Response:
        usual = {"email": self.email, "name": "Kim", "role": "member", "language": "en"}
        answer = await self.admin.with_session(
            "POST", MEMBERS, json={**usual, **different}
        )
        if answer.is_success:
            self.document = answer.json()
        return answer

    async def send_again(self) -> httpx.Response:
        return await self.admin.with_session("POST", f"{self.path}/invitation", json={})

    async def cancel(self) -> httpx.Response:
        return await self.admin.with_session("DELETE", f"{self.path}/invitation")

    async def correct(self, email: str) -> httpx.Response:
        """The administrator gives another address, where the next links are read."""
        answer = await self.admin.with_session(
            "PATCH", self.path, json={"email": email}
        )
        if answer.is_success:
            self.email = email
        return answer

    async def shown(self) -> tuple[str, str | None]:
        """The address, and the one that waits."""
        member = (await self.admin.with_session("GET", self.path)).json()
        return member["email"], member["pending_email"]

    async def two_step(self) -> str:
        return str((await self.admin.with_session("GET", self.path)).json()["two_step"])

    async def token(self, number: int = 1, subject: str = SUBJECT) -> str:
        """The link's in the mail of this number, once it has come."""
        await until_true(lambda: len(self.tokens(subject)) >= number)
        return self.tokens(subject)[number - 1]

    def tokens(self, subject: str = SUBJECT) -> list[str]:
        return [
            _LINK.findall(part.get_content())[0]
            for message in self.service.mail.messages
            if message["To"] == self.email and message["Subject"] == subject
            if (part := message.get_body(("plain",)))
        ]

    async def read(self, token: str) -> httpx.Response:
        return await self.service.http.get(f"/v1/invitations/{token}")

    async def accept(self, token: str, password: str = CHOSEN) -> httpx.Response:
        return await self.service.http.post(
            f"/v1/invitations/{token}", json={"password": password}
        )

    @property
    def path(self) -> str:
        return f"{MEMBERS}/{self.document['id']}"


async def invited(service: Service, email: str = INVITED) -> Invited:
    """One whose invitation is on its way."""
    one = Invited(service, await administrator(service), email)
    answer = await one.create()
    assert answer.status_code == 201, answer.text
    return one
