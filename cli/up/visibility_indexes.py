"""Indexes of the embedded Temporal that nobody searches.

A development server has one for each search attribute that there could be, and writes
all of them as a flow begins and as it ends: that is half of what it stores of a login,
and an eighth of its processor time. A search without one reads the whole table,
which at worst takes longer.
"""

import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

_OF_FLOWS = "executions_visibility"
_UNUSED = re.compile(
    r"by_(temporal_)?(bool|datetime|double|int)_\d\d"
    r"|by_temporal_(low_cardinality_)?keyword_\d\d"
    r"|by_temporal_(pause_info|worker_deployment(_version)?)"
    r"|by_(temporal_workflow_versioning_behavior|batcher_user|execution_duration)"
    r"|by_(history_length|history_size_bytes|state_transition_count)"
    r"|by_(parent|root)_run_id"  # those of the workflow ids find the same
)
"""All but the ten of keywords, which the server gives to Doorstep's in any order."""
_WAITS_SECONDS = 2.0


def drop_unused_indexes(database: Path) -> None:
    """While the server runs; where it is busy, the next start does it."""
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(database, timeout=_WAITS_SECONDS)) as connection,
    ):
        for name in _indexes(connection):
            if _UNUSED.fullmatch(name):
                connection.execute(f'drop index "{name}"')


def _indexes(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "select name from sqlite_master where type = 'index' and tbl_name = ?",
        (_OF_FLOWS,),
    )
    return [name for (name,) in found]
