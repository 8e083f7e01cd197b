"""What a long-running process does before it imports the rest, to be ready soon.

A third of a start is what libraries import or look for on the chance that somebody may
want it, and the garbage collector, which goes through all modules again and again.
"""

import gc
import os
import sys

_PLUGINS_OF_PYDANTIC = "PYDANTIC_DISABLE_PLUGINS"
_COLOURS = "rich"
"""It draws tracebacks of structlog's in colours. Ours are JSON."""


def start_lean() -> None:
    """The collector is off until `doorstep.process.memory.settle`."""
    gc.disable()
    os.environ.setdefault(_PLUGINS_OF_PYDANTIC, "__all__")  # looked for in each package
    _import_without_colours()


def _import_without_colours() -> None:
    absent = {_COLOURS: None}
    sys.modules.update(absent)  # type: ignore[arg-type]  # Python's way to say so
    import structlog.dev  # noqa: F401  which does without what is absent

    del sys.modules[_COLOURS]
