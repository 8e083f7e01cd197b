"""A part of the stack that is stopped at the moment at which it exits."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from cli.up.child import Part
from cli.up.data_folder import DataFolder
from cli.up.keeper import Keeper
from cli.up.pid_file import PidFile
from waiting import in_time, until_true


@pytest.mark.parametrize("gone_at", [signal.SIGTERM, signal.SIGKILL])
async def test_row2_a_part_that_has_just_ended_is_stopped(
    gone_at: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Part(
        name="part",
        command=("/bin/sh", "-c", "trap '' TERM; echo ready; sleep 600"),
        environment={"PATH": os.environ["PATH"]},
        log=tmp_path / "log",
        patience=0,
    )
    with (tmp_path / "lock").open("a+") as lock:
        ledger = PidFile(DataFolder(tmp_path, lock))
        keeper = Keeper(part, ledger, lambda _: None)
        keeping = asyncio.create_task(keeper.run())
        await until_true(lambda: part.log.exists() and "ready" in part.log.read_text())
        process = keeper._process
        assert process is not None
        send = process.send_signal

        def too_late(number: int) -> None:
            if number == gone_at:
                send(signal.SIGKILL)
                raise ProcessLookupError  # as asyncio does once it has noticed

        monkeypatch.setattr(process, "send_signal", too_late)

        await in_time(keeper.stop())
        await in_time(keeping)
