"""A change of a member's address for an operator, which waits for the emailed code."""

from temporalio.service import RPCError

from cli import texts
from cli.interventions import inform
from doorstep.clock import system_clock
from doorstep.db.pool import Pool, present
from doorstep.errors import ConfigurationError
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import ApiSettings, DatabaseSettings
from doorstep.temporal.address_changes import start_address_change
from doorstep.temporal.client import connect
from doorstep.transactions.address_changes import (
    AddressAsked,
    NewAddress,
    withdraw_change,
)
from doorstep.transactions.invitations import Inviting
from doorstep.transactions.operators import valid_address
from workflows.activity_options import TASK_TIMEOUT


def new_address(settings: DatabaseSettings, email: str) -> NewAddress:
    """Raises InvalidInputError, and ConfigurationError where no code can be mailed."""
    complete = ApiSettings.of(settings)
    inviting = Inviting.of(KeyRing.parse(complete.keys), complete)
    return NewAddress(valid_address(email), complete.address_policy, inviting)


async def begin_change(
    settings: DatabaseSettings, pool: Pool, asked: AddressAsked
) -> str:
    """Returns a sentence. Without Temporal nothing waits for a code."""
    complete = ApiSettings.of(settings)
    try:
        client = await connect(complete)
        queue = complete.task_queue
        await start_address_change(client, queue, asked.start, TASK_TIMEOUT)
    except (ConfigurationError, RPCError):
        await withdraw_change(pool, asked.change.id, system_clock())
        return texts.ADDRESS_STAYS
    ended = [f"address/{asked.replaced}"] if asked.replaced else []
    await inform(settings, ended, notices=[present(asked.notice)])
    return texts.ADDRESS_ASKED
