"""Refusals that follow from a setup's rows; the workflow would refuse the same.

Refused here, repeated requests do not use up the 2,000 updates that Temporal allows
a run.
"""

from dataclasses import dataclass
from datetime import datetime

from api.edge.problems import not_now, of_outcome
from doorstep.clock import Clock
from doorstep.db.enrollments import Enrollment
from doorstep.messages.activities import Verdict
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.flow_facts import SetupFacts

_ORDER = list(EnrollmentStage)


@dataclass(frozen=True)
class EnrollmentRefusals:
    """Each method raises the problem, or lets the act through to the judge."""

    clock: Clock

    def of_resend(self, setup: SetupFacts) -> None:
        self._refuse_unless(setup, EnrollmentStage.verify_email)
        at = self.clock()
        self._refuse(setup, setup.budget.resend_refusal(setup.email, at), at)

    def of_email_code(self, setup: SetupFacts) -> None:
        self._refuse_unless(setup, EnrollmentStage.verify_email)
        self._refuse(setup, setup.budget.refusal(setup.email), self.clock())

    def has_left(self, row: Enrollment, stage: EnrollmentStage) -> bool:
        """A repeat of a step already done: it is accepted and changes nothing."""
        stands = row.stage_at(self.clock())
        return not stands.final and _ORDER.index(stands) > _ORDER.index(stage)

    def of_continue(self, setup: SetupFacts, stage: EnrollmentStage) -> None:
        self._refuse_unless(setup, stage)

    def of_setup_code(self, setup: SetupFacts) -> None:
        self._refuse_unless(
            setup, EnrollmentStage.connect_device, EnrollmentStage.confirm_code
        )

    def of_cancel(self, setup: SetupFacts) -> None:
        self._refuse_unless(
            setup, *(each for each in EnrollmentStage if not each.final)
        )

    def _refuse(self, setup: SetupFacts, refused: Verdict | None, at: datetime) -> None:
        if refused:
            raise of_outcome(
                refused.outcome, stage=setup.row.stage, at=at, retry_at=refused.retry_at
            )

    def _refuse_unless(self, setup: SetupFacts, *stages: EnrollmentStage) -> None:
        stage = setup.row.stage_at(self.clock())
        if stage not in stages:
            raise not_now(stage)
