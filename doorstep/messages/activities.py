"""The arguments and results of activities.

`at` is the workflow's time, so that a retry judges as of the same moment. A repeat with
the same attempt id gets the committed verdict. Limits are not passed: judges read them
from the row of the flow.
"""

from datetime import datetime
from typing import Self, TypedDict, Unpack
from uuid import UUID

from doorstep.messages.flows import (
    EnrollmentEnded,
    Message,
    NoticeStart,
    Outcome,
    Resend,
)
from doorstep.rules.code_ledgers import Blocked
from doorstep.rules.stages import (
    AddressStage,
    EnrollmentStage,
    InvitationStage,
    LoginStage,
    RecoveryStage,
)


class JudgeOrderFields(TypedDict):
    """The fields of `JudgeOrder`, for building its subclasses."""

    attempt_id: UUID
    member_id: UUID | None
    flow_id: UUID
    at: datetime


class JudgeOrder(Message):
    """One attempt of a member in a flow, to be judged as of `at`.

    Only a recovery may be nobody's.
    """

    attempt_id: UUID
    member_id: UUID | None
    flow_id: UUID
    at: datetime


class Verdict(Message):
    """The result of judging an attempt."""

    outcome: Outcome
    attempts_left: int | None = None
    retry_at: datetime | None = None
    repeated: bool | None = None
    """Whether the attempt was judged before; None from an earlier release."""
    fewer_commands: bool = False
    """Whether the workflow issues fewer commands from then on: a login leaves its timer
    alone while its deadline is later, and a setup that a code has ended informs its
    login by completing, not by a signal.

    False from an earlier release. A judge is a local activity: its verdict is recorded
    by the worker whose workflow follows it. So this is a `workflow.patched` that costs
    no event.
    """
    leaves_timer: bool = False
    """The same for a later change: the timer of a flow that ends with this verdict is
    left to its end, not cancelled.
    """


class LoginCode(JudgeOrder):
    """Judge a code from the authenticator app; the flow is the login."""

    sealed: str


class LoginCodeVerdict(Verdict):
    session_expires_at: datetime | None = None
    notice: NoticeStart | None = None
    used_step: int | None = None
    """The last time step that was used: that of an accepted code, or an earlier one."""
    free: bool = False
    """Whether a wrong code was not counted."""

    @classmethod
    def of_block(cls, blocked: Blocked) -> "LoginCodeVerdict":
        """The verdict on a code that is not judged."""
        if blocked.until is None:
            return cls(outcome=Outcome.device_disabled)
        return cls(outcome=Outcome.too_many_attempts, retry_at=blocked.until)


class LoginEnding(Message):
    """Enter a final stage, unless the login has ended already."""

    login_id: UUID
    member_id: UUID
    stage: LoginStage
    at: datetime


class NewEnrollment(JudgeOrder):
    """Begin a setup; the flow is the login."""

    enrollment_id: UUID


class NewEnrollmentVerdict(Verdict):
    enrollment_id: UUID | None = None
    replaces_device: bool = False
    expires_at: datetime | None = None
    login_expires_at: datetime | None = None


class EmailRequest(JudgeOrder):
    """Send the email again, with a new code; the flow is the enrollment."""

    actor_id: UUID | None = None
    actor_login_id: UUID | None = None

    @classmethod
    def of(cls, act: Resend, **attempt: Unpack[JudgeOrderFields]) -> Self:
        return cls(**attempt, actor_id=act.actor_id, actor_login_id=act.actor_login_id)


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
    """Enter the next stage, from one that needs no code."""

    enrollment_id: UUID
    member_id: UUID
    stage: EnrollmentStage
    at: datetime


class EnrollmentEnding(Message):
    """Enter a final stage, unless the setup has ended already."""

    enrollment_id: UUID
    member_id: UUID
    stage: EnrollmentStage
    at: datetime


class EmailDelivery(Message):
    """One verification mail."""

    enrollment_id: UUID
    number: int


class EmailAcceptance(Message):
    """When the mail server accepted the mail, from which on its code is valid."""

    enrollment_id: UUID
    number: int
    at: datetime


class EmailSent(Message):
    """When the mail server accepted a verification mail, and until when its code works.

    The code's lifetime may have begun earlier, with a try whose reply got lost.
    """

    at: datetime
    code_ends_at: datetime


class RecoveryMailOrder(JudgeOrder):
    """Send the email again, with a new code; the flow is the recovery."""


class RecoveryCode(JudgeOrder):
    """Judge an emailed code; the flow is the recovery."""

    sealed: str


class RecoveryEnding(Message):
    """Enter a final stage, unless the recovery has ended already."""

    recovery_id: UUID
    member_id: UUID | None
    stage: RecoveryStage
    at: datetime


class RecoveryDelivery(Message):
    """One email of a recovery."""

    recovery_id: UUID
    number: int


class AddressMailOrder(JudgeOrder):
    """Send the email again, with a new code; the flow is the change of address."""


class AddressCode(JudgeOrder):
    """Judge an emailed code; the flow is the change of address."""

    sealed: str


class AddressVerdict(Verdict):
    """An accepted code has changed the address: the setups that ended are to be
    signalled, the notices to be started. `stage` is the one that the verdict entered.
    """

    stage: AddressStage | None = None
    setups: tuple[UUID, ...] = ()
    notices: tuple[NoticeStart, ...] = ()


class AddressEnding(Message):
    """Enter a final stage, unless the change of address has ended already."""

    change_id: UUID
    member_id: UUID
    stage: AddressStage
    at: datetime


class AddressDelivery(Message):
    """One email to a new address."""

    change_id: UUID
    number: int


class InvitationDelivery(Message):
    """One mail of an invitation: 1 is the invitation, 2 the reminder."""

    invitation_id: UUID
    number: int


class InvitationMailed(Message):
    """When the mail server accepted a mail of an invitation."""

    at: datetime


class InvitationEnding(Message):
    """Enter a final stage, unless the invitation has ended already."""

    invitation_id: UUID
    member_id: UUID
    stage: InvitationStage
    at: datetime


class PurgeOrder(Message):
    """Delete the rows that are past their retention at this moment."""

    at: datetime


class Purged(Message):
    """How many rows of each kind were deleted."""

    rows: dict[str, int]


class ErasureOrder(Message):
    """Erase this member, as of `at`."""

    member_id: UUID
    account_id: UUID
    at: datetime
