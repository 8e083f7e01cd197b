"""A person who changes the address, by the code from the new mailbox."""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

from trials.faults.frontend import PAUSE_SECONDS, Act, Answer
from trials.faults.person import LostError, Person

_COOLDOWN = 1.0
"""Seconds between two mails, by the stack's settings."""
_PATH = "/v1/me/email"


async def change_address(person: Person) -> None:
    """From asking to the new address, by which the person signs in from then on."""
    move = Move(person, f"moved-{person.email}")
    await move.ask()
    for _ in range(person.scenario.resends):
        await asyncio.sleep(_COOLDOWN)
        move.expect(await move.act("/resend", {}), 200)
    for _ in range(person.scenario.wrong_email_codes):
        wrong = f"{(int(await move.code()) + 1) % 1_000_000:06d}"
        if (await move.act("/code", {"code": wrong})).good:
            raise LostError(f"the wrong code {wrong} moved {person.email}")
    await move.confirm()


@dataclass
class Move:
    person: Person
    email: str
    number: int = 1

    async def ask(self) -> None:
        self.expect(await self.act("", {"email": self.email}), 202)

    async def confirm(self) -> None:
        """By the code, after which the person has the new address."""
        self.expect(await self.act("/code", {"code": await self.code()}), 204)
        self.person.email = self.email

    async def act(self, name: str, body: dict[str, str]) -> Answer:
        """Repeated under one key, as every act of a session may be."""
        key, frontend = str(uuid4()), self.person.frontend
        while True:
            answer = await frontend.call(
                "POST", f"{_PATH}{name}", self.person.session, body, key
            )
            busy = answer.status == 429 and answer.slug == "too-many-attempts"
            if not answer.unanswered and not busy:
                break
            await asyncio.sleep(PAUSE_SECONDS)
        typed, done = body.get("code"), f"address{name}"
        frontend.log.acts.append(Act(self.email, done, key, typed, answer))
        frontend.log.steps += 1
        if answer.good and "email" in answer.document:
            self.number = answer.document["email"]["number"]
        return answer

    async def code(self) -> str:
        """Of the newest mail, once it has come."""
        while True:
            for mail in self.person.smtp.mails:
                number = mail.key.partition(".")[2]
                if mail.to == self.email and number == str(self.number) and mail.code:
                    return mail.code
            await asyncio.sleep(PAUSE_SECONDS)

    def expect(self, answer: Answer, status: int) -> None:
        if answer.status != status:
            raise LostError(f"a change of address was answered {answer}")
