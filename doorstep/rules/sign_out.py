"""A client asks that somebody signs out.

Source: OpenID Connect RP-Initiated Logout 1.0.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict

KEPT_FOR: Final = timedelta(minutes=10)
"""How long the page that asks may stay open."""
LONGEST_STATE: Final = 4096


class SignOut(BaseModel):
    """What of the request is to be believed.

    `session_id` is that of a valid ID token. `address` is a registered one with the
    client's state; `refused` says that another one was asked for.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    client_id: str = ""
    session_id: UUID | None = None
    address: str = ""
    refused: bool = False
    language: str = ""
