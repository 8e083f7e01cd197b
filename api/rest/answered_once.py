"""Routes of acts: a repeat under an `Idempotency-Key` gets the first answer."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec, TypeAlias, cast

from fastapi import Response
from pydantic import BaseModel

from api.actions.enrollments import EnrollmentFlow
from api.actions.logins import LoginFlow
from api.edge.attempts import Attempt
from api.edge.responses import send
from api.parts import Parts
from doorstep.transactions.kept_answers import Reply

_Given = ParamSpec("_Given")
_Act: TypeAlias = Callable[_Given, Awaitable[Reply]]
_Route: TypeAlias = Callable[_Given, Awaitable[Response]]


def answered_once(act: str) -> Callable[[_Act[_Given]], _Route[_Given]]:
    """Of a route with `parts`, a `flow`, an `attempt` and maybe a `body`, so named.

    A key is for one `act` with one body: the same key with another is refused.
    """

    def decorate(route: _Act[_Given]) -> _Route[_Given]:
        @wraps(route)
        async def answer(*args: _Given.args, **given: _Given.kwargs) -> Response:
            parts = cast("Parts", given["parts"])
            flow = cast("LoginFlow | EnrollmentFlow", given["flow"])
            attempt = cast("Attempt", given["attempt"])
            asked = "/".join([act, *_content(given.get("body"))])
            acting = partial(route, *args, **given)
            return send(await parts.replays.once(flow.row.id, attempt, asked, acting))

        return answer

    return decorate


def _content(body: object) -> list[str]:
    """What fingerprints kept by earlier releases hold: the values of its fields."""
    if not isinstance(body, BaseModel):
        return []
    return [str(value) for value in body.model_dump().values()]
