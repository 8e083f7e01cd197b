"""Many requests to one flow, and many flows that are abandoned."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from trials.bench.members import PASSWORD, BenchMember
from trials.faults.frontend import Frontend


@dataclass(frozen=True)
class Flow:
    """A login as its caller knows it."""

    id: str
    token: str

    @property
    def path(self) -> str:
        return f"/v1/logins/{self.id}"


async def open_login(frontend: Frontend, person: BenchMember) -> Flow:
    credentials = {
        "email": person.email,
        "password": PASSWORD,
        "application": "web_console",
    }
    answer = await frontend.call_until_answered("POST", "/v1/logins", body=credentials)
    assert answer.status == 201, answer
    return Flow(answer.document["id"], answer.document["flow_token"])


@dataclass(frozen=True)
class Attackers:
    """`at_once` callers that ignore Retry-After."""

    frontend: Frontend
    at_once: int

    async def try_codes(self, flow: Flow, count: int) -> None:
        async def one(number: int) -> None:
            code = {"code": f"{number:06d}"}
            await self.frontend.call("POST", f"{flow.path}/code", flow.token, code)

        await self._each(one, count)

    async def read(self, flow: Flow, count: int) -> None:
        async def one(_: int) -> None:
            await self.frontend.call("GET", flow.path, flow.token)

        await self._each(one, count)

    async def abandon(self, members: list[BenchMember], count: int) -> None:
        """Log in and never come back; every tenth begins a setup before."""

        async def one(number: int) -> None:
            flow = await open_login(self.frontend, members[number % len(members)])
            if number % 10 == 0:
                await self.frontend.call_until_answered(
                    "POST", f"{flow.path}/setup", flow.token, {}
                )

        await self._each(one, count)

    async def _each(self, one: Callable[[int], Awaitable[None]], count: int) -> None:
        numbers = iter(range(count))

        async def one_after_the_other() -> None:
            for number in numbers:
                await one(number)

        async with asyncio.TaskGroup() as group:
            for _ in range(self.at_once):
                group.create_task(one_after_the_other())
