"""Session tokens in kept answers are forgotten once nobody may be given them again."""

from doorstep.clock import Clock
from doorstep.db.answers import Answers
from doorstep.db.pool import Pool
from doorstep.db.sessions import RENEWABLE_FOR


async def forget_session_tokens(pool: Pool, clock: Clock) -> int:
    """Gives how many answers held one; those of ended sessions hold none any more."""
    async with pool.acquire() as connection:
        return await Answers(connection).forget_tokens(clock() - RENEWABLE_FOR)
