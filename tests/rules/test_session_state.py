"""Nothing relies on the state of a database session: behind a pooler, each transaction
may be given another one, and what one leaves behind is met by somebody else.
"""

import re

from doorstep.db.migration_files import MIGRATIONS, Migration
from sql_texts import statements

_OF_A_SESSION = re.compile(
    r"\bpg_(try_)?advisory_(un)?lock(_shared)?\b|\b(un)?listen \w|\bnotify \w"
    r"|\bpg_notify\b|\bcreate (local |global )?temp|\bwith hold\b|\bdeallocate\b"
    r"|^\s*prepare \w|^\s*(re)?set (?!local\b)|\bset session\b|\bdiscard \w"
    r"|\bload '",
    re.IGNORECASE | re.MULTILINE,
)
_UPDATES = re.compile(r"\b(update|do update)\b[^;]*?\bset\b", re.IGNORECASE)


def _stateful(sql: str) -> bool:
    """Whether it changes a session, apart from what an `update` sets."""
    return bool(_OF_A_SESSION.search(_UPDATES.sub("", sql)))


def test_state_of_a_session_is_recognized() -> None:
    stateful = (
        "select pg_advisory_lock(1)",
        "select pg_try_advisory_lock(1)",
        "listen news",
        "create temporary table t ()",
        "declare c cursor with hold for select 1",
        "set statement_timeout = 0",
        "set session characteristics as transaction read only",
        "reset all",
    )
    within_a_transaction = (
        "select pg_advisory_xact_lock(1)",
        "set local lock_timeout = '3s'",
        "update accounts\nset name = 'x'",
        "insert into t values (1) on conflict (id) do update\n    set a = 2",
    )

    assert [sql for sql in stateful if not _stateful(sql)] == []
    assert [sql for sql in within_a_transaction if _stateful(sql)] == []


def test_no_statement_changes_a_session() -> None:
    texts = [(one.function, one.text) for one in statements() if one.text]

    assert [name for name, text in texts if _stateful(text)] == []
    assert len(texts) > 100


def test_no_migration_changes_a_session() -> None:
    files = [Migration.read(file) for file in sorted(MIGRATIONS.glob("*.sql"))]

    assert [file.name for file in files if _stateful(file.sql)] == []
