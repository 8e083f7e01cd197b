"""The checks of PostgreSQL: connection, migrations, privileges, clock, keys, loops."""

import asyncio
from datetime import timedelta

import asyncpg

from cli.amounts import amount
from cli.doctor.addresses import examine_addresses
from cli.doctor.clients import examine_clients
from cli.doctor.collations import examine_collations
from cli.doctor.connections import examine_connections
from cli.doctor.findings import Finding, failed, ok, warning
from cli.doctor.servers import examine_servers
from cli.doctor.signing_keys import examine_signing_keys
from cli.doctor.worker_loops import examine_loops
from doorstep.clock import Clock
from doorstep.db.condition import Condition
from doorstep.db.event_links import EventLinks
from doorstep.db.faults import fault_of
from doorstep.db.migration_files import pending
from doorstep.db.pool import DATABASE_AWAY, Pool, open_pool
from doorstep.errors import ConfigurationError
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings
from doorstep.settings.processes import DatabaseSettings, KeySettings
from doorstep.transactions.key_rotation import KeyUse, key_uses
from doorstep.wires.database_url import is_unencrypted, tls_for

_MOST_SKEW = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=1)
_MOST_NAMED = 3
_COUNTED = 100_000
"""A backlog is counted up to this, so that the check stays fast."""
_GRANTED = (
    "Run `doorstep migrate` with DOORSTEP_MIGRATION_URL set to the tables' owner: it "
    "grants the role in DOORSTEP_DATABASE_URL what it needs."
)


async def examine_database(settings: Settings, clock: Clock) -> list[Finding]:
    """The servers if there are several, and what is in the one that takes writes."""
    try:
        url = DatabaseSettings.of(settings).database_url
    except ConfigurationError as error:
        return [failed("database", str(error))]
    servers = asyncio.create_task(examine_servers(url))
    contents = await _examine_contents(url, settings, clock)
    return [*await servers, *contents]


async def _examine_contents(
    url: str, settings: Settings, clock: Clock
) -> list[Finding]:
    """One finding if it is unreachable, since all others would repeat it."""
    try:
        pool = await open_pool(url, most=1)
    except ConfigurationError as error:
        return [failed("database", str(error))]
    except DATABASE_AWAY as error:
        return [_unusable(error)]
    async with pool:
        try:
            return [_reached(url), *await _examine(pool, settings, clock)]
        except asyncpg.InsufficientPrivilegeError as error:
            return [failed("database role", f"PostgreSQL says: {error}.", _GRANTED)]
        except DATABASE_AWAY as error:
            return [_unusable(error)]


def _unusable(error: Exception) -> Finding:
    fault = fault_of(error)
    remedy = fault.remedy or "Check that it is running, and DOORSTEP_DATABASE_URL"
    return failed("database", f"Not usable: {fault.what}.", f"{remedy}.")


def _reached(url: str) -> Finding:
    if is_unencrypted(url):
        return ok("database", "Reached without encryption, as permitted.")
    how = (
        "over TLS, host name verified"
        if tls_for(url)
        else "without leaving this machine"
    )
    return ok("database", f"Reached {how}.")


async def _examine(pool: Pool, settings: Settings, clock: Clock) -> list[Finding]:
    skew = await _clock(pool, clock)
    if read_only := await _read_only(pool):
        return [skew, read_only]
    if lacking := await _lacking(pool):
        return [skew, lacking]
    names = await pending(pool)
    if names:
        summary = f"{', '.join(names)} not applied."
        return [skew, failed("migrations", summary, "Run `doorstep migrate`.")]
    return [
        skew,
        ok("migrations", "All applied."),
        await _role(pool),
        *await examine_connections(pool, settings),
        await _linking(pool),
        await _loops(pool, clock),
        *await examine_collations(pool),
        *await examine_addresses(pool),
        *await examine_clients(pool, settings.public_url),
        *await _sealed_keys(pool, settings, clock),
    ]


