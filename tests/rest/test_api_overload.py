"""More passwords than can be hashed in time: who is served, and who is refused."""

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chosen_time_limits import LONG_LIMITS, SHORT_LIMITS
from client_addresses import client_at, second_api
from doorstep.rules.bounded_queue import BoundedQueue
from doorstep.rules.passwords import Passwords
from doorstep.rules.time_limits import TimeLimits
from journey import Journey
from problem_documents import problem
from service import ADMIN, MEMBER, PASSWORD, Service
from waiting import in_time

_HOME, _AWAY = "192.0.2.1", "198.51.100.7"


@pytest.fixture
async def app(service: Service) -> AsyncIterator[FastAPI]:
    """An API with a queue of its own; Max has signed in from a known network before."""
    async with _api(service) as app:
        yield app


@asynccontextmanager
async def _api(
    service: Service, limits: TimeLimits = LONG_LIMITS
) -> AsyncIterator[FastAPI]:
    async with second_api(service, limits=limits) as app:
        assert (
            await Journey(client_at(service, app, _HOME)).start()
        ).status_code == 201
        yield app


def _passwords(app: FastAPI) -> Passwords:
    found = app.state.parts.account.passwords
    assert isinstance(found, Passwords)
    return found


@asynccontextmanager
async def _all_turns_taken(app: FastAPI) -> AsyncIterator[AsyncExitStack]:
    """By guesses that take so long that only two callers may wait in each queue."""
    passwords = _passwords(app)
    async with AsyncExitStack() as turns:
        for _ in range(2):
            await turns.enter_async_context(passwords.turn(known=False))
        passwords.queue._seconds = 60.0
        yield turns


async def _settled(tasks: list[asyncio.Task[Any]]) -> None:
    """Until all are answered that can be; the others are in the queue."""
    await asyncio.wait(tasks, timeout=0.5)


async def test_A2_H1_row8_unknown_clients_are_refused_at_once_and_alike(
    service: Service, app: FastAPI
) -> None:
    emails = [MEMBER, "nobody@acme.test"]
    async with _all_turns_taken(app):
        waiting = [
            asyncio.create_task(
                Journey(client_at(service, app, _AWAY), f"{n}@x.test").start()
            )
            for n in range(2)
        ]
        await _settled(waiting)
        answers = [
            await Journey(client_at(service, app, _AWAY), email).start(typed)
            for email in emails
            for typed in (PASSWORD, "a guess")
        ]
    judged = await asyncio.gather(*waiting)

    assert {str(problem(answer)) for answer in answers} == {
        str((503, "temporarily-unavailable", {"retry_after": 90}))
    }
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert [answer.status_code for answer in judged] == [401, 401]
    tries = "select count(*) from password_tries"
    assert await service.pool.fetchval(tries) == len(judged)


async def test_H1_row8_known_client_signs_in_while_the_queue_of_unknown_ones_is_full(
    service: Service, app: FastAPI
) -> None:
    async with _all_turns_taken(app) as turns:
        people = [
            Journey(client_at(service, app, _AWAY), f"{n}@x.test") for n in range(3)
        ]
        unknown_clients = [asyncio.create_task(one.start("a guess")) for one in people]
        await _settled(unknown_clients)
        known = asyncio.create_task(Journey(client_at(service, app, _HOME)).start())
        await _settled([known])
        await turns.aclose()

    assert (await known).status_code == 201
    answers = await asyncio.gather(*unknown_clients)
    assert {answer.status_code for answer in answers} == {401, 503}


async def test_H1_row8_known_client_signs_in_during_a_flood_of_guesses(
    service: Service,
) -> None:
    """From many clients for many addresses."""
    short = replace(LONG_LIMITS, hashing_turn=timedelta(seconds=1))
    async with _api(service, short) as app:
        guessers = [
            Journey(client_at(service, app, f"198.51.{n}.7"), f"{n}@x.test")
            for n in range(150)
        ]
        flood = [asyncio.create_task(one.start("a guess")) for one in guessers]

        logins = [
            await Journey(client_at(service, app, _HOME)).start() for _ in range(5)
        ]
        answers = await asyncio.gather(*flood)

    assert [answer.status_code for answer in logins] == [201] * 5
    refused = [answer for answer in answers if answer.status_code != 401]
    assert {problem(answer)[:2] for answer in refused} <= {
        (503, "temporarily-unavailable")
    }
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)


