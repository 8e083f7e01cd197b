"""What commands call a database that cannot be reached."""

import errno
import socket

import pytest

from cli.database import fault


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ECONNREFUSED, "Connect call failed"), "connection refused"),
        (OSError("Multiple exceptions: [Errno 111]"), "no connection"),
        (socket.gaierror(-2, "Name or service"), "unknown host name"),
        (TimeoutError(), "no answer in time"),
        (RuntimeError('role "jo" does not exist.'), 'role "jo" does not exist'),
    ],
)
def test_a_fault_is_named_without_words_of_a_library(
    error: Exception, said: str
) -> None:
    assert fault(error) == said
