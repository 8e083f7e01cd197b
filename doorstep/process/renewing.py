"""The loop that looks for renewed credentials of Temporal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client

from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import repeating
from doorstep.settings.processes import TemporalSettings
from doorstep.telemetry import Telemetry
from doorstep.temporal.renewal import Renewal

_EACH = 5.0
"""Seconds. Credentials are renewed long before the earlier ones expire."""


@asynccontextmanager
async def renewing(
    settings: TemporalSettings,
    client: Client,
    telemetry: Telemetry,
    health: LoopHealth,
    each: float = _EACH,
) -> AsyncIterator[Renewal]:
    """Within the context; does nothing where settings name no file."""
    renewal = Renewal(settings, client, telemetry)
    if not renewal.has_files:
        yield renewal
        return
    loop = "renewal of credentials for Temporal"
    async with repeating(loop, renewal.look, each, health):
        yield renewal
