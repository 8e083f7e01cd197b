"""How long a client may take to hear of the end of a session."""

from datetime import timedelta
from typing import Final

ANSWER_WITHIN: Final = timedelta(seconds=5)
TOLD_FOR: Final = timedelta(days=1)
"""How long a client is tried that cannot be reached."""
