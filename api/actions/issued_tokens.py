"""What can be asked of a token that was issued: whose it is, and that it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from api.actions.token_issuer import profile_of
from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.db.token_facts import ExaminedToken, TokenFacts, TokensWithFacts
from doorstep.rules.tokens import token_hash
from doorstep.transactions.token_exchange import revoke_access_token, revoke_grant


@dataclass(frozen=True)
class IssuedTokens:
    pool: Pool
    clock: Clock
    issuer: str
    idle: timedelta

    async def find(self, token: str) -> TokenFacts | None:
        """A live access token. Its use renews nothing."""
        async with self.pool.acquire() as connection:
            facts = await TokensWithFacts(connection).access_token(token_hash(token))
        alive = facts is not None and facts.access_alive(self.clock(), self.idle)
        return facts if alive else None

    async def examine(self, client_id: str, token: str) -> ExaminedToken | None:
        """A token, and the client that asks about it; None without such a client."""
        async with self.pool.acquire() as connection:
            rows = TokensWithFacts(connection)
            return await rows.examined(client_id, token_hash(token))

    def introspection(self, facts: ExaminedToken) -> dict[str, object]:
        """RFC 7662 2.2, of the client's own tokens: all others are not active."""
        at = self.clock()
        if facts.access_alive(at, self.idle) and facts.token is not None:
            token = facts.token
            return self._active(facts, token.scopes, token.expires_at)
        if facts.refresh_alive(at, self.idle) and facts.grant is not None:
            return self._active(facts, facts.grant.scopes, facts.grant.expires_at)
        return {"active": False}

    def _active(
        self, facts: ExaminedToken, scopes: tuple[str, ...], expires_at: datetime
    ) -> dict[str, object]:
        """The subject of a client's own token is the client (RFC 9068 2.2)."""
        grant, client_id = facts.grant, facts.client.id
        document: dict[str, object] = {
            "active": True,
            "iss": self.issuer,
            "sub": str(grant.member_id) if grant else client_id,
            "client_id": client_id,
            "scope": " ".join(scopes),
            "exp": int(expires_at.timestamp()),
        }
        if grant is not None:
            document["acr"] = grant.acr.value
            document["auth_time"] = int(grant.auth_time.timestamp())
        return document

    async def revoke(self, facts: ExaminedToken) -> bool:
        """End a token of this client; False if it is another's. One that nobody has,
        or that has ended, is as good as revoked (RFC 7009 2.2).
        """
        at, client, grant = self.clock(), facts.client, facts.grant
        if facts.refresh is not None and grant is not None:
            if grant.client_id != client.id:
                return False
            await revoke_grant(self.pool, grant, at)
        if facts.token is not None:
            if facts.token.client_id != client.id:
                return False
            await revoke_access_token(self.pool, facts.token, client, grant, at)
        return True


def claims_of(facts: TokenFacts) -> dict[str, object] | None:
    """What userinfo says (OpenID Connect Core 5.3.2); None of a client's own token."""
    if facts.token is None or facts.grant is None or facts.person is None:
        return None
    claims: dict[str, object] = {"sub": str(facts.grant.member_id)}
    return claims | profile_of(facts.person).claims(facts.token.scopes)
