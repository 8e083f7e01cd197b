"""The whole service in one process, around real parts, and a frontend to drive it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import httpx
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

import worker
from api.app import create_app
from doorstep.administration import create_account, create_member
from doorstep.clock import Clock, system_clock
from doorstep.db.pool import Pool, open_pool
from doorstep.seal import new_entry
from doorstep.settings import Settings
from mail_server import MailServer

PASSWORD = "correct horse battery"
ADMIN = "ada@acme.test"
MEMBER = "max@acme.test"


@dataclass(frozen=True)
class Service:
    """A running service with an account "Acme", its administrator and one member."""

    settings: Settings
    http: httpx.AsyncClient
    pool: Pool
    client: Client
    mail: MailServer
    worker: Worker
    clock: Clock
    account_id: UUID

    async def require_two_step(self, required: bool = True) -> None:
        """Switch the requirement, as an administrator's session would."""
        await self.pool.execute(
            "update accounts set two_step_required = $1 where id = $2",
            required,
            self.account_id,
        )

    async def add_member(self, email: str, role: str = "member") -> UUID:
        return await create_member(
            self.pool,
            account=self.account_id,
            email=email,
            name=email.partition("@")[0],
            role=role,
            language="en",
            password=PASSWORD,
            at=self.clock(),
        )


def service_settings(
    database_url: str, temporal_address: str, mail: MailServer, **others: object
) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database_url,
            "temporal_address": temporal_address,
            "smtp_url": mail.url,
            "mail_from": "Doorstep <no-reply@doorstep.test>",
            "keys": new_entry("test"),
            "task_queue": f"doorstep-{uuid4()}",  # leftovers of a test stay its own
            "public_url": "http://127.0.0.1:8000",
            **others,
        }
    )


@asynccontextmanager
async def running_service(
    database_url: str,
    temporal: WorkflowEnvironment,
    mail: MailServer,
    clock: Clock = system_clock,
    **settings: object,
) -> AsyncIterator[Service]:
    """API and worker in this process; what `settings` names differs from the usual."""
    address = temporal.client.service_client.config.target_host
    chosen = service_settings(database_url, address, mail, **settings)
    app = create_app(chosen, clock)
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 5000))
    async with (
        await open_pool(database_url) as pool,
        worker.running_worker(chosen) as working,
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=transport, base_url=chosen.public_url, timeout=30
        ) as http,
    ):
        account_id = await _seed(pool, clock())
        yield Service(
            chosen, http, pool, temporal.client, mail, working, clock, account_id
        )


async def _seed(pool: Pool, at: datetime) -> UUID:
    account_id = await create_account(
        pool,
        name="Acme",
        admin_email=ADMIN,
        admin_name="Ada",
        password=PASSWORD,
        at=at,
    )
    await create_member(
        pool,
        account=account_id,
        email=MEMBER,
        name="Max",
        role="member",
        language="en",
        password=PASSWORD,
        at=at,
    )
    return account_id
