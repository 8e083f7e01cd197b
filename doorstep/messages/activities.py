"""What a flow asks of its activities, and what they bring back.

Moments (`at`) come from the workflow's clock, so that a retry judges what the first try
judged. A verdict that was committed is repeated to whoever carries the same attempt id.
Limits are not among what is asked: judges read them from the flow's row.
"""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from doorstep.messages.flows import EnrollmentEnded, Message, NoticeStart, Outcome
from doorstep.rules.code_ledgers import Blocked
from doorstep.rules.stages import EnrollmentStage, LoginStage


class JudgeOrderFields(TypedDict):
    """The fields of `Attempt`, for building the kinds below."""

    attempt_id: UUID
    member_id: UUID
    flow_id: UUID
    at: datetime


class JudgeOrder(Message):
    """One act of one member in one flow, at one moment."""

    attempt_id: UUID
    member_id: UUID
    flow_id: UUID
    at: datetime


class Verdict(Message):
    """How an act was judged."""

    outcome: Outcome
    attempts_left: int | None = None
    retry_at: datetime | None = None
    repeated: bool | None = None
    """Of an attempt that was judged before; None where a release before did not say."""


class LoginCode(JudgeOrder):
    """Judge a code from the authenticator app; the flow is the login."""

    sealed: str


class LoginCodeVerdict(Verdict):
    session_expires_at: datetime | None = None
    notice: NoticeStart | None = None
    used_step: int | None = None
    """The time step that the code used up."""

    @classmethod
    def of_block(cls, blocked: Blocked) -> "LoginCodeVerdict":
        """Of a code that is not judged."""
        if blocked.until is None:
            return cls(outcome=Outcome.device_disabled)
        return cls(outcome=Outcome.too_many_attempts, retry_at=blocked.until)


class LoginEnding(Message):
    """Enter a final stage, unless the login has ended otherwise."""

    login_id: UUID
    member_id: UUID
    stage: LoginStage
    at: datetime


class NewEnrollment(JudgeOrder):
    """Begin a set-up; the flow is the login."""

    enrollment_id: UUID


class NewEnrollmentVerdict(Verdict):
    enrollment_id: UUID | None = None
    replaces_device: bool = False
    expires_at: datetime | None = None
    login_expires_at: datetime | None = None


class EmailRequest(JudgeOrder):
    """Send the email again, with a new code; the flow is the enrollment."""

    actor_id: UUID | None = None


class EmailRequestVerdict(Verdict):
    number: int = 0


class EmailCode(JudgeOrder):
    """Judge an emailed code; the flow is the enrollment."""

    sealed: str


class SetupCode(JudgeOrder):
    """Judge the first code of a new device; the flow is the enrollment."""

    sealed: str


class SetupCodeVerdict(Verdict):
    ended: EnrollmentEnded | None = None
    notice: NoticeStart | None = None
    superseded: tuple[UUID, ...] = ()


class EnrollmentMove(Message):
    """Leave a stage that a person just continues from."""

    enrollment_id: UUID
    member_id: UUID
    stage: EnrollmentStage
    at: datetime


class EnrollmentEnding(Message):
    """Enter a final stage, unless the set-up has ended otherwise."""

    enrollment_id: UUID
    member_id: UUID
    stage: EnrollmentStage
    at: datetime


class EmailDelivery(Message):
    """One verification mail."""

    enrollment_id: UUID
    number: int


class EmailAcceptance(Message):
    """The moment from which the emailed code lives."""

    enrollment_id: UUID
    number: int
    at: datetime


class EmailSent(Message):
    """When the mail server took a verification mail, and how long its code works.

    The code's life may have begun earlier, with a try whose answer got lost.
    """

    at: datetime
    code_ends_at: datetime


class PurgeOrder(Message):
    """Take out what is past its retention at this moment."""

    at: datetime


class Purged(Message):
    """How many rows of each kind went."""

    rows: dict[str, int]
