"""What a long-running process does before it imports the rest, to be ready soon.

A third of a start is what libraries import or look for on the chance that somebody may
want it, and the garbage collector, which goes through all modules again and again.
"""

import gc
import os
import sys

_PLUGINS_OF_PYDANTIC = "PYDANTIC_DISABLE_PLUGINS"
_NOT_WANTED = ("rich", "grpc", "pydantic.v1")
"""If they are there, structlog draws tracebacks in colours, where ours are JSON;
temporalio defines its services a second time, for a library that it does not use; and
FastAPI recognises models that we have none of. All of them do without.
"""


def start_lean() -> None:
    """The collector is off until `doorstep.process.memory.settle`."""
    gc.disable()
    os.environ.setdefault(_PLUGINS_OF_PYDANTIC, "__all__")  # looked for in each package
    absent = dict.fromkeys(_NOT_WANTED)
    sys.modules.update(absent)  # type: ignore[arg-type]  # Python's way to say so
