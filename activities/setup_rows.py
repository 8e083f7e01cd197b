"""The rows that a judge of a setup reads after the lock."""

from collections.abc import Awaitable, Callable

from doorstep.db.enrollment_facts import JudgedSetup
from doorstep.db.pool import Connection
from doorstep.messages.activities import JudgeOrder
from doorstep.transactions.email_budget import setups_at


def in_setup(order: JudgeOrder) -> Callable[[Connection], Awaitable[JudgedSetup]]:
    """The flow of the attempt is the setup."""
    return lambda connection: setups_at(connection, order.at).judged(
        order.flow_id, order.attempt_id
    )
