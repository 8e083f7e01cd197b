"""The people of one stack: made by its administrator, over the API like all else."""

import json
from collections import deque
from collections.abc import Iterator, Mapping

from trials.bench.http_client import Answer
from trials.bench.journeys import Journeys, Person, next_step
from trials.bench.measuring import run
from trials.bench.stack import Stack

AT_ONCE = 4
"""How many callers do what is not measured."""


class People:
    """Members of the sample account, which demands a second factor of them."""

    def __init__(self, stack: Stack, journeys: Journeys) -> None:
        self._journeys = journeys
        self._administrator = _administrator(stack)
        self._token = ""
        self._addresses = _addresses()
        self.enrolled: deque[Person] = deque()
        """Those who have an authenticator; the least recently used first."""

    async def begin(self) -> None:
        """Sign the administrator in, and demand two-step verification from now on."""
        answer = await self._journeys.open_login(self._administrator, "admin_center")
        self._token = str(answer.document["session"]["token"])
        await self._administer("PATCH", "/v1/account", {"two_step_required": True})

    async def newcomers(self, count: int) -> list[Person]:
        """Make members who have no authenticator yet."""
        people = [self._newcomer() for _ in range(count)]
        made = await run(people, self._make, AT_ONCE)
        assert not made.refused, made.refused
        return people

    def keep(self, people: list[Person]) -> None:
        """Those of them who have set up an authenticator can sign in from now on."""
        self.enrolled.extend(person for person in people if person.last_step)

    async def grow(self, count: int) -> None:
        """Until so many have an authenticator."""
        while (missing := count - len(self.enrolled)) > 0:
            newcomers = await self.newcomers(missing)
            await run(newcomers, self._journeys.set_up, AT_ONCE)
            self.keep(newcomers)

    async def take(self, count: int) -> list[Person]:
        """Some who have an authenticator, once each of them shows a new code."""
        await self.grow(count)
        taken = [self.enrolled.popleft() for _ in range(count)]
        if not all(person.rested for person in taken):
            await next_step()
        self.enrolled.extend(taken)
        return taken

    def rested(self) -> Person | None:
        """Someone whose authenticator shows a new code; the caller puts them back."""
        for _ in range(len(self.enrolled)):
            person = self.enrolled.popleft()
            if person.rested:
                return person
            self.enrolled.append(person)
        return None

    def elsewhere(self) -> str:
        """An address that nobody has signed in from."""
        return next(self._addresses)

    async def signed_in(self) -> set[str]:
        """The ids of all logins that the audit trail says were signed in."""
        found: set[str] = set()
        path = "/v1/account/events?kind=authn_login_success&limit=200"
        cursor: str | None = ""
        while cursor is not None:
            page = await self._administer(
                "GET", f"{path}&cursor={cursor}" if cursor else path
            )
            found |= {event["login_id"] for event in page.document["items"]}
            cursor = page.document["next_cursor"]
        return found

    def _newcomer(self) -> Person:
        address = self.elsewhere()
        return Person(f"{address.replace('.', '-')}@bench.test", address)

    async def _make(self, person: Person) -> None:
        body = {
            "email": person.email,
            "name": "Bench",
            "role": "member",
            "language": "en",
            "password": person.password,
        }
        await self._administer("POST", "/v1/account/members", body)

    async def _administer(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> Answer:
        someone = self._administrator
        return await self._journeys.call(someone, method, path, body, self._token)


def _addresses() -> Iterator[str]:
    """Each once, in 10.0.0.0/8."""
    for number in range(1, 1 << 24):
        yield f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def _administrator(stack: Stack) -> Person:
    """Whom `doorstep up` has made, with the password that it keeps for its screen."""
    seeded = json.loads((stack.folder / "accounts.json").read_text())["people"]
    found = next(each for each in seeded if each["role"] == "admin")
    return Person(found["email"], "127.0.0.1", found["password"])
