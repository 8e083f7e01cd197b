"""Password tries are deleted once no budget counts them any more."""

from datetime import timedelta

from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.rules.policy import PasswordPolicy
from doorstep.transactions.password_budget import forget_old_tries

_POLICY = PasswordPolicy()


async def _tries(pool: Pool, ago: timedelta, count: int) -> None:
    await pool.execute(
        """
        insert into password_tries (id, address_key, client_address, at, waits)
        select gen_random_uuid(), 'key', 'x', $1, 0 from generate_series(1, $2::int)
        """,
        system_clock() - ago,
        count,
    )


async def test_H3_row8_tries_of_a_flood_are_deleted_within_the_hour(
    pool: Pool,
) -> None:
    await _tries(pool, timedelta(minutes=46), 25)
    await _tries(pool, timedelta(minutes=44), 5)

    gone = await forget_old_tries(pool, system_clock, _POLICY, most=10)

    assert gone == 25
    assert await pool.fetchval("select count(*) from password_tries") == 5


def test_T3_tries_are_kept_as_long_as_a_budget_counts_them() -> None:
    """A pair's last wait and the window after it, in which its waits keep doubling."""
    last_wait_over = _POLICY.longest_wait
    begins_anew = last_wait_over + _POLICY.window

    assert _POLICY.remembered_for >= begins_anew
    assert _POLICY.remembered_for >= _POLICY.window
