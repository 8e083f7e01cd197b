"""The exit of commands that have used the Temporal client."""

import os
import sys
from typing import NoReturn


def exit_at_once(code: int) -> NoReturn:
    """Flush the output and exit with this code, without finalizing the interpreter.

    temporalio's threads outlive its client: one that calls into Python during
    finalization aborts the process ("PyGILState_Release: thread state must be
    current"), seen in one of a dozen calls on a busy machine.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
