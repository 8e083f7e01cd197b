"""Signing out at the request of a client: what of the request may be believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from api.actions.authorizations import Authorizations
from doorstep import i18n
from doorstep.db.clients import Client
from doorstep.process.token_signing import TokenSigning
from doorstep.rules.client_uris import is_registered
from doorstep.rules.jose import Claims, key_id
from doorstep.rules.sign_out import LONGEST_STATE, SignOut


@dataclass(frozen=True)
class SignOuts:
    issuer: str
    signing: TokenSigning
    authorizations: Authorizations

    async def read(self, given: Mapping[str, str]) -> SignOut:
        """An ID token counts however old it is; one of somebody else, or of another
        client than is named, does not, and nothing that rests on it.
        """
        hint, named = given.get("id_token_hint"), given.get("client_id", "")
        claims = await self._claims(hint) if hint else None
        audience = str(claims["aud"]) if claims else ""
        believed = not hint or (claims is not None and named in ("", audience))
        client = None
        if believed:
            client = await self.authorizations.client(audience or named)
        asked = given.get("post_logout_redirect_uri", "")
        address = _address(client, asked, given.get("state"))
        return SignOut(
            client_id=client.id if client else "",
            session_id=_session_id(claims) if believed and claims else None,
            address=address,
            refused=bool(asked) and not address,
            language=_language(given.get("ui_locales", "")),
        )

    async def _claims(self, token: str) -> Claims | None:
        """Those of an ID token of ours; a logout token is none."""
        kid = key_id(token)
        claims = await self.signing.verified(token, kid) if kid else None
        if claims is None or claims.get("iss") != self.issuer or "events" in claims:
            return None
        return claims if isinstance(claims.get("aud"), str) else None


def _address(client: Client | None, asked: str, state: str | None) -> str:
    """Empty where nothing may be returned to."""
    if client is None or len(state or "") > LONGEST_STATE:
        return ""
    if not is_registered(asked, client.post_logout_redirect_uris, client.kind):
        return ""
    if state is None:
        return asked
    joint = "&" if urlsplit(asked).query else "?"
    return f"{asked}{joint}{urlencode({'state': state})}"


def _session_id(claims: Claims) -> UUID | None:
    """None for a token of a login without a session."""
    try:
        return UUID(str(claims.get("sid")))
    except ValueError:
        return None


def _language(asked: str) -> str:
    """The first of ours among those asked for, the best first; empty for none."""
    wanted = (tag.partition("-")[0].lower() for tag in asked.split())
    return next((tag for tag in wanted if tag in i18n.LANGUAGES), "")
