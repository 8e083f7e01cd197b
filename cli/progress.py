"""The progress of a long command: a bar on a terminal, a few plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_LINES = 10


@contextmanager
def progress(
    what: str, total: int, *, aside: bool = False
) -> Iterator[Callable[[int], None]]:
    """Yields a function to call with the number done so far, out of `total`.

    With `aside` it is shown on standard error, since programs read the output.
    """
    console = Console(highlight=False, stderr=aside)
    if not console.is_terminal:
        yield _Lines(what, total, sys.stderr if aside else sys.stdout).tell
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done, total=max(total, done))


class _Lines:
    """Prints about ten lines in all, however large the total is."""

    def __init__(self, what: str, total: int, out: TextIO) -> None:
        self._what = what
        self._total = total
        self._next = 0
        self._out = out

    def tell(self, done: int) -> None:
        if done < self._next and done < self._total:
            return
        said = f"{self._what}: {done} of {max(self._total, done)}"
        print(said, file=self._out, flush=True)
        self._next = done + max(self._total // _LINES, 1)
