"""One run of `make faults`: the stack, the journeys, the kills, the proofs."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from doorstep.db.pool import Pool, open_pool
from doorstep.rules.seal import KeyRing
from doorstep.temporal.client import connect
from trials.faults.chaos import Chaos
from trials.faults.frontend import CallLog, Frontend
from trials.faults.members import Member, make_members_of
from trials.faults.person import LostError, Person
from trials.faults.plan import Behaviour, Kind, PartKind, Plan, Scenario
from trials.faults.proofs_answers import (
    prove_answers,
    prove_devices,
    prove_mails,
    prove_notices,
)
from trials.faults.proofs_audit_trail import prove_audit_trail
from trials.faults.proofs_database import prove_database
from trials.faults.proofs_histories import prove_histories
from trials.faults.scenarios import Administrator, Outcomes, ScenarioRunner
from trials.faults.smtp_server import SmtpServer
from trials.faults.stack import Stack, running_stack

_NOTICES_WITHIN = 200.0
_LOOKS_EACH = 0.5


@dataclass(frozen=True)
class Result:
    """What was killed, what the members did meanwhile, and what is wrong."""

    killed: Counter[PartKind]
    behaviours: Counter[Behaviour]
    done: Counter[Kind]
    lost: int
    answers: dict[int, int]
    steps: int
    seconds: float
    evidence: list[str]


async def run(plan: Plan, folder: Path, *, callers: int) -> Result:
    smtp = SmtpServer(plan.behaviour)
    async with smtp.open(), running_stack(folder, smtp.port) as stack:
        ring = KeyRing.parse(stack.settings.keys)
        pool = await _open_pool(stack)
        administrator, members = await make_members_of(pool, ring, plan.scenarios)
        await pool.close()  # it would not outlive the first kill
        log = CallLog()
        frontend = Frontend(stack.apis, log)
        work = _Work(plan, smtp, frontend, Chaos(plan.kills, stack.parts, log))
        began = time.monotonic()
        outcomes = await work.run_all(administrator, members, callers)
        seconds = time.monotonic() - began
        evidence = await _prove(stack, ring, smtp, log, outcomes)
        await frontend.close()
    return Result(
        work.chaos.killed,
        smtp.behaviours,
        Counter(person.scenario.kind for person in outcomes.done),
        len(outcomes.lost),
        log.answers,
        log.steps,
        seconds,
        evidence,
    )


@dataclass(frozen=True)
class _Work:
    plan: Plan
    smtp: SmtpServer
    frontend: Frontend
    chaos: Chaos

    async def run_all(
        self, administrator: Member, members: list[Member], callers: int
    ) -> Outcomes:
        runner = ScenarioRunner(await self._signed_in(administrator), Outcomes())
        waiting = iter(list(zip(self.plan.scenarios, members, strict=True)))

        async def one_after_the_other() -> None:
            for scenario, member in waiting:
                await self.chaos.until_few_are_due()
                await runner.run(self._person(scenario, member), member.member_id)

        async with self.chaos.running(), asyncio.TaskGroup() as group:
            for _ in range(callers):
                group.create_task(one_after_the_other())
        return runner.outcomes

    async def _signed_in(self, member: Member) -> Administrator:
        scenario = Scenario(-1, Kind.login, 0, 0, 0, 0)
        person = self._person(scenario, member)
        await person.open("admin_center")
        await person.sign_in()
        if person.app is None:
            raise LostError("the administrator has no authenticator")
        return Administrator(self.frontend, person.session, person.app)

    def _person(self, scenario: Scenario, member: Member) -> Person:
        return Person(member.email, scenario, self.frontend, self.smtp, member.app)


async def _prove(
    stack: Stack, ring: KeyRing, smtp: SmtpServer, log: CallLog, outcomes: Outcomes
) -> list[str]:
    pool = await _open_pool(stack)
    client = await connect(stack.settings)
    await _until_notices_are_sent(pool)
    async with pool:
        return [
            *outcomes.lost,
            *log.anomalies,
            *await prove_database(pool),
            *await prove_answers(pool, log),
            *await prove_devices(pool, outcomes.done),
            *await prove_mails(pool, ring, smtp.mails),
            *await prove_notices(pool, smtp.mails),
            *await prove_histories(pool, client),
            *await prove_audit_trail(stack.settings.database_url),
        ]


async def _until_notices_are_sent(pool: Pool) -> None:
    """They may wait for a retry, or for the notice sweep, which runs each minute."""
    until = time.monotonic() + _NOTICES_WITHIN
    unsent = "select count(*) from notices where sent_at is null"
    while await pool.fetchval(unsent) and time.monotonic() < until:
        await asyncio.sleep(_LOOKS_EACH)


async def _open_pool(stack: Stack) -> Pool:
    return await open_pool(stack.settings.database_url, most=4)
