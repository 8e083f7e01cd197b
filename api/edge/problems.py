"""Problem documents (RFC 9457): one table from kinds to statuses, one error tree."""

from datetime import datetime
from typing import TypeAlias

from pydantic import AwareDatetime, TypeAdapter

from doorstep.errors import DoorstepError
from doorstep.messages.flows import Outcome

URN = "urn:doorstep:problem:"
Extra: TypeAlias = str | int | datetime | None

STATUSES = {
    "invalid-credentials": 401,
    "not-signed-in": 401,
    "not-an-administrator": 403,
    "not-found": 404,
    "wrong-stage": 409,
    "email-taken": 409,
    "last-administrator": 409,
    "flow-ended": 410,
    "invalid-request": 422,
    "wrong-code": 422,
    "device-disabled": 423,
    "too-many-attempts": 429,
    "resend-too-soon": 429,
    "too-many-emails": 429,
    "too-many-logins": 429,
    "internal-error": 500,
    "temporarily-unavailable": 503,
}
"""Every kind of problem with its usual status."""

_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


class Problem(DoorstepError):  # noqa: N818  RFC 9457 calls it a problem
    """An answer that is not what was asked for.

    `extra` are the members that the contract names for the kind: `attempts_left`,
    `next_code_at`, `retry_after` in whole seconds, `stage`.
    """

    def __init__(self, slug: str, *, status: int | None = None, **extra: Extra) -> None:
        super().__init__(slug)
        self.slug = slug
        self.status = status or STATUSES[slug]
        self.extra = extra

    def document(self, title: str, detail: str) -> dict[str, object]:
        return {
            "type": f"{URN}{self.slug}",
            "title": title,
            "status": self.status,
            "detail": detail,
            **self.plain_extra,
        }

    @property
    def plain_extra(self) -> dict[str, object]:
        """The extra members as JSON has them."""
        return {name: _plain(value) for name, value in self.extra.items()}


def not_found() -> Problem:
    """One answer for another's id, a made-up one and an id without its token."""
    return Problem("not-found")


def unavailable(seconds: int = 2) -> Problem:
    return Problem("temporarily-unavailable", retry_after=seconds)


def seconds_until(moment: datetime | None, at: datetime) -> int:
    """Whole seconds to wait, at least one."""
    if moment is None:
        return 1
    return max(1, -int((at - moment).total_seconds() // 1))


def of_outcome(
    outcome: Outcome,
    *,
    stage: str,
    at: datetime,
    retry_at: datetime | None = None,
    attempts_left: int | None = None,
) -> Problem:
    """What a refused act is answered."""
    match outcome:
        case Outcome.wrong_code:
            return Problem(outcome, attempts_left=attempts_left)
        case Outcome.wrong_stage | Outcome.flow_ended:
            return Problem(outcome, stage=stage)
        case Outcome.device_disabled:
            return Problem(outcome)
        case _:
            return Problem(outcome, retry_after=seconds_until(retry_at, at))


def _plain(value: Extra) -> object:
    if isinstance(value, datetime):
        return _MOMENT.dump_python(value, mode="json")
    return value
