"""Runs all checks, those of different servers concurrently."""

import asyncio

from cli.doctor.database import examine_database
from cli.doctor.environment import examine_environment
from cli.doctor.findings import Finding
from cli.doctor.mail import examine_mail
from cli.doctor.temporal import examine_temporal
from doorstep.clock import Clock
from doorstep.settings import Settings


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Findings in the order in which they are best fixed; changes nothing."""
    parts = await asyncio.gather(
        examine_database(settings, clock),
        examine_temporal(settings, clock),
        examine_mail(settings),
    )
    return [
        *examine_environment(settings),
        *(finding for part in parts for finding in part),
    ]
