"""What flows through Temporal: ids, stages, moments, limits and sealed codes.

Nothing here names a person or opens a door. Models are frozen; a field that is added
later has a default, so that running flows can still be read.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.rules.policy import EnrollmentPolicy, LoginPolicy
from doorstep.rules.stages import Application, EnrollmentStage, LoginStage


class Message(BaseModel):
    """One thing said to or by a flow."""

    model_config = ConfigDict(frozen=True)


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


class Ended(StrEnum):
    """Why a flow is told from outside to end; news that nobody waits for."""

    member_disabled = "member_disabled"
    device_reset = "device_reset"
    superseded = "superseded"
    committed = "committed"  # its row has ended, which it has not noted


class Act(Message):
    """Something a person asks of a flow. A repeat carries the same attempt id."""

    attempt_id: UUID


class Resend(Act):
    """Send the email again; `actor_id` is the administrator who asks, if it is one."""

    actor_id: UUID | None = None


class CodeSubmission(Act):
    """A typed code on its way to the judge; the flow never opens it."""

    sealed: str
    sent_at: datetime


class Continue(Act):
    """Leave this stage; a repeat changes nothing."""

    stage: Literal[EnrollmentStage.install_app, EnrollmentStage.connect_device]


class LoginStart(Message):
    """All that a login needs to know, its limits included."""

    login_id: UUID
    account_id: UUID
    member_id: UUID
    application: Application
    stage: LoginStage
    started_at: datetime
    policy: LoginPolicy


class LoginState(Message):
    """What a login shows."""

    stage: LoginStage
    expires_at: datetime
    enrollment_id: UUID | None = None


class LoginReply(Message):
    """The answer to an act on a login, with where it stands now."""

    outcome: Outcome
    state: LoginState
    attempts_left: int | None = None
    retry_at: datetime | None = None
    session_expires_at: datetime | None = None
    newly_begun: bool = False
    repeated: bool | None = None
    """Whether an earlier verdict is told again; None where a release before judged."""
    used_step: int | None = None
    """The time step of the device that an accepted code used up."""


class LoginEnded(Message):
    """A login's result."""

    stage: LoginStage


class EnrollmentStart(Message):
    """All that a set-up needs to know."""

    enrollment_id: UUID
    login_id: UUID
    account_id: UUID
    member_id: UUID
    application: Application
    replaces_device: bool
    started_at: datetime
    expires_at: datetime
    policy: EnrollmentPolicy


class EnrollmentState(Message):
    """What a set-up shows."""

    stage: EnrollmentStage
    expires_at: datetime


class MailDelay(Message):
    """A mail that the server did not take now, such as by `smtp 451 4.7.1`."""

    number: int
    failure: str
    attempt: int


class EnrollmentReply(Message):
    """The answer to an act on a set-up, with where it stands now."""

    outcome: Outcome
    state: EnrollmentState
    attempts_left: int | None = None
    retry_at: datetime | None = None


class EnrollmentEnded(Message):
    """How a set-up ended, told to its login, with the deadline the login has now."""

    enrollment_id: UUID
    stage: EnrollmentStage
    login_stage: LoginStage
    login_expires_at: datetime


class NoticeStart(Message):
    """A mail that tells a member what happened."""

    notice_id: UUID
    account_id: UUID
    member_id: UUID
    kind: str
