"""What `doorstep client` does, over the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cli import texts
from cli.client_input import refused
from cli.database import open_database
from cli.options import database_for, settings_for
from doorstep.clock import system_clock
from doorstep.db.client_secrets import ClientSecret, ClientSecrets
from doorstep.db.clients import Client, Clients
from doorstep.errors import (
    ClientConflictError,
    InvalidInputError,
    TooManySecretsError,
)
from doorstep.rules.client_fields import ClientChange, ClientFields
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import DatabaseSettings, KeySettings
from doorstep.transactions.clients import ChangedClient, ClientRegistry, NewSecret
from doorstep.transactions.lookups import find_account, find_client


async def add(
    account: str | None, fields: ClientFields, data_dir: Path | None
) -> ChangedClient:
    async with _open_registry(data_dir) as registry:
        account_id = None
        if account is not None:
            async with registry.pool.acquire() as connection:
                account_id = await find_account(connection, account)
        try:
            return await registry.add(account_id, fields, system_clock())
        except ClientConflictError as conflict:
            raise refused(conflict.field, conflict.sentence) from None


async def change(
    client_id: str, fields: ClientChange, data_dir: Path | None
) -> list[str]:
    """Returns which fields differ now."""
    async with _chosen(client_id, data_dir) as (registry, client, _):
        try:
            changed = await registry.change(
                client.account_id, client.id, fields, system_clock()
            )
        except ClientConflictError as conflict:
            raise refused(conflict.field, conflict.sentence) from None
    return sorted(
        name
        for name in fields.model_fields_set
        if getattr(client, name) != getattr(changed.client, name)
    )


async def listed(account: str | None, data_dir: Path | None) -> list[Client]:
    settings = database_for(data_dir)
    async with open_database(settings) as pool, pool.acquire() as connection:
        found = await Clients(connection).all()
        if account is None:
            return found
        account_id = await find_account(connection, account)
    return [client for client in found if client.account_id == account_id]


async def shown(
    client_id: str, data_dir: Path | None
) -> tuple[Client, list[ClientSecret]]:
    settings = database_for(data_dir)
    async with open_database(settings) as pool, pool.acquire() as connection:
        found = await find_client(connection, client_id)
        return found, await ClientSecrets(connection).of(found.id)


async def rotate(client_id: str, data_dir: Path | None) -> NewSecret:
    async with _chosen(client_id, data_dir) as (registry, client, _):
        try:
            changed = await registry.add_secret(
                client.account_id, client.id, system_clock()
            )
        except ClientConflictError:
            raise InvalidInputError(texts.NO_SECRET_USED) from None
        except TooManySecretsError:
            raise InvalidInputError(texts.ROTATION_UNFINISHED) from None
    assert changed.secret is not None  # noqa: S101  for mypy: it was asked for
    return changed.secret


async def finish(client_id: str, data_dir: Path | None) -> str:
    """End all secrets but the newest."""
    async with _chosen(client_id, data_dir) as (registry, client, secrets):
        for old in secrets[:-1]:
            await registry.end_secret(
                client.account_id, client.id, old.id, system_clock()
            )
    return texts.secrets_ended(len(secrets[:-1]))


async def remove(client_id: str, data_dir: Path | None) -> None:
    async with _chosen(client_id, data_dir) as (registry, client, _):
        await registry.remove(client.account_id, client.id, system_clock())


@asynccontextmanager
async def _chosen(
    client_id: str, data_dir: Path | None
) -> AsyncIterator[tuple[ClientRegistry, Client, list[ClientSecret]]]:
    async with _open_registry(data_dir) as registry:
        async with registry.pool.acquire() as connection:
            client = await find_client(connection, client_id)
            secrets = await ClientSecrets(connection).of(client.id)
        yield registry, client, secrets


@asynccontextmanager
async def _open_registry(data_dir: Path | None) -> AsyncIterator[ClientRegistry]:
    settings = settings_for(data_dir)
    ring = KeyRing.parse(KeySettings.of(settings).keys)
    async with open_database(DatabaseSettings.of(settings)) as pool:
        yield ClientRegistry(pool, ring, settings.public_url)
