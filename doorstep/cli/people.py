"""`doorstep account create` and `doorstep member create`."""

import asyncio
from typing import Annotated, TypeAlias

import typer

from doorstep.cli.database import open_database
from doorstep.cli.options import DataDir, PasswordStdin, read_password, settings_for
from doorstep.clock import system_clock

_Language: TypeAlias = Annotated[
    str, typer.Option(help="Of mails to them: en, fr, it, de, es, pt or nl.")
]

accounts = typer.Typer(no_args_is_help=True, help="Accounts of this installation.")
members = typer.Typer(no_args_is_help=True, help="Members of an account.")


@accounts.callback()
@members.callback()
def _group() -> None:
    """Keep `create` a subcommand: typer would melt a lone one into its group."""


@accounts.command("create")
def create_account(
    *,
    name: Annotated[str, typer.Option(help="What the account is called.")],
    admin_email: Annotated[str, typer.Option(help="Its first administrator.")],
    admin_name: str = "Administrator",
    language: _Language = "en",
    password_stdin: PasswordStdin = False,
    data_dir: DataDir = None,
) -> None:
    """Make an account with its first administrator; prints the account's id."""
    settings = settings_for(data_dir)
    password = read_password(from_stdin=password_stdin)

    async def create() -> None:
        from doorstep import administration

        async with open_database(settings) as pool:
            account_id = await administration.create_account(
                pool,
                name=name,
                admin_email=admin_email,
                admin_name=admin_name,
                password=password,
                language=language,
                at=system_clock(),
            )
        typer.echo(account_id)

    asyncio.run(create())


@members.command("create")
def create_member(
    *,
    account: Annotated[str, typer.Option(help="The account's id or name.")],
    email: Annotated[str, typer.Option()],
    name: Annotated[str, typer.Option()],
    role: Annotated[str, typer.Option(help="member or admin.")] = "member",
    language: _Language = "en",
    password_stdin: PasswordStdin = False,
    data_dir: DataDir = None,
) -> None:
    """Make a member of an account; prints the member's id."""
    settings = settings_for(data_dir)
    password = read_password(from_stdin=password_stdin)

    async def create() -> None:
        from doorstep import administration

        async with open_database(settings) as pool:
            member_id = await administration.create_member(
                pool,
                account=account,
                email=email,
                name=name,
                role=role,
                language=language,
                password=password,
                at=system_clock(),
            )
        typer.echo(member_id)

    asyncio.run(create())
