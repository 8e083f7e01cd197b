"""Authorization requests: what a browser is led to, and the code at the end.

A mistake is told to the client by AuthorizationRefused; what no client can be told is
a Problem.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from api.actions.authentication_needs import fits, lacking, needed, unmet
from api.actions.own_id_tokens import OwnIdTokens
from api.actions.single_sign_on import SingleSignOn
from api.actions.verifications import Verifications
from api.actions.waiting_requests import WaitingRequests
from api.edge import bodies
from api.edge.client import Client as Caller
from doorstep.clock import Clock
from doorstep.db.authorization_facts import AuthorizationFacts
from doorstep.db.authorization_requests import (
    AuthorizationRequest,
    BrowsersRequest,
)
from doorstep.db.clients import Client
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.db.subjects import Subjects
from doorstep.rules.acr import Acr
from doorstep.rules.authorization import (
    AuthorizationError,
    AuthorizationRefused,
)
from doorstep.rules.clients import FirstFactor
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.seal import KeyRing
from doorstep.rules.single_sign_on import Missing
from doorstep.rules.tokens import token_hash
from doorstep.transactions.authorization_codes import Issued, NotIssued, issue_code
from doorstep.transactions.sessions import note_use
from doorstep.transactions.sign_in import Carrying
from doorstep.transactions.single_sign_on import SessionLogin


@dataclass(frozen=True)
class Browser:
    """Who sends a request: its cookie, its live session if any, its address.

    `starts_since` is when the line of workflows begins that are still to be started.
    """

    token: str
    session: SignedIn | None
    caller: Caller
    starts_since: datetime | None = None

    def asking(self, request: AuthorizationRequest) -> BrowsersRequest:
        return BrowsersRequest(request, token_hash(self.token))


@dataclass(frozen=True)
class AskPassword:
    """The person has to sign in; `request` is what the browser carries till then."""

    request: str


Next: TypeAlias = Issued | bodies.Login | AskPassword
"""A code for the client at once, a login that waits for a code, or the sign-in page."""


@dataclass(frozen=True)
class Authorizations:
    pool: Pool
    clock: Clock
    waiting: WaitingRequests
    id_tokens: OwnIdTokens
    sso: SingleSignOn
    verifications: Verifications
    policy: LoginPolicy
    session_idle: timedelta

    async def begin(
        self, client: Client, request: AuthorizationRequest, browser: Browser
    ) -> Next:
        """What the browser needs next. Raises AuthorizationRefused."""
        if client.first_factor is not FirstFactor.doorstep:
            return await self._vouched(client, request, browser)
        found = browser.session
        if found is not None and not fits(client, request, found):
            found = None
        lacks = lacking(client, request, found, self.clock())
        after: Next | NotIssued = NotIssued.not_signed_in
        if found is not None and lacks is not Missing.everything:
            opening = self._by_session(client, request, browser, found)
            if lacks is Missing.nothing:
                after = await self.sso.sign_on(opening, browser.starts_since)
            elif not _silent(request):
                after = await self.sso.ask_for_code(opening)
        if isinstance(after, NotIssued):
            return self._ask_password(after, request, browser)
        return after

    async def used(self, session: SignedIn) -> SignedIn:
        """Restart the idle time of a session that is used."""
        return await note_use(self.pool, session, self.clock(), self.session_idle)

    async def named(self, client: Client, external_id: str) -> UUID | None:
        """The member that the client calls so."""
        async with self.pool.acquire() as connection:
            return await Subjects(connection, client.id).member_id(external_id)

    async def hinted(self, client: Client, hint: str | None) -> UUID | None:
        """Whom an ID token of the client means (OpenID Connect Core 3.1.2.1): nobody
        else is answered for. Raises AuthorizationRefused.
        """
        if hint is None:
            return None
        member_id = await self.id_tokens.subject(hint, client.id)
        if member_id is None:
            raise AuthorizationRefused(
                AuthorizationError.invalid_request,
                "id_token_hint is not an ID token that this client was given",
            )
        return member_id

    def carrying(self, facts: AuthorizationFacts, browser: Browser) -> Carrying:
        """For a login by password; raises AuthorizationRefused where none can help."""
        acr = needed(facts.client, facts.request, None)
        return Carrying(
            browser.asking(facts.request),
            needs_code=acr is Acr.mfa,
            browser_session=browser.session.session if browser.session else None,
        )

    async def issue(
        self, facts: AuthorizationFacts, browser_token: str
    ) -> Issued | NotIssued:
        """The code of a request whose login has signed in."""
        return await issue_code(
            self.pool, facts, token_hash(browser_token), self.clock(), self.session_idle
        )

    async def _vouched(
        self, client: Client, request: AuthorizationRequest, browser: Browser
    ) -> bodies.Login:
        """The first factor is proved already: a code is asked for, or its setup."""
        if request.parameters.silent or request.member_id is None:
            raise AuthorizationRefused(
                AuthorizationError.login_required, "the person has to enter a code"
            )
        return await self.verifications.vouch(
            request.member_id,
            client.id,
            client.first_factor,
            browser.caller,
            purpose=request.parameters.purpose,
            asked=browser.asking(request),
        )

    def _ask_password(
        self, why: NotIssued, request: AuthorizationRequest, browser: Browser
    ) -> AskPassword:
        """Unless that would not help, or may not be asked."""
        if why is NotIssued.unmet:
            raise unmet()
        if _silent(request):
            raise AuthorizationRefused(
                AuthorizationError.login_required, "the person has to sign in"
            )
        return AskPassword(self.waiting.carried(request, browser.token))

    def _by_session(
        self,
        client: Client,
        request: AuthorizationRequest,
        browser: Browser,
        found: SignedIn,
    ) -> SessionLogin:
        return SessionLogin(
            browser.asking(request),
            client,
            found,
            browser.caller.address,
            browser.caller.browser,
            self.policy,
            self.session_idle,
        )


def _silent(request: AuthorizationRequest) -> bool:
    return request.parameters.silent


def authorizations_of(
    ring: KeyRing, id_tokens: OwnIdTokens, verifications: Verifications
) -> Authorizations:
    """Logins by a session have the limits of those by a password."""
    by_password = verifications.signing_in
    pool, clock, idle = by_password.pool, by_password.clock, by_password.session_idle
    by_session = SingleSignOn(
        pool,
        clock,
        by_password.flows,
        by_password.starts,
        by_password.budget.policy,
        by_password.budget.limits.act,
    )
    waiting = WaitingRequests(pool, ring, clock, idle)
    return Authorizations(
        *(pool, clock, waiting, id_tokens, by_session, verifications),
        *(by_password.policy, idle),
    )
