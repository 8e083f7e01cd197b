"""`doorstep migrate` and `doorstep temporal`: run before a start and at an upgrade."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli import texts
from cli.groups import command_group
from cli.options import DataDir, database_for, settings_for
from doorstep.errors import ConfigurationError

if TYPE_CHECKING:
    from temporalio.client import Client

    from doorstep.settings import Settings

temporal = command_group("Prepare a Temporal namespace.")


def migrate(data_dir: DataDir = None) -> None:
    """Bring the database of DOORSTEP_DATABASE_URL up to date.

    As the owner that DOORSTEP_MIGRATION_URL names, where it is set; the role of
    DOORSTEP_DATABASE_URL is then given what API and worker need and no more.

    \b
    Examples:
      doorstep migrate
    """
    from cli.progress import progress
    from doorstep.db import migrate

    settings = database_for(data_dir)
    asyncio.run(
        migrate.migrate(
            settings.database_url,
            settings.migration_url,
            watch=partial(progress, "Addresses compared"),
        )
    )
    typer.echo(texts.DATABASE_READY)


@temporal.command()
def register(data_dir: DataDir = None) -> None:
    """Register search attributes and the daily purge.

    Where Temporal does not let it, as on Temporal Cloud, it says which to create
    where, and exits with 1 until they exist. The purge is scheduled all the same.

    \b
    Examples:
      doorstep temporal register
    """
    asyncio.run(_register(settings_for(data_dir)))
    typer.echo(texts.REGISTERED)


@temporal.command()
def promote(
    version: Annotated[
        str | None,
        typer.Argument(help="The release. Default: DOORSTEP_DEPLOYMENT_VERSION."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Send new flows to a release.

    Workers of others finish the flows that they have.

    \b
    Examples:
      doorstep temporal promote 1.5.0
    """
    from doorstep.settings.processes import ReleaseSettings

    settings = settings_for(data_dir)
    promoted = version or ReleaseSettings.of(settings).deployment_version
    asyncio.run(_promote(settings, promoted))
    typer.echo(texts.promoted(promoted))


async def _promote(settings: "Settings", version: str) -> None:
    from doorstep.temporal import deployment

    async with _temporal(settings) as client:
        await deployment.promote(client, settings.task_queue, version)


async def _register(settings: "Settings") -> None:
    from doorstep.temporal.schedules import schedule_purge
    from doorstep.temporal.search_attributes import register_search_attributes

    async with _temporal(settings) as client:
        await schedule_purge(client, settings.task_queue)
        await register_search_attributes(client)


@asynccontextmanager
async def _temporal(settings: "Settings") -> "AsyncIterator[Client]":
    """Raises ConfigurationError where Temporal refuses what is asked of it."""
    from temporalio.service import RPCError

    from doorstep.settings.processes import TemporalSettings
    from doorstep.temporal.client import connect
    from doorstep.temporal.rpc_words import in_words

    client = await connect(TemporalSettings.of(settings))
    try:
        yield client
    except RPCError as error:
        said = in_words(error, client.namespace)
        raise ConfigurationError(f"Temporal: {said}") from error
