"""Which rooms may write: the API and `doorstep why` only read."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from source_code import module_name, parsed, sources

_WRITES = re.compile(
    r"\b(insert into|update \w+ set|delete from|truncate|pg_advisory\w*lock\w*"
    r"|for (no key )?update|for (key )?share)\b"
)
"""A lock counts as a write: other transactions wait for it."""
_PAST_THE_REPOSITORIES = {"transaction", "execute", "executemany", "fetch", "fetchval"}
"""Methods of a connection without a repository; `snapshot` only reads."""


def _modules(folder: str) -> dict[str, ast.Module]:
    return {module_name(file): parsed(file) for file in sources(folder)}


@cache
def _writing_methods() -> dict[str, set[str]]:
    """The writing methods of each repository, by their statements."""
    modules = _modules("doorstep/db")
    statements = {
        name: _text(node.value, {})
        for module in modules.values()
        for node in module.body
        if isinstance(node, ast.Assign)
        for name in map(ast.unparse, node.targets)
    }
    return {
        node.name: _writing(node, statements)
        for module in modules.values()
        for node in module.body
        if isinstance(node, ast.ClassDef)
    }


def _writing(repository: ast.ClassDef, statements: dict[str, str]) -> set[str]:
    """Methods that write, and methods that call one of them."""
    methods = dict(_functions(repository))
    return _closed(
        {each for each in methods if _WRITES.search(_text(methods[each], statements))},
        methods,
    )


def _closed(
    writing: set[str], functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef]
) -> set[str]:
    """With all that use one of these, directly or not."""
    using = {name for name, node in functions.items() if writing & _used(node)}
    return writing if using <= writing else _closed(writing | using, functions)


def _functions(
    place: ast.Module | ast.ClassDef,
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in place.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node


def _text(node: ast.AST, statements: dict[str, str]) -> str:
    """All strings in it, and the module's statements that it uses."""
    walked = list(ast.walk(node))
    parts = [
        *(each.value for each in walked if isinstance(each, ast.Constant)),
        *(statements.get(each.id) for each in walked if isinstance(each, ast.Name)),
    ]
    text = " ".join(part for part in parts if isinstance(part, str))
    return " ".join(text.lower().split())


def _used(node: ast.AST) -> set[str]:
    """The names it uses, as `name` or as `.name`."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | _attributes(node)


def _attributes(node: ast.AST) -> set[str]:
    return {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def _imported(module: ast.Module, room: str) -> set[str]:
    """The names it imports from a room, by their original names."""
    return {
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(room)
        for alias in node.names
    }


@cache
def _writing_functions() -> set[str]:
    """Of `doorstep/transactions`; with a pool each is a transaction of its own."""
    functions = {
        name: node
        for module in _modules("doorstep/transactions").values()
        for name, node in _functions(module)
    }
    return _closed(set().union(*_writing_methods().values()), functions)


def _strays(room: str) -> Iterator[str]:
    for name, module in _modules(room).items():
        repositories = _imported(module, "doorstep.db") & _writing_methods().keys()
        refused = set().union(*(_writing_methods()[each] for each in repositories))
        yield from (
            f"{name}: .{each}"
            for each in _attributes(module) & (refused | _PAST_THE_REPOSITORIES)
        )
        yield from (
            f"{name}: {called}(connection)"
            for called in _given_a_connection(module)
            if called in _imported(module, "doorstep.transactions")
            if called in _writing_functions()
        )


def _given_a_connection(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(ast.unparse(each).endswith("connection") for each in given):
                yield node.func.id


@pytest.mark.parametrize("room", ["api", "doorstep/why"])
def test_reading_rooms_contain_no_write(room: str) -> None:
    assert sorted(_strays(room)) == []


def test_writes_are_recognized_by_their_statements() -> None:
    methods = _writing_methods()

    assert methods["Sessions"] >= {"inserted", "touch", "replace_token", "end"}
    assert methods["Answers"] >= {"claim", "keep", "forget_tokens"}
    assert methods["Members"] >= {"lock", "lock_in", "change", "set_disabled"}
    assert not methods["Sessions"] & {"alive", "open_ones", "has_token"}
    assert not methods["Members"] & {"get", "names", "with_address"}
    assert _writing_functions() >= {"add_member", "note_repeatable", "add_notice"}
    assert "email_budget" not in _writing_functions()


def test_every_write_of_a_repository_is_recognized() -> None:
    """Outside of migrations no function of a module holds one, where nobody looks."""
    loose = [
        f"{module}: {name}"
        for module, tree in _modules("doorstep/db").items()
        for name, node in _functions(tree)
        if _WRITES.search(_text(node, {})) and module != "doorstep.db.migrate"
    ]

    assert loose == []