async def _clock(pool: Pool, clock: Clock) -> Finding:
    async with pool.acquire() as connection:
        before = clock()
        there = await Condition(connection).now()
    here = before + (clock() - before) / 2
    skew = abs(there - here)
    if skew > _MOST_SKEW:
        return failed(
            "clock",
            f"This machine and PostgreSQL are {skew.total_seconds():.0f} s apart.",
            "Synchronize both clocks, and that of the Temporal host, with NTP.",
        )
    return ok("clock", f"{skew.total_seconds():.1f} s apart from PostgreSQL.")


async def _read_only(pool: Pool) -> Finding | None:
    async with pool.acquire() as connection:
        why = await Condition(connection).read_only()
    if why is None:
        return None
    return failed(
        "database",
        f"Read-only: {why}. Nobody can sign in or act.",
        "Point DOORSTEP_DATABASE_URL to the primary, or make it writable. API and "
        "workers continue automatically.",
    )


async def _lacking(pool: Pool) -> Finding | None:
    async with pool.acquire() as connection:
        role = await Condition(connection).role()
        lacks = await Condition(connection).lacks()
    if not lacks:
        return None
    more = f" and {len(lacks) - _MOST_NAMED} more" if len(lacks) > _MOST_NAMED else ""
    what = ", ".join(lacks[:_MOST_NAMED])
    summary = f"{role} lacks privileges that API and worker need: {what}{more}."
    return failed("database role", summary, _GRANTED)


async def _role(pool: Pool) -> Finding:
    async with pool.acquire() as connection:
        role = await Condition(connection).role()
        powers = await Condition(connection).could_undo()
    if powers:
        return warning(
            "database role",
            f"{role} can change the audit trail: {', '.join(powers)}.",
            "Make another role the owner of the tables, set it in "
            "DOORSTEP_MIGRATION_URL and run `doorstep migrate`: it leaves "
            f"{role} only what it needs.",
        )
    return ok("database role", f"{role} cannot change audit events.")


async def _linking(pool: Pool) -> Finding:
    async with pool.acquire() as connection:
        links = EventLinks(connection)
        wait, waiting = await links.longest_wait(), await links.count_waiting(_COUNTED)
    if wait > _LONGEST_WAIT:
        minutes = wait / timedelta(minutes=1)
        number = f"{waiting} or more" if waiting == _COUNTED else str(waiting)
        return warning(
            "audit linking",
            f"An audit event has waited {minutes:.0f} min to be linked into the chain "
            f"({number} waiting in total).",
            "A worker links them, thousands per second. Check that one is running, and "
            "search its log for “linking of events failed”.",
        )
    return ok("audit linking", "No event has been waiting for more than a minute.")


async def _loops(pool: Pool, clock: Clock) -> Finding:
    async with pool.acquire() as connection:
        return await examine_loops(connection, clock())


async def _sealed_keys(pool: Pool, settings: Settings, clock: Clock) -> list[Finding]:
    try:
        ring = KeyRing.parse(KeySettings.of(settings).keys)
    except ConfigurationError:
        return []  # `_lacking` has reported it
    uses = await key_uses(pool, ring, clock())
    old = [found for use in uses if (found := _old_key(use))]
    return [*old, *await examine_signing_keys(pool, ring, clock)]


def _old_key(use: KeyUse) -> Finding | None:
    kept = amount(use.secrets, "secret"), amount(use.answers, "kept answer")
    heads = f", {amount(use.heads, 'head')} of purged audit events" if use.heads else ""
    sealed = f"{' and '.join(kept)}{heads}"
    if not use.on_ring:
        summary = (
            f"{use.name} is missing from DOORSTEP_KEYS, so {sealed} cannot be opened."
        )
        return failed("old keys", summary, "Add it back after the newest key.")
    if use.retired:
        summary = f"{use.name} is no longer used."
        return warning("old keys", summary, "Remove it from DOORSTEP_KEYS.")
    if not use.newest and use.sealed:
        summary = f"{use.name} is still needed for {sealed}."
        return warning("old keys", summary, "Run `doorstep keys rotate`.")
    return None
