"""The sentences that stand in the code: of commands, refusals, doctor, Temporal UI.

Read from the source, so that none can be left out. What is filled in when it is printed
shows as `{its expression}`.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from source_code import ROOT

_SQL = re.compile(r"(?i)(select|insert|update|delete|create|alter|grant|set|drop) ")
_STATES = ("ok", "warning", "failed")


def sentences_of(folder: str) -> Iterator[str]:
    """Each string with a blank in it, by file."""
    for path, tree in _modules(folder):
        yield from _under(path, _strings(tree, set()))


def refusals_of(folder: str) -> Iterator[str]:
    """Only the strings of exceptions: what they are raised or made with.

    The rules of addresses put theirs together, and are read as a whole.
    """
    for path, tree in _modules(folder):
        if "/wires/" in path:
            yield from _under(path, _strings(tree, set()))
            continue
        raised = [
            string
            for node in ast.walk(tree)
            if isinstance(node, ast.Raise) or _makes_an_error(node)
            for string in _strings(node, set())
        ]
        yield from _under(path, dict.fromkeys(raised))


def findings_of_the_doctor() -> Iterator[str]:
    """Each finding with its state and remedy, then the parts that they are made of."""
    for path, tree in _modules("cli/doctor"):
        used: set[ast.AST] = set()
        findings = [
            finding
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for finding in _findings(function, used)
        ]
        yield from _under(path, [*findings, *_strings(tree, used)])


def _modules(folder: str) -> Iterator[tuple[str, ast.Module]]:
    for file in sorted((ROOT / folder).rglob("*.py")):
        if folder.endswith("doctor") or "doctor" not in file.parts:
            yield str(file.relative_to(ROOT)), ast.parse(Path(file).read_text())


def _under(
    path: str, sentences: "Iterator[str] | list[str] | dict[str, None]"
) -> "Iterator[str]":
    found = list(sentences)
    if found:
        yield f"=== {path}"
        yield from found


def _makes_an_error(node: ast.AST) -> bool:
    """`super().__init__(…)` of an exception that has its own sentence."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__"


def _findings(
    function: ast.FunctionDef | ast.AsyncFunctionDef, used: set[ast.AST]
) -> Iterator[str]:
    names: dict[str, ast.AST] = {}
    for node in _in_order(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names[node.targets[0].id] = node.value
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _STATES:
            parts = [names.get(ast.unparse(each), each) for each in node.args]
            used.update(inner for part in parts for inner in ast.walk(part))
            check, summary, *remedy = (_text(part, names) for part in parts)
            yield f"{ast.unparse(node.func)} {check}: {summary}"
            yield from (f"  Next: {each}" for each in remedy)


def _strings(tree: ast.AST, used: set[ast.AST]) -> Iterator[str]:
    inside = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    types = {
        getattr(node, name, None)
        for node in ast.walk(tree)
        for name in ("returns", "annotation")
    }
    for node in _in_order(tree):
        if node not in (used | inside | docstrings | types) and _is_text(node):
            text = _text(node, {})
            text = " ".join(text.split())
            if " " in text and text.isprintable() and not _SQL.match(text):
                yield text


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


def _is_text(node: ast.AST) -> bool:
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr)


def _text(node: ast.AST, names: Mapping[str, ast.AST]) -> str:
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.JoinedStr(values=values):
            return "".join(_text(part, names) for part in values)
        case ast.FormattedValue(value=ast.Name(id=name)) if name in names:
            return _text(names[name], {})
        case ast.FormattedValue(value=value):
            return "{" + ast.unparse(value) + "}"
    return "{" + ast.unparse(node) + "}"
