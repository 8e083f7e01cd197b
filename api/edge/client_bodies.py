"""The bodies of clients, the applications that sign people in through Doorstep."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from api.edge.bodies import Answer, Body, without_defaults
from doorstep.db.client_secrets import ClientSecret as SecretRow
from doorstep.db.clients import Client as ClientRow
from doorstep.rules import client_fields
from doorstep.rules.acr import Acr
from doorstep.rules.clients import (
    AuthMethod,
    ClientKind,
    FirstFactor,
    SigningAlgorithm,
)
from doorstep.transactions.clients import ChangedClient
from doorstep.transactions.clients import NewSecret as NewSecretRow


class NewClient(client_fields.ClientFields, Body):
    """Where `auth_method` is left out, it follows from the kind."""


class ClientChange(
    client_fields.ClientChange, Body, json_schema_extra=without_defaults
):
    """The fields to change; kind, first factor and account are fixed."""


class ClientSecret(Answer):
    """When a secret was made, never the secret itself."""

    id: UUID
    created_at: datetime


class NewSecret(ClientSecret):
    """`client_secret` is shown this once."""

    client_secret: str

    @classmethod
    def of(cls, new: NewSecretRow) -> "NewSecret":
        return cls(id=new.id, created_at=new.created_at, client_secret=new.secret)


class Client(Answer):
    """`account_id` is null for a client of the whole installation."""

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
    secrets: tuple[ClientSecret, ...]
    disabled: bool
    created_at: datetime

    @classmethod
    def of(
        cls, row: ClientRow, secrets: Iterable[SecretRow | NewSecretRow]
    ) -> "Client":
        return cls.model_validate(_fields(row, secrets))


class AddedClient(Client):
    """`client_secret` is shown this once; left out where the client has none."""

    client_secret: str | None = None
    secret_id: UUID | None = None

    @classmethod
    def of_change(cls, added: ChangedClient) -> "AddedClient":
        new = added.secret
        fields = _fields(added.client, [new] if new else [])
        if new is not None:
            fields |= {"client_secret": new.secret, "secret_id": new.id}
        return cls.model_validate(fields)


def _fields(
    row: ClientRow, secrets: Iterable[SecretRow | NewSecretRow]
) -> dict[str, object]:
    shown = {
        name: getattr(row, name) for name in Client.model_fields if name != "secrets"
    }
    dates = [{"id": each.id, "created_at": each.created_at} for each in secrets]
    return {**shown, "secrets": dates}
