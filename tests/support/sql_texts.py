"""Every SQL statement of the product, from its source code."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_OF_TEMPORAL = "cli.up.visibility_indexes"
"""Its statements are of another database."""
_FOLDERS = ("activities", "api", "cli", "doorstep", "workflows")
_CALLS = (
    "cursor",
    "execute",
    "executemany",
    "fetch",
    "fetchrow",
    "fetchval",
    "prepare",
)


@dataclass(frozen=True)
class Statement:
    """`text` is None where the function composes it at run time."""

    function: str
    text: str | None


def statements() -> Iterator[Statement]:
    for folder in _FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield from _of_file(file)


def _of_file(file: Path) -> Iterator[Statement]:
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    if name == _OF_TEMPORAL:
        return
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for asked in _asked(node):
                known = {**vars(import_module(name)), **_locals(node)}
                yield Statement(f"{name}.{node.name}", _text(asked, known))


def _asked(function: ast.AST) -> Iterator[ast.expr]:
    """The first arguments of its calls of a connection, and of `Write`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and node.args and _takes_text(node.func):
            yield node.args[0]


def _takes_text(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr in _CALLS
    return isinstance(called, ast.Name) and called.id == "Write"


def _locals(function: ast.AST) -> Mapping[str, object]:
    """Texts that the function assigns to a variable first."""
    return {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _text(asked: object, known: Mapping[str, object]) -> str | None:
    match asked:
        case str() | int():
            return str(asked)
        case ast.Constant(value=value):
            return _text(value, known)
        case ast.Name(id=name):
            return _text(known.get(name), known)
        case ast.FormattedValue(value=value):
            return _text(value, known)
        case ast.JoinedStr(values=values):
            parts = [_text(each, known) for each in values]
            texts = [part for part in parts if part is not None]
            return "".join(texts) if len(texts) == len(parts) else None
    return None
