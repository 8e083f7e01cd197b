"""One run of `make faults`: the stack, the journeys, the kills, the proofs."""

import asyncio
import math
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from doorstep.db.pool import Pool, open_pool
from doorstep.rules.seal import KeyRing
from doorstep.temporal.client import connect
from trials.bench.members import make_account
from trials.faults.applications import Applications, register_applications
from trials.faults.backchannel import Backchannel
from trials.faults.chaos import Chaos
from trials.faults.database import FailOver
from trials.faults.frontend import CallLog, Frontend
from trials.faults.members import Member, make_members_of
from trials.faults.person import LostError, Person
from trials.faults.plan import Behaviour, Kind, PartKind, Plan, Reception, Scenario
from trials.faults.proofs_answers import (
    prove_answers,
    prove_devices,
    prove_mails,
    prove_notices,
)
from trials.faults.proofs_audit_trail import prove_audit_trail
from trials.faults.proofs_clients import UNTOLD_CLIENTS, prove_clients
from trials.faults.proofs_database import prove_database
from trials.faults.proofs_histories import prove_histories
from trials.faults.scenarios import Administrator, Outcomes, ScenarioRunner
from trials.faults.smtp_server import SmtpServer
from trials.faults.stack import Stack, running_stack

_DONE_WITHIN = 200.0
_LOOKS_EACH = 0.5
_WAITING = f"""
    select exists (select from notices where sent_at is null)
        or exists ({UNTOLD_CLIENTS}) or exists (select from login_starts)
"""


@dataclass(frozen=True)
class Outage:
    """What a fail-over cost callers: the seconds to the last 503, from the loss of the
    primary and from the promotion of its standby.
    """

    since_loss: float
    since_promotion: float


@dataclass(frozen=True)
class Result:
    """What was killed, what the members did meanwhile, and what is wrong."""

    killed: Counter[PartKind]
    behaviours: Counter[Behaviour]
    receptions: Counter[Reception]
    done: Counter[Kind]
    lost: int
    answers: dict[int, int]
    steps: int
    seconds: float
    outages: list[Outage]
    evidence: list[str]


async def run(plan: Plan, folder: Path, *, callers: int) -> Result:
    smtp, clients = SmtpServer(plan.behaviour), Backchannel(plan.reception)
    async with (
        smtp.open(),
        clients.open(),
        running_stack(folder, smtp.port) as stack,
    ):
        people = await _people(stack, plan, clients)
        log = CallLog()
        frontend = Frontend(stack.apis, log)
        chaos = Chaos(plan.kills, stack.parts, log)
        address = stack.settings.public_url
        work = _Work(plan, smtp, frontend, chaos, address)
        began = time.monotonic()
        outcomes = await work.run_all(people, callers)
        seconds = time.monotonic() - began
        evidence = await _prove(stack, smtp, clients, log, outcomes)
        await frontend.close()
    return Result(
        work.chaos.killed,
        smtp.behaviours,
        clients.receptions,
        Counter(person.scenario.kind for person in outcomes.done),
        len(outcomes.lost),
        log.answers,
        log.steps,
        seconds,
        _outages(stack.promoted.fail_overs, log.unanswered_at),
        evidence,
    )


def _outages(fail_overs: list[FailOver], unanswered_at: list[float]) -> list[Outage]:
    """Of each fail-over until the next."""
    outages = []
    for place, each in enumerate(fail_overs, start=1):
        end = fail_overs[place].lost_at if place < len(fail_overs) else math.inf
        during = [at for at in unanswered_at if each.lost_at < at < end]
        last = max(during, default=each.lost_at)
        outages.append(Outage(last - each.lost_at, last - each.promoted_at))
    return outages


@dataclass(frozen=True)
class _People:
    administrator: Member
    members: list[Member]
    applications: Applications


async def _people(stack: Stack, plan: Plan, clients: Backchannel) -> _People:
    """Through a pool of their own: it would not outlive the first kill."""
    settings, ring = stack.settings, KeyRing.parse(stack.settings.keys)
    async with await _open_pool(stack) as pool:
        account = await make_account(pool)
        applications = await register_applications(
            pool, ring, settings.public_url, account, clients.uri
        )
        made = await make_members_of(pool, ring, account, plan.scenarios)
    return _People(*made, applications)


@dataclass(frozen=True)
class _Work:
    plan: Plan
    smtp: SmtpServer
    frontend: Frontend
    chaos: Chaos
    own_address: str

    async def run_all(self, people: _People, callers: int) -> Outcomes:
        runner = ScenarioRunner(
            await self._signed_in(people.administrator),
            people.applications,
            self.own_address,
            Outcomes(),
        )
        waiting = iter(list(zip(self.plan.scenarios, people.members, strict=True)))

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
    stack: Stack,
    smtp: SmtpServer,
    clients: Backchannel,
    log: CallLog,
    outcomes: Outcomes,
) -> list[str]:
    pool, ring = await _open_pool(stack), KeyRing.parse(stack.settings.keys)
    client = await connect(stack.settings)
    await _until_nothing_waits(pool)
    async with pool:
        return [
            *outcomes.lost,
            *log.anomalies,
            *await prove_database(pool),
            *await prove_clients(pool, clients),
            *await prove_answers(pool, log),
            *await prove_devices(pool, outcomes.done),
            *await prove_mails(pool, ring, smtp.mails),
            *await prove_notices(pool, smtp.mails),
            *await prove_histories(pool, client),
            *await prove_audit_trail(stack.settings.database_url),
        ]


async def _until_nothing_waits(pool: Pool) -> None:
    """Mails and clients may wait for a retry, a mail for the notice sweep, which runs
    each minute, and a login by single sign-on for its workflow.
    """
    until = time.monotonic() + _DONE_WITHIN
    while await pool.fetchval(_WAITING) and time.monotonic() < until:
        await asyncio.sleep(_LOOKS_EACH)


async def _open_pool(stack: Stack) -> Pool:
    return await open_pool(stack.settings.database_url, most=4)
