"""The whole service on Temporal's time-skipping server: one clock for everything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from chosen_time_limits import LONG_LIMITS
from cli.up.binaries import program
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from doorstep.telemetry import OFF
from mail_server import MailServer
from service import Service, running_empty_service
from trials.ports import free_port
from waiting import until_true


@dataclass
class SkippedClock:
    """The server's time: the real time plus what has been skipped.

    A stopped one adds only what is skipped, however long the test takes.
    """

    skipped: timedelta = timedelta(0)

    stopped: datetime | None = None

    def stop(self) -> None:
        self.stopped = datetime.now(UTC)

    def __call__(self) -> datetime:
        return (self.stopped or datetime.now(UTC)) + self.skipped


@dataclass(frozen=True)
class SkippingService:
    """A running service whose time can be skipped."""

    service: Service
    environment: WorkflowEnvironment
    skipped: SkippedClock

    async def skip(self, duration: timedelta) -> None:
        """Let time pass for Temporal, the activities, the database and the API."""
        await self.environment.sleep(duration)
        there = await self.environment.get_current_time()
        self.skipped.skipped = there - datetime.now(UTC)


async def _started(tries: int = 3) -> WorkflowEnvironment:
    """The SDK gives the server 5 s to start, which busy cores exceed now and then."""
    try:
        return await WorkflowEnvironment.start_time_skipping(
            port=free_port(),
            test_server_existing_path=program("temporal-test-server"),
            data_converter=pydantic_data_converter,
        )
    except RuntimeError:
        if tries == 1:
            raise
        return await _started(tries - 1)


@asynccontextmanager
async def skipping_environment() -> AsyncIterator[WorkflowEnvironment]:
    async with await _started() as environment:
        await environment.client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace="default",
                search_attributes={
                    key.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
                    for key in SEARCH_ATTRIBUTES
                },
            )
        )
        yield environment


@asynccontextmanager
async def skipping_service(
    database_url: str, mail: MailServer, **settings: object
) -> AsyncIterator[SkippingService]:
    """Each request waits until no activity is in progress: the server skips no time any
    more once a flow has ended before its activity, see
    findings/time_stands_still_after_an_early_end.sh.
    """
    clock = SkippedClock()
    async with (
        skipping_environment() as environment,
        running_empty_service(
            database_url, environment, mail, clock, OFF, limits=LONG_LIMITS, **settings
        ) as own,
        own.with_acme(mail) as service,
    ):

        async def idle(_request: httpx.Request) -> None:
            await until_true(lambda: not own.acts())

        service.http.event_hooks["request"].append(idle)
        yield SkippingService(service, environment, clock)
