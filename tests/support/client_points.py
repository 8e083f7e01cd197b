"""An API that is killed while requests are at its named fault points, one at each:
those of a client's sign-in, a step-up, a new address, and a password that is changed
or forgotten.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import httpx

from breakpoints import Breakpoint
from cli.up.ports import is_open
from client_application import (
    ClientApplication,
    add_client,
    answer_of,
    pushed,
)
from doorstep.rules.clients import Scope
from journey import Journey
from password_reset import NEW, Reset
from seeding import long_enrolled
from service import PASSWORD, Service
from stopped_process import stopped_process
from trials.ports import free_port
from visitor import Visitor
from waiting import in_time, until

_SCOPES = (Scope.openid, Scope.profile, Scope.email, Scope.offline_access)
_Send: TypeAlias = Callable[[httpx.AsyncClient, str], Awaitable[httpx.Response]]
_THE_ONE = "the one request"
MOVED = "moved@acme.test"
_IN_TRANSACTION = {
    "code": b"update authorization_requests set answered_at",
    "step-up": b"update sessions set stepped_up_at",
    "new address": b"insert into address_changes",
    "own password": b"insert into attempts",  # those before have it too, later on
    "reset": b"insert into recoveries",
    "password": b"update recoveries set stage",
}
_BY_THEMSELVES = {
    "single sign-on": b"insert into logins",
    "handle": b"insert into used_requests",
    "exchange": b"insert into grants",
    "refresh": b"update refresh_tokens set used_at",
}
POINTS = (*_IN_TRANSACTION, *_BY_THEMSELVES)


@dataclass(frozen=True)
class Request:
    """One that can be sent again, to whichever API."""

    method: str
    path: str
    content: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    async def send(self, http: httpx.AsyncClient, origin: str = "") -> httpx.Response:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.content.get("headers", {}), "Cookie": cookies}
        content = {**self.content, "headers": headers}
        return await http.request(self.method, f"{origin}{self.path}", **content)


@dataclass
class KilledApi:
    """What was asked for at each point, of which nobody got an answer."""

    service: Service
    prompt: Service
    """Another API, with the time limits of production."""
    committed: bool
    client: ClientApplication
    stepping: Journey
    signed_in: dict[str, Journey]
    reset: Reset
    asked: dict[str, Request]

    async def again(self, point: str) -> httpx.Response:
        """Where the first request may still be about to be answered, it has to wait."""
        self.prompt.http.cookies.clear()
        return await until(
            lambda: self.asked[point].send(self.prompt.http),
            lambda answer: answer.status_code not in (429, 503),
        )

    async def count(self, what: str) -> int:
        return int(await self.service.pool.fetchval(f"select count(*) from {what}"))

    async def exchange(self, code: str) -> httpx.Response:
        asked = _exchange_of(self.client, code, "another request")
        return await asked.send(self.service.http)


async def killed_api(
    service: Service, prompt: Service, folder: Path, *, committed: bool
) -> KilledApi:
    killed = await _at_the_points(service, prompt, committed=committed)
    points = {
        point: Breakpoint(
            statement, committed, commits_itself=statements is _BY_THEMSELVES
        )
        for statements in (_IN_TRANSACTION, _BY_THEMSELVES)
        for point, statement in statements.items()
    }
    port = free_port()
    async with (
        stopped_process(
            service.settings,
            "api",
            folder,
            *points.values(),
            ready=lambda: is_open("127.0.0.1", port),
            DOORSTEP_API_PORT=str(port),
        ) as process,
        httpx.AsyncClient(timeout=60) as http,
    ):
        origin = f"http://127.0.0.1:{port}"
        asking = asyncio.gather(
            *(
                _ask_until(points[point], request.send, http, origin)
                for point, request in killed.asked.items()
            )
        )
        for point in points.values():
            await in_time(point.reached.wait())
        await process.kill()
        await asking
    return killed


async def _ask_until(
    point: Breakpoint, send: _Send, http: httpx.AsyncClient, origin: str
) -> None:
    """Nobody is told an outcome. On a slow machine a request may wait too long before
    it is at its point: it is sent again.
    """
    with suppress(httpx.TransportError):
        while True:
            answer = await send(http, origin)
            assert answer.status_code == 503, answer.text
            if point.reached.is_set():
                return


async def _at_the_points(
    service: Service, prompt: Service, *, committed: bool
) -> KilledApi:
    for point in POINTS:
        await service.add_member(_of(point))
    stepping = await long_enrolled(service, _of("step-up"))
    await stepping.submit_code(stepping.code())
    await service.require_two_step(False)
    signed_in = await _signed_in_members(service)
    client = await add_client(service, scopes=_SCOPES)
    reset = Reset(service, _of("password"))
    await reset.prove()
    makers: dict[str, Callable[[], Awaitable[Request]]] = {
        "code": lambda: _reload(client),
        "single sign-on": lambda: _sign_on(client),
        "handle": lambda: _handle(client),
        "exchange": lambda: _exchange(client),
        "refresh": lambda: _refresh(client),
    }
    asked = {
        "step-up": _step_up(stepping),
        **_own(signed_in),
        "reset": Request(
            "POST", "/v1/password-resets", {"json": {"email": _of("reset")}}
        ),
        "password": Request(
            "POST",
            f"{reset.path}/password",
            {"json": {"new": NEW}, "headers": reset.headers},
        ),
    }
    for point, make in makers.items():
        service.http.cookies.clear()
        asked[point] = await make()
    return KilledApi(
        *(service, prompt, committed, client, stepping, signed_in, reset, asked)
    )


async def _signed_in_members(service: Service) -> dict[str, Journey]:
    points = ("new address", "own password")
    people = {point: Journey(service, _of(point)) for point in points}
    for person in people.values():
        await person.start()
    return people


def _of(point: str) -> str:
    """A member of its own for each, since an act holds its member's lock."""
    return f"{point.replace(' ', '-')}@acme.test"


