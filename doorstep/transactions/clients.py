"""Registering, changing and removing clients, and their secrets.

Each change is audited, and mailed to the administrators of the client's account.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.client_secrets import ClientSecret, ClientSecrets
from doorstep.db.clients import Client, Clients
from doorstep.db.events import DetailValue, EventKind
from doorstep.db.pool import Connection, Pool
from doorstep.errors import (
    ClientConflictError,
    NotFoundError,
    TooManySecretsError,
)
from doorstep.messages.flows import NoticeStart
from doorstep.rules.client_fields import ClientChange, ClientFields, conflicts
from doorstep.rules.client_secrets import sealed_digest
from doorstep.rules.clients import MOST_SECRETS, new_client_id, usual_auth_method
from doorstep.rules.seal import KeyRing
from doorstep.rules.tokens import new_token
from doorstep.transactions.client_events import note_change


@dataclass(frozen=True)
class NewSecret:
    """`secret` is for its owner, once; it cannot be read again."""

    id: UUID
    secret: str
    created_at: datetime


@dataclass(frozen=True)
class ChangedClient:
    """The client as it is now, a new secret if there is one, and the notices that are
    to be started after the commit.
    """

    client: Client
    secret: NewSecret | None = None
    notices: tuple[NoticeStart, ...] = ()


@dataclass(frozen=True)
class ClientRegistry:
    """`public_url` decides which machines Doorstep itself may send requests to.

    An id that the account has no client with raises NotFoundError; an account of None
    is the installation.
    """

    pool: Pool
    ring: KeyRing
    public_url: str

    async def add(
        self,
        account_id: UUID | None,
        fields: ClientFields,
        at: datetime,
        by: Actor = OPERATOR,
    ) -> ChangedClient:
        """With a secret, where its method wants one. Raises ClientConflictError."""
        client = _new_client(account_id, fields, at)
        self._check(client)
        async with self.pool.acquire() as connection, connection.transaction():
            await Clients(connection).insert(client)
            secret = None
            if client.auth_method.by_secret:
                secret = await self._insert_secret(connection, client.id, at)
            notices = await note_change(
                connection, EventKind.client_added, client, at, by
            )
        return ChangedClient(client, secret, notices)

    async def change(
        self,
        account_id: UUID | None,
        client_id: str,
        change: ClientChange,
        at: datetime,
        by: Actor = OPERATOR,
    ) -> ChangedClient:
        """Write what differs. Raises ClientConflictError.

        Secrets end with the method that used them.
        """
        async with self._locked(account_id, client_id) as (connection, before):
            after = _changed(before, change, at)
            if after == before:
                return ChangedClient(before)
            self._check(after)
            await Clients(connection).update(after)
            if before.auth_method.by_secret and not after.auth_method.by_secret:
                await ClientSecrets(connection).delete_all(client_id)
            notices = await note_change(
                connection,
                EventKind.client_changed,
                after,
                at,
                by,
                before=before,
                **_differences(before, after),
            )
        return ChangedClient(after, None, notices)

    async def remove(
        self,
        account_id: UUID | None,
        client_id: str,
        at: datetime,
        by: Actor = OPERATOR,
    ) -> ChangedClient:
        """Its secrets are deleted, and its tokens end."""
        async with self._locked(account_id, client_id) as (connection, client):
            await ClientSecrets(connection).delete_all(client_id)
            await Clients(connection).mark_removed(client_id, at)
            notices = await note_change(
                connection, EventKind.client_removed, client, at, by
            )
        return ChangedClient(client, None, notices)

    async def add_secret(
        self,
        account_id: UUID | None,
        client_id: str,
        at: datetime,
        by: Actor = OPERATOR,
    ) -> ChangedClient:
        """Raises TooManySecretsError, or ClientConflictError if it uses none."""
        async with self._locked(account_id, client_id) as (connection, client):
            if not client.auth_method.by_secret:
                raise ClientConflictError(
                    "auth_method", "no_secret", "does not use a secret"
                )
            if len(await ClientSecrets(connection).of(client_id)) >= MOST_SECRETS:
                raise TooManySecretsError
            new = await self._insert_secret(connection, client_id, at)
            notices = await note_change(
                connection,
                EventKind.client_secret_added,
                client,
                at,
                by,
                secret=str(new.id),
            )
        return ChangedClient(client, new, notices)

    async def end_secret(
        self,
        account_id: UUID | None,
        client_id: str,
        secret_id: UUID,
        at: datetime,
        by: Actor = OPERATOR,
    ) -> ChangedClient:
        """Raises NotFoundError also where the client has no such secret."""
        async with self._locked(account_id, client_id) as (connection, client):
            if not await ClientSecrets(connection).delete(client_id, secret_id):
                raise NotFoundError("secret", str(secret_id))
            notices = await note_change(
                connection,
                EventKind.client_secret_removed,
                client,
                at,
                by,
                secret=str(secret_id),
            )
        return ChangedClient(client, None, notices)

    @asynccontextmanager
    async def _locked(
        self, account_id: UUID | None, client_id: str
    ) -> AsyncIterator[tuple[Connection, Client]]:
        """A transaction that has locked the client."""
        async with self.pool.acquire() as connection, connection.transaction():
            client = await Clients(connection).lock(client_id)
            if client is None or client.account_id != account_id:
                raise NotFoundError("application", client_id)
            yield connection, client

    async def _insert_secret(
        self, connection: Connection, client_id: str, at: datetime
    ) -> NewSecret:
        new = NewSecret(uuid7(), new_token(), at)
        sealed = sealed_digest(self.ring, new.id, new.secret)
        await ClientSecrets(connection).insert(
            ClientSecret(new.id, client_id, sealed, at)
        )
        return new

    def _check(self, client: Client) -> None:
        for conflict in conflicts(client, self.public_url):
            raise ClientConflictError(conflict.field, conflict.kind, conflict.sentence)


def _new_client(account_id: UUID | None, fields: ClientFields, at: datetime) -> Client:
    given = fields.model_dump(exclude={"disabled"})
    if "auth_method" not in fields.model_fields_set:
        given["auth_method"] = usual_auth_method(fields.kind)
    return Client(
        id=new_client_id(),
        account_id=account_id,
        tokens_from=at,
        disabled_at=at if fields.disabled else None,
        created_at=at,
        **given,
    )


def _changed(before: Client, change: ClientChange, at: datetime) -> Client:
    """Enabling it again does not revive the tokens that ended with disabling."""
    given = change.model_dump(include=change.model_fields_set - {"disabled"})
    after = replace(before, **given)
    if "disabled" not in change.model_fields_set or change.disabled == before.disabled:
        return after
    if change.disabled:
        return replace(after, disabled_at=at)
    return replace(after, disabled_at=None, tokens_from=at)


def _differences(before: Client, after: Client) -> dict[str, DetailValue]:
    """Which fields differ; for `disabled` its new value."""
    names = (*ClientChange.model_fields,)
    detail: dict[str, DetailValue] = {
        name: True for name in names if getattr(before, name) != getattr(after, name)
    }
    if "disabled" in detail:
        detail["disabled"] = after.disabled
    return detail
