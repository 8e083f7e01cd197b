"""Renders any state of a page, with sample data."""

import re
from base64 import b32decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from api.actions.authenticators import described
from api.edge import bodies
from api.pages.frame.assets import Assets
from api.pages.frame.flash import Flash
from api.pages.frame.rendering import Renderer
from api.pages.verify.pages import picture
from api.texts.waiting import mail_failure, waiting_for
from doorstep.db.accounts import Account
from doorstep.rules.people import Language, Role, TwoStep
from doorstep.rules.stages import Application, EnrollmentStage, LoginStage
from doorstep.rules.totp import label_part
from doorstep.rules.user_agents import Browser
from doorstep.why.explanations import Explanation, Reason

NOW = datetime(2026, 3, 5, 14, 3, tzinfo=UTC)
ID = UUID("01890000-0000-7000-8000-000000000001")
SECRET = "GAYTEMZUGU3DOOBZMFRGGZDFMZTWQ2LK"
NAME = "<script>alert('Jo')</script>"

_ASSETS = Assets()
_RENDERER = Renderer(_ASSETS.address)
_LEADS_ON = re.compile(r"<meta http-equiv=\"refresh\"[^>]*>")


@dataclass(frozen=True)
class State:
    """A template and its context.

    `spoken` is the context that depends on the language; `step` is the section of
    the Admin Center.
    """

    template: str
    shown: dict[str, object] = field(default_factory=dict)
    spoken: Callable[[str], dict[str, object]] = lambda _language: {}
    step: str = ""


def rendered(state: State, language: str = "en") -> str:
    usual: dict[str, object] = {
        "account": None,
        "asking": None,
        "step": state.step,
        "flash": None,
        "form_token": "token",
        "here": "/",
        "typed": {},
        "typed_sealed": "",
        "now": NOW,
        "whose": ID,
    }
    shown = {**usual, **state.shown, **state.spoken(language)}
    return _RENDERER.html(state.template, language, shown)


def styled(state: State, language: str = "en", more: str = "") -> str:
    """With the stylesheet, and `more` of it, inside: a page that needs no server, and
    stays where it is.
    """
    style = Path(f"{_ASSETS.directory}/doorstep.css").read_text() + more
    html = _LEADS_ON.sub("", rendered(state, language))
    return html.replace("</head>", f"<style>{style}</style></head>")


def soon(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def login(stage: LoginStage, next_code_at: datetime | None = None) -> bodies.Login:
    return bodies.Login(
        id=ID,
        stage=stage,
        purpose=None,
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


FIELDS = {"name": NAME, "role": "admin", "language": "en"}
"""Of the form with which a member is edited."""


def running_setup(
    language: str,
    stage: EnrollmentStage,
    reason: Reason,
    failure: str | None = None,
) -> bodies.RunningSetup:
    return bodies.RunningSetup(
        id=ID,
        member=bodies.MemberName(id=ID, email="jo@acme.test", name=NAME),
        stage=stage,
        since=NOW - timedelta(minutes=12),
        reason=reason,
        waiting_for=waiting_for(Explanation(reason), language),
        last_mail_failure=mail_failure(failure, language) if failure else None,
        started_at=NOW - timedelta(minutes=12),
        expires_at=soon(1080),
    )


def me(authenticator: bodies.AuthenticatorFacts | None) -> bodies.Me:
    return bodies.Me(
        member=member(),
        account=bodies.Account.of(account()),
        session=bodies.SessionFacts(
            purpose=None,
            application=Application.web_console,
            amr=("pwd", "otp", "mfa"),
            auth_time=NOW,
            expires_at=soon(3600),
        ),
        authenticator=authenticator,
    )


def open_session(*, current: bool) -> bodies.OpenSession:
    return bodies.OpenSession(
        id=ID,
        purpose=None,
        application=Application.web_console if current else Application.admin_center,
        client_name=None,
        amr=("pwd", "otp", "mfa"),
        auth_time=NOW,
        last_seen_at=NOW,
        expires_at=soon(3600),
        client_address="203.0.113.7",
        user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0",
        current=current,
    )


def account(required: bool = True, colour: str | None = None) -> Account:
    return Account(ID, "Acme & Sons", required, Language.pt, colour)


def in_admin_center(**shown: object) -> dict[str, object]:
    return {"account": account(), **shown}


def setting_up(
    stage: EnrollmentStage,
    left: int | None = None,
    flash: Flash | None = None,
    **email: object,
) -> dict[str, object]:
    return {
        "account": account(),
        "enrollment": enrollment(stage, left, **email),
        "flash": flash,
        "requested_at": NOW,
        "browser": Browser("Firefox", "Windows"),
    }


def with_secret(
    stage: EnrollmentStage,
    flash: Flash | None = None,
    *,
    replaces: bool = False,
    address: str = "jo@acme.test",
    issuer: str = "Acme",
) -> dict[str, object]:
    authenticator = described(
        b32decode(SECRET), label_part(issuer), label_part(address)
    )
    return {
        **setting_up(stage, 10, flash),
        "enrollment": enrollment(stage, 10).model_copy(
            update={"replaces_device": replaces}
        ),
        "qr_code": picture(authenticator.qr_svg),
        "authenticator": authenticator,
    }
