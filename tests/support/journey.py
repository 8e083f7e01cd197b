"""A minimal frontend over HTTP: one person, one login."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from authenticator import code_at
from service import MEMBER, PASSWORD, Service
from waiting import until


@dataclass
class Journey:
    """What one person does; every answer is the raw response."""

    service: Service
    email: str = MEMBER
    application: str = "web_console"
    login: dict[str, Any] = field(default_factory=dict)
    enrollment: dict[str, Any] = field(default_factory=dict)
    secret: str = ""
    session_token: str = ""

    async def start(self, password: str = PASSWORD) -> httpx.Response:
        answer = await self.service.http.post(
            "/v1/logins",
            json={
                "email": self.email,
                "password": password,
                "application": self.application,
            },
        )
        if answer.status_code == 201:
            self.login = answer.json()
            self._keep_session(answer)
        return answer

    async def read(self) -> dict[str, Any]:
        answer = await self.get(self.login_path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def begin_setup(self) -> httpx.Response:
        answer = await self.post(f"{self.login_path}/setup")
        if answer.is_success:
            self.enrollment = answer.json()
        return answer

    async def read_enrollment(self) -> dict[str, Any]:
        answer = await self.get(self.enrollment_path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def email_code(self) -> str:
        """The newest code in the mailbox, once the pending mail has arrived."""
        await until(
            self.read_enrollment, lambda setup: bool(setup["email"]["status"] == "sent")
        )
        return self.service.mail.codes(self.email)[-1]

    async def submit_email_code(self, code: str) -> httpx.Response:
        return await self.post(f"{self.enrollment_path}/email-code", code=code)

    async def advance(self, stage: str) -> httpx.Response:
        return await self.post(f"{self.enrollment_path}/continue", stage=stage)

    async def authenticator(self) -> dict[str, Any]:
        answer = await self.get(f"{self.enrollment_path}/authenticator")
        assert answer.status_code == 200, answer.text
        self.secret = answer.json()["secret"]
        return dict(answer.json())

    async def submit_setup_code(self, code: str) -> httpx.Response:
        return await self.post(f"{self.enrollment_path}/setup-code", code=code)

    async def submit_code(self, code: str) -> httpx.Response:
        answer = await self.post(f"{self.login_path}/code", code=code)
        self._keep_session(answer)
        return answer

    async def as_far_as(self, stage: str) -> None:
        """Begin a setup and bring it to one of its stages."""
        _assert_success(await self.begin_setup())
        if stage == "verify_email":
            return
        code = await self.email_code()
        _assert_success(await self.submit_email_code(code))
        if stage == "install_app":
            return
        _assert_success(await self.advance("install_app"))
        await self.authenticator()
        if stage == "connect_device":
            return
        _assert_success(await self.advance("connect_device"))

    async def set_up(self) -> None:
        """From a login that requires a setup to one that waits for its code."""
        await self.as_far_as("confirm_code")
        _assert_success(await self.submit_setup_code(self.code()))

    async def sign_in_after_setup(self) -> httpx.Response:
        """After a setup: the app's next code, which the window accepts early."""
        return await self.submit_code(self.code(steps=1))

    def code(self, steps: int = 0, at: datetime | None = None) -> str:
        return code_at(self.secret, at or self.service.clock(), steps)

    def wrong_code(self) -> str:
        """None of those that could be right about now."""
        near = {self.code(steps) for steps in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222") if code not in near)

    @property
    def login_path(self) -> str:
        return f"/v1/logins/{self.login['id']}"

    @property
    def enrollment_path(self) -> str:
        return f"/v1/enrollments/{self.enrollment['id']}"

    async def get(self, path: str) -> httpx.Response:
        return await self.service.http.get(path, headers=self.headers)

    async def post(self, path: str, **body: str) -> httpx.Response:
        return await self.service.http.post(path, headers=self.headers, json=body)

    async def delete(self, path: str) -> httpx.Response:
        return await self.service.http.delete(path, headers=self.headers)

    async def with_session(
        self, method: str, path: str, key: str = "", **options: Any
    ) -> httpx.Response:
        """`key` is its Idempotency-Key, if any."""
        headers = {"Authorization": f"Bearer {self.session_token}"}
        if key:
            headers["Idempotency-Key"] = key
        return await self.service.http.request(method, path, headers=headers, **options)

    @property
    def headers(self) -> dict[str, str]:
        """With the flow token of the login."""
        return {"Authorization": f"Bearer {self.login['flow_token']}"}

    def _keep_session(self, answer: httpx.Response) -> None:
        if answer.is_success and answer.json().get("session"):
            self.session_token = answer.json()["session"]["token"]


async def enrolled(service: Service, email: str = MEMBER) -> Journey:
    """A person with a new authenticator, whose login waits for its code."""
    await service.require_two_step()
    person = Journey(service, email)
    assert (await person.start()).status_code == 201
    await person.set_up()
    return person


def _assert_success(answer: httpx.Response) -> None:
    assert answer.is_success, answer.text
