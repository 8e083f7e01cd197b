"""The table `clients`: the applications that sign people in through Doorstep."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.acr import Acr
from doorstep.rules.clients import (
    AuthMethod,
    ClientKind,
    FirstFactor,
    SigningAlgorithm,
)
from doorstep.rules.stages import ApplicationId, is_client

COLUMNS = """
    clients.id, clients.account_id, clients.name, clients.kind, clients.first_factor,
    clients.redirect_uris, clients.post_logout_redirect_uris,
    clients.backchannel_logout_uri, clients.initiate_login_uri, clients.client_uri,
    clients.auth_method, clients.jwks, clients.jwks_uri, clients.min_acr,
    clients.scopes, clients.require_pkce, clients.id_token_alg,
    clients.entra_tenant_id, clients.entra_client_id, clients.entra_issuer,
    clients.tokens_from, clients.disabled_at, clients.created_at
"""


@dataclass(frozen=True)
class Client:
    """`account_id` is None for one of the whole installation.

    Tokens and codes issued before `tokens_from` are ended: it moves when the client is
    enabled again.
    """

    id: str
    account_id: UUID | None
    name: str
    kind: ClientKind
    first_factor: FirstFactor
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...]
    backchannel_logout_uri: str | None
    initiate_login_uri: str | None
    client_uri: str | None
    auth_method: AuthMethod
    jwks: Mapping[str, object] | None
    jwks_uri: str | None
    min_acr: Acr | None
    scopes: tuple[str, ...]
    require_pkce: bool
    id_token_alg: SigningAlgorithm
    entra_tenant_id: str | None
    entra_client_id: str | None
    entra_issuer: str | None
    tokens_from: datetime
    disabled_at: datetime | None
    created_at: datetime

    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None

    def serves(self, account_id: UUID) -> bool:
        """Whether people of this account may sign in to it."""
        return not self.disabled and self.account_id in (None, account_id)

    def takes_password(self, account_id: UUID) -> bool:
        """Whether they do so with their password of Doorstep."""
        by_people = self.kind is not ClientKind.machine
        own = self.first_factor is FirstFactor.doorstep
        return by_people and own and self.serves(account_id)


client_of = RowMapper(Client)
_changing = attrgetter(
    *("name", "redirect_uris", "post_logout_redirect_uris", "backchannel_logout_uri"),
    *("initiate_login_uri", "client_uri", "auth_method", "jwks", "jwks_uri", "min_acr"),
    *("scopes", "require_pkce", "id_token_alg", "entra_tenant_id", "entra_client_id"),
    *("entra_issuer", "tokens_from", "disabled_at"),
)


class Clients:
    """A removed client is found by no method but `names`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def find(self, client_id: str) -> Client | None:
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from clients where id = $1 and removed_at is null",
            client_id,
        )
        return client_of(record) if record else None

    async def find_in(self, account_id: UUID, client_id: str) -> Client | None:
        """None if it is another account's, or of the whole installation."""
        found = await self.find(client_id)
        return found if found and found.account_id == account_id else None

    async def lock(self, client_id: str) -> Client | None:
        """Lock the row: changes of a client and its secrets are made one at a time."""
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS} from clients
            where id = $1 and removed_at is null for no key update
            """,
            client_id,
        )
        return client_of(record) if record else None

    async def page(
        self, account_id: UUID, *, limit: int, after: str | None = None
    ) -> list[Client]:
        """Those of an account, oldest first, from after the one with this id."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from clients
            where account_id = $1 and removed_at is null and ($3::text is null or
                (created_at, id) > (
                    select last.created_at, last.id from clients as last
                    where last.id = $3 and last.account_id = $1
                ))
            order by created_at, id limit $2
            """,
            account_id,
            limit,
            after,
        )
        return [client_of(record) for record in records]

    async def all(self) -> list[Client]:
        """Those of every account, and of the installation; oldest first."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from clients
            where removed_at is null order by created_at, id
            """
        )
        return [client_of(record) for record in records]

    async def names(self, applications: Collection[ApplicationId]) -> dict[str, str]:
        """Of the clients among them, by id; those of removed ones too."""
        ids = list(filter(is_client, applications))
        if not ids:
            return {}
        records = await self._connection.fetch(
            "select id, name from clients where id = any($1)", ids
        )
        return {record["id"]: record["name"] for record in records}

    async def insert(self, client: Client) -> None:
        await self._connection.execute(
            """
            insert into clients (
                id, account_id, kind, first_factor, created_at, name, redirect_uris,
                post_logout_redirect_uris, backchannel_logout_uri, initiate_login_uri,
                client_uri, auth_method, jwks, jwks_uri, min_acr, scopes, require_pkce,
                id_token_alg, entra_tenant_id, entra_client_id, entra_issuer,
                tokens_from, disabled_at
            ) values (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                $17, $18, $19, $20, $21, $22, $23
            )
            """,
            client.id,
            client.account_id,
            client.kind,
            client.first_factor,
            client.created_at,
            *_changing(client),
        )

    async def update(self, client: Client) -> None:
        """Write all that may change; the caller has locked the row."""
        await self._connection.execute(
            """
            update clients set
                name = $2, redirect_uris = $3, post_logout_redirect_uris = $4,
                backchannel_logout_uri = $5, initiate_login_uri = $6, client_uri = $7,
                auth_method = $8, jwks = $9, jwks_uri = $10, min_acr = $11,
                scopes = $12, require_pkce = $13, id_token_alg = $14,
                entra_tenant_id = $15, entra_client_id = $16, entra_issuer = $17,
                tokens_from = $18, disabled_at = $19
            where id = $1
            """,
            client.id,
            *_changing(client),
        )

    async def mark_removed(self, client_id: str, at: datetime) -> None:
        """Its tokens end, and nothing finds it any more; the name stays."""
        await self._connection.execute(
            """
            update clients set removed_at = $2, disabled_at = coalesce(disabled_at, $2)
            where id = $1
            """,
            client_id,
            at,
        )
