"""Refusals that follow from a login's rows; the workflow would refuse the same.

A setup that has a row but no workflow (its start was lost) refuses nothing: the
login's workflow is called then, which removes it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.concurrency import Look, OneAtATime
from api.edge.client import Client
from api.edge.problems import Problem, of_outcome, seconds_until
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Device
from doorstep.db.logins import Login
from doorstep.db.pool import Connection, Pool
from doorstep.messages.activities import LoginCodeVerdict
from doorstep.messages.flows import LoginReply, Outcome
from doorstep.rules import totp
from doorstep.rules.code_ledgers import Ledger
from doorstep.rules.stages import LoginStage
from doorstep.transactions.email_budget import email_budget


@dataclass(frozen=True)
class CodeFacts:
    """The device that would judge a code, and its ledger.

    Read with the login's row, before the caller's body. Of many requests that wait for
    their bodies, all but the first have a stale `look` by then, and read the rows
    again.
    """

    look: Look
    found: tuple[Device, Ledger] | None


@dataclass(frozen=True)
class LoginRefusals:
    """Each method raises the problem, or lets the act through to the judge."""

    pool: Pool
    clock: Clock
    flows: Flows
    one_at_a_time: OneAtATime

    async def facts_of_code(
        self, connection: Connection, row: Login, client: Client
    ) -> CodeFacts:
        look = self.one_at_a_time.look(row.id)
        found = await CodeLedgers(connection).of_client(
            row.member_id, client.network, self.clock()
        )
        return CodeFacts(look, found)

    async def of_code(
        self, row: Login, client: Client, facts: CodeFacts | None
    ) -> None:
        stage = self._running_stage(row)
        if stage is LoginStage.setup_required or await self.running_setup(row):
            raise Problem(ProblemKind.wrong_stage, stage=stage)
        if stage is LoginStage.code_required:
            if facts is None or facts.look.stale:
                async with self.pool.acquire() as connection:
                    facts = await self.facts_of_code(connection, row, client)
            self._refuse_blocked(row, facts)

    async def of_setup(self, row: Login) -> None:
        self._running_stage(row)
        at = self.clock()
        async with self.pool.acquire() as connection:
            limits = row.policy.enrollment
            budget = await email_budget(connection, row.member_id, limits, at)
        if budget.mails_again_at:
            raise of_outcome(
                Outcome.too_many_emails,
                stage=row.stage,
                at=at,
                retry_at=budget.mails_again_at,
            )

    def of_cancel(self, row: Login) -> None:
        self._running_stage(row)

    async def running_setup(self, row: Login) -> UUID | None:
        """The login's running setup, where it has a workflow."""
        setup = row.running_setup(self.clock())
        if setup is None or not await self.flows.begun(setup.id):
            return None
        return setup.id

    def _running_stage(self, row: Login) -> LoginStage:
        stage = row.stage_at(self.clock())
        if stage.final:
            raise Problem(ProblemKind.flow_ended, stage=stage)
        return stage

    def _refuse_blocked(self, row: Login, facts: CodeFacts) -> None:
        """Refuses a member who must wait in the client's network."""
        if facts.found is None:
            return
        at = self.clock()
        device, ledger = facts.found
        if blocked := ledger.blocks(device.disabled_at, at, row.policy.longest_wait):
            refused = LoginCodeVerdict.of_block(blocked)
            raise of_outcome(
                refused.outcome, stage=row.stage, at=at, retry_at=refused.retry_at
            )


def refusal(
    judged: LoginCodeVerdict | LoginReply, at: datetime, stage: str = ""
) -> Problem:
    """What a code that was not accepted is answered with."""
    problem = of_outcome(
        judged.outcome,
        stage=stage,
        at=at,
        retry_at=judged.retry_at,
        attempts_left=judged.attempts_left,
    )
    if judged.outcome is Outcome.wrong_code:
        next_code_at = totp.start_of(totp.time_step(at) + 1)
        problem.extra["next_code_at"] = next_code_at
        if totp.next_code_at(judged.used_step, at):
            problem.next_code_in = seconds_until(next_code_at, at)
    return problem
