"""Problem documents (RFC 9457): one error tree."""

from datetime import datetime
from typing import TypeAlias

from pydantic import AwareDatetime, TypeAdapter

from api.texts.problems import ProblemKind
from doorstep.errors import DoorstepError
from doorstep.messages.flows import Outcome
from doorstep.rules.stages import EnrollmentStage, LoginStage

URN = "urn:doorstep:problem:"
Extra: TypeAlias = str | int | datetime | None

_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


class Problem(DoorstepError):  # noqa: N818  RFC 9457 calls it a problem
    """An error response.

    `extra` are the members that the contract names for the kind: `attempts_left`,
    `next_code_at`, `retry_after` in whole seconds, `stage`.
    """

    def __init__(
        self, kind: ProblemKind, *, status: int | None = None, **extra: Extra
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status or kind.status
        self.extra = extra

    def document(self, language: str) -> dict[str, object]:
        title, detail = self.kind.texts(language)
        return {
            "type": f"{URN}{self.kind}",
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
    """The same answer for a foreign id, an unknown id and an id without its token."""
    return Problem(ProblemKind.not_found)


def not_now(stage: LoginStage | EnrollmentStage) -> Problem:
    """The refusal of an act that the flow's stage does not allow."""
    kind = ProblemKind.flow_ended if stage.final else ProblemKind.wrong_stage
    return Problem(kind, stage=stage)


def unavailable(seconds: int = 2) -> Problem:
    return Problem(ProblemKind.temporarily_unavailable, retry_after=seconds)


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
    """The problem for a refused act."""
    kind = ProblemKind(outcome)
    match outcome:
        case Outcome.wrong_code:
            return Problem(kind, attempts_left=attempts_left)
        case Outcome.wrong_stage | Outcome.flow_ended:
            return Problem(kind, stage=stage)
        case Outcome.device_disabled:
            return Problem(kind)
        case _:
            return Problem(kind, retry_after=seconds_until(retry_at, at))


def _plain(value: Extra) -> object:
    if isinstance(value, datetime):
        return _MOMENT.dump_python(value, mode="json")
    return value
