"""How PostgreSQL is lost: it is started again, or its standby takes its place."""

import signal
import time
from dataclasses import dataclass, field

from trials.faults.server_pair import ServerPair


@dataclass
class RestartedServer:
    """The primary is killed, and starts again as what it was."""

    pair: ServerPair

    async def start(self) -> None:
        await self.pair.primary.start()
        await self.pair.until_whole()

    async def kill(self, *, frozen: bool = False) -> None:  # noqa: ARG002  never
        await self.pair.whole.wait()
        self.pair.whole.clear()
        await self.pair.primary.kill()

    async def end(self) -> None:
        await self.pair.stop()


@dataclass(frozen=True)
class FailOver:
    """When the primary was lost, and when its standby took writes: both monotonic."""

    lost_at: float
    promoted_at: float


@dataclass
class PromotedServer:
    """The primary is killed or stopped, and its standby takes its place."""

    pair: ServerPair

    fail_overs: list[FailOver] = field(default_factory=list)
    _lost_at: float = 0

    async def start(self) -> None:
        await self.pair.promote()
        self.fail_overs.append(FailOver(self._lost_at, time.monotonic()))
        await self.pair.attach_standby()

    async def kill(self, *, frozen: bool = False) -> None:
        await self.pair.whole.wait()
        self.pair.whole.clear()
        self._lost_at = time.monotonic()
        if frozen:
            self.pair.primary.send(signal.SIGSTOP)
        else:
            await self.pair.primary.kill()

    async def end(self) -> None:
        await self.pair.stop()
