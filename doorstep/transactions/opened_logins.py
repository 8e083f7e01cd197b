"""What comes of opening a login, whoever proved the first factor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from doorstep.db.authorization_requests import (
    AuthorizationRequests,
    BrowsersRequest,
)
from doorstep.db.devices import Device
from doorstep.db.login_facts import MembersSignIn
from doorstep.db.logins import Login
from doorstep.db.sessions import RENEWABLE_FOR
from doorstep.db.writes import Write
from doorstep.messages.flows import LoginStart
from doorstep.rules.policy import PasswordPolicy
from doorstep.rules.stages import LoginStage

Starting: TypeAlias = Callable[[Login], Awaitable[object]]
"""Called before the transaction commits that inserts the login."""


class NotOpened(StrEnum):
    """Why a right password opens no login."""

    shut_out = "shut_out"
    """The member was disabled meanwhile."""
    hash_changed = "hash_changed"
    """The password was changed after it was judged."""


@dataclass(frozen=True)
class TooManyLogins:
    """The member has begun as many logins as the window allows."""

    again_at: datetime


@dataclass(frozen=True)
class Opened:
    """An inserted login; `stage` is its first stage. Where that is final, the row waits
    for a code until the workflow has been started.

    `device` is the member's authenticator as it was then.
    """

    login: Login
    stage: LoginStage
    device: Device | None


def start_of(login: Login, stage: LoginStage) -> LoginStart:
    """What the login's workflow is started with; `stage` is its first one."""
    return LoginStart(
        login_id=login.id,
        account_id=login.account_id,
        member_id=login.member_id,
        application=login.application,
        stage=stage,
        started_at=login.started_at,
        policy=login.policy,
    )


def too_many_logins(
    rows: MembersSignIn, limits: PasswordPolicy
) -> TooManyLogins | None:
    """None while the member may begin another login."""
    if len(rows.started) < limits.logins_per_member:
        return None
    return TooManyLogins(rows.started[limits.logins_per_member - 1] + limits.window)


def carried(asked: BrowsersRequest | None, login: Login) -> list[Write]:
    """The request, if the login carries one, lives as long as the login can."""
    if asked is None:
        return []
    until = login.latest_expiry + RENEWABLE_FOR
    return [AuthorizationRequests.carried(asked, login.id, until)]
