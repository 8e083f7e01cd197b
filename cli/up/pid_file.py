"""The process ids of running children, for the next `up` if this one is killed."""

import json
from signal import Signals

import psutil

from cli.up.data_folder import DataFolder

_FILE = "parts.json"
_PATIENCE_SECONDS = 3


class PidFile:
    """By name: process id, start time (since ids recur), and stop signal."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._children: dict[str, tuple[int, float, int]] = {}

    def note(self, name: str, pid: int, stop_signal: Signals) -> None:
        try:
            birth = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:
            return
        self._children[name] = (pid, birth, int(stop_signal))
        self._folder.write_private(_FILE, json.dumps(self._children))

    def end_leftovers(self) -> list[str]:
        """End children that an earlier `up` left running; returns their names."""
        left = {
            name: (process, ending)
            for name, (pid, birth, ending) in self._entries().items()
            if (process := _same(pid, birth))
        }
        for process, ending in left.values():
            process.send_signal(ending)
        processes = [process for process, _ in left.values()]
        for process in psutil.wait_procs(processes, timeout=_PATIENCE_SECONDS)[1]:
            process.kill()
        return list(left)

    def _entries(self) -> dict[str, tuple[int, float, int]]:
        try:
            return dict(json.loads(self._folder.read(_FILE) or "{}"))
        except ValueError:
            return {}


def _same(pid: int, birth: float) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE
        return process if alive and abs(process.create_time() - birth) < 1 else None
    except psutil.NoSuchProcess:
        return None
