"""Restarts one child of the embedded stack when it dies, and reports it."""

import asyncio
import signal
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import suppress
from subprocess import SubprocessError

from cli.up.child import Part, launch
from cli.up.pid_file import PidFile

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 10.0
_STEADY_AFTER = 30.0


class Keeper:
    """Runs a part until stopped, with growing pauses while it keeps dying."""

    def __init__(
        self, part: Part, pid_file: PidFile, say: Callable[[str], None]
    ) -> None:
        self.part = part
        self.endings = 0
        self._pid_file = pid_file
        self._say = say
        self._pause = _FIRST_PAUSE
        self._process: Process | None = None
        self._stopping = False
        self._launching = (
            asyncio.Lock()
        )  # `stop` waits for a child that is being started

    async def run(self) -> None:
        while not self._stopping:
            await self._run_once()

    async def stop(self) -> None:
        self._stopping = True
        async with self._launching:
            process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):  # it has ended meanwhile
            process.send_signal(self.part.stop_signal)
            try:
                await asyncio.wait_for(process.wait(), self.part.patience)
            except TimeoutError:
                process.send_signal(self.part.last_signal)
                await process.wait()

    async def _run_once(self) -> None:
        loop = asyncio.get_running_loop()
        born = loop.time()
        try:
            process = await self._launch()
        except (
            OSError,
            SubprocessError,
        ) as fault:  # out of memory or disk space: retried
            said = f"could not be started ({type(fault).__name__})"
        else:
            said = _in_words(await process.wait())
        if self._stopping:
            return
        self.endings += 1
        if loop.time() - born > _STEADY_AFTER:
            self._pause = _FIRST_PAUSE
        self._say(f"{self.part.name} {said}: restarting it.")
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    async def _launch(self) -> Process:
        async with self._launching:
            process = self._process = await launch(self.part)
        try:
            self._pid_file.note(self.part.name, process.pid, self.part.stop_signal)
        except OSError as fault:  # it runs: do not start a second one
            self._say(f"{self.part.name} runs as {process.pid}, not noted: {fault}.")
        return process


def _in_words(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
