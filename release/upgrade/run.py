"""The story of an upgrade, and of its rollback, as docs/deploying.md has it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from doorstep.db.pool import open_pool
from doorstep.temporal.client import connect
from release.upgrade.people import People
from release.upgrade.release_before import VERSION, release_before
from release.upgrade.stack import Release, Servers, running_servers
from release.upgrade.waiting import Waiting, everything, expect_session
from trials.bench.stack import THIS_BUILD
from trials.faults.frontend import Frontend
from trials.faults.person import LostError
from trials.faults.plan import Behaviour
from trials.faults.proofs_audit_trail import prove_audit_trail
from trials.faults.proofs_histories import prove_histories
from trials.faults.scenarios import SCENARIO_SECONDS
from trials.faults.smtp_server import SmtpServer

Say = Callable[[str], None]


@dataclass
class Upgrade:
    """Both releases on the same servers, and the people who use them meanwhile.

    `signed_in` counts those who came and signed in while releases changed, `wrong` says
    who did not get on.
    """

    servers: Servers
    old: Release
    new: Release
    people: People
    say: Say
    signed_in: int = 0
    wrong: list[str] = field(default_factory=list)
    _since: float = field(default_factory=time.monotonic)

    async def run(self) -> list[str]:
        """What is wrong in the end."""
        before = await self.begin_under(self.old)
        async with self._people_come_and_go():
            await self._roll_forward()
            await self._finish(before, self.new)
            after = await self.begin_under(self.new)
            await self._roll_back()
            await self._finish(after, self.old)
        await self.new.start()
        await self._journey(self.new)
        self._note(f"{self.signed_in} signed in meanwhile")
        return [*self.wrong, *self.people.log.anomalies, *await self._prove()]

    async def start_old(self) -> None:
        await self.old.prepare(self.servers.migration_url)
        await self.old.start()
        await self.people.begin(self.old)
        folder = self.servers.cluster.folder.parent
        await self.people.everything_else(self.old, folder)

    async def begin_under(self, release: Release) -> list[Waiting]:
        waiting = everything(self.people, self.servers.settings.public_url)
        what = [self._noted(each.name, release, each.begin()) for each in waiting]
        await asyncio.gather(*what)
        names = ", ".join(each.name for each in waiting)
        self._note(f"begun under {release.name}: {names}")
        return waiting

    async def _finish(self, waiting: list[Waiting], release: Release) -> None:
        what = [self._noted(each.name, release, each.finish()) for each in waiting]
        await asyncio.gather(*what)
        self._note(f"ended under {release.name}")

    async def _roll_forward(self) -> None:
        await self.new.prepare(self.servers.migration_url)
        self._note("migrated; the old API and worker go on")
        await self._journey(self.old)
        await self.new.worker.start()
        self._note("both workers run")
        await self._journey(self.old)
        await self.new.api.start()
        await self._journey(self.old)
        await self._journey(self.new)
        await self.old.stop()
        self._note("the old ones have stopped")

    async def _roll_back(self) -> None:
        """What prepares a start is run again: compose and Helm do so by themselves."""
        await self.old.prepare(self.servers.migration_url)
        await self.old.start()
        await self._journey(self.new)
        await self.new.stop()
        self._note("rolled back, on the new schema")
        await self._journey(self.old)

    async def _noted(
        self, name: str, release: Release, act: Coroutine[None, None, None]
    ) -> None:
        """Whoever gets stuck does not keep the others from going on."""
        try:
            async with asyncio.timeout(SCENARIO_SECONDS):
                await act
        except (LostError, TimeoutError) as error:
            self.wrong.append(f"{name}, under {release.name}: {error!r}")

    async def _journey(self, release: Release) -> None:
        await self._noted("a journey", release, self._journey_at(release))
        self._note(f"a journey at the API of {release.name}")

    async def _journey_at(self, release: Release) -> None:
        """From a new member's password through a setup to a session."""
        frontend = Frontend((release.url,), self.people.log)
        person = await self.people.member()
        person.frontend = frontend
        await person.open()
        await person.sign_in()
        await expect_session(person)
        await frontend.close()

    @asynccontextmanager
    async def _people_come_and_go(self) -> AsyncIterator[None]:
        """Somebody signs in again and again, at whichever API is up."""
        over = asyncio.Event()
        person = await self.people.enrolled()

        async def again_and_again() -> None:
            while not over.is_set():
                await self._noted("somebody who comes and goes", self.new, once())
                self.signed_in += 1

        async def once() -> None:
            person.session = ""
            await person.open()
            await person.sign_in()
            await expect_session(person)

        async with asyncio.TaskGroup() as group:
            group.create_task(again_and_again())
            yield
            over.set()

    async def _prove(self) -> list[str]:
        """All histories replay with this build and agree with their rows, and the
        audit trail is whole.
        """
        url = self.servers.settings.database_url
        async with await open_pool(url, most=4) as pool:
            client = await connect(self.servers.settings)
            wrong = await prove_histories(pool, client)
        return [*wrong, *await prove_audit_trail(url)]

    def _note(self, what: str) -> None:
        self.say(f"{time.monotonic() - self._since:5.0f} s  {what}")


@asynccontextmanager
async def upgrade(folder: Path, say: Say) -> AsyncIterator[Upgrade]:
    """Ready to run, with only the old release and its first people."""
    program = await asyncio.to_thread(release_before)
    smtp = SmtpServer(lambda _: Behaviour.normal)
    async with smtp.open(), running_servers(folder, smtp.port) as servers:
        old = Release(VERSION, program, servers.variables, folder)
        new = Release("this build", THIS_BUILD, servers.variables, folder)
        people = People(smtp, (old.url, new.url))
        upgrade = Upgrade(servers, old, new, people, say)
        try:
            await upgrade.start_old()
            yield upgrade
        finally:
            await people.frontend.close()
            await old.end()
            await new.end()
