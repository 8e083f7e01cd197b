"""Another release of PostgreSQL in place of the embedded one, for any test.

`POSTGRES_PROGRAMS=/usr/lib/postgresql/15/bin make test T=tests/judges`
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.up.account import OsAccount, unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import Cluster

VARIABLE = "POSTGRES_PROGRAMS"
_LIKE_OURS = ("--username=postgres", "--auth=trust", "--encoding=UTF8")


@contextmanager
def chosen_cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster that is not running yet: of the release that the variable names, or the
    embedded one with its data in `folder`.
    """
    account, log = unprivileged_account(), folder / "postgres.log"
    if chosen := os.environ.get(VARIABLE):
        with TemporaryDirectory(dir="/tmp") as place:
            data = Path(place, "postgres")
            _make(Path(place), data, Path(chosen), account)
            yield Cluster(data, Path(chosen), account, log)
    else:
        programs = postgres_programs(account)
        yield Cluster(folder / "postgres", programs, account, log)


def _make(place: Path, data: Path, programs: Path, account: OsAccount | None) -> None:
    """Without the locale of ours, which 17 brought, and where the account can enter: up
    to 15 the programs leave a folder that they cannot find again.
    """
    if account:
        account.take_over(place)
    subprocess.run(
        [programs / "initdb", "-D", data, *_LIKE_OURS, "--locale=C.UTF-8"],
        cwd=place,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        stdout=subprocess.DEVNULL,
        check=True,
    )
