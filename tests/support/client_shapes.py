"""Clients as values, for tests of rules."""

from datetime import UTC, datetime
from uuid import UUID

from doorstep.db.clients import Client
from doorstep.rules.clients import (
    DEFAULT_SCOPES,
    AuthMethod,
    ClientKind,
    FirstFactor,
    SigningAlgorithm,
)

_AT = datetime(2026, 3, 5, 14, 3, tzinfo=UTC)


def client(account_id: UUID | None) -> Client:
    """A web client with a secret."""
    return Client(
        id="app_kP3vX9sQ2mT7wZ4yB8nL1A",
        account_id=account_id,
        name="Billing",
        kind=ClientKind.web,
        first_factor=FirstFactor.doorstep,
        redirect_uris=("https://billing.acme.test/callback",),
        post_logout_redirect_uris=(),
        backchannel_logout_uri=None,
        initiate_login_uri=None,
        client_uri=None,
        auth_method=AuthMethod.client_secret_basic,
        jwks=None,
        jwks_uri=None,
        min_acr=None,
        scopes=DEFAULT_SCOPES,
        require_pkce=True,
        id_token_alg=SigningAlgorithm.rs256,
        entra_tenant_id=None,
        entra_client_id=None,
        entra_issuer=None,
        tokens_from=_AT,
        disabled_at=None,
        created_at=_AT,
    )
