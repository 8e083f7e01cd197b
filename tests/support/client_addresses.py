"""Clients at other addresses than the usual one, and a second API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
from fastapi import FastAPI

from api.app import create_app
from chosen_time_limits import LONG_LIMITS
from doorstep.rules.time_limits import TimeLimits
from doorstep.settings.processes import WorkerSettings
from service import Service

LOOPBACK = "127.0.0.1"


def client_at(service: Service, app: FastAPI, address: str = LOOPBACK) -> Service:
    """The same service through this API, for a client at this address."""
    transport = httpx.ASGITransport(app=app, client=(address, 5000))
    http = httpx.AsyncClient(
        transport=transport, base_url=service.settings.public_url, timeout=30
    )
    return replace(service, http=http)


@asynccontextmanager
async def second_api(
    service: Service,
    settings: WorkerSettings | None = None,
    limits: TimeLimits = LONG_LIMITS,
) -> AsyncIterator[FastAPI]:
    """Another API process on the same database, with a pool and queues of its own."""
    app = create_app(settings or service.settings, service.clock, limits=limits)
    async with app.router.lifespan_context(app):
        yield app
