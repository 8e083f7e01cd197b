"""How far a long command has come: a bar on a terminal, a few plain lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_LINES = 10


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Gives what is to be told the number done so far, out of `total`."""
    console = Console(highlight=False)
    if not console.is_terminal:
        yield _Lines(what, total).tell
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done, total=max(total, done))


class _Lines:
    """About ten lines in all, however much there is to do."""

    def __init__(self, what: str, total: int) -> None:
        self._what = what
        self._total = total
        self._next = 0

    def tell(self, done: int) -> None:
        if done < self._next and done < self._total:
            return
        print(f"{self._what}: {done} of {max(self._total, done)}", flush=True)  # noqa: T201  a command's own words
        self._next = done + max(self._total // _LINES, 1)
