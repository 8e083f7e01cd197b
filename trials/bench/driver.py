"""Drives our login and our setup over HTTP, as a frontend does."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pyotp
from temporalio.client import Client

from doorstep.db.pool import Pool
from doorstep.rules import totp
from doorstep.rules.codes import email_code
from doorstep.rules.seal import KeyRing
from trials.bench.measuring import Sample
from trials.bench.members import PASSWORD, BenchMember
from workflows.login import LoginWorkflow


class Driver:
    """Drives flows; remembers the last one, for its history."""

    def __init__(
        self, http: httpx.AsyncClient, client: Client, pool: Pool, ring: KeyRing
    ) -> None:
        self._http = http
        self._client = client
        self._pool = pool
        self._ring = ring
        self.last_login = ""
        self.last_enrollment = ""
        self.retries = 0

    async def log_in(self, person: BenchMember) -> Sample:
        """Start, read, one code; its first workflow task is over by then."""
        began = time.perf_counter()
        login, headers = await self._start(person)
        path = f"/v1/logins/{login['id']}"
        await self._call("GET", path, headers)
        await self._client.get_workflow_handle(f"login/{login['id']}").query(
            LoginWorkflow.state
        )
        code = totp.code(person.secret, totp.time_step(datetime.now(UTC)))
        before_step = time.perf_counter()
        signed_in = await self._call("POST", f"{path}/code", headers, {"code": code})
        ended = time.perf_counter()
        assert signed_in["stage"] == "signed_in"
        self.last_login = login["id"]
        return Sample(ended - began, ended - before_step)

    async def set_up(self, person: BenchMember) -> Sample:
        """From the password to the bound device, the mail included."""
        began = time.perf_counter()
        login, headers = await self._start(person)
        enrollment = await self._call(
            "POST", f"/v1/logins/{login['id']}/setup", headers, {}
        )
        path = f"/v1/enrollments/{enrollment['id']}"
        code = await self._emailed(enrollment["id"])
        await self._call("POST", f"{path}/email-code", headers, {"code": code})
        await self._call("POST", f"{path}/continue", headers, {"stage": "install_app"})
        shown = await self._call("GET", f"{path}/authenticator", headers)
        await self._call(
            "POST", f"{path}/continue", headers, {"stage": "connect_device"}
        )
        code = pyotp.TOTP(shown["secret"]).now()
        before_step = time.perf_counter()
        await self._call("POST", f"{path}/setup-code", headers, {"code": code})
        ended = time.perf_counter()
        self.last_login, self.last_enrollment = login["id"], enrollment["id"]
        return Sample(ended - began, ended - before_step)

    async def _start(
        self, person: BenchMember
    ) -> tuple[dict[str, Any], dict[str, str]]:
        login = await self._call(
            "POST",
            "/v1/logins",
            {},
            {
                "email": person.email,
                "password": PASSWORD,
                "application": "web_console",
            },
        )
        return login, {"Authorization": f"Bearer {login['flow_token']}"}

    async def _emailed(self, enrollment_id: str) -> str:
        """The code of the mail, once the mail server has taken it."""
        while True:
            key_name = await self._pool.fetchval(
                """
                select key_name from emails
                where enrollment_id = $1 and accepted_at is not null
                """,
                UUID(enrollment_id),
            )
            if key_name:
                return email_code(self._ring, key_name, UUID(enrollment_id), 1)
            await asyncio.sleep(0.005)

    async def _call(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """A 503 is retried under its key; the wait counts."""
        if headers:
            headers = {**headers, "Idempotency-Key": str(uuid4())}
        while True:
            answer = await self._http.request(method, path, headers=headers, json=body)
            if answer.status_code != 503:
                break
            self.retries += 1
            await asyncio.sleep(int(answer.headers["Retry-After"]))
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return dict(answer.json())