async def _signed_in(client: ClientApplication, point: str) -> Visitor:
    visitor = Visitor(client.service.http)
    await client.open(visitor, scope="openid email offline_access")
    await visitor.send("/sign-in", email=_of(point), password=PASSWORD)
    return visitor


def _page(service: Service, path: str) -> Request:
    return Request("GET", path, cookies=dict(service.http.cookies))


async def _reload(client: ClientApplication) -> Request:
    """The page that hands the code over gives a new one, while none was used."""
    visitor = await _signed_in(client, "code")
    assert visitor.answer is not None
    return _page(client.service, visitor.answer.url.raw_path.decode())


async def _sign_on(client: ClientApplication) -> Request:
    await _signed_in(client, "single sign-on")
    return _page(client.service, client.address())


async def _handle(client: ClientApplication) -> Request:
    return _page(client.service, await pushed(client))


async def _code(client: ClientApplication, point: str) -> str:
    visitor = await _signed_in(client, point)
    assert visitor.answer is not None
    return answer_of(visitor.answer)["code"]


async def _exchange(client: ClientApplication) -> Request:
    return _exchange_of(client, await _code(client, "exchange"))


async def _refresh(client: ClientApplication) -> Request:
    earlier = _exchange_of(client, await _code(client, "refresh"), "an earlier one")
    token = (await earlier.send(client.service.http)).json()["refresh_token"]
    return _token_request(
        client, {"grant_type": "refresh_token", "refresh_token": token}
    )


def _exchange_of(client: ClientApplication, code: str, key: str = _THE_ONE) -> Request:
    return _token_request(client, client.exchange_form(code), key)


def _token_request(
    client: ClientApplication, form: dict[str, str], key: str = _THE_ONE
) -> Request:
    sent = {
        "data": form,
        "auth": (client.id, client.secret),
        "headers": {"Idempotency-Key": key},
    }
    return Request("POST", "/oauth2/token", sent)


def _own(signed_in: dict[str, Journey]) -> dict[str, Request]:
    """What members change of themselves, each in a session of its own."""
    bodies = {
        "new address": ("/v1/me/email", {"email": MOVED}),
        "own password": ("/v1/me/password", {"current": PASSWORD, "new": NEW}),
    }
    return {
        point: _keyed(signed_in[point], path, body)
        for point, (path, body) in bodies.items()
    }


def _step_up(person: Journey) -> Request:
    return _keyed(person, "/v1/me/step-up", {"code": person.code(steps=1)})


def _keyed(person: Journey, path: str, body: dict[str, str]) -> Request:
    sent = {
        "json": body,
        "headers": {
            "Authorization": f"Bearer {person.session_token}",
            "Idempotency-Key": _THE_ONE,
        },
    }
    return Request("POST", path, sent)
