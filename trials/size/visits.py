"""What is timed over HTTP: sign-ins, lists, filters and pages of one seeded stack."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from doorstep.db.pool import connected
from doorstep.rules import totp
from doorstep.settings import load
from trials.bench.stack import Stack
from trials.size.seeding import PASSWORD, SeededAccount, secret_of

_FILTERS = ("not_set_up", "setting_up", "enrolled", "locked")


@dataclass
class Visitor:
    """The administrator of a seeded account, and members who sign in, each once."""

    stack: Stack
    account: SeededAccount
    http: httpx.AsyncClient
    token: str = ""
    paths: dict[str, str] = field(default_factory=dict)
    _next: int = 1

    async def begin(self) -> None:
        _, _, self.token = await self.sign_in("admin_center")
        database_url = load(self.stack.folder).database_url
        assert database_url is not None
        async with connected(database_url) as connection:
            middle = await connection.fetchval(
                """
                select id from members where account_id = $1
                order by id offset $2 limit 1
                """,
                self.account.id,
                self.account.members // 2,
            )
            group = await connection.fetchval(
                "select id from groups where account_id = $1", self.account.id
            )
        self.paths = dict(_paths(self.account, str(middle), str(group)))

    async def sign_in(
        self, application: str = "web_console", *, key: str | None = None
    ) -> tuple[float, float, str]:
        """Seconds of password and code of somebody new, and the session's token."""
        with_key = {"Idempotency-Key": key} if key else {}
        email = self.account.email(self._next)
        self._next += 1 if self._next % 10 < 9 else 2  # every tenth has no device
        login = {"email": email, "password": PASSWORD, "application": application}
        began = time.perf_counter()
        opened = (await self.http.post("/v1/logins", json=login)).json()
        password = time.perf_counter()
        answer = await self.http.post(
            f"/v1/logins/{opened['id']}/code",
            json={"code": totp.code(secret_of(email), totp.time_step(_now()))},
            headers={"Authorization": f"Bearer {opened['flow_token']}", **with_key},
        )
        ended = time.perf_counter()
        assert answer.status_code == 200, answer.text
        session = answer.json()["session"]
        return password - began, ended - password, str(session["token"])

    async def get(self, name: str) -> float:
        """Seconds until the whole of it was there."""
        began = time.perf_counter()
        answer = await self.http.get(self.paths[name], headers=self.headers)
        assert answer.status_code == 200, f"{name}: {answer.text}"
        return time.perf_counter() - began

    async def change_role(self) -> float:
        """Seconds of making somebody an administrator; the way back is not timed."""
        path, seconds = self.paths["member"], 0.0
        for role in ("admin", "member"):
            began = time.perf_counter()
            answer = await self.http.patch(
                path, json={"role": role}, headers=self.headers
            )
            assert answer.status_code == 200, answer.text
            seconds = seconds or time.perf_counter() - began
        return seconds

    async def download(self) -> tuple[float, int]:
        """Seconds of `members.csv`, and how many members are in it."""
        began, lines = time.perf_counter(), 0
        async with self.http.stream(
            "GET", "/admin-center/members.csv", headers=self.headers, timeout=None
        ) as answer:
            async for piece in answer.aiter_bytes():
                lines += piece.count(b"\n")
        return time.perf_counter() - began, lines - 1

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "Cookie": f"doorstep-admin-center={self.token}",
        }


def _paths(
    account: SeededAccount, middle: str, group: str
) -> Iterator[tuple[str, str]]:
    api, pages = "/v1/account", "/admin-center"
    yield "members", f"{api}/members"
    yield "members, from the middle", f"{api}/members?cursor={middle}"
    yield "member", f"{api}/members/{middle}"
    yield "setups", f"{api}/enrollments"
    yield "events", f"{api}/events"
    yield "events of a rare kind", f"{api}/events?kind=user_updated"
    yield "events of a frequent kind", f"{api}/events?kind=authn_login_success"
    yield "events of a member", f"{api}/events?member_id={middle}"
    yield "own sessions", "/v1/me/sessions"
    yield "page: members", f"{pages}/members"
    yield "page: members, from the middle", f"{pages}/members?cursor={middle}"
    yield "search: rare", f"{api}/members?query=ember-{account.members}@"
    yield "search: in the middle", f"{api}/members?query={account.members // 2}"
    yield "search: frequent", f"{api}/members?query=MÉMBER"
    yield "search: a letter that is rare", f"{api}/members?query=q"
    yield "search: two digits", f"{api}/members?query=99"
    yield "search: of a role", f"{api}/members?query=9&role=admin"
    yield "members of a role", f"{api}/members?role=admin"
    yield "members of a group", f"{api}/members?group={group}"
    yield "search: in a group", f"{api}/members?group={group}&query=99"
    yield "groups", f"{api}/groups"
    yield "page: search", f"{pages}/members?query={account.members // 2}"
    for two_step in _FILTERS:
        yield f"page: members, {two_step}", f"{pages}/members?two_step={two_step}"
    yield "page: member", f"{pages}/members/{middle}"
    yield "page: setups", f"{pages}/set-ups"
    yield "page: audit trail", f"{pages}/audit"
    yield "page: two-step verification", pages


def _now() -> datetime:
    return datetime.now(UTC)
