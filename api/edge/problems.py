"""Problem documents (RFC 9457): one error tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from urllib.parse import quote

from pydantic import AwareDatetime, TypeAdapter

from api.texts.field_errors import field_error
from api.texts.problems import ProblemKind, wrong_code
from doorstep.errors import DoorstepError
from doorstep.messages.flows import Outcome
from doorstep.rules.password_strength import ALONE, WITH_CODE, PasswordRules, Weakness
from doorstep.rules.stages import (
    AddressStage,
    EnrollmentStage,
    InvitationStage,
    LoginStage,
    RecoveryStage,
)

URN = "urn:doorstep:problem:"
Extra: TypeAlias = str | int | datetime | None

_TOO_SHORT = {WITH_CODE: "under_eight", ALONE: "under_fifteen"}
_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


@dataclass(frozen=True)
class FieldError:
    """What is wrong with a part of the request, never its value.

    `place` is the path to it: `code`; `query`, `limit`; `header`, `Idempotency-Key`.
    The kinds are those of `api.texts.field_errors`.
    """

    kind: str
    place: Sequence[str | int] = ()
    context: Mapping[str, object] = field(default_factory=dict)

    @property
    def pointer(self) -> str:
        """A JSON Pointer as a URI fragment (RFC 6901 6)."""
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in self.place)
        return "#" + "".join(f"/{quote(step, '~', errors='replace')}" for step in steps)

    def document(self, language: str) -> dict[str, str]:
        detail = field_error(self.kind, self.context, language)
        return {"pointer": self.pointer, "detail": detail}


class Problem(DoorstepError):  # noqa: N818  RFC 9457 calls it a problem
    """An error response.

    `errors` say what is wrong with a request (RFC 9457 3). `extra` are the members that
    the contract names for the kind: `attempts_left`, `next_code_at`, `reason`,
    `retry_after` in whole seconds, `stage`.

    `next_code_in`, in whole seconds, is set where the app's current code is used;
    `scope` is what a token must be good for.
    """

    next_code_in: int | None = None
    scope: str | None = None

    def __init__(
        self,
        kind: ProblemKind,
        *,
        status: int | None = None,
        errors: Sequence[FieldError] = (),
        **extra: Extra,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status or kind.status
        self.errors = errors
        self.extra = extra

    def document(self, language: str) -> dict[str, object]:
        title, detail = self.kind.texts(language, self.status)
        if self.kind is ProblemKind.wrong_code:
            detail = wrong_code(self._wait, self.next_code_in, language) or detail
        errors = [error.document(language) for error in self.errors]
        return {
            "type": f"{URN}{self.kind}",
            "title": title,
            "status": self.status,
            "detail": detail,
            **({"errors": errors} if errors else {}),
            **self.plain_extra,
        }

    @property
    def _wait(self) -> int | None:
        wait = self.extra.get("retry_after")
        return wait if isinstance(wait, int) else None

    @property
    def plain_extra(self) -> dict[str, object]:
        """The extra members as JSON has them."""
        return {name: _plain(value) for name, value in self.extra.items()}


def not_found() -> Problem:
    """The same answer for a foreign id, an unknown id and an id without its token."""
    return Problem(ProblemKind.not_found)


def malformed(kind: str, *place: str, **context: object) -> Problem:
    """The refusal of a request of which one part is wrong."""
    error = FieldError(kind, place, context)
    return Problem(ProblemKind.invalid_request, errors=[error])


def weak_password(weakness: Weakness, rules: PasswordRules, field: str) -> Problem:
    """The refusal of a new password that the named field has."""
    too_short = weakness is Weakness.too_short
    kind = _TOO_SHORT[rules.fewest] if too_short else weakness.value
    return Problem(
        ProblemKind.weak_password, errors=[FieldError(kind, (field,))], reason=weakness
    )


def not_now(
    stage: LoginStage
    | EnrollmentStage
    | RecoveryStage
    | AddressStage
    | InvitationStage,
) -> Problem:
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
        case Outcome.device_disabled | Outcome.approval_needed | Outcome.email_taken:
            return Problem(kind)
        case _:
            return Problem(kind, retry_after=seconds_until(retry_at, at))


def _plain(value: Extra) -> object:
    if isinstance(value, datetime):
        return _MOMENT.dump_python(value, mode="json")
    return value
