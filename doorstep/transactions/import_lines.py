"""The lines of an import, in batches: what each record becomes, in the file's order."""

import hashlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from itertools import islice

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
    """Each batch once it is committed; memory is that of a batch, and of a digest for
    each address, since none may come twice.
    """
    pending, seen = iter(records), _Seen()
    while batch := list(islice(pending, BATCH)):
        read = [_read(record, seen) for record in batch]
        people = [each for each in read if isinstance(each, ImportedPerson)]
        results = iter(await import_batch(order, people) if people else ())
        yield [
            ImportedLine(
                record.line,
                record.values.get("email", ""),
                next(results) if isinstance(each, ImportedPerson) else each,
            )
            for record, each in zip(batch, read, strict=True)
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
