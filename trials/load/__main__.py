"""`make load`: one flow is hammered, thousands are abandoned; others want to sign in.

TRIES and FLOWS say how many. Of eleven abandoned flows ten are logins and one is the
set-up that was begun in one of them. LIFETIME is how many seconds a login and a set-up
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
from doorstep.settings import Settings
from trials.bench.floor import connect
from trials.bench.people import Person, make_account, make_people
from trials.bench.stack import running_stack
from trials.faults.frontend import Frontend, Ledger
from trials.load.crowd import Crowd, open_login
from trials.load.others import Others
from trials.load.report import Report

AT_ONCE = 8
NEWCOMERS = 1009
"""A prime: each logs in a few times and begins a set-up once in ten times."""
OTHERS = 500
"""One after the other, and then anew: by then each app shows another code."""


async def main(tries: int, flows: int, lifetime: int) -> None:
    os.environ["DOORSTEP_ENROLLMENT_TTL"] = str(lifetime)
    os.environ["DOORSTEP_LOGIN_TTL"] = str(lifetime)
    with tempfile.TemporaryDirectory() as folder:
        async with running_stack(Path(folder)) as settings:
            await _load(settings, tries, flows * 10 // 11)


async def _load(settings: Settings, tries: int, logins: int) -> None:
    ring = KeyRing.parse(settings.required("keys"))
    client = await connect(settings.required("temporal_address"))
    crowd = Crowd(Frontend((settings.public_url,), Ledger()), AT_ONCE)
    async with await open_pool(settings.required("database_url")) as pool:
        account = await make_account(pool)
        target, *people = await make_people(pool, ring, account, "login", OTHERS)
        newcomers = await make_people(pool, ring, account, "setup", NEWCOMERS)
        others = Others(Frontend((settings.public_url,), Ledger()), cycle(people))
        await others.during(asyncio.sleep(10))  # a warm start
        alone = await others.during(asyncio.sleep(20))
        report = Report(client, pool, crowd.frontend.ledger, alone, Console(width=100))
        report.phase("nothing", alone)
        report.memory("before")
        await _hammer(report, others, crowd, target, tries)
        await _abandon(report, others, crowd, newcomers, logins)
        await others.frontend.close()
        await crowd.frontend.close()


async def _hammer(
    report: Report, others: Others, crowd: Crowd, target: Person, tries: int
) -> None:
    flow = await open_login(crowd.frontend, target)
    tried = await others.during(crowd.try_codes(flow, tries))
    report.phase(f"{tries} wrong tries on one flow", tried)
    read = await others.during(crowd.read(flow, tries))
    report.phase(f"{tries} reads of it", read)
    await report.history("that flow", f"login/{flow.id}")
    report.memory("after tries and reads")


async def _abandon(
    report: Report,
    others: Others,
    crowd: Crowd,
    newcomers: list[Person],
    logins: int,
) -> None:
    left = await others.during(crowd.abandon(newcomers, logins))
    report.phase(f"{logins} logins abandoned, {-(-logins // 10)} in a set-up", left)
    await report.rows()
    report.memory("while they are open")
    report.phase("their ending", await others.during(report.ended()))
    await report.abandoned()
    await report.rows()
    report.memory("after they ended")


if __name__ == "__main__":
    asyncio.run(until_signalled(main(*map(int, sys.argv[1:]))))
