"""Authorization requests that no login carries yet: sealed in an address that works
once, or in the browser that made it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from api.edge.ids import parse_id
from api.edge.problems import not_found
from doorstep.clock import Clock
from doorstep.db.authorization_facts import (
    Asked,
    AuthorizationFacts,
    RequestsWithFacts,
)
from doorstep.db.authorization_requests import AuthorizationRequest
from doorstep.db.clients import Client, Clients
from doorstep.db.pool import Connection, Pool
from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.carried_requests import (
    BY_ADDRESS,
    BY_FORM,
    CarriedRequest,
    by_browser,
)
from doorstep.rules.clients import looks_like_client_id
from doorstep.rules.seal import KeyRing
from doorstep.rules.tokens import looks_like_token, token_hash
from doorstep.transactions.authorization_requests import decline, use_request
from doorstep.transactions.client_authentication import refuse_redirect

_WAITS_FOR_A_LOGIN = timedelta(hours=1)
"""How long the sign-in page of a request can be left open."""
HANDLE_LIVES = timedelta(seconds=60)
"""How long a browser may take from the client, or from another site's form, to here."""


@dataclass(frozen=True)
class WaitingRequests:
    pool: Pool
    ring: KeyRing
    clock: Clock
    session_idle: timedelta

    async def client(self, client_id: str) -> Client | None:
        """None for one that does not exist, or is disabled."""
        return (await self.asked(client_id, ())).client

    async def asked(self, client_id: str, session_tokens: Sequence[str]) -> Asked:
        """The client of a request, as above, and whoever is signed in: by the first of
        these tokens that is one of a live session.
        """
        known_id = client_id if looks_like_client_id(client_id) else ""
        hashes = [token_hash(each) for each in session_tokens if looks_like_token(each)]
        async with self.pool.acquire() as connection:
            asked = await RequestsWithFacts(connection).asked(
                known_id, hashes, self.clock(), self.session_idle
            )
        disabled = asked.client is not None and asked.client.disabled
        return replace(asked, client=None) if disabled else asked

    def new(
        self,
        client: Client,
        asked: AuthorizationParameters,
        member_id: UUID | None = None,
    ) -> AuthorizationRequest:
        """`member_id` is whom the client means."""
        at = self.clock()
        return AuthorizationRequest(
            id=uuid7(),
            client_id=client.id,
            parameters=asked,
            member_id=member_id,
            login_id=None,
            created_at=at,
            expires_at=at + HANDLE_LIVES,
        )

    def handed(
        self,
        client: Client,
        asked: AuthorizationParameters,
        member_id: UUID | None = None,
    ) -> str:
        """Sealed for whoever presents it first: a handle of the request."""
        return self._sealed(self.new(client, asked, member_id), BY_ADDRESS)

    async def take(self, client: Client, handle: str) -> AuthorizationRequest | None:
        """The client's request of a handle, once."""
        request = self._opened(handle, BY_ADDRESS)
        if request is None or request.client_id != client.id:
            return None
        first = await use_request(self.pool, request, self.clock())
        return request if first else None

    def carried(self, request: AuthorizationRequest, browser_token: str) -> str:
        """Sealed for this browser, until its person has signed in."""
        until = self.clock() + _WAITS_FOR_A_LOGIN
        request = replace(request, expires_at=until)
        return self._sealed(request, by_browser(browser_token))

    def carried_by_form(self, request: AuthorizationRequest) -> str:
        """Sealed for the browser that follows the answer to another site's form."""
        return self._sealed(request, BY_FORM)

    def of_form(self, client: Client, sealed: str) -> AuthorizationRequest | None:
        """A new one each time, as if the browser had brought it itself."""
        request = self._opened(sealed, BY_FORM)
        if request is None or request.client_id != client.id:
            return None
        return replace(request, id=uuid7())

    async def read(self, reference: str, browser_token: str) -> AuthorizationFacts:
        """A request of this browser that is not over, by its id or as the browser
        carries it; raises `not-found`.
        """
        if not looks_like_token(browser_token):
            raise not_found()
        carried = self._opened(reference, by_browser(browser_token))
        request_id = carried.id if carried else parse_id(reference)
        async with self.pool.acquire() as connection:
            facts = await RequestsWithFacts(connection).of_browser(
                request_id, token_hash(browser_token), self.clock(), self.session_idle
            )
            if facts is None and carried is not None:
                client = await _enabled(connection, carried.client_id)
                facts = (
                    AuthorizationFacts.of_nobody(carried, client) if client else None
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

    async def refuse_redirect(self, client: Client) -> None:
        """So that somebody learns why its people are stuck on a page of ours."""
        await refuse_redirect(self.pool, client, self.clock())

    async def decline(self, facts: AuthorizationFacts) -> None:
        """The person goes back to the client without having signed in."""
        await decline(self.pool, facts.request.id, self.clock())

    def _sealed(self, request: AuthorizationRequest, way: str) -> str:
        return CarriedRequest.model_validate(request).sealed(self.ring, way)

    def _opened(self, sealed: str, way: str) -> AuthorizationRequest | None:
        carried = CarriedRequest.opened(self.ring, sealed, way, self.clock())
        return AuthorizationRequest(**dict(carried), login_id=None) if carried else None


async def _enabled(connection: Connection, client_id: str) -> Client | None:
    client = await Clients(connection).find(client_id)
    return None if client is None or client.disabled_at else client


def _answerable(facts: AuthorizationFacts | None) -> AuthorizationFacts:
    if facts is None or not facts.may_be_answered:
        raise not_found()
    return facts
