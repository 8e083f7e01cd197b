"""An HTTP server in a process that does more than serve."""

from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn


class EmbeddedServer(uvicorn.Server):
    """Leaves signals to the process, and is stopped by `should_exit`."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
