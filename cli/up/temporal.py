"""The embedded Temporal: a development server with its database in the data folder."""

from pathlib import Path

from cli.up.binaries import program
from cli.up.child import Part, plain_environment
from doorstep.settings import Settings

DATABASE = "temporal.db"
"""In the data folder."""

_FLOWS_KEPT = 1000
"""Flows in memory, as in a worker; of others the server reads the rows again."""
_SETTINGS = {
    "matching.numTaskqueueReadPartitions": 1,  # four cost more with few workers
    "matching.numTaskqueueWritePartitions": 1,
    "history.hostLevelCacheMaxSize": _FLOWS_KEPT,
    "history.eventsHostLevelCacheMaxSizeBytes": 8 * 2**20,
}
LEAN = tuple(
    word
    for name, value in _SETTINGS.items()
    for word in ("--dynamic-config-value", f"{name}={value}")
)
"""Options for a server of one company: its own caches hold 128,000 flows and 256 MB of
events, for an hour after they ended.
"""
_HEAP_GROWTH = "50"
"""Percent that Go lets garbage grow beyond what is in use; its own 100 takes a third
more memory.
"""


def temporal_part(settings: Settings, folder: Path, log: Path) -> Part:
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL")
    return Part(
        name="temporal",
        command=(
            program("temporal"),
            *("server", "start-dev"),
            # Relative: the server puts the path into a URL without escaping it.
            *("--db-filename", DATABASE),
            *(word for pragma in pragmas for word in ("--sqlite-pragma", pragma)),
            *("--ip", "127.0.0.1", "--port", str(settings.up_temporal_port)),
            *("--ui-port", str(settings.up_ui_port), "--ui-disable-news-fetch"),
            *("--namespace", settings.temporal_namespace),
            *("--log-level", "error", "--log-format", "json"),
            *("--disable-config-file", "--disable-config-env"),
            *LEAN,
        ),
        environment={"GOGC": _HEAP_GROWTH} | plain_environment(),
        log=log,
        patience=2.5,  # its database survives a SIGKILL
        folder=folder,
    )
