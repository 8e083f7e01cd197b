"""`doorstep member erase`, and `doorstep purge`."""

import asyncio
import secrets
import sys
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from cli.database import open_database
from cli.exiting import exit_at_once
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

    It asks for the member's address again, since it cannot be undone. The id stays,
    since the audit trail refers to it. The reason must name nobody.

    \b
    Examples:
      doorstep member erase jo@acme.test --reason "asked on 3 March"
    """
    settings = settings_for(data_dir)
    if not yes:
        _confirm(asyncio.run(_address_of(settings, member)))
    member_id = asyncio.run(erase_member(settings, member, reason))
    typer.echo(f"Erased {member_id}.")
    exit_at_once(0)


def purge(data_dir: DataDir = None) -> None:
    """Delete rows of flows that ended DOORSTEP_RETENTION_DAYS ago.

    Expired sessions and kept answers go too, and audit events without an account after
    DOORSTEP_NO_ACCOUNT_RETENTION_DAYS: DOORSTEP_KEYS seals where their chain begins
    from then on. Temporal does the same each night.

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
    """Disable the member, wait until all flows have ended, then erase the rows.

    A running flow without its row would fail for ever. If interrupted, it can be run
    again. Raises ConfigurationError if a flow does not end in time.
    """
    from cli.interventions import act_on
    from doorstep.rules.passwords import Passwords
    from doorstep.rules.time_limits import USUAL
    from doorstep.settings.processes import OperatorSettings
    from doorstep.temporal.client import connect
    from doorstep.transactions.interventions import Intervention
    from doorstep.transactions.lookups import find_member

    settings = OperatorSettings.of(given)
    client, passwords = await connect(settings), Passwords(USUAL)
    async with open_database(settings) as pool:
        async with pool.acquire() as connection:
            member = await find_member(connection, name)
        running = await act_on(pool, member, reason, Intervention.lock_out)
        await _end_flows(client, member.id, running)
        nobodys = await passwords.hash(secrets.token_urlsafe(32))
        await act_on(pool, member, reason, lambda act: act.erase(nobodys))
    passwords.close()
    return member.id


async def _end_flows(client: "Client", member_id: UUID, known: list[str]) -> None:
    """End the flows known from rows, then those in Temporal until none is left."""
    from doorstep.temporal.executions import open_workflow_ids

    of_member = f'DoorstepMember="{member_id}"'
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            for workflow_id in known:
                await _end(client, workflow_id)
            while left := await open_workflow_ids(client, of_member):
                for workflow_id in left:
                    await _end(client, workflow_id)
    except TimeoutError:
        raise ConfigurationError(
            "The member is locked out, but a flow has not ended. Check that a worker "
            "is running, then run this command again."
        ) from None


async def _end(client: "Client", workflow_id: str) -> None:
    """Cancel the workflow and wait for it; does nothing if it has closed.

    A paused workflow is unpaused, since it handles a cancellation only then.
    """
    from temporalio.client import WorkflowFailureError
    from temporalio.service import RPCError, RPCStatusCode

    from doorstep.temporal.executions import unpause

    flow = client.get_workflow_handle(workflow_id)
    try:
        await flow.cancel()
        await unpause(client, workflow_id)
        await flow.result()
    except WorkflowFailureError:
        return
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
