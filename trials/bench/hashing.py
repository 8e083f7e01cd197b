"""What one password costs: the same hash in every build."""

import time

from doorstep.rules.passwords import Passwords
from doorstep.rules.time_limits import USUAL
from trials.bench.journeys import PASSWORD

_TIMES = 20


async def hashing_milliseconds() -> float:
    """Processor time of one check of a right password."""
    passwords = Passwords(USUAL)
    real = await passwords.hash(PASSWORD)
    began = time.process_time()
    for _ in range(_TIMES):
        await passwords.verify(PASSWORD, real)
    spent = time.process_time() - began
    passwords.close()
    return 1000 * spent / _TIMES
