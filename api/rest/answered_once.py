"""Routes of acts: a repeat under an `Idempotency-Key` gets the first answer."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeAlias, cast

from fastapi import Response
from pydantic import BaseModel

from api.edge.idempotency import ClaimedFlow
from api.edge.request_body import Later, no_body
from api.edge.responses import send
from api.parts import Parts
from doorstep.transactions.kept_answers import Reply

_Given = ParamSpec("_Given")
_Act: TypeAlias = Callable[_Given, Awaitable[Reply]]
_Route: TypeAlias = Callable[_Given, Awaitable[Response]]
_BODY = ("body", "_body")


def answered_once(act: str) -> Callable[[_Act[_Given]], _Route[_Given]]:
    """Decorates a route with `parts`, a claimed `flow` and optionally a `body`
    (`later_body`).

    The route is given the body itself, once it has been read. A key is for one `act`
    with one body: the same key with another is refused.
    """

    def decorate(route: _Act[_Given]) -> _Route[_Given]:
        @wraps(route)
        async def answer(*args: _Given.args, **given: _Given.kwargs) -> Response:
            parts = cast("Parts", given["parts"])
            flow = cast("ClaimedFlow", given["flow"])
            name = next((name for name in _BODY if name in given), None)
            read = cast("Later[BaseModel]", given[name] if name else no_body)

            async def acting(body: BaseModel) -> Reply:
                if name is not None:
                    given[name] = body
                return await route(*args, **given)

            return send(await parts.replays.once(flow, act, read, acting))

        return answer

    return decorate
