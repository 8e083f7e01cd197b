"""Calls by a client's own credential: whose token it is, and what it is good for."""

from dataclasses import dataclass, replace

from api.actions.sessions import SessionActions
from api.edge.bodies import Credentials
from api.edge.client import Client
from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.accounts import Account
from doorstep.db.calling_clients import CallingClient, CallingClients
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.clients import Scope
from doorstep.rules.recent_networks import RecentNetworks
from doorstep.rules.tokens import looks_like_token, token_hash


@dataclass(frozen=True)
class ClientCalls:
    """A client that calls is known at the door: under overload it goes first."""

    pool: Pool
    clock: Clock
    sessions: SessionActions
    networks: RecentNetworks

    async def find(self, token: str) -> CallingClient | None:
        if not looks_like_token(token):
            return None
        digest, at = token_hash(token), self.clock()
        async with self.pool.acquire() as connection:
            return await CallingClients(connection).with_token(digest, at)

    async def authenticate(
        self, token: str, scope: Scope, client: Client
    ) -> CallingClient:
        """Raises `insufficient-scope`, for the token of a person too."""
        calling = await self.find(token)
        if calling is None:
            await self.sessions.authenticate(token, used=False)
            raise insufficient(scope)
        return self.admit(calling, scope, client)

    def admit(
        self, calling: CallingClient, scope: Scope, client: Client
    ) -> CallingClient:
        """Raises `insufficient-scope`."""
        if scope not in calling.scopes:
            raise insufficient(scope)
        self.networks.note(client.network)
        return calling

    async def refuse(self, token: str) -> None:
        """Raises `insufficient-scope` for a client where only a person may act."""
        if await self.find(token):
            raise insufficient()

    async def named_by(
        self, token: str, credentials: Credentials, client: Client
    ) -> Client:
        """The person's client, by the word of the application that calls for it.

        It speaks for the people of its own account only: in the budgets of others, the
        caller counts. Raises `insufficient-scope` and `not-an-application`.
        """
        calling = await self.authenticate(token, Scope.client_address, client)
        if credentials.application != calling.id:
            raise Problem(ProblemKind.not_an_application)
        typed = TypedAddress.read(credentials.email)
        async with self.pool.acquire() as connection:
            found = await Members(connection).with_address(typed)
        named, account = credentials.client_address, calling.account
        if named is None or (account and (not found or found.account_id != account.id)):
            return client
        return replace(client, address=named, agent="", vouched=True)


def account_of(calling: CallingClient) -> Account:
    """Raises `insufficient-scope` for a client of the whole installation."""
    if calling.account is None:
        raise insufficient()
    return calling.account


def insufficient(scope: Scope | None = None) -> Problem:
    problem = Problem(ProblemKind.insufficient_scope)
    problem.scope = scope
    return problem
