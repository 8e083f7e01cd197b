"""The real stack as separate processes: two APIs, two workers, Temporal, PostgreSQL."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs, program
from cli.up.child import Part, plain_environment
from cli.up.ports import is_open
from cli.up.preparation import namespace_answers, prepare_flows
from cli.up.temporal import temporal_part
from doorstep.db.migrate import migrate
from doorstep.rules.seal import new_entry
from doorstep.settings.processes import WorkerSettings
from trials.bench.members import CHEAP_HASHES
from trials.faults.database import PromotedServer, RestartedServer
from trials.faults.plan import PartKind
from trials.faults.process import Killable, PartProcess
from trials.faults.server_pair import ServerPair
from trials.ports import free_port

DATABASE = "doorstep"
_EACH = 2
_MANY = "100000"
_LIMITS = {  # those that journeys would wait for, or that kills would use up
    "RESEND_COOLDOWN": "1",
    "EMAILS_PER_HOUR": "1000",
    "LOGINS_PER_MEMBER": "1000",
    "PASSWORD_TRIES_PER_PAIR": _MANY,
    "PASSWORD_TRIES_PER_ADDRESS": _MANY,
    "PASSWORD_TRIES_PER_CLIENT": _MANY,
    "RECOVERIES_PER_CLIENT": _MANY,
    **CHEAP_HASHES,
}


@dataclass(frozen=True)
class Stack:
    """The settings, the addresses of the APIs, and the parts that may be killed."""

    settings: WorkerSettings
    apis: tuple[str, ...]
    parts: dict[PartKind, tuple[Killable, ...]]
    promoted: PromotedServer

    async def end(self) -> None:
        for kind in (
            PartKind.api,
            PartKind.worker,
            PartKind.temporal,
            PartKind.postgres,
        ):
            for part in self.parts[kind]:
                await part.end()


@asynccontextmanager
async def running_stack(folder: Path, smtp_port: int) -> AsyncIterator[Stack]:
    ports = [free_port() for _ in range(_EACH)]
    pair = _pair(folder)
    variables = variables_of(pair.address(DATABASE, DATABASE), smtp_port)
    settings = settings_of(variables)
    promoted = PromotedServer(pair)
    parts: dict[PartKind, tuple[Killable, ...]] = {
        PartKind.postgres: (RestartedServer(pair),),
        PartKind.primary: (promoted,),
        PartKind.temporal: (temporal_process(settings, folder),),
        PartKind.worker: tuple(
            _command("worker", folder, number, variables) for number in range(_EACH)
        ),
        PartKind.api: tuple(
            _command("api", folder, number, variables, port)
            for number, port in enumerate(ports)
        ),
    }
    addresses = tuple(f"http://127.0.0.1:{port}" for port in ports)
    stack = Stack(settings, addresses, parts, promoted)
    try:
        await _start(stack, pair)
        yield stack
    finally:
        await stack.end()


async def _start(stack: Stack, pair: ServerPair) -> None:
    for part in stack.parts[PartKind.temporal]:
        await part.start()
    await pair.start()
    await pair.primary.make_database(DATABASE)
    await migrate(*pair.addresses(DATABASE))
    await prepare_flows(stack.settings, embedded=True)
    for kind in (PartKind.worker, PartKind.api):
        for part in stack.parts[kind]:
            await part.start()


def _pair(folder: Path) -> ServerPair:
    account = unprivileged_account()
    return ServerPair(folder, postgres_programs(account), account)


def variables_of(database_url: str, smtp_port: int) -> dict[str, str]:
    """The environment of API and worker."""
    own = {
        "DATABASE_URL": database_url,
        "TEMPORAL_ADDRESS": f"127.0.0.1:{(temporal := free_port())}",
        "UP_TEMPORAL_PORT": str(temporal),
        "UP_UI_PORT": str(free_port()),
        "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        "MAIL_FROM": "Doorstep <no-reply@doorstep.test>",
        "KEYS": new_entry("faults"),
        "LOG_LEVEL": "WARNING",
        **_LIMITS,
    }
    return {f"DOORSTEP_{name}": value for name, value in own.items()}


def settings_of(variables: Mapping[str, str]) -> WorkerSettings:
    return WorkerSettings.model_validate(
        {name.removeprefix("DOORSTEP_").lower(): v for name, v in variables.items()}
    )


def temporal_process(settings: WorkerSettings, folder: Path) -> PartProcess:
    async def ready() -> bool:
        return await namespace_answers(settings)

    return PartProcess(temporal_part(settings, folder, folder / "temporal.log"), ready)


def _command(
    name: str, folder: Path, number: int, variables: dict[str, str], port: int = 0
) -> PartProcess:
    """`doorstep worker` or `doorstep api`; a worker is ready once it runs."""
    own = {"DOORSTEP_API_PORT": str(port)} if port else {}
    part = Part(
        name=f"{name}-{number}",
        command=(program("doorstep"), name),
        environment={
            **plain_environment(),
            **variables,
            **own,
            "PYTHONUNBUFFERED": "1",
        },
        log=folder / f"{name}-{number}.log",
        patience=0,
    )

    async def ready() -> bool:
        return await is_open("127.0.0.1", port) if port else True

    return PartProcess(part, ready)
