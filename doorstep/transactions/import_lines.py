"""The lines of an import, in batches: what each record becomes, in the file's order."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from pydantic import ValidationError

from doorstep.errors import in_words
from doorstep.rules.addresses import mailbox
from doorstep.rules.imported_people import ImportedPerson
from doorstep.rules.people_files import FileRecord
from doorstep.transactions.import_changes import import_batch
from doorstep.transactions.member_import import Import, LineResult, refused

BATCH = 500
_DIGEST_BYTES = 8


@dataclass(frozen=True)
class ImportedLine:
    """`email` is as the line has it."""

    line: int
    email: str
    result: LineResult


async def import_lines(
    order: Import, records: Iterable[FileRecord]
) -> AsyncIterator[list[ImportedLine]]:
    """Each batch once it is committed, while the next one is read; memory is that of
    two batches, and of a digest for each address, since none may come twice.
    """
    pending, seen = iter(records), _Seen()
    batch = _next_batch(pending, seen)
    while batch:
        results, following = await asyncio.gather(
            _results(order, batch), asyncio.to_thread(_next_batch, pending, seen)
        )
        yield [
            ImportedLine(record.line, record.values.get("email", ""), result)
            for (record, _), result in zip(batch, results, strict=True)
        ]
        batch = following


_Read: TypeAlias = tuple[FileRecord, ImportedPerson | LineResult]


def _next_batch(pending: Iterator[FileRecord], seen: "_Seen") -> list[_Read]:
    return [(record, _read(record, seen)) for record in islice(pending, BATCH)]


async def _results(order: Import, batch: Sequence[_Read]) -> list[LineResult]:
    people = [each for _, each in batch if isinstance(each, ImportedPerson)]
    imported = iter(await import_batch(order, people) if people else ())
    return [
        next(imported) if isinstance(each, ImportedPerson) else each
        for _, each in batch
    ]


class _Seen:
    """The addresses so far, with the line of each."""

    def __init__(self) -> None:
        self._lines: dict[bytes, int] = {}

    def before(self, email: str, line: int) -> int | None:
        """The line that had the mailbox before, in whatever spelling."""
        normal = mailbox(email).encode(errors="surrogatepass")
        key = hashlib.blake2b(normal, digest_size=_DIGEST_BYTES).digest()
        first = self._lines.setdefault(key, line)
        return None if first == line else first


def _read(record: FileRecord, seen: _Seen) -> ImportedPerson | LineResult:
    if record.wrong:
        return refused(record.wrong)
    try:
        person = ImportedPerson.of(record.values)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        return refused(f"{problem['loc'][0]} {in_words(problem)}")
    if first := seen.before(person.email, record.line):
        return refused(f"line {first} has the same address")
    return person
