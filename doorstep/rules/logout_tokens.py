"""Logout tokens: how a client is told that a session has ended, and what its answer
means.

Source: OpenID Connect Back-Channel Logout 1.0, 2.4 to 2.8.
"""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Final
from uuid import UUID

_LIVES: Final = timedelta(minutes=2)
_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
_TRIED_AGAIN = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)


class Answered(StrEnum):
    """What an answer of a client means."""

    told = "told"
    later = "later"
    refused = "refused"


def logout_claims(
    issuer: str, client_id: str, member_id: UUID, session_id: UUID, at: datetime
) -> dict[str, object]:
    """A `jti` and an `iat` of its own at each try; `iat` is never ahead."""
    issued = int(at.timestamp())
    return {
        "iss": issuer,
        "aud": client_id,
        "iat": issued,
        "exp": issued + int(_LIVES.total_seconds()),
        "jti": secrets.token_urlsafe(16),
        "sub": str(member_id),
        "sid": str(session_id),
        "events": {_EVENT: {}},
    }


def answered(status: int) -> Answered:
    """A redirect is not followed, and so final."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Answered.told
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _TRIED_AGAIN:
        return Answered.later
    return Answered.refused
