"""The end of a command that has spoken to Temporal."""

import os
import sys
from typing import NoReturn


def exit_at_once(code: int) -> NoReturn:
    """End with this exit code, at once.

    temporalio's threads outlive its client: one that reports to Python while the
    interpreter takes itself apart aborts the process ("PyGILState_Release: thread state
    must be current"), seen in one of a dozen calls on a busy machine. Nothing is left
    to be done here but the last words.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
