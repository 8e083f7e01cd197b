"""Runs all checks, those of different servers concurrently."""

import asyncio
from collections.abc import Awaitable

from cli.doctor.database import examine_database
from cli.doctor.environment import examine_environment
from cli.doctor.findings import Finding, failed
from cli.doctor.mail import examine_mail
from cli.doctor.public_url import examine_public_url
from cli.doctor.temporal import examine_temporal
from doorstep.clock import Clock
from doorstep.logs import innermost_calls
from doorstep.settings import Settings


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Findings in the order in which they are best fixed; changes nothing."""
    parts = await asyncio.gather(
        _in_words("database", examine_database(settings, clock)),
        _in_words("temporal", examine_temporal(settings, clock)),
        _in_words("mail server", examine_mail(settings)),
        _in_words("proxy", examine_public_url(settings)),
    )
    return [
        *examine_environment(settings),
        *(finding for part in parts for finding in part),
    ]


async def _in_words(check: str, examining: Awaitable[list[Finding]]) -> list[Finding]:
    """A check that meets anything unforeseen leaves the others their findings."""
    try:
        return await examining
    except Exception as fault:  # noqa: BLE001  reported in its place
        where = innermost_calls(fault)[-1]
        summary = f"The check itself failed: {type(fault).__name__} at {where}."
        return [failed(check, summary, "Please report this.")]
