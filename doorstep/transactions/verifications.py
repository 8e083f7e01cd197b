"""The transactions of a login whose first factor somebody else has proved: the
application, which has its own passwords, or an identity provider.

It always asks for a code or a setup, and ends without a session: the person signs in to
the application.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.actors import Actor
from doorstep.db.authorization_requests import BrowsersRequest
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.login_facts import LoginsWithFacts, MembersSignIn
from doorstep.db.logins import Login, Logins
from doorstep.db.pool import Pool
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.rules.clients import FirstFactor
from doorstep.rules.policy import LoginPolicy, PasswordPolicy
from doorstep.rules.stages import ApplicationId, LoginStage
from doorstep.rules.user_agents import UNKNOWN, Browser
from doorstep.transactions.opened_logins import (
    NotOpened,
    Opened,
    Starting,
    TooManyLogins,
    carried,
    too_many_logins,
)

CODE_ONLY: Final = ("otp",)
"""RFC 8176: what Doorstep checked."""


@dataclass(frozen=True)
class Vouched:
    """A login to open for a member, by the word of `application`, a client's id.

    `client_vouched`: the address is the application's word too; `asked` is the request
    that the login carries, if any.
    """

    member_id: UUID
    application: ApplicationId
    first_factor: FirstFactor
    client_address: str
    token_hash: bytes
    policy: LoginPolicy
    limits: PasswordPolicy
    client_vouched: bool = False
    browser: Browser = UNKNOWN
    purpose: str | None = None
    asked: BrowsersRequest | None = None


async def open_vouched(
    pool: Pool, vouched: Vouched, at: datetime, starting: Starting
) -> Opened | TooManyLogins | NotOpened:
    """Insert the login; `starting` is called before the transaction commits."""
    since = at - vouched.limits.window
    async with MemberLock.held(pool, vouched.member_id) as connection:
        rows = await LoginsWithFacts(connection).sign_in_of(vouched.member_id, since)
        if rows.member.disabled_at:
            return NotOpened.shut_out
        if held := too_many_logins(rows, vouched.limits):
            return held
        login = _login(rows, vouched, at)
        await starting(login)
        event = Event.of_login(EventKind.vouched, login, at)
        await write_together(
            connection,
            Logins.inserted(login, vouched.token_hash),
            Events.written(event.by(Actor(client_id=vouched.application))),
            *carried(vouched.asked, login),
        )
        return Opened(login, login.stage, rows.device)


def verified(login: Login, at: datetime) -> tuple[Write, Write]:
    """What ends a login without a session, with the member locked."""
    event = Event.of_login(EventKind.signed_in, login, at, amr=" ".join(CODE_ONLY))
    return (
        Logins.signed_in(login.id, at, None),
        Events.written(event.by(Actor(client_id=login.application))),
    )


def _login(rows: MembersSignIn, vouched: Vouched, at: datetime) -> Login:
    policy = vouched.policy
    return Login(
        id=uuid7(),
        account_id=rows.member.account_id,
        member_id=rows.member.id,
        application=vouched.application,
        stage=LoginStage.code_required if rows.device else LoginStage.setup_required,
        client_address=vouched.client_address,
        started_at=at,
        expires_at=at + policy.lifetime,
        latest_expiry=at + policy.longest,
        ended_at=None,
        browser=vouched.browser,
        policy=policy,
        first_factor=vouched.first_factor,
        client_vouched=vouched.client_vouched,
        purpose=vouched.purpose,
    )
