"""An authorization request that waits where it came from, sealed.

Anybody can make one: so nothing of it is stored, and it travels in an address and in
forms, until a login carries it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from doorstep.errors import UnsealError
from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.tokens import token_hash

BY_FORM: Final = "form"
"""Another site's comes without cookies: it goes on in whichever browser follows."""
BY_ADDRESS: Final = "address"
"""For whoever brings it first; that it was used is noted elsewhere."""


def by_browser(token: str) -> str:
    """For the browser with this cookie."""
    return f"browser {token_hash(token).hex()}"


class CarriedRequest(BaseModel):
    """`id` is that of the row which a login makes of it, once."""

    model_config = ConfigDict(frozen=True, from_attributes=True, defer_build=True)

    id: UUID
    client_id: str
    parameters: AuthorizationParameters
    member_id: UUID | None = None
    created_at: datetime
    expires_at: datetime

    def sealed(self, ring: KeyRing, way: str) -> str:
        """It opens where it comes by the same way."""
        plain = self.model_dump_json(exclude_defaults=True).encode()
        return ring.seal(Purpose.authorization_request, plain, way)

    @classmethod
    def opened(
        cls, ring: KeyRing, sealed: str, way: str, at: datetime
    ) -> "CarriedRequest | None":
        """None for one that came another way, an expired one, and anything else."""
        try:
            plain = ring.open(Purpose.authorization_request, sealed, way)
            request = cls.model_validate_json(plain)
        except (UnsealError, ValidationError):
            return None
        return request if at < request.expires_at else None
