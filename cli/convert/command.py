"""`doorstep member convert`: what another product exports, as lines for an import."""

import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from doorstep.errors import InvalidInputError


class Source(StrEnum):
    """The products, by the module that reads their exports."""

    keycloak = "keycloak"
    authelia = "authelia"
    django = "django"
    ldif = "ldif"
    google_authenticator = "google-authenticator"


_MODULES = {Source.ldif: "directory"}


def convert(
    files: Annotated[list[Path], typer.Argument(help="The export.")],
    *,
    source: Annotated[Source, typer.Option("--from", help="The product.")],
) -> None:
    """Turn another product's export into lines to import.

    JSON lines go to standard output, which must be a file or a pipe, since they hold
    secrets; what is left out is said on standard error.

    \b
    Examples:
      doorstep member convert --from keycloak realm.json > people.jsonl
      doorstep member convert --from authelia users.yml totp.txt > people.jsonl
    """
    if sys.stdout.isatty():
        raise InvalidInputError(
            "It would show secrets on the terminal: send them to a file "
            "(`> people.jsonl`) or to `doorstep member import -`."
        )
    module = import_module(
        f"cli.convert.{_MODULES.get(source, source.replace('-', '_'))}"
    )
    contents = [_read(file) for file in files]
    for number, person in enumerate(module.people(*contents), 1):
        if not person.email:
            person.notes.insert(0, "left out: there is no email address")
        else:
            typer.echo(person.line())
        for note in person.notes:
            typer.echo(f"{number} ({_plain(person.label)}): {note}.", err=True)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidInputError(f"{file}: {error.strerror}.") from None


def _plain(label: str) -> str:
    return "".join(c if c.isprintable() else " " for c in label)[:100]
