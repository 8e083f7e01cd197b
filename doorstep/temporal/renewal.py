"""API keys and client certificates that are renewed on disk, without a restart."""

import asyncio
from typing import TYPE_CHECKING

import structlog
from temporalio.client import Client
from temporalio.service import ConnectConfig

from doorstep.errors import ConfigurationError
from doorstep.settings.processes import TemporalSettings
from doorstep.settings.secret_files import read_secret
from doorstep.telemetry import Telemetry
from doorstep.temporal.client import connect_config
from doorstep.temporal.connection import Connection

if TYPE_CHECKING:  # an API has none
    from temporalio.worker import Worker

    from doorstep.temporal.workers import Workers

_log = structlog.get_logger(__name__)


class Renewal:
    """Keeps the connection of a client, and of the workers that have it, up to date
    with the files that settings name. While those are of no use, as between the writing
    of a certificate and of its key, the earlier ones stay in use.
    """

    def __init__(
        self, settings: TemporalSettings, client: Client, telemetry: Telemetry
    ) -> None:
        self._settings = settings
        self._client = client
        self._telemetry = telemetry
        self._workers: list[Worker] = []
        self._said: str | None = None

    @property
    def has_files(self) -> bool:
        settings = self._settings
        return any(
            (
                settings.temporal_api_key_file,
                settings.temporal_tls_ca_file,
                settings.temporal_tls_cert_file,
            )
        )

    def serve(self, workers: "Workers") -> None:
        """Workers that poll with the client's connection, which may have been replaced
        since they were built.
        """
        self._workers = workers.all
        self._hand_over()

    async def look(self) -> None:
        """Read the files, and use what is new. Never raises for what they hold."""
        try:
            await self._use(await asyncio.to_thread(self._read))
            self._said = None
        except (ConfigurationError, ValueError, RuntimeError) as error:
            if str(error) != self._said:
                self._said = str(error)
                _log.warning("credentials not renewed", said=self._said)

    def _read(self) -> ConnectConfig:
        settings = self._settings
        if file := settings.temporal_api_key_file:
            key = read_secret(file)
            settings = settings.model_copy(update={"temporal_api_key": key})
        return connect_config(settings, self._telemetry)

    async def _use(self, config: ConnectConfig) -> None:
        connection = self._client.service_client
        assert isinstance(connection, Connection)  # noqa: S101  as `connect` makes it
        before = connection.config
        if config.tls != before.tls:
            await connection.replace(config)
            self._hand_over()
            _log.info("certificate renewed", peer="temporal")
        elif config.api_key != before.api_key:
            self._client.api_key = config.api_key
            _log.info("API key renewed", peer="temporal")

    def _hand_over(self) -> None:
        for worker in self._workers:
            worker.client = self._client
