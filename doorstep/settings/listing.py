"""All settings in words: value, default and meaning, without secrets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from pydantic_core import PydanticUndefined

from doorstep.settings import Settings
from doorstep.settings.limits import AS_SECONDS
from doorstep.settings.meanings import meanings_of
from doorstep.settings.secret_files import ADDRESSES, SECRETS

HIDDEN = "•••"
_UNIT = " In seconds, or such as 90s, 10m, 1h30m."


@dataclass(frozen=True)
class Listed:
    """One setting; a value or default of None means that there is none."""

    name: str
    value: str | None
    default: str | None
    is_set: bool
    meaning: str


def listed(settings: Settings) -> Iterator[Listed]:
    """Every setting, in the order in which they are declared."""
    meanings = meanings_of(Settings)
    for name, field in Settings.model_fields.items():
        default = None if field.default is PydanticUndefined else field.default
        yield Listed(
            name=f"DOORSTEP_{name.upper()}",
            value=_shown(name, getattr(settings, name)),
            default=_shown(name, default),
            is_set=name in settings.model_fields_set,
            meaning=_one_line(meanings.get(name, ""))
            + (_UNIT if AS_SECONDS in field.metadata else ""),
        )


def without_password(url: str) -> str:
    """An address without its password; of one that cannot be read nothing is left."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return HIDDEN
    user, at, host = rest.rpartition("@")
    name, colon, _ = user.partition(":")
    place, mark, query = host.partition("?")
    password = colon and colon + HIDDEN
    return f"{scheme}://{name}{password}{at}{place}{mark}{_without_passwords(query)}"


def _without_passwords(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return "&".join(
        f"{quote(name)}={HIDDEN if 'pass' in name.lower() else quote(value, '/:,')}"
        for name, value in pairs
    )


def _shown(name: str, value: object) -> str | None:
    if value is None:
        return None
    if name in ADDRESSES:
        return without_password(str(value))
    if name in SECRETS:
        return HIDDEN
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (tuple, frozenset)):
        return ",".join(sorted(map(str, value))) or None
    return str(value)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
