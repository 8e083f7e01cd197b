"""`make load`: attack one flow and abandon thousands while others sign in.

TRIES and FLOWS say how many. Of eleven abandoned flows ten are logins and one is the
setup that was begun in one of them. LIFETIME is how many seconds a login and a setup
live: the run lasts until the last of them has ended.
"""

import asyncio
import os
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from rich.console import Console

from cli.signals import until_signalled
from doorstep.db.pool import open_pool
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import WorkerSettings
from trials.bench.floor import connect
from trials.bench.members import (
    CHEAP_HASHES,
    BenchMember,
    make_account,
    make_members,
)
from trials.bench.stack import running_stack
from trials.faults.frontend import CallLog, Frontend
from trials.load.attackers import Attackers, open_login
from trials.load.bystanders import Bystanders
from trials.load.report import Report

AT_ONCE = 8
NEWCOMERS = 1009
"""A prime: each logs in a few times and begins a setup once in ten times."""
BYSTANDERS = 500
"""One after the other, and then again: by then each app shows another code."""


async def main(tries: int, flows: int, lifetime: int) -> None:
    os.environ["DOORSTEP_ENROLLMENT_TTL"] = str(lifetime)
    os.environ["DOORSTEP_LOGIN_TTL"] = str(lifetime)
    os.environ |= {f"DOORSTEP_{name}": each for name, each in CHEAP_HASHES.items()}
    with tempfile.TemporaryDirectory() as folder:
        async with running_stack(Path(folder)) as stack:
            await _load(stack.settings(), tries, flows * 10 // 11)


async def _load(settings: WorkerSettings, tries: int, logins: int) -> None:
    ring = KeyRing.parse(settings.keys)
    client = await connect(settings.temporal_address)
    attackers = Attackers(Frontend((settings.public_url,), CallLog()), AT_ONCE)
    async with await open_pool(settings.database_url) as pool:
        account = await make_account(pool)
        target, *members = await make_members(pool, ring, account, "login", BYSTANDERS)
        newcomers = await make_members(pool, ring, account, "setup", NEWCOMERS)
        bystanders = Bystanders(
            Frontend((settings.public_url,), CallLog()), cycle(members)
        )
        await bystanders.during(asyncio.sleep(10))  # warm up
        alone = await bystanders.during(asyncio.sleep(20))
        report = Report(client, pool, attackers.frontend.log, alone, Console(width=100))
        report.phase("nothing", alone)
        report.memory("before")
        await _attack(report, bystanders, attackers, target, tries)
        await _abandon(report, bystanders, attackers, newcomers, logins)
        await bystanders.frontend.close()
        await attackers.frontend.close()


async def _attack(
    report: Report,
    bystanders: Bystanders,
    attackers: Attackers,
    target: BenchMember,
    tries: int,
) -> None:
    flow = await open_login(attackers.frontend, target)
    tried = await bystanders.during(attackers.try_codes(flow, tries))
    report.phase(f"{tries} wrong tries on one flow", tried)
    read = await bystanders.during(attackers.read(flow, tries))
    report.phase(f"{tries} reads of it", read)
    await report.history("that flow", f"login/{flow.id}")
    report.memory("after tries and reads")


async def _abandon(
    report: Report,
    bystanders: Bystanders,
    attackers: Attackers,
    newcomers: list[BenchMember],
    logins: int,
) -> None:
    left = await bystanders.during(attackers.abandon(newcomers, logins))
    report.phase(f"{logins} logins abandoned, {-(-logins // 10)} in a setup", left)
    await report.rows()
    report.memory("while they are open")
    report.phase("their ending", await bystanders.during(report.ended()))
    await report.abandoned()
    await report.rows()
    report.memory("after they ended")


if __name__ == "__main__":
    asyncio.run(until_signalled(main(*map(int, sys.argv[1:]))))
