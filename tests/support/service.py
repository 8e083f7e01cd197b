"""The whole service in one process, with real servers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner
from uuid_utils.compat import uuid7

import worker
from api.app import create_app
from api.edge.openapi.document import describe
from chosen_time_limits import LONG_LIMITS
from documented_answers import documented
from doorstep.clock import Clock, system_clock
from doorstep.db.accounts import Accounts
from doorstep.db.members import Member
from doorstep.db.pool import Pool, open_pool
from doorstep.rules.seal import new_entry
from doorstep.rules.time_limits import TimeLimits
from doorstep.settings.processes import WorkerSettings
from doorstep.telemetry import OFF, Telemetry
from doorstep.temporal.workers import Workers
from doorstep.transactions.lookups import find_member
from doorstep.transactions.members import MemberFields, add_member
from mail_server import MailServer

PASSWORD = "correct horse battery"
ADMIN = "ada@acme.test"
MEMBER = "max@acme.test"
_CHEAP_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass(frozen=True)
class Service:
    """A running service with an account "Acme", its administrator and one member."""

    settings: WorkerSettings
    http: httpx.AsyncClient
    pool: Pool
    client: Client
    mail: MailServer
    worker: Workers
    clock: Clock
    account_id: UUID
    stop_worker: Callable[[], Awaitable[None]]

    async def require_two_step(self, required: bool = True) -> None:
        """Switch the requirement, as an administrator's session would."""
        await self.pool.execute(
            "update accounts set two_step_required = $1 where id = $2",
            required,
            self.account_id,
        )

    async def member(self, email: str = MEMBER) -> Member:
        async with self.pool.acquire() as connection:
            return await find_member(connection, email)

    async def add_member(self, email: str, role: str = "member") -> UUID:
        return await _add(self.pool, self.account_id, email, role, self.clock())


def service_settings(
    database_url: str, temporal_address: str, mail: MailServer, **others: object
) -> WorkerSettings:
    return WorkerSettings.model_validate(
        {
            "database_url": database_url,
            "temporal_address": temporal_address,
            "smtp_url": mail.url,
            "mail_from": "Doorstep <no-reply@doorstep.test>",
            "keys": new_entry("test"),
            "task_queue": f"doorstep-{uuid4()}",  # leftovers of a test stay its own
            "public_url": "http://127.0.0.1:8000",
            "hashing_threads": 2,
            "hashing_memory": 8,  # KiB: as little as argon2 takes
            "hashing_passes": 1,
            **others,
        }
    )


@dataclass(frozen=True)
class EmptyService:
    """API and worker in this process, before there is anybody to serve."""

    settings: WorkerSettings
    app: FastAPI
    pool: Pool
    client: Client
    worker: Workers
    clock: Clock
    stop_worker: Callable[[], Awaitable[None]]
    """With its loops, which would do the work of another worker."""

    @asynccontextmanager
    async def with_acme(self, mail: MailServer) -> AsyncIterator[Service]:
        """With an account and its people; their flows end with the context."""
        transport = httpx.ASGITransport(app=self.app, client=("127.0.0.1", 5000))
        account_id = await insert_acme(self.pool, self.clock())
        async with httpx.AsyncClient(
            transport=transport,
            base_url=self.settings.public_url,
            timeout=30,
            event_hooks={"response": [documented(self.document)]},
        ) as http:
            yield Service(
                self.settings,
                http,
                self.pool,
                self.client,
                mail,
                self.worker,
                self.clock,
                account_id,
                self.stop_worker,
            )
        await self._end_flows()

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        return describe(self.app, self.settings.public_url)

    def acts(self) -> bool:
        """Whether an activity is in progress: it ends some time after its flow.

        The SDK has no public way to ask.
        """
        return any(
            worker._activity_worker and worker._activity_worker._running_activities
            for worker in self.worker.all
        )

    async def _end_flows(self) -> None:
        """A flow that runs after its rows were deleted would fail and be retried."""
        records = await self.pool.fetch(
            """
            select 'login/' || id as flow from logins where ended_at is null
            union all
            select 'enrollment/' || id from enrollments where ended_at is null
            union all
            select 'recovery/' || id from recoveries where ended_at is null
            union all
            select 'address/' || id from address_changes where ended_at is null
            union all
            select 'invitation/' || id from invitations where ended_at is null
            union all
            select 'notice/' || id from notices where sent_at is null
            union all
            select 'logout/' || session_id || '/' || client_id from session_clients
            where started_at is not null and told_at is null and failed_at is null
            """
        )
        await asyncio.gather(*(self._terminate(record["flow"]) for record in records))

    async def _terminate(self, flow: str) -> None:
        with suppress(RPCError):  # it never began, or has ended
            await self.client.get_workflow_handle(flow).terminate()


@asynccontextmanager
async def running_empty_service(
    database_url: str,
    temporal: WorkflowEnvironment,
    mail: MailServer,
    clock: Clock = system_clock,
    telemetry: Telemetry = OFF,
    *,
    limits: TimeLimits = LONG_LIMITS,
    **settings: object,
) -> AsyncIterator[EmptyService]:
    """What `settings` names differs from the usual."""
    usual = temporal.client.service_client.config.target_host
    address = str(settings.pop("temporal_address", usual))
    chosen = service_settings(database_url, address, mail, **settings)
    app = create_app(chosen, clock, telemetry, limits)
    async with (
        await open_pool(database_url) as pool,
        AsyncExitStack() as until_stopped,
        app.router.lifespan_context(app),
    ):
        working = await until_stopped.enter_async_context(
            worker.running_worker(chosen, telemetry, runner=SandboxedWorkflowRunner())
        )
        service = EmptyService(
            chosen,
            app,
            pool,
            temporal.client,
            working,
            clock,
            until_stopped.aclose,
        )
        with mail.used_by(service.acts):
            yield service


@asynccontextmanager
async def running_service(
    database_url: str,
    temporal: WorkflowEnvironment,
    mail: MailServer,
    clock: Clock = system_clock,
    telemetry: Telemetry = OFF,
    *,
    limits: TimeLimits = LONG_LIMITS,
    **settings: object,
) -> AsyncIterator[Service]:
    """A service of a test's own."""
    async with (
        running_empty_service(
            database_url, temporal, mail, clock, telemetry, limits=limits, **settings
        ) as own,
        own.with_acme(mail) as service,
    ):
        yield service


async def insert_acme(pool: Pool, at: datetime) -> UUID:
    """The account with its administrator and one member; returns its id."""
    account_id = uuid7()
    async with pool.acquire() as connection, connection.transaction():
        await Accounts(connection).insert(account_id, "Acme", at)
    for email, role in ((ADMIN, "admin"), (MEMBER, "member")):
        await _add(pool, account_id, email, role, at)
    return account_id


async def _add(
    pool: Pool, account_id: UUID, email: str, role: str, at: datetime
) -> UUID:
    """A member whose password is hashed so cheaply that tests need not wait for it."""
    person = MemberFields.model_validate(
        {
            "email": email,
            "name": email.partition("@")[0].capitalize(),
            "role": role,
            "language": "en",
            "password": PASSWORD,
        }
    )
    async with pool.acquire() as connection, connection.transaction():
        return await add_member(connection, account_id, person, _CHEAP_HASH, at=at)
