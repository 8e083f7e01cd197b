"""Faults behind an answer: a part that is away, or what nobody foresaw."""

import traceback
from pathlib import Path

import structlog

from api.problems import Problem, unavailable
from doorstep.db.pool import DATABASE_AWAY

_log = structlog.get_logger(__name__)


def as_problem(fault: Exception) -> Problem:
    """What the caller is told, without internals; the log names the fault.

    Its message is left out: that of a database or a model repeats what people typed.
    """
    if isinstance(fault, DATABASE_AWAY):
        _log.warning("postgres does not answer", fault=_kind(fault))
        return unavailable()
    _log.error("unexpected fault", fault=_kind(fault), at=_where(fault))
    return Problem("internal-error")


def _kind(fault: Exception) -> str:
    return type(fault).__name__


def _where(fault: Exception) -> list[str]:
    """The innermost calls, as `file:line function`."""
    frames = traceback.extract_tb(fault.__traceback__)[-8:]
    return [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames
    ]
