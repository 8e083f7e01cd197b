"""Callers from other places than the usual one, and a second API beside the first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
from fastapi import FastAPI

from api.app import create_app
from doorstep.rules.time_limits import TimeLimits
from doorstep.settings import Settings
from patience import PATIENT
from service import Service

HERE = "127.0.0.1"


def at(service: Service, app: FastAPI, address: str = HERE) -> Service:
    """The same service, asked through this API from this address."""
    transport = httpx.ASGITransport(app=app, client=(address, 5000))
    http = httpx.AsyncClient(
        transport=transport, base_url=service.settings.public_url, timeout=30
    )
    return replace(service, http=http)


@asynccontextmanager
async def another_api(
    service: Service, settings: Settings | None = None, limits: TimeLimits = PATIENT
) -> AsyncIterator[FastAPI]:
    """With connections and turns of its own, on the same database."""
    app = create_app(settings or service.settings, service.clock, limits=limits)
    async with app.router.lifespan_context(app):
        yield app
