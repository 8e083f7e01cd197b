"""Readiness: what the worker waits for before it polls, and the API before it opens."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import asyncpg
import structlog
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from doorstep.clock import Clock
from doorstep.db.condition import Condition
from doorstep.db.devices import SEALED_DEVICE_SECRETS
from doorstep.db.migrate import pending
from doorstep.db.pool import DATABASE_AWAY, Connection, connect, connected
from doorstep.db.sealing import SealedValues
from doorstep.errors import ConfigurationError, NoServerTakesWrites
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import ApiSettings
from doorstep.temporal.pollers import unworked

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

        Logs each reason for waiting once. Raises ConfigurationError if the ring lacks a
        key that authenticators need.
        """
        said = None
        while missing := await self.missing(needs_worker=needs_worker):
            if missing != said:
                structlog.get_logger().info("waiting", waits_for=missing)
            said = missing
            await asyncio.sleep(_PAUSE_SECONDS)
        await self._check_ring()

    async def missing(self, *, needs_worker: bool = True) -> str | None:
        """What is missing, as a sentence for the operator; None if nothing is."""
        return (
            await self._missing_in_database()
            or await self._missing_in_temporal()
            or (needs_worker and await self._missing_worker())
            or None
        )

    async def _check_ring(self) -> None:
        ring = KeyRing.parse(self.settings.keys)
        async with connected(self.settings.database_url) as connection:
            needed = await SealedValues(
                connection, SEALED_DEVICE_SECRETS
            ).count_by_key()
        for name in sorted(needed.keys() - ring.keys.keys()):
            raise ConfigurationError(
                f"DOORSTEP_KEYS lacks the key {name!r}, which still opens the "
                f"secrets of {needed[name]} authenticators. Add it back. `doorstep "
                "keys list` shows when a key can be removed."
            )

    async def _missing_in_database(self) -> str | None:
        try:
            connection = await connect(
                self.settings.database_url, patience=_PATIENCE_SECONDS
            )
        except NoServerTakesWrites as error:
            return f"the database: {error}"
        except (OSError, TimeoutError, asyncpg.PostgresError) as error:
            return f"the database: {type(error).__name__}"
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await _missing_in(connection)
        except (
            asyncpg.InsufficientPrivilegeError
        ):  # created, but not granted to this role yet
            return "`doorstep migrate`"
        except DATABASE_AWAY as error:
            return f"the database: {type(error).__name__}"
        finally:
            with suppress(*DATABASE_AWAY):
                await connection.close(timeout=1)

    async def _missing_in_temporal(self) -> str | None:
        request = DescribeNamespaceRequest(namespace=self.client.namespace)
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self.client.workflow_service.describe_namespace(request)
        except (RPCError, RuntimeError, TimeoutError) as error:
            return f"Temporal: {type(error).__name__}"
        return None

    async def _missing_worker(self) -> str | None:
        task_queue = self.settings.task_queue
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                idle = await unworked(self.client, task_queue, self.clock())
        except (RPCError, TimeoutError) as error:
            return f"Temporal: {type(error).__name__}"
        return f"a worker on the task queue {idle[0]}" if idle else None


async def _missing_in(connection: Connection) -> str | None:
    if why := await Condition(connection).read_only():
        return f"the database is read-only: {why}"
    names = await pending(connection)
    return f"`doorstep migrate`: {', '.join(names)}" if names else None
