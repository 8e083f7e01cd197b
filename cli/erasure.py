"""`doorstep member erase`, and `doorstep purge`."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from cli.database import open_database
from cli.options import DataDir, NamedMember, Why, database_for, settings_for
from doorstep.clock import system_clock
from doorstep.errors import ConfigurationError, InvalidInputError

if TYPE_CHECKING:
    from temporalio.client import Client

    from doorstep.settings import Settings
    from doorstep.settings.processes import DatabaseSettings

_PATIENCE_SECONDS = 30


def erase(
    member: NamedMember,
    *,
    reason: Why,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask for the address again.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Permanently erase a member and everything that names the person.

    It cannot be undone, so it asks for the member's address again. The id stays, since
    the audit trail refers to it. The reason must not name anyone.

    \b
    Examples:
      doorstep member erase jo@acme.test --reason "asked on 3 March"
    """
    settings = settings_for(data_dir)
    if not yes:
        _confirm(asyncio.run(_address_of(settings, member)))
    member_id = asyncio.run(erase_member(settings, member, reason))
    typer.echo(f"Erased {member_id}.")


def purge(data_dir: DataDir = None) -> None:
    """Delete rows that are past their retention. Temporal does the same every night.

    Ended flows, sessions and notices are kept for DOORSTEP_RETENTION_DAYS, audit events
    of no account for DOORSTEP_NO_ACCOUNT_RETENTION_DAYS. Deleting such events needs
    DOORSTEP_KEYS: a sealed record takes their place, so that `doorstep audit verify`
    can tell a purge from a manipulation.

    \b
    Examples:
      doorstep purge
    """
    counts = asyncio.run(_purge(database_for(data_dir)))
    for what, count in counts.items():
        typer.echo(f"{count:8} {what}")


def _confirm(address: str) -> None:
    if not _at_a_terminal():
        raise InvalidInputError("No terminal to ask for confirmation. Use --yes.")
    typer.echo(f"This permanently erases {address}.")
    if typer.prompt("Enter the address to confirm").strip() != address:
        raise InvalidInputError("The address does not match. Nothing was erased.")


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


async def _address_of(settings: "Settings", name: str) -> str:
    from doorstep.settings.processes import DatabaseSettings
    from doorstep.transactions.lookups import find_member

    database = open_database(DatabaseSettings.of(settings))
    async with database as pool, pool.acquire() as connection:
        return (await find_member(connection, name)).email


async def _purge(settings: "DatabaseSettings") -> dict[str, int]:
    from doorstep.audit import purge
    from doorstep.db.pool import connected
    from doorstep.rules.seal import KeyRing

    ring = KeyRing.parse(settings.keys) if settings.keys else None
    async with connected(settings.database_url) as connection:
        retention = purge.Retention.of(settings)
        return await purge.purge(connection, system_clock(), retention, ring)


async def erase_member(given: "Settings", name: str, reason: str) -> UUID:
    """Lock the member out, and wait until the workflow has erased the member.

    If interrupted, it continues without this command. Raises ConfigurationError if it
    takes too long.
    """
    from cli.interventions import act_on
    from doorstep.messages.flows import ErasureStart
    from doorstep.settings.processes import OperatorSettings
    from doorstep.temporal.client import connect
    from doorstep.temporal.erasures import start_erasure
    from doorstep.transactions.interventions import Intervention
    from doorstep.transactions.lookups import find_member

    settings = OperatorSettings.of(given)
    client = await connect(settings)
    async with open_database(settings) as pool:
        async with pool.acquire() as connection:
            member = await find_member(connection, name)
        await act_on(pool, member, reason, Intervention.begin_erasure)
    start = ErasureStart(member_id=member.id, account_id=member.account_id)
    await start_erasure(client, settings.task_queue, start)
    await _finished(client, member.id)
    return member.id


async def _finished(client: "Client", member_id: UUID) -> None:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await client.get_workflow_handle(f"erasure/{member_id}").result()
    except TimeoutError:
        raise ConfigurationError(
            "The member is locked out, but a flow has not ended. Check that a worker "
            "is running. The member is then erased without another command."
        ) from None
