"""The service that the model is compared with; its database is emptied per example."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from temporalio.testing import WorkflowEnvironment

from acts import Acts
from doorstep.rules.seal import KeyRing
from mail_server import MailServer
from model import Model
from model_devices import PLACES, TOO_MANY, Device, step_of
from model_people import Member
from seeding import insert_device, member_id_of
from service import ADMIN, MEMBER, EmptyService, Service, running_empty_service
from time_skipping import SkippedClock, SkippingService, skipping_environment

OTHER_MEMBER = "eva@acme.test"
_AGO = timedelta(hours=3)


@dataclass(frozen=True)
class ModelService:
    """One service for all examples, whose time is never reset."""

    empty: Callable[[], Awaitable[None]]
    empty_service: EmptyService
    environment: WorkflowEnvironment
    clock: SkippedClock
    mail: MailServer
    loop: asyncio.AbstractEventLoop

    @asynccontextmanager
    async def example(self, *, enrolled: bool) -> AsyncIterator[Acts]:
        """Two members, the first enrolled if `enrolled`, and an administrator."""
        await self.mail.until_nothing_comes()
        await self.empty()
        await self.mail.until_nothing_comes()
        async with self.empty_service.with_acme(self.mail) as service:
            await service.require_two_step()
            await service.add_member(OTHER_MEMBER)
            model = Model([Member(MEMBER), Member(OTHER_MEMBER)], required=True)
            skipping = SkippingService(service, self.environment, self.clock)
            secret = await _enrolled(service, ADMIN)
            if enrolled:
                max_secret, at = await _enrolled(service, MEMBER), self.clock() - _AGO
                device = Device.set_up(max_secret, step_of(at), at, PLACES[0])
                model.members[0].device = device
            yield Acts(skipping, self.loop, model, admin_secret=secret)


async def _enrolled(service: Service, email: str) -> str:
    """Inserts an authenticator set up hours ago; returns its secret."""
    ring = KeyRing.parse(service.settings.keys)
    member_id = await member_id_of(service.pool, email)
    return await insert_device(service.pool, ring, member_id, service.clock() - _AGO)


@asynccontextmanager
async def running_model_service(
    empty: Callable[[], Awaitable[None]], database_url: str, mail: MailServer
) -> AsyncIterator[ModelService]:
    clock = SkippedClock()
    async with (
        skipping_environment() as environment,
        running_empty_service(
            database_url,
            environment,
            mail,
            clock,
            login_code_disable_after=TOO_MANY,
            trusted_proxies="127.0.0.0/8",
        ) as empty_service,
    ):
        loop = asyncio.get_running_loop()
        yield ModelService(empty, empty_service, environment, clock, mail, loop)
