"""Every state of every page, with people and numbers to fill it."""

from base64 import b32decode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from api import bodies
from api.authenticators import described
from api.pages.assets import Assets
from api.pages.rendering import Renderer
from api.pages.said import Said
from api.pages.verifying import picture
from doorstep.accounts import Language, Role, TwoStep
from doorstep.db.accounts import Account
from doorstep.stages import Application, EnrollmentStage, LoginStage
from doorstep.why.reasons import Reason

NOW = datetime(2026, 3, 5, 14, 3, tzinfo=UTC)
ID = UUID("01890000-0000-7000-8000-000000000001")
SECRET = "GAYTEMZUGU3DOOBZMFRGGZDFMZTWQ2LK"
NAME = "<script>alert('Jo')</script>"

_ASSETS = Assets()
_RENDERER = Renderer(_ASSETS.address)


@dataclass(frozen=True)
class State:
    """A template, what it is shown, and words that must be on it."""

    template: str
    heading: str
    words: tuple[str, ...] = ()
    shown: dict[str, object] = field(default_factory=dict)


def rendered(state: State, language: str = "en") -> str:
    usual = {
        "account": None,
        "step": "",
        "said": None,
        "form_token": "token",
        "here": "/",
        "now": NOW,
    }
    return _RENDERER.html(state.template, language, {**usual, **state.shown})


def styled(state: State, language: str = "en", more: str = "") -> str:
    """With the stylesheet, and `more` of it, inside: a page that needs no server."""
    style = Path(f"{_ASSETS.directory}/doorstep.css").read_text() + more
    return rendered(state, language).replace(
        "</head>", f"<style>{style}</style></head>"
    )


def soon(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def login(stage: LoginStage, next_code_at: datetime | None = None) -> bodies.Login:
    return bodies.Login(
        id=ID,
        stage=stage,
        application=Application.web_console,
        enrollment_id=None,
        next_code_at=next_code_at,
        expires_at=soon(600),
    )


def enrollment(
    stage: EnrollmentStage, left: int | None = None, **email: object
) -> bodies.Enrollment:
    usual = {
        "address_hint": "j•••@acme.test",
        "number": 1,
        "status": "sent",
        "sent_at": NOW,
        "code_expires_at": soon(600),
        "resend_at": soon(43),
        "attempts_left": 5,
    }
    return bodies.Enrollment(
        id=ID,
        login_id=ID,
        stage=stage,
        replaces_device=False,
        email=bodies.Email.model_validate({**usual, **email}),
        attempts_left=left,
        expires_at=soon(1800),
    )


def member(name: str = NAME, role: Role = Role.admin, **facts: object) -> bodies.Member:
    usual = {
        "id": ID,
        "email": "jo@acme.test",
        "name": name,
        "role": role,
        "language": Language.en,
        "disabled": False,
        "two_step": TwoStep.enrolled,
        "created_at": NOW,
    }
    return bodies.Member.model_validate({**usual, **facts})


def running_setup(
    stage: EnrollmentStage = EnrollmentStage.verify_email, **facts: object
) -> bodies.RunningSetup:
    usual = {
        "id": ID,
        "member": bodies.MemberName(id=ID, email="jo@acme.test", name=NAME),
        "stage": stage,
        "since": NOW - timedelta(minutes=12),
        "reason": Reason.email_code,
        "waiting_for": "…",
        "last_mail_failure": None,
        "started_at": NOW - timedelta(minutes=12),
        "expires_at": soon(1080),
    }
    return bodies.RunningSetup.model_validate({**usual, **facts})


def me(authenticator: bodies.AuthenticatorFacts | None) -> bodies.Me:
    return bodies.Me(
        member=member(),
        account=bodies.Account.of(account()),
        session=bodies.SessionFacts(
            application=Application.web_console,
            amr=("pwd", "otp", "mfa"),
            auth_time=NOW,
            expires_at=soon(3600),
        ),
        authenticator=authenticator,
    )


def account(required: bool = True, colour: str | None = None) -> Account:
    return Account(ID, "Acme & Sons", required, Language.pt, colour)


def setting_up(
    stage: EnrollmentStage,
    left: int | None = None,
    said: Said | None = None,
    **email: object,
) -> dict[str, object]:
    shown = enrollment(stage, left, **email)
    return {"account": account(), "enrollment": shown, "said": said}


def with_secret(stage: EnrollmentStage, said: Said | None = None) -> dict[str, object]:
    authenticator = described(b32decode(SECRET), "Acme", "jo@acme.test")
    return {
        **setting_up(stage, 10, said),
        "qr_code": picture(authenticator.qr_svg),
        "authenticator": authenticator,
    }
