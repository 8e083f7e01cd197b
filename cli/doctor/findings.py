"""The findings of checks. They hold no secrets, and only printable text of servers."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`warning` is for what works, but should be changed."""

    ok = "ok"
    warning = "warning"
    failed = "failed"


@dataclass(frozen=True)
class Finding:
    """The name of the check, what was found, and how to fix it."""

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
