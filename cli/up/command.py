"""`doorstep up`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.signals import until_signalled
from cli.up.folder_lock import DEFAULT_FOLDER


def up(
    data_dir: Annotated[
        Path, typer.Option(help="Where data is kept between starts.")
    ] = DEFAULT_FOLDER,
    *,
    sample: Annotated[
        bool, typer.Option("--sample", help="With a sample application: a shop.")
    ] = False,
) -> None:
    """Run all of Doorstep on this machine until Ctrl-C.

    \b
    Examples:
      doorstep up
      doorstep up --data-dir /tmp/doorstep --sample
    """
    from cli.up.binaries import check_packages

    check_packages()
    from cli.up.stack import run_stack

    asyncio.run(until_signalled(run_stack(data_dir, with_sample=sample)))
