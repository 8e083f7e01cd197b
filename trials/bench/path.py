"""`make path`: the source files and connections that a right login code takes.

One process runs both API and worker, with real PostgreSQL and Temporal. It counts
the source files of which a function is called between request and answer, in any
thread, and the connections acquired from a pool, without the HTTP protocol and the
background loops of API and worker.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType
from uuid import uuid4

import asyncpg
import httpx
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

import worker
from activities.assembly import activities
from api.app import create_app
from cli.up.binaries import program
from cli.up.temporal import LEAN
from doorstep.db.pool import open_pool
from doorstep.mail.smtp import Smtp
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from doorstep.process.configuration import mail_server
from doorstep.rules import totp
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.settings.processes import WorkerSettings
from doorstep.telemetry import OFF
from doorstep.temporal.client import connect
from trials.bench.database import make_database, running_cluster
from trials.bench.members import PASSWORD, BenchMember, make_account, make_members
from trials.ports import free_port

_ROOT = Path(__file__).parents[2]
_PLACES = ("activities", "api", "cli", "doorstep", "workflows", "worker.py")
_TAKES_CONNECTION = asyncpg.Pool.acquire.__code__


@dataclass
class Passed:
    """The files and connections of one request, the files in the order of their
    first call.
    """

    connections: int = 0
    files: list[str] = field(default_factory=list)

    def note(self, frame: FrameType) -> None:
        if frame.f_code is _TAKES_CONNECTION:
            self.connections += 1
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(_ROOT):
            name = str(file.relative_to(_ROOT))
            if name.startswith(_PLACES) and name not in self.files:
                self.files.append(name)


_LOOP = threading.main_thread().ident
_watched = ContextVar("_watched", default=False)


class Watch:
    """Traces the calls of threads and tasks that start within the context, but for
    those that start `unwatched`. Tasks that ran before are not traced.
    """

    def __init__(self) -> None:
        self._passed: Passed | None = None

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        ours = _watched.get() or threading.get_ident() != _LOOP
        called = event == "call" and frame.f_code.co_flags & CO_OPTIMIZED  # no import
        if called and self._passed is not None and ours:
            self._passed.note(frame)

    @contextmanager
    def lasting(self) -> Iterator[None]:
        before = sys.getprofile(), threading.getprofile()
        began = _watched.set(True)
        threading.setprofile(self)
        sys.setprofile(self)
        try:
            yield
        finally:
            _watched.reset(began)
            sys.setprofile(before[0])
            threading.setprofile(before[1])

    @staticmethod
    @contextmanager
    def unwatched() -> Iterator[None]:
        watched = _watched.set(False)
        try:
            yield
        finally:
            _watched.reset(watched)

    @contextmanager
    def one_request(self) -> Iterator[Passed]:
        self._passed = passed = Passed()
        try:
            yield passed
        finally:
            self._passed = None


@dataclass(frozen=True)
class _Caller:
    http: httpx.AsyncClient
    client: Client

    async def code_of(self, member: BenchMember, key: str | None) -> httpx.Request:
        """The request with a right code, for a login that waits for it."""
        credentials = {"email": member.email, "password": PASSWORD}
        answer = await self.http.post(
            "/v1/logins", json={**credentials, "application": "web_console"}
        )
        login = answer.raise_for_status().json()
        flow = self.client.get_workflow_handle(f"login/{login['id']}")
        await flow.query("state")  # so that its first workflow task is over
        headers = {"Authorization": f"Bearer {login['flow_token']}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        code = totp.code(member.secret, totp.time_step(datetime.now(UTC)))
        return self.http.build_request(
            "POST",
            f"/v1/logins/{login['id']}/code",
            headers=headers,
            json={"code": code},
        )


async def passed_by_a_code(settings: WorkerSettings) -> tuple[Passed, Passed]:
    """Of a request without an Idempotency-Key, and of one with it."""
    watch = Watch()
    with watch.lasting():
        async with _serving(settings) as (caller, members):
            await _answered(watch, caller, members[0], "begins what is begun once")
            return (
                await _answered(watch, caller, members[1], None),
                await _answered(watch, caller, members[2], "a key"),
            )


async def _answered(
    watch: Watch, caller: _Caller, member: BenchMember, key: str | None
) -> Passed:
    request = await caller.code_of(member, key)
    with watch.one_request() as passed:
        answer = await caller.http.send(request)
    answer.raise_for_status()
    return passed


@asynccontextmanager
async def _serving(
    settings: WorkerSettings,
) -> AsyncIterator[tuple[_Caller, list[BenchMember]]]:
    """With three members who have an authenticator, and without logging."""
    cheap = {"hashing_memory": 8, "hashing_passes": 1}
    app = create_app(settings.model_copy(update={"log_level": "WARNING", **cheap}))
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 5000))
    ring, smtp = KeyRing.parse(settings.keys), Smtp(mail_server(settings))
    client = await connect(settings)
    async with await open_pool(settings.database_url) as pool:
        account = await make_account(pool)
        members = await make_members(pool, ring, account, "path", 3)
        bound = activities(settings, pool, ring, smtp, client, meter=OFF.meter)
        async with (
            worker.build_worker(client, settings.task_queue, bound),
            AsyncExitStack() as stack,
            httpx.AsyncClient(
                transport=transport, base_url=settings.public_url, timeout=30
            ) as http,
        ):
            with Watch.unwatched():  # its loops run beside the request
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield _Caller(http, client), members


async def main() -> None:
    async with (
        running_cluster() as cluster,
        await WorkflowEnvironment.start_local(
            port=free_port(),
            dev_server_existing_path=program("temporal"),
            data_converter=pydantic_data_converter,
            search_attributes=list(SEARCH_ATTRIBUTES),
            dev_server_log_level="error",
            dev_server_extra_args=LEAN,
        ) as temporal,
    ):
        settings = WorkerSettings.model_validate(
            {
                "database_url": await make_database(cluster, "path"),
                "temporal_address": temporal.client.service_client.config.target_host,
                "smtp_url": "smtp://127.0.0.1:25",
                "mail_from": "Doorstep <no-reply@doorstep.test>",
                "keys": new_entry("path"),
                "task_queue": f"path-{uuid4()}",
                "public_url": "http://127.0.0.1:8000",
            }
        )
        without, with_key = await passed_by_a_code(settings)
    print("\n".join(with_key.files))
    for passed, key in ((without, "without"), (with_key, "with")):
        files = len(passed.files)
        print(f"{key} a key: {passed.connections} connections, {files} files")


if __name__ == "__main__":
    asyncio.run(main())
