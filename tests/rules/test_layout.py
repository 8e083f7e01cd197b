"""The structure of the code: rooms, imports and lengths."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from source_code import ROOT, module_name, nodes, sources

FLOORS = (
    ("doorstep.errors", "doorstep.clock"),
    ("doorstep.rules", "doorstep.wires"),
    (
        *("doorstep.settings", "doorstep.i18n", "doorstep.messages", "doorstep.db"),
        "doorstep.logs",
    ),
    ("doorstep.transactions", "doorstep.mail", "doorstep.telemetry"),
    ("doorstep.temporal",),
    ("doorstep.process", "doorstep.why"),
    ("doorstep.audit",),
    ("activities",),
    ("workflows",),
    ("worker",),
    ("api.texts",),
    ("api.edge",),
    ("api.concurrency",),
    ("api.flows",),
    ("api.actions",),
    ("api.parts",),
    ("api.rest", "api.pages.frame"),
    ("api.oauth", "api.pages.verify"),
    ("api.pages.admin",),
    ("api.pages",),
    ("api.composition",),
    ("api.app",),
    ("cli",),
    ("trials",),
    ("release",),
)
"""Rooms, lowest first: each may use what is below it, and itself."""
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
PRODUCT = ("workflows", "activities", "api", "cli", "doorstep", "worker.py")
MAKES = ("trials", "release")
"""What is run from a checkout, and is not part of the package."""
TRIED = (*MAKES, "tests")


def room(module: str) -> str | None:
    """The innermost room that a module is in; None for one that is not ours."""
    parts = module.split(".")
    outward = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((place for place in outward if place in FLOOR), None)


def imports(file: Path) -> Iterator[str]:
    for node in nodes(file):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_every_file_is_in_a_room() -> None:
    homeless = [
        name
        for file in sources(*PRODUCT, *MAKES)
        if room(name := module_name(file)) is None and file.read_text()
    ]

    assert homeless == []


def test_imports_point_downwards() -> None:
    wrong = [
        (name, used)
        for file in sources(*PRODUCT, *MAKES)
        for used in imports(file)
        if (own := room(name := module_name(file))) and (theirs := room(used))
        if own != theirs and FLOOR[own] <= FLOOR[theirs]
    ]

    assert wrong == []


def test_the_map_names_existing_files() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    named = set(re.findall(r"`(\w+/[\w./]*|worker\.py)`", page))

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    assert {*PRODUCT} <= {name.partition("/")[0] for name in named}


def test_only_one_file_of_the_api_calls_temporal() -> None:
    callers = {
        str(file.relative_to(ROOT))
        for file in sources("api")
        if any(name.startswith("temporalio") for name in imports(file))
    }

    assert callers == {"api/flows.py", "api/app.py"}  # app.py names the client's type


def test_workflows_do_no_io() -> None:
    worldly = {"asyncpg", "aiosmtplib", "httpx", "socket", "random", "time", "os"}
    touched = [
        (file.name, name)
        for file in sources("workflows")
        for name in imports(file)
        if name.split(".")[0] in worldly
    ]

    assert touched == []


def test_workflows_use_activities_as_names_only() -> None:
    """A class of activities stands only where a step is started, as `Class.method`."""
    strays = [
        (file.name, node.lineno)
        for file in sources("workflows")
        for node in nodes(file)
        if isinstance(node, ast.Call) and _name(node.func) in _activity_classes(file)
    ]

    assert strays == []


def _activity_classes(file: Path) -> set[str]:
    return {
        alias.name
        for node in nodes(file)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("activities")
        for alias in node.names
    }


def _name(called: ast.expr) -> str:
    """`Class` of both `Class(…)` and `Class.method(…)`."""
    inner = called.value if isinstance(called, ast.Attribute) else called
    return inner.id if isinstance(inner, ast.Name) else ""


@pytest.mark.parametrize("folder", [*PRODUCT[:5], "tests", "docs/decisions"])
def test_folders_are_where_the_design_says(folder: str) -> None:
    assert (ROOT / folder).is_dir()


def test_files_stay_small() -> None:
    files = list(sources(*PRODUCT, *TRIED))
    lengths = {file: len(file.read_text().splitlines()) for file in files}

    assert [file.name for file, length in lengths.items() if length > 300] == []


@pytest.mark.parametrize(
    ("places", "longest"),
    [
        (PRODUCT, 40),
        (TRIED, 60),
    ],
    ids=["product", "tests"],
)
def test_functions_stay_small(places: tuple[str, ...], longest: int) -> None:
    long = [
        (file.name, node.name)
        for file in sources(*places)
        for node in nodes(file)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= longest
    ]

    assert long == []


def test_row2_no_test_has_a_time_limit_of_its_own() -> None:
    """`waiting.py` has it: on a loaded machine everything takes many times as long."""
    strays = [
        (file.name, node.lineno)
        for file in sources("tests")
        for node in nodes(file)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("asyncio.timeout", "asyncio.wait_for")
        and any(isinstance(argument, ast.Constant) for argument in _given(node))
    ]

    assert strays == []


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]
