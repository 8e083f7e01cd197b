"""What handlers of the API depend on."""

import ast
from pathlib import Path

from source_code import nodes, sources


def test_no_dependency_costs_a_thread() -> None:
    """FastAPI runs a plain function in a thread, which takes longer than most do."""
    plain = [
        (file.name, dependency)
        for file in sources("api")
        for dependency in _dependencies(file) & _plain(file)
    ]

    assert plain == []


def _dependencies(file: Path) -> set[str]:
    """The functions that `Depends` names in the file."""
    return {
        argument.id
        for node in nodes(file)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "Depends"
        for argument in node.args
        if isinstance(argument, ast.Name)
    }


def _plain(file: Path) -> set[str]:
    return {node.name for node in nodes(file) if isinstance(node, ast.FunctionDef)}
