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
    summary: str
    remedy: str = ""


def ok(check: str, summary: str) -> Finding:
    return Finding(check, State.ok, summary)


def warning(check: str, summary: str, remedy: str) -> Finding:
    return Finding(check, State.warning, summary, remedy)


def failed(check: str, summary: str, remedy: str = "") -> Finding:
    return Finding(check, State.failed, summary, remedy)
