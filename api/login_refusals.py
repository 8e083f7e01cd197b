"""What the rows of a login refuse, before its workflow is called: as it would itself.

A set-up that has a row and no workflow, for one of them got lost on the way, holds up
nothing: the login's workflow is asked then, which clears it away.
"""

from dataclasses import dataclass
from uuid import UUID

from api.flows import Flows
from api.problems import Problem, of_outcome
from doorstep.clock import Clock
from doorstep.db.devices import Devices
from doorstep.db.email_budget import email_budget
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.messages import Outcome
from doorstep.stages import LoginStage


@dataclass(frozen=True)
class LoginRefusals:
    """Each method raises the problem, or lets the act through to the judge."""

    pool: Pool
    clock: Clock
    flows: Flows

    async def of_code(self, row: Login) -> None:
        stage = self._running_stage(row)
        if stage is LoginStage.setup_required or await self.running_setup(row):
            raise Problem("wrong-stage", stage=stage)
        if stage is LoginStage.code_required:
            await self._refuse_waiting(row)

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
        """The set-up that the login is in, where that has a workflow."""
        setup = row.running_setup(self.clock())
        if setup is None or not await self.flows.begun(setup.id):
            return None
        return setup.id

    def _running_stage(self, row: Login) -> LoginStage:
        stage = row.stage_at(self.clock())
        if stage.final:
            raise Problem("flow-ended", stage=stage)
        return stage

    async def _refuse_waiting(self, row: Login) -> None:
        async with self.pool.acquire() as connection:
            device = await Devices(connection).active(row.member_id)
        at = self.clock()
        if device is not None and device.disabled_at:
            raise Problem("device-disabled")
        if device is not None and device.blocked_until and device.blocked_until > at:
            raise of_outcome(
                Outcome.too_many_attempts,
                stage=row.stage,
                at=at,
                retry_at=device.blocked_until,
            )
