"""The command line, run as an operator runs it."""

import asyncio
from asyncio.subprocess import PIPE

from typer.testing import CliRunner

from cli import app
from cli.up.binaries import program
from waiting import in_time


async def run_doorstep(
    *words: str, typed: str = "", **settings: str
) -> tuple[int, str]:
    """Exit code and what it printed, errors included."""
    process = await asyncio.create_subprocess_exec(
        *(program("doorstep"), *words),
        env=settings,
        cwd="/",  # not where a stack of `make run` may be found
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    printed, errors = await in_time(process.communicate(typed.encode()))
    return process.returncode or 0, (printed + errors).decode().strip()


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
