"""A connection to Temporal that is made by the first call, and can be replaced.

Clients and workers keep it while what they present to the server changes: TLS is
negotiated once per connection, so a new certificate needs a new one.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from google.protobuf.message import Message
from temporalio.service import (
    ConnectConfig,
    ServiceClient,
    ServiceResponse,
    _BridgeServiceClient,
)


class Connection(ServiceClient):
    """Calls wait for the connection to open. It raises RuntimeError where it cannot;
    the next call tries again.
    """

    def __init__(self, config: ConnectConfig) -> None:
        super().__init__(config)
        self._opened: ServiceClient | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> ServiceClient:
        async with self._opening:
            return self._opened or self._use(await ServiceClient.connect(self.config))

    async def replace(self, config: ConnectConfig) -> None:
        """Open another one, for all later calls; if that fails, all stays as it is.

        Calls in progress end on the earlier one. Where none is open, the first call
        will open it.
        """
        async with self._opening:
            if self._opened:
                self._use(await ServiceClient.connect(config))
            self.config = config

    @property
    def worker_service_client(self) -> _BridgeServiceClient:
        """What workers poll with. Raises RuntimeError before the first call."""
        if self._opened is None:
            raise RuntimeError("not connected yet")
        return self._opened.worker_service_client

    def update_rpc_metadata(self, metadata: Mapping[str, str | bytes]) -> None:
        self.config.rpc_metadata = metadata
        if self._opened:
            self._opened.update_rpc_metadata(metadata)

    def update_api_key(self, api_key: str | None) -> None:
        self.config.api_key = api_key
        if self._opened:
            self._opened.update_api_key(api_key)

    async def _rpc_call(
        self,
        rpc: str,
        req: Message,
        resp_type: type[ServiceResponse],
        *,
        service: str,
        retry: bool,
        metadata: Mapping[str, str | bytes],
        timeout: timedelta | None,  # noqa: ASYNC109  the SDK's
    ) -> ServiceResponse:
        opened = await self.open()
        return await opened._rpc_call(  # noqa: SLF001  what every service client has
            rpc,
            req,
            resp_type,
            service=service,
            retry=retry,
            metadata=metadata,
            timeout=timeout,
        )

    def _use(self, opened: ServiceClient) -> ServiceClient:
        """Calls go to it directly from now on."""
        self._opened = opened
        self._rpc_call = opened._rpc_call  # type: ignore[method-assign]  # noqa: SLF001
        return opened
