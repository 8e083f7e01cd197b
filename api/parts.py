"""What routes and pages work with, built once by the composition root."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias, cast

from fastapi import Depends, Request

from api.actions.account import AccountAdministration
from api.actions.address_changes import AddressChangeActions
from api.actions.audit_trail import AuditTrail
from api.actions.authenticators import Authenticators
from api.actions.authorizations import Authorizations
from api.actions.calling_clients import ClientCalls
from api.actions.clients import ClientAdministration
from api.actions.enrollments import EnrollmentActions
from api.actions.groups import GroupAdministration
from api.actions.health import Health
from api.actions.invitations import InvitationActions
from api.actions.logins import LoginActions
from api.actions.member_access import MemberAccess
from api.actions.member_lists import MemberLists
from api.actions.oauth import OAuthActions
from api.actions.own_language import OwnLanguage
from api.actions.own_password import OwnPassword
from api.actions.recoveries import RecoveryActions
from api.actions.running_enrollments import RunningEnrollments
from api.actions.sessions import SessionActions
from api.actions.sign_outs import SignOuts
from api.actions.step_up import StepUpActions
from api.actions.subjects import SubjectActions
from api.actions.verifications import Verifications
from api.edge.door import Door
from api.edge.idempotency import Replays
from doorstep.clock import Clock
from doorstep.settings import Settings


@dataclass(frozen=True)
class ApplicationParts:
    """What applications call by credentials of their own."""

    calls: ClientCalls
    subjects: SubjectActions
    verifications: Verifications
    health: Health


@dataclass(frozen=True)
class Parts:
    settings: Settings
    clock: Clock
    door: Door
    logins: LoginActions
    authorizations: Authorizations
    enrollments: EnrollmentActions
    authenticators: Authenticators
    sessions: SessionActions
    applications: ApplicationParts
    sign_outs: SignOuts
    own_language: OwnLanguage
    own_password: OwnPassword
    recoveries: RecoveryActions
    addresses: AddressChangeActions
    invitations: InvitationActions
    account: AccountAdministration
    member_lists: MemberLists
    groups: GroupAdministration
    clients: ClientAdministration
    member_access: MemberAccess
    step_up: StepUpActions
    running_enrollments: RunningEnrollments
    audit_trail: AuditTrail
    replays: Replays
    oauth: OAuthActions


async def _parts(request: Request) -> Parts:  # a plain one would wait for a thread
    parts = request.app.state.parts
    return cast("Parts", parts)


TheParts: TypeAlias = Annotated[Parts, Depends(_parts)]


def bearer(headers: Mapping[str, str]) -> str:
    """The token of `Authorization: Bearer …`, empty where there is none."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
