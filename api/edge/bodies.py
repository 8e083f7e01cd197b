"""The request and response bodies, with the field names of the HTTP contract."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from doorstep.db.accounts import Account as AccountRow
from doorstep.db.members import Member as MemberRow
from doorstep.db.rosters import RosterEntry
from doorstep.db.sessions import Session as SessionRow
from doorstep.rules.colours import ChosenColour
from doorstep.rules.networks import ClientAddress
from doorstep.rules.people import (
    EmailAddress,
    Language,
    Name,
    Password,
    ReasonText,
    Role,
    TwoStep,
    Typed,
    TypedPassword,
)
from doorstep.rules.stages import (
    APPLICATION_ID,
    ApplicationId,
    EnrollmentStage,
    LoginStage,
)
from doorstep.why.explanations import Reason


class Body(BaseModel, extra="forbid", strict=True, frozen=True, defer_build=True):
    """A request's body: nothing unknown, nothing converted."""


class Answer(BaseModel, frozen=True, defer_build=True):
    """A response's body."""


Code: TypeAlias = Annotated[str, StringConstraints(pattern="^[0-9]{6}$")]
AppCode: TypeAlias = Annotated[str, StringConstraints(pattern="^[0-9]{6,8}$")]
"""Of an authenticator: as many digits as it has, 6 unless it was imported."""


class Nothing(Body):
    """`{}`: an act that needs no more than its address."""


class Credentials(Body):
    """`client_address` is that of the person's browser, where an application calls."""

    email: Typed
    password: TypedPassword
    application: Annotated[ApplicationId, StringConstraints(pattern=APPLICATION_ID)]
    client_address: ClientAddress | None = None


class CodeBody(Body):
    code: Code


class AppCodeBody(Body):
    code: AppCode


class Continue(Body):
    stage: Literal["install_app", "connect_device"]


def without_defaults(schema: dict[str, Any]) -> None:
    """Removes defaults from the schema: a field that is left out is not changed."""
    for field in schema["properties"].values():
        field.pop("default", None)


class AccountChange(Body, json_schema_extra=without_defaults):
    name: Name = Field(default="", validate_default=False)
    two_step_required: bool = False
    language: Annotated[Language, Field(strict=False)] = Language.en
    colour: ChosenColour = None


class NewMember(Body, json_schema_extra=without_defaults):
    email: EmailAddress
    name: Name
    role: Annotated[Role, Field(strict=False)]
    language: Annotated[Language, Field(strict=False)]
    password: Password = Field(default="", validate_default=False)

    @property
    def invites(self) -> bool:
        return "password" not in self.model_fields_set


class MemberChange(Body, json_schema_extra=without_defaults):
    name: Name = Field(default="", validate_default=False)
    role: Annotated[Role, Field(strict=False)] = Role.member
    language: Annotated[Language, Field(strict=False)] = Language.en
    disabled: bool = False
    email: EmailAddress = Field(default="", validate_default=False)


class OwnChange(Body, json_schema_extra=without_defaults):
    """What members change of themselves."""

    language: Annotated[Language, Field(strict=False)] = Language.en


class ResetReason(Body):
    reason: ReasonText


class Session(Answer):
    token: str
    expires_at: datetime
    amr: tuple[str, ...]

    @classmethod
    def of(cls, row: SessionRow, token: str, idle: timedelta) -> "Session":
        return cls(token=token, expires_at=row.ends_at(idle), amr=row.amr)


class Login(Answer):
    """`purpose` is what the application says the code is for. The session of one that
    an application vouched for is null.
    """

    id: UUID
    stage: LoginStage
    application: ApplicationId
    purpose: str | None
    enrollment_id: UUID | None
    next_code_at: datetime | None
    expires_at: datetime
    flow_token: str | None = None
    session: Session | None = None


class Email(Answer):
    address_hint: str
    number: int
    status: Literal["sending", "retrying", "sent", "failed"]
    sent_at: datetime | None
    code_expires_at: datetime
    resend_at: datetime
    attempts_left: int


class Enrollment(Answer):
    id: UUID
    login_id: UUID
    stage: EnrollmentStage
    replaces_device: bool
    email: Email
    attempts_left: int | None
    expires_at: datetime


class Authenticator(Answer):
    secret: str
    otpauth_uri: str
    qr_svg: str
    issuer: str
    account_name: str


class Account(Answer):
    """`colour` is `#rrggbb`, or null for Doorstep's own."""

    id: UUID
    name: str
    two_step_required: bool
    language: Language
    colour: str | None

    @classmethod
    def of(cls, row: AccountRow) -> "Account":
        return cls(
            id=row.id,
            name=row.name,
            two_step_required=row.two_step_required,
            language=row.language,
            colour=row.colour,
        )


class Member(Answer):
    """`pending_email` waits for its code to become the member's address."""

    id: UUID
    email: str
    pending_email: str | None = None
    name: str
    role: Role
    language: Language
    disabled: bool
    two_step: TwoStep
    created_at: datetime

    @classmethod
    def of(cls, entry: RosterEntry) -> "Member":
        row = entry.member
        return cls(
            id=row.id,
            email=row.email,
            pending_email=entry.pending_email,
            name=row.name,
            role=row.role,
            language=row.language,
            disabled=row.disabled_at is not None,
            two_step=entry.two_step,
            created_at=row.created_at,
        )


class MemberName(Answer):
    id: UUID
    email: str
    name: str

    @classmethod
    def of(cls, row: MemberRow) -> "MemberName":
        return cls(id=row.id, email=row.email, name=row.name)


class RunningSetup(Answer):
    """`waiting_for` and `last_mail_failure` are words; `since` is of the stage."""

    id: UUID
    member: MemberName
    stage: EnrollmentStage
    since: datetime
    reason: Reason
    waiting_for: str
    last_mail_failure: str | None
    started_at: datetime
    expires_at: datetime


class SessionFacts(Answer):
    application: ApplicationId
    amr: tuple[str, ...]
    auth_time: datetime
    expires_at: datetime

    @classmethod
    def of(cls, row: SessionRow, idle: timedelta) -> "SessionFacts":
        return cls(
            application=row.application,
            amr=row.amr,
            auth_time=row.auth_time,
            expires_at=row.ends_at(idle),
        )


class OpenSession(Answer):
    """`expires_at` is the nearer of its two ends; `current` is the caller's own.
    `client_name` is null for the applications of Doorstep itself.
    """

    id: UUID
    application: ApplicationId
    client_name: str | None
    amr: tuple[str, ...]
    auth_time: datetime
    last_seen_at: datetime
    expires_at: datetime
    client_address: str
    user_agent: str
    current: bool


class AuthenticatorFacts(Answer):
    enrolled_at: datetime
    last_used_at: datetime | None


class Me(Answer):
    member: Member
    account: Account
    session: SessionFacts
    authenticator: AuthenticatorFacts | None


Item = TypeVar("Item")


class Page(Answer, Generic[Item]):
    """`next_cursor` is null on the last page."""

    items: tuple[Item, ...]
    next_cursor: str | None
