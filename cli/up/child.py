"""The child processes of the embedded stack."""

import asyncio
import ctypes
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cli.up.account import OsAccount

_PR_SET_PDEATHSIG = 1
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_LARGEST_LOG = 10 * 1024 * 1024


@dataclass(frozen=True, repr=False)
class Part:
    """The command of a child, and how to stop it.

    `patience` is the seconds between `stop_signal` and `last_signal`. Secrets are
    passed in `environment` only: other users can read command lines.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    patience: float
    stop_signal: signal.Signals = signal.SIGTERM
    last_signal: signal.Signals = signal.SIGKILL
    folder: Path | None = None
    account: OsAccount | None = None


async def launch(part: Part) -> Process:
    """Start it in a session of its own, so that Ctrl-C reaches only `doorstep up`."""
    account = part.account
    _rotate(part.log)
    with part.log.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *part.command,
            stdin=DEVNULL,
            stdout=log,
            stderr=STDOUT,
            env=dict(part.environment),
            cwd=part.folder,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_end_with_parent(part.stop_signal),
        )


def plain_environment() -> dict[str, str]:
    """This process's environment without any setting of Doorstep or Temporal.

    With this machine excepted from `http_proxy`: the parts reach each other there.
    """
    ours = ("DOORSTEP_", "TEMPORAL_", "PG")
    kept = {name: v for name, v in os.environ.items() if not name.startswith(ours)}
    excepted = [kept.get("no_proxy") or kept.get("NO_PROXY"), *_THIS_MACHINE]
    direct = ",".join(filter(None, excepted))
    return kept | {"no_proxy": direct, "NO_PROXY": direct}


def last_words(part: Part, lines: int = 12) -> str:
    """The end of its log, for an error message."""
    text = part.log.read_text(errors="replace") if part.log.exists() else ""
    return "\n".join(text.splitlines()[-lines:])


def _end_with_parent(ending: signal.Signals) -> Callable[[], object] | None:
    """Have the kernel signal the child when `doorstep up` itself is killed.

    Linux only; elsewhere the next `up` ends children it finds. The function is looked
    up before the fork, since little is safe between fork and exec.
    """
    if sys.platform != "linux":
        return None
    return partial(ctypes.CDLL(None).prctl, _PR_SET_PDEATHSIG, int(ending))


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
