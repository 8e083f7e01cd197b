"""An authorization request that waits for a password, in the browser that made it.

Anybody can make one: so nothing of it is stored, and it travels sealed in the address
of the page and in its form, until a login carries it.
"""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from doorstep.errors import UnsealError
from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.tokens import token_hash


class CarriedRequest(BaseModel):
    """`id` is that of the row which a login makes of it, once."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    client_id: str
    parameters: AuthorizationParameters
    member_id: UUID | None = None
    created_at: datetime
    expires_at: datetime

    def sealed(self, ring: KeyRing, browser: str) -> str:
        """For the browser with this cookie; a form of another site comes without one,
        so that what is sealed for none goes on in whichever follows.
        """
        plain = self.model_dump_json(exclude_defaults=True).encode()
        return ring.seal(Purpose.authorization_request, plain, _bound_to(browser))

    @classmethod
    def opened(
        cls, ring: KeyRing, sealed: str, browser: str, at: datetime
    ) -> "CarriedRequest | None":
        """None for another browser's, an expired one, and anything else."""
        try:
            plain = ring.open(Purpose.authorization_request, sealed, _bound_to(browser))
            request = cls.model_validate_json(plain)
        except (UnsealError, ValidationError):
            return None
        return request if at < request.expires_at else None


def _bound_to(browser: str) -> str:
    return f"browser {token_hash(browser).hex()}" if browser else "form"
