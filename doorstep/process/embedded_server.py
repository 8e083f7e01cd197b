"""An HTTP server in a process that does more than serve."""

from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn


class EmbeddedServer(uvicorn.Server):
    """A uvicorn server that leaves signals to the process; `should_exit` stops it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
