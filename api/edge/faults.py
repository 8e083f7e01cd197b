"""Maps exceptions to problems: an unavailable server, or an unexpected error."""

import structlog

from api.edge.problems import Problem, not_found, unavailable
from api.texts.problems import ProblemKind
from doorstep.db.pool import CONNECTION_LOST, DATABASE_AWAY
from doorstep.errors import RowGone
from doorstep.logs import innermost_calls

_log = structlog.get_logger(__name__)


def as_problem(fault: Exception) -> Problem:
    """The problem for the caller, without internals; the log names the exception.

    Its message is not logged: those of PostgreSQL and pydantic repeat user input.
    """
    if isinstance(fault, DATABASE_AWAY):
        _log_database(fault)
        return unavailable()
    if isinstance(fault, RowGone):  # a member was erased during this request
        return not_found()
    _log.error("unexpected fault", fault=_kind(fault), at=innermost_calls(fault))
    return Problem(ProblemKind.internal_error)


def _log_database(fault: Exception) -> None:
    """What it refuses is a fault of ours, or of its state: the log says where."""
    if isinstance(fault, CONNECTION_LOST):
        _log.warning("postgres does not answer", fault=_kind(fault))
    else:
        at = innermost_calls(fault)
        _log.error("postgres refused a statement", fault=_kind(fault), at=at)


def _kind(fault: Exception) -> str:
    return type(fault).__name__
