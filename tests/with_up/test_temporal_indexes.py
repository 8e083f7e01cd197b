"""The database of the embedded Temporal."""

import sqlite3
from contextlib import closing

from cli.up.temporal import DATABASE
from up import Up

_INDEXES = """
    select name from sqlite_master
    where type = 'index' and tbl_name = 'executions_visibility'
"""


async def test_the_embedded_temporal_has_indexes_for_what_is_searched_alone(
    up: Up,
) -> None:
    with closing(sqlite3.connect(up.folder / DATABASE)) as connection:
        names = {name for (name,) in connection.execute(_INDEXES)}

    assert {f"by_keyword_0{number}" for number in range(1, 10)} < names
    assert {"by_workflow_id", "by_workflow_type", "by_status"} < names
    assert len(names) <= 24
