"""`doorstep device`: reset or unlock a member's authenticator."""

import asyncio

import typer

from cli.groups import command_group
from cli.options import DataDir, NamedMember, Why, database_for

devices = command_group("Authenticators of members.")


@devices.command()
def reset(member: NamedMember, *, reason: Why, data_dir: DataDir = None) -> None:
    """Reset a member's device. The next login sets up a new one.

    The member's sessions and running logins end, and a mail tells the member.

    \b
    Examples:
      doorstep device reset jo@acme.test --reason "phone lost"
    """
    from cli.interventions import reset_device

    typer.echo(asyncio.run(reset_device(database_for(data_dir), member, reason)))


@devices.command()
def unlock(member: NamedMember, *, reason: Why, data_dir: DataDir = None) -> None:
    """End the lock after wrong codes, and forget the wrong codes.

    \b
    Examples:
      doorstep device unlock jo@acme.test --reason "called and identified"
    """
    from cli.interventions import unlock_device

    typer.echo(asyncio.run(unlock_device(database_for(data_dir), member, reason)))
