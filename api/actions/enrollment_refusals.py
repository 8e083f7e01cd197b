"""Refusals that follow from a setup's rows; the workflow would refuse the same.

Refused here, repeated requests do not use up the 2,000 updates that Temporal allows
a run.
"""

from dataclasses import dataclass
from datetime import datetime

from api.edge.problems import not_now, of_outcome
from doorstep.clock import Clock
from doorstep.db.enrollments import Enrollment
from doorstep.db.pool import Pool
from doorstep.messages.activities import Verdict
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.email_budget import newest_email

_ORDER = list(EnrollmentStage)


@dataclass(frozen=True)
class EnrollmentRefusals:
    """Each method raises the problem, or lets the act through to the judge."""

    pool: Pool
    clock: Clock

    async def of_resend(self, row: Enrollment) -> None:
        self._refuse_unless(row, EnrollmentStage.verify_email)
        at = self.clock()
        async with self.pool.acquire() as connection:
            last, budget = await newest_email(connection, row, at)
        self._refuse(row, budget.resend_refusal(last, at), at)

    async def of_email_code(self, row: Enrollment) -> None:
        self._refuse_unless(row, EnrollmentStage.verify_email)
        at = self.clock()
        async with self.pool.acquire() as connection:
            email, budget = await newest_email(connection, row, at)
        self._refuse(row, budget.refusal(email), at)

    def has_left(self, row: Enrollment, stage: EnrollmentStage) -> bool:
        """A repeat of a step already done: it is accepted and changes nothing."""
        stands = row.stage_at(self.clock())
        return not stands.final and _ORDER.index(stands) > _ORDER.index(stage)

    async def of_continue(self, row: Enrollment, stage: EnrollmentStage) -> None:
        self._refuse_unless(row, stage)

    async def of_setup_code(self, row: Enrollment) -> None:
        self._refuse_unless(
            row, EnrollmentStage.connect_device, EnrollmentStage.confirm_code
        )

    async def of_cancel(self, row: Enrollment) -> None:
        self._refuse_unless(row, *(each for each in EnrollmentStage if not each.final))

    def _refuse(self, row: Enrollment, refused: Verdict | None, at: datetime) -> None:
        if refused:
            raise of_outcome(
                refused.outcome, stage=row.stage, at=at, retry_at=refused.retry_at
            )

    def _refuse_unless(self, row: Enrollment, *stages: EnrollmentStage) -> None:
        stage = row.stage_at(self.clock())
        if stage not in stages:
            raise not_now(stage)
