"""What routes and pages work with, built once by the composition root."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias, cast

from fastapi import Depends, Request

from api.account import AccountAdministration
from api.audit_trail import AuditTrail
from api.authenticators import Authenticators
from api.enrollments import Enrollments
from api.logins import Logins
from api.replays import Replays
from api.running_setups import RunningSetups
from api.sessions import Sessions
from doorstep.clock import Clock
from doorstep.settings import Settings


@dataclass(frozen=True)
class Parts:
    settings: Settings
    clock: Clock
    logins: Logins
    enrollments: Enrollments
    authenticators: Authenticators
    sessions: Sessions
    account: AccountAdministration
    running_setups: RunningSetups
    audit_trail: AuditTrail
    replays: Replays


def _parts(request: Request) -> Parts:
    parts = request.app.state.parts
    return cast("Parts", parts)


TheParts: TypeAlias = Annotated[Parts, Depends(_parts)]


def bearer(headers: Mapping[str, str]) -> str:
    """The token of `Authorization: Bearer …`, empty where there is none."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
