"""What a converter makes of an export, in short."""

import json
from collections.abc import Callable, Iterable
from typing import TypeAlias

from cli.convert.people import ExportedPerson
from doorstep.rules.imported_people import ImportedPerson
from doorstep.rules.people_files import records

Short: TypeAlias = tuple[str, str, str, str]
"""Address, name, the beginning of the hash, and digits and period of the app."""


def in_short(people: Iterable[ExportedPerson]) -> list[Short]:
    """Of those with an address, as an import reads their lines."""
    lines = [each.line() + "\n" for each in people if each.email]
    read = [ImportedPerson.of(record.values) for record in records(lines)]
    return [_short(person) for person in read] if lines else []


def _short(person: ImportedPerson) -> Short:
    app = person.totp.app if person.totp else None
    shown = f"{app.algorithm} {app.digits} {app.period}" if app else ""
    start = (person.password_hash or "")[:9]
    return person.email, person.name or "", start, shown


def notes(people: Iterable[ExportedPerson]) -> list[str]:
    return [note for each in people for note in each.notes]


def as_json(document: object) -> bytes:
    return json.dumps(document).encode()


Converter: TypeAlias = Callable[..., Iterable[ExportedPerson]]
