"""What the OpenID provider consists of, built once by the composition root."""

from dataclasses import dataclass
from datetime import timedelta

from api.actions.client_credentials import ClientCredentials
from api.actions.client_origins import ClientOrigins
from api.actions.client_proof import ClientProof
from api.actions.entra_hints import EntraHints
from api.actions.issued_tokens import IssuedTokens
from api.actions.token_exchange import TokenExchange
from api.actions.token_issuer import TokenIssuer
from api.actions.token_refresh import TokenRefresh
from doorstep.process.client_keys import ClientKeys
from doorstep.process.outbound_http import OutboundHttp
from doorstep.process.token_signing import TokenSigning
from doorstep.settings.processes import ApiSettings
from doorstep.transactions.kept_answers import KeptAnswers

_KEYS_WITHIN = timedelta(seconds=3)
"""How long the keys of a client may take, within the time limit of its request."""


@dataclass(frozen=True)
class OAuthActions:
    signing: TokenSigning
    origins: ClientOrigins
    proof: ClientProof
    exchange: TokenExchange
    refresh: TokenRefresh
    credentials: ClientCredentials
    tokens: IssuedTokens
    hints: EntraHints


def oauth_actions(settings: ApiSettings, kept: KeptAnswers) -> OAuthActions:
    """`kept` are the answers for repeats, with pool, ring and clock."""
    pool, ring, clock = kept.pool, kept.ring, kept.clock
    keys = ClientKeys(OutboundHttp(settings.on_loopback, _KEYS_WITHIN), clock)
    signing, url = TokenSigning(pool, ring, clock), settings.public_url
    issuer, idle = TokenIssuer(url, signing, kept), settings.session_idle
    return OAuthActions(
        signing=signing,
        origins=ClientOrigins(pool, clock),
        proof=ClientProof(pool, ring, clock, url, keys),
        exchange=TokenExchange(pool, clock, issuer, idle, settings.offline_access),
        refresh=TokenRefresh(pool, clock, issuer, idle),
        credentials=ClientCredentials(pool, clock),
        tokens=IssuedTokens(pool, clock, url, idle),
        hints=EntraHints(pool, clock, keys, signing, url),
    )
