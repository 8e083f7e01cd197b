"""Microsoft Entra ID as a caller: what its external authentication methods ask for.

Source: "Microsoft Entra multifactor authentication external method provider reference".
The hint has expired on purpose: it says who is meant, and that the first factor holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.client_assertions import keys_in
from doorstep.rules.id_tokens import ID_TOKEN_LIFETIME
from doorstep.rules.requested_claims import values_of

if TYPE_CHECKING:  # as in `doorstep.rules.jose`
    from joserfc.jwk import Key

GIVES_UP_AFTER: Final = timedelta(minutes=10)
"""Microsoft says "about": an answer after that is refused."""
_AHEAD: Final = timedelta(minutes=5)
"""How far its clock may be ahead."""
AMR: Final = "otp"
_ACR: Final = ("possessionorinherence", "possession", "knowledgeorpossession")
"""What a code of an authenticator is, in Microsoft's words: the first that is asked."""
_ALGORITHM = "RS256"


@dataclass(frozen=True)
class Tenant:
    """Whose hints are taken: those of one tenant, for one registration there."""

    id: str
    client_id: str
    issuer: str


@dataclass(frozen=True)
class Hint:
    """`object_id` is the person's in the tenant; `subject` comes back in the answer.

    `address` is the name they sign in with, which an administrator may give to another
    one later.
    """

    subject: str
    object_id: str
    address: str


def read_hint(
    token: str, keys: Mapping[str, object], tenant: Tenant, at: datetime
) -> Hint | None:
    """None for a token that is not the tenant's, signed by one of these keys a moment
    ago: each attempt has a hint of its own.
    """
    claims = next(filter(None, (_claims(token, key) for key in keys_in(keys))), None)
    expected = {"iss": tenant.issuer, "aud": tenant.client_id, "tid": tenant.id}
    if claims is None or any(claims.get(key) != one for key, one in expected.items()):
        return None
    if not _is_new(claims.get("iat"), at):
        return None
    said = [claims.get(name) for name in ("sub", "oid", "preferred_username")]
    subject, object_id, address = (one if isinstance(one, str) else "" for one in said)
    return Hint(subject, object_id, address) if subject and object_id else None


def _is_new(issued_at: object, at: datetime) -> bool:
    if not isinstance(issued_at, int):
        return False
    age = at.timestamp() - issued_at
    return -_AHEAD.total_seconds() <= age <= GIVES_UP_AFTER.total_seconds()


def _claims(token: str, key: "Key") -> Mapping[str, object] | None:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        return jwt.decode(token, KeySet([key]), [_ALGORITHM]).claims
    except (JoseError, ValueError):
        return None


def stated_acr(claims: str | None) -> str | None:
    """The value of `acr` to answer with; None where a code cannot be what is asked."""
    acrs, amrs = values_of(claims, "acr"), values_of(claims, "amr")
    if acrs is None or amrs is None or (amrs and AMR not in amrs):
        return None
    return next((acr for acr in _ACR if not acrs or acr in acrs), None)


def answer_claims(
    parameters: AuthorizationParameters, client_id: str, issuer: str, at: datetime
) -> dict[str, object]:
    """Of the ID token that Entra wants back: whom its hint named, and what was done."""
    issued_at = int(at.timestamp())
    claims: dict[str, object] = {
        "iss": issuer,
        "aud": client_id,
        "sub": parameters.hint_subject,
        "acr": parameters.hint_acr,
        "amr": [AMR],
        "iat": issued_at,
        "exp": issued_at + int(ID_TOKEN_LIFETIME.total_seconds()),
    }
    nonce = parameters.nonce
    return claims if nonce is None else {**claims, "nonce": nonce}
