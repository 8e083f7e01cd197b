"""Faults behind an answer: a part that is away, or what nobody foresaw."""

import structlog

from api.edge.problems import Problem, not_found, unavailable
from api.texts.problems import ProblemKind
from doorstep.db.pool import DATABASE_AWAY
from doorstep.errors import RowGone
from doorstep.logs import innermost_calls

_log = structlog.get_logger(__name__)


def as_problem(fault: Exception) -> Problem:
    """What the caller is told, without internals; the log names the fault.

    Its message is left out: that of a database or a model repeats what people typed.
    """
    if isinstance(fault, DATABASE_AWAY):
        _log.warning("postgres does not answer", fault=_kind(fault))
        return unavailable()
    if isinstance(fault, RowGone):  # a member was erased beside this request
        return not_found()
    _log.error("unexpected fault", fault=_kind(fault), at=innermost_calls(fault))
    return Problem(ProblemKind.internal_error)


def _kind(fault: Exception) -> str:
    return type(fault).__name__
