"""Facts about a member's sign-in, as `doorstep why` reads them from rows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from doorstep.db.devices import Device
from doorstep.db.emails import Email
from doorstep.db.enrollments import Enrollment
from doorstep.db.events import EventKind, RecordedEvent
from doorstep.db.logins import Login
from doorstep.db.members import Member
from doorstep.rules.people import Language, Role
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.stages import Application, EnrollmentStage, LoginStage
from doorstep.transactions.email_budget import EmailBudget
from doorstep.why.facts import Facts, TemporalFacts
from doorstep.why.timeline import timeline

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ID = UUID("01890000-0000-7000-8000-000000000001")
OTHER_ID = UUID("01890000-0000-7000-8000-000000000002")
_BUDGET = EmailBudget(None, None, tries_left_today=20)

MEMBER = Member(
    *(ID, ID, "max@acme.test", "Max", Role.member, Language.en, "hash"),
    disabled_at=None,
    created_at=NOON - 100 * MINUTE,
)
LOGIN = Login(
    *(ID, ID, ID, Application.web_console, LoginStage.code_required, "192.0.2.1"),
    started_at=NOON - 5 * MINUTE,
    expires_at=NOON + 10 * MINUTE,
    latest_expiry=NOON + 60 * MINUTE,
    ended_at=None,
    policy=LoginPolicy(),
)
SETUP = Enrollment(
    *(OTHER_ID, ID, ID, ID, False, LoginStage.setup_required),
    stage=EnrollmentStage.verify_email,
    setup_tries_left=7,
    started_at=NOON - 4 * MINUTE,
    expires_at=NOON + 26 * MINUTE,
    policy=LoginPolicy(),
    stage_since=NOON - 3 * MINUTE,
)
MAIL = Email(
    *(OTHER_ID, 2, ID, "k1"),
    lifetime=10 * MINUTE,
    cooldown=MINUTE,
    tries_left=4,
    asked_at=NOON - 2 * MINUTE,
)
SENT = replace(
    MAIL, handed_over_at=NOON - 1.5 * MINUTE, accepted_at=NOON - MINUTE, tries_left=3
)
DEVICE = Device(ID, ID, ID, OTHER_ID, "sealed", enrolled_at=NOON - 90 * MINUTE)


def facts(**different: object) -> Facts:
    """Those of a member who never came, with `different` ones."""
    return replace(Facts(NOON, MEMBER, _BUDGET), **different)  # type: ignore[arg-type]


def said_of(kind: EventKind, detail: Mapping[str, object] | None = None) -> str:
    """The entry of the timeline for an event."""
    (incident,) = timeline(facts(events=(event(kind, detail=detail),)), TemporalFacts())
    return incident.said


def said_of_mail(**moments: object) -> list[str]:
    """The entries for a first mail, in their order."""
    mail = replace(MAIL, number=1, **moments)  # type: ignore[arg-type]
    return [each.said for each in timeline(facts(mails=(mail,)), TemporalFacts())]


def budget(
    mails_again_at: datetime | None = None, tries_again_at: datetime | None = None
) -> EmailBudget:
    return replace(
        _BUDGET, mails_again_at=mails_again_at, tries_again_at=tries_again_at
    )


def event(
    kind: EventKind,
    at: datetime = NOON - MINUTE,
    detail: Mapping[str, object] | None = None,
    enrollment_id: UUID | None = None,
) -> RecordedEvent:
    return RecordedEvent(
        *(ID, ID, ID, None, None),
        enrollment_id=enrollment_id,
        kind=kind,
        detail=dict(detail or {}),  # type: ignore[arg-type]
        at=at,
    )
