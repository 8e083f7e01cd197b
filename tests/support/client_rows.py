"""Inserts clients: applications that sign people in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.clients import Client
from doorstep.db.pool import Pool
from doorstep.rules.client_fields import ClientFields
from doorstep.rules.seal import KeyRing
from doorstep.transactions.clients import ClientRegistry
from service import Service

CALLBACK = "http://127.0.0.1:9000/callback"


@dataclass(frozen=True)
class RegisteredClient:
    """`secret` is empty for one that has none."""

    row: Client
    secret: str

    @property
    def id(self) -> str:
        return self.row.id


async def insert_client(
    pool: Pool, ring: KeyRing, account_id: UUID | None, at: datetime, **fields: object
) -> RegisteredClient:
    """A web client with the redirect URI `CALLBACK`, unless `fields` says otherwise."""
    usual = {"name": "Billing", "kind": "web", "redirect_uris": (CALLBACK,)}
    if fields.get("kind") == "machine":
        del usual["redirect_uris"]
    registry = ClientRegistry(pool, ring, "http://127.0.0.1:8000")
    given = ClientFields.model_validate({**usual, **fields})
    added = await registry.add(account_id, given, at)
    return RegisteredClient(added.client, added.secret.secret if added.secret else "")


async def client_of(service: Service, **fields: object) -> RegisteredClient:
    """One of the service's account."""
    ring = KeyRing.parse(service.settings.keys)
    return await insert_client(
        service.pool, ring, service.account_id, service.clock(), **fields
    )
