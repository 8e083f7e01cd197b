"""Exchanging a refresh token: each is used once, and the next one replaces it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from api.actions.token_exchange import refused
from api.actions.token_issuer import Repeats, TokenIssuer, Wanted
from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.db.refresh_tokens import RefreshToken
from doorstep.db.token_facts import ExaminedToken, TokensWithFacts
from doorstep.db.token_grants import TokenGrant
from doorstep.rules.tokens import token_hash
from doorstep.transactions.kept_answers import GRANTS_REPEATED_WITHIN, Reply
from doorstep.transactions.token_exchange import Used, end_reused, use_refresh_token

AFTER_THE_SESSION: Final = timedelta(minutes=15)
"""How long an access token lives that is given once the session has run out."""
_ENDED = "The refresh token has ended."


@dataclass(frozen=True)
class TokenRefresh:
    pool: Pool
    clock: Clock
    issuer: TokenIssuer
    idle: timedelta

    async def look(self, client_id: str, token: str) -> ExaminedToken | None:
        async with self.pool.acquire() as connection:
            rows = TokensWithFacts(connection)
            return await rows.examined(client_id, token_hash(token))

    async def exchange(
        self, facts: ExaminedToken, token: str, scope: str | None, repeats: Repeats
    ) -> Reply:
        """The client is proven. Raises OAuthError `invalid_grant`, `invalid_scope`."""
        refresh, grant, client = facts.refresh, facts.grant, facts.client
        if refresh is None or grant is None or grant.client_id != client.id:
            raise refused("The client has no such refresh token.")
        if refresh.used_at is not None:
            return await self._used_before(facts, grant, refresh, token, repeats)
        at = self.clock()
        if not facts.refresh_alive(at, self.idle):
            raise refused(_ENDED)
        wanted = self._wanted(facts, grant, _scopes(scope, grant), at)
        places = repeats.places(grant, token)
        new, reply = await self.issuer.issue(client, wanted, places, repeats.asked, at)
        if await use_refresh_token(self.pool, token_hash(token), new, at):
            return reply
        return await self._lost(client.id, token, repeats)

    def _wanted(
        self,
        facts: ExaminedToken,
        grant: TokenGrant,
        scopes: tuple[str, ...],
        at: datetime,
    ) -> Wanted:
        person, session = facts.person, facts.session
        assert person is not None  # noqa: S101  for mypy: it is alive
        in_session = facts.session_alive(at, self.idle)
        expires_at = at + AFTER_THE_SESSION
        if in_session and session is not None:
            expires_at = session.expires_at
        return Wanted(
            grant=grant,
            person=person,
            scopes=scopes,
            access_expires_at=min(expires_at, grant.expires_at),
            nonce=None,  # OpenID Connect Core 12.2
            in_session=in_session,
            outlives_session=not in_session,
        )

    async def _lost(self, client_id: str, token: str, repeats: Repeats) -> Reply:
        """Another request was first, or the grant has just ended."""
        facts = await self.look(client_id, token)
        if facts is None or facts.refresh is None or facts.grant is None:
            raise refused(_ENDED)
        if facts.refresh.used_at is None:
            raise refused(_ENDED)
        return await self._used_before(
            facts, facts.grant, facts.refresh, token, repeats
        )

    async def _used_before(
        self,
        facts: ExaminedToken,
        grant: TokenGrant,
        refresh: RefreshToken,
        token: str,
        repeats: Repeats,
    ) -> Reply:
        """The first answer for a repeat; another use ends the family."""
        at, used_at = self.clock(), refresh.used_at
        if used_at is not None and at < used_at + GRANTS_REPEATED_WITHIN:
            places = repeats.places(grant, token)
            reply = await self.issuer.repeated(places, repeats.asked)
            if reply is not None and facts.grant_alive(at):
                return reply
        await end_reused(self.pool, grant, Used.refresh_token, at)
        raise refused("The refresh token was used before: all its tokens have ended.")


def _scopes(asked: str | None, grant: TokenGrant) -> tuple[str, ...]:
    """As many as were granted, or fewer (RFC 6749 6)."""
    if asked is None:
        return grant.scopes
    scopes = tuple(dict.fromkeys(asked.split()))
    if not scopes or not {*scopes} <= {*grant.scopes}:
        raise OAuthError(
            OAuthErrorCode.invalid_scope, "The scope is wider than what was granted."
        )
    return scopes
