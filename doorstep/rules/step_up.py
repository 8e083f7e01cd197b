"""Step-up: a proof of who is there, asked for again before an act that weakens a door.

A session that was left open, or whose token was stolen, is not enough for such an act
(NIST SP 800-63B-4 2.1.3 calls it reauthentication, RFC 9470 the challenge).
"""

from datetime import datetime, timedelta
from typing import Final

STEP_UP_LASTS: Final = timedelta(minutes=5)
"""How long a proof counts for all such acts of its session."""


def counts(given_at: datetime | None, at: datetime) -> bool:
    """Whether a proof given at that moment still counts; None is no proof."""
    return given_at is not None and at < given_at + STEP_UP_LASTS
