"""Log lines of libraries are JSON objects too, and contain no user input."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from doorstep.logs import library_handler


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A library's logger, and its output."""
    logger, stream = logging.getLogger("library.part"), io.StringIO()
    handler = library_handler(stream)
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def test_line_of_a_library_is_one_object(
    written: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = written

    logger.warning("retried %d times\nin vain", 5)

    (line,) = stream.getvalue().splitlines()
    printed = json.loads(line)
    assert printed.pop("timestamp").endswith("Z")
    assert printed == {
        "event": "retried 5 times\nin vain",
        "level": "warning",
        "logger": "library.part",
    }


def test_L1_exception_is_logged_by_type_and_place_only(
    written: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = written

    try:
        int("max@acme.test")
    except ValueError:
        logger.exception("it failed")

    printed = json.loads(stream.getvalue())
    assert (printed["fault"], printed["level"]) == ("ValueError", "error")
    assert printed["at"][-1].startswith("test_logs.py:")
    assert "max@acme.test" not in stream.getvalue()
