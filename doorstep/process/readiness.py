"""Readiness: what the worker waits for before it polls, and the API before it opens."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import structlog
from temporalio.client import Client

from doorstep.clock import Clock
from doorstep.db.condition import Condition
from doorstep.db.connection_room import BESIDE_THE_POOL, room
from doorstep.db.devices import SEALED_DEVICE_SECRETS
from doorstep.db.faults import fault_of
from doorstep.db.migration_files import pending
from doorstep.db.pool import (
    DATABASE_AWAY,
    Connection,
    connect,
    connected,
    without_limits,
)
from doorstep.db.pooling import lacking_behind_pooler
from doorstep.db.sealing import SealedValues
from doorstep.errors import ConfigurationError
from doorstep.process.memory import settle
from doorstep.process.service_manager import tell_waiting
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import ApiSettings
from doorstep.temporal.reachability import missing_worker, trouble

_PAUSE_SECONDS = 0.2
_PATIENCE_SECONDS = 4


@dataclass(frozen=True)
class Readiness:
    """Checks schema, write access, Temporal, and that a worker polls."""

    settings: ApiSettings
    client: Client
    clock: Clock

    async def wait(self, *, needs_worker: bool) -> None:
        """Return once nothing is missing; a worker does not wait for a worker.

        Logs each reason for waiting once, and a warning if PostgreSQL has few
        connections to spare. Raises ConfigurationError if the ring lacks a key that
        authenticators need.
        """
        said = None
        while missing := (
            await self.missing(needs_worker=needs_worker)
            or await self._missing_behind_pooler()
        ):
            if said is None:  # what the attempts leave is collected, however many
                settle()
            if missing != said:
                structlog.get_logger().info("waiting", waits_for=missing)
                tell_waiting(missing)
            said = missing
            await asyncio.sleep(_PAUSE_SECONDS)
        async with connected(self.settings.database_url) as connection:
            await self._check_ring(connection)
            await self._check_room(connection)

    async def missing(self, *, needs_worker: bool = True) -> str | None:
        """What is missing, as a sentence for the operator; None if nothing is."""
        database, temporal = await asyncio.gather(
            self._missing_in_database(),
            trouble(self.client, self.settings, self.clock),
        )
        if database or temporal or not needs_worker:
            return database or temporal
        return await missing_worker(self.client, self.settings.task_queue, self.clock)

    async def _check_ring(self, connection: Connection) -> None:
        ring = KeyRing.parse(self.settings.keys)
        sealed = SealedValues(connection, SEALED_DEVICE_SECRETS)
        async with without_limits(connection):
            needed = await sealed.count_by_key()
        for name in sorted(needed.keys() - ring.keys.keys()):
            raise ConfigurationError(
                f"DOORSTEP_KEYS lacks the key {name!r}, which still opens the "
                f"secrets of {needed[name]} authenticators. Add it back. `doorstep "
                "keys list` shows when a key can be removed."
            )

    async def _check_room(self, connection: Connection) -> None:
        most, own = await room(connection)
        wanted = self.settings.database_connections + BESIDE_THE_POOL
        if most - own < wanted:
            structlog.get_logger().warning(
                "few connections",
                left=max(most - own, 0),
                wanted=wanted,
                setting="DOORSTEP_DATABASE_CONNECTIONS",
                remedy="raise max_connections of PostgreSQL, or lower the setting",
            )

    async def _missing_behind_pooler(self) -> str | None:
        try:
            lacking = await lacking_behind_pooler(self.settings.database_url)
        except DATABASE_AWAY as error:
            return _away(error)
        return lacking and f"the database behind its pooler: {lacking}".removesuffix(
            "."
        )

    async def _missing_in_database(self) -> str | None:
        try:
            connection = await connect(
                self.settings.database_url, patience=_PATIENCE_SECONDS
            )
        except DATABASE_AWAY as error:
            return _away(error)
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await _missing_in(connection)
        except DATABASE_AWAY as error:
            return _away(error)
        finally:
            with suppress(*DATABASE_AWAY):
                await connection.close(timeout=1)


def _away(error: Exception) -> str:
    return f"the database: {fault_of(error)}".removesuffix(".")


async def _missing_in(connection: Connection) -> str | None:
    if why := await Condition(connection).read_only():
        return f"the database is read-only: {why}"
    names = await pending(connection)
    return f"`doorstep migrate`: {', '.join(names)}" if names else None
