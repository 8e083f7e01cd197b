"""Microsoft Entra ID: whom its hint means, and the answer that it wants back."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from doorstep.clock import Clock
from doorstep.db.clients import Client
from doorstep.db.pool import Pool
from doorstep.process.client_keys import ClientKeys
from doorstep.process.token_signing import TokenSigning
from doorstep.rules.authorization import (
    AuthorizationError,
    AuthorizationParameters,
    AuthorizationRefused,
    read_hinted,
)
from doorstep.rules.clients import SigningAlgorithm
from doorstep.rules.entra import Hint, Tenant, answer_claims, read_hint, stated_acr
from doorstep.transactions.hinted_people import find_hinted

_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class EntraHints:
    """`keys` reads documents of other servers, and keeps them for a while."""

    pool: Pool
    clock: Clock
    keys: ClientKeys
    signing: TokenSigning
    issuer: str

    async def read(
        self, client: Client, given: Mapping[str, str], to: AuthorizationParameters
    ) -> tuple[AuthorizationParameters, UUID]:
        """The request, and the member whom it means. Raises AuthorizationRefused."""
        asked, acr = read_hinted(given, to), stated_acr(given.get("claims"))
        if acr is None:
            raise _denied("a one-time code is none of the acr and amr that are asked")
        hint = await self._hint(client, given.get("id_token_hint", ""))
        if hint is None:
            raise _denied("id_token_hint is not a new one of this tenant")
        member_id = await find_hinted(self.pool, client, hint, self.clock())
        if member_id is None:
            raise _denied("nobody of this account is meant by the hint")
        known = {"hint_subject": hint.subject, "hint_acr": acr}
        return asked.model_copy(update=known), member_id

    async def answer(self, client: Client, asked: AuthorizationParameters) -> str:
        """The ID token. Raises SigningKeyMissing."""
        claims = answer_claims(asked, client.id, self.issuer, self.clock())
        return await self.signing.sign(claims, SigningAlgorithm.rs256)

    async def _hint(self, client: Client, token: str) -> Hint | None:
        tenant = Tenant(
            client.entra_tenant_id or "",
            client.entra_client_id or "",
            client.entra_issuer or "",
        )
        keys = await self._keys(tenant, token)
        return read_hint(token, keys, tenant, self.clock()) if keys else None

    async def _keys(self, tenant: Tenant, token: str) -> Mapping[str, object] | None:
        """Read again where none of them has signed the hint."""
        address = f"{tenant.issuer.rstrip('/')}{_DISCOVERY}"
        metadata = await self.keys.at(address, lambda _: True)
        uri = metadata.get("jwks_uri") if metadata else None
        if not isinstance(uri, str):
            return None

        def signed(keys: Mapping[str, object]) -> bool:
            return read_hint(token, keys, tenant, self.clock()) is not None

        return await self.keys.at(uri, signed)


def _denied(description: str) -> AuthorizationRefused:
    return AuthorizationRefused(AuthorizationError.access_denied, description)
