"""`doorstep settings`."""

import json
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, DataDir, settings_for

if TYPE_CHECKING:
    from doorstep.settings.listing import Listed


def settings(
    *,
    only_set: Annotated[
        bool, typer.Option("--set", help="Only those that differ from the default.")
    ] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List every setting: name, value, default and meaning. Secrets are hidden.

    \b
    Examples:
      doorstep settings
      doorstep settings --set
    """
    from doorstep.settings.listing import listed

    rows = [row for row in listed(settings_for(data_dir)) if row.is_set or not only_set]
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows]))
        return
    for row in rows:
        typer.echo("\n".join(_lines(row)))


def _lines(row: "Listed") -> Iterator[str]:
    yield f"{row.name}={row.value or ''}"
    if row.is_set:
        yield f"    Default: {row.default or 'none'}"
    yield from _wrapped(row.meaning)
    yield ""


def _wrapped(text: str) -> list[str]:
    """Within a terminal; one line elsewhere."""
    if not sys.stdout.isatty():
        return [f"    {text}"]
    indent = "    "
    return textwrap.wrap(
        text,
        get_terminal_size().columns,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
