"""What `doorstep member create --invite` and `doorstep member invite` do.

Where Temporal does not answer, a worker starts the workflow within a minute.
"""

from contextlib import suppress
from uuid import UUID

from temporalio.service import RPCError

from cli import texts
from cli.database import open_database
from cli.interventions import inform
from doorstep.clock import system_clock
from doorstep.errors import (
    ConfigurationError,
    InvalidInputError,
    InvitationNotNeeded,
    TooManyMailsError,
)
from doorstep.messages.flows import InvitationStart
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings
from doorstep.settings.processes import (
    DatabaseSettings,
    KeySettings,
    TemporalSettings,
)
from doorstep.temporal.client import connect
from doorstep.temporal.invitations import start_invitation
from doorstep.transactions import operators
from doorstep.transactions.interventions import intervene
from doorstep.transactions.invitations import Inviting, invite_again
from doorstep.transactions.lookups import find_member


async def create_invited(given: Settings, **fields: str) -> UUID:
    """Returns the id of the new member."""
    settings, inviting = DatabaseSettings.of(given), inviting_by(given)
    async with open_database(settings) as pool:
        start = await operators.create_invited_member(
            pool, **fields, inviting=inviting, at=system_clock()
        )
    await start_soon(given, start)
    return start.member_id


async def send_invitation(given: Settings, name: str) -> str:
    """Returns a sentence that says what was done."""
    settings, inviting = DatabaseSettings.of(given), inviting_by(given)
    async with open_database(settings) as pool:
        async with pool.acquire() as connection:
            member = await find_member(connection, name)
        try:
            invited = await intervene(
                pool,
                member.account_id,
                member.id,
                None,
                lambda act: invite_again(act, inviting),
                clock=system_clock,
            )
        except (InvitationNotNeeded, TooManyMailsError) as refusal:
            raise InvalidInputError(str(refusal)) from None
    told = await inform(settings, invited.earlier) if invited.earlier else ""
    await start_soon(given, invited.start)
    return f"{texts.INVITED}{told}"


def inviting_by(given: Settings) -> Inviting:
    """Raises ConfigurationError without keys."""
    return Inviting.of(KeyRing.parse(KeySettings.of(given).keys), given)


async def start_soon(given: Settings, start: InvitationStart) -> None:
    with suppress(ConfigurationError, RPCError, RuntimeError):
        settings = TemporalSettings.of(given)
        client = await connect(settings)
        await start_invitation(client, settings.task_queue, start)
