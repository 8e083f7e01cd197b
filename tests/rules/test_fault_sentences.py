"""Each kind of fault of the database has its own sentence, with what to do."""

import asyncpg
import pytest

from doorstep.db.faults import fault_of

_SCHEMA = (
    asyncpg.UndefinedTableError,
    asyncpg.UndefinedColumnError,
    asyncpg.UndefinedFunctionError,
    asyncpg.InvalidSchemaNameError,
)
_OTHERS = (
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DiskFullError,
    asyncpg.OutOfMemoryError,
    asyncpg.CannotConnectNowError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.QueryCanceledError,
    asyncpg.InvalidSQLStatementNameError,
    asyncpg.DataCorruptedError,
)
_OF_POOLERS = {
    "query_wait_timeout": "no connection to PostgreSQL free",
    "no more connections allowed (max_client_conn)": "as many clients as it permits",
    "no such database: doorstep": "knows no such database",
    "no such user: doorstep": "does not accept the role",
    "SASL authentication failed": "does not accept the role",
    "pgbouncer cannot connect to server": "cannot reach PostgreSQL",
    "server login has been failing, try again later": "not let the pooler in",
    "transaction blocks not allowed in statement pooling mode": "in statement mode",
    "unsupported startup parameter: search_path": "the option search_path of the URL",
    "unsupported startup parameter in options: work_mem": "the option work_mem",
}


@pytest.mark.parametrize("kind", _SCHEMA, ids=lambda kind: kind.__name__)
def test_only_a_schema_of_another_release_asks_for_a_migration(
    kind: type[asyncpg.PostgresError],
) -> None:
    assert "Run `doorstep migrate`" in str(fault_of(kind("of the server")))


@pytest.mark.parametrize("kind", _OTHERS, ids=lambda kind: kind.__name__)
def test_every_other_fault_has_a_sentence_of_its_own(
    kind: type[asyncpg.PostgresError],
) -> None:
    fault = fault_of(kind("of the server"))
    others = {
        fault_of(other("of the server")).what
        for other in (*_OTHERS, *_SCHEMA)
        if other is not kind
    }

    assert fault.what not in others
    assert fault.remedy
    assert "Run `doorstep migrate`" not in str(fault)
    assert "of the server" not in str(fault)


@pytest.mark.parametrize("words", _OF_POOLERS)
def test_words_of_a_pooler_are_understood(words: str) -> None:
    fault = fault_of(asyncpg.ProtocolViolationError(words))

    assert _OF_POOLERS[words] in fault.what
    assert fault.remedy


def test_unknown_fault_is_told_as_the_server_tells_it() -> None:
    fault = fault_of(asyncpg.DatatypeMismatchError("a column is of another type."))

    assert str(fault) == ("it says 'a column is of another type' (SQLSTATE 42804).")
