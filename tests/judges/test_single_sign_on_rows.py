"""Signing in by a session: nothing is written where a row is not as it was read."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from client_rows import CALLBACK, insert_client
from doorstep.clock import system_clock
from doorstep.db.accounts import Accounts
from doorstep.db.authorization_requests import AuthorizationRequest, BrowsersRequest
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.policy import LoginPolicy, PasswordPolicy
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import LoginStage
from doorstep.rules.tokens import new_token, token_hash
from doorstep.rules.user_agents import UNKNOWN
from doorstep.transactions.authorization_codes import Issued, NotIssued
from doorstep.transactions.opened_logins import TooManyLogins
from doorstep.transactions.single_sign_on import SessionLogin, sign_on
from seeding import HOME, new_member
from session_rows import IDLE, insert_session

_WRITTEN = ("authorization_requests", "authorization_codes", "session_clients")


@dataclass(frozen=True)
class _Asking:
    """A client's request by the browser of a live session, as it was read."""

    pool: Pool
    opening: SessionLogin
    at: datetime

    async def sign_on(
        self, opening: SessionLogin | None = None
    ) -> Issued | NotIssued | TooManyLogins:
        asked = opening or self.opening
        login = asked.login(self.at, LoginStage.signed_in)
        limits = PasswordPolicy()
        return await sign_on(self.pool, asked, login, limits, self.at, started=False)

    async def rows(self) -> dict[str, Any]:
        logins = "select count(*) from logins where application like 'app%'"
        counts = {"logins": await self.pool.fetchval(logins)}
        for table in (*_WRITTEN, "login_starts"):
            counts[table] = await self.pool.fetchval(f"select count(*) from {table}")
        return counts


@pytest.fixture
async def asking(pool: Pool, ring: KeyRing) -> _Asking:
    at = system_clock()
    session = await insert_session(pool, await new_member(pool, at), at)
    client = await insert_client(pool, ring, session.account_id, at)
    async with pool.acquire() as connection:
        member = await Members(connection).get(session.member_id)
        account = await Accounts(connection).get(session.account_id)
    request = AuthorizationRequest(
        id=uuid7(),
        client_id=client.id,
        parameters=AuthorizationParameters(redirect_uri=CALLBACK),
        member_id=None,
        login_id=None,
        created_at=at,
        expires_at=at,
    )
    opening = SessionLogin(
        BrowsersRequest(request, token_hash(new_token())),
        client.row,
        SignedIn(session, member, account),
        HOME,
        UNKNOWN,
        LoginPolicy(),
        IDLE,
    )
    return _Asking(pool, opening, at)


@pytest.mark.parametrize(
    "change",
    [
        "update sessions set ended_at = now()",
        "update members set disabled_at = now()",
        "update accounts set two_step_required = true",
        "update clients set disabled_at = now()",
        "update clients set removed_at = now()",
        "update clients set redirect_uris = array['https://shop.test/other']",
        "update clients set min_acr = 'urn:doorstep:acr:mfa'",
    ],
)
async def test_P2_no_code_comes_of_rows_that_have_changed_since_they_were_read(
    asking: _Asking, change: str
) -> None:
    before = await asking.rows()
    await asking.pool.execute(change)

    answer = await asking.sign_on()

    assert answer is NotIssued.session_over
    assert await asking.rows() == before


async def test_A3_request_that_a_login_carries_goes_on_in_its_own_browser_alone(
    asking: _Asking,
) -> None:
    first = await asking.sign_on()
    await asking.pool.execute("update authorization_requests set answered_at = null")
    before = await asking.rows()
    of_another = replace(asking.opening.asked, browser_hash=token_hash(new_token()))

    answer = await asking.sign_on(replace(asking.opening, asked=of_another))

    assert isinstance(first, Issued)
    assert answer is NotIssued.session_over
    assert await asking.rows() == before


async def test_P2_request_that_was_answered_is_not_answered_again(
    asking: _Asking,
) -> None:
    first = await asking.sign_on()
    before = await asking.rows()

    answer = await asking.sign_on()

    assert isinstance(first, Issued)
    assert answer is NotIssued.session_over
    assert await asking.rows() == before
