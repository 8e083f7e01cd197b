"""The files of this repository, and what they hold, for tests of the code's shape."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def sources(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def module_name(file: Path) -> str:
    """As it is imported."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


@cache
def parsed(file: Path) -> ast.Module:
    """CPython 3.11 loses count where a collection runs code meanwhile."""
    gc.disable()
    try:
        return ast.parse(file.read_text())
    finally:
        gc.enable()


@cache
def nodes(file: Path) -> list[ast.AST]:
    return list(ast.walk(parsed(file)))
