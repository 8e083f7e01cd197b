"""`doorstep account require-two-step`: an operator switches the requirement."""

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli import texts
from cli.database import open_database
from cli.options import DataDir, Why, database_for
from doorstep.clock import system_clock

if TYPE_CHECKING:
    from doorstep.settings.processes import DatabaseSettings


class Switch(StrEnum):
    on = "on"
    off = "off"


def require(
    account: Annotated[str, typer.Argument(help="The account's id or name.")],
    switch: Annotated[Switch, typer.Argument(help="Whether it is required.")],
    *,
    reason: Why,
    data_dir: DataDir = None,
) -> None:
    """Turn an account's two-step verification on or off.

    It applies to sign-ins from then on. When it is turned off, every administrator of
    the account is notified by email.

    \b
    Examples:
      doorstep account require-two-step Acme on --reason "asked for by Ada"
    """
    settings = database_for(data_dir)
    required = switch is Switch.on
    typer.echo(asyncio.run(require_two_step(settings, account, reason, on=required)))


async def require_two_step(
    settings: "DatabaseSettings", account: str, reason: str, *, on: bool
) -> str:
    """Returns a sentence that says what was done."""
    from cli.interventions import inform
    from doorstep.transactions import operators

    async with open_database(settings) as pool:
        changed = await operators.require_two_step(
            pool, account, required=on, reason=reason, at=system_clock()
        )
    if not changed.detail:
        return texts.NOTHING_CHANGED
    told = await inform(settings, notices=changed.notices)
    return f"{texts.REQUIRED if on else texts.NOT_REQUIRED}{told}"
