"""Options that several commands share, and reading settings and passwords."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from doorstep.errors import ConfigurationError, InvalidInputError

if TYPE_CHECKING:  # pydantic is slow to import, and --help does not need it
    from doorstep.settings import Settings
    from doorstep.settings.processes import DatabaseSettings

DataDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(help="Talk to the stack that `doorstep up` runs in this folder."),
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
    """The environment, with defaults from the stack that runs in `data_dir`."""
    from doorstep.settings import SETTINGS_FILE, load

    if data_dir and not (data_dir / SETTINGS_FILE).is_file():
        raise ConfigurationError(
            f"--data-dir: `doorstep up` has not started anything in {data_dir}."
        )
    return load(data_dir)


def database_for(data_dir: Path | None) -> "DatabaseSettings":
    """The same for a command that uses the database."""
    from doorstep.settings.processes import DatabaseSettings

    return DatabaseSettings.of(settings_for(data_dir))


def read_password(*, from_stdin: bool) -> str:
    """Not an argument: other users of the machine can read command lines."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InvalidInputError("There is no terminal: use --password-stdin.")
    answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer
