"""Where a model is played beside the service: emptied before each example."""

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
from seeding import give_device, member_id_of
from service import ADMIN, MEMBER, Service, Serving, serving
from time_skipping import SkippedClock, SkippingService, skipping_environment

OTHER_MEMBER = "eva@acme.test"
_AGO = timedelta(hours=3)


@dataclass(frozen=True)
class Playing:
    """One service for all examples; its time goes on from one to the next."""

    empty: Callable[[], Awaitable[None]]
    served: Serving
    environment: WorkflowEnvironment
    clock: SkippedClock
    mail: MailServer
    loop: asyncio.AbstractEventLoop

    @asynccontextmanager
    async def example(self, *, enrolled: bool) -> AsyncIterator[Acts]:
        """Two members, one of them enrolled if so wished, and an administrator."""
        await self.empty()
        self.mail.forget()
        async with self.served.to_acme(self.mail) as service:
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
    """With an authenticator for some hours; its secret."""
    ring = KeyRing.parse(service.settings.required("keys"))
    member_id = await member_id_of(service.pool, email)
    return await give_device(service.pool, ring, member_id, service.clock() - _AGO)


@asynccontextmanager
async def playing(
    empty: Callable[[], Awaitable[None]], database_url: str, mail: MailServer
) -> AsyncIterator[Playing]:
    clock = SkippedClock()
    async with (
        skipping_environment() as environment,
        serving(
            database_url,
            environment,
            mail,
            clock,
            login_code_disable_after=TOO_MANY,
            trusted_proxies="127.0.0.0/8",
        ) as served,
    ):
        loop = asyncio.get_running_loop()
        yield Playing(empty, served, environment, clock, mail, loop)
