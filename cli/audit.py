"""`doorstep audit`: list and verify the audit trail."""

import asyncio
import json
from typing import TYPE_CHECKING, Annotated

import typer

from cli import texts
from cli.audit_list import list_events
from cli.groups import command_group
from cli.options import DataDir, database_for
from doorstep.errors import InvalidInputError

if TYPE_CHECKING:
    from doorstep.audit.verification import ChainFlaw, ChainReport, TrailReport
    from doorstep.settings.processes import DatabaseSettings

audit = command_group("Read and check the audit trail.")
audit.command("list")(list_events)
_HASH_BYTES = 32


@audit.command()
def verify(
    *,
    account: Annotated[
        str | None, typer.Option(help="An account's id or name. Default: all accounts.")
    ] = None,
    head: Annotated[
        list[str] | None,
        typer.Option(help="A head printed earlier and kept elsewhere."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document, for programs.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Verify the chains of the audit trail.

    Exits with 1 if one is broken.

    Each line ends with the chain's head. If you keep it elsewhere, --head can later
    prove that nothing before it was rewritten or cut off.

    \b
    Examples:
      doorstep audit verify
      doorstep audit verify --account Acme --json
    """
    heads = [_hash(text) for text in head or ()]
    report = asyncio.run(_verify(database_for(data_dir), account, heads))
    typer.echo(
        json.dumps(_document(report)) if as_json else "\n".join(lines_of(report))
    )
    if not report.sound:
        raise typer.Exit(1)


async def _verify(
    settings: "DatabaseSettings", account: str | None, heads: list[bytes]
) -> "TrailReport":
    from cli.progress import progress
    from doorstep.audit import verification
    from doorstep.db.event_links import EventLinks
    from doorstep.db.pool import connected
    from doorstep.rules.seal import KeyRing
    from doorstep.transactions.lookups import find_account

    ring = KeyRing.parse(settings.keys) if settings.keys else None
    async with connected(settings.database_url) as connection:
        account_id = None
        if account:
            account_id = await find_account(connection, account)
        about = await EventLinks(connection).estimate()
        with progress("Checked links", about, aside=True) as report_progress:
            return await verification.verify(
                connection,
                ring=ring,
                account_id=account_id,
                heads=heads,
                report_progress=report_progress,
            )


def _hash(text: str) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError:
        value = b""
    if len(value) != _HASH_BYTES:
        raise InvalidInputError("--head: must be 64 hexadecimal digits.")
    return value


def lines_of(report: "TrailReport") -> list[str]:
    """A line for each chain, and for each event or head that is gone."""
    lines = [_line(chain) for chain in report.chains]
    lines += [f"event {event}: deleted before it was linked" for event in _gone(report)]
    lines += [f"head {head.hex()}: no longer appears" for head in report.lost_heads]
    return lines or [texts.NO_EVENTS]


def _line(chain: "ChainReport") -> str:
    whose = f"account {chain.account_id}" if chain.account_id else "no account"
    facts = f"{chain.linked} linked, {chain.unlinked} not linked yet"
    if chain.purged:
        facts += f", {chain.purged} purged before"
    end = f"head {chain.head.hex()}"
    if chain.finding:
        return f"{whose}: BROKEN {_in_words(chain.finding)}; {facts}, {end}"
    return f"{whose}: sound, {facts}, {end}"


def _in_words(finding: "ChainFlaw") -> str:
    where = (
        f"at position {finding.position}" if finding.position else "not in the chain"
    )
    which = f"event {finding.event_id}" if finding.event_id else "event unknown"
    return f"{where}, {which}: {finding.flaw}"


def _gone(report: "TrailReport") -> list[str]:
    return [str(event_id) for event_id in report.gone_unlinked]


def _document(report: "TrailReport") -> dict[str, object]:
    return {
        "sound": report.sound,
        "chains": [_chain(chain) for chain in report.chains],
        "gone_before_linked": _gone(report),
        "lost_heads": [head.hex() for head in report.lost_heads],
    }


def _chain(chain: "ChainReport") -> dict[str, object]:
    found = chain.finding
    return {
        "account_id": str(chain.account_id) if chain.account_id else None,
        "linked": chain.linked,
        "unlinked": chain.unlinked,
        "purged": chain.purged,
        "head": chain.head.hex(),
        "broken": None
        if found is None
        else {
            "flaw": found.flaw.name,
            "position": found.position,
            "event_id": str(found.event_id) if found.event_id else None,
        },
    }