async def test_H1_row8_known_client_signs_in_after_a_restart_amid_guesses(
    service: Service,
) -> None:
    async with _api(service):
        pass  # a client signs in from a network that is known from then on
    async with second_api(service) as app:
        app.state.parts.door.now = lambda: 0.0  # the second does not end
        people = [
            Journey(client_at(service, app, _AWAY), f"{n}@x.test") for n in range(40)
        ]
        async with _all_turns_taken(app):
            guesses = []
            for some in (people[:2], people[2:]):  # the first ones fill the queue
                guesses += [asyncio.create_task(one.start("_")) for one in some]
                await _settled(guesses)
            known = asyncio.create_task(Journey(client_at(service, app, _HOME)).start())
            await _settled([known])
        answers = await asyncio.gather(*guesses)
        login = await known

    assert login.status_code == 201
    assert {answer.status_code for answer in answers} == {401, 503}


async def test_H1_row8_many_logins_leave_connections_for_other_requests(
    service: Service, app: FastAPI
) -> None:
    person = Journey(client_at(service, app))
    await person.start()
    async with service.pool.acquire() as connection, connection.transaction():
        await connection.execute("lock table password_tries")  # guesses wait
        people = [Journey(client_at(service, app), f"{n}@x.test") for n in range(40)]
        requests = [asyncio.create_task(one.start("a guess")) for one in people]
        await _settled(requests)

        read = await in_time(person.with_session("GET", "/v1/me"))

    assert read.status_code == 200
    await asyncio.gather(*requests)


async def test_A2_H1_act_is_refused_before_anything_is_read_for_it(
    service: Service, app: FastAPI
) -> None:
    acts = app.state.parts.door.acts
    person = Journey(client_at(service, app))
    await person.start()
    async with AsyncExitStack() as turns:
        for _ in range(acts._places):
            await turns.enter_async_context(acts.turn(known=True))
        acts._seconds = 600.0
        waiting = [asyncio.create_task(_turn_of(acts)) for _ in range(acts._places)]
        await asyncio.sleep(0)
        answers = [
            await person.service.http.post(
                f"/v1/logins/{login}/code",
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "one"},
                json={"code": "123456"},
            )
            for login in (person.login["id"], uuid4())
            for token in (person.login["flow_token"], "made-up")
        ]
    await asyncio.gather(*waiting)

    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["Retry-After"] for answer in answers} == {"619"}
    assert len({answer.content for answer in answers}) == 1
    assert await service.pool.fetchval("select count(*) from answers") == 0


async def _turn_of(queue: BoundedQueue) -> None:
    async with queue.turn(known=True):
        pass


async def test_H1_row8_administrator_adding_members_uses_the_same_queue(
    service: Service, app: FastAPI
) -> None:
    admin = Journey(client_at(service, app), ADMIN, "admin_center")
    await admin.start()
    new = {
        "email": "new@acme.test",
        "name": "New",
        "role": "member",
        "language": "en",
        "password": "a new password of mine",
    }
    async with _all_turns_taken(app):
        line = [
            asyncio.create_task(_passwords(app).hash("some password")) for _ in range(2)
        ]
        await asyncio.sleep(0)
        refused = await admin.with_session("POST", "/v1/account/members", json=new)
    await asyncio.gather(*line)
    added = await admin.with_session("POST", "/v1/account/members", json=new)

    assert problem(refused)[:2] == (503, "temporarily-unavailable")
    assert added.status_code == 201


async def test_H1_row8_request_that_waited_too_long_leaves_the_queue(
    service: Service, app: FastAPI
) -> None:
    async with _api(service, SHORT_LIMITS) as hasty, _all_turns_taken(hasty):
        late = await Journey(client_at(service, hasty, _AWAY)).start("a guess")
        queue = _passwords(hasty).queue
        assert (len(queue._known), len(queue._strangers)) == (0, 0)

    assert problem(late)[:2] == (503, "temporarily-unavailable")
    assert await service.pool.fetchval("select count(*) from password_tries") == 0
    assert (await Journey(client_at(service, app, _AWAY)).start()).status_code == 201


async def test_H1_row8_guess_of_a_disconnected_client_is_not_judged(
    service: Service, app: FastAPI
) -> None:
    before = await service.pool.fetchval("select count(*) from events")

    await _ask_and_hang_up(app)

    assert await service.pool.fetchval("select count(*) from events") == before
    assert await service.pool.fetchval("select count(*) from password_tries") == 0


async def _ask_and_hang_up(app: FastAPI) -> None:
    """A whole request whose client disconnects before the answer."""
    typed = {"email": MEMBER, "password": "a guess", "application": "web_console"}
    body = json.dumps(typed).encode()
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        return next(messages, {"type": "http.disconnect"})

    async def send(_: MutableMapping[str, Any]) -> None: ...

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/logins",
        "raw_path": b"/v1/logins",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"content-type", b"application/json")],
        "client": (_AWAY, 5000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    await app(scope, receive, send)
