"""A flash: the result of a form action, carried over a redirect in a cookie.

It holds the action, the kind of result and numbers, never user input. The texts are in
the template, so a forged cookie can only choose among them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.edge.problems import FieldError, Problem
from api.texts.field_errors import COMPLETE

SECONDS_KEPT = 60
_FORM = re.compile(
    r"([a-z-]{1,20})\.([a-z-]{1,30})\.([0-9]{0,4})\.([0-9]{0,10})\.([0-9]{0,10})"
    r"(?:\.(name|email|password|new)\.([a-z_]{1,30}))?\Z"
)
_NAMED = ("name", "email", "password", "new")
"""The fields that a flash can name."""
_GOOD = (
    "address-asked",
    "address-changed",
    "address-kept",
    "address-mailed",
    "application-off",
    "application-on",
    "application-removed",
    "device-reset",
    "device-unlocked",
    "email-sent",
    "invitation-accepted",
    "invitation-cancelled",
    "invitation-resent",
    "invited",
    "member-created",
    "member-disabled",
    "group-created",
    "group-deleted",
    "login-cancelled",
    "member-enabled",
    "member-erased",
    "others-ended",
    "password-changed",
    "password-recovered",
    "replace-device",
    "reset-cancelled",
    "saved",
    "secret-deleted",
    "session-ended",
    "sessions-ended",
    "setup-cancelled",
    "signed-out",
    "step-done",
    "two-step-off",
)


@dataclass(frozen=True)
class Flash:
    """The result of an action, as the person is shown it."""

    act: str
    slug: str
    attempts_left: int | None = None
    until: datetime | None = None
    next_code_at: datetime | None = None
    wrong: FieldError | None = None

    @property
    def good(self) -> bool:
        return self.slug in _GOOD

    @classmethod
    def of(cls, problem: Problem, act: str, at: datetime) -> "Flash":
        left = problem.extra.get("attempts_left")
        wait = problem.extra.get("retry_after")
        next_code_at = problem.extra.get("next_code_at")
        return cls(
            act,
            problem.kind,
            attempts_left=left if isinstance(left, int) else None,
            until=at + timedelta(seconds=wait) if isinstance(wait, int) else None,
            next_code_at=next_code_at if isinstance(next_code_at, datetime) else None,
            wrong=next(filter(None, map(_named, problem.errors)), None),
        )

    def encoded(self) -> str:
        left = "" if self.attempts_left is None else self.attempts_left
        moments = f"{_seconds(self.until)}.{_seconds(self.next_code_at)}"
        wrong = f".{self.wrong.place[0]}.{self.wrong.kind}" if self.wrong else ""
        return f"{self.act}.{self.slug}.{left}.{moments}{wrong}"

    @classmethod
    def decoded(cls, text: str) -> "Flash | None":
        found = _FORM.match(text)
        if found is None:
            return None
        act, slug, left, until, next_code_at, place, kind = found.groups()
        return cls(
            act,
            slug,
            int(left) if left else None,
            _moment(until),
            _moment(next_code_at),
            _named(FieldError(kind, (place,))) if kind else None,
        )


def _named(error: FieldError) -> FieldError | None:
    """Without context, which a cookie does not hold; None if the page's general text is
    better.
    """
    (place, *_) = error.place or ("",)
    said = place in _NAMED and error.kind in COMPLETE
    return FieldError(error.kind, (place,)) if said else None


def _seconds(moment: datetime | None) -> str:
    return "" if moment is None else str(int(moment.timestamp()))


def _moment(seconds: str) -> datetime | None:
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else None
