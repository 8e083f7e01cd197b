"""`doorstep keys`: entries for the ring DOORSTEP_KEYS."""

import secrets
from typing import Annotated

import typer

from doorstep.clock import system_clock

keys = typer.Typer(no_args_is_help=True, help="Make keys for DOORSTEP_KEYS.")


@keys.callback()
def _group() -> None:
    """Keep `new` a subcommand: typer would melt a lone command into its group."""


@keys.command()
def new(
    name: Annotated[
        str | None, typer.Option(help="Made of the date where it is not given.")
    ] = None,
) -> None:
    """Print a new entry, `name:base64`; put it first in DOORSTEP_KEYS."""
    from doorstep.seal import new_entry

    dated = f"k{system_clock():%Y%m%d}-{secrets.token_hex(2)}"
    typer.echo(new_entry(name or dated))
