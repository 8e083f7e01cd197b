"""What a check has found. No finding holds a secret; servers' words are printable."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`warning` is for what works today and had better be changed."""

    ok = "ok"
    warning = "warning"
    failed = "failed"


@dataclass(frozen=True)
class Finding:
    """One line: the name of the check, what was found, how to mend it."""

    check: str
    state: State
    said: str
    mend: str = ""


def ok(check: str, said: str) -> Finding:
    return Finding(check, State.ok, said)


def warning(check: str, said: str, mend: str) -> Finding:
    return Finding(check, State.warning, said, mend)


def failed(check: str, said: str, mend: str = "") -> Finding:
    return Finding(check, State.failed, said, mend)
