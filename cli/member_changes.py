"""`doorstep member change`, `disable` and `enable`."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from cli.options import DataDir, NamedMember, database_for

_Reason: TypeAlias = Annotated[
    str | None, typer.Option("--reason", help="Kept in the audit trail.")
]


def change(
    member: NamedMember,
    *,
    name: Annotated[str | None, typer.Option(help="The member's name.")] = None,
    email: Annotated[
        str | None,
        typer.Option(help="The new address, once the code that is mailed to it came."),
    ] = None,
    role: Annotated[str | None, typer.Option(help="member or admin.")] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Language of mails: en, fr, it, de, es, pt or nl."),
    ] = None,
    reason: _Reason = None,
    data_dir: DataDir = None,
) -> None:
    """Change a member's name, address, role or language.

    \b
    Examples:
      doorstep member change jo@acme.test --name "Jo Bennett"
      doorstep member change jo@acme.test --email jo.bennett@acme.test
      doorstep member change jo@acme.test --role admin --reason "new team lead"
    """
    given = {"name": name, "role": role, "language": language}
    values = {field: value for field, value in given.items() if value is not None}
    _change(member, values, reason, data_dir, email)


def disable(
    member: NamedMember, *, reason: _Reason = None, data_dir: DataDir = None
) -> None:
    """Keep a member from signing in.

    Sessions and running logins end at once; the device stays for when the member is
    enabled again.

    \b
    Examples:
      doorstep member disable jo@acme.test --reason "left the company"
    """
    _change(member, {"disabled": True}, reason, data_dir)


def enable(
    member: NamedMember, *, reason: _Reason = None, data_dir: DataDir = None
) -> None:
    """Let a disabled member sign in again.

    \b
    Examples:
      doorstep member enable jo@acme.test --reason "back from leave"
    """
    _change(member, {"disabled": False}, reason, data_dir)


def _change(
    member: str,
    values: Mapping[str, str | bool],
    reason: str | None,
    data_dir: Path | None,
    email: str | None = None,
) -> None:
    from cli.change_member import change_member

    settings = database_for(data_dir)
    typer.echo(asyncio.run(change_member(settings, member, values, reason, email)))
