"""The bodies of setting a password: one's own, and a forgotten one."""

from datetime import datetime
from uuid import UUID

from api.edge.bodies import Answer, Body
from doorstep.rules.people import Password, Typed, TypedPassword
from doorstep.rules.stages import RecoveryStage


class PasswordChange(Body):
    current: TypedPassword
    new: Password


class ForgottenPassword(Body):
    email: Typed


class RecoveredPassword(Body):
    new: Password


class ResetEmail(Answer):
    """Without a status: whether a mail was sent would tell whether somebody has the
    address.
    """

    address_hint: str
    number: int
    code_expires_at: datetime
    resend_at: datetime
    attempts_left: int


class PasswordReset(Answer):
    id: UUID
    stage: RecoveryStage
    email: ResetEmail
    expires_at: datetime
    flow_token: str | None = None
