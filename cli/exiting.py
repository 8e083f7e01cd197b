"""The exit of a process that has used the Temporal client."""

import os
import sys
from contextlib import suppress
from typing import NoReturn


def exit_at_once(code: int) -> NoReturn:
    """Flush the output and exit with this code, without finalizing the interpreter.

    temporalio's threads outlive its client: one that calls into Python during
    finalization aborts the process ("PyGILState_Release: thread state must be
    current", sdk-python#300), seen in one of twenty processes.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):  # whoever read it has gone, as `head` does
            stream.flush()
    os._exit(code)
