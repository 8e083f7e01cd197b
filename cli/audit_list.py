"""`doorstep audit list`: the audit trail of an account, or of none, in words."""

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from cli import texts
from cli.database import open_database
from cli.options import AsJson, DataDir, database_for
from doorstep.errors import InvalidInputError

if TYPE_CHECKING:
    from api.pages.admin.audit_line import Line, Reader
    from doorstep.db.event_filter import EventFilter
    from doorstep.db.pool import Pool
    from doorstep.settings.processes import DatabaseSettings

_MOST = 200
_LATEST = date(9000, 1, 1)
_Account: TypeAlias = Annotated[
    str | None, typer.Option(help="The account's id or name.")
]
_Installation: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--installation",
        help="Instead: events of no account, such as those of applications of the "
        "whole installation.",
    ),
]
_Member: TypeAlias = Annotated[
    str | None, typer.Option(help="Only events of this member.")
]
_Kind: TypeAlias = Annotated[
    str | None, typer.Option(help="Only events of this kind, such as authn_login_lock.")
]


def list_events(
    *,
    account: _Account = None,
    installation: _Installation = False,
    member: _Member = None,
    kind: _Kind = None,
    since: Annotated[
        str | None, typer.Option("--from", help="The first day, such as 2026-03-05.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="The last day.")] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print all of them as CSV.")
    ] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List the newest 200 events of an account, in words. Days are in UTC.

    \b
    Examples:
      doorstep audit list --account Acme --kind authn_login_lock
      doorstep audit list --account Acme --from 2026-03-01 --csv
      doorstep audit list --installation --kind client_added
    """
    from cli.tables import show

    if installation == (account is not None):
        raise InvalidInputError("--account: name one, or use --installation instead.")
    wanted = _filter(kind, since, until)
    settings = database_for(data_dir)
    if as_csv:
        asyncio.run(_print_file(settings, account, member, wanted))
        return
    lines = asyncio.run(_newest(settings, account, member, wanted))
    show([_row(line) for line in lines], as_json=as_json, none=texts.NO_MATCHING_EVENTS)


async def _newest(
    settings: "DatabaseSettings",
    account: str | None,
    member: str | None,
    wanted: "EventFilter",
) -> "list[Line]":
    from api.edge.lists import ListRequest

    async with open_database(settings) as pool:
        reader, wanted = await _reading(pool, account, member, wanted)
        page = await reader.page(wanted, ListRequest(_MOST))
        return await reader.lines(page.items)


async def _print_file(
    settings: "DatabaseSettings",
    account: str | None,
    member: str | None,
    wanted: "EventFilter",
) -> None:
    from api.pages.admin.audit_file import audit_file

    async with open_database(settings) as pool:
        reader, wanted = await _reading(pool, account, member, wanted)
        async for piece in audit_file(reader, wanted):
            sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


async def _reading(
    pool: "Pool", account: str | None, member: str | None, wanted: "EventFilter"
) -> "tuple[Reader, EventFilter]":
    """The account's trail in English, or that of none, and the filter with the member's
    id.
    """
    from api.actions.audit_trail import AuditTrail
    from api.pages.admin.audit_line import Reader
    from doorstep.transactions.lookups import find_account, find_member

    async with pool.acquire() as connection:
        account_id = None
        if account is not None:
            account_id = await find_account(connection, account)
        if member is not None:
            found = await find_member(connection, member)
            wanted = replace(wanted, member_id=found.id)
    return Reader(AuditTrail(pool), account_id, "en"), wanted


def _filter(kind: str | None, since: str | None, until: str | None) -> "EventFilter":
    from doorstep.db.event_filter import EventFilter
    from doorstep.db.events import EventKind

    if kind is not None and kind not in list(EventKind):
        raise InvalidInputError(
            f"--kind: {kind!r} is not one of {', '.join(EventKind)}."
        )
    last = _day(until, "--to")
    return EventFilter(
        kind=kind,
        since=_day(since, "--from"),
        until=last + timedelta(days=1) if last else None,
    )


def _day(text: str | None, option: str) -> datetime | None:
    """The beginning of the day in UTC."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = _LATEST
    if day >= _LATEST:
        raise InvalidInputError(f"{option}: must be a day, such as 2026-03-05.")
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _row(line: "Line") -> dict[str, object]:
    names = (line.renamed, line.application)
    told = (line.text, *line.details, *names, line.reason)
    return {
        "at": line.event.at,
        "event": " · ".join(each for each in told if each),
        "member": line.member,
        "by": line.actor or line.operator,
        "address": line.address,
        "browser": line.browser,
    }
