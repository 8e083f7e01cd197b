"""`doorstep session`: list and end a member's sessions."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from cli import texts
from cli.database import open_database
from cli.groups import command_group
from cli.options import AsJson, DataDir, NamedMember, Why, database_for
from doorstep.clock import system_clock
from doorstep.errors import NotFoundError

if TYPE_CHECKING:
    from doorstep.db.sessions import Session
    from doorstep.settings.processes import DatabaseSettings

_MOST = 10_000

sessions = command_group("Where members are signed in.")


@sessions.command("list")
def list_sessions(
    member: NamedMember, *, as_json: AsJson = False, data_dir: DataDir = None
) -> None:
    """Show where a member is signed in, newest first.

    \b
    Examples:
      doorstep session list jo@acme.test
    """
    from cli.tables import show

    settings = database_for(data_dir)
    found, names = asyncio.run(_open_ones(settings, member))
    rows = [_shown(each, names, settings) for each in found]
    show(rows, as_json=as_json, none=texts.NO_SESSIONS)


@sessions.command()
def end(
    member: NamedMember,
    session: Annotated[
        str | None, typer.Argument(help="The session's id. Default: all sessions.")
    ] = None,
    *,
    reason: Why,
    data_dir: DataDir = None,
) -> None:
    """Sign a member out, of one session or of all.

    The password and the authenticator stay, so the member can sign in again.

    \b
    Examples:
      doorstep session end jo@acme.test --reason "left a shared computer"
    """
    from cli.interventions import end_sessions

    settings = database_for(data_dir)
    only = _session_id(session) if session else None
    typer.echo(asyncio.run(end_sessions(settings, member, only, reason)))


def _session_id(text: str) -> UUID:
    """Text that is no id is answered as an id that no session has."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundError("open session of this member", text) from None


async def _open_ones(
    settings: "DatabaseSettings", name: str
) -> "tuple[list[Session], dict[str, str]]":
    """With the names of the clients among their applications."""
    from doorstep.db.clients import Clients
    from doorstep.db.sessions import Sessions
    from doorstep.transactions.lookups import find_member

    async with open_database(settings) as pool, pool.acquire() as connection:
        member = await find_member(connection, name)
        found = await Sessions(connection).open_ones(
            member.id, system_clock(), settings.session_idle, limit=_MOST
        )
        applications = {each.application for each in found}
        return found, await Clients(connection).names(applications)


def _shown(
    session: "Session", names: Mapping[str, str], settings: "DatabaseSettings"
) -> dict[str, object]:
    return {
        "id": session.id,
        "application": session.application,
        "client_name": names.get(session.application),
        "signed_in_with": " ".join(session.amr),
        "since": session.auth_time,
        "last_used": session.last_seen_at,
        "ends_at": session.ends_at(settings.session_idle),
        "address": session.client_address,
        "browser": session.user_agent,
    }
