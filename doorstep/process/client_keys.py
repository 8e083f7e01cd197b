"""The keys of clients at their `jwks_uri`, kept for a while in each process."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from doorstep.clock import Clock
from doorstep.errors import OutboundError
from doorstep.process.outbound_http import OutboundHttp

_KEPT_FOR = timedelta(minutes=5)
_AGAIN_AFTER = timedelta(minutes=1)
"""A key that is not among them is looked for again, but not more often."""
_AGAIN_AFTER_FAULT = timedelta(seconds=5)
_MOST = 1000
_OK = 200
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Kept:
    keys: Mapping[str, object] | None
    read_at: datetime


@dataclass
class ClientKeys:
    http: OutboundHttp
    clock: Clock
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _reading: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def at(
        self, uri: str, has_it: Callable[[Mapping[str, object]], bool]
    ) -> Mapping[str, object] | None:
        """The keys there, read again where `has_it` does not find the one it looks for;
        None where they cannot be had.
        """
        async with self._reading.setdefault(uri, asyncio.Lock()):
            kept, at = self._kept.get(uri), self.clock()
            if kept is None or not self._serves(kept, at, has_it):
                kept = self._keep(uri, _Kept(await self._read(uri), at))
            return kept.keys

    def _serves(
        self, kept: _Kept, at: datetime, has_it: Callable[[Mapping[str, object]], bool]
    ) -> bool:
        age = at - kept.read_at
        if not timedelta(0) <= age < _KEPT_FOR:
            return False
        if kept.keys is None:
            return age < _AGAIN_AFTER_FAULT
        return has_it(kept.keys) or age < _AGAIN_AFTER

    def _keep(self, uri: str, kept: _Kept) -> _Kept:
        if len(self._kept) >= _MOST:
            self._kept.clear()
            self._reading.clear()
        self._kept[uri] = kept
        return kept

    async def _read(self, uri: str) -> Mapping[str, object] | None:
        try:
            answer = await self.http.get(uri)
        except OutboundError as fault:
            _log.warning("keys of a client not read", fault=fault.reason)
            return None
        keys = _parsed(answer.body) if answer.status == _OK else None
        if keys is None:
            _log.warning("keys of a client not read", status=answer.status)
        return keys


def _parsed(body: bytes) -> Mapping[str, object] | None:
    try:
        keys = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return keys if isinstance(keys, dict) else None
