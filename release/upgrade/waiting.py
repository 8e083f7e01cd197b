"""What waits while releases change: each begins under one and ends under another."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from release.upgrade.people import People
from trials.faults.browser import Browser
from trials.faults.forgetting import ask_reset, finish_reset
from trials.faults.frontend import PAUSE_SECONDS, Flow
from trials.faults.inviting import choose_password
from trials.faults.moving import Move
from trials.faults.person import LostError, Person
from trials.faults.signing_in import Visit

SETUP_STAGES = ("verify_email", "install_app", "connect_device", "confirm_code")


_SUBJECT = "Your mobile device was reset"


class Waiting(Protocol):
    """Somebody in the middle of something."""

    name: str

    async def begin(self) -> None: ...

    async def finish(self) -> None:
        """Raises LostError where it cannot be continued."""
        ...


class AtThePrompt:
    """A login that waits for the code of an authenticator, or for a setup."""

    def __init__(self, name: str, somebody: Callable[[], Awaitable[Person]]) -> None:
        self.name = name
        self._somebody = somebody
        self.person: Person

    async def begin(self) -> None:
        self.person = await self._somebody()
        self.person.session = ""
        await self.person.open()

    async def finish(self) -> None:
        await self.person.sign_in()
        await expect_session(self.person)


class SettingUp(AtThePrompt):
    """A login in the middle of a setup, which may replace an authenticator."""

    def __init__(
        self, name: str, somebody: Callable[[], Awaitable[Person]], stage: str
    ) -> None:
        super().__init__(f"{name} in {stage}", somebody)
        self._stage = stage

    async def begin(self) -> None:
        await super().begin()
        await self.person.set_up_as_far_as(self._stage)


class Forgotten:
    """A reset of a password, whose code is in the mailbox."""

    name = "a password reset"

    def __init__(self, people: People) -> None:
        self._people = people
        self._person: Person
        self._flow: Flow

    async def begin(self) -> None:
        self._person = await self._people.enrolled()
        self._flow = await ask_reset(self._person)

    async def finish(self) -> None:
        await finish_reset(self._person, self._flow)
        self._person.session = ""
        await self._person.open()
        await self._person.sign_in()


class Moving:
    """A change of address, whose code is in the new mailbox."""

    name = "a change of address"

    def __init__(self, people: People) -> None:
        self._people = people
        self._move: Move

    async def begin(self) -> None:
        person = await self._people.enrolled()
        self._move = Move(person, f"moved-{person.email}")
        await self._move.ask()

    async def finish(self) -> None:
        await self._move.confirm()
        await expect_session(self._move.person)


class Invited:
    """An invitation, whose link is in the mailbox."""

    name = "an invitation"

    def __init__(self, people: People) -> None:
        self._people = people
        self._email = people.invited_address()

    async def begin(self) -> None:
        await self._people.administrator.invite(self._email)

    async def finish(self) -> None:
        person = self._people.person(self._email)
        await choose_password(person)
        await person.open()
        await person.sign_in()


class Notified:
    """A notice that the mail server does not take yet."""

    name = "a notice"

    def __init__(self, people: People) -> None:
        self._people = people
        self._email = ""

    async def begin(self) -> None:
        self._email = (await self._people.enrolled()).email
        self._people.smtp.deferred.add(self._email)
        await self._people.reset_device(self._email)

    async def finish(self) -> None:
        smtp = self._people.smtp
        smtp.deferred.discard(self._email)
        mine = (self._email, _SUBJECT)
        while all((mail.to, mail.subject) != mine for mail in smtp.mails):
            await asyncio.sleep(PAUSE_SECONDS)


class InASession:
    """Somebody who is signed in, also to an application that has tokens."""

    name = "a session with tokens of an application"

    def __init__(self, people: People, own_address: str) -> None:
        self._people = people
        self._own_address = own_address
        self._visit: Visit

    async def begin(self) -> None:
        person = await self._people.enrolled()
        browser = Browser(self._people.frontend, self._own_address)
        self._visit = Visit(person, self._people.frontend, browser)
        await self._visit.sign_in(self._people.shop)

    async def finish(self) -> None:
        shop = self._people.shop
        await expect_session(self._visit.person)
        await self._visit.refresh(shop)
        if not await self._visit.known(shop):
            raise LostError("the tokens of an application are no longer good")
        await self._visit.sign_out(shop)
        if await self._visit.known(shop):
            raise LostError("an access token outlived its session")


async def expect_session(person: Person) -> None:
    if not await person.session_works():
        raise LostError(f"the session of {person.email} does not work")


def everything(people: People, own_address: str) -> list[Waiting]:
    """One of each."""
    return [
        AtThePrompt("a login at the code prompt", people.enrolled),
        AtThePrompt("a login before its setup", people.member),
        *(SettingUp("a setup", people.member, stage) for stage in SETUP_STAGES),
        SettingUp("a replacement", people.enrolled, "connect_device"),
        Forgotten(people),
        Moving(people),
        Invited(people),
        Notified(people),
        InASession(people, own_address),
    ]
