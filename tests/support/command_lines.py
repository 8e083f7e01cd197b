"""The commands of the command line, and command lines parsed without being run."""

import shlex
from collections.abc import Iterator

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.testing import CliRunner

from cli.app import app


def printed(*words: str) -> str:
    """What it prints, in a terminal of 80 columns."""
    return CliRunner().invoke(app, words, terminal_width=80).output


def parse(line: str) -> None:
    """Raises click's error where there is no such command, option or argument."""
    words = shlex.split(line.partition(" < ")[0])[1:]
    command = typer.main.get_command(app)
    context = command.make_context("doorstep", words)
    while isinstance(command, TyperGroup):
        rest = [*context._protected_args, *context.args]
        name, inner, rest = command.resolve_command(context, rest)
        assert inner is not None
        command, context = inner, inner.make_context(name, rest, parent=context)


def is_complete(line: str) -> bool:
    """Whether it has every argument and option that its command requires."""
    try:
        parse(line)
    except TyperException:
        return False
    return True


def _commands(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not isinstance(command, TyperGroup):
        yield words
        return
    for name, inner in command.commands.items():
        if not inner.hidden:
            yield from _commands(inner, (*words, name))


COMMANDS = list(_commands(typer.main.get_command(app), ()))
