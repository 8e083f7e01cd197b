"""Reconciles a flow's workflow with its rows.

A verdict can be committed and then lost on its way to the workflow, when Temporal is
killed before it records the result. The workflow is then behind its row and rejects an
update that the row allows; it is brought to the stage of its row. Conversely a workflow
can be gone (terminated, or lost in a restore of Temporal) or full: then its row ends.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from api.edge.flow_faults import FlowFull, FlowGone, UpdateRejected
from api.flows import Flows
from doorstep.clock import Clock
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.messages.flows import Continue, Ended, Resend
from doorstep.rules.stages import EnrollmentStage, LoginStage
from doorstep.transactions.endings import end_enrollment, end_login
from workflows.enrollment import EnrollmentWorkflow

_ORDER = list(EnrollmentStage)


@dataclass(frozen=True)
class MissedEndings:
    pool: Pool
    clock: Clock
    flows: Flows

    async def login(self, login_id: UUID) -> bool:
        """Whether the login had missed the end of its setup, and was notified now.

        The setup reads from the database how it ended and notifies its login.
        """
        async with self.pool.acquire() as connection:
            setups = await Enrollments(connection).of_login(login_id)
        if not setups or setups[-1].ended_at is None:
            return False
        await self.flows.signal_ended([f"enrollment/{setups[-1].id}"])
        return True

    async def setup(self, row: Enrollment, seen: str) -> bool:
        """Bring a workflow that was `seen` in an earlier stage to the stage of its row.

        False where it is not behind.
        """
        place, wanted = _ORDER.index(EnrollmentStage(seen)), _ORDER.index(row.stage)
        if row.stage.final or place >= wanted:
            return False
        for stage in _ORDER[place:wanted]:
            # rejected where it has left the stage meanwhile, by a retried activity or
            # another process; the act that follows meets it as it is then
            with suppress(UpdateRejected, FlowGone, FlowFull):
                await self._leave(row.id, stage)
        return True

    async def _leave(self, enrollment_id: UUID, stage: EnrollmentStage) -> None:
        """An update that changes no rows, which are past this stage already."""
        if stage is EnrollmentStage.verify_email:
            act = Resend(attempt_id=uuid7())
            await self.flows.act_on_enrollment(
                enrollment_id, EnrollmentWorkflow.resend, act
            )
        else:
            left = Continue.model_validate({"attempt_id": uuid7(), "stage": stage})
            await self.flows.act_on_enrollment(
                enrollment_id, EnrollmentWorkflow.advance, left
            )

    async def end_login(self, row: Login) -> LoginStage:
        """Ends a login whose workflow is gone or full. Returns the stage it ended
        in.
        """
        cancelled, at = LoginStage.cancelled, self.clock()
        stage = await end_login(self.pool, row.id, row.member_id, cancelled, at)
        await self.flows.signal_end([row.id], Ended.committed)
        return stage

    async def end_setup(self, row: Enrollment) -> EnrollmentStage:
        """The same for a setup; its login returns to its earlier stage."""
        cancelled, at = EnrollmentStage.cancelled, self.clock()
        ended = await end_enrollment(self.pool, row.id, row.member_id, cancelled, at)
        await self.flows.signal_ended([f"enrollment/{row.id}"])
        return ended.stage
