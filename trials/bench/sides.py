"""What takes turns in a run: the builds under test, and the floor."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Protocol

import psutil

from trials.bench.floor import Floor, connect
from trials.bench.http_client import HttpClient
from trials.bench.journeys import Journeys
from trials.bench.measuring import Round, measure, run
from trials.bench.parts import cpu_of, cpu_seconds
from trials.bench.people import AT_ONCE, People
from trials.bench.smtp_sink import SmtpSink
from trials.bench.stack import Stack, floor_worker, running_stack
from trials.ports import free_port

_REST_SECONDS = 1.0
"""For the first workflow tasks of logins that were opened just now: people take
seconds for their code.
"""


class Operation(StrEnum):
    set_up = "setup"
    second_factor = "second factor"
    log_in = "full login"


class Side(Protocol):
    """One of those that take turns."""

    @property
    def name(self) -> str: ...

    async def round_of(self, operation: Operation, at_once: int, count: int) -> Round:
        """`count` operations, `at_once` at any time."""


@dataclass(frozen=True)
class BuildSide:
    """A build, as its own `doorstep up` runs it."""

    name: str
    stack: Stack
    journeys: Journeys
    people: People

    async def round_of(self, operation: Operation, at_once: int, count: int) -> Round:
        cpu = partial(cpu_seconds, self.stack.folder)
        if operation is Operation.set_up:
            newcomers = await self.people.newcomers(count)
            set_up = self.journeys.set_up
            round_ = await measure(newcomers, set_up, at_once=at_once, cpu=cpu)
            self.people.keep(newcomers)
            return round_
        some = await self.people.take(count)
        if operation is Operation.log_in:
            log_in = self.journeys.log_in
            return await measure(some, log_in, at_once=at_once, cpu=cpu)
        await run(some, self.journeys.open_login, AT_ONCE)
        await asyncio.sleep(_REST_SECONDS)
        opened = [person for person in some if person.flow[0]]
        answer = self.journeys.second_factor
        return await measure(opened, answer, at_once=at_once, cpu=cpu)


@dataclass(frozen=True)
class FloorSide:
    """A bare workflow's update, where the others take a second factor."""

    floor: Floor
    folder: Path
    worker: psutil.Process
    name: str = "floor"

    async def round_of(self, operation: Operation, at_once: int, count: int) -> Round:
        assert operation is Operation.second_factor
        handles = [await self.floor.open() for _ in range(count)]
        return await measure(handles, self.floor.step, at_once=at_once, cpu=self._cpu)

    def _cpu(self) -> dict[str, float]:
        temporal = cpu_seconds(self.folder)["temporal"]
        return {"worker": cpu_of(self.worker), "temporal": temporal}


@asynccontextmanager
async def build_side(
    name: str, program: Path, folder: Path
) -> AsyncIterator[BuildSide]:
    """Starts it; its mail is taken here, and callers count as behind a proxy."""
    sink = SmtpSink(free_port())
    async with (
        sink.open(),
        running_stack(
            folder,
            program,
            DOORSTEP_SMTP_URL=f"smtp://127.0.0.1:{sink.port}",
            DOORSTEP_TRUSTED_PROXIES="127.0.0.1/32",
        ) as stack,
    ):
        http = HttpClient(stack.api_port)
        journeys = Journeys(http, sink)
        people = People(stack, journeys)
        await people.begin()
        yield BuildSide(name, stack, journeys, people)
        http.close()


@asynccontextmanager
async def floor_side(stack: Stack) -> AsyncIterator[FloorSide]:
    """On the Temporal server of a stack."""
    async with floor_worker(stack.temporal_address) as pid:
        floor = Floor(await connect(stack.temporal_address))
        yield FloorSide(floor, stack.folder, psutil.Process(pid))
