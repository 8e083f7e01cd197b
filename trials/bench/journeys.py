"""What people do, over HTTP and mail alone: any build can be driven so.

No request has an `Idempotency-Key`, as pages send none, and none is repeated.
"""

import asyncio
import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from doorstep.rules import totp
from trials.bench.http_client import Answer, HttpClient
from trials.bench.smtp_sink import SmtpSink

PASSWORD = "four words that nobody said"
_SECONDS_A_STEP = 30
_LONGEST_SECONDS = 60


class RefusedError(Exception):
    """An answer that is not the good one."""

    def __init__(self, act: str, answer: Answer) -> None:
        super().__init__(f"{act}: {answer}")
        self.answer = answer


@dataclass
class Person:
    """Signs in from an address of their own, as behind a proxy."""

    email: str
    address: str
    password: str = PASSWORD
    secret: bytes = b""
    last_step: int = 0
    flow: tuple[str, str] = field(default=("", ""))
    """The path of the login that is open, and its token."""

    @property
    def rested(self) -> bool:
        """Whether their authenticator shows a code that was not sent yet."""
        return self.last_step < step_now()

    def code(self) -> str:
        self.last_step = step_now()
        return totp.code(self.secret, self.last_step)


def step_now() -> int:
    return int(time.time()) // _SECONDS_A_STEP


async def next_step() -> None:
    """Wait until authenticators show another code."""
    await asyncio.sleep(_SECONDS_A_STEP - time.time() % _SECONDS_A_STEP + 0.1)


class Journeys:
    """The operations under test. Each raises RefusedError where it was refused."""

    def __init__(self, http: HttpClient, sink: SmtpSink) -> None:
        self._http = http
        self._sink = sink

    async def open_login(
        self, person: Person, application: str = "web_console"
    ) -> Answer:
        body = {
            "email": person.email,
            "password": person.password,
            "application": application,
        }
        person.flow = ("", "")
        answer = await self.call(person, "POST", "/v1/logins", body)
        flow = answer.document
        person.flow = (f"/v1/logins/{flow['id']}", flow["flow_token"])
        return answer

    async def second_factor(self, person: Person) -> None:
        """One code, for a login that is open."""
        path, token = person.flow
        body = {"code": person.code()}
        answer = await self.call(person, "POST", f"{path}/code", body, token)
        assert answer.document["stage"] == "signed_in"

    async def log_in(self, person: Person) -> None:
        """Password and code."""
        await self.open_login(person)
        await self.second_factor(person)

    async def set_up(self, person: Person) -> None:
        """From the password to the bound authenticator, with the mail: 7 requests."""
        await self.open_login(person)
        login, token = person.flow
        mail = self._sink.expect(person.email)
        answer = await self.call(person, "POST", f"{login}/setup", {}, token)
        path = f"/v1/enrollments/{answer.document['id']}"
        code = {"code": await self._sink.code(mail)}
        await self.call(person, "POST", f"{path}/email-code", code, token)
        left = {"stage": "install_app"}
        await self.call(person, "POST", f"{path}/continue", left, token)
        answer = await self.call(person, "GET", f"{path}/authenticator", None, token)
        person.secret = base64.b32decode(answer.document["secret"])
        left = {"stage": "connect_device"}
        await self.call(person, "POST", f"{path}/continue", left, token)
        code = {"code": person.code()}
        answer = await self.call(person, "POST", f"{path}/setup-code", code, token)
        assert answer.document["stage"] == "enrolled"

    async def call(
        self,
        person: Person,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        token: str = "",
    ) -> Answer:
        answer = await self.send(person, method, path, body, token)
        if not answer.good:
            raise RefusedError(f"{method} {path.rpartition('/')[2]}", answer)
        return answer

    async def send(
        self,
        person: Person,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        token: str = "",
    ) -> Answer:
        headers = {"X-Forwarded-For": person.address}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        async with asyncio.timeout(_LONGEST_SECONDS):
            return await self._http.send(method, path, headers, body)
