"""The command line: `doorstep up`, the processes, and the commands of an operator."""

import sys

from cli.database import told
from cli.exiting import exit_at_once
from doorstep.errors import DoorstepError

_PROCESSES = (["api"], ["worker"], ["serve"], ["mailbox"])


def main() -> None:
    """Run one command; an expected error is one sentence and exit 1, no traceback.

    A process is to be ready soon: it does not import the other commands.
    """
    if sys.argv[1:2] in _PROCESSES:
        from cli.processes import app
    else:
        from cli.app import app
    try:
        app()
    except DoorstepError as error:
        sys.stderr.write(f"doorstep: {error}\n")
        exit_at_once(1)
    except Exception as error:
        if (said := told(error)) is None:
            raise
        sys.stderr.write(f"doorstep: {said}\n")
        exit_at_once(1)
    except SystemExit as ended:  # as every other command ends
        exit_at_once(int(ended.code or 0))
