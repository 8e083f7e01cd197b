"""The docstrings of settings: what `doorstep settings` says of each.

They are read from the source when somebody asks. pydantic can do that, too, but does it
in each process at its start.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel


def meanings_of(model: type[BaseModel]) -> dict[str, str]:
    """The text under each field, by the field's name, of the model and its bases."""
    found: dict[str, str] = {}
    for kind in reversed(model.mro()):
        if kind is not BaseModel and issubclass(kind, BaseModel):
            found |= _under_fields(kind)
    return found


def _under_fields(kind: type) -> Iterator[tuple[str, str]]:
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(body, ast.ClassDef)  # noqa: S101  for mypy
    for statement, text in pairwise(body.body):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            yield statement.target.id, inspect.cleandoc(str(text.value.value))
