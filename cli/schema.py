"""`doorstep migrate` and `doorstep temporal`: run before a start and at an upgrade."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli import texts
from cli.groups import command_group
from cli.options import DataDir, database_for, settings_for

if TYPE_CHECKING:
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
    from doorstep.settings.processes import TemporalSettings
    from doorstep.temporal import deployment
    from doorstep.temporal.client import connect

    client = await connect(TemporalSettings.of(settings))
    await deployment.promote(client, settings.task_queue, version)


async def _register(settings: "Settings") -> None:
    from doorstep.settings.processes import TemporalSettings
    from doorstep.temporal.client import connect, register_search_attributes
    from doorstep.temporal.schedules import schedule_purge

    client = await connect(TemporalSettings.of(settings))
    await register_search_attributes(client, settings.temporal_namespace)
    await schedule_purge(client, settings.task_queue)
