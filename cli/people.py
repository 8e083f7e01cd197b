"""`doorstep account` and `doorstep member`: create, change and list."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias
from uuid import UUID

import typer

from cli import texts
from cli.database import open_database
from cli.groups import command_group
from cli.options import (
    AsJson,
    DataDir,
    PasswordStdin,
    database_for,
    read_password,
    settings_for,
)
from doorstep.clock import system_clock
from doorstep.errors import InvalidInputError

if TYPE_CHECKING:
    from doorstep.db.roster_filter import RosterFilter
    from doorstep.db.rosters import RosterEntry
    from doorstep.settings.processes import DatabaseSettings

_PAGE = 500
_NO_COLOUR = "none"
_Language: TypeAlias = Annotated[
    str, typer.Option(help="Language: en, fr, it, de, es, pt or nl.")
]

_OfState: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Only members who are invited, not_set_up, setting_up, enrolled or locked."
    ),
]
_WithText: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Only members with this text in their name or address."),
]
_OfRole: TypeAlias = Annotated[
    str | None, typer.Option(help="Only members with this role: member or admin.")
]
_OfGroup: TypeAlias = Annotated[
    str | None, typer.Option(help="Only members of this group: its name or id.")
]
_Colour: TypeAlias = Annotated[
    str | None, typer.Option(help="Colour of pages and mails: '#rrggbb'.")
]

accounts = command_group("Accounts of this installation.")
members = command_group("Members of an account.")


@accounts.command("create")
def create_account(
    *,
    name: Annotated[str, typer.Option(help="The account's name.")],
    admin_email: Annotated[
        str, typer.Option(help="The first administrator's email address.")
    ],
    admin_name: Annotated[
        str, typer.Option(help="The administrator's name.")
    ] = "Administrator",
    language: Annotated[
        str,
        typer.Option(
            help="Of the account and its administrator: en, fr, it, de, es, pt or nl."
        ),
    ] = "en",
    colour: _Colour = None,
    password_stdin: PasswordStdin = False,
    data_dir: DataDir = None,
) -> None:
    """Create an account with its first administrator.

    It asks for the administrator's password, and prints the account's id.

    \b
    Examples:
      doorstep account create --name Acme --admin-email ada@acme.test
    """
    from doorstep.transactions import operators

    make = partial(
        operators.create_account,
        name=name,
        admin_email=admin_email,
        admin_name=admin_name,
        language=language,
        colour=colour,
    )
    _create(make, data_dir, password_stdin=password_stdin)


@accounts.command("change")
def change_account(
    account: Annotated[str, typer.Argument(help="The account's id or name.")],
    *,
    name: Annotated[str | None, typer.Option(help="The account's name.")] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Default for new members: en, fr, it, de, es, pt or nl."),
    ] = None,
    colour: Annotated[
        str | None, typer.Option(help="'#rrggbb', or none for the default.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Kept in the audit trail.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Change an account's name, language or colour.

    \b
    Examples:
      doorstep account change Acme --language fr --colour "#7b1fa2"
    """
    settings = database_for(data_dir)
    given = {"name": name, "language": language, "colour": colour}
    values: dict[str, str | None] = {k: v for k, v in given.items() if v is not None}
    if colour == _NO_COLOUR:
        values["colour"] = None
    changed = asyncio.run(_change_account(settings, account, values, reason))
    typer.echo(texts.changed(changed))


async def _change_account(
    settings: "DatabaseSettings",
    account: str,
    values: dict[str, str | None],
    reason: str | None,
) -> list[str]:
    from doorstep.transactions import operators

    async with open_database(settings) as pool:
        return await operators.change_account(
            pool, account, values=values, reason=reason, at=system_clock()
        )


