"""Authorization requests: what a browser is led to, and the code at the end.

A mistake is told to the client by AuthorizationRefused; what no client can be told is
a Problem.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

from uuid_utils.compat import uuid7

from api.actions.authentication_needs import fits, lacking, needed, unmet
from api.actions.single_sign_on import SingleSignOn
from api.actions.verifications import Verifications
from api.edge import bodies
from api.edge.client import Client as Caller
from api.edge.problems import not_found
from doorstep.clock import Clock
from doorstep.db.authorization_facts import AuthorizationFacts, RequestsWithFacts
from doorstep.db.authorization_requests import AuthorizationRequest
from doorstep.db.clients import Client, Clients
from doorstep.db.pool import Pool
from doorstep.db.subjects import Subjects
from doorstep.rules.acr import Acr
from doorstep.rules.authorization import (
    AuthorizationError,
    AuthorizationParameters,
    AuthorizationRefused,
)
from doorstep.rules.clients import FirstFactor, looks_like_client_id
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.single_sign_on import Missing
from doorstep.rules.tokens import looks_like_token, new_token, token_hash
from doorstep.transactions.authorization_codes import Issued, NotIssued, issue_code
from doorstep.transactions.authorization_requests import (
    carry_request,
    decline,
    keep_request,
    take_request,
)
from doorstep.transactions.sessions import SignedIn
from doorstep.transactions.sign_in import Carrying
from doorstep.transactions.single_sign_on import SessionLogin

WAITS_FOR_A_LOGIN = timedelta(hours=1)
"""How long the sign-in page of a request can be left open."""


@dataclass(frozen=True)
class Browser:
    """Who sends a request: its cookie, its live session if any, its address."""

    token: str
    session: SignedIn | None
    caller: Caller


@dataclass(frozen=True)
class AskPassword:
    """The person has to sign in."""

    request_id: UUID


Next: TypeAlias = Issued | bodies.Login | AskPassword
"""A code for the client at once, a login that waits for a code, or the sign-in page."""


@dataclass(frozen=True)
class Authorizations:
    pool: Pool
    clock: Clock
    sso: SingleSignOn
    verifications: Verifications
    policy: LoginPolicy
    session_idle: timedelta

    async def client(self, client_id: str) -> Client | None:
        """None for one that does not exist, or is disabled."""
        if not looks_like_client_id(client_id):
            return None
        async with self.pool.acquire() as connection:
            client = await Clients(connection).find(client_id)
        return None if client is None or client.disabled_at else client

    async def keep(
        self,
        client: Client,
        asked: AuthorizationParameters,
        lives: timedelta,
        member_id: UUID | None = None,
    ) -> str:
        """Store it for whoever presents the handle that is returned, once.

        `member_id` is whom the client has named.
        """
        handle = new_token()
        request = replace(self._request(client, asked, lives), member_id=member_id)
        await keep_request(self.pool, request, handle_hash=token_hash(handle))
        return handle

    async def take(
        self, handle: str, browser_token: str, client_id: str | None = None
    ) -> AuthorizationRequest | None:
        """The request of a handle, which is this browser's from now on."""
        if not looks_like_token(handle):
            return None
        at = self.clock()
        return await take_request(
            self.pool,
            token_hash(handle),
            token_hash(browser_token),
            at=at,
            expires_at=at + WAITS_FOR_A_LOGIN,
            client_id=client_id,
        )

    async def begin(
        self, client: Client, asked: AuthorizationParameters, browser: Browser
    ) -> Next:
        """What the browser needs next. Raises AuthorizationRefused."""
        request = self._request(client, asked, WAITS_FOR_A_LOGIN)
        return await self.go_on(client, request, browser, stored=False)

    async def go_on(
        self,
        client: Client,
        request: AuthorizationRequest,
        browser: Browser,
        *,
        stored: bool,
    ) -> Next:
        """The same for a request that may be stored already."""
        if client.first_factor is not FirstFactor.doorstep:
            return await self._vouched(client, request, browser)
        found = browser.session
        if found is not None and not fits(client, request, found):
            found = None
        lacks = lacking(client, request, found, self.clock())
        after: Next | NotIssued = NotIssued.not_signed_in
        if found is not None and lacks is Missing.nothing:
            opening = self._by_session(request, browser, found, stored=stored)
            after = await self.sso.sign_on(opening)
        elif found is not None and lacks is Missing.code and not _silent(request):
            opening = self._by_session(request, browser, found, stored=stored)
            after = await self.sso.ask_for_code(opening)
        if isinstance(after, NotIssued):
            return await self._ask_password(after, request, browser, stored=stored)
        return after

    async def named(self, client: Client, external_id: str) -> UUID | None:
        """The member that the client calls so."""
        async with self.pool.acquire() as connection:
            return await Subjects(connection, client.id).member_id(external_id)

    async def read(self, request_id: UUID, browser_token: str) -> AuthorizationFacts:
        """A request of this browser that is not over; raises `not-found`."""
        if not looks_like_token(browser_token):
            raise not_found()
        async with self.pool.acquire() as connection:
            facts = await RequestsWithFacts(connection).of_browser(
                request_id, token_hash(browser_token), self.clock(), self.session_idle
            )
        return _answerable(facts)

    async def carried_by(
        self, login_id: UUID, browser_token: str
    ) -> AuthorizationFacts:
        """The same by the login that carries it."""
        if not looks_like_token(browser_token):
            raise not_found()
        async with self.pool.acquire() as connection:
            facts = await RequestsWithFacts(connection).of_login(
                login_id, token_hash(browser_token), self.clock(), self.session_idle
            )
        return _answerable(facts)

    def carrying(self, facts: AuthorizationFacts, session: SignedIn | None) -> Carrying:
        """For a login by password; raises AuthorizationRefused where none can help."""
        acr = needed(facts.client, facts.request, None)
        return Carrying(
            facts.request.id,
            needs_code=acr is Acr.mfa,
            browser_session=session.session if session else None,
        )

    async def issue(
        self, facts: AuthorizationFacts, browser_token: str
    ) -> Issued | NotIssued:
        """The code of a request whose login has signed in."""
        return await issue_code(
            self.pool, facts, token_hash(browser_token), self.clock(), self.session_idle
        )

    async def decline(self, facts: AuthorizationFacts) -> None:
        """The person goes back to the client without having signed in."""
        await decline(self.pool, facts.request.id, self.clock())

    def _request(
        self, client: Client, asked: AuthorizationParameters, lives: timedelta
    ) -> AuthorizationRequest:
        at = self.clock()
        return AuthorizationRequest(
            id=uuid7(),
            client_id=client.id,
            parameters=asked,
            member_id=None,
            login_id=None,
            created_at=at,
            expires_at=at + lives,
        )

    async def _vouched(
        self, client: Client, request: AuthorizationRequest, browser: Browser
    ) -> bodies.Login:
        """The first factor is proved already: a code is asked for, or its setup."""
        if request.parameters.silent or request.member_id is None:
            raise AuthorizationRefused(
                AuthorizationError.login_required, "the person has to enter a code"
            )
        login = await self.verifications.vouch(
            request.member_id,
            client.id,
            client.first_factor,
            browser.caller,
            purpose=request.parameters.purpose,
        )
        until = login.expires_at + self.policy.longest
        await carry_request(self.pool, request.id, login.id, until)
        return login

    async def _ask_password(
        self,
        why: NotIssued,
        request: AuthorizationRequest,
        browser: Browser,
        *,
        stored: bool,
    ) -> AskPassword:
        """Unless that would not help, or may not be asked."""
        if why is NotIssued.unmet:
            raise unmet()
        if _silent(request):
            raise AuthorizationRefused(
                AuthorizationError.login_required, "the person has to sign in"
            )
        if not stored:
            await keep_request(
                self.pool, request, browser_hash=token_hash(browser.token)
            )
        return AskPassword(request.id)

    def _by_session(
        self,
        request: AuthorizationRequest,
        browser: Browser,
        found: SignedIn,
        *,
        stored: bool,
    ) -> SessionLogin:
        return SessionLogin(
            request,
            stored,
            token_hash(browser.token),
            found.session,
            browser.caller.address,
            browser.caller.browser,
            self.policy,
            self.session_idle,
        )


def _answerable(facts: AuthorizationFacts | None) -> AuthorizationFacts:
    if facts is None or not facts.may_be_answered:
        raise not_found()
    return facts


def _silent(request: AuthorizationRequest) -> bool:
    return request.parameters.silent
