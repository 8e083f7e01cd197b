"""`doorstep member password`."""

import asyncio

import typer

from cli.options import (
    DataDir,
    NamedMember,
    PasswordStdin,
    Why,
    database_for,
    read_password,
)


def change(
    member: NamedMember,
    *,
    reason: Why,
    password_stdin: PasswordStdin = False,
    data_dir: DataDir = None,
) -> None:
    """Set a member's password.

    The member's sessions and running logins end, the authenticator stays, and a mail
    tells the member.

    \b
    Examples:
      doorstep member password jo@acme.test --reason "asked by phone"
      doorstep member password jo@acme.test --reason … --password-stdin < FILE
    """
    from cli.interventions import change_password

    settings = database_for(data_dir)
    password = read_password(from_stdin=password_stdin)
    typer.echo(asyncio.run(change_password(settings, member, password, reason)))
