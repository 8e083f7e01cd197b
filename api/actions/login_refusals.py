"""Refusals that follow from a login's rows; the workflow would refuse the same.

A setup that has a row but no workflow (its start was lost) refuses nothing: the
login's workflow is called then, which removes it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.concurrency import Look
from api.edge.client import Client
from api.edge.problems import Problem, malformed, of_outcome, seconds_until
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.login_facts import LoginFacts, LoginsWithFacts
from doorstep.db.logins import Login
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.messages.activities import LoginCodeVerdict
from doorstep.messages.flows import LoginReply, Outcome
from doorstep.rules import totp
from doorstep.rules.stages import LoginStage
from doorstep.transactions.email_budget import email_budget


@dataclass(frozen=True)
class LoginRefusals:
    """Each method raises the problem, or lets the act through to the judge."""

    pool: Pool
    clock: Clock
    flows: Flows

    async def of_code(
        self, rows: LoginFacts, client: Client, look: Look | None
    ) -> None:
        """Of many requests that waited for their bodies, all but the first have a stale
        `look`, and read the rows again.
        """
        row = rows.login
        stage = self._running_stage(row)
        if stage is LoginStage.setup_required or await self.running_setup(row):
            raise Problem(ProblemKind.wrong_stage, stage=stage)
        if stage is LoginStage.code_required:
            if look is None or look.stale:
                rows = await self._newest(row, client)
            self._refuse_blocked(row, rows)

    async def _newest(self, row: Login, client: Client) -> LoginFacts:
        async with self.pool.acquire() as connection:
            return await LoginsWithFacts(connection).judged(
                row.id, None, self.clock(), client.network
            )

    async def of_setup(self, row: Login) -> None:
        self._running_stage(row)
        at = self.clock()
        async with self.pool.acquire() as connection:
            limits = row.policy.enrollment
            if row.stage is LoginStage.code_required:
                member = await Members(connection).get(row.member_id)
                if member.recovered_at:
                    raise Problem(ProblemKind.approval_needed)
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

    def _refuse_blocked(self, row: Login, rows: LoginFacts) -> None:
        """Refuses a member who must wait in the client's network."""
        at, device, ledger = self.clock(), rows.device, rows.ledger
        if device is None or ledger is None:
            return
        if blocked := ledger.blocks(device.disabled_at, at, row.policy.longest_wait):
            refused = LoginCodeVerdict.of_block(blocked)
            raise of_outcome(
                refused.outcome, stage=row.stage, at=at, retry_at=refused.retry_at
            )


def of_length(code: str, app: totp.Parameters) -> None:
    """Refuses a code that is not as long as those of the authenticator."""
    if len(code) != app.digits:
        raise malformed("string_pattern_mismatch", "code", digits=app.digits)


def refusal(
    judged: LoginCodeVerdict | LoginReply,
    at: datetime,
    app: totp.Parameters,
    stage: str = "",
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
        next_code_at = totp.start_of(totp.time_step(at, app) + 1, app)
        problem.extra["next_code_at"] = next_code_at
        if judged.retry_at and judged.retry_at > at:
            problem.extra["retry_after"] = seconds_until(judged.retry_at, at)
        if totp.next_code_at(judged.used_step, at, app):
            problem.next_code_in = seconds_until(next_code_at, at)
    return problem
