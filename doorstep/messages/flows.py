"""The messages of workflows: starts, updates, signals, queries and results.

They hold ids, stages, moments, limits and sealed codes, no personal data or secrets. A
field that is added has a default, so that messages of running flows can still be read.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.rules.policy import (
    AddressPolicy,
    EnrollmentPolicy,
    LoginPolicy,
    RecoveryPolicy,
)
from doorstep.rules.stages import (
    AddressStage,
    ApplicationId,
    EnrollmentStage,
    InvitationStage,
    LoginStage,
    RecoveryStage,
)


class Message(BaseModel):
    """The base of all messages: frozen, with unknown fields ignored."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Outcome(StrEnum):
    """How an act ended; all but `accepted` are results, not errors."""

    accepted = "accepted"
    wrong_code = "wrong-code"
    wrong_stage = "wrong-stage"
    flow_ended = "flow-ended"
    too_many_attempts = "too-many-attempts"
    too_many_emails = "too-many-emails"
    resend_too_soon = "resend-too-soon"
    device_disabled = "device-disabled"
    approval_needed = "approval-needed"
    email_taken = "email-taken"


class Ended(StrEnum):
    """The reason in the signal `end_now`."""

    member_disabled = "member_disabled"
    device_reset = "device_reset"
    superseded = "superseded"
    committed = "committed"  # its row has ended, without the workflow


class Act(Message):
    """The base of updates. A repeat has the same attempt id."""

    attempt_id: UUID


class Resend(Act):
    """Send the email again; `actor_id` is the administrator who asks, if any, and
    `actor_login_id` the login of the session.
    """

    actor_id: UUID | None = None
    actor_login_id: UUID | None = None


class CodeSubmission(Act):
    """A sealed code for the judge; the workflow does not open it."""

    sealed: str
    sent_at: datetime


class Continue(Act):
    """Leave this stage; a repeat changes nothing."""

    stage: Literal[EnrollmentStage.install_app, EnrollmentStage.connect_device]


class LoginStart(Message):
    """The argument of the login workflow, with its limits."""

    login_id: UUID
    account_id: UUID
    member_id: UUID
    application: ApplicationId
    stage: LoginStage
    started_at: datetime
    policy: LoginPolicy


class LoginState(Message):
    """The result of the query `state` of a login."""

    stage: LoginStage
    expires_at: datetime
    enrollment_id: UUID | None = None


class LoginReply(Message):
    """The result of an update of a login, with its state."""

    outcome: Outcome
    state: LoginState
    attempts_left: int | None = None
    retry_at: datetime | None = None
    session_expires_at: datetime | None = None
    newly_begun: bool = False
    repeated: bool | None = None
    """Whether the attempt was judged before; None from an earlier release."""
    used_step: int | None = None
    """The last time step that was used: that of an accepted code, or an earlier one."""


class LoginEnded(Message):
    """The result of the login workflow."""

    stage: LoginStage


class LogoutStart(Message):
    """Tell a client that a session of a member has ended."""

    session_id: UUID
    client_id: str
    member_id: UUID
    account_id: UUID


class LogoutEnded(Message):
    """The result of a logout: `told`, `refused` or `gave_up`; `nothing` where the
    client cannot be told any more.
    """

    outcome: Literal["told", "refused", "gave_up", "nothing"]


class EnrollmentStart(Message):
    """The argument of the enrollment workflow, with its limits."""

    enrollment_id: UUID
    login_id: UUID
    account_id: UUID
    member_id: UUID
    application: ApplicationId
    replaces_device: bool
    started_at: datetime
    expires_at: datetime
    policy: EnrollmentPolicy


class EnrollmentState(Message):
    """The result of the query `state` of a setup."""

    stage: EnrollmentStage
    expires_at: datetime


class MailDelay(Message):
    """A try to send a mail that failed for now, for example with `smtp 451 4.7.1`."""

    number: int
    failure: str
    attempt: int


class EnrollmentReply(Message):
    """The result of an update of a setup, with its state."""

    outcome: Outcome
    state: EnrollmentState
    attempts_left: int | None = None
    retry_at: datetime | None = None


class EnrollmentEnded(Message):
    """How a setup ended, signalled to its login with the login's new stage and
    deadline.
    """

    enrollment_id: UUID
    stage: EnrollmentStage
    login_stage: LoginStage
    login_expires_at: datetime


class RecoveryStart(Message):
    """The argument of the recovery workflow, with its limits.

    Both ids are None where nobody who may sign in has the address.
    """

    recovery_id: UUID
    account_id: UUID | None
    member_id: UUID | None
    started_at: datetime
    expires_at: datetime
    policy: RecoveryPolicy


class RecoveryState(Message):
    """The result of the query `state` of a recovery."""

    stage: RecoveryStage
    expires_at: datetime


class RecoveryReply(Message):
    """The result of an update of a recovery, with its state."""

    outcome: Outcome
    state: RecoveryState
    attempts_left: int | None = None
    retry_at: datetime | None = None


class RecoveryEnded(Message):
    """How a recovery ended."""

    stage: RecoveryStage


class AddressStart(Message):
    """The argument of the workflow of a change of address, with its limits."""

    change_id: UUID
    account_id: UUID
    member_id: UUID
    started_at: datetime
    expires_at: datetime
    policy: AddressPolicy


class AddressState(Message):
    """The result of the query `state` of a change of address."""

    stage: AddressStage
    expires_at: datetime


class AddressReply(Message):
    """The result of an update of a change of address, with its state."""

    outcome: Outcome
    state: AddressState
    attempts_left: int | None = None
    retry_at: datetime | None = None


class AddressEnded(Message):
    """How a change of address ended."""

    stage: AddressStage


class InvitationStart(Message):
    """The argument of the invitation workflow; `remind_at` is None for no reminder."""

    invitation_id: UUID
    account_id: UUID
    member_id: UUID
    invited_at: datetime
    remind_at: datetime | None
    expires_at: datetime


class InvitationState(Message):
    """The result of the query `state` of an invitation."""

    stage: InvitationStage
    expires_at: datetime


class InvitationEnded(Message):
    stage: InvitationStage


class NoticeStart(Message):
    """The argument of the notice workflow."""

    notice_id: UUID
    account_id: UUID
    member_id: UUID
    kind: str


class ErasureStart(Message):
    """The argument of the erasure workflow: reason and actor stand in its row."""

    member_id: UUID
    account_id: UUID
