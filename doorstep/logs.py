"""Logging as one JSON object a line: ids and kinds, no personal data, codes or secrets.

Records of libraries have the same form. Of an exception its class and innermost calls
are logged, not its message, which may repeat what people typed or a server replied.
"""

import logging
import sys
import traceback
from pathlib import Path
from typing import TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

_CALLS = 8
_AS_JSON = structlog.processors.JSONRenderer()
_STAMPED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_logging(level: str) -> None:
    """Called by a composition root: sends all logs to standard output as JSON."""
    logging.basicConfig(level=level, handlers=[library_handler(sys.stderr)])
    structlog.configure(
        processors=[*_STAMPED, _AS_JSON],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelName(level)
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def library_handler(stream: TextIO) -> logging.Handler:
    """A handler that writes records of `logging` in the same form."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                _exception_without_message,
                *_STAMPED,
            ],
            processors=[ProcessorFormatter.remove_processors_meta, _AS_JSON],
        )
    )
    return handler


def innermost_calls(fault: BaseException) -> list[str]:
    """Where it was raised, as `file:line function`."""
    frames = traceback.extract_tb(fault.__traceback__)[-_CALLS:]
    return [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames
    ]


def _exception_without_message(
    _logger: WrappedLogger, _method: str, said: EventDict
) -> EventDict:
    _, fault, _ = said.pop("exc_info", None) or (None, None, None)
    if fault is None:
        return said
    return {**said, "fault": type(fault).__name__, "at": innermost_calls(fault)}
