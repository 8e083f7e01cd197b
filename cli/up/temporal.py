"""The embedded Temporal: a development server with its database in the data folder."""

from pathlib import Path

from cli.up.binaries import program
from cli.up.child import Part, plain_environment
from doorstep.settings import Settings

LEAN = tuple(
    word
    for kind in ("Read", "Write")
    for word in (
        "--dynamic-config-value",
        f"matching.numTaskqueue{kind}Partitions=1",
    )
)
"""Options for a server with few workers, where four partitions a queue cost more."""


def temporal_part(settings: Settings, folder: Path, log: Path) -> Part:
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL")
    return Part(
        name="temporal",
        command=(
            program("temporal"),
            *("server", "start-dev"),
            # Relative: the server puts the path into a URL without escaping it.
            *("--db-filename", "temporal.db"),
            *(word for pragma in pragmas for word in ("--sqlite-pragma", pragma)),
            *("--ip", "127.0.0.1", "--port", str(settings.up_temporal_port)),
            *("--ui-port", str(settings.up_ui_port), "--ui-disable-news-fetch"),
            *("--namespace", settings.temporal_namespace),
            *("--log-level", "error", "--log-format", "json"),
            *("--disable-config-file", "--disable-config-env"),
            *LEAN,
        ),
        environment=plain_environment(),
        log=log,
        patience=2.5,  # its database survives a SIGKILL
        folder=folder,
    )
