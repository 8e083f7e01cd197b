"""Programs of the development environment."""

import sys
from pathlib import Path


def uv() -> str:
    """As uv.lock has it."""
    return str(Path(sys.executable).with_name("uv"))
