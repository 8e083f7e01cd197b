"""Tokens that clients get for themselves, to call `/v1` (RFC 6749 4.4)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from doorstep.clock import Clock
from doorstep.db.access_tokens import AccessToken
from doorstep.db.clients import Client
from doorstep.db.pool import Pool
from doorstep.rules.clients import ACCOUNT_SCOPES, CREDENTIAL_SCOPES, ClientKind
from doorstep.rules.tokens import new_token, token_hash
from doorstep.transactions.kept_answers import Reply
from doorstep.transactions.token_exchange import issue_client_token

CLIENT_TOKEN_LIFETIME: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class ClientCredentials:
    pool: Pool
    clock: Clock

    async def exchange(self, client: Client, scope: str | None) -> Reply:
        """The client is proven. Raises OAuthError."""
        if client.kind is ClientKind.native:
            raise OAuthError(
                OAuthErrorCode.unauthorized_client,
                "A client without a secret has no credentials of its own.",
            )
        scopes, token, at = _scopes(client, scope), new_token(), self.clock()
        row = AccessToken(
            token_hash=token_hash(token),
            client_id=client.id,
            grant_id=None,
            scopes=scopes,
            issued_at=at,
            expires_at=at + CLIENT_TOKEN_LIFETIME,
        )
        await issue_client_token(self.pool, row, client)
        document: dict[str, object] = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(CLIENT_TOKEN_LIFETIME.total_seconds()),
            "scope": " ".join(scopes),
        }
        return Reply(200, document)


def _scopes(client: Client, asked: str | None) -> tuple[str, ...]:
    """Those that were asked for, or all that the client may have for itself."""
    refused = frozenset() if client.account_id else ACCOUNT_SCOPES
    allowed = [
        scope
        for scope in client.scopes
        if scope in CREDENTIAL_SCOPES and scope not in refused
    ]
    scopes = allowed if asked is None else [*dict.fromkeys(asked.split())]
    if not scopes or not {*scopes} <= {*allowed}:
        raise OAuthError(
            OAuthErrorCode.invalid_scope,
            "The client is not registered for these scopes of client credentials.",
        )
    return tuple(scopes)
