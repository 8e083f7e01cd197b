"""The command line, run as an operator runs it."""

import asyncio
import multiprocessing
import multiprocessing.process
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.testing import CliRunner

from cli import main
from cli.app import app
from cli.up.binaries import program
from waiting import PATIENCE_SECONDS

_STREAMS = ("input", "output", "errors")
_NOWHERE = "/"
"""Not where a stack of `make run` may be found."""
_starting = threading.Lock()
"""Whoever asks second after the end of a process gets 255 for its exit code."""
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["cli.app", "api.app", "worker", "uvicorn"])


async def run_doorstep(
    *words: str, typed: str = "", here: str = _NOWHERE, **settings: str
) -> tuple[int, str]:
    """Exit code and what it printed, errors included.

    It runs in a process forked from one that has imported the program: to import it
    takes longer than most commands. Tests of starting and stopping run the program.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for stream in _STREAMS:
            (folder / stream).write_text(typed if stream == "input" else "")
        code = await asyncio.to_thread(_ran, words, settings, folder, here)
        return code, "".join(
            (folder / stream).read_text() for stream in _STREAMS[1:]
        ).strip()


def _ran(
    words: Sequence[str], environment: dict[str, str], folder: Path, here: str
) -> int:
    command = [program("doorstep"), *words]
    process = _forks.Process(target=_run, args=(command, environment, folder, here))
    with _starting:  # which asks after all that it knows, also in other threads
        process.start()
        multiprocessing.process._children.discard(process)  # type: ignore[attr-defined]
    process.join(PATIENCE_SECONDS)
    process.kill()
    process.join()
    code = process.exitcode
    process.close()
    assert code is not None
    return code


def _run(
    command: list[str], environment: dict[str, str], folder: Path, here: str
) -> None:
    """The program, with its own arguments, environment, folder and streams."""
    for number, stream in enumerate(_STREAMS):
        file = os.open(folder / stream, os.O_RDONLY if number == 0 else os.O_WRONLY)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.argv = command
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(here)
    main()


async def run_in_process(*words: str, typed: str = "", **settings: str) -> str:
    """The output of a command, run in this process.

    Raises the error that the command line would print as `doorstep: …`.
    """
    result = await asyncio.to_thread(
        CliRunner().invoke, app, words, input=typed, env=settings
    )
    if result.exception:
        raise result.exception
    return result.output.strip()
