"""`doorstep migrate` and `doorstep temporal register`: before a start."""

import asyncio
from typing import TYPE_CHECKING

import typer

from doorstep.cli.leaving import leave
from doorstep.cli.options import DataDir, settings_for

if TYPE_CHECKING:
    from doorstep.settings import Settings

temporal = typer.Typer(no_args_is_help=True, help="Prepare a Temporal namespace.")


@temporal.callback()
def _group() -> None:
    """Keep `register` a subcommand: typer would melt a lone one into its group."""


def migrate(data_dir: DataDir = None) -> None:
    """Bring the database of DOORSTEP_DATABASE_URL up to date.

    As the owner that DOORSTEP_MIGRATION_URL names, where it is set; the role of
    DOORSTEP_DATABASE_URL is then given what API and worker need and no more.
    """
    from doorstep.db.migrate import migrate as run

    settings = settings_for(data_dir)
    asyncio.run(run(settings.required("database_url"), settings.migration_url))
    typer.echo("The database is up to date.")


@temporal.command()
def register(data_dir: DataDir = None) -> None:
    """Register the search attributes that Doorstep's workflows carry."""
    asyncio.run(_register(settings_for(data_dir)))
    typer.echo("The search attributes are registered.")
    leave(0)


async def _register(settings: "Settings") -> None:
    from doorstep.temporal import connect, register_search_attributes

    client = await connect(settings)
    await register_search_attributes(client, settings.temporal_namespace)
