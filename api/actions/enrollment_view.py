"""An enrollment as callers see it, from its rows, where every stage is committed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from api.edge import bodies
from doorstep.db.emails import Email, Emails
from doorstep.db.enrollments import Enrollment
from doorstep.db.members import Members
from doorstep.db.pool import Connection
from doorstep.rules.people import address_hint
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.email_budget import email_budget

_AFTER_THE_CODE = (
    EnrollmentStage.install_app,
    EnrollmentStage.connect_device,
    EnrollmentStage.confirm_code,
    EnrollmentStage.enrolled,
)


@dataclass(frozen=True)
class EnrollmentView:
    """Builds the body of an enrollment at one moment."""

    connection: Connection
    at: datetime

    async def enrollment(self, row: Enrollment) -> bodies.Enrollment:
        stage = row.stage_at(self.at)
        tries_shown = stage in _AFTER_THE_CODE[1:]
        return bodies.Enrollment(
            id=row.id,
            login_id=row.login_id,
            stage=stage,
            replaces_device=row.replaces_device,
            email=await self._email(row, stage),
            attempts_left=row.setup_tries_left if tries_shown else None,
            expires_at=row.expires_at,
        )

    async def _email(self, row: Enrollment, stage: EnrollmentStage) -> bodies.Email:
        email = await Emails(self.connection).newest(row.id)
        member = await Members(self.connection).get(row.member_id)
        budget = await email_budget(
            self.connection, row.member_id, row.policy.enrollment, self.at
        )
        return bodies.Email(
            address_hint=address_hint(member.email),
            number=email.number,
            status=self._status(email, stage),
            sent_at=email.accepted_at,
            code_expires_at=min(email.code_expires_at, row.expires_at),
            resend_at=email.resend_at,
            attempts_left=min(email.tries_left, budget.tries_left_today),
        )

    def _status(
        self, email: Email, stage: EnrollmentStage
    ) -> Literal["sending", "retrying", "sent", "failed"]:
        """Once its code was right, the mail has arrived, recorded or not."""
        if stage in _AFTER_THE_CODE:
            return "sent"
        return email.status(self.at).value