@members.command("create")
def create_member(
    *,
    account: Annotated[str, typer.Option(help="The account's id or name.")],
    email: Annotated[str, typer.Option(help="The member's email address.")],
    name: Annotated[str, typer.Option(help="The member's name.")],
    role: Annotated[str, typer.Option(help="member or admin.")] = "member",
    language: _Language = "en",
    invite: Annotated[
        bool, typer.Option("--invite", help="Mail a link to choose the password.")
    ] = False,
    password_stdin: PasswordStdin = False,
    data_dir: DataDir = None,
) -> None:
    """Create a member of an account.

    It asks for the member's password unless the member is invited to choose it, and
    prints the member's id.

    \b
    Examples:
      doorstep member create --account Acme --email jo@a.test --name Jo --invite
      doorstep member create --account Acme --email jo@acme.test --name Jo
    """
    if invite:
        given = {"account": account, "email": email, "name": name, "role": role}
        _invite(data_dir, **given, language=language)
        return
    from doorstep.transactions import operators

    make = partial(
        operators.create_member,
        account=account,
        email=email,
        name=name,
        role=role,
        language=language,
    )
    _create(make, data_dir, password_stdin=password_stdin)


def _invite(data_dir: Path | None, **fields: str) -> None:
    """Create the row without a password, and print its id."""
    from cli.inviting import create_invited

    typer.echo(asyncio.run(create_invited(settings_for(data_dir), **fields)))


def _create(
    make: Callable[..., Awaitable[UUID]], data_dir: Path | None, *, password_stdin: bool
) -> None:
    """Prompt for the password, create the row, and print its id."""
    settings = database_for(data_dir)
    password = read_password(from_stdin=password_stdin)

    async def create() -> UUID:
        async with open_database(settings) as pool:
            return await make(
                pool, password=password, at=system_clock(), cost=settings.hash_cost
            )

    typer.echo(asyncio.run(create()))


@accounts.command("list")
def list_accounts(*, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List accounts and their two-step verification.

    \b
    Examples:
      doorstep account list
    """
    from cli.tables import show

    settings = database_for(data_dir)

    async def read() -> list[dict[str, object]]:
        from doorstep.db.accounts import Accounts

        async with open_database(settings) as pool, pool.acquire() as connection:
            return [asdict(each) for each in await Accounts(connection).summaries()]

    show(asyncio.run(read()), as_json=as_json, none=texts.NO_ACCOUNTS)


@members.command("list")
def list_members(
    *,
    account: Annotated[str, typer.Option(help="The account's id or name.")],
    two_step: _OfState = None,
    query: _WithText = None,
    role: _OfRole = None,
    group: _OfGroup = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List an account's members and their two-step verification.

    \b
    Examples:
      doorstep member list --account Acme
      doorstep member list --account Acme --two-step locked --json
      doorstep member list --account Acme --query müller --group Sales
    """
    from cli.tables import Listing

    settings, only = database_for(data_dir), _states(two_step, role)
    listing = Listing(as_json=as_json)

    async def read() -> None:
        from doorstep.db.rosters import Rosters
        from doorstep.transactions.lookups import find_account, find_wanted

        async with open_database(settings) as pool, pool.acquire() as connection:
            account_id = await find_account(connection, account)
            wanted = await find_wanted(connection, account_id, only, query, group)
            async for page in Rosters(connection).pages(
                account_id, at=system_clock(), size=_PAGE, wanted=wanted
            ):
                listing.add([_shown(entry) for entry in page])

    asyncio.run(read())
    listing.end(texts.NO_MEMBERS)


def _states(two_step: str | None, role: str | None) -> "RosterFilter":
    from doorstep.db.roster_filter import RosterFilter
    from doorstep.rules.people import Role, TwoStep

    if two_step is not None and two_step not in list(TwoStep):
        raise InvalidInputError(f"--two-step: must be one of {', '.join(TwoStep)}.")
    if role is not None and role not in list(Role):
        raise InvalidInputError(f"--role: must be one of {', '.join(Role)}.")
    return RosterFilter(
        TwoStep(two_step) if two_step else None, Role(role) if role else None
    )


def _shown(entry: "RosterEntry") -> dict[str, object]:
    member = entry.member
    return {
        "id": member.id,
        "email": member.email,
        "name": member.name,
        "role": member.role.value,
        "two_step": entry.two_step.value,
        "disabled": member.disabled_at is not None,
        "created_at": member.created_at,
    }
