"""The long-running processes: `doorstep api`, `worker`, `serve` and `mailbox`."""

import asyncio
from pathlib import Path

from cli.groups import command_group
from cli.options import DataDir, settings_for
from cli.signals import until_signalled
from doorstep.process.lean_start import start_lean

_SERVE_STOPS_WITHIN = 14.0
"""Seconds: as long as an API takes for its last requests, and then a worker."""
_WORKER_STOPS_WITHIN = 8.0
"""Seconds; the SDK would retry for 20 while Temporal is unreachable. Tasks that this
worker has not finished are given to another one."""

app = command_group("The processes of Doorstep.")
"""They alone, for a process that runs one of them."""


@app.command()
def api(data_dir: DataDir = None) -> None:
    """Serve the HTTP API and the pages.

    Its port opens once everything that it needs is available.

    \b
    Examples:
      doorstep api
    """
    start_lean()
    import uvloop

    from cli.api_server import serve

    uvloop.run(until_signalled(serve(settings_for(data_dir))))


@app.command()
def worker(data_dir: DataDir = None) -> None:
    """Run the workflows and activities, and send mail.

    \b
    Examples:
      doorstep worker
    """
    start_lean()
    import uvloop

    import worker
    from cli.up.ports import check_free, internal_port
    from doorstep.logs import configure_logging
    from doorstep.process.configuration import checked
    from doorstep.settings.processes import WorkerSettings

    given = settings_for(data_dir)
    configure_logging(given.log_level)
    settings = checked(given, WorkerSettings)
    check_free(internal_port(settings))
    uvloop.run(until_signalled(worker.run(settings), within=_WORKER_STOPS_WITHIN))


@app.command()
def serve(data_dir: DataDir = None) -> None:
    """Run API and worker in one process, for a small installation.

    \b
    Examples:
      doorstep serve
    """
    start_lean()
    import uvloop

    from cli.one_process import serve as run

    serving = run(settings_for(data_dir))
    uvloop.run(until_signalled(serving, within=_SERVE_STOPS_WITHIN))


@app.command(hidden=True)
def mailbox(smtp_port: int, page_port: int, folder: Path) -> None:
    """Take every mail on loopback and show it on a page; `doorstep up` starts it."""
    from cli.up.mailbox import serve

    asyncio.run(until_signalled(serve(smtp_port, page_port, folder)))
