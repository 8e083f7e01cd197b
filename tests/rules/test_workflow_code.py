"""Workflow code computes the same in every replay, also outside the SDK's sandbox.

Looked at are the files in `workflows/`, and every module of ours that they import: the
sandbox passes those through and never sees them. Activities are not among them, since
workflows only name those (`test_layout.py`).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from source_code import ROOT, nodes, parsed, sources

_MAY_IMPORT = {
    "asyncio": {"*"},
    "collections.abc": {"*"},
    "contextlib": {"suppress"},
    "dataclasses": {"dataclass", "field", "replace"},
    "datetime": {"datetime", "timedelta"},
    "enum": {"StrEnum"},
    "pydantic": {"BaseModel", "ConfigDict", "Field", "PositiveInt"},
    "temporalio": {"workflow"},
    "temporalio.common": {"*"},
    "temporalio.exceptions": {"*"},
    "typing": {"*"},
    "uuid": {"UUID"},
}
"""What cannot tell one replay from another; of the rest see below."""
_MAY_USE = {
    "asyncio": {"CancelledError", "Lock", "Task", "create_task", "shield"},
    "datetime": {"min", "max"},
    "UUID": {"int"},
}
"""Attributes of these names; the others ask a clock, chance or the operating system."""
_BUILTINS = {
    *("open", "input", "print", "exec", "eval", "compile", "__import__", "breakpoint"),
    *("id", "hash", "globals", "locals", "vars", "setattr", "delattr"),
}
_MUTATORS = {
    *("add", "append", "clear", "discard", "extend", "insert", "pop", "popitem"),
    *("remove", "reverse", "setdefault", "sort", "update"),
}


def _reached() -> list[Path]:
    """`workflows/`, and what of `doorstep/` it imports, directly or not."""
    waiting, found = list(sources("workflows")), dict[Path, None]()
    while waiting:
        file = waiting.pop()
        if file not in found:
            found[file] = None
            waiting += [
                place
                for module, _ in _imports(nodes(file))
                if module.partition(".")[0] in ("workflows", "doorstep")
                if (place := ROOT / f"{module.replace('.', '/')}.py").exists()
            ]
    return sorted(found)


def _imports(walked: list[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in walked:
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "*") for alias in node.names)


def _faults(tree: ast.Module) -> set[str]:
    walked = list(ast.walk(tree))
    return {*_foreign(walked), *_uses(walked), *_kept(tree, walked)}


def _foreign(walked: list[ast.AST]) -> Iterator[str]:
    for module, name in _imports(walked):
        ours = module.startswith(("activities.", "doorstep.", "workflows."))
        if not ours and not {"*", name} & _MAY_IMPORT.get(module, set()):
            yield f"imports {module} {name}"


def _uses(walked: list[ast.AST]) -> Iterator[str]:
    for node in walked:
        if isinstance(node, ast.Name) and node.id in _BUILTINS:
            yield f"uses {node.id}"
        elif isinstance(node, ast.Attribute):
            whose = ast.unparse(node.value)
            if node.attr not in _MAY_USE.get(whose, {node.attr}):
                yield f"uses {whose}.{node.attr}"
            if whose == "workflow.unsafe" and node.attr != "imports_passed_through":
                yield f"uses {whose}.{node.attr}"


def _kept(tree: ast.Module, walked: list[ast.AST]) -> Iterator[str]:
    """What one run could leave behind for another."""
    places: list[ast.Module | ast.ClassDef] = [tree, *_classes(tree)]
    shared = {name for place in places for name in _assigned(place)}
    shared |= {node.name for node in _classes(tree)}
    for node in walked:
        if isinstance(node, ast.Global):
            yield f"global {', '.join(node.names)}"
        elif isinstance(node, ast.Attribute | ast.Subscript):
            whose = ast.unparse(node.value)
            called = isinstance(node, ast.Attribute) and node.attr in _MUTATORS
            changed = isinstance(node.ctx, ast.Store | ast.Del)
            if (whose in shared or whose == "cls") and (called or changed):
                yield f"changes {whose}"


def _classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def _assigned(place: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in place.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from map(ast.unparse, targets)


def test_W2_workflow_code_is_deterministic() -> None:
    faults = {
        str(file.relative_to(ROOT)): found
        for file in _reached()
        if (found := _faults(parsed(file)))
    }

    assert faults == {}


def test_all_that_workflows_import_is_looked_at() -> None:
    looked_at = {str(file.relative_to(ROOT)) for file in _reached()}

    assert looked_at >= {"workflows/login.py", "doorstep/messages/flows.py"}
    assert looked_at >= {"doorstep/rules/policy.py", "doorstep/rules/stages.py"}


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("import time", "imports time *"),
        ("from random import choice", "imports random choice"),
        ("from uuid import uuid4", "imports uuid uuid4"),
        ("from datetime import date", "imports datetime date"),
        ("from functools import cache", "imports functools cache"),
        ("import asyncpg", "imports asyncpg *"),
        ("at = datetime.now(UTC)", "uses datetime.now"),
        ("at = datetime.fromtimestamp(0)", "uses datetime.fromtimestamp"),
        ("await asyncio.to_thread(f)", "uses asyncio.to_thread"),
        ("await asyncio.wait(tasks)", "uses asyncio.wait"),
        ("asyncio.get_running_loop().time()", "uses asyncio.get_running_loop"),
        ("print(1)", "uses print"),
        ("key = hash('a')", "uses hash"),
        ("with workflow.unsafe.is_replaying(): 1", "uses workflow.unsafe.is_replaying"),
        ("_SEEN = set()\ndef f(): _SEEN.add(1)", "changes _SEEN"),
        ("_SEEN = {}\ndef f(): _SEEN[1] = 2", "changes _SEEN"),
        ("_SEEN = {}\ndef f(): del _SEEN[1]", "changes _SEEN"),
        ("class Flow: seen = 0\ndef f(): Flow.seen = 1", "changes Flow"),
        ("_COUNT = 0\ndef f():\n  global _COUNT\n  _COUNT = 1", "global _COUNT"),
    ],
)
def test_W2_what_a_replay_could_see_differently_is_found(code: str, fault: str) -> None:
    assert _faults(ast.parse(code)) == {fault}
