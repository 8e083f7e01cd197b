"""What the hash of a password costs: the parameters of argon2id.

Sources: RFC 9106 (the names), OWASP Password Storage Cheat Sheet (the recommendation).
"""

from dataclasses import dataclass
from typing import Final

_LEAST_MEMORY = 7 * 1024
_LEAST_WORK = 5 * _LEAST_MEMORY
"""The weakest of OWASP's choices: 7 MiB in 5 passes."""


@dataclass(frozen=True)
class HashCost:
    """`memory` is in KiB."""

    memory: int = 19 * 1024
    passes: int = 2
    lanes: int = 1

    @property
    def work(self) -> int:
        """What the time of a hash is proportional to."""
        return self.memory * self.passes

    @property
    def recommended(self) -> bool:
        """Whether it is at least what OWASP recommends."""
        return self.memory >= _LEAST_MEMORY and self.work >= _LEAST_WORK

    def below(self, wanted: "HashCost") -> bool:
        return self.memory < wanted.memory or self.passes < wanted.passes


USUAL_COST: Final = HashCost()
