"""ID tokens that come back as hints: what may be believed of them, however old."""

from dataclasses import dataclass
from uuid import UUID

from doorstep.process.token_signing import TokenSigning
from doorstep.rules.jose import Claims, key_id


@dataclass(frozen=True)
class OwnIdTokens:
    issuer: str
    signing: TokenSigning

    async def claims(self, token: str) -> Claims | None:
        """Those of an ID token of ours; a logout token is none."""
        kid = key_id(token)
        claims = await self.signing.verified(token, kid) if kid else None
        if claims is None or claims.get("iss") != self.issuer or "events" in claims:
            return None
        return claims if isinstance(claims.get("aud"), str) else None

    async def subject(self, token: str, client_id: str) -> UUID | None:
        """The member of one that this client was given; None for any other."""
        claims = await self.claims(token)
        if claims is None or claims["aud"] != client_id:
            return None
        return uuid_of(claims, "sub")


def uuid_of(claims: Claims, name: str) -> UUID | None:
    """None where the claim is missing, or is none of our ids."""
    try:
        return UUID(str(claims.get(name)))
    except ValueError:
        return None
