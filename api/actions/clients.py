"""The account's clients: applications that sign people in, and their secrets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from api.actions.step_up import require_step_up
from api.edge import client_bodies as bodies
from api.edge.bodies import Page
from api.edge.lists import ListRequest
from api.edge.problems import Problem, malformed, not_found
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.client_secrets import ClientSecrets
from doorstep.db.clients import Clients
from doorstep.db.signed_in import SignedIn
from doorstep.errors import ClientConflictError, NotFoundError, TooManySecretsError
from doorstep.rules.client_fields import ClientChange, ClientFields
from doorstep.transactions.clients import ChangedClient, ClientRegistry


@dataclass(frozen=True)
class ClientAdministration:
    """Every method checks the account; an id of another account is not found.

    A change of a client or its secrets wants a step-up.
    """

    registry: ClientRegistry
    clock: Clock
    flows: Flows

    async def page(
        self, admin: SignedIn, asked: ListRequest[str]
    ) -> Page[bodies.Client]:
        async with self.registry.pool.acquire() as connection:
            clients = await Clients(connection).page(
                admin.account.id, limit=asked.fetched, after=asked.cursor
            )
            ids = [client.id for client in clients]
            secrets = await ClientSecrets(connection).of(*ids)
        shown = [
            bodies.Client.of(
                client, [each for each in secrets if each.client_id == client.id]
            )
            for client in asked.shown(clients)
        ]
        return asked.page(shown, clients)

    async def read(self, admin: SignedIn, client_id: str) -> bodies.Client:
        async with self.registry.pool.acquire() as connection:
            client = await Clients(connection).find_in(admin.account.id, client_id)
            if client is None:
                raise not_found()
            return bodies.Client.of(
                client, await ClientSecrets(connection).of(client_id)
            )

    async def add(self, admin: SignedIn, new: ClientFields) -> bodies.AddedClient:
        require_step_up(admin, at := self.clock())
        async with self._refusing():
            added = await self.registry.add(admin.account.id, new, at, admin.actor(at))
        return bodies.AddedClient.of_change(await self._told(added))

    async def change(
        self, admin: SignedIn, client_id: str, change: ClientChange
    ) -> bodies.Client:
        require_step_up(admin, at := self.clock())
        async with self._refusing():
            changed = await self.registry.change(
                admin.account.id,
                client_id,
                change,
                at,
                admin.actor(at),
            )
        await self._told(changed)
        return await self.read(admin, client_id)

    async def remove(self, admin: SignedIn, client_id: str) -> None:
        require_step_up(admin, at := self.clock())
        async with self._refusing():
            removed = await self.registry.remove(
                admin.account.id, client_id, at, admin.actor(at)
            )
        await self._told(removed)

    async def add_secret(self, admin: SignedIn, client_id: str) -> bodies.NewSecret:
        require_step_up(admin, at := self.clock())
        async with self._refusing():
            changed = await self.registry.add_secret(
                admin.account.id, client_id, at, admin.actor(at)
            )
        new = (await self._told(changed)).secret
        assert new is not None  # noqa: S101  for mypy: it is what was asked for
        return bodies.NewSecret.of(new)

    async def end_secret(
        self, admin: SignedIn, client_id: str, secret_id: UUID
    ) -> None:
        require_step_up(admin, at := self.clock())
        async with self._refusing():
            changed = await self.registry.end_secret(
                admin.account.id,
                client_id,
                secret_id,
                at,
                admin.actor(at),
            )
        await self._told(changed)

    async def _told(self, changed: ChangedClient) -> ChangedClient:
        await self.flows.start_notices(changed.notices)
        return changed

    @asynccontextmanager
    async def _refusing(self) -> AsyncIterator[None]:
        """What is wrong as a problem."""
        try:
            yield
        except NotFoundError:
            raise not_found() from None
        except TooManySecretsError:
            raise Problem(ProblemKind.too_many_secrets) from None
        except ClientConflictError as conflict:
            raise malformed(conflict.kind, conflict.field) from None
