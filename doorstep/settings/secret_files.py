"""Secrets in files: `DOORSTEP_KEYS_FILE` names a file whose content is DOORSTEP_KEYS.

Each secret has such a partner. Kubernetes, systemd and Docker hand
secrets over as files, which neither child processes nor `docker inspect` show.
"""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import BeforeValidator

if TYPE_CHECKING:
    from doorstep.settings import Settings

ADDRESSES = ("database_url", "migration_url", "smtp_url", "traces_url")
"""Addresses that can hold a password."""
SECRETS = ("keys", "temporal_api_key", *ADDRESSES)
_SUFFIX = "_file"
_MOST_BYTES = 65_536
_OTHERS = stat.S_IRWXO | stat.S_IWGRP
REMEDY = "Give it to the user of this process alone: chmod 0400, or 0440 for its group."


@dataclass(frozen=True)
class SecretFile:
    """A file that is given in place of a value."""

    path: Path
    setting: str
    is_second: bool
    """Whether the value is given, too."""


def read_secret(path: Path) -> str:
    """The one line in a file, without the newline at its end.

    Raises ValueError with a sentence for the operator, which names the file and has
    nothing of its content.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError(f"{path} is not a regular file")
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    if len(content) > _MOST_BYTES:
        raise ValueError(f"{path} has more than {_MOST_BYTES} bytes")
    return _one_line(content, path)


def _one_line(content: bytes, path: Path) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not text in UTF-8") from None
    text = text.removesuffix("\n").removesuffix("\r")
    if not text.strip():
        raise ValueError(f"{path} is empty")
    if not text.isprintable():
        raise ValueError(f"{path} has more than one line, or unprintable characters")
    return text


def _content(value: object) -> object:
    if not isinstance(value, SecretFile):
        return value
    if value.is_second:
        name = f"DOORSTEP_{value.setting.upper()}"
        raise ValueError(f"is given twice: set {name} or {name}_FILE, not both")
    return read_secret(value.path)


Secret: TypeAlias = Annotated[str | None, BeforeValidator(_content)]


def with_files(given: Mapping[str, object]) -> dict[str, object]:
    """Values by setting, with a SecretFile for each secret that has a file."""
    found = dict(given)
    for file, path in given.items():
        name = file.removesuffix(_SUFFIX)
        if name in SECRETS and name != file:
            found[name] = SecretFile(Path(str(path)), name, name in given)
    return found


def with_contents(variables: Mapping[str, str]) -> dict[str, str]:
    """The same settings, with each secret itself in place of its file.

    Names are those of variables. Raises ValueError as `read_secret` does.
    """
    found = dict(variables)
    for name in SECRETS:
        variable = f"DOORSTEP_{name.upper()}"
        if path := found.pop(f"{variable}_FILE", None):
            found[variable] = read_secret(Path(path))
    return found


def wide_files(settings: "Settings") -> Iterator[str]:
    """A sentence for each file with a secret that other users can read or change."""
    for name in (*SECRETS, "temporal_tls_key"):
        path: Path | None = getattr(settings, name + _SUFFIX)
        try:
            mode = path.stat().st_mode if path else 0
        except OSError:  # whoever uses the file says so
            continue
        if mode & _OTHERS:
            yield (
                f"DOORSTEP_{name.upper()}_FILE: other users of this machine can read "
                f"or change {path} (mode {stat.S_IMODE(mode):04o})."
            )
