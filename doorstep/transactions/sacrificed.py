"""Transactions that PostgreSQL gives up for the sake of others are run once more."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from asyncpg import DeadlockDetectedError, SerializationError

_Result = TypeVar("_Result")


async def run_again_if_sacrificed(
    transaction: Callable[[], Awaitable[_Result]],
) -> _Result:
    """For one whole transaction: what it did the first time is rolled back.

    Raises what the second try meets.
    """
    try:
        return await transaction()
    except (DeadlockDetectedError, SerializationError):
        return await transaction()
