"""Signing out at the request of a client: what of the request may be believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from api.actions.own_id_tokens import OwnIdTokens, uuid_of
from api.actions.waiting_requests import WaitingRequests
from doorstep import i18n
from doorstep.db.clients import Client
from doorstep.rules.client_uris import is_registered
from doorstep.rules.sign_out import LONGEST_STATE, SignOut


@dataclass(frozen=True)
class SignOuts:
    id_tokens: OwnIdTokens
    waiting: WaitingRequests

    async def read(self, given: Mapping[str, str]) -> SignOut:
        """An ID token counts however old it is; one of somebody else, or of another
        client than is named, does not, and nothing that rests on it.
        """
        hint, named = given.get("id_token_hint"), given.get("client_id", "")
        claims = await self.id_tokens.claims(hint) if hint else None
        audience = str(claims["aud"]) if claims else ""
        believed = not hint or (claims is not None and named in ("", audience))
        client = None
        if believed:
            client = await self.waiting.client(audience or named)
        asked = given.get("post_logout_redirect_uri", "")
        address = _address(client, asked, given.get("state"))
        return SignOut(
            client_id=client.id if client else "",
            session_id=uuid_of(claims, "sid") if believed and claims else None,
            address=address,
            refused=bool(asked) and not address,
            language=_language(given.get("ui_locales", "")),
        )


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


def _language(asked: str) -> str:
    """The first of ours among those asked for, the best first; empty for none."""
    wanted = (tag.partition("-")[0].lower() for tag in asked.split())
    return next((tag for tag in wanted if tag in i18n.LANGUAGES), "")
