"""`doorstep group`: the groups of an account's members."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from cli import texts
from cli.database import open_database
from cli.groups import command_group
from cli.options import AsJson, DataDir, NamedMember, database_for
from doorstep.clock import system_clock

if TYPE_CHECKING:
    from doorstep.db.groups import Group
    from doorstep.transactions.groups import AccountGroups

_Account: TypeAlias = Annotated[str, typer.Option(help="The account's id or name.")]
_Group: TypeAlias = Annotated[str, typer.Argument(help="The group's name or id.")]
_Name: TypeAlias = Annotated[str, typer.Option(help="The group's name.")]

groups = command_group("Groups of an account's members.")


@groups.command("create")
def create(*, account: _Account, name: _Name, data_dir: DataDir = None) -> None:
    """Create a group, and print its id.

    \b
    Examples:
      doorstep group create --account Acme --name Sales
    """

    async def run() -> None:
        async with _groups_of(account, data_dir) as of_account:
            typer.echo((await of_account.add(_checked(name))).id)

    asyncio.run(run())


@groups.command("list")
def list_groups(
    *, account: _Account, as_json: AsJson = False, data_dir: DataDir = None
) -> None:
    """List an account's groups by name.

    Who is in one is told by: doorstep member list --group

    \b
    Examples:
      doorstep group list --account Acme
    """
    from cli.tables import show

    found = asyncio.run(_listed(account, data_dir))
    rows = [asdict(group) for group in found]
    for row in rows:
        del row["account_id"]
    show(rows, as_json=as_json, none=texts.NO_GROUPS)


@groups.command("rename")
def rename(
    group: _Group, *, account: _Account, name: _Name, data_dir: DataDir = None
) -> None:
    """Rename a group.

    \b
    Examples:
      doorstep group rename Sales --account Acme --name "Sales EMEA"
    """

    async def run() -> None:
        async with _chosen(account, group, data_dir) as (of_account, found):
            await of_account.rename(found.id, _checked(name))

    asyncio.run(run())
    typer.echo(texts.GROUP_RENAMED)


@groups.command("delete")
def delete(group: _Group, *, account: _Account, data_dir: DataDir = None) -> None:
    """Delete a group. Its members stay members of the account.

    \b
    Examples:
      doorstep group delete Sales --account Acme
    """

    async def run() -> None:
        async with _chosen(account, group, data_dir) as (of_account, found):
            await of_account.remove(found.id)

    asyncio.run(run())
    typer.echo(texts.GROUP_DELETED)


@groups.command("add")
def add(
    group: _Group, member: NamedMember, *, account: _Account, data_dir: DataDir = None
) -> None:
    """Put a member into a group.

    \b
    Examples:
      doorstep group add Sales jo@acme.test --account Acme
    """

    async def run() -> None:
        from doorstep.transactions.lookups import find_member

        async with _chosen(account, group, data_dir) as (of_account, found):
            async with of_account.pool.acquire() as connection:
                person = await find_member(connection, member)
            await of_account.put(found.id, person.id)

    asyncio.run(run())
    typer.echo(texts.GROUP_JOINED)


@groups.command("remove")
def remove(
    group: _Group, member: NamedMember, *, account: _Account, data_dir: DataDir = None
) -> None:
    """Take a member out of a group.

    \b
    Examples:
      doorstep group remove Sales jo@acme.test --account Acme
    """

    async def run() -> None:
        from doorstep.transactions.lookups import find_member

        async with _chosen(account, group, data_dir) as (of_account, found):
            async with of_account.pool.acquire() as connection:
                person = await find_member(connection, member)
            await of_account.take_out(found.id, person.id)

    asyncio.run(run())
    typer.echo(texts.GROUP_LEFT)


async def _listed(account: str, data_dir: Path | None) -> "list[Group]":
    from doorstep.db.groups import Groups

    async with (
        _groups_of(account, data_dir) as of_account,
        of_account.pool.acquire() as connection,
    ):
        return await Groups(connection).all(of_account.account_id)


@asynccontextmanager
async def _groups_of(
    account: str, data_dir: Path | None
) -> "AsyncIterator[AccountGroups]":
    from doorstep.transactions.groups import AccountGroups
    from doorstep.transactions.lookups import find_account

    async with open_database(database_for(data_dir)) as pool:
        async with pool.acquire() as connection:
            account_id = await find_account(connection, account)
        yield AccountGroups(pool, account_id, system_clock())


@asynccontextmanager
async def _chosen(
    account: str, group: str, data_dir: Path | None
) -> "AsyncIterator[tuple[AccountGroups, Group]]":
    from doorstep.transactions.lookups import find_group

    async with _groups_of(account, data_dir) as of_account:
        async with of_account.pool.acquire() as connection:
            found = await find_group(connection, of_account.account_id, group)
        yield of_account, found


def _checked(name: str) -> str:
    from doorstep.transactions.operators import checked_name

    return checked_name(name)
