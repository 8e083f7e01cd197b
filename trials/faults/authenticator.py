"""An authenticator app that remembers which codes were used."""

import asyncio
import base64
from dataclasses import dataclass
from datetime import UTC, datetime

from doorstep.rules import totp

_PAUSE_SECONDS = 0.5


@dataclass
class Authenticator:
    """The secret of one setup, in base32; `used` is the time step of the last code."""

    of: str
    secret: str
    used: int = 0

    async def fresh_step(self) -> int:
        """The present step, or the next one, which the window takes early."""
        while True:
            now = totp.time_step(datetime.now(UTC))
            step = max(now, self.used + 1)
            if step <= now + 1:
                return step
            await asyncio.sleep(_PAUSE_SECONDS)

    def code(self, step: int) -> str:
        return totp.code(self._raw(), step)

    def code_now(self) -> str:
        return self.code(totp.time_step(datetime.now(UTC)))

    def wrong_code(self) -> str:
        """None of those that are right about now."""
        now = totp.time_step(datetime.now(UTC))
        right = {self.code(step) for step in range(now - 3, now + 12)}
        return next(
            code for code in ("000000", "111111", "222222") if code not in right
        )

    def _raw(self) -> bytes:
        return base64.b32decode(self.secret + "=" * (-len(self.secret) % 8))
