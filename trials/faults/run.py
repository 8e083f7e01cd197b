"""One run of the suite: the stack, the journeys, the kills, the proofs."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from doorstep.db.pool import Pool, open_pool
from doorstep.rules.seal import KeyRing
from doorstep.temporal.client import connect
from trials.faults.chaos import Chaos
from trials.faults.errands import Administrator, Office, Outcomes
from trials.faults.frontend import Frontend, Ledger
from trials.faults.people import Person, make_travellers
from trials.faults.plan import Errand, Killed, Kind, Mood, Plan
from trials.faults.post_office import PostOffice
from trials.faults.proofs_database import prove_database
from trials.faults.proofs_histories import prove_histories
from trials.faults.proofs_told import (
    prove_answers,
    prove_mails,
    prove_notices,
    prove_people,
)
from trials.faults.proofs_trail import prove_trail
from trials.faults.stack import Stack, running_stack
from trials.faults.traveller import Traveller

_NOTICES_WITHIN = 200.0
_LOOKS_EACH = 0.5


@dataclass(frozen=True)
class Result:
    """What was done to the stack, what people did meanwhile, and what is not right."""

    killed: Counter[Killed]
    moods: Counter[Mood]
    done: Counter[Kind]
    lost: int
    answers: dict[int, int]
    steps: int
    seconds: float
    evidence: list[str]


async def run(plan: Plan, folder: Path, *, callers: int) -> Result:
    post = PostOffice(plan.mood)
    async with post.open(), running_stack(folder, post.port) as stack:
        ring = KeyRing.parse(stack.settings.required("keys"))
        pool = await _open_pool(stack)
        administrator, people = await make_travellers(pool, ring, plan.errands)
        await pool.close()  # it would not outlive the first kill
        ledger = Ledger()
        frontend = Frontend(stack.apis, ledger)
        work = _Work(plan, post, frontend, Chaos(plan.kills, stack.parts, ledger))
        began = time.monotonic()
        outcomes = await work.see_to_all(administrator, people, callers)
        seconds = time.monotonic() - began
        evidence = await _prove(stack, ring, post, ledger, outcomes)
        await frontend.close()
    return Result(
        work.chaos.killed,
        post.moods,
        Counter(person.errand.kind for person in outcomes.done),
        len(outcomes.lost),
        ledger.answers,
        ledger.steps,
        seconds,
        evidence,
    )


@dataclass(frozen=True)
class _Work:
    plan: Plan
    post: PostOffice
    frontend: Frontend
    chaos: Chaos

    async def see_to_all(
        self, administrator: Person, people: list[Person], callers: int
    ) -> Outcomes:
        session = await self._administrator_session(administrator)
        office = Office(Administrator(self.frontend, session), Outcomes())
        waiting = iter(list(zip(self.plan.errands, people, strict=True)))

        async def one_after_the_other() -> None:
            for errand, person in waiting:
                await self.chaos.not_behind()
                await office.see_to(self._traveller(errand, person), person.member_id)

        async with self.chaos.running(), asyncio.TaskGroup() as group:
            for _ in range(callers):
                group.create_task(one_after_the_other())
        return office.outcomes

    async def _administrator_session(self, person: Person) -> str:
        errand = Errand(-1, Kind.login, 0, 0, 0, 0)
        traveller = self._traveller(errand, person)
        await traveller.open("admin_center")
        await traveller.sign_in()
        return traveller.session

    def _traveller(self, errand: Errand, person: Person) -> Traveller:
        return Traveller(person.email, errand, self.frontend, self.post, person.app)


async def _prove(
    stack: Stack, ring: KeyRing, post: PostOffice, ledger: Ledger, outcomes: Outcomes
) -> list[str]:
    pool = await _open_pool(stack)
    client = await connect(stack.settings)
    await _until_notices_are_sent(pool)
    async with pool:
        return [
            *outcomes.lost,
            *ledger.odd,
            *await prove_database(pool),
            *await prove_answers(pool, ledger),
            *await prove_people(pool, outcomes.done),
            *await prove_mails(pool, ring, post.mails),
            *await prove_notices(pool, post.mails),
            *await prove_histories(pool, client),
            *await prove_trail(stack.settings.required("database_url")),
        ]


async def _until_notices_are_sent(pool: Pool) -> None:
    """They may wait for the next try, or for the sweep of the minute."""
    until = time.monotonic() + _NOTICES_WITHIN
    unsent = "select count(*) from notices where sent_at is null"
    while await pool.fetchval(unsent) and time.monotonic() < until:
        await asyncio.sleep(_LOOKS_EACH)


async def _open_pool(stack: Stack) -> Pool:
    return await open_pool(stack.settings.required("database_url"), most=4)
