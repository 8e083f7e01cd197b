"""What one person does, from the password to the session."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from trials.faults.applications import Applications
from trials.faults.authenticator import Authenticator
from trials.faults.browser import Browser
from trials.faults.forgetting import reset_password
from trials.faults.frontend import Answer, Frontend
from trials.faults.inviting import accept_invitation
from trials.faults.moving import change_address
from trials.faults.person import LostError, Person
from trials.faults.plan import Kind, Scenario
from trials.faults.signing_in import Visit, sign_out, use_client
from trials.faults.vouching import verify_subject

SCENARIO_SECONDS = 600
"""Below the half hour after which a setup that is stuck would end by itself."""


@dataclass
class Outcomes:
    """How the scenarios ended: who finished, and a line for each that was lost."""

    done: list[Person] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Administrator:
    """A session of the Admin Center, and what it does to members.

    `app` gives the codes that such acts want after five minutes.
    """

    frontend: Frontend
    session: str
    app: Authenticator
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def reset(self, member_id: UUID) -> None:
        path = f"/v1/account/members/{member_id}/reset-device"
        body = {"reason": "The phone was lost."}
        answer = await self.act(path, body)
        if answer.status != 204:
            raise LostError(f"the device cannot be reset: {answer}")

    async def erase(self, member_id: UUID, email: str) -> None:
        """A repeat finds nobody where the first was done, and its answer lost."""
        path = f"/v1/account/members/{member_id}/erase"
        body = {"reason": "No longer here.", "email": email}
        answer = await self.act(path, body)
        if answer.status not in (202, 404, 422):
            raise LostError(f"the member cannot be erased: {answer}")

    async def invite(self, email: str) -> None:
        """A repeat finds the address taken where the first one was done."""
        person = {"email": email, "name": "Kim", "role": "member", "language": "en"}
        answer = await self.act("/v1/account/members", person)
        if answer.status not in (201, 409):
            raise LostError(f"nobody was invited: {answer}")

    async def correct(self, email: str, right: str) -> None:
        """The address of whom it invited at a wrong one; a repeat invites once more."""
        path = "/v1/account/members"
        listed = await self.act(f"{path}?query={email}", None, "GET")
        (member,) = [one for one in listed.document["items"] if one["email"] == email]
        body = {"email": right}
        answer = await self.act(f"{path}/{member['id']}", body, "PATCH")
        if answer.status != 200:
            raise LostError(f"an address was not corrected: {answer}")

    async def act(
        self, path: str, body: Mapping[str, object] | None, method: str = "POST"
    ) -> Answer:
        """After a step-up, where one is wanted; one whose answer got lost counts."""
        call = self.frontend.call_until_answered
        while (answer := await call(method, path, self.session, body)).status == 403:
            async with self._one_at_a_time:
                step = await self.app.fresh_step()
                code = {"code": self.app.code(step)}
                await call("POST", "/v1/me/step-up", self.session, code)
                self.app.used = step
        return answer


@dataclass(frozen=True)
class ScenarioRunner:
    """Runs scenarios, each within its time limit, and records how they ended."""

    administrator: Administrator
    applications: Applications
    own_address: str
    outcomes: Outcomes

    async def run(self, person: Person, member_id: UUID) -> None:
        scenario = person.scenario
        try:
            async with asyncio.timeout(SCENARIO_SECONDS):
                await self._run(scenario, person, member_id)
        except LostError as lost:
            self._lose(person, str(lost))
        except TimeoutError:
            self._lose(person, "it did not come to its end")
        else:
            self.outcomes.done.append(person)

    async def _run(self, scenario: Scenario, person: Person, member_id: UUID) -> None:
        match scenario.kind:
            case Kind.subject:
                await verify_subject(person, self.applications.portal)
            case Kind.client | Kind.sign_out:
                await self._with_a_browser(scenario, person)
            case Kind.invitation:
                await accept_invitation(person, self.administrator)
                await _sign_in(person)
            case Kind.guesses:
                await person.open()
                await person.guess()
            case Kind.erasure:
                await person.open()
                await self.administrator.erase(member_id, person.email)
                await person.login_is_gone()
            case _:
                await self._at_the_console(scenario, person, member_id)

    async def _at_the_console(
        self, scenario: Scenario, person: Person, member_id: UUID
    ) -> None:
        await _sign_in(person)
        if scenario.kind is Kind.replacement:
            await _replace(person)
        elif scenario.kind is Kind.reset:
            await self._reset(person, member_id)
        elif scenario.kind is Kind.recovery:
            await _recover(person)
        elif scenario.kind is Kind.address:
            await _move(person)

    async def _with_a_browser(self, scenario: Scenario, person: Person) -> None:
        browser = Browser(person.frontend, self.own_address)
        visit = Visit(person, person.frontend, browser)
        try:
            if scenario.kind is Kind.sign_out:
                await sign_out(visit, self.applications)
            else:
                again = bool(scenario.resends)
                await use_client(visit, self.applications, again=again)
        finally:
            await browser.close()

    async def _reset(self, person: Person, member_id: UUID) -> None:
        await self.administrator.reset(member_id)
        if await person.session_works():
            raise LostError("a session outlived the reset of its device")
        person.device_is_off()
        await _sign_in(person)

    def _lose(self, person: Person, how: str) -> None:
        kind, login = person.scenario.kind, person.login.get("id")
        self.outcomes.lost.append(f"{kind} of {person.email}, login {login}: {how}")


async def _replace(person: Person) -> None:
    earlier, person.session = person.session, ""
    await person.open()
    await person.sign_in(replacing=True)
    later, person.session = person.session, earlier
    if await person.session_works():
        raise LostError("a session outlived the replacement of its device")
    person.session = later
    await _check_session(person)


async def _move(person: Person) -> None:
    """The session stays; the old address opens nothing."""
    old = person.email
    await change_address(person)
    await _check_session(person)
    now, person.email = person.email, old
    if await person.password_works(person.password):
        raise LostError("the old address still signs in")
    person.email, person.session = now, ""
    await _sign_in(person)


async def _recover(person: Person) -> None:
    """The device stays, and is asked for with the new password."""
    old = person.password
    await reset_password(person)
    if await person.session_works():
        raise LostError("a session outlived the reset of the password")
    if await person.password_works(old):
        raise LostError("the forgotten password still works")
    person.session = ""
    await _sign_in(person)


async def _sign_in(person: Person) -> None:
    await person.open()
    await person.sign_in()
    await _check_session(person)


async def _check_session(person: Person) -> None:
    if not await person.session_works():
        raise LostError("the session that was handed out does not work")
