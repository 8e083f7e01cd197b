"""The embedded stack of `doorstep up`: all parts as children of one process."""

import asyncio
import os
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import Cluster
from cli.up.data_folder import DataFolder
from cli.up.environment import as_file, embedded, given, wanted_ports
from cli.up.key_ring import key_ring
from cli.up.parts import command_part, mailbox_part
from cli.up.pid_file import PidFile
from cli.up.ports import claimed_ports, is_open
from cli.up.screen import Screen, overview
from cli.up.supervisor import Supervisor
from cli.up.temporal import DATABASE, temporal_part
from cli.up.visibility_indexes import drop_unused_indexes
from doorstep.rules.seal import KeyRing
from doorstep.settings import (
    SETTINGS_FILE,
    Settings,
    load,
    misspelled,
    secret_files,
)
from doorstep.settings.misspelled import unknown_variables
from doorstep.settings.processes import OperatorSettings
from doorstep.wires.service_links import REMEDY, ignored_links

if TYPE_CHECKING:
    from cli.up.seed import Account

_DATABASE = "doorstep"
_PRIVATE_UMASK = 0o077


async def run_stack(data_dir: Path, *, with_sample: bool = False) -> None:
    """Start everything, show the addresses, restart what dies, until cancelled."""
    os.umask(_PRIVATE_UMASK)
    outside = load()
    if outside.keys:
        KeyRing.parse(outside.keys)
    folder = DataFolder.open(data_dir)
    screen = Screen()
    pid_file = PidFile(folder)
    for said in secret_files.wide_files(outside):
        screen.say(f"{said} {secret_files.REMEDY}")
    for said in ignored_links(outside):
        screen.say(f"{said} {REMEDY}")
    for said in unknown_variables():
        screen.say(f"{said} {misspelled.REMEDY}")
    for name in pid_file.end_leftovers():
        screen.say(f"Ended a {name} left running by an earlier start.")
    with claimed_ports(wanted_ports(outside, with_sample=with_sample)):
        stack = Stack(folder, outside, screen, Supervisor(pid_file, screen.say))
        try:
            people = await stack.start()
            sample = with_sample and await stack.start_sample()
            rows = overview(outside, stack.settings, people, folder.path, sample=sample)
            screen.ready(rows)
            await stack.keep()
        finally:
            screen.end()
            screen.say("Stopping …")
            await stack.stop()
            screen.say("Stopped.")


class Stack:
    """The worker, the API, and those services that the environment does not have."""

    def __init__(
        self,
        folder: DataFolder,
        outside: Settings,
        screen: Screen,
        supervisor: Supervisor,
    ) -> None:
        self.settings = outside
        self._folder = folder
        self._outside = outside
        self._screen = screen
        self._supervisor = supervisor
        self._environment: dict[str, str] = {}
        self._cluster = self._new_cluster() if outside.database_url is None else None

    async def start(self) -> "tuple[Account, ...]":
        """Start the parts in the order of their dependencies; returns the members."""
        self._screen.begin(f"Starting Doorstep in {self._folder.path}")
        self._settle()
        self._launch_mailbox()
        self._launch_temporal()
        self._launch_command("worker")  # it waits for what it needs
        people = await self._prepare()
        self._launch_command("api")  # last: once its port is open, everything is ready
        await self._supervisor.until("api", self._api_answers)
        return people

    async def start_sample(self) -> bool:
        """Start the sample application; False where it is not there, or there is no
        sample account for it.
        """
        from cli.up.preparation import prepare_sample
        from cli.up.sample import PROGRAM, sample_part

        settings = OperatorSettings.of(self.settings)
        if not PROGRAM.is_file():
            return False
        clients = await prepare_sample(settings, self._folder)
        if clients is None:
            return False
        self._supervisor.start(sample_part(settings, self._folder, clients))
        await self._supervisor.until("sample", self._sample_answers)
        return True

    async def keep(self) -> None:
        await self._supervisor.keep()

    async def stop(self) -> None:
        await self._supervisor.stop()
        if self._cluster:
            self._cluster.close()

    def _new_cluster(self) -> Cluster:
        account = unprivileged_account()
        return Cluster(
            self._folder.path / "postgres",
            postgres_programs(account),
            account,
            self._folder.logs / "postgres.log",
        )

    def _settle(self) -> None:
        """Write the settings file, for the children and for other commands."""
        inside = embedded(
            self._outside,
            self._cluster.addresses(_DATABASE) if self._cluster else {},
            self._outside.keys or key_ring(self._folder),
        )
        self._environment = inside | given()
        self._folder.write_private(SETTINGS_FILE, as_file(self._environment))
        self.settings = load(self._folder.path)

    def _launch_mailbox(self) -> None:
        if self._outside.smtp_url is None:
            self._supervisor.start(mailbox_part(self._outside, self._folder))

    def _launch_temporal(self) -> None:
        if self._outside.temporal_address is None:
            log = self._folder.logs / "temporal.log"
            self._supervisor.start(temporal_part(self.settings, self._folder.path, log))

    def _launch_command(self, name: str) -> None:
        self._supervisor.start(command_part(name, self._folder, self._environment))

    async def _prepare(self) -> "tuple[Account, ...]":
        """Prepare the database and Temporal; returns the sample members."""
        await self._make_files()
        from cli.up.preparation import namespace_answers, prepare_facts, prepare_flows

        settings = OperatorSettings.of(self.settings)
        await self._start_cluster()
        people = await prepare_facts(settings, self._folder)
        self._screen.say("PostgreSQL is ready.")
        embedded = self._outside.temporal_address is None
        if embedded:
            answers = partial(namespace_answers, settings)
            await self._supervisor.until("temporal", answers)
        await prepare_flows(settings, embedded=embedded)
        if embedded:
            drop_unused_indexes(self._folder.path / DATABASE)
        self._screen.say("Temporal is ready.")
        return people

    async def _make_files(self) -> None:
        """Run initdb, and meanwhile the slow imports of the next step."""
        importing = asyncio.to_thread(import_module, "cli.up.preparation")
        if self._cluster:
            await asyncio.gather(self._cluster.prepare(), importing)
        else:
            await importing

    async def _start_cluster(self) -> None:
        if self._cluster:
            self._supervisor.start(self._cluster.part())
            await self._supervisor.until("postgres", self._cluster.answers)
            await self._cluster.make_database(_DATABASE)

    async def _sample_answers(self) -> bool:
        return await is_open("127.0.0.1", self.settings.up_sample_port)

    async def _api_answers(self) -> bool:
        return await is_open(self.settings.api_host, self.settings.api_port)
