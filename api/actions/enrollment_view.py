"""An enrollment as callers see it, from its rows, where every stage is committed."""

from datetime import datetime
from typing import Literal

from api.edge import bodies
from doorstep.db.emails import Email
from doorstep.rules.people import address_hint
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.flow_facts import SetupFacts

_AFTER_THE_CODE = (
    EnrollmentStage.install_app,
    EnrollmentStage.connect_device,
    EnrollmentStage.confirm_code,
    EnrollmentStage.enrolled,
)


def enrollment_body(setup: SetupFacts, at: datetime) -> bodies.Enrollment:
    """The body of an enrollment at one moment."""
    row = setup.row
    stage = row.stage_at(at)
    tries_shown = stage in _AFTER_THE_CODE[1:]
    return bodies.Enrollment(
        id=row.id,
        login_id=row.login_id,
        stage=stage,
        replaces_device=row.replaces_device,
        email=_email(setup, stage, at),
        attempts_left=row.setup_tries_left if tries_shown else None,
        expires_at=row.expires_at,
    )


def _email(setup: SetupFacts, stage: EnrollmentStage, at: datetime) -> bodies.Email:
    email, budget = setup.email, setup.budget
    return bodies.Email(
        address_hint=address_hint(setup.member.email),
        number=email.number,
        status=_status(email, stage, at),
        sent_at=email.accepted_at,
        code_expires_at=min(email.code_expires_at, setup.row.expires_at),
        resend_at=email.resend_at,
        attempts_left=min(email.tries_left, budget.tries_left_today),
    )


def _status(
    email: Email, stage: EnrollmentStage, at: datetime
) -> Literal["sending", "retrying", "sent", "failed"]:
    """Once its code was right, the mail has arrived, recorded or not."""
    if stage in _AFTER_THE_CODE:
        return "sent"
    return email.status(at).value
