"""The audit trail after the kills: every event in its chain, none missing."""

import asyncio
import time

from doorstep.audit.verification import TrailReport, verify
from doorstep.db.pool import connected

_LINKED_WITHIN = 30.0
_POLL_SECONDS = 0.5


async def prove_audit_trail(database_url: str) -> list[str]:
    """One line for each broken chain; events that are not linked yet get time to be."""
    until = time.monotonic() + _LINKED_WITHIN
    report = await _verified(database_url)
    while _unlinked(report) and time.monotonic() < until:
        await asyncio.sleep(_POLL_SECONDS)
        report = await _verified(database_url)
    flaws = [
        f"the audit trail of {chain.account_id}: {chain.finding}"
        for chain in report.chains
        if chain.finding
    ]
    behind = _unlinked(report)
    return flaws + ([f"{behind} events are in no chain"] if behind else [])


async def _verified(database_url: str) -> TrailReport:
    async with connected(database_url) as connection:
        return await verify(connection)


def _unlinked(report: TrailReport) -> int:
    tails = sum(chain.unlinked for chain in report.chains)
    return tails + len(report.gone_unlinked)
