"""What is measured, line by line as it comes: a run takes long."""

import asyncio
import time
from dataclasses import dataclass

from rich.console import Console
from temporalio.client import Client

from doorstep.db.pool import Pool
from trials.faults.frontend import CallLog
from trials.load.bystanders import SignInTimes
from trials.load.memory import resident_memory

_RUNNING = "ExecutionStatus = 'Running'"
_ABANDONED = """
    select 'login/' || login_id as login, 'enrollment/' || id as setup
    from enrollments order by started_at desc limit 1
"""
_OPEN = """
    select (select count(*) from logins where ended_at is null) as logins,
        (select count(*) from enrollments where ended_at is null) as setups,
        (select count(*) from events) as events,
        pg_database_size(current_database()) / 1048576 as mib
"""


@dataclass(frozen=True)
class Report:
    client: Client
    pool: Pool
    log: CallLog
    alone: SignInTimes
    console: Console

    def phase(self, name: str, times: SignInTimes) -> None:
        """The answers to the attackers, and how long bystanders waited meanwhile."""
        answers, alone = dict(self.log.answers), self.alone
        self.log.answers.clear()
        self.console.print(
            f"{name} in {times.took:.0f} s, answered {answers}; meanwhile "
            f"{times.logins} logins of bystanders, refused {times.refused}, "
            f"p50 {1000 * times.p50:.0f} ms ({times.p50 / alone.p50:.2f} times), "
            f"p99 {1000 * times.p99:.0f} ms ({times.p99 / alone.p99:.2f} times)"
        )

    def memory(self, when: str) -> None:
        mib_by_part = [f"{part} {mib:.0f}" for part, mib in resident_memory().items()]
        self.console.print(f"resident MiB {when}: {', '.join(mib_by_part)}")

    async def history(self, name: str, workflow_id: str) -> None:
        description = await self.client.get_workflow_handle(workflow_id).describe()
        info = description.raw_description.workflow_execution_info
        size = f"{info.history_length} events, {info.history_size_bytes} bytes"
        self.console.print(f"history of {name}: {size}")

    async def abandoned(self) -> None:
        """The histories of a login and its setup that nobody went on with."""
        flow = await self.pool.fetchrow(_ABANDONED)
        assert flow is not None
        await self.history("an abandoned login", flow["login"])
        await self.history("its setup", flow["setup"])

    async def rows(self) -> None:
        running = await self.client.count_workflows(_RUNNING)
        rows = await self.pool.fetchrow(_OPEN)
        assert rows is not None
        self.console.print(
            f"{running.count} workflows run; {rows['logins']} logins and "
            f"{rows['setups']} setups are open, {rows['events']} audit events, "
            f"database {rows['mib']} MiB"
        )

    async def ended(self) -> None:
        """Until every flow has run out."""
        began = time.perf_counter()
        while (await self.client.count_workflows(_RUNNING)).count:
            await asyncio.sleep(2)
        times = time.perf_counter() - began
        self.console.print(f"every flow has ended, {times:.0f} s later")
