"""`doorstep member invite`."""

import asyncio

import typer

from cli.options import DataDir, NamedMember, settings_for


def invite(member: NamedMember, *, data_dir: DataDir = None) -> None:
    """Mail a member who has no password a link to choose one.

    An earlier link stops working. `doorstep flow cancel` ends an invitation.

    \b
    Examples:
      doorstep member invite kim@acme.test
    """
    from cli.inviting import send_invitation

    typer.echo(asyncio.run(send_invitation(settings_for(data_dir), member)))
