"""Options that several commands share, and reading settings and passwords."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from cli.up.folder_lock import DEFAULT_FOLDER, is_locked
from doorstep.errors import ConfigurationError, InvalidInputError

if TYPE_CHECKING:  # pydantic is slow to import, and --help does not need it
    from doorstep.settings import Settings
    from doorstep.settings.processes import DatabaseSettings

_CONNECTIONS = ("database_url", "temporal_address", "smtp_url", "keys")
DataDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(help="Use the stack that `doorstep up` runs in this folder."),
]
AsJson: TypeAlias = Annotated[
    bool, typer.Option("--json", help="Print one JSON document, for programs.")
]
Why: TypeAlias = Annotated[
    str, typer.Option("--reason", help="Kept in the audit trail.")
]
NamedMember: TypeAlias = Annotated[
    str, typer.Argument(help="The member's email address or id.")
]
PasswordStdin: TypeAlias = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from stdin.")
]


def settings_for(data_dir: Path | None) -> "Settings":
    """The environment, with defaults from the stack that runs in `data_dir`.

    Without either, those of the stack that runs in `.doorstep`, which is said on
    standard error.
    """
    from doorstep.settings import SETTINGS_FILE, load

    if data_dir and not (data_dir / SETTINGS_FILE).is_file():
        raise ConfigurationError(
            f"--data-dir: `doorstep up` has not been started in {data_dir}."
        )
    settings = load(data_dir)
    if data_dir or any(getattr(settings, name) for name in _CONNECTIONS):
        return settings
    return load(_stack_here())


def _stack_here() -> Path | None:
    """The default data folder, if a stack runs there."""
    from doorstep.settings import SETTINGS_FILE

    if not (DEFAULT_FOLDER / SETTINGS_FILE).is_file():
        return None
    if not is_locked(DEFAULT_FOLDER):
        said = "is stopped: start it with `doorstep up`."
        typer.echo(f"The stack in {DEFAULT_FOLDER}/ {said}", err=True)
        return None
    typer.echo(f"Using the stack that runs in {DEFAULT_FOLDER}/.", err=True)
    return DEFAULT_FOLDER


def database_for(data_dir: Path | None) -> "DatabaseSettings":
    """The same for a command that uses the database."""
    from doorstep.settings.processes import DatabaseSettings

    return DatabaseSettings.of(settings_for(data_dir))


def read_password(*, from_stdin: bool) -> str:
    """Not an argument: other users of the machine can read command lines."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InvalidInputError(
            "No terminal to ask for the password. Use --password-stdin."
        )
    answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer
