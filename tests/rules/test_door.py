"""Who is let in, and who is refused, where more is asked than can be served."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from fastapi import Request

from api.edge.door import Door, Refusals
from doorstep.errors import Overloaded
from doorstep.rules.bounded_queue import BoundedQueue
from doorstep.rules.recent_networks import RecentNetworks
from doorstep.telemetry import OFF

_HOME, _AWAY = "192.0.2.1", "198.51.100.7"


def _queue() -> BoundedQueue:
    """Of one place, in which a turn takes so long that only one caller may wait."""
    return BoundedQueue(1, 60.0, longest_wait=timedelta(seconds=1))


@dataclass
class Entrance:
    """A door at a time that is set, and what keeps its queues busy."""

    turns: AsyncExitStack
    time: float = 0.0
    begins_within: float = 0.0
    waiting: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door = Door(
            _queue(), _queue(), self.begins, (), Refusals(OFF), now=lambda: self.time
        )
        self.door.networks.note(_HOME)

    def begins(self, share: float) -> Overloaded | None:
        """A flow may wait a second for its first task."""
        return Overloaded(1) if self.begins_within > share else None

    async def fill(self, queue: BoundedQueue) -> None:
        await self.turns.enter_async_context(queue.turn(known=False))
        await self.join(queue, known=False)

    async def join(self, queue: BoundedQueue, *, known: bool) -> None:
        async def wait() -> None:
            async with queue.turn(known=known):
                pass

        self.waiting.append(asyncio.create_task(wait()))
        await asyncio.sleep(0)

    def refuses(self, method: str, path: str, address: str = _AWAY) -> bool:
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": [],
            "client": (address, 5000),
        }
        return self.door.refusal(Request(scope)) is not None

    def lets_in(self, requests: int) -> int:
        """How many of so many passwords from unknown networks."""
        refused = (self.refuses("POST", "/v1/logins") for _ in range(requests))
        return requests - sum(refused)


@pytest.fixture
async def entrance() -> AsyncIterator[Entrance]:
    async with AsyncExitStack() as turns:
        entrance = Entrance(turns)
        yield entrance
    await asyncio.gather(*entrance.waiting)


async def test_H1_everybody_is_let_in_while_nobody_waits(entrance: Entrance) -> None:
    assert entrance.lets_in(100) == 100
    assert not entrance.refuses("POST", "/v1/logins/1/code")


async def test_H1_few_unknown_clients_are_looked_at_while_passwords_wait(
    entrance: Entrance,
) -> None:
    await entrance.fill(entrance.door.passwords)

    assert entrance.lets_in(100) == 25
    entrance.time = 1.0
    assert entrance.lets_in(100) == 25


async def test_H1_known_networks_are_let_in_while_passwords_wait(
    entrance: Entrance,
) -> None:
    await entrance.fill(entrance.door.passwords)
    entrance.lets_in(100)

    assert not entrance.refuses("POST", "/v1/logins", _HOME)
    assert entrance.refuses("POST", "/v1/logins", _AWAY)


async def test_H1_waiting_passwords_refuse_no_act_and_no_read(
    entrance: Entrance,
) -> None:
    await entrance.fill(entrance.door.passwords)
    entrance.lets_in(100)

    assert not entrance.refuses("POST", "/v1/logins/1/code")
    assert not entrance.refuses("GET", "/v1/logins/1")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/logins",
        "/v1/logins/1/code",
        "/v1/logins/2/setup",
        "/v1/enrollments/3/continue",
    ],
)
async def test_H1_acts_are_refused_while_too_many_wait(
    entrance: Entrance, path: str
) -> None:
    await entrance.turns.enter_async_context(entrance.door.acts.turn(known=True))
    await entrance.join(entrance.door.acts, known=True)

    assert entrance.refuses("POST", path)
    assert not entrance.refuses("GET", path)
    assert not entrance.refuses("POST", "/sign-in")


async def test_H1_known_networks_may_wait_longer_for_acts(entrance: Entrance) -> None:
    acts = entrance.door.acts
    acts._seconds = 0.4
    await entrance.turns.enter_async_context(acts.turn(known=True))
    await entrance.join(acts, known=True)

    assert entrance.refuses("POST", "/v1/logins/1/code", _AWAY)
    assert not entrance.refuses("POST", "/v1/logins/1/code", _HOME)


async def test_H1_known_networks_are_refused_where_they_would_wait_too_long_too(
    entrance: Entrance,
) -> None:
    passwords = entrance.door.passwords
    await entrance.turns.enter_async_context(passwords.turn(known=True))
    await entrance.join(passwords, known=True)

    assert entrance.refuses("POST", "/v1/logins", _HOME)


async def test_H1_login_is_refused_whose_flow_would_begin_too_late(
    entrance: Entrance,
) -> None:
    entrance.begins_within = 0.8

    assert entrance.refuses("POST", "/v1/logins", _AWAY)
    assert not entrance.refuses("POST", "/v1/logins", _HOME)
    assert not entrance.refuses("POST", "/v1/logins/1/code", _AWAY)

    entrance.begins_within = 2.0
    assert entrance.refuses("POST", "/v1/logins", _HOME)


def test_H1_only_the_latest_networks_are_kept() -> None:
    networks = RecentNetworks(most=2)
    for network in ("192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.3"):
        networks.note(network)

    assert "192.0.2.2" not in networks
    assert "192.0.2.1" in networks
    assert "192.0.2.3" in networks
