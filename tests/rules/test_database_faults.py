"""What the log says of a fault of the database."""

import asyncpg
import pytest
from structlog.testing import capture_logs

from api.edge.faults import as_problem
from api.texts.problems import ProblemKind

_LOST = [
    ConnectionRefusedError(),
    TimeoutError(),
    asyncpg.ConnectionDoesNotExistError(),
    asyncpg.CannotConnectNowError(),
    asyncpg.AdminShutdownError(),
    asyncpg.QueryCanceledError(),
    asyncpg.TooManyConnectionsError(),
    asyncpg.InterfaceError("connection is closed"),
]
_REFUSED = [
    asyncpg.UndefinedColumnError(),
    asyncpg.PostgresSyntaxError(),
    asyncpg.InsufficientPrivilegeError(),
    asyncpg.UniqueViolationError(),
    asyncpg.NumericValueOutOfRangeError(),
    asyncpg.ReadOnlySQLTransactionError(),
]


@pytest.mark.parametrize("fault", _LOST, ids=lambda fault: type(fault).__name__)
def test_lost_connection_is_logged_as_no_answer(fault: Exception) -> None:
    with capture_logs() as logged:
        problem = as_problem(fault)

    assert problem.kind is ProblemKind.temporarily_unavailable
    assert [(line["event"], line["fault"]) for line in logged] == [
        ("postgres does not answer", type(fault).__name__)
    ]


@pytest.mark.parametrize("fault", _REFUSED, ids=lambda fault: type(fault).__name__)
def test_refused_statement_is_logged_with_its_place(fault: Exception) -> None:
    with pytest.raises(type(fault)) as raised:
        raise fault
    with capture_logs() as logged:
        problem = as_problem(raised.value)

    assert problem.kind is ProblemKind.temporarily_unavailable
    ((event, level, at),) = [
        (line["event"], line["log_level"], line["at"]) for line in logged
    ]
    assert (event, level) == ("postgres refused a statement", "error")
    assert at[-1].startswith("test_database_faults.py:")
