"""The parameters of a request, from its query or its form (RFC 6749 3.1)."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

_MOST = 100


@dataclass(frozen=True)
class Parameters:
    """Those that have a value; `repeated` are there more than once, which no standard
    allows.
    """

    values: dict[str, str]
    repeated: frozenset[str] = field(default_factory=frozenset)


def read_query(text: bytes) -> Parameters:
    """What is not UTF-8 becomes U+FFFD: it equals nothing that is registered."""
    try:
        pairs = parse_qsl(
            text.decode("ascii", "replace"), errors="replace", max_num_fields=_MOST
        )
    except ValueError:
        return Parameters({})
    values: dict[str, str] = {}
    repeated = set()
    for name, value in pairs:
        if name in values:
            repeated.add(name)
        values.setdefault(name, value)
    return Parameters(values, frozenset(repeated))
