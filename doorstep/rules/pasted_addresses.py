"""Addresses that somebody pasted, from a mail program or a spreadsheet.

One on each line, or several parted by commas; by semicolons where a line has one, since
such lists have names as `Bennett, Jo`. With a name they look like `Jo <jo@acme.test>`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARTS = {
    separator: re.compile(rf'(?:"[^"]*"|[^{separator}])+') for separator in (",", ";")
}
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")


@dataclass(frozen=True)
class PastedAddress:
    """As it was pasted, and what it is taken for; neither is validated. Without a name
    the part before the @ stands for it.
    """

    text: str
    email: str
    name: str


def pasted_addresses(text: str) -> Iterator[PastedAddress]:
    for line in text.splitlines():
        separator = ";" if ";" in line else ","
        for part in _PARTS[separator].findall(line):
            if entry := part.strip().strip(",;").strip():
                yield _read(entry)


def _read(entry: str) -> PastedAddress:
    named = _NAMED.fullmatch(entry)
    email = (named["email"] if named else entry).strip()
    name = named["name"].strip().strip("\"'").strip() if named else ""
    return PastedAddress(entry, email, name or email.rpartition("@")[0])
