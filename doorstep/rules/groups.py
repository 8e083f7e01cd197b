"""Groups of an account's members: how many there may be, and which names are one."""

import unicodedata
from typing import Final

MOST_GROUPS: Final = 1000
"""Of an account."""
MOST_OF_MEMBER: Final = 100
"""Groups that a member may be in."""


def name_key(name: str) -> str:
    """Two names with the same key are one, as people read them."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())
